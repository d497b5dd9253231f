/** Words about the list of who is expected: template, import, units' own deadlines, who is who. */
import type { Call } from '../../forms/call.ts';
import { mayAnywhere } from '../../forms/office/roles.ts';
import { text } from '../../forms/text/index.ts';
import { assignWords, rosterWords } from '../../forms/text/zh-CN/lexicon/office-roster.ts';
import type { SentFile } from '../engine/situation.ts';
import { squeeze } from '../engine/understand/words.ts';
import { after, callNamed, type Reading } from './reading.ts';
import { isNo } from './words.ts';

export type RosterAct =
  /** The file that was awaited does not come. */
  | { readonly do: 'drop' }
  | ListAct
  | { readonly do: 'assign'; readonly number: number; readonly letter: string };

/** What is done to the list of a call. `call` is the id of the call that was named; null where none was. */
export type ListAct =
  | { readonly do: 'template' | 'codes' | 'doubts'; readonly call: string | null }
  | { readonly do: 'list'; readonly call: string | null; readonly unit: string }
  | {
      readonly do: 'import';
      readonly call: string | null;
      /** The workbook; null where it is still to come. */
      readonly file: SentFile | null;
      /** More than one file came. */
      readonly several?: true;
      /** Who is not in the file leaves the list. */
      readonly drop: boolean;
      /** The list that the changes were shown against. */
      readonly generation?: number;
    }
  /** `day` in the person's words; empty where none stood there. */
  | {
      readonly do: 'due';
      readonly call: string | null;
      readonly unit: string;
      readonly day: string;
      readonly generation?: number;
    };

/** Under this name it is kept that a file is awaited (`RosterHold`). */
export const ROSTER_HOLD = 'roster';

/** A list whose file is awaited, or whose changes were shown last. */
export interface RosterHold {
  readonly call: string;
  /** The day it was asked for; a file that comes later is for something else. */
  readonly day: string;
  readonly shown?: SentFile;
}

/** Files that may be a list. */
const SHEETS = ['xlsx', 'xlsm', 'xls', 'et', 'csv'];

/** The act that the words mean; undefined where they are for somebody else. */
export function readRoster(reading: Reading): RosterAct | undefined {
  const { files, grants } = reading;
  if (!mayAnywhere(grants, 'roster')) return undefined;
  if (files.length > 0) return withFiles(reading, files);
  if (holdOf(reading) && isNo(reading.words)) return { do: 'drop' };
  return shownAgain(reading) ?? spoken(reading);
}

function withFiles(reading: Reading, files: readonly SentFile[]): RosterAct | undefined {
  const asked = after(reading.words, rosterWords.import);
  const held = holdOf(reading);
  const [file] = files;
  if (!file) return undefined;
  const expected = held && reading.words === '' && isSheet(file.name);
  if (asked === undefined && !expected) return undefined;
  const call = asked === undefined || asked === '' ? (held?.call ?? null) : idOf(callNamed(reading, asked));
  return { do: 'import', call, file, drop: false, ...(files.length > 1 ? { several: true } : {}) };
}

/** Whether a file's name says that it may be a list. */
export function isSheet(name: string): boolean {
  return SHEETS.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

function holdOf({ holds, today }: Reading): RosterHold | undefined {
  const hold = holds[ROSTER_HOLD] as unknown as RosterHold | undefined;
  return hold?.day === today ? hold : undefined;
}

/** The button below the changes that were shown: those who are not in the file go. */
function shownAgain(reading: Reading): RosterAct | undefined {
  const hold = holdOf(reading);
  if (!hold?.shown || squeeze(reading.words) !== squeeze(text('office.roster.import_without')))
    return undefined;
  return { do: 'import', call: hold.call, file: hold.shown, drop: true };
}

function spoken(reading: Reading): RosterAct | undefined {
  const { words } = reading;
  const template = after(words, rosterWords.template);
  if (template !== undefined) return { do: 'template', call: idOf(callNamed(reading, template)) };
  const codes = after(words, rosterWords.codes);
  if (codes !== undefined) return { do: 'codes', call: idOf(callNamed(reading, codes)) };
  const sent = after(words, rosterWords.import);
  if (sent !== undefined)
    return { do: 'import', call: idOf(callNamed(reading, sent)), file: null, drop: false };
  const due = after(words, rosterWords.due);
  if (due !== undefined) return dueIn(reading, due);
  const assigned = after(words, assignWords);
  if (assigned !== undefined) return assignIn(reading, assigned);
  const listed = after(words, rosterWords.list);
  return listed === undefined ? undefined : listIn(reading, listed);
}

/** 名单 可持续 示例大学. Something that is neither a call nor behind one is no command: 名单里的人都到齐了. */
function listIn(reading: Reading, rest: string): RosterAct | undefined {
  const { call, rest: unit } = callAndRest(reading, rest);
  const spaced = rosterWords.list.some((head) => /^[\s：:，,]/.test(reading.words.slice(head.length)));
  if (call === null && unit !== '' && !spaced) return undefined;
  return { do: 'list', call, unit };
}

function dueIn(reading: Reading, rest: string): RosterAct {
  const { call, rest: said } = callAndRest(reading, rest);
  const cut = said.search(/\s+\S+$/);
  const unit = cut < 0 ? said : said.slice(0, cut).trim();
  return { do: 'due', call, unit, day: cut < 0 ? '' : said.slice(cut).trim() };
}

const ASSIGNED = /^(\d{1,3})\s*([A-Za-z])$/;

function assignIn(reading: Reading, rest: string): RosterAct | undefined {
  const [, number, letter] = ASSIGNED.exec(rest.normalize('NFKC')) ?? [];
  if (number !== undefined && letter !== undefined)
    return { do: 'assign', number: Number(number), letter: letter.toUpperCase() };
  const call = callNamed(reading, rest);
  // 对应的单位是… may be anything.
  return rest === '' || call ? { do: 'doubts', call: idOf(call) } : undefined;
}

function idOf(call: Call | undefined): string | null {
  return call?.id ?? null;
}

/** The call named at the head of the words, its longest name, and what stands behind. */
function callAndRest(reading: Reading, words: string): { call: string | null; rest: string } {
  const parts = words.split(/\s+/).filter(Boolean);
  for (let count = parts.length; count > 0; count -= 1) {
    const call = callNamed(reading, parts.slice(0, count).join(' '));
    if (call) return { call: call.id, rest: parts.slice(count).join(' ') };
  }
  return { call: null, rest: words };
}
