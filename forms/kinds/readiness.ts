/**
 * A readiness ladder: the claimed level, the points of the levels below and at it with their evidence, and the result
 * shown for confirmation. The confirmation keeps a snapshot of the assessment; it no longer holds when an answer
 * changes. The claim stays as the person made it.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import type { Question } from '../question.ts';
import {
  type Assessment,
  assess,
  type Evidence,
  type LadderAnswers,
  stateOf,
  verdictOf,
  walk,
} from '../readiness/assess.ts';
import { contradictions, NEEDS, type NumberName } from '../readiness/numbers.ts';
import { prefixOf, questionsOf } from '../readiness/questions.ts';
import { kindNamed, readLadder } from '../readiness/read.ts';
import { type Level, levelOf, type Scale } from '../readiness/scale.ts';
import { ScaleEntry, scaleOf } from '../readiness/scales/index.ts';
import {
  changeLines,
  evidenceLines,
  gapText,
  ladderText,
  quoted,
  summaryText,
  verdictText,
} from '../readiness/show.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import { showDay } from './calendar.ts';
import type { EvidenceValue } from './evidence.ts';
import type { Book, CompositeKind, Slot } from './kind.ts';

const Config = z.strictObject({
  type: z.literal('readiness'),
  scale: ScaleEntry.describe('Id of a scale, or the scale itself: id, title, source, levels from the lowest'),
  expected: z.boolean().default(true).describe('Asks the level expected at the end'),
  deliverable: z.boolean().default(true).describe('Asks what will show that the expected level is reached'),
});
type Config = z.infer<typeof Config>;
type Ladder = Question & { kind: Config };

/** Value of the confirmation: the hash of the answers it was given for, and the assessment as it stood. */
interface Snapshot {
  readonly of: string;
  readonly assessment: Assessment;
}

const questions = new WeakMap<Config, readonly Question[]>();

function childrenOf(config: Config): readonly Question[] {
  let children = questions.get(config);
  if (!children) {
    children = questionsOf(config, scaleOf(config.scale));
    questions.set(config, children);
  }
  return children;
}

const indexes = new WeakMap<readonly Question[], ReadonlyMap<string, Question>>();

function childOf(config: Config, id: string): Question | undefined {
  const children = childrenOf(config);
  let index = indexes.get(children);
  if (!index) {
    index = new Map(children.map((child) => [child.id, child]));
    indexes.set(children, index);
  }
  return index.get(id);
}

/** Collects the steps of one ladder in asking order. */
class Steps {
  readonly slots: Slot[] = [];
  private readonly ladder: Ladder;
  private readonly path: Path;
  private readonly book: Book;
  private readonly answers: LadderAnswers;
  /** What the numbers just gave, told with the step that follows them while it is open. */
  private lead = '';

  constructor(ladder: Ladder, path: Path, book: Book, answers: LadderAnswers) {
    this.ladder = ladder;
    this.path = path;
    this.book = book;
    this.answers = answers;
  }

  state(id: string): string | undefined {
    return this.book.get(`${this.path}/${id}`)?.state;
  }

  /** One more step. A sentence made for this moment may stand in place of the question's own; `detail` is not offered in lists. */
  add(id: string, more: { ask?: string; detail?: boolean } = {}): void {
    const child = childOf(this.ladder.kind, id);
    if (!child) return;
    const lead = this.state(id) === undefined ? this.lead : '';
    this.lead = '';
    this.slots.push({
      path: `${this.path}/${id}`,
      leaf: {
        ...child,
        ask: lead + (more.ask ?? child.ask),
        // Inside a row the row tells what it is about.
        label: this.path.includes('/')
          ? child.label
          : sentence('readiness.label', { ladder: this.ladder.label, label: child.label }),
      },
      question: this.ladder,
      required: this.ladder.required && child.required,
      ...(more.detail ? { detail: true } : {}),
    });
  }

