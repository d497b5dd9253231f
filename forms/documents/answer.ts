/** Answers as paragraphs: a text line by line, a long answer part by part, rows one by one. */
import type { Json } from '../json.ts';
import { compositeKindOf } from '../kinds/index.ts';
import { derivedValue } from '../plan.ts';
import type { Question } from '../question.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import { cleanText, linesOf } from './clean.ts';
import { type Filling, type Piece, pathOf, runOf, stateAt } from './fill.ts';
import { shownEntries } from './filters.ts';
import type { Paragraph, Run } from './model.ts';
import { placeOf, rowPathsOf, showAt, shownComputed } from './shown.ts';
import type { BlockSpec } from './spec.ts';

type Look = Pick<Paragraph, 'role'> & Partial<Pick<Paragraph, 'indent' | 'align'>>;

const BODY: Look = { role: 'body', indent: 2 };

/** Pieces as paragraphs: each line end inside an answer or the template begins a new one. */
export function paragraphsOf(pieces: readonly Piece[], look: Look): Paragraph[] {
  const lines: Piece[][] = [[]];
  for (const piece of pieces) {
    // An answer's own blank edges are dropped; a line end of the template stands where it was written.
    const texts = piece.state === 'fixed' ? cleanText(piece.text).split('\n') : linesOf(piece.text);
    for (const [index, text] of texts.entries()) {
      if (index > 0) lines.push([]);
      lines.at(-1)?.push({ ...piece, text });
    }
  }
  return lines.map((line) => ({
    type: 'paragraph',
    ...look,
    runs: line.filter((piece) => piece.text !== '' || piece.state === 'missing').map(runOf),
    ...pathOf(line),
  }));
}

/** The paragraphs of an `answer` block. Nothing where the question is not asked as things are. */
export function answerParagraphs(
  spec: Extract<BlockSpec, { answer: string }>,
  filling: Filling,
  look: Look = BODY,
): Paragraph[] {
  const { plan, row } = filling;
  const place = placeOf(plan.call, spec.answer, row?.path);
  if (!place) return [];
  if (place.is === 'computed') {
    const text = shownComputed(plan.book, place.computed);
    return paragraphsOf([{ state: text ? 'given' : 'missing', text }], look);
  }
  const { question, path } = place;
  if (place.is === 'derived') {
    const text = String(derivedValue(plan.book, place) ?? '');
    return paragraphsOf([{ state: text ? 'given' : 'blank', text, path }], look);
  }
  const state = stateAt(plan, path);
  if (state === 'hidden') return [];
  if (state === 'none') return one({ state, text: spec.empty ?? sentence('document.none'), path }, look);
  const composite = compositeKindOf(question);
  const rows = composite ? rowPathsOf(plan.book, path) : [];
  if (composite && rows.length > 0)
    return rows.flatMap((each, index) =>
      rowParagraph(composite.children(question.kind), each, index + 1, filling, look),
    );
  const parts = composite?.children(question.kind) ?? [];
  const placed = parts.filter((part) => plan.at(`${path}/${part.id}`));
  if (placed.length > 0) return PARTS[spec.parts ?? 'labels'](placed, path, filling, look);
  if (state !== 'given') return one({ state, text: '', path }, look);
  const entries = listed(question, plan.book.get(path)?.value);
  if (entries)
    return entries.flatMap((text) => paragraphsOf([{ state, text, path }], { ...look, align: 'left' }));
  return paragraphsOf([{ state, text: showAt(plan.book, question, path), path }], look);
}

/** Numbers of patents and names of files stand one below the other: run together they neither break nor align well. */
function listed(question: Question, value: Json | undefined): string[] | undefined {
  if (!Array.isArray(value) || value.length < 2 || typeof value[0] !== 'object') return undefined;
  return shownEntries(question, value);
}

function one(piece: Piece, look: Look): Paragraph[] {
  return paragraphsOf([piece], look);
}

/** The piece of one part or cell. */
function pieceAt(question: Question, path: Path, { plan }: Filling): Piece {
  const state = stateAt(plan, path);
  if (state === 'given') return { state, path, text: showAt(plan.book, question, path) };
  if (state === 'none') return { state, path, text: sentence('document.none') };
  return { state: state === 'missing' ? 'missing' : 'blank', path, text: '' };
}

/** Part by part, each begun by its label: 关键问题：…… */
function labelled(parts: readonly Question[], path: Path, filling: Filling, look: Look): Paragraph[] {
  return parts.flatMap((part) => {
    const piece = pieceAt(part, `${path}/${part.id}`, filling);
    const [first, ...rest] = paragraphsOf([piece], look);
    if (!first || piece.state === 'blank') return [];
    const label: Run = { text: sentence('document.part_label', { label: part.label }), bold: true };
    return [{ ...first, runs: [label, ...first.runs] }, ...rest];
  });
}

/** One part as paragraphs, begun by its label or without it. */
export function answerPart(
  part: Question,
  path: Path,
  filling: Filling,
  { label }: { readonly label: boolean },
): Paragraph[] {
  const parent = path.slice(0, path.lastIndexOf('/'));
  return label ? labelled([part], parent, filling, BODY) : paragraphsOf([pieceAt(part, path, filling)], BODY);
}

/** Part by part without labels: what is printed is what was counted. */
function plain(parts: readonly Question[], path: Path, filling: Filling, look: Look): Paragraph[] {
  return parts
    .map((part) => pieceAt(part, `${path}/${part.id}`, filling))
    .filter((piece) => piece.state === 'given' || piece.state === 'missing')
    .flatMap((piece) => paragraphsOf([piece], look));
}

/** Parts run together: one paragraph as long as every part is a single line, else a paragraph of its own for each. */
function joined(parts: readonly Question[], path: Path, filling: Filling, look: Look): Paragraph[] {
  const pieces = parts
    .map((part) => pieceAt(part, `${path}/${part.id}`, filling))
    .filter((piece) => piece.state !== 'blank');
  if (pieces.some((piece) => linesOf(piece.text).length > 1))
    return pieces.flatMap((piece) => paragraphsOf([piece], look));
  return paragraphsOf(
    pieces.map((piece, index) => (index < pieces.length - 1 ? { ...piece, text: ended(piece.text) } : piece)),
    look,
  );
}

// Headings stand in a text only, not in a table's cell: there the parts keep their labels.
const PARTS = { labels: labelled, headings: labelled, joined, plain } as const;

/** The text with an end mark, so that the next part does not run into it. */
function ended(text: string): string {
  return text === '' || /[。！？；.!?;]["”』）)]?$/u.test(text.trim()) ? text : `${text.trimEnd()}。`;
}

/** A row as one paragraph: （1）名称：……；规模：…… */
function rowParagraph(
  columns: readonly Question[],
  row: Path,
  number: number,
  filling: Filling,
  look: Look,
): Paragraph[] {
  const pieces = columns.map((column) => ({
    column,
    piece: pieceAt(column, `${row}/${column.id}`, filling),
  }));
  const shown = pieces.filter(({ piece }) => piece.state !== 'blank');
  const single = shown.length === 1;
  const runs: Piece[] = shown.flatMap(({ column, piece }, index) => [
    {
      state: 'fixed',
      text: `${index > 0 ? '；' : ''}${single ? '' : sentence('document.part_label', { label: column.label })}`,
    },
    { ...piece, text: linesOf(piece.text).join('') },
  ]);
  return paragraphsOf(
    [{ state: 'fixed', text: sentence('document.row_number', { number }), path: row }, ...runs],
    look,
  );
}
