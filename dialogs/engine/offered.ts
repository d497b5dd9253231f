/** Which options of a choice are offered: not those that an earlier answer rules out. */
import type { Issue } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { findKind } from '../../forms/kinds/index.ts';
import type { LeafKind, Option } from '../../forms/kinds/kind.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import { findRule } from '../../forms/rules/index.ts';
import { judgeByRules, refuses } from './judge.ts';
import { after, answered, type Situation } from './situation.ts';

/** The quick replies of a slot's kind that may be given now. */
export function offeredOptions(situation: Situation, slot: PlannedSlot): readonly Option[] {
  const kind = findKind(slot.leaf.kind.type);
  const all = kind?.shape === 'leaf' ? (kind.options?.(slot.leaf.kind) ?? []) : [];
  if (kind?.shape !== 'leaf' || !narrowed(slot)) return all;
  return all.filter((option) => {
    const value = valueFor(kind, slot, option, situation.speaker.today);
    return value === undefined || allowed(situation, slot, value);
  });
}

/** The values of several readings that are not ruled out; all of them where none is left. */
export function possibleValues(
  situation: Situation,
  slot: PlannedSlot,
  values: readonly Json[],
): readonly Json[] {
  if (!narrowed(slot)) return values;
  const left = values.filter((value) => allowed(situation, slot, value));
  return left.length > 0 ? left : values;
}

/** A finding that lists the options lists those that may be chosen now. */
export function narrowedIssue(situation: Situation, slot: PlannedSlot, issue: Issue): Issue {
  if (issue.params.options === undefined || !narrowed(slot)) return issue;
  const titles = offeredOptions(situation, slot).map((option) => option.title);
  return { ...issue, params: { ...issue.params, options: titles.join('、') } };
}

function valueFor(kind: LeafKind, slot: PlannedSlot, option: Option, today: string): Json | undefined {
  const parsed = kind.parse(option.value, slot.leaf.kind, { today });
  return parsed.kind === 'value' ? parsed.value : undefined;
}

function narrows(entry: PlannedSlot['leaf']['rules'][number]): boolean {
  return findRule(entry.rule).narrows === true && refuses(entry);
}

function narrowed(slot: PlannedSlot): boolean {
  return slot.leaf.rules.some(narrows);
}

function allowed(situation: Situation, slot: PlannedSlot, value: Json): boolean {
  const answer = answered(situation.speaker, 'given', '', value);
  const trial = after(situation, [{ path: slot.path, answer }]);
  return judgeByRules(trial, slot, answer, narrows).every((issue) => issue.level !== 'must');
}
