/** What people say about the rows of a list: 把第2项移到第1项前面, 调换第1和第2, 删掉案例2, 恢复刚才删的, 再加一项关键技术. */
import type { Path, RowAct, RowRef, RowTarget } from '../../../forms/submission.ts';
import { objectMarks } from '../../../forms/text/zh-CN/lexicon/corrections.ts';
import * as said from '../../../forms/text/zh-CN/lexicon/rows.ts';
import { groupOf, listsOf } from '../lists.ts';
import type { Intent, Moment } from './intent.ts';
import { numeral } from './numerals.ts';
import { findPlaces } from './places.ts';
import { answer, type Reading, unclear } from './reading.ts';
import { headOf, squeeze, tailOf } from './words.ts';

/** Longest request about rows, in characters. */
const LONGEST = 30;

/** A row that was named, and the lists whose name stood with it. */
interface Named {
  readonly ref: RowRef;
  readonly lists: readonly Path[];
}

/** What a message about rows is; undefined where it is about something else. */
export function rowsIn(reading: Reading): Intent | undefined {
  const { text, moment, prose, forms } = reading;
  if (prose || text.includes('\n') || /[?？]/.test(text)) return undefined;
  for (const form of forms) {
    const object = headOf(form, objectMarks) ?? '';
    const words = form.slice(object.length).replace(/了$/, '');
    const act = words === '' || words.length > LONGEST ? undefined : actIn(moment, words);
    if (act) return sure(reading, act);
  }
  return undefined;
}

function actIn(moment: Moment, words: string): Found {
  return (
    swapIn(moment, words) ??
    stepIn(moment, words) ??
    moveIn(moment, words) ??
    removeIn(moment, words) ??
    restoreIn(moment, words) ??
    addIn(moment, words)
  );
}

function sure(reading: Reading, found: { act: RowAct; lists: readonly Path[] }): Intent {
  const intent: Intent = { kind: 'command', name: 'rows', ...found };
  // "上移" at a question outside of any list may be what the person answers.
  const bare = found.act.act === 'move' && found.act.row === null && found.lists.length === 0;
  return bare && reading.free && !reading.moment.slot?.row ? unclear(intent, answer(reading.text)) : intent;
}

type Found = { act: RowAct; lists: readonly Path[] } | undefined;

/** 调换第1和第2; 第1项和第2项换一下顺序. */
function swapIn(moment: Moment, words: string): Found {
  const bare = without(words, said.swapTails);
  const head = headOf(bare, said.swapVerbs);
  const tail = head === undefined ? tailOf(bare, said.swapVerbs) : undefined;
  const verb = head ?? tail;
  if (verb === undefined) return undefined;
  const rest = without(
    head === undefined ? bare.slice(0, bare.length - verb.length) : bare.slice(verb.length),
    said.swapTails,
  );
  for (const join of said.swapJoins) {
    for (let at = rest.indexOf(join, 1); at > 0; at = rest.indexOf(join, at + 1)) {
      const first = named(moment, rest.slice(0, at));
      const second = named(moment, rest.slice(at + join.length));
      if (first?.ref && second?.ref)
        return { act: { act: 'swap', row: first.ref, with: second.ref }, lists: both(first, second) };
    }
  }
  return undefined;
}

function without(words: string, tails: readonly string[]): string {
  const tail = tailOf(words, tails) ?? '';
  return words.slice(0, words.length - tail.length);
}

function both(first: Named, second: Named): readonly Path[] {
  return first.lists.length > 0 ? first.lists : second.lists;
}

/** 上移; 第2项往上移一位; 下移案例1; 第3项置顶. */
function stepIn(moment: Moment, words: string): Found {
  const moves: readonly [readonly string[], RowTarget][] = [
    [said.upWords, { place: 'up' }],
    [said.downWords, { place: 'down' }],
    [said.topWords, { place: 'first' }],
    [said.bottomWords, { place: 'last' }],
  ];
  const bare = without(words, said.oneStep);
  for (const [list, to] of moves) {
    const tail = tailOf(bare, list);
    const head = headOf(words, list);
    const rest =
      tail !== undefined
        ? bare.slice(0, bare.length - tail.length)
        : head !== undefined
          ? words.slice(head.length)
          : undefined;
    const row = rest === undefined ? undefined : named(moment, rest);
    if (row) return { act: { act: 'move', row: row.ref, to }, lists: row.lists };
  }
  return undefined;
}

/** 把第2项移到第1项前面; 第三条放最前; 案例2排第一. */
function moveIn(moment: Moment, words: string): Found {
  for (const [verbs, alone] of [
    [said.moveVerbs.strong, true],
    [said.moveVerbs.weak, false],
  ] as const) {
    for (const verb of verbs) {
      const at = words.indexOf(verb);
      if (at < 0 || (at === 0 && !alone)) continue;
      const row = named(moment, words.slice(0, at));
      const to = target(moment, words.slice(at + verb.length));
      if (row && to) return { act: { act: 'move', row: row.ref, to: to.to }, lists: both(row, to) };
    }
  }
  return undefined;
}

