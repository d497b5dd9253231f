/**
 * How far the kind of the question decides what a message is. A strict kind (a phone, a date, a choice) refuses
 * ordinary words, so what it reads is an answer; a free kind (a name, a text) reads anything, a command too.
 */
import { findKind } from '../../../forms/kinds/index.ts';
import type { LeafKind, Slot } from '../../../forms/kinds/kind.ts';
import type { Question } from '../../../forms/question.ts';
import { commands } from '../../../forms/text/zh-CN/lexicon/commands.ts';

/** Longest message that is tried on a strict kind. */
const TRIED = 400;

/** The leaf kind of a slot, or undefined for a step that steers. */
export function leafOf(slot: Slot): LeafKind | undefined {
  if (slot.control) return undefined;
  const kind = findKind(slot.leaf.kind.type);
  return kind?.shape === 'leaf' ? kind : undefined;
}

/** Whether the slot takes several paragraphs. */
export function takesLongText(slot: Slot | null): boolean {
  return slot ? (leafOf(slot)?.longText ?? false) : false;
}

/** By the kind's own entry, which is all that reading depends on. */
const strictness = new WeakMap<Question['kind'], boolean>();
const probes = [
  commands.help[0],
  commands.skip[0],
  commands.back[0],
  commands.check[1],
  '甲乙丙丁戊',
  'help',
];

/** Whether the slot's kind refuses ordinary words, commands among them. */
export function isStrict(slot: Slot, today: string): boolean {
  const kind = leafOf(slot);
  if (!kind || kind.longText) return false;
  let strict = strictness.get(slot.leaf.kind);
  if (strict === undefined) {
    strict = probes.every((probe) => kind.parse(probe ?? '', slot.leaf.kind, { today }).kind === 'issue');
    strictness.set(slot.leaf.kind, strict);
  }
  return strict;
}

/** Whether the slot's kind is strict and reads the text as a value. */
export function fits(slot: Slot, text: string, today: string): boolean {
  if (text.length > TRIED || !isStrict(slot, today)) return false;
  return leafOf(slot)?.parse(text, slot.leaf.kind, { today }).kind !== 'issue';
}
