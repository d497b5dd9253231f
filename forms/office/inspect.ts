/**
 * What stands against a submission going up, as far as its answers tell: content that is not public, marks of secret
 * papers, scans that are still missing. Files and documents are held against what is stored by whoever packs.
 */
import { shownTexts } from '../documents/shown.ts';
import { type Issue, must, should } from '../issue.ts';
import { filesOf } from '../kinds/file.ts';
import { leafKindOf } from '../kinds/index.ts';
import { type Plan, settled } from '../plan.ts';
import { securityMarkIn } from '../secrecy.ts';
import type { FileRef } from '../submission.ts';

/** `must` keeps it out of the package, `should` is told before the package is made. */
export function inspect(plan: Plan): Issue[] {
  return [...closed(plan), ...marks(plan), ...scans(plan)];
}

/** 非公开: the answer on which nothing of the content may be taken (004 四: 非公开类须按照规定渠道和方式报送). */
function closed({ call, book }: Plan): Issue[] {
  return call.gates.flatMap((gate) => {
    const answer = gate.stop?.confidential ? book.get(gate.id) : undefined;
    if (answer?.state !== 'given' || answer.value === undefined) return [];
    const plain = leafKindOf(gate).plain(answer.value, gate.kind);
    return plain === gate.stop?.when ? [must('pack.closed', { label: gate.label })] : [];
  });
}

function marks(plan: Plan): Issue[] {
  const found: Issue[] = [];
  for (const { label, text } of shownTexts(plan)) {
    const mark = securityMarkIn(text);
    if (mark) found.push(must('pack.mark', { label, mark }));
  }
  for (const { name } of filesOfPlan(plan)) {
    const mark = securityMarkIn(name);
    if (mark) found.push(must('pack.mark', { label: name, mark }));
  }
  return found;
}

/** Scans of what was signed and sealed, as the steps after printing ask for them. */
function scans(plan: Plan): Issue[] {
  return plan.call.after.flatMap(({ scan }) => {
    const slot = scan === undefined ? undefined : plan.at(scan);
    return slot && !settled(slot, plan.book) ? [should('pack.scan', { label: slot.leaf.label })] : [];
  });
}

/** All files that are among the answers as things are. */
export function filesOfPlan({ slots, book }: Plan): FileRef[] {
  return slots.flatMap((slot) => {
    if (slot.control || !leafKindOf(slot.leaf).takesFiles) return [];
    const answer = book.get(slot.path);
    return answer?.state === 'given' ? filesOf(answer.value) : [];
  });
}
