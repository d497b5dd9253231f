/** Words about what goes up: the check, the summary table, the letter, packages, the order, duplicates. */
import type { Call } from '../../forms/call.ts';
import { callsFor, mayAnywhere, type OfficeActName } from '../../forms/office/roles.ts';
import { text } from '../../forms/text/index.ts';
import { squeeze } from '../engine/understand/words.ts';
import { after, callNamed, type Reading, wordList } from './reading.ts';

/** What the office passed, or all that was handed in and not refused; null where nothing was said. */
export type ScopeSaid = 'passed' | 'submitted' | null;

/** Something done in a call. */
export type CallAct =
  | { readonly kind: 'check' | 'pack'; readonly call: string; readonly scope: ScopeSaid }
  /** `form` is the office's own table, by which columns it is made. */
  | {
      readonly kind: 'table';
      readonly call: string;
      readonly scope: ScopeSaid;
      readonly form?: { readonly hash: string; readonly name: string };
    }
  /** Waits for the office's own table. */
  | { readonly kind: 'form'; readonly call: string; readonly scope: ScopeSaid }
  /** The office's own papers: asks for what is missing, then makes them. */
  | { readonly kind: 'letter'; readonly call: string }
  /** Puts one of their questions again; by label. */
  | { readonly kind: 'change'; readonly call: string; readonly label: string }
  /** Waits for the answer to a question of theirs. */
  | { readonly kind: 'ask'; readonly call: string; readonly path: string }
  | { readonly kind: 'answer'; readonly call: string; readonly path: string; readonly words: string }
  | { readonly kind: 'packs' | 'order' | 'twins'; readonly call: string }
  | { readonly kind: 'fetch'; readonly call: string; readonly number: number }
  /** Places are counted as the order was shown last. */
  | { readonly kind: 'move'; readonly call: string; readonly from: number; readonly to: number }
  | { readonly kind: 'front'; readonly call: string; readonly places: readonly number[] }
  /** Decides a pair, by its number in the list shown last. */
  | { readonly kind: 'judge'; readonly call: string; readonly number: number; readonly same: boolean }
  /** Waits for 确认: what was prepared for this person, as it was shown. */
  | {
      readonly kind: 'seal';
      readonly call: string;
      readonly scope: 'passed' | 'submitted';
      readonly digest: string;
    };

/** The call is not clear for `which`; `words` are to be said with its name behind them. */
export type PackingAct = CallAct | { readonly kind: 'which'; readonly words: string };

/** Words alone or with a call behind them, and whether other words behind them still mean this. */
const HEADS = [
  ['check', 'office.pack.check_words', 'package', true],
  ['packs', 'office.pack.packs_words', 'package', true],
  ['pack', 'office.pack.pack_words', 'package', true],
  ['twins', 'office.pack.twins_words', 'duplicates', true],
  ['table', 'office.pack.table_words', 'package', false],
  ['letter', 'office.pack.letter_words', 'package', false],
  ['order', 'office.pack.order_words', 'package', false],
] as const;

/** The name under which is kept of a person which call they spoke of last. */
export const HELD = 'packing';

export function readPacking(reading: Reading): PackingAct | undefined {
  const { grants, files, words } = reading;
  if (grants.length === 0) return undefined;
  if (files.length > 0) return formIn(reading);
  const said = words.normalize('NFKC');
  const act =
    fetchIn(reading, said) ?? judgeIn(reading, said) ?? orderIn(reading, said) ?? headIn(reading, said);
  return act ?? answerIn(reading);
}

/** One file with 汇总表, or after it was asked for. */
function formIn(reading: Reading): PackingAct | undefined {
  const { files, words, waiting } = reading;
  const [file] = files;
  if (!file || files.length > 1) return undefined;
  const form = { hash: file.hash, name: file.name };
  const waits = waiting?.family === 'packing' ? (waiting.act as unknown as PackingAct) : undefined;
  if (waits?.kind === 'form' && words === '') return { ...waits, kind: 'table', form };
  const said = words === '' ? undefined : headIn(reading, words.normalize('NFKC'));
  return said?.kind === 'table' || said?.kind === 'form' ? { ...said, kind: 'table', form } : undefined;
}

function answerIn({ waiting, words }: Reading): PackingAct | undefined {
  const act = waiting?.family === 'packing' ? (waiting.act as unknown as PackingAct) : undefined;
  return act?.kind === 'ask' ? { ...act, kind: 'answer', words } : undefined;
}

function headIn(reading: Reading, words: string): PackingAct | undefined {
  for (const [kind, code, act, surely] of HEADS) {
    if (!mayAnywhere(reading.grants, act)) continue;
    const heads = kind === 'letter' ? [...wordList(code), ...letterNames(reading.calls)] : wordList(code);
    const rest = after(words, heads);
    if (rest === undefined) continue;
    if (kind === 'letter') {
      const change = changeIn(reading, rest);
      if (change) return change;
    }
    const own = kind === 'table' ? ownIn(rest) : undefined;
    const { scope, left } = scopeIn(own ?? rest);
    const call = callOf(reading, act, left);
    if (call === undefined) {
      // 打包机国产化 is somebody's title; 打包 不知道的征集 is not.
      if (left !== '' && !(surely && apart(words, heads))) continue;
      return { kind: 'which', words: heads[0] ?? '' };
    }
    if (kind === 'table' && own !== undefined) return { kind: 'form', call, scope };
    if (kind === 'check' || kind === 'table' || kind === 'pack') return { kind, call, scope };
    return { kind, call };
  }
  return undefined;
}

