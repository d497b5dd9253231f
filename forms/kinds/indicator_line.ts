/**
 * Reads one line about an indicator (减排率 35%，与2020年传统湿法工艺相比，来源：检测报告) into proposals for its
 * columns. Proposals are shown and confirmed; nothing is filed from here.
 */
import type { Json } from '../json.ts';
import * as words from '../text/zh-CN/lexicon/indicators.ts';
import type { CellProposal } from './kind.ts';
import { number } from './number.ts';
import { LINE_LIMIT, listOf } from './reading.ts';

/** Values of the column `nature`. */
export const RELATIVE = 'relative';
export const ABSOLUTE = 'absolute';

const VALUE = number.config.parse({ type: 'number', any_unit: true, range: true });

/** The cells that a line proposes, at most one per column; empty where it holds no name and value of an indicator. */
export function readIndicator(text: string): CellProposal[] {
  if (text.length > LINE_LIMIT) return [];
  const found = new Map<string, CellProposal>();
  const put = (column: string, value: Json | undefined, original: string): void => {
    if (value !== undefined && value !== '' && !found.has(column))
      found.set(column, { column, value, original });
  };
  for (const clause of listOf(text, '，,；;。\n')) {
    const source = after(clause, words.sourceMarks);
    const baseline = baselineOf(clause);
    const scale = scaleOf(clause);
    if (source !== undefined) put('source', source, clause);
    else if (baseline !== undefined) put('baseline', baseline, clause);
    else if (scale !== undefined) put('scale', scale, clause);
    else readMain(clause, put);
  }
  if (!found.has('name') || !found.has('value')) return [];
  const nature = natureOf(text, found);
  if (nature) put('nature', nature, found.get('value')?.original ?? '');
  const order = ['name', 'nature', 'value', 'baseline', 'scale', 'source'];
  return order.flatMap((column) => found.get(column) ?? []);
}

/** 来源：检测报告 */
function after(clause: string, marks: readonly string[]): string | undefined {
  const mark = marks.find((each) => clause.startsWith(each));
  const rest = mark ? clause.slice(mark.length) : '';
  if (!mark || (mark.length < 2 && !/^[:：]/.test(rest))) return undefined;
  return rest.replace(/^[\s:：是为于自]+/u, '').trim();
}

/** 与…相比, 较…, 基准：…; kept with its 与 and 相比 away, as the column asks for the thing compared. */
function baselineOf(clause: string): string | undefined {
  const marked = after(clause, words.baselineMarks);
  if (marked !== undefined && marked !== '') return marked;
  const before = words.comparedBefore.find((word) => clause.startsWith(word));
  const behind = words.comparedAfter.find((word) => clause.endsWith(word));
  if (!before) return undefined;
  const inner = clause.slice(before.length, behind ? -behind.length : undefined).trim();
  const bare = /^(?:与|和|同|跟|对比)$/.test(before) && !behind;
  return bare || inner === '' || /\d\s*(?:%|％|倍)$/.test(inner) ? undefined : inner;
}

function scaleOf(clause: string): string | undefined {
  const marked = after(clause, words.scaleMarks);
  if (marked !== undefined && marked !== '') return marked;
  return words.scaleBeginnings.some((word) => clause.startsWith(word)) &&
    /[\d一二两三四五六七八九十百千万]/.test(clause)
    ? clause
    : undefined;
}

/** 减排率 35%: a name, then a number with its unit. 较传统工艺降低 35% holds the baseline too. */
function readMain(
  clause: string,
  put: (column: string, value: Json | undefined, original: string) => void,
): void {
  for (const match of clause.matchAll(
    /[\d０-９]|[一二两三四五六七八九十]成|百分之|[一二两三四五六七八九十](?=[倍个])|半/gu,
  )) {
    if (match.index === 0) return;
    const head = cut(clause.slice(0, match.index));
    const tail = clause.slice(head.length);
    const parsed = number.parse(tail.replace(linksAtStart, ''), VALUE, { today: '' });
    const whole = number.parse(tail.replace(/^[\s:：=]+|^(?:达到了|达到|可达|达|约为|为|是)/u, ''), VALUE, {
      today: '',
    });
    const value = whole.kind === 'value' ? whole : parsed;
    if (value.kind !== 'value' || head === '') continue;
    put('name', head, clause);
    put('value', value.value, clause);
    return;
  }
}

const linksAtStart = new RegExp(
  `^(?:\\s|${[...words.valueLinks].sort((a, b) => b.length - a.length).join('|')})+`,
  'u',
);

/** The name without the words that lead over to the value. */
function cut(head: string): string {
  let name = head.trim();
  for (;;) {
    const link = words.valueLinks.find((word) => name.endsWith(word) && name.length > word.length);
    if (!link) return name;
    name = name.slice(0, -link.length).trim();
  }
}

/** Shares, multiples and a named baseline speak for a relative value, a scale for an absolute one. */
function natureOf(text: string, found: ReadonlyMap<string, CellProposal>): string | undefined {
  const unit = (found.get('value')?.value as { unit?: string } | undefined)?.unit ?? '';
  const changes = words.changeWords.some((word) => text.includes(word));
  const relative = found.has('baseline') || (words.relativeUnits.includes(unit) && changes) || unit === '倍';
  if (relative && found.has('scale')) return undefined;
  if (relative) return RELATIVE;
  return found.has('scale') || (unit !== '' && !words.relativeUnits.includes(unit)) ? ABSOLUTE : undefined;
}