  level(number: number, level: Level): void {
    const given = this.answers.levels.get(number);
    let before: Evidence | undefined;
    for (const at of level.items.keys()) {
      const id = prefixOf(number, at);
      const item = given?.items[at];
      this.add(id);
      const words = this.words(id);
      if (item?.state === 'not_applicable' && !words) this.add(`${id}_why`, { detail: true });
      if (item?.state === 'not_met' && !words) this.add(`${id}_gap`, { detail: true });
      if (item?.state !== 'met') continue;
      this.evidence(id, level, before);
      if (item.proof !== undefined && item.proof !== 'none') before = item.proof;
    }
    if (level.numbers) this.numbers(number, level, before);
    // Where the level does not hold, the conditions of its evidence decide nothing.
    const holds = ['supported', 'unproved'].includes(
      stateOf(scaleOf(this.ladder.kind.scale), number, this.answers),
    );
    const some = given?.items.some((item) => item?.state === 'met') || given?.proof !== undefined;
    if (!level.same_conditions || !holds || !some) return;
    this.add(`l${number}_same`, { detail: true });
    const same = given?.sameConditions;
    if (same?.yes === false && !this.words(`l${number}_same`)) this.add(`l${number}_diff`, { detail: true });
  }

  /** Whether a reason or what is missing stood in the same message. */
  private words(id: string): boolean {
    const answer = this.book.get(`${this.path}/${id}`);
    const value = answer?.state === 'given' ? (answer.value as { words?: string } | undefined) : undefined;
    return value?.words !== undefined;
  }

  private numbers(number: number, level: Level, before: Evidence | undefined): void {
    if (!level.numbers) return;
    for (const name of NEEDS[level.numbers.formula]) {
      if (this.slots.every((slot) => slot.path !== `${this.path}/n_${name}`)) this.add(`n_${name}`);
    }
    const verdict = verdictOf(scaleOf(this.ladder.kind.scale), number, this.answers);
    if (verdict && verdict.kind !== 'open') {
      this.lead = `${verdictText(level.numbers, number, verdict)}\n`;
    }
    if (verdict?.kind === 'band') {
      this.add(`l${number}_band`);
      const decision = this.answers.levels.get(number)?.decision;
      if (decision && !this.words(`l${number}_band`)) this.add(`l${number}_why`, { detail: true });
    }
    const met =
      verdict?.kind === 'met' || (verdict?.kind === 'band' && this.answers.levels.get(number)?.decision?.met);
    if (met) this.evidence(prefixOf(number, 'n'), level, before);
  }

  private evidence(id: string, level: Level, before: Evidence | undefined): void {
    const own = this.state(`${id}_doc`) !== undefined;
    if (before && !own) {
      this.add(`${id}_same`, {
        ask: sentence('readiness.same.now', { title: quoted(before.title) }),
        detail: true,
      });
      const same = this.book.get(`${this.path}/${id}_same`);
      const said = same?.state === 'given' ? (same.value as { yes?: boolean } | undefined) : undefined;
      if (said?.yes !== false) return;
    }
    this.add(`${id}_doc`, { detail: true });
    if (this.state(`${id}_doc`) !== 'given') return;
    const said = this.book.get(`${this.path}/${id}_doc`)?.value as unknown as EvidenceValue;
    if (kindNamed(said.title, level) === undefined) this.add(`${id}_kind`, { detail: true });
    // What stood in the same message is not asked again.
    if (said.date === undefined) this.add(`${id}_date`, { detail: true });
    if (said.issuer === undefined) this.add(`${id}_issuer`, { detail: true });
    if (said.number === undefined) this.add(`${id}_no`, { detail: true });
    this.add(`${id}_file`, { detail: true });
    const file = this.state(`${id}_file`);
    if (file !== undefined && file !== 'given') this.add(`${id}_where`, { detail: true });
  }
}

function slotsOf(ladder: Ladder, path: Path, book: Book): Slot[] {
  const scale = scaleOf(ladder.kind.scale);
  const answers = readLadder(scale, path, book);
  const steps = new Steps(ladder, path, book, answers);
  const levels = { ask: ladder.ask, max: scale.levels.length, source: scale.source };
  steps.add('claimed', { ask: sentence('readiness.claimed.now', levels) });
  const result = assess(scale, answers);
  if (!result) return steps.slots;
  const { asked, below } = walk(scale, answers);
  // A lower level that comes into question is asked after what was asked already, not before.
  const down =
    asked.length > 1 ? asked.filter((number) => !answers.levels.has(number) && number === asked[0]) : [];
  const level = (number: number): void => {
    const each = levelOf(scale, number);
    if (each) steps.level(number, each);
  };
  for (const number of asked) if (!down.includes(number)) level(number);
  if (below > 0) steps.add(`to${below}`, { detail: true });
  for (const number of down) level(number);
  const known = result.complete
    ? sentence('readiness.expected.known', { summary: summaryText(scale, { ...result, expected: null }) })
    : '';
  if (ladder.kind.expected)
    steps.add('expected', {
      ask: known + (childOf(ladder.kind, 'expected')?.ask ?? ''),
    });
  if (ladder.kind.deliverable) steps.add('deliverable', { ask: deliverableAsk(result) });
  if (steps.slots.some((slot) => !book.get(slot.path))) return steps.slots;
  return [
    ...steps.slots,
    { path, leaf: ladder, question: ladder, control: 'confirm', required: ladder.required },
  ];
}