/** Whether one of these words stands by itself at the head. */
function apart(words: string, heads: readonly string[]): boolean {
  return heads.some((head) => words.startsWith(head) && /^[\s:：,，]/.test(words.slice(head.length)));
}

/** The offices' own papers are asked for by their names. */
function letterNames(calls: readonly Call[]): string[] {
  return calls.flatMap(({ office }) => office?.documents.map(({ name }) => name) ?? []);
}

/** 改落款日期 behind the name of a letter. */
function changeIn(reading: Reading, rest: string): PackingAct | undefined {
  const label = after(rest, wordList('office.pack.change_words'));
  if (label === undefined || label === '') return undefined;
  const call = callOf(reading, 'package', '');
  return call === undefined
    ? { kind: 'which', words: text('office.pack.letter_words').split('|')[0] ?? '' }
    : { kind: 'change', call, label };
}

/** What is left where 按我们的表 was said; undefined where it was not. */
function ownIn(words: string): string | undefined {
  const said = wordList('office.pack.own_words').find((each) => words.includes(each));
  return said === undefined ? undefined : words.replace(said, ' ').replace(/\s+/g, ' ').trim();
}

/** 已提交 or 已通过 at either end. */
function scopeIn(words: string): { scope: ScopeSaid; left: string } {
  for (const scope of ['submitted', 'passed'] as const) {
    for (const each of wordList(`office.pack.scope_words.${scope}`)) {
      if (words.startsWith(each)) return { scope, left: words.slice(each.length).trim() };
      if (words.endsWith(each)) return { scope, left: words.slice(0, -each.length).trim() };
    }
  }
  return { scope: null, left: words };
}

/** 第3包, 下载第 3 个材料包 国际合作指南建议 */
function fetchIn(reading: Reading, words: string): PackingAct | undefined {
  if (!mayAnywhere(reading.grants, 'package')) return undefined;
  const [, digits, rest = ''] =
    /^(?:下载|取|要)?\s*第\s*(\d{1,6})\s*(?:个)?(?:材料)?包\s*(.*)$/.exec(words) ?? [];
  if (digits === undefined) return undefined;
  const call = callOf(reading, 'package', rest.trim());
  return call === undefined
    ? { kind: 'which', words: words.slice(0, words.length - rest.length).trim() }
    : { kind: 'fetch', call, number: Number(digits) };
}

/** 第2对 是同一项, 第 2 对不是 */
function judgeIn(reading: Reading, words: string): PackingAct | undefined {
  if (!mayAnywhere(reading.grants, 'duplicates')) return undefined;
  const [, digits, said = ''] = /^第\s*(\d{1,4})\s*对\s*[，,:：]?\s*(\S+)$/.exec(words) ?? [];
  const same = wordList('office.pack.same_words').includes(said);
  if (digits === undefined || !(same || wordList('office.pack.different_words').includes(said)))
    return undefined;
  const call = callOf(reading, 'duplicates', '');
  return call === undefined ? undefined : { kind: 'judge', call, number: Number(digits), same };
}

/** 排序 3 放到 1; 优先 3、5、1 */
function orderIn(reading: Reading, words: string): PackingAct | undefined {
  if (!mayAnywhere(reading.grants, 'package')) return undefined;
  const moved = after(words, wordList('office.pack.order_words'));
  const [, from, to, behind = ''] =
    /^(?:把|将)?\s*第?\s*(\d{1,5})\s*[个项条位]?\s*(?:放到|移到|排到|调到|放在|提到|到)\s*第?\s*(\d{1,5})\s*[个项条位]?\s*(.*)$/.exec(
      moved ?? '',
    ) ?? [];
  if (from !== undefined && to !== undefined) {
    const call = callOf(reading, 'package', behind.trim());
    return call === undefined ? undefined : { kind: 'move', call, from: Number(from), to: Number(to) };
  }
  const front = after(words, wordList('office.pack.front_words'));
  const [, places, rest = ''] =
    /^((?:第?\s*\d{1,5}\s*[个项条位]?\s*[、，,和\s]*)+)(.*)$/.exec(front ?? '') ?? [];
  if (places === undefined) return undefined;
  const call = callOf(reading, 'package', rest.trim());
  const numbers = (places.match(/\d+/g) ?? []).map(Number);
  return call === undefined ? undefined : { kind: 'front', call, places: numbers };
}

/** The call that is named; without a name the only one there is for the person, or the one they spoke of last. */
function callOf(reading: Reading, act: OfficeActName, words: string): string | undefined {
  if (squeeze(words) !== '') return callNamed(reading, words)?.id;
  const own = callsFor(
    reading.grants,
    act,
    reading.calls.map(({ id }) => id),
  );
  if (own.length === 1) return own[0];
  const { call } = (reading.holds[HELD] ?? {}) as { readonly call?: string };
  return call !== undefined && own.includes(call) ? call : undefined;
}
