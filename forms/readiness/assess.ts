/**
 * What a ladder of answers shows: the claimed level beside the highest level that the evidence supports, what is
 * missing, and which levels are still to be asked. The claim is never changed: the bot shows, the person decides.
 */
import { decide, type Numbers, type Verdict } from './numbers.ts';
import { type Formula, type Level, levelOf, type Scale } from './scale.ts';

/** One piece of evidence; a person may name only a part of it. */
export interface Evidence {
  readonly title: string;
  readonly kind?: string;
  readonly date?: string;
  readonly issuer?: string;
  readonly number?: string;
  readonly files?: readonly string[];
  readonly where?: string;
}

/** How a met point is shown: by evidence, by none (the person said so), or not asked or put off yet. */
export type Proof = Evidence | 'none' | undefined;

export type ItemAnswer =
  | { readonly state: 'met'; readonly proof: Proof }
  | { readonly state: 'not_met'; readonly missing?: string }
  | { readonly state: 'not_applicable'; readonly reason?: string };

export interface LevelAnswers {
  /** By place in the scale's items; undefined where not answered. */
  readonly items: readonly (ItemAnswer | undefined)[];
  /** Where numbers decide: the evidence for them. */
  readonly proof?: Proof;
  /** The person's decision inside the band; it counts with its reason. */
  readonly decision?: { readonly met: boolean; readonly reason: string };
  readonly sameConditions?: { readonly yes: boolean; readonly reason?: string };
}

export interface LadderAnswers {
  readonly claimed?: number;
  readonly expected?: number;
  readonly deliverable?: string;
  readonly numbers: Numbers;
  /** By level number; levels without any answer are absent. */
  readonly levels: ReadonlyMap<number, LevelAnswers>;
  /** "Levels 1 to n are all reached": the person's yes or no, by n. */
  readonly below: ReadonlyMap<number, boolean>;
}

/** `supported`: met with evidence; `unproved`: met, evidence lacking; `open`: not all answered. */
export type LevelState = 'supported' | 'unproved' | 'not_met' | 'open';

export interface Gap {
  readonly level: number;
  readonly kind: 'not_met' | 'numbers' | 'evidence' | 'conditions' | 'reason';
  /** Item's label, or empty for the level as a whole. */
  readonly item: string;
  /** The person's own words about it. */
  readonly words: string;
}

export interface Assessment {
  readonly scale: string;
  readonly claimed: number;
  /** Highest level that is met with evidence from the bottom up; 0 for none. */
  readonly supported: number;
  readonly expected: number | null;
  /** The levels asked, from the lowest, with what came out. */
  readonly levels: readonly { readonly level: number; readonly state: LevelState }[];
  /** Levels below the asked ones that the person said are reached: 1 to this; 0 for none. */
  readonly assumed: number;
  readonly gaps: readonly Gap[];
  readonly claimAbove: boolean;
  /** Nothing is left to ask about the present level. */
  readonly complete: boolean;
}

/** How far below the claim the ladder begins. */
const BELOW = 2;

/** Levels to ask, from the lowest, and the number to which those below are to be confirmed as reached (0: none). */
export interface Walk {
  readonly asked: readonly number[];
  readonly below: number;
}

/** Numbers are never changed once they are read, and decide the same level many times. */
const verdicts = new WeakMap<Numbers, Map<Formula, Verdict>>();

/** What the numbers say of a level; undefined where none decide it. */
export function verdictOf(scale: Scale, level: number, { numbers }: LadderAnswers): Verdict | undefined {
  const formula = levelOf(scale, level)?.numbers;
  if (!formula) return undefined;
  const known = verdicts.get(numbers) ?? new Map<Formula, Verdict>();
  verdicts.set(numbers, known);
  const verdict = known.get(formula) ?? decide(formula, numbers);
  known.set(formula, verdict);
  return verdict;
}

function isMet(verdict: Verdict | undefined, answers: LevelAnswers | undefined): boolean | undefined {
  if (!verdict) return true;
  if (verdict.kind === 'open') return undefined;
  if (verdict.kind === 'band') return answers?.decision?.reason ? answers.decision.met : undefined;
  return verdict.kind === 'met';
}

const proved = (proof: Proof): boolean => proof !== undefined && proof !== 'none';

/** What came out of a level: its own answers decide, and the numbers. */
interface Judged {
  readonly level: Level;
  readonly numbers: Numbers;
  readonly state: LevelState;
  readonly gaps: readonly Gap[];
}

const judgements = new WeakMap<LevelAnswers, Judged>();

function judged(scale: Scale, number: number, answers: LadderAnswers): Pick<Judged, 'state' | 'gaps'> {
  const [level, given, { numbers }] = [levelOf(scale, number), answers.levels.get(number), answers];
  if (!level || !given) return { state: freshState(scale, number, answers), gaps: [] };
  const known = judgements.get(given);
  if (known && known.level === level && known.numbers === numbers) return known;
  const state = freshState(scale, number, answers);
  const made = { level, numbers, state, gaps: gapsOf(scale, number, answers) };
  judgements.set(given, made);
  return made;
}

/** What came out of one level. */
export function stateOf(scale: Scale, number: number, answers: LadderAnswers): LevelState {
  return judged(scale, number, answers).state;
}

