/**
 * What an answer kind is. One file per kind beside this one, one line per kind in `index.ts`.
 *
 * A leaf kind reads one message (or file) into one value. A composite kind (parts of a long text, rows of a table,
 * indicators, a readiness ladder) has no value of its own: it expands into leaf slots with paths of their own.
 */
import type { z } from 'zod';
import type { LadderModel } from '../documents/model.ts';
import type { Issue } from '../issue.ts';
import type { Json } from '../json.ts';
import type { Question } from '../question.ts';
import type { Answer, Path } from '../submission.ts';

/** The `kind:` entry of a question: `type` picks the kind, the rest is that kind's own. */
export interface KindConfig {
  readonly type: string;
}

/** A quick reply: what the button says and what it sends. */
export interface Option {
  readonly title: string;
  readonly value: string;
}

/** What a parser may know of the world. */
export interface ParseEnv {
  /** Today in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * How a message was understood. `readings` are two or more possible values: the person is asked, nothing is filed.
 * `issue` is a refusal with its reason.
 */
export type Parsed<V extends Json = Json> =
  | { readonly kind: 'value'; readonly value: V }
  | { readonly kind: 'readings'; readonly values: readonly V[] }
  | { readonly kind: 'issue'; readonly issue: Issue };

/** How a kind's options are picked: `of` tells a value's options, by title, and the words beside them. */
export interface Picking<C extends KindConfig, V extends Json> {
  readonly many: boolean;
  of(value: V, config: C): { readonly chosen: readonly string[]; readonly words: string };
  /**
   * The words beside the options: what they are, how they follow an option, and the option that they belong to where
   * they do not go with each. Undefined where there are none.
   */
  beside(config: C): { readonly label: string; readonly join: string; readonly option?: string } | undefined;
}

export interface LeafKind<C extends KindConfig = KindConfig, V extends Json = Json> {
  readonly shape: 'leaf';
  readonly type: C['type'];
  /** Schema of the `kind:` entry. */
  readonly config: z.ZodType<C>;
  /** Schema of a stored value. */
  readonly value: z.ZodType<V>;
  /** Reads a person's words. Total: never throws, whatever the text. */
  parse(text: string, config: C, env: ParseEnv): Parsed<V>;
  /** Findings about a value that parsed: limits, check digits, vague words. */
  check(value: V, config: C, env: ParseEnv): Issue[];
  /** How the value stands in a document and in the chat. `parse(show(v))` gives `v` again. */
  show(value: V, config: C): string;
  /** Plain value for conditions and calculations: string, number, boolean, string[] or undefined. */
  plain(value: V, config: C): unknown;
  /** Quick replies. */
  options?(config: C): Option[];
  /** What is left of a value without what these findings refuse, where that part is asked by itself then. */
  without?(value: V, issues: readonly Issue[]): V | undefined;
  /** What is kept where words come to an answer that is there; absent where the new answer replaces it. */
  merge?(present: V, said: V): V;
  /** Picks among its options where it is a field of a form; without it the field is words. */
  readonly pick?: Picking<C, V>;
  /** The field of its words: several lines, or one of its own sort. `none` where it is no field of a form at all. */
  field?(config: C): 'line' | 'lines' | 'phone' | 'email' | 'day' | 'none';
  /** Takes uploaded files, besides or instead of words. */
  readonly takesFiles?: boolean;
  /** May take several paragraphs; the interview then never mistakes a long message for small talk. */
  readonly longText?: boolean;
}

/** A leaf question at a place: what the interview asks at one step. */
export interface Slot {
  readonly path: Path;
  /** The question as asked here: a top-level question, a part, or a row's column. */
  readonly leaf: Question;
  /** The top-level question it belongs to. */
  readonly question: Question;
  /** For cells: the row's path, its number from 1 and how many rows there are. */
  readonly row?: { readonly path: Path; readonly number: number; readonly count: number };
  /**
   * A step that steers instead of holding content: `rows` decides whether one more row follows, `confirm` shows an
   * assembled text for confirmation.
   */
  readonly control?: 'rows' | 'confirm';
  /** A step under another one (the date of a piece of evidence): reached by name, not offered in lists. */
  readonly detail?: boolean;
  /** Whether the form is incomplete without it. */
  readonly required: boolean;
}

/** Read access to answers while expanding and checking. */
export interface Book {
  get(path: Path): Answer | undefined;
  /** Plain value of a question id as conditions see it, in the row `scope` first (a path prefix), then at the top. */
  plain(id: string, scope?: Path): unknown;
  /**
   * A token for what is made of the answers at and under a path, and at what begins with it and `_`: the same object as
   * long as they are the same. Absent where the answers may still be changed in place.
   */
  version?(path: Path): object;
  /**
   * The value that was made under this name, as long as all that was read from this book to make it is the same; `make`
   * reads nothing else that may change. What `keeps` refuses once it is made is made anew each time. Absent as `version`.
   */
  recall?<T>(name: string, make: () => T, keeps?: () => boolean): T;
}

/**
 * Steps that change by themselves: nothing answered elsewhere but what a condition reads has a say in them. One that is
 * given again as the same object says that the answers under its path are the same.
 */
export interface SlotGroup {
  /** What they stand under: the question, one of its rows, a level of a ladder. See `Book.version`. */
  readonly path: Path;
  readonly slots: readonly Slot[];
}

/** The steps of one row: the same list of groups as long as the answers in the row are the same. */
export interface SlotBlock {
  /** The row, or the question for what belongs to no row. */
  readonly path: Path;
  readonly groups: readonly SlotGroup[];
}

export interface CompositeKind<C extends KindConfig = KindConfig> {
  readonly shape: 'composite';
  readonly type: C['type'];
  readonly config: z.ZodType<C>;
  /**
   * The questions inside (parts, columns), whatever the answers; their ids are unique and never look like a row id.
   * The same list for the same configuration.
   */
  children(config: C): readonly Question[];
  /** The leaf steps of this question, in asking order, given the answers so far. */
  slots(question: Question & { kind: C }, path: Path, book: Book): readonly Slot[];
  /** The same steps in groups; absent where all of them are one group, or where there are blocks. */
  groups?(question: Question & { kind: C }, path: Path, book: Book): readonly SlotGroup[];
  /** The same steps row by row; absent where there are no rows. */
  blocks?(question: Question & { kind: C }, path: Path, book: Book): readonly SlotBlock[];
  /** How the whole stands in the chat and where a document asks for it as one text. */
  show(question: Question & { kind: C }, path: Path, book: Book): string;
  /** What the `confirm` step shows, where that is more than the whole. */
  assembled?(question: Question & { kind: C }, path: Path, book: Book): string;
  /** What to store when the person confirms the whole as it stands; present where there is a `confirm` step. */
  confirmation?(question: Question & { kind: C }, path: Path, book: Book): Json;
  /** Findings about the answer at `at`, a step of this question, that only the whole shows. */
  check?(question: Question & { kind: C }, path: Path, at: Path, book: Book): Issue[];
  /**
   * Values of the whole besides its parts. Conditions, rules and templates know the value `supported` of the question
   * `trl` as `trl_supported`; templates also as `{{trl|supported}}`.
   */
  readonly derived?: {
    readonly names: readonly string[];
    /** Those of the names that are texts; the others are numbers. */
    readonly texts?: readonly string[];
    value(
      question: Question & { kind: C },
      path: Path,
      book: Book,
      name: string,
    ): string | number | undefined;
  };
  /** Where the whole is a ladder of levels: its picture, and in words with what changed between confirmations. */
  readonly ladder?: {
    picture(question: Question & { kind: C }, path: Path, book: Book, title: string): LadderModel | undefined;
    story(question: Question & { kind: C }, path: Path, book: Book): string;
  };
  /** Whether the control step at the question's own path needs no asking now; absent where its answer's state says so. */
  settled?(question: Question & { kind: C }, path: Path, book: Book): boolean;
  /** A whole row from one line of text, for confirmation; empty where the line is not one. Absent where it has no rows. */
  readLine?(config: C, line: string, env: ParseEnv): readonly CellProposal[];
  /** What stands at the question's own path as long as nobody stored anything there. */
  implied?(question: Question & { kind: C }, path: Path, book: Book): Answer | undefined;
}

export type Kind = LeafKind | CompositeKind;

/** A proposed cell of a row: the column's id, its value, the words it came from. */
export interface CellProposal {
  readonly column: string;
  readonly value: Json;
  readonly original: string;
}

/** Row ids: `r1`, `r2` …, given once and never used again in the same question. */
export const ROW_ID = /^r[1-9]\d*$/;

/** Value of a `rows` control step: the rows in order, and whether the person said that these are all. */
export interface RowsValue {
  readonly rows: readonly string[];
  readonly closed: boolean;
  /** The highest number ever given to a row of this question, removed ones included. */
  readonly last?: number;
  /** Rows taken away and where they stood (from 0), the latest last. Their answers stay, so that they can come back. */
  readonly removed?: readonly { readonly row: string; readonly at: number }[];
}
