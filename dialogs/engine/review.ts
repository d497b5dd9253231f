/**
 * The formal check (形式审查): what must be fixed, what should be looked at, what only a person can see to.
 */
import type { Issue } from '../../forms/issue.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import { type PlannedSlot, settled } from '../../forms/plan.ts';
import { findRule } from '../../forms/rules/index.ts';
import type { Answer, Change, Path } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { button } from './ask.ts';
import { stopAt } from './gate.ts';
import { judge, judgeByRules, ruleContext } from './judge.ts';
import { outdatedIssues } from './proposal.ts';
import { answered, type Outcome, type QuestionData, type Reply, type Situation } from './situation.ts';
import { labelOf, sentence } from './wording.ts';

export interface Findings {
  readonly must: readonly Issue[];
  readonly should: readonly Issue[];
  /** Points that the person has not confirmed yet. */
  readonly person: readonly Issue[];
}

/** Most findings of one kind that are listed at once. */
const LISTED = 8;

/** All findings about the form as it stands. */
export function review(situation: Situation): Findings {
  const found: Issue[] = [];
  for (const slot of situation.plan.slots) {
    const answer = situation.answers.get(slot.path);
    if (slot.required && !settled(slot, situation.plan.book)) {
      if (slot.control && partsMissing(situation, slot)) continue;
      found.push({
        code: 'missing',
        level: 'must',
        path: slot.path,
        params: { label: labelOf(situation, slot.path) },
      });
    } else if (answer) {
      found.push(
        ...stops(slot, answer),
        ...judge(situation, slot, answer),
        ...outdatedIssues(situation, slot),
      );
    }
  }
  found.push(...fullLists(situation));
  const context = ruleContext(situation);
  for (const entry of situation.call.rules) found.push(...findRule(entry.rule).check(context, entry));
  const person = found.filter((issue) => issue.level === 'person' && !confirmed(situation, issue));
  return {
    must: found.filter((issue) => issue.level === 'must'),
    should: found.filter((issue) => issue.level === 'should'),
    person,
  };
}

/** Lists that take no more rows have no step of their own any longer; the rules under their question still hold. */
function fullLists(situation: Situation): Issue[] {
  const { slots, book } = situation.plan;
  const lists = new Map(slots.filter((slot) => slot.row).map((slot) => [slot.question.id, slot]));
  return [...lists].flatMap(([path, { question, section }]) => {
    const answer = situation.plan.at(path) ? undefined : book.get(path);
    if (answer?.state !== 'given') return [];
    const slot: PlannedSlot = { path, leaf: question, question, section, control: 'rows', required: false };
    return judgeByRules(situation, slot, answer);
  });
}

/** Whether parts or cells under a step that steers are missing themselves: then the step is not worth a word yet. */
function partsMissing({ plan }: Situation, { path }: PlannedSlot): boolean {
  return plan.slots.some(
    (each) => each.path.startsWith(`${path}/`) && each.required && !settled(each, plan.book),
  );
}

/** A condition of the call that the person says is not met. */
function stops(slot: PlannedSlot, answer: Answer): Issue[] {
  const say = stopAt(slot, answer);
  return say === undefined ? [] : [{ code: 'gate', level: 'must', path: slot.path, params: { say } }];
}

/** Where a person's confirmation of a finding is kept: what was asked, and of which answer. */
export function confirmationPath(issue: Issue): Path {
  return `ok:${issue.code}:${fingerprint(JSON.stringify(issue.params))}:${issue.path ?? ''}`;
}

/** FNV-1a, 32 bits, hex: tells findings of one code apart within a path's length and alphabet. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** A confirmation holds only for the words it was given for. */
function confirmed(situation: Situation, issue: Issue): boolean {
  const answer = situation.answers.get(confirmationPath(issue));
  return answer?.state === 'given' && answer.value === wordsOf(situation, issue);
}

function wordsOf(situation: Situation, issue: Issue): string {
  return issue.path === undefined ? '' : JSON.stringify(situation.answers.get(issue.path)?.value ?? null);
}

/** The person confirms every open point. */
export function confirmAll(situation: Situation, words: string): Outcome {
  const changes: Change[] = review(situation).person.map((issue) => ({
    path: confirmationPath(issue),
    answer: answered(situation.speaker, 'given', words, wordsOf(situation, issue)),
  }));
  return {
    changes,
    focus: null,
    pending: null,
    replies: [{ text: text('review.confirmed', { count: changes.length }) }],
  };
}