function target(
  moment: Moment,
  words: string,
): { to: RowTarget; lists: readonly Path[]; ref: RowRef } | undefined {
  const whole = words.replace(/^(?:到|在|为|成)/, '').replace(/去$/, '');
  if (said.firstPlace.includes(whole)) return { to: { place: 'first' }, lists: [], ref: null };
  if (said.lastPlace.includes(whole)) return { to: { place: 'last' }, lists: [], ref: null };
  for (const [list, place] of [
    [said.beforeWords, 'before'],
    [said.afterWords, 'after'],
  ] as const) {
    const tail = tailOf(whole, list);
    const other = tail === undefined ? undefined : named(moment, whole.slice(0, whole.length - tail.length));
    if (other?.ref) return { to: { place, row: other.ref }, lists: other.lists, ref: other.ref };
  }
  const number = /^第?(.{1,3}?)[位个项条行]?$/.exec(whole)?.[1];
  const value = number === undefined ? undefined : numeral(number);
  return value === undefined || value < 1
    ? undefined
    : { to: { place: 'at', number: value }, lists: [], ref: null };
}

/** 删除第2行; 把第二个案例删掉; 删掉最后一条. */
function removeIn(moment: Moment, words: string): Found {
  const given = tailOf(words, said.unwanted);
  const unwanted = given === undefined ? undefined : named(moment, words.slice(0, -given.length));
  if (unwanted?.ref) return { act: { act: 'remove', row: unwanted.ref }, lists: unwanted.lists };
  const head = headOf(words, said.removeVerbs);
  const verb = head ?? tailOf(words, said.removeVerbs);
  if (verb === undefined || words.length > 24) return undefined;
  const rest = head === undefined ? words.slice(0, words.length - verb.length) : words.slice(verb.length);
  const row = named(moment, rest.replace(/^[掉了]/, ''));
  return row && { act: { act: 'remove', row: row.ref }, lists: row.lists };
}

/** 恢复第2项; 恢复刚才删的; 把删掉的案例2找回来. "恢复" alone goes on with the form. */
function restoreIn(moment: Moment, words: string): Found {
  const head = headOf(words, said.restoreVerbs);
  const verb = head ?? tailOf(words, said.restoreVerbs);
  if (verb === undefined) return undefined;
  const rest = head === undefined ? words.slice(0, words.length - verb.length) : words.slice(verb.length);
  const last = headOf(rest, said.takenAway);
  const object = (last === undefined ? rest : rest.slice(last.length)).replace(/^[的]/, '');
  const one = said.thatOne.includes(object) ? '' : object;
  if (one === '') {
    const any = last !== undefined || /[删回]/.test(verb);
    return any ? { act: { act: 'restore', row: null }, lists: [] } : undefined;
  }
  const found = named(moment, one);
  if (found) return { act: { act: 'restore', row: 'row' in found ? null : found.ref }, lists: found.lists };
  const known = last !== undefined || removedNamed(moment, one);
  return known ? { act: { act: 'restore', row: { name: one } }, lists: [] } : undefined;
}

/** Whether a row that was taken away is called so. */
function removedNamed({ plan }: Moment, words: string): boolean {
  return listsOf(plan).some((list) => list.removed.some(({ name }) => squeeze(name).includes(words)));
}

/** 再加一项关键技术; 增加一个案例. Without the name of a list it is the plain command. */
function addIn(moment: Moment, words: string): Found {
  const verb = headOf(words, said.addVerbs);
  if (verb === undefined) return undefined;
  const rest = words.slice(verb.length);
  const one = headOf(rest, said.oneMore) ?? '';
  const name = rest.slice(one.length);
  const lists = name === '' ? [] : listsNamed(moment, name);
  return lists.length > 0 && (one !== '' || verb.length > 1) ? { act: { act: 'add' }, lists } : undefined;
}

/** Paths of the lists that are called so. */
function listsNamed({ plan }: Moment, words: string): readonly Path[] {
  return listsOf(plan)
    .filter(({ names }) => names.some((name) => squeeze(name) === words))
    .map(({ path }) => path);
}

/** The row that words name: by number, by place, by what it is about. Undefined where they are about something else. */
function named(moment: Moment, words: string): Named | undefined {
  if (words === '') return { ref: null, lists: [] };
  if (said.thisRow.includes(words)) return { ref: 'this', lists: [] };
  if (said.lastRow.includes(words)) return { ref: { number: -1 }, lists: [] };
  return numbered(moment, words) ?? byContent(moment, words);
}

/** 第2项, 案例2, 第二个案例, 关键技术第2项, 倒数第二条; a list's name alone leaves the row open. */
function numbered(moment: Moment, words: string): Named | undefined {
  const names = listsOf(moment.plan).flatMap(({ names: own }) => own.map(squeeze));
  const head = headOf(words, [...names, ...said.rowWords]) ?? '';
  const rest = words.slice(head.length).replace(/^的/, '');
  const tail = tailOf(rest, [...names, ...said.rowWords]) ?? '';
  const lists = [...new Set([...listsNamed(moment, head), ...listsNamed(moment, tail)])];
  const core = rest.slice(0, rest.length - tail.length).replace(/[个条项行]$/, '');
  if (core === '' && lists.length > 0) return { ref: null, lists };
  const back = headOf(core, said.fromTheEnd);
  const number = numeral((back === undefined ? core : core.slice(back.length)).replace(/^第/, ''));
  if (number === undefined || number < 1) return undefined;
  return { ref: { number: back === undefined ? number : -number }, lists };
}

function byContent(moment: Moment, words: string): Named | undefined {
  const rows = findPlaces(moment, words, 'exact').filter((place) => place.kind === 'row');
  if (rows.length === 0) return undefined;
  const lists = [...new Set(rows.flatMap(({ id }) => groupOf(id) ?? []))];
  return { ref: { rows: rows.map(({ id }) => id) }, lists };
}
