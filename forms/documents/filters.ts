/**
 * The filters of templates: other forms of an answer than the shown one. A filter that does not fit a value leaves
 * the shown text.
 */

import type { Json } from '../json.ts';
import { compositeKindOf, leafKindOf } from '../kinds/index.ts';
import type { Book } from '../kinds/kind.ts';
import { type Choices, type Chosen, OTHER, otherTitle, showChosen } from '../kinds/options.ts';
import type { Question } from '../question.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import { linesOf } from './clean.ts';
import { roundedTo, rowPathsOf, showAt } from './shown.ts';
import type { Mark } from './template.ts';

/** A value to be filtered: an answer at its place, or a text (computed and built-in values). */
export type FilterInput =
  | { readonly question: Question; readonly path: Path; readonly book: Book }
  | { readonly text: string; readonly plain?: unknown; readonly unit?: string | undefined };

interface Value {
  readonly shown: string;
  readonly stored?: Json | undefined;
  readonly plain: unknown;
  readonly arg: string | undefined;
  readonly input: FilterInput;
}

/** The text a mark stands for: the shown text, or what its filter makes of the value. */
export function filtered(mark: Pick<Mark, 'filter' | 'arg'>, input: FilterInput): string {
  const value = readValue(input, mark.arg);
  const filter = mark.filter === undefined ? undefined : FILTERS[mark.filter];
  return (filter?.(value) ?? value.shown).trim();
}

function readValue(input: FilterInput, arg: string | undefined): Value {
  if ('text' in input) return { shown: input.text, plain: input.plain ?? input.text, arg, input };
  const { question, path, book } = input;
  const answer = book.get(path);
  const stored = answer?.state === 'given' && !compositeKindOf(question) ? answer.value : undefined;
  const plain = stored === undefined ? undefined : leafKindOf(question).plain(stored, question.kind);
  return { shown: showAt(book, question, path), stored, plain, arg, input };
}

const FILTERS: Readonly<Record<string, (value: Value) => string | undefined>> = {
  /** The plain value, as conditions see it. */
  raw: ({ plain }) =>
    Array.isArray(plain) ? plain.join(',') : plain === undefined ? undefined : String(plain),
  /** 2025年3月8日: Arabic digits, year in full, month and day not padded (GB/T 9704-2012 7.3.5.4). */
  date: ({ plain, shown }) => chineseDate(plain, shown),
  year: ({ plain, shown }) => dateParts(plain, shown)?.[0],
  month: ({ plain, shown }) => dateParts(plain, shown)?.[1],
  day: ({ plain, shown }) => dateParts(plain, shown)?.[2],
  boxes,
  tick,
  code,
  list,
  /** One entry or row per line. */
  lines: (value) => entriesOf(value)?.join('\n'),
  count: (value) => {
    const entries = entriesOf(value);
    return entries ? String(entries.length) : undefined;
  },
  /** The number without its unit; `number:1` rounds to one decimal. */
  number: ({ plain, arg }) =>
    typeof plain === 'number'
      ? roundedTo(plain, arg && /^\d$/.test(arg.trim()) ? Number(arg) : 8)
      : undefined,
  /** 一, 十二: the running number of a heading. */
  hanzi: ({ shown }) => hanziNumber(Number(shown)),
  /** What follows the number in the shown text. */
  unit: ({ shown, input }) =>
    ('text' in input ? input.unit : undefined) ?? /^[^\d]*[\d.,，]+\s*(.*)$/su.exec(shown)?.[1],
  /** Of a readiness ladder: the levels as numbers, the evidence level by level, what is missing. */
  claimed: derived('claimed'),
  supported: derived('supported'),
  expected: derived('expected'),
  evidence: derived('evidence'),
  gaps: derived('gaps'),
  /** First line, at most 40 characters (or as many as the argument says): for file names and lists. */
  short: ({ shown, arg }) =>
    shorten(linesOf(shown)[0] ?? '', arg && /^\d+$/.test(arg.trim()) ? Number(arg) : 40),
};

/** A value that a question as a whole gives; empty where there is none yet, the shown text where it has no such value. */
function derived(name: string): (value: Value) => string | undefined {
  return ({ input }) => {
    if ('text' in input) return undefined;
    const { question, path, book } = input;
    const values = compositeKindOf(question)?.derived;
    return values?.names.includes(name) ? String(values.value(question, path, book, name) ?? '') : undefined;
  };
}

function shorten(line: string, most: number): string {
  const characters = [...line];
  return characters.length <= most ? line : `${characters.slice(0, Math.max(1, most - 1)).join('')}…`;
}

