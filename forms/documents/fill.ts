/**
 * Fills templates. A template becomes pieces: its own words, and answers with the path they came from and whether
 * anything stands there. What a filter makes of a value is in `filters.ts`.
 */
import { type Book, ROW_ID } from '../kinds/kind.ts';
import { derivedValue, type Plan, questionAt } from '../plan.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import { filtered } from './filters.ts';
import type { Run, TableModel } from './model.ts';
import { type Place, placeOf, rowPathsOf, shownComputed } from './shown.ts';
import { type BuiltIn, builtIns, type Mark, marksIn, officeBuiltIns } from './template.ts';

/**
 * `fixed` is the template's own text; `given` an answer; `none` the person said there is none; `missing` must still
 * be filled; `blank` may stay empty (not required, or not asked in this case).
 */
export type PieceState = 'fixed' | 'given' | 'none' | 'missing' | 'blank';

export interface Piece {
  readonly state: PieceState;
  readonly text: string;
  readonly path?: Path;
}

/** What filling needs: the answers, the row one is in, and the values of the built-in names. */
export interface Filling {
  readonly plan: Plan;
  /** The row's path and its number from 1; a row without path is an empty printed line. */
  readonly row?: { readonly path?: Path; readonly number: number };
  readonly builtIn: Readonly<Partial<Record<BuiltIn, string>>>;
  /** The look of the pages being filled; that of a form unless told. */
  readonly layout?: 'form' | 'official';
  /** The summary table of all submissions, for the office's own documents. */
  readonly table?: TableModel;
  /** What stands where the person said there is none; 无 unless told. */
  readonly none?: string;
}

/** The pieces of a template, in order; neighbouring text is not merged. */
export function fill(template: string, filling: Filling): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const mark of marksIn(template)) {
    if (mark.start > at) pieces.push({ state: 'fixed', text: template.slice(at, mark.start) });
    pieces.push(fillMark(mark, filling));
    at = mark.end;
  }
  if (at < template.length) pieces.push({ state: 'fixed', text: template.slice(at) });
  return pieces;
}

/** The template as plain text: missing places are empty. For titles, file names and table cells. */
export function fillText(template: string, filling: Filling): string {
  return fill(template, filling)
    .map((piece) => (piece.state === 'missing' ? '' : piece.text))
    .join('');
}

/** Whether a template has marks and none of them has anything to show. */
export function isEmpty(pieces: readonly Piece[]): boolean {
  const marks = pieces.filter((piece) => piece.state !== 'fixed');
  return marks.length > 0 && marks.every((piece) => piece.state !== 'given');
}

/** A piece as a run of the model. */
export function runOf(piece: Piece): Run {
  return {
    text: piece.text,
    ...(piece.state === 'missing' ? { missing: true } : {}),
    ...(piece.path === undefined ? {} : { path: piece.path }),
  };
}

/** Where a line of pieces leads: to the first place still to be filled, else to the first answer. */
export function pathOf(pieces: readonly Piece[]): { path?: Path } {
  const answers = pieces.filter((piece) => piece.path !== undefined);
  const path = (answers.find((piece) => piece.state === 'missing') ?? answers[0])?.path;
  return path === undefined ? {} : { path };
}

/** A file name from a template: joints left over where an answer is missing go. */
export function fillName(template: string, filling: Filling): string {
  return trimJoints(fillText(template, filling));
}

/** `申报书-` is `申报书`. */
export function trimJoints(name: string): string {
  return name.replace(/^[-—_·\s]+|[-—_·\s]+$/gu, '');
}

