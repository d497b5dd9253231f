/**
 * Words a question: where one is, the question, what the notice asks, the limit, the present answer when editing.
 */

import { placeAmong } from '../../forms/blocks.ts';
import { shownAnswer } from '../../forms/documents/shown.ts';
import { compositeKindOf, findKind } from '../../forms/kinds/index.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Question } from '../../forms/question.ts';
import { hasText, text } from '../../forms/text/index.ts';
import { offersForm } from './form.ts';
import { offeredOptions } from './offered.ts';
import { isOutdated, proposalFor } from './proposal.ts';
import type { QuestionData, Reply, Situation } from './situation.ts';
import { sectionName } from './wording.ts';

/** Longest quotation of the notice under a question, in characters; the whole is told on request. */
const QUOTE = 80;

/** Most columns that people write on one line; with more of them, several are named line by line. */
const ON_A_LINE = 5;

/** How a question is put. */
export interface Manner {
  /** With the present answer, because it is being edited. */
  readonly present?: boolean;
  /** The question alone: it was put in full just before. */
  readonly short?: boolean;
  /** Back at an assembled text of which one part was changed: not the whole again. */
  readonly again?: boolean;
  /** The section opens with it. */
  readonly opening?: boolean;
}

/** The reply that asks the slot in focus; undefined where nothing is in focus. */
export function askFocus(situation: Situation, manner: Manner = {}): Reply | undefined {
  const { focus } = situation.head;
  const slot = focus ? situation.plan.at(focus.path) : undefined;
  return slot ? ask(situation, slot, { present: focus?.mode === 'edit', ...manner }) : undefined;
}

/** The reply that asks one slot. */
export function ask(situation: Situation, slot: PlannedSlot, manner: Manner = {}): Reply {
  const lines = manner.short
    ? []
    : [...opening(situation, slot, manner), text('ask.head', { where: where(situation, slot) })];
  if (!manner.short) lines.push(...rowsLead(situation, slot));
  lines.push(question(situation, slot, manner));
  if (!slot.control && !manner.short) {
    lines.push(...conditions(slot, guidedBefore(situation, slot)));
    if (!slot.required && !begun(situation, slot)) lines.push(text('ask.optional'));
  }
  lines.push(...present(situation, slot, manner));
  const options = optionsOf(situation, slot);
  return {
    text: lines.filter(Boolean).join('\n'),
    options,
    question: {
      ...questionData(situation, slot, options),
      ...(offersForm(situation, slot) ? { form: true } : {}),
    },
  };
}

/** What a section says of itself, once: where its first question is put and nothing in it was answered yet. */
function opening({ plan }: Situation, { section }: PlannedSlot, manner: Manner): string[] {
  if (!manner.opening || !section?.intro) return [];
  const begun = plan.slots.some((slot) => slot.section === section && plan.book.get(slot.path));
  return begun ? [] : [`${section.intro}\n`];
}

/** The present answer; a text that is to be rewritten is shown whole, so that it can be copied. */
function present(situation: Situation, slot: PlannedSlot, manner: Manner): string[] {
  const answer = situation.answers.get(slot.path);
  if (!answer || slot.control || (manner.short && !manner.present)) return [];
  if (answer.state === 'skipped' || answer.state === 'unknown') return [];
  const shown = shownAnswer(situation.plan, slot.path) || text(`state.${answer.state}`);
  return [
    text(shown.includes('\n') || shown.length > 60 ? 'ask.present_long' : 'ask.present', { answer: shown }),
    ...(isOutdated(situation, slot) && situation.head.pending?.kind !== 'proposed'
      ? [text('propose.outdated_here')]
      : []),
  ];
}

/** 三(二) 技术综合效益 2/4: which question of its section this is. */
function where(situation: Situation, slot: PlannedSlot): string {
  const { section } = slot;
  const own = situation.plan.blocks.filter((block) => block.section === section);
  const title = section ? sectionName(section) : text('ask.gate');
  const { at, total } = placeAmong(own, slot);
  return at === 0 ? title : text('ask.where', { title, at, total });
}

/** What the rows are for, and that one may be written on a line: said before the first cell. */
function rowsLead({ answers }: Situation, { question, row, control, path }: PlannedSlot): string[] {
  const composite = row?.number === 1 && !control ? compositeKindOf(question) : undefined;
  const first = composite?.children(question.kind)[0]?.id;
  if (!composite?.readLine || !path.endsWith(`/${first}`) || answers.has(path)) return [];
  const own = `rows.lead.${question.kind.type}`;
  const [one, two, ...more] = composite
    .children(question.kind)
    .flatMap((child) => (isWritten(child) ? [child.label] : []));
  if (one === undefined || two === undefined) return [question.ask];
  const code = hasText(own) ? own : more.length + 2 > ON_A_LINE ? 'rows.lead.wide' : 'rows.lead';
  return [question.ask, text(code, { first: one, second: two })];
}

/** Whether words fill a column: one without steps inside, and no file. */
function isWritten(column: Question): boolean {
  const kind = findKind(column.kind.type);
  return kind?.shape === 'leaf' && kind.takesFiles !== true;
}

