/**
 * The version mark in the footer of every document: the same answers give the same hash, so that a paper copy can be
 * held against what is stored ("纸质申报书内容……应与信息系统中的电子申请书严格保持一致").
 */
import { createHash } from 'node:crypto';
import type { Call } from '../call.ts';
import type { Formula } from '../computed.ts';
import { reads } from '../condition.ts';
import type { Json } from '../json.ts';
import type { Plan } from '../plan.ts';
import { text as sentence } from '../text/index.ts';
import { formMark } from './office-form.ts';
import { rowPathsOf } from './shown.ts';
import type { BlockSpec } from './spec.ts';
import { marksIn } from './template.ts';

/**
 * `版本 r12·9f3a6c21`: revision of the answers, first 8 hex digits of their SHA-256, `besides` being what the document
 * shows that is no answer of the plan.
 */
export function versionMark(plan: Plan, revision: number, besides?: Json): string {
  return sentence('document.version', { revision, hash: contentHash(plan, besides) });
}

/** Whether two marks speak of the same content, whatever the revision; false where one is no mark. */
export function sameContent(left: string, right: string): boolean {
  const hash = /·([0-9a-f]{8})$/;
  const found = hash.exec(left.trim())?.[1];
  return found !== undefined && found === hash.exec(right.trim())?.[1];
}

/** First 8 hex digits over the call's id and version and the answers that its documents show, by path. */
function contentHash(plan: Plan, besides?: Json): string {
  const shown = shownQuestions(plan.call);
  const paths = new Set(
    plan.slots
      .filter((slot) => shown.has(slot.question.id) && slot.control !== 'confirm')
      .map((slot) => slot.path),
  );
  for (const { question } of plan.slots) {
    if (shown.has(question.id) && rowPathsOf(plan.book, question.id).length > 0) paths.add(question.id);
  }
  const answers = [...paths].sort().flatMap((path) => {
    const answer = plan.book.get(path);
    if (answer?.state === 'none') return [[path, null] as const];
    return answer?.state === 'given' ? [[path, contentOf(answer.value ?? null)] as const] : [];
  });
  const canonical = JSON.stringify([
    plan.call.id,
    plan.call.version,
    answers.map(([path, value]) => [path, sorted(value)]),
    ...(besides === undefined ? [] : [besides]),
  ]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 8);
}

/** Of a question with rows, the rows in order: which ids were given out, and whether more follow, is no content. */
function contentOf(value: Json): Json {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const { rows } = value as { rows?: Json };
  return Array.isArray(rows) ? rows : value;
}

/** The value with keys in order, at every depth. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map((each: Json) => sorted(each));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value as { [key: string]: Json | undefined });
  return Object.fromEntries(
    entries
      .filter(([, each]) => each !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, each]) => [key, sorted(each as Json)]),
  );
}

const shownByCall = new WeakMap<Call, ReadonlySet<string>>();

/**
 * Ids of the top-level questions and computed values that any document or the summary table names. What only the
 * table names and is asked after printing (the number that the online system gives) does not count: the signed paper
 * would no longer match.
 */
function shownQuestions(call: Call): ReadonlySet<string> {
  const known = shownByCall.get(call);
  if (known) return known;
  const ids = new Set<string>();
  const computed = new Map(call.computed.map((each) => [each.id, each.formula]));
  const add = (id: string): void => {
    const [first = ''] = id.split('/');
    if (ids.has(first)) return;
    ids.add(first);
    const formula = computed.get(first);
    if (formula !== undefined) for (const operand of operandsOf(formula)) add(operand);
  };
  for (const document of call.documents) {
    for (const id of document.when ? reads(document.when) : []) add(id);
    for (const id of document.blocks.flatMap(idsIn)) add(id);
    const form = document.template === undefined ? undefined : call.forms?.[document.template];
    for (const { inside } of form?.marks ?? []) {
      const { id, rows } = formMark(inside);
      add(rows ?? id);
    }
    const { organ = '', number = '' } = document.letterhead ?? {};
    for (const mark of [...marksIn(organ), ...marksIn(number)]) add(mark.id);
  }
  const later = new Set(
    call.sections
      .filter((section) => section.later)
      .flatMap(({ questions }) => questions.map(({ id }) => id)),
  );
  if (call.summary_table?.rows_of) add(call.summary_table.rows_of);
  for (const { value } of [...(call.summary_table?.head ?? []), ...(call.summary_table?.columns ?? [])])
    for (const mark of marksIn(value)) if (!later.has(mark.id)) add(mark.id);
  shownByCall.set(call, ids);
  return ids;
}

function operandsOf(formula: Formula): string[] {
  if (typeof formula === 'number') return [];
  if (typeof formula === 'string') return [formula];
  if ('count' in formula) return [formula.count];
  if ('total' in formula) return [formula.total];
  return Object.values(formula as Record<string, Formula[]>).flatMap((operands) =>
    operands.flatMap(operandsOf),
  );
}

/** The ids that a block names, in marks, as an answer, or in a condition. */
function idsIn(block: BlockSpec): string[] {
  const marks = (...templates: (string | undefined)[]): string[] =>
    templates.flatMap((template) => marksIn(template ?? '').map((mark) => mark.id));
  if ('when' in block) return [...reads(block.when), ...block.blocks.flatMap(idsIn)];
  if ('each' in block) {
    const { each, where, before = [], blocks } = block;
    return [each, ...(where ? reads(where) : []), ...[...before, ...blocks].flatMap(idsIn)];
  }
  // The included document is among the call's own.
  if ('include' in block || 'summary_table' in block) return [];
  if ('answer' in block) return [block.answer];
  if ('rows_of' in block) return [block.rows_of, ...marks(...block.columns.map((column) => column.value))];
  if ('cover' in block) return marks(block.cover.label, block.cover.value);
  if ('closing' in block) return marks(block.closing.organ, block.closing.date, block.closing.post);
  if ('landscape' in block) return block.landscape.flatMap(idsIn);
  if ('annexes' in block) {
    return block.annexes.flatMap((item) =>
      typeof item === 'string'
        ? marks(item)
        : [...(item.when ? reads(item.when) : []), ...(item.each ? [item.each] : []), ...marks(item.text)],
    );
  }
  if ('signature' in block) return marks(...block.signature.lines);
  if ('grid' in block) {
    const cells = block.grid.rows.flatMap((row) => [
      ...(row.each ? [row.each] : []),
      ...row.cells.flatMap((cell) => [...(cell.answer ? [cell.answer] : []), ...marks(cell.text)]),
    ]);
    return cells;
  }
  return marks(...Object.values(block).filter((value) => typeof value === 'string'));
}