function freshState(scale: Scale, number: number, answers: LadderAnswers): LevelState {
  const level = levelOf(scale, number);
  const given = answers.levels.get(number);
  if (!level) return 'open';
  const items = level.items.map((_, at) => given?.items[at]);
  const verdict = verdictOf(scale, number, answers);
  const met = isMet(verdict, given);
  if (items.some((item) => item?.state === 'not_met') || met === false) return 'not_met';
  if (items.some((item) => item === undefined) || met === undefined) return 'open';
  if (items.some((item) => item?.state === 'not_applicable' && !item.reason)) return 'open';
  const proofs = items.flatMap((item) => (item?.state === 'met' ? [item.proof] : []));
  if (verdict) proofs.push(given?.proof);
  return proofs.every(proved) ? 'supported' : 'unproved';
}

/**
 * Which levels are asked: from two below the claim up to the claim, no further than the first that is not met; down
 * from there until one holds.
 */
export function walk(scale: Scale, answers: LadderAnswers): Walk {
  const { claimed } = answers;
  if (claimed === undefined) return { asked: [], below: 0 };
  const lowest = lowestOf(scale, answers, claimed);
  const asked: number[] = [];
  for (let level = lowest; level <= claimed; level += 1) {
    asked.push(level);
    const state = stateOf(scale, level, answers);
    // What was answered above a level that is just being asked stays in sight.
    if (state === 'not_met' || (state === 'open' && !answers.levels.has(level + 1))) break;
  }
  const first = stateOf(scale, lowest, answers);
  if (lowest === 1 || first === 'open') return { asked, below: 0 };
  if (first === 'not_met') return { asked: [lowest - 1, ...asked], below: 0 };
  const below = lowest - 1;
  return confirmed(answers, below) === false ? { asked: [below, ...asked], below } : { asked, below };
}

/**
 * Where the ladder stands: two below the claim, lower where the levels next to it were answered before, and never
 * above a level of which it was said that it is not met.
 */
function lowestOf(scale: Scale, answers: LadderAnswers, claimed: number): number {
  const failed = [...answers.levels.keys()].filter((level) => stateOf(scale, level, answers) === 'not_met');
  let lowest = Math.min(Math.max(1, claimed - BELOW), ...failed);
  while (answers.levels.has(lowest - 1)) lowest -= 1;
  return lowest;
}

/** Whether the levels up to `to` were said to be reached: a yes for more of them holds for these too. */
function confirmed(answers: LadderAnswers, to: number): boolean | undefined {
  const yes = [...answers.below].some(([upTo, said]) => said && upTo >= to);
  return yes || answers.below.get(to);
}

/** The whole result. Claims nothing about levels that were not asked and not confirmed. */
export function assess(scale: Scale, answers: LadderAnswers): Assessment | undefined {
  const { claimed } = answers;
  if (claimed === undefined) return undefined;
  const { asked, below } = walk(scale, answers);
  const levels = asked.map((level) => ({ level, state: stateOf(scale, level, answers) }));
  const bottom = asked[0] ?? claimed;
  const assumed = below > 0 && confirmed(answers, below) === true ? below : 0;
  let supported = assumed;
  if (assumed === bottom - 1) {
    for (const { level, state } of levels) {
      if (state !== 'supported') break;
      supported = level;
    }
  }
  const decided = levels.every(({ state }) => state !== 'open');
  return {
    scale: scale.id,
    claimed,
    supported,
    expected: answers.expected ?? null,
    levels,
    assumed,
    gaps: asked.flatMap((level) => judged(scale, level, answers).gaps),
    claimAbove: claimed > supported,
    complete: decided && (below === 0 || confirmed(answers, below) === true),
  };
}

function gapsOf(scale: Scale, number: number, answers: LadderAnswers): Gap[] {
  const level = levelOf(scale, number);
  const given = answers.levels.get(number);
  if (!level || !given) return [];
  const gaps: Gap[] = [];
  const add = (kind: Gap['kind'], item = '', words = ''): unknown =>
    gaps.push({ level: number, kind, item, words });
  for (const [at, { label }] of level.items.entries()) {
    const item = given.items[at];
    if (item?.state === 'not_met') add('not_met', label, item.missing);
    if (item?.state === 'not_applicable' && !item.reason) add('reason', label);
    if (item?.state === 'met' && !proved(item.proof)) add('evidence', label);
  }
  const verdict = verdictOf(scale, number, answers);
  const met = isMet(verdict, given);
  if (verdict && met === false) add('numbers', '', given.decision?.reason);
  if (verdict && met === true && !proved(given.proof)) add('evidence');
  if (given.sameConditions?.yes === false) add('conditions', '', given.sameConditions.reason);
  return gaps;
}

/** What changed between two assessments of the same technology. */
export type Difference =
  | {
      readonly what: 'claimed' | 'supported' | 'expected';
      readonly from: number | null;
      readonly to: number | null;
    }
  | { readonly what: 'closed' | 'opened'; readonly gap: Gap }
  /** Assessed on another scale: nothing can be compared. */
  | { readonly what: 'scale'; readonly from: string; readonly to: string };

/** Compares an earlier assessment with a later one. */
export function diff(before: Assessment, after: Assessment): Difference[] {
  if (before.scale !== after.scale) return [{ what: 'scale', from: before.scale, to: after.scale }];
  const found: Difference[] = [];
  for (const what of ['claimed', 'supported', 'expected'] as const) {
    if (before[what] !== after[what]) found.push({ what, from: before[what], to: after[what] });
  }
  const same = (a: Gap, b: Gap): boolean => a.level === b.level && a.kind === b.kind && a.item === b.item;
  const without = (gaps: readonly Gap[], others: readonly Gap[]): Gap[] =>
    gaps.filter((gap) => !others.some((other) => same(gap, other)));
  found.push(...without(before.gaps, after.gaps).map((gap) => ({ what: 'closed' as const, gap })));
  found.push(...without(after.gaps, before.gaps).map((gap) => ({ what: 'opened' as const, gap })));
  return found;
}
