/**
 * The last look before a document is handed out: the model against the answers, and the text of the painted file
 * against the model. What it finds is a fault of the call's data or of this program, never of the person, who gets the
 * document as 草稿 with the reason.
 */
import type { Issue } from '../issue.ts';
import { must } from '../issue.ts';
import { compositeKindOf } from '../kinds/index.ts';
import type { Plan } from '../plan.ts';
import { derivedValue } from '../plan.ts';
import { strictCount, wordCount } from '../rules/words.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import { cleanText, linesOf } from './clean.ts';
import { belongingTo } from './expected.ts';
import { shownEntries } from './filters.ts';
import type { DocModel, TableModel } from './model.ts';
import { placeOf, showAt } from './shown.ts';
import type { DocumentSpec, TableSpec } from './spec.ts';
import { marksIn } from './template.ts';
import { compact, type ShownText, textsOfModel, textsOfTable } from './words.ts';

/** Everything that is wrong with a document that would be handed out as final. */
export function verifyDocument(spec: DocumentSpec, plan: Plan, model: DocModel): Issue[] {
  const texts = textsOfModel(model);
  const whole = compact(texts.map(({ text }) => text).join(''));
  return [
    ...lostAnswers(spec, plan, whole),
    ...lostRows(spec, plan, texts),
    ...emptyPlaces(plan, texts),
    ...overLimit(plan, texts),
  ];
}

/** The same for the summary table of one submission: no empty cell in a column that must be filled, a row for it. */
export function verifyTable(spec: TableSpec, model: TableModel, entries: number): Issue[] {
  const rows = model.rows.slice(0, entries);
  if (rows.length < entries)
    return [must('document_rows', { label: model.title, count: entries, printed: rows.length })];
  return rows.flatMap((row) =>
    spec.columns.flatMap(({ title, required, value }, at) => {
      const empty = row[at] === null || row[at] === undefined || String(row[at]).trim() === '';
      return required && value !== '' && empty ? [must('document_empty', { label: title })] : [];
    }),
  );
}

/** What the painted file lacks of its model, and marks that were left in it. `painted` is all text of the file. */
export function verifyPainted(plan: Plan, model: DocModel | TableModel, painted: string): Issue[] {
  const whole = compact(painted);
  const texts = 'blocks' in model ? textsOfModel(model) : textsOfTable(model);
  const lost = new Set<string>();
  let from = 0;
  for (const { text } of texts) {
    const wanted = compact(text);
    // Files keep their text in the order of the model, save for a letter's head and an office's own form.
    const found = whole.indexOf(wanted, from);
    if (found >= 0) from = found + wanted.length;
    else if (!whole.includes(wanted)) lost.add(text);
  }
  const issues = [...lost].map((text) => must('document_not_painted', { text: beginningOf(text) }));
  return [...issues, ...leftMarks(plan, painted)];
}

function beginningOf(text: string): string {
  const characters = [...cleanText(text).trim()];
  return characters.length <= 30 ? characters.join('') : `${characters.slice(0, 29).join('')}…`;
}

/** Marks of this call that stand in the file; braces that a person wrote are theirs. */
function leftMarks(plan: Plan, painted: string): Issue[] {
  const marks = marksIn(painted).filter(({ id }) => placeOf(plan.call, id.split('.')[0] ?? '') !== undefined);
  if (marks.length === 0) return [];
  const answers = plan.slots.map((slot) => showAt(plan.book, slot.leaf, slot.path)).join('\n');
  return marks
    .map((mark) => painted.slice(mark.start, mark.end))
    .filter((mark) => !answers.includes(mark))
    .map((mark) => must('document_left_mark', { mark }));
}

/** Answers that belong in the document and do not stand in it. */
function lostAnswers(spec: DocumentSpec, plan: Plan, whole: string): Issue[] {
  const issues = new Map<Path, Issue>();
  for (const { path, asShown } of belongingTo(spec, plan).answers) {
    if (!asShown) continue;
    const slots = plan.slots.filter(
      (slot) => !slot.control && (slot.path === path || slot.path.startsWith(`${path}/`)),
    );
    for (const slot of slots) {
      if (issues.has(slot.path) || plan.book.get(slot.path)?.state !== 'given') continue;
      const lost = piecesAt(plan, slot.path).some((piece) => !whole.includes(compact(piece)));
      if (lost)
        issues.set(slot.path, { ...must('document_lost', { label: slot.leaf.label }), path: slot.path });
    }
  }
  return [...issues.values()];
}

/** What an answer shows, in the pieces that a document may set apart: lines, entries of a list. */
function piecesAt(plan: Plan, path: Path): string[] {
  const place = placeOf(plan.call, path);
  if (place?.is === 'derived') return [String(derivedValue(plan.book, place) ?? '')];
  if (place?.is !== 'answer' || compositeKindOf(place.question)) return [];
  const value = plan.book.get(path)?.value;
  const entries =
    Array.isArray(value) && value.length > 0
      ? shownEntries(place.question, value)
      : [showAt(plan.book, place.question, path)];
  return entries.flatMap(linesOf);
}

/** Questions with rows whose lines in the document are not as many as their answers. */
function lostRows(spec: DocumentSpec, plan: Plan, texts: readonly ShownText[]): Issue[] {
  // A path and all that it lies in: cases/r1/title, cases/r1.
  const paths = new Set(texts.flatMap(({ path, answer }) => [...around(path), ...around(answer)]));
  return belongingTo(spec, plan).rows.flatMap(({ id, rows }) => {
    const printed = rows.filter((row) => paths.has(row));
    if (printed.length === rows.length) return [];
    const place = placeOf(plan.call, id);
    const label = place?.is === 'answer' ? place.question.label : id;
    return [must('document_rows', { label, count: rows.length, printed: printed.length })];
  });
}

function around(path: Path | undefined): Path[] {
  if (path === undefined) return [];
  const steps = path.split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

/** Places that must be filled and are not: in a final document they would be blanks. */
function emptyPlaces(plan: Plan, texts: readonly ShownText[]): Issue[] {
  const labels = new Set(texts.filter(({ missing }) => missing).map((text) => labelOf(plan, text)));
  return [...labels].map((label) => must('document_empty', { label }));
}

/** A computed value leads to no question: the words before its place name it (单位投资 ＿＿). */
function labelOf(plan: Plan, { path, before }: ShownText): string {
  if (before !== undefined) {
    const words = before.split(/[，。；：、（）]/u).map((each) => each.trim());
    return words.findLast((each) => each !== '') ?? sentence('document.some_cell');
  }
  const place = path === undefined ? undefined : placeOf(plan.call, path);
  return place?.is === 'answer' ? place.question.label : sentence('document.some_cell');
}

/** Answers with a limit whose printed words exceed it by either way of counting. */
function overLimit(plan: Plan, texts: readonly ShownText[]): Issue[] {
  const questions = new Map(plan.slots.map((slot) => [slot.question.id, slot.question]));
  return [...questions.values()].flatMap((question) => {
    const limit = question.rules.find((rule) => rule.rule === 'text_limit' && typeof rule.max === 'number');
    if (!limit) return [];
    const max = Number(limit.max);
    const own = texts.filter(({ answer }) => answer === question.id || answer?.startsWith(`${question.id}/`));
    const printed = [...new Set(own.map(({ answer, own: text }) => `${answer}\n${text}`))];
    const text = printed.map((each) => each.slice(each.indexOf('\n') + 1)).join('\n');
    const count = strictCount(text);
    if (count <= max || wordCount(text) <= max) return [];
    return [{ ...must('document_limit', { label: question.label, count, max }), path: question.id }];
  });
}
