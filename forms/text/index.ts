/**
 * Every sentence the bot says, by code. A sentence is a function of its parameters; files in `zh-CN/` hold one
 * family each. Code asks for a sentence by its code only.
 */
import type { Params } from '../issue.ts';
import { check } from './zh-CN/check.ts';
import { documents } from './zh-CN/documents.ts';
import { files } from './zh-CN/files.ts';
import { handout } from './zh-CN/handout.ts';
import { home } from './zh-CN/home.ts';
import { interview } from './zh-CN/interview.ts';
import { kinds } from './zh-CN/kinds.ts';
import { office } from './zh-CN/office.ts';
import { officeAssist } from './zh-CN/office-assist.ts';
import { officeConsole } from './zh-CN/office-console.ts';
import { officeDeadlines } from './zh-CN/office-deadlines.ts';
import { officeHelp } from './zh-CN/office-help.ts';
import { officePack } from './zh-CN/office-pack.ts';
import { officePeople } from './zh-CN/office-people.ts';
import { officeReminders } from './zh-CN/office-reminders.ts';
import { officeReview } from './zh-CN/office-review.ts';
import { officeRoster } from './zh-CN/office-roster.ts';
import { officeStatus } from './zh-CN/office-status.ts';
import { officeSubmit } from './zh-CN/office-submit.ts';
import { propose } from './zh-CN/propose.ts';
import { readiness } from './zh-CN/readiness.ts';
import { reviewing } from './zh-CN/review.ts';
import { rows } from './zh-CN/rows.ts';
import { rules } from './zh-CN/rules.ts';
import { secrecy } from './zh-CN/secrecy.ts';
import { settings } from './zh-CN/settings.ts';
import { sheets } from './zh-CN/sheets.ts';
import { start } from './zh-CN/start.ts';
import { teams } from './zh-CN/teams.ts';
import { teamsApp } from './zh-CN/teams-app.ts';
import { wecom } from './zh-CN/wecom.ts';

export type Sentences = Readonly<Record<string, string | ((params: Params) => string)>>;

const sentences: Sentences = {
  ...check,
  ...documents,
  ...files,
  ...handout,
  ...home,
  ...interview,
  ...kinds,
  ...officeConsole,
  ...officeDeadlines,
  ...officeReminders,
  ...office,
  ...officeHelp,
  ...officeAssist,
  ...officePack,
  ...officePeople,
  ...officeReview,
  ...officeStatus,
  ...officeSubmit,
  ...officeRoster,
  ...propose,
  ...readiness,
  ...reviewing,
  ...rows,
  ...rules,
  ...secrecy,
  ...settings,
  ...sheets,
  ...start,
  ...teams,
  ...teamsApp,
  ...wecom,
};

/** Whether there is a sentence for a code. */
export function hasText(code: string): boolean {
  return Object.hasOwn(sentences, code);
}

/**
 * The sentence for a code. `{name}` in a plain sentence is replaced by that parameter; quoted there, its own quotation
 * marks become single ones (GB/T 15834 4.8).
 */
export function text(code: string, params: Params = {}): string {
  const sentence = sentences[code];
  if (sentence === undefined) return code;
  if (typeof sentence === 'function') return sentence(params);
  let said = '';
  for (const piece of piecesOf(sentence)) said += typeof piece === 'string' ? piece : filled(piece, params);
  return said;
}

/** Where a parameter stands: `mark` as it is written, with the quotation marks around it. */
interface Gap {
  readonly mark: string;
  readonly name: string;
  readonly quoted: boolean;
}

function filled({ mark, name, quoted }: Gap, params: Params): string {
  const value = params[name];
  if (quoted) return value === undefined ? mark : `“${inner(String(value))}”`;
  return String(value ?? mark);
}

const pieces = new Map<string, readonly (string | Gap)[]>();

/** A plain sentence, taken apart once. */
function piecesOf(sentence: string): readonly (string | Gap)[] {
  let known = pieces.get(sentence);
  if (!known) {
    known = sentence.split(/(“\{\w+\}”|\{\w+\})/).flatMap((piece, at): (string | Gap)[] => {
      if (at % 2 === 0) return piece === '' ? [] : [piece];
      const quoted = piece.startsWith('“');
      return [{ mark: piece, name: quoted ? piece.slice(2, -2) : piece.slice(1, -1), quoted }];
    });
    pieces.set(sentence, known);
  }
  return known;
}

function inner(text: string): string {
  return text.replaceAll('“', '‘').replaceAll('”', '’');
}