/** Chinese numerals from 1 to 99; undefined for anything else. */
export function hanziNumber(value: number): string | undefined {
  if (!Number.isInteger(value) || value < 1 || value > 99) return undefined;
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${ten}${DIGITS[ones]}`;
}

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** Year, month, day as far as given, without padding. */
function dateParts(plain: unknown, shown: string): string[] | undefined {
  const source = typeof plain === 'string' ? plain : shown;
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(source.trim());
  return match?.slice(1).map((part) => (part === undefined ? '' : String(Number(part))));
}

function chineseDate(plain: unknown, shown: string): string | undefined {
  const parts = dateParts(plain, shown);
  if (!parts) return undefined;
  const [year, month, day] = parts;
  return `${year}年${month ? `${month}月` : ''}${month && day ? `${day}日` : ''}`;
}

/** The entries of an answer that is a list, each shown by itself; a single answer is one entry. */
export function shownEntries(question: Question, value: Json): string[] {
  const kind = leafKindOf(question);
  if (!Array.isArray(value)) return [kind.show(value, question.kind)];
  return value.map((entry: Json) => kind.show([entry], question.kind));
}

/**
 * All options, ticked or not: ☑企业　□高校　☑其他：社会组织. An option's own text (其他：…) stands with it, and a line to
 * write on where the form leaves it empty. The argument is how many the form prints on one line.
 */
function boxes({ stored, arg, input }: Value): string | undefined {
  if ('text' in input || compositeKindOf(input.question)) return undefined;
  const { question } = input;
  const options = leafKindOf(question).options?.(question.kind);
  if (!options) return undefined;
  const chosen = stored === undefined ? [] : shownEntries(question, stored);
  const { other } = question.kind as Coded;
  const free = other ? otherTitle({ options: [], other }) : undefined;
  const marks = options.map(({ title }) => {
    const own = chosen.find((text) => text === title || text.startsWith(`${title}：`));
    const ticked = own ?? chosen.find((text) => text.startsWith(`${title}，`));
    if (ticked !== undefined) return `☑${own ?? title}`;
    return `□${title}${title === free ? sentence('document.blank_other') : ''}`;
  });
  const perLine = arg && /^\d+$/.test(arg.trim()) ? Math.max(1, Number(arg)) : marks.length;
  const lines = Array.from({ length: Math.ceil(marks.length / perLine) }, (_, line) =>
    marks.slice(line * perLine, (line + 1) * perLine).join('　'),
  );
  return lines.join('\n');
}

/**
 * One option, ticked or not, where a form puts other words between its boxes; the argument is the option's value, or
 * `other` for the free choice, which prints its text.
 */
function tick({ stored, arg, input }: Value): string | undefined {
  if ('text' in input || compositeKindOf(input.question)) return undefined;
  if (arg === OTHER) return tickOther(stored, input.question.kind as unknown as Choices);
  const option = (input.question.kind as Coded).options?.find((each) => each.value === arg);
  if (!option) return undefined;
  const chosen: readonly Json[] = Array.isArray(stored) ? stored : stored === undefined ? [] : [stored];
  return `${chosen.includes(option.value) ? '☑' : '□'}${option.title ?? option.value}`;
}

function tickOther(stored: Json | undefined, config: Choices): string | undefined {
  if (!config.other) return undefined;
  const chosen = (Array.isArray(stored) ? stored : [stored]) as readonly (Chosen | undefined)[];
  const own = chosen.find((each) => typeof each === 'object');
  return own ? `☑${showChosen(own, config)}` : `□${otherTitle(config)}${sentence('document.blank_other')}`;
}

/** The parts of a choice's `kind` entry that carry codes. */
interface Coded {
  readonly options?: readonly { readonly value: string; readonly title?: string; readonly code?: string }[];
  readonly other?: boolean | { readonly title: string; readonly code?: string };
}

/** The codes of the chosen options: D. A free text has the code of 其他. */
function code({ stored, input }: Value): string | undefined {
  if ('text' in input || stored === undefined) return undefined;
  const { options, other } = input.question.kind as Coded;
  if (!options) return undefined;
  const chosen: readonly Json[] = Array.isArray(stored) ? stored : [stored];
  const codes = chosen.map((value) =>
    typeof value === 'string'
      ? options.find((option) => option.value === value)?.code
      : typeof other === 'object'
        ? other.code
        : undefined,
  );
  const found = codes.filter((each) => each !== undefined);
  return found.length > 0 ? found.join('、') : undefined;
}

/** Entries run together: 甲、乙; the argument is another separator. */
function list(value: Value): string | undefined {
  return entriesOf(value)?.join(value.arg ?? '、');
}

/** Entries of a list, or the first column of every row; undefined for anything else. */
function entriesOf({ stored, input }: Value): string[] | undefined {
  if ('text' in input) return undefined;
  const { question, path, book } = input;
  const composite = compositeKindOf(question);
  if (!composite) return stored === undefined ? undefined : shownEntries(question, stored);
  const [first] = composite.children(question.kind);
  const rows = rowPathsOf(book, path);
  if (!first || rows.length === 0) return undefined;
  return rows.map((row) => showAt(book, first, `${row}/${first.id}`)).filter((entry) => entry !== '');
}
