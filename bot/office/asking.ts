/** Asks a coordinator, one by one, for what the office's own papers of a call need. */
import { judge } from '../../dialogs/engine/judge.ts';
import type { Reply } from '../../dialogs/engine/situation.ts';
import { standing } from '../../dialogs/engine/situation.ts';
import { squeeze } from '../../dialogs/engine/understand/words.ts';
import { sentence } from '../../dialogs/engine/wording.ts';
import type { PackingAct } from '../../dialogs/office/packing.ts';
import type { Call } from '../../forms/call.ts';
import { shownAnswer } from '../../forms/documents/shown.ts';
import type { Json } from '../../forms/json.ts';
import { leafKindOf } from '../../forms/kinds/index.ts';
import { type PlannedSlot, planOf } from '../../forms/plan.ts';
import type { Store, Write } from '../../forms/ports.ts';
import type { Answer } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { said } from './answers.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { answered, type Letters, lettersOf, submissionOf } from './letters.ts';

/** The next step of asking: a question that waits, or `done` with what was kept. */
export type Step =
  | { readonly is: 'asks'; readonly outcome: OfficeOutcome }
  | {
      readonly is: 'done';
      readonly letters: Letters;
      readonly lines: readonly string[];
      readonly writes: readonly Write[];
    };

/** Asks for what is missing, or tells that nothing is. */
export async function askNext(store: Store, call: Call, now: OfficeNow): Promise<Step> {
  const letters = await lettersOf(store, call, now.today);
  if (!letters) return { is: 'asks', outcome: said('office.pack.letter_none', { call: call.short }) };
  return stepAfter(call, letters, [], []);
}

/** Asks one again, by its name. */
export async function askAgain(
  store: Store,
  call: Call,
  label: string,
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const letters = await lettersOf(store, call, now.today);
  if (!letters) return said('office.pack.letter_none', { call: call.short });
  const { slots } = planOf(letters.papers, letters.answers);
  const wanted = squeeze(label);
  const named = slots.filter(({ leaf }) =>
    [leaf.label, ...leaf.aliases].some((name) => squeeze(name) === wanted),
  );
  const [slot] = named;
  if (!slot) {
    const labels = slots.map(({ leaf }) => leaf.label).join('、');
    return said('office.pack.letter_no_label', { label, labels });
  }
  const answer = shownAnswer(planOf(letters.papers, letters.answers), slot.path);
  return asking(call, slot, answer === '' ? [] : [text('office.pack.letter_known', { answer })], []);
}

/** Reads an answer; what cannot be kept is asked again with the reason. */
export async function hearAnswer(
  store: Store,
  call: Call,
  act: Extract<PackingAct, { kind: 'answer' }>,
  now: OfficeNow,
): Promise<Step> {
  const letters = await lettersOf(store, call, now.today);
  const plan = letters && planOf(letters.papers, letters.answers);
  const slot = plan?.at(act.path);
  if (!letters || !slot)
    return { is: 'asks', outcome: said('office.pack.letter_none', { call: call.short }) };
  const read = readAnswer(slot, act.words, now);
  if ('refused' in read) return { is: 'asks', outcome: asking(call, slot, [read.refused], []) };
  const { letters: next, write } = answered(call, letters, slot.path, read.answer, now.today);
  const situation = standing(next.papers, submissionOf(next.papers, next.answers, next.revision), now.today);
  const refused = judge(situation, slot, read.answer).find(({ level }) => level === 'must');
  if (refused) return { is: 'asks', outcome: asking(call, slot, [sentence(refused)], []) };
  const { label } = slot.leaf;
  const shown = shownAnswer(planOf(next.papers, next.answers), slot.path);
  const kept =
    shown === ''
      ? text('office.pack.letter_skipped', { label })
      : text('office.pack.letter_kept', { label, answer: shown });
  const warned = judge(situation, slot, read.answer)
    .filter(({ level }) => level === 'should')
    .map(sentence);
  return stepAfter(call, next, [kept, ...warned], [write]);
}

function readAnswer(
  slot: PlannedSlot,
  words: string,
  now: OfficeNow,
): { readonly answer: Answer } | { readonly refused: string } {
  const { person: by, at, unit } = now;
  const { channel, message } = unit.speaker;
  const common = { original: words, by, at, channel, message };
  if (text('office.pack.letter_skip_words').split('|').includes(squeeze(words)))
    return slot.required
      ? { refused: text('office.pack.letter_needed') }
      : { answer: { state: 'skipped', ...common } };
  const parsed = leafKindOf(slot.leaf).parse(words, slot.leaf.kind, { today: now.today });
  if (parsed.kind === 'issue') return { refused: sentence(parsed.issue) };
  const value: Json | undefined = parsed.kind === 'value' ? parsed.value : parsed.values[0];
  if (value === undefined) return { refused: text('office.pack.letter_needed') };
  return { answer: { state: 'given', value, ...common } };
}

/** What was never asked, or must be there and is not, or stands against what was said elsewhere. */
function openSlot({ papers, answers, issues }: Letters): PlannedSlot | undefined {
  const { slots } = planOf(papers, answers);
  return (
    slots.find(({ path }) => !answers.has(path)) ??
    slots.find(({ path }) => issues.some((issue) => issue.path === path))
  );
}

function stepAfter(call: Call, letters: Letters, lines: readonly string[], writes: readonly Write[]): Step {
  const slot = openSlot(letters);
  if (!slot) return { is: 'done', letters, lines, writes };
  const against = letters.issues
    .filter(({ code, path }) => path === slot.path && code !== 'missing')
    .map(sentence);
  return { is: 'asks', outcome: asking(call, slot, [...lines, ...against], writes) };
}

/** Puts a question and waits for its answer. */
function asking(
  call: Call,
  { leaf, path, required }: PlannedSlot,
  lines: readonly string[],
  writes: readonly Write[],
): OfficeOutcome {
  const guidance = leaf.guidance ? [text('office.pack.letter_guidance', { guidance: leaf.guidance })] : [];
  const skip = text('office.pack.letter_skip');
  const reply: Reply = {
    text: [...lines, leaf.ask, ...guidance].join('\n'),
    ...(required ? {} : { options: [{ title: skip, value: skip }] }),
  };
  const act: PackingAct = { kind: 'ask', call: call.id, path };
  return { replies: [reply], writes, pending: { family: 'packing', act: act as unknown as Json } };
}

/** All that is known, in one line. */
export function valuesOf({ papers, answers }: Letters): string {
  const plan = planOf(papers, answers);
  return plan.slots
    .map(({ path, leaf }) => ({ label: leaf.label, answer: shownAnswer(plan, path) }))
    .filter(({ answer }) => answer !== '')
    .map((each) => text('office.pack.letter_value', each))
    .join('，');
}