function question(situation: Situation, slot: PlannedSlot, manner: Manner): string {
  const row = slot.row ? rowLead(situation, slot, slot.row) : '';
  if (slot.control === 'confirm' && manner.again)
    return row + text('ask.confirm_again', { label: slot.leaf.label });
  if (slot.control === 'confirm') {
    const composite = compositeKindOf(slot.leaf);
    const whole = composite?.assembled ?? composite?.show;
    const assembled = whole?.(slot.leaf, slot.path, situation.plan.book) ?? '';
    return row + text('ask.confirm', { label: slot.leaf.label, assembled });
  }
  if (slot.control === 'rows') {
    return text('ask.more', { label: rowLabel(slot), count: slot.row?.count ?? 0 });
  }
  return row + slot.leaf.ask;
}

/** Which row it is; one that begins with a file is known by the file's name. */
function rowLead({ plan }: Situation, slot: PlannedSlot, row: NonNullable<PlannedSlot['row']>): string {
  const params = { label: rowLabel(slot), number: row.number };
  const first = compositeKindOf(slot.question)?.children(slot.question.kind)[0];
  const kind = first && findKind(first.kind.type);
  const file = kind?.shape === 'leaf' && kind.takesFiles === true && first?.id !== slot.leaf.id;
  const name = file ? shownAnswer(plan, `${row.path}/${first?.id ?? ''}`) : '';
  return name === '' ? text('ask.row', params) : text('ask.row_file', { ...params, name });
}

/** What one row of a repeated question is called: 案例. */
export function rowLabel(slot: PlannedSlot): string {
  const label = slot.question.kind.row_label;
  return typeof label === 'string' ? label : slot.question.label;
}

/** Whether the question before this one has just quoted the same words of the notice. */
function guidedBefore(situation: Situation, slot: PlannedSlot): boolean {
  const { slots } = situation.plan;
  const before = slots[slots.indexOf(slot) - 1];
  return (
    before?.section === slot.section &&
    before.leaf.guidance === slot.leaf.guidance &&
    situation.answers.has(before.path)
  );
}

/** What the notice says, why it is asked, the limit. */
function conditions(slot: PlannedSlot, guided: boolean): string[] {
  const { leaf } = slot;
  const lines: string[] = [];
  if (leaf.guidance && !guided) lines.push(text('ask.guidance', { guidance: quote(leaf.guidance) }));
  if (leaf.why) lines.push(text('ask.why', { why: leaf.why }));
  const max = leaf.kind.max;
  if (
    typeof max === 'number' &&
    findKind(leaf.kind.type)?.shape === 'leaf' &&
    hasText(`limit.${leaf.kind.type}`)
  ) {
    lines.push(text(`limit.${leaf.kind.type}`, { max }));
  }
  return lines;
}

/** Inside something optional that the person has begun: that it may be left out was said at its first step. */
function begun({ plan, answers }: Situation, { leaf, question, path }: PlannedSlot): boolean {
  if (!leaf.required || question.required || leaf === question) return false;
  return plan.slots.some(
    (each) => each.question === question && each.path !== path && answers.get(each.path)?.state === 'given',
  );
}

function quote(guidance: string): string {
  const line = guidance
    .replace(/\n\s*/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return line.length <= QUOTE ? line : text('ask.quote', { start: line.slice(0, QUOTE) });
}

/** Quick replies of a slot: the kind's own, then skipping and the example. */
export function optionsOf(situation: Situation, slot: PlannedSlot): Option[] {
  if (slot.control === 'rows') return [button('more'), button('no_more')];
  if (slot.control === 'confirm') return [button('confirm'), button('edit_part')];
  const options = offeredOptions(situation, slot);
  const extra: Option[] = [];
  if (hasDraft(situation, slot)) extra.push(button('draft'));
  if (isOutdated(situation, slot)) extra.push(button('keep'));
  if (slot.leaf.none) extra.push(button('none'));
  if (slot.leaf.examples.length > 0 && !situation.answers.has(slot.path)) extra.push(button('example'));
  if (!slot.required || slot.section) extra.push(button('skip'));
  return [...options, ...extra];
}

/** Whether there is a draft to look at that is neither on show nor what stands there already. */
function hasDraft(situation: Situation, slot: PlannedSlot): boolean {
  if (situation.head.pending?.kind === 'proposed') return false;
  const draft = proposalFor(situation, slot);
  return draft !== undefined && draft !== situation.answers.get(slot.path)?.original;
}

/** A quick reply from the texts: `button.<name>` is what it says and sends. */
export function button(name: string, params = {}): Option {
  const title = text(`button.${name}`, params);
  return { title, value: title };
}

export function questionData(
  situation: Situation,
  slot: PlannedSlot,
  options: readonly Option[],
): QuestionData {
  const { at, total } = placeAmong(situation.plan.blocks, slot);
  return {
    call: situation.call.id,
    submission: situation.head.id,
    section: slot.section?.id ?? 'gates',
    question: slot.path,
    kind: slot.control ?? slot.leaf.kind.type,
    required: slot.required,
    options,
    index: Math.max(1, at),
    total,
  };
}
