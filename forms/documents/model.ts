/**
 * Documents and tables as plain objects. The builders in this folder make them from a submission; painters (docx,
 * xlsx, HTML, chat) only paint them. Lengths are in points (pt) unless a name says otherwise.
 */
import type { Path } from '../submission.ts';

/** Font by role, see `facts` in the README: the painter knows the names and fallbacks. */
export type FontRole = 'title' | 'body' | 'heading1' | 'heading2' | 'table' | 'footer';

export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly font?: FontRole;
  /** Points. */
  readonly size?: number;
  /** A place still to be filled: shown as such in previews and drafts. */
  readonly missing?: boolean;
  /** The answer it shows, where a line shows several. */
  readonly path?: Path;
}

export type Align = 'left' | 'center' | 'right' | 'both';

export interface Paragraph {
  readonly type: 'paragraph';
  readonly role:
    | 'body'
    | 'title'
    | 'subtitle'
    | 'mark'
    | 'cover'
    | 'note'
    | 'label'
    | 'cell'
    | 'signature'
    | 'addressee'
    | 'postscript';
  readonly runs: readonly Run[];
  readonly align?: Align;
  /** First-line indent in characters. */
  readonly indent?: number;
  readonly before?: number;
  readonly after?: number;
  /** Stays on the page of the next block. */
  readonly keepNext?: boolean;
  /** The answer it shows: a preview leads there on a click. */
  readonly path?: Path;
}

export interface Heading {
  readonly type: 'heading';
  /** 1 一、 2 （一） 3 1. 4 （1） */
  readonly level: 1 | 2 | 3 | 4;
  readonly text: string;
  readonly path?: Path;
}

export interface Cell {
  readonly blocks: readonly Paragraph[];
  readonly colSpan?: number;
  readonly rowSpan?: number;
  readonly header?: boolean;
  readonly align?: Align;
  /** In a cell with room; in the middle unless told. */
  readonly vAlign?: 'top' | 'center' | 'bottom';
  readonly path?: Path;
}

export interface Table {
  readonly type: 'table';
  /** Relative column widths. */
  readonly widths: readonly number[];
  /** Rows repeated at the top of each page. */
  readonly headerRows: number;
  readonly rows: readonly {
    readonly cells: readonly Cell[];
    /** Least height. */
    readonly height?: number;
  }[];
}

/** 附件说明 (GB/T 9704-2012 7.3.4). A single annex has no number. */
export interface Annexes {
  readonly type: 'annexes';
  readonly items: readonly {
    readonly number?: number;
    readonly runs: readonly Run[];
    readonly path?: Path;
  }[];
}

/** An annex begins here on a new page (7.3.7): its mark at the first line, its title on the third. */
export interface Annex {
  readonly type: 'annex';
  /** 附件, 附件2 */
  readonly label: string;
  readonly runs: readonly Run[];
  readonly path?: Path;
}

/** 落款 (7.3.5): organisation and date, with room for the seal or the signature stamp, which are never drawn. */
export interface Closing {
  readonly type: 'closing';
  readonly seal: 'seal' | 'none' | 'stamp';
  readonly organ: readonly Run[];
  readonly date: readonly Run[];
  /** Post of who signs, left of the signature stamp. */
  readonly post?: readonly Run[];
  readonly path?: Path;
}

/** Pages of their own: turned, or in another layout where a document binds others together. */
export interface Section {
  readonly type: 'section';
  readonly layout: DocModel['layout'];
  readonly landscape: boolean;
  readonly blocks: readonly Block[];
}

/** Head of a letter (10.1). */
export interface Letterhead {
  readonly organ: readonly Run[];
  /** 发文字号; without runs where it has none. */
  readonly number: readonly Run[];
  /** Red double lines at head and foot of the first page. */
  readonly lines: boolean;
  /** The paper carries the head already: only its room is left. */
  readonly printed: boolean;
}

export type Block =
  | Paragraph
  | Heading
  | Table
  | Annexes
  | Annex
  | Closing
  | Section
  | { readonly type: 'space'; readonly lines: number }
  | { readonly type: 'page_break' };

/** An office's own form and what goes in the place of its marks. */
export interface OfficeFilling {
  readonly bytes: Uint8Array;
  /** Lines by what stands between the braces. */
  readonly fields: Readonly<Record<string, readonly (readonly Run[])[]>>;
  /** By the question with rows: for each row its lines, by what follows the dot. */
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, readonly (readonly Run[])[]>>[]>>;
}

export interface DocModel {
  readonly id: string;
  readonly title: string;
  /** File name without extension, not yet made safe. */
  readonly fileName: string;
  /** `form`: the notice's own look; `official`: 公文 layout. */
  readonly layout: 'form' | 'official';
  readonly landscape: boolean;
  readonly letterhead?: Letterhead;
  /** Painted instead of the blocks, which then only list the answers. */
  readonly office?: OfficeFilling;
  readonly blocks: readonly Block[];
  /** Version mark in the footer: the same data gives the same mark ("纸质与电子一致"). */
  readonly mark: string;
  /** True while something must still be fixed: painted as 草稿. */
  readonly draft: boolean;
}

export interface Column {
  readonly id: string;
  readonly title: string;
  /** Width in characters. */
  readonly width: number;
  readonly kind: 'text' | 'number';
}

/** A summary table: always text unless a column says number; never a formula. */
export interface TableModel {
  readonly id: string;
  readonly title: string;
  readonly fileName: string;
  /** 附件 mark above the title. */
  readonly mark?: string;
  /** Lines between title and table. */
  readonly head: readonly { readonly label: string; readonly value: string }[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly notes: readonly string[];
  readonly landscape: boolean;
  /** Version mark in the footer, as in a `DocModel`; absent where the rows come from several submissions. */
  readonly version?: string;
  /** True while something must still be fixed. */
  readonly draft?: boolean;
}

/** How one level of a ladder stands: held by evidence, met without it, said to be reached, and so on. */
export type RungState = 'met' | 'assumed' | 'unproved' | 'not_met' | 'not_applicable' | 'not_asked';

export interface Rung {
  readonly level: number;
  readonly name: string;
  readonly state: RungState;
  /** Where the claim, the evidence and the aim stand on the ladder. */
  readonly marks: readonly ('claimed' | 'supported' | 'expected')[];
  /** The question about it; absent where nothing is asked about it. */
  readonly path?: Path;
  /** How the paths of all its questions begin. */
  readonly steps: string;
}

/** The readiness of one technology as a ladder: a picture of the answers, no part of any document. */
export interface LadderModel {
  /** The answer as a whole. */
  readonly path: Path;
  readonly title: string;
  readonly scale: string;
  /** One sentence: claimed, supported, expected. */
  readonly summary: string;
  /** All levels of the scale, the highest first. */
  readonly rungs: readonly Rung[];
  readonly gaps: readonly string[];
}

/** The ladders of a submission on one sheet. */
export interface LadderSheet {
  readonly id: string;
  readonly title: string;
  readonly ladders: readonly LadderModel[];
}

/** A table that people fill in and send back, with a sheet that says how. */
export interface FillSheet {
  /** Name of the table's sheet. */
  readonly name: string;
  /** File name without extension, not yet made safe. */
  readonly fileName: string;
  readonly columns: readonly {
    readonly title: string;
    /** Width in characters. */
    readonly width: number;
    readonly required: boolean;
  }[];
  readonly rows: readonly (readonly string[])[];
  readonly guide: {
    readonly name: string;
    readonly lines: readonly string[];
  };
}