function deliverableAsk({ claimed, expected }: Assessment): string {
  return sentence('readiness.deliverable.now', { level: expected ?? claimed });
}

/** Hash of everything asked as it is answered now, 16 hex characters. */
function hashOf(ladder: Ladder, path: Path, book: Book): string {
  const values = slotsOf(ladder, path, book)
    .filter((slot) => !slot.control)
    .map((slot) => {
      const answer = book.get(slot.path);
      return [slot.path.slice(path.length), answer?.state ?? null, answer?.value ?? null];
    });
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16);
}

function snapshotAt(path: Path, book: Book): Snapshot | undefined {
  const answer = book.get(path);
  return answer?.state === 'given' ? (answer.value as unknown as Snapshot | undefined) : undefined;
}

/** The assessment with what it is made from; undefined while nothing is claimed. */
function resultOf(
  ladder: Ladder,
  path: Path,
  book: Book,
): { scale: Scale; answers: LadderAnswers; result: Assessment } | undefined {
  const scale = scaleOf(ladder.kind.scale);
  const answers = readLadder(scale, path, book);
  const result = assess(scale, answers);
  return result && { scale, answers, result };
}

function show(ladder: Ladder, path: Path, book: Book): string {
  const found = resultOf(ladder, path, book);
  return found ? ladderText(found.scale, found.result, found.answers) : '';
}

/** The ladder, what changed since it was confirmed last, and the warning where the claim lies above the evidence. */
function assembled(ladder: Ladder, path: Path, book: Book): string {
  const found = resultOf(ladder, path, book);
  if (!found) return '';
  const { scale, answers, result } = found;
  const last = snapshotAt(path, book)?.assessment;
  const { claimed, supported } = result;
  return [
    ladderText(scale, result, answers),
    ...(last ? changeLines(last, result) : []),
    ...(result.claimAbove ? [sentence('issue.readiness.claim_above', { claimed, supported })] : []),
  ].join('\n');
}

/** Findings about the answer at `at`: contradicting numbers, an expected level below the present one, too high a claim. */
function check(ladder: Ladder, path: Path, at: Path, book: Book): Issue[] {
  const found = resultOf(ladder, path, book);
  if (!found) return [];
  const { claimed, supported, expected, claimAbove } = found.result;
  const id = at.slice(path.length + 1);
  if (at === path) return claimAbove ? [should('readiness.claim_above', { claimed, supported })] : [];
  if (id === 'expected' && expected !== null && expected < claimed) {
    return [must('readiness.expected_below', { claimed, expected })];
  }
  if (id === 'expected' && expected === claimed) return [should('readiness.expected_same', { claimed })];
  if (id.startsWith('n_')) return contradictions(found.answers.numbers, id.slice(2) as NumberName);
  return [];
}

const NAMES = ['claimed', 'supported', 'expected', 'evidence', 'gaps'] as const;

/** Values of the whole: three numbers, the evidence and the gaps as texts. */
function derivedOf(ladder: Ladder, path: Path, book: Book, name: string): string | number | undefined {
  const found = resultOf(ladder, path, book);
  if (!found) return undefined;
  const { scale, answers, result } = found;
  switch (name) {
    case 'claimed':
      return result.claimed;
    case 'supported':
      return result.supported;
    case 'expected':
      return result.expected ?? undefined;
    case 'evidence':
      return evidenceLines(scale, result, answers, showDay).join('\n') || undefined;
    case 'gaps':
      return result.gaps.map(gapText).join('\n') || undefined;
    default:
      return undefined;
  }
}

export const readiness: CompositeKind<Config> = {
  shape: 'composite',
  type: 'readiness',
  config: Config,
  children: childrenOf,
  slots: slotsOf,
  show,
  assembled,
  settled: (ladder, path, book) => snapshotAt(path, book)?.of === hashOf(ladder, path, book),
  confirmation: (ladder, path, book) => {
    const assessment = resultOf(ladder, path, book)?.result;
    return JSON.parse(JSON.stringify({ of: hashOf(ladder, path, book), assessment: assessment ?? null }));
  },
  check,
  derived: { names: NAMES, value: derivedOf },
};