function fillMark(mark: Mark, filling: Filling): Piece {
  const { plan, row } = filling;
  if (isBuiltIn(mark.id)) {
    const text = mark.id === 'no' ? String(row?.number ?? '') : (filling.builtIn[mark.id] ?? '');
    return { state: 'given', text: mark.filter ? filtered(mark, { text }) : text };
  }
  const place = placeOf(plan.call, mark.id, row?.path);
  const boxes = mark.filter === 'boxes' || mark.filter === 'tick';
  if (!place || (row && row.path === undefined)) return emptyPlace(mark, boxes ? place : undefined);
  if (place.is === 'computed') {
    const text = shownComputed(plan.book, place.computed);
    if (text === '') return { state: 'missing', text: '' };
    const plain = plan.book.plain(place.computed.id);
    return {
      state: 'given',
      text: mark.filter ? filtered(mark, { text, plain, unit: place.computed.unit }) : text,
    };
  }
  const state = stateAt(plan, place.path);
  if (place.is === 'derived') {
    const text = String(derivedValue(plan.book, place) ?? '');
    if (text === '') return { state: state === 'missing' ? 'missing' : 'blank', text: '', path: place.path };
    return { state: 'given', text: mark.filter ? filtered(mark, { text }) : text, path: place.path };
  }
  const common = { path: place.path };
  // Boxes print all options, ticked or not, asked or not; an unfilled date prints its own blank.
  const value = { ...place, book: plan.book };
  if (boxes) {
    if (state === 'hidden') return emptyPlace(mark, place);
    return { ...common, state: state === 'missing' ? 'missing' : 'given', text: filtered(mark, value) };
  }
  if (state === 'given') return { ...common, state, text: filtered(mark, value) };
  if (state === 'none') return { ...common, state, text: filling.none ?? sentence('document.none') };
  const blank = mark.filter === 'date' && state !== 'hidden' ? sentence('document.blank_date') : '';
  return { ...common, state: state === 'missing' ? 'missing' : 'blank', text: blank };
}

/** A printed line without an answer: nothing, or the boxes that stand there, none ticked. */
function emptyPlace(mark: Mark, place: Place | undefined): Piece {
  if (place?.is !== 'answer') return { state: 'blank', text: '' };
  return { state: 'fixed', text: filtered(mark, { ...place, book: NOTHING }) };
}

/** What was once answered and is asked no longer is not printed. */
const NOTHING: Book = { get: () => undefined, plain: () => undefined };

function isBuiltIn(id: string): id is BuiltIn {
  return [...builtIns, ...officeBuiltIns].includes(id as BuiltIn);
}

/** How it stands with the answer at a path; `hidden` where it is not asked as things are, `blank` where it need not be given. */
export function stateAt(plan: Plan, path: Path): 'given' | 'none' | 'missing' | 'blank' | 'hidden' {
  const inside = plan.slots.filter((slot) => slot.path === path || slot.path.startsWith(`${path}/`));
  if (inside.length === 0) return stillToCome(plan, path) ? 'missing' : 'hidden';
  if (plan.book.get(path)?.state === 'none') return 'none';
  const content = inside.filter((slot) => !slot.control);
  if (content.some((slot) => plan.book.get(slot.path)?.state === 'given')) return 'given';
  if (content.length > 0 && content.every((slot) => plan.book.get(slot.path)?.state === 'none'))
    return 'none';
  return inside.some((slot) => slot.required) ? 'missing' : 'blank';
}

/** A step that is asked only after those before it, of a question that nothing was said to yet (the levels of a ladder). */
function stillToCome(plan: Plan, path: Path): boolean {
  const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const segment = parent.slice(parent.lastIndexOf('/') + 1);
  if (parent === '' || ROW_ID.test(segment) || questionAt(plan.call, path)?.show_if) return false;
  const begun = plan.slots.filter((slot) => slot.path.startsWith(`${parent}/`));
  return begun.some((slot) => slot.required) && begun.every((slot) => !plan.book.get(slot.path));
}

/** Rows of a question as fillings: one per row, numbered. */
export function rowFillings(filling: Filling, path: Path): Filling[] {
  const book: Book = filling.plan.book;
  return rowPathsOf(book, path).map((row, index) => ({ ...filling, row: { path: row, number: index + 1 } }));
}

/** The rows of a question; while there are none yet, those that will be asked, so that a draft shows their places. */
export function plannedFillings(filling: Filling, id: Path): Filling[] {
  const rows = rowFillings(filling, id);
  if (rows.length > 0) return rows;
  const asked = filling.plan.slots.filter(
    (slot) => slot.question.id === id && slot.required && !slot.control,
  );
  const paths = new Set(asked.flatMap((slot) => slot.row?.path ?? []));
  return [...paths].map((path, index) => ({ ...filling, row: { path, number: index + 1 } }));
}
