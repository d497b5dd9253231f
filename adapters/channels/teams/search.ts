/**
 * The message extension: reviewers and coordinators look up where submissions stand, wherever they write. Only whoever asks
 * sees what is found; the port knows who may see what.
 * https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/search-commands/respond-to-search
 */
import type { Application, Query, TurnState } from '@microsoft/teams-ai';
import {
  type Attachment,
  CardFactory,
  type MessagingExtensionAttachment,
  type MessagingExtensionResult,
} from 'botbuilder';
import { z } from 'zod';
import { AppError } from '../../../forms/error.ts';
import type { Inquiry, InquiryAsk, StandingLine } from '../../../forms/office/ports.ts';
import { text } from '../../../forms/text/index.ts';
import { card, type Element, runs } from './elements.ts';
import { personOf } from './incoming.ts';
import { SEARCHES } from './searches.ts';
import { heading } from './sheet.ts';

export interface SearchDeps {
  readonly inquiry?: Inquiry | undefined;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** Results of one page, at most, as Teams asks for them. */
const MOST = 25;
/** Nobody pages further by hand. */
const FURTHEST = 1000;
/** Longest words that are looked for, in characters; the rest is left out. */
const WORDS = 60;

const Asked = z.object({
  words: z.string().catch(''),
  skip: z.int().min(0).max(FURTHEST).catch(0),
  take: z.int().min(1).catch(MOST),
});

/** Adds the commands; before any route that takes all that is asked in company. */
export function addSearch(app: Application, deps: SearchDeps): void {
  for (const [command, among] of Object.entries(SEARCHES))
    app.messageExtensions.query(command, async ({ activity }, _state: TurnState, asked) => {
      const { words, skip, take } = Asked.parse({
        words: wordsIn(asked),
        skip: asked.skip,
        take: asked.count,
      });
      const said = [...words.trim().toWellFormed()].slice(0, WORDS).join('');
      const ask = { text: said, skip, take: Math.min(take, MOST), ...(among ? { among } : {}) };
      return answer(deps, personOf(activity), ask);
    });
}

/** What was typed; at the first look nothing was. */
function wordsIn({ parameters }: Query<Record<string, unknown>>): unknown {
  const { text: words } = parameters;
  return words;
}

async function answer(
  { inquiry, report }: SearchDeps,
  person: string,
  ask: InquiryAsk,
): Promise<MessagingExtensionResult> {
  if (!inquiry) return message(text('teams.search_off'));
  try {
    const lines = await inquiry.search(person, ask);
    if (lines.length > 0 || ask.skip > 0) return results(lines);
    if (!(await inquiry.allows(person))) return message(text('teams.search_refused'));
    return message(
      ask.text === '' ? text('teams.search_empty') : text('teams.search_none', { words: ask.text }),
    );
  } catch (error) {
    report('teams.search_failed', { error: error instanceof AppError ? error.code : 'Error' });
    return message(text('teams.search_failed'));
  }
}

function message(words: string): MessagingExtensionResult {
  return { type: 'message', text: words };
}

function results(lines: readonly StandingLine[]): MessagingExtensionResult {
  return { type: 'result', attachmentLayout: 'list', attachments: lines.map(resultOf) };
}

/** The card that is put into the message, and the line that it is chosen by. */
function resultOf(line: StandingLine): MessagingExtensionAttachment {
  const preview = CardFactory.thumbnailCard(plain(unitOf(line)), undefined, undefined, {
    text: plain(`${titleOf(line)}\n${lineOf(line)}`),
  });
  return { ...standingCard(line), preview };
}

function unitOf({ unit }: StandingLine): string {
  return unit === '' ? text('teams.search_nobody') : unit;
}

function titleOf({ title }: StandingLine): string {
  return title === '' ? text('teams.search_untitled') : title;
}

function lineOf({ call, stage, done, total }: StandingLine): string {
  return text('teams.search_line', { call, stage: text(`office.stage.${stage}`), done, total });
}

/** The preview's lines are read as markup. */
function plain(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\n', '<br>');
}

/** The card of one submission. */
export function standingCard(line: StandingLine): Attachment {
  return card(standingBody(line));
}

/** Longest name on the card, in characters. */
const NAME = 200;

function standingBody(line: StandingLine): Element[] {
  const { call, stage, done, total, updatedAt } = line;
  const progress = text('teams.search_of', { done, total });
  const rows = [
    ['teams.search_call', call],
    ['teams.search_stage', text(`office.stage.${stage}`)],
    ['teams.search_progress', progress],
    ['teams.search_changed', updatedAt === null ? text('teams.search_never') : minute(updatedAt)],
  ] as const;
  return [
    heading(cut(unitOf(line))),
    { ...runs([[cut(titleOf(line))]]), spacing: 'Small' },
    ...rows.map(([label, value]) => ({
      ...runs([[`${text(label)}　`, { isSubtle: true }], [cut(value)]]),
      spacing: 'Small',
    })),
  ];
}

function cut(words: string): string {
  const characters = [...words];
  return characters.length <= NAME ? words : `${characters.slice(0, NAME).join('')}…`;
}

const CLOCK = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

function minute(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? '' : CLOCK.format(at);
}
