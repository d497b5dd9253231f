/**
 * Quantified indicators: rows with columns of their own. A relative value needs what it is compared with, an absolute
 * one the scale of the works (notice 000, 附件1 三(二)).
 */
import { z } from 'zod';
import { Question } from '../question.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import { comparedBefore } from '../text/zh-CN/lexicon/indicators.ts';
import { ABSOLUTE, RELATIVE, readIndicator } from './indicator_line.ts';
import type { Book, CompositeKind } from './kind.ts';
import {
  type FindKind,
  impliedRows,
  type Repeat,
  rowBlocks,
  rowFields,
  rowSlots,
  rowsOf,
  rowsSettled,
  shownCell,
} from './rows.ts';

const Config = z.strictObject({
  type: z.literal('indicators'),
  ...rowFields,
  row_label: z.string().min(1).default(sentence('indicator.row')).describe('What one row is called'),
});
type Config = z.infer<typeof Config>;

const KINDS: Readonly<Record<string, object>> = {
  name: { type: 'short_text', list: false },
  nature: {
    type: 'choice',
    options: [
      { value: RELATIVE, title: sentence('indicator.relative'), aliases: [] },
      { value: ABSOLUTE, title: sentence('indicator.absolute'), aliases: [] },
    ],
    other: false,
  },
  value: { type: 'number', any_unit: true, integer: false, range: true },
  baseline: { type: 'short_text', list: false },
  scale: { type: 'short_text', list: false },
  source: { type: 'short_text', list: false },
};
const CONDITIONS: Readonly<Record<string, object>> = {
  baseline: { question: 'nature', is: RELATIVE },
  scale: { question: 'nature', is: ABSOLUTE },
};

/** The columns, in asking order: name, nature, value, baseline (relative), scale (absolute), source. */
export const indicatorColumns: readonly Question[] = Object.entries(KINDS).map(([id, kind]) =>
  Question.parse({
    id,
    label: sentence(`indicator.${id}.label`),
    ask: sentence(`indicator.${id}.ask`),
    examples: [sentence(`indicator.${id}.example`)],
    kind,
    ...(CONDITIONS[id] ? { show_if: CONDITIONS[id] } : {}),
  }),
);

function repeatOf(config: Config): Repeat {
  return { columns: indicatorColumns, min: config.min, max: config.max };
}

/** One line per indicator, with what it is compared with or the scale, and the source. */
function show(path: Path, book: Book, find: FindKind): string {
  const lines = rowsOf(book, path).rows.map((row, at) => {
    const cell = (id: string): string => {
      const column = indicatorColumns.find((each) => each.id === id);
      return column ? shownCell(column, `${path}/${row}`, book, find) : '';
    };
    const relative = book.plain('nature', `${path}/${row}`) === RELATIVE;
    const against = relative ? compared(cell('baseline')) : scaled(cell('scale'));
    const source =
      cell('source') === '' ? '' : sentence('indicator.shown.source', { source: cell('source') });
    const rest = [against, source].filter((part) => part !== '').join('；');
    const name = [cell('name'), cell('value')].filter((part) => part !== '').join(' ');
    return name === ''
      ? ''
      : sentence('indicator.shown', { number: at + 1, name, rest: rest === '' ? '' : `（${rest}）` });
  });
  return lines.filter((line) => line !== '').join('\n');
}

function compared(baseline: string): string {
  if (baseline === '') return '';
  const whole = comparedBefore.some((word) => baseline.startsWith(word));
  return whole ? baseline : sentence('indicator.shown.baseline', { baseline });
}

function scaled(scale: string): string {
  return scale === '' ? '' : sentence('indicator.shown.scale', { scale });
}

/** The kind; `find` gives the kinds of the columns. */
export function indicators(find: FindKind): CompositeKind<Config> {
  return {
    shape: 'composite',
    type: 'indicators',
    config: Config,
    children: () => indicatorColumns,
    slots: (question, path, book) => rowSlots(question, path, book, repeatOf(question.kind), find),
    blocks: (question, path, book) => rowBlocks(question, path, book, repeatOf(question.kind), find),
    show: (_question, path, book) => show(path, book, find),
    readLine: (_config, line) => readIndicator(line),
    settled: (question, path, book) => rowsSettled(path, book, repeatOf(question.kind)),
    implied: (question, path, book) => impliedRows(path, book, repeatOf(question.kind), find),
  };
}
