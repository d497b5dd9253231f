/** Words of decision: 退回 with comments on questions, 通过, 不通过 with a reason, 材料. */
import type { Call } from '../../forms/call.ts';
import { mayAnywhere } from '../../forms/office/roles.ts';
import { type Plan, questionsOf } from '../../forms/plan.ts';
import type { Path } from '../../forms/submission.ts';
import { fold, squeeze } from '../engine/understand/words.ts';
import { type Reading, wordList } from './reading.ts';
import { receiptIn } from './status.ts';

export interface ReviewingAct {
  readonly kind: 'return' | 'pass' | 'refuse' | 'material';
  /** Receipt number, where it was said. */
  readonly number: string | null;
  /** Comments or reason, as written. */
  readonly words: string;
  /** The submission and round it is about, once it is known: what was shown is what is decided. */
  readonly on?: { readonly submission: string; readonly round: number };
}

/** Longest message with comments, in characters. */
const LONGEST = 4000;

/** The words that may be typed, and what grants they need; longer words first. */
const VERBS = [
  ['refuse', 'office.review.refuse_words', 'decide'],
  ['return', 'office.review.return_words', 'return'],
  ['pass', 'office.review.pass_words', 'decide'],
  ['material', 'office.review.material_words', 'answers'],
] as const;

export function readReviewing({ words, grants, files }: Reading): ReviewingAct | undefined {
  if (files.length > 0 || words.length > LONGEST || grants.length === 0) return undefined;
  for (const [kind, code, act] of VERBS) {
    if (!mayAnywhere(grants, act)) continue;
    const verb = [...wordList(code)]
      .sort((a, b) => b.length - a.length)
      .find((each) => words.startsWith(each));
    if (verb === undefined) continue;
    const rest = words.slice(verb.length).replace(/^[\s：:，,]+/, '');
    const number = receiptIn(rest.slice(0, 12)) ?? null;
    const left = number === null ? rest : rest.slice(number.length).replace(/^[\s：:，,]+/, '');
    // 材料… and 通过… also begin sentences of a form: alone or with a number they mean this.
    if ((kind === 'material' || kind === 'pass') && number === null && left.length > 40) continue;
    if (kind === 'material' && left !== '') continue;
    if (kind === 'return' && wordList('office.status.who_words').some((word) => left.startsWith(word)))
      continue;
    return { kind, number, words: left.trim() };
  }
  return undefined;
}

/** One comment as it was written, with the question it is about; null for the whole. */
export interface Remark {
  readonly path: Path | null;
  readonly text: string;
}

/**
 * 投资：请写明口径；专利号：与证书不一致 as comments. A piece whose head names no question belongs to the piece before it, or to
 * the whole where it is the first.
 */
export function remarksIn(call: Call, plan: Plan, words: string): readonly Remark[] {
  const remarks: Remark[] = [];
  for (const piece of words.split(/[；;\n]+/)) {
    const said = piece.replace(/^\s*\d{1,2}\s*[.、．)）]\s*/, '').trim();
    if (said === '') continue;
    const [, head = '', rest = ''] = /^([^：:]{1,30})[：:]\s*([\s\S]+)$/.exec(said) ?? [];
    const path = head === '' ? undefined : pathNamed(call, plan, head);
    const last = remarks.at(-1);
    if (path !== undefined) remarks.push({ path, text: rest.trim() });
    else if (last) remarks[remarks.length - 1] = { ...last, text: `${last.text}；${said}` };
    else remarks.push({ path: null, text: said });
  }
  return remarks;
}

/** The question that a name means: its label or another name of it; the one whose name is nearest in length. */
function pathNamed(call: Call, plan: Plan, name: string): Path | undefined {
  const wanted = squeeze(name);
  if (wanted.length < 2) return undefined;
  const found = questionsOf(call).flatMap((question) => {
    const names = [question.label, ...(question.aliases ?? [])].map((each) => squeeze(fold(each)));
    if (names.includes(wanted)) return [{ id: question.id, off: 0 }];
    const near = names.filter((each) => each.includes(wanted)).map((each) => each.length - wanted.length);
    return near.length > 0 ? [{ id: question.id, off: Math.min(...near) }] : [];
  });
  const [best] = found.sort((a, b) => a.off - b.off);
  if (best)
    return plan.at(best.id)?.path ?? plan.slots.find(({ path }) => path.startsWith(`${best.id}/`))?.path;
  const inside = plan.slots.find((slot) => !slot.control && squeeze(slot.leaf.label) === wanted);
  return inside?.path;
}