/** Says the three lists and what can be done now. */
export function reviewReply(situation: Situation): Reply {
  const { must, should, person } = review(situation);
  const lines = [
    must.length === 0 ? text('review.complete') : text('review.must', { count: must.length }),
    ...listed(situation, must),
    ...(should.length > 0
      ? [text('review.should', { count: should.length }), ...listed(situation, should)]
      : []),
  ];
  const asks = must.length === 0 && person.length > 0;
  if (asks)
    lines.push(text('review.person', { count: person.length }), ...listed(situation, person, person.length));
  else if (person.length > 0) lines.push(text('review.person_then', { count: person.length }));
  const done = must.length === 0 && person.length === 0;
  const made = situation.head.documents === situation.head.revision && situation.head.status === 'finished';
  if (done) lines.push(text(made ? 'review.made' : 'review.done'));
  const later = made ? laterLabels(situation) : [];
  if (later.length > 0) lines.push(text('review.later', { names: later.join('、') }));
  const options = [
    ...(must.length > 0 ? [button('fix')] : []),
    ...(asks ? [button('attest')] : []),
    ...(must.length === 0 && (made || should.length + person.length > 0) ? [button('change_one')] : []),
    ...(later.length > 0 ? [button('later')] : []),
    ...(done ? [button(made ? 'export_again' : 'finish')] : [button('export')]),
    button('preview'),
  ];
  return { text: lines.join('\n'), options, question: reviewData(situation, options) };
}

/** In the formal check no question is open, but its buttons are. */
export function reviewData({ call, head, plan }: Situation, options: readonly Option[]): QuestionData {
  const total = plan.slots.filter((slot) => !slot.control).length;
  const none = { section: null, question: null, kind: 'review', required: false, index: 0 };
  return { call: call.id, submission: head.id, ...none, options, total };
}

/** The check in the middle of the interview: what is wrong so far; what was not asked yet is only counted. */
export function checkSoFar(situation: Situation): Reply {
  const { must, should } = review(situation);
  const untouched = must.filter(
    (issue) => issue.code === 'missing' && !situation.answers.has(issue.path ?? ''),
  );
  const wrong = must.filter((issue) => !untouched.includes(issue));
  const lines = [
    ...(wrong.length > 0 ? [text('check.wrong', { count: wrong.length }), ...listed(situation, wrong)] : []),
    ...(should.length > 0
      ? [text('review.should', { count: should.length }), ...listed(situation, should)]
      : []),
  ];
  if (lines.length === 0) lines.push(text('check.fine'));
  if (untouched.length > 0) lines.push(text('check.left', { count: untouched.length }));
  return { text: lines.join('\n') };
}

/** The places of what should be looked at or confirmed, to change one of them. */
export function toConfirm(situation: Situation): Path[] {
  const { should, person } = review(situation);
  const paths = [...should, ...person].flatMap((issue) => issue.path ?? []);
  return [...new Set(paths)].filter((path) => situation.plan.at(path));
}

/** What can only be given once the documents were printed, signed and sealed. */
function laterLabels(situation: Situation): string[] {
  return situation.plan.slots
    .filter((slot) => slot.section?.later && !slot.control && !settled(slot, situation.plan.book))
    .map((slot) => labelOf(situation, slot.path));
}

function listed(situation: Situation, issues: readonly Issue[], most = LISTED): string[] {
  const missing = issues.filter((issue) => issue.code === 'missing');
  const others = issues.filter((issue) => issue.code !== 'missing');
  const lines = others.slice(0, most).map((issue) => line(situation, issue));
  if (others.length > most) lines.push(text('review.more', { count: others.length - most }));
  if (missing.length > 0) {
    const labels = missing.slice(0, LISTED).map((issue) => String(issue.params.label));
    const names =
      labels.join('、') + (missing.length > LISTED ? text('review.and_more', { count: missing.length }) : '');
    lines.unshift(text('review.missing', { names }));
  }
  return lines;
}

function line(situation: Situation, issue: Issue): string {
  const label = issue.path === undefined ? '' : labelOf(situation, issue.path);
  return text(label ? 'review.line' : 'review.line_form', { label, finding: sentence(issue) });
}
