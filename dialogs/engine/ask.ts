/**
 * Words a question: where one is, the question, what the notice asks, the limit, the present answer when editing.
 */
import { compositeKindOf, findKind } from '../../forms/kinds/index.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import { shownAnswer } from '../../forms/documents/shown.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import { hasText, text } from '../../forms/text/index.ts';
import type { QuestionData, Reply, Situation } from './situation.ts';

/** Longest quotation of the notice under a question, in characters; the whole is told on request. */
const QUOTE = 80;

/** The reply that asks the slot in focus; undefined where nothing is in focus. */
export function askFocus(situation: Situation): Reply | undefined {
  const { focus } = situation.head;
  const slot = focus ? situation.plan.at(focus.path) : undefined;
  return slot ? ask(situation, slot, focus?.mode === 'edit') : undefined;
}

/** The reply that asks one slot. `editing` shows the present answer. */
export function ask(situation: Situation, slot: PlannedSlot, editing = false): Reply {
  const lines = [text('ask.head', { where: where(situation, slot) }), question(situation, slot)];
  if (!slot.control) lines.push(...conditions(slot, guidedBefore(situation, slot)));
  const present = situation.answers.get(slot.path);
  if (present && !slot.control && (editing || present.original !== '')) {
    lines.push(text('ask.present', { answer: shownAnswer(situation.plan, slot.path) || text(`state.${present.state}`) }));
  }
  const options = optionsOf(situation, slot);
  return { text: lines.filter(Boolean).join('\n'), options, question: questionData(situation, slot, options) };
}

/** 三(二) 技术综合效益 2/4: which question of its section this is. */
function where(situation: Situation, slot: PlannedSlot): string {
  const { section } = slot;
  if (!section) return text('ask.gate');
  const own = situation.plan.slots.filter((each) => each.section === section && !each.control);
  const title = text('section.name', { number: section.number, title: section.title });
  const at = own.indexOf(slot) + 1;
  return at === 0 ? title : text('ask.where', { title, at, total: own.length });
}

function question(situation: Situation, slot: PlannedSlot): string {
  const row = slot.row ? text('ask.row', { label: rowLabel(slot), number: slot.row.number }) : '';
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

/** What one row of a repeated question is called: 案例. */
export function rowLabel(slot: PlannedSlot): string {
  const label = slot.question.kind['row_label'];
  return typeof label === 'string' ? label : slot.question.label;
}

/** Whether the question before this one has just quoted the same words of the notice. */
function guidedBefore(situation: Situation, slot: PlannedSlot): boolean {
  const { slots } = situation.plan;
  const before = slots[slots.indexOf(slot) - 1];
  return before?.section === slot.section && before.leaf.guidance === slot.leaf.guidance && situation.answers.has(before.path);
}

/** What the notice says, the limit, whether it may be left out. */
function conditions(slot: PlannedSlot, guided: boolean): string[] {
  const { leaf } = slot;
  const lines: string[] = [];
  if (leaf.guidance && !guided) lines.push(text('ask.guidance', { guidance: quote(leaf.guidance) }));
  if (leaf.why) lines.push(text('ask.why', { why: leaf.why }));
  const max = leaf.kind['max'];
  if (typeof max === 'number' && findKind(leaf.kind.type)?.shape === 'leaf' && hasText(`limit.${leaf.kind.type}`)) {
    lines.push(text(`limit.${leaf.kind.type}`, { max }));
  }
  if (!slot.required) lines.push(text('ask.optional'));
  return lines;
}

function quote(guidance: string): string {
  const line = guidance.replace(/\s+/g, '');
  return line.length <= QUOTE ? line : text('ask.quote', { start: line.slice(0, QUOTE) });
}

/** Quick replies of a slot: the kind's own, then skipping and the example. */
export function optionsOf(situation: Situation, slot: PlannedSlot): Option[] {
  if (slot.control === 'rows') return [button('more'), button('no_more')];
  if (slot.control === 'confirm') return [button('confirm'), button('edit_part')];
  const kind = findKind(slot.leaf.kind.type);
  const options = kind?.shape === 'leaf' ? (kind.options?.(slot.leaf.kind) ?? []) : [];
  const extra: Option[] = [];
  if (slot.leaf.none) extra.push(button('none'));
  if (slot.leaf.examples.length > 0 && !situation.answers.has(slot.path)) extra.push(button('example'));
  if (!slot.required || slot.section) extra.push(button('skip'));
  return [...options, ...extra];
}

/** A quick reply from the texts: `button.<name>` is what it says and sends. */
export function button(name: string, params = {}): Option {
  const title = text(`button.${name}`, params);
  return { title, value: title };
}

export function questionData(situation: Situation, slot: PlannedSlot, options: readonly Option[]): QuestionData {
  const counted = situation.plan.slots.filter((each) => !each.control);
  return {
    call: situation.call.id,
    submission: situation.head.id,
    section: slot.section?.id ?? 'gates',
    question: slot.path,
    kind: slot.control ?? slot.leaf.kind.type,
    required: slot.required,
    options,
    index: Math.max(0, counted.indexOf(slot)) + 1,
    total: counted.length,
  };
}
