/** The ports of documents: painting models into files and pages, and reading workbooks that people send. */
import type { FileRef, Path } from '../submission.ts';
import type { DocModel, FillSheet, LadderSheet, TableModel } from './model.ts';

/** A file of a package with its path inside, folders separated by `/`. */
export interface PackedBytes {
  readonly path: string;
  /** At once, or chunk by chunk: a video never stands in memory whole. */
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>;
}

/** Paints models into files and pages, and reads what comes back of them. */
export interface Painter extends SheetReader {
  docx(model: DocModel): Promise<Uint8Array>;
  xlsx(model: TableModel): Promise<Uint8Array>;
  /**
   * HTML fragment, everything escaped. Pictures stand below the answer they belong to, marked by `data-picture` with
   * their hash; those whose answer is in no document stand on a sheet of their own.
   */
  html(
    models: readonly (DocModel | TableModel | LadderSheet)[],
    pictures?: ReadonlyMap<Path, readonly FileRef[]>,
  ): string;
  /** A workbook to be filled in and sent back: every cell is text, so that Excel keeps numbers as they are typed. */
  sheets(model: FillSheet): Promise<Uint8Array>;
  /** All text of a file painted by `docx` or `xlsx`, to hold it against its model. */
  read(bytes: Uint8Array): Promise<string>;
  /** One zip of files in folders, chunk by chunk; fails with `AppError` `zip.twice` where two have one path. */
  zip(files: Iterable<PackedBytes> | AsyncIterable<PackedBytes>): AsyncIterable<Uint8Array>;
}

/** What a workbook's cell holds. A number that Excel shows as a date is a `day`; a formula is never worked out. */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  /** `YYYY-MM-DD` */
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'formula' | 'fault' | 'logical' };

export interface SheetRow {
  /** As Excel counts them, from 1. */
  readonly number: number;
  readonly hidden: boolean;
  /** Cells with something in them, by their column from 1. */
  readonly cells: ReadonlyMap<number, SheetCell>;
}

/** Merged cells; rows and columns from 1. */
export interface SheetMerge {
  readonly ref: string;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** One sheet of a workbook: rows with something in them, in their order. */
export interface SheetPage {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly SheetMerge[];
  readonly hiddenColumns: readonly number[];
}

/** Why a file is not read as a workbook. */
export type SheetRefused =
  | 'not_xlsx'
  | 'text_file'
  | 'old_xls'
  | 'protected'
  | 'macros'
  | 'too_big'
  | 'too_many_rows'
  | 'damaged';

export type SheetRead =
  | {
      readonly ok: true;
      readonly sheets: readonly SheetPage[];
      /** Days of the workbook count from 1904, not from 1900. */
      readonly from1904: boolean;
    }
  | { readonly ok: false; readonly why: SheetRefused };

/** Reads a workbook that somebody sent. Total: whatever the bytes, it answers within the limits. */
export interface SheetReader {
  workbook(
    bytes: Uint8Array,
    limits: {
      /** Most rows with something in them, of one sheet. */
      readonly rows: number;
      /** Most that its parts may have unpacked. */
      readonly bytes: number;
    },
  ): Promise<SheetRead>;
}
