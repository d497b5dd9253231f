/** Where submissions stand, as the office sees it: one line each, and what can be asked of many lines. */
import type { Status } from '../submission.ts';
import { lastRound, type Review, type ReviewState } from './review.ts';
import { type Grant, may, type OfficeActName } from './roles.ts';

/**
 * `absent`: on the roster and not begun. `draft`: being filled. `finished`: its documents are final and it was not
 * handed in. The rest as the office decided.
 */
export const STAGES = ['absent', 'draft', 'finished', 'submitted', 'returned', 'passed', 'refused'] as const;
export type Stage = (typeof STAGES)[number];

/** Stages in which nothing has reached the office. */
export const NOT_SUBMITTED: readonly Stage[] = ['absent', 'draft', 'finished'];

/** Required questions of a section that are settled, and all of them, in the order of the call's sections. */
export interface SectionCount {
  readonly id: string;
  readonly done: number;
  readonly total: number;
}

/** Claimed beside supported level of one technology; null where none. */
export interface LevelPair {
  readonly claimed: number | null;
  readonly supported: number | null;
}

export interface Standing {
  /** Submission id; `roster:<entry>` where nothing was begun. */
  readonly id: string;
  readonly call: string;
  /** Person id of whoever fills it; null where nobody was met yet. */
  readonly owner: string | null;
  readonly title: string;
  readonly unit: string;
  readonly field: string;
  /** Name of the proposer, as the form or the roster has it. */
  readonly person: string;
  readonly stage: Stage;
  /** The answers were changed after they were submitted, and not submitted again. */
  readonly revised: boolean;
  readonly done: number;
  readonly total: number;
  readonly sections: readonly SectionCount[];
  readonly levels: readonly LevelPair[];
  /** Instants are ISO 8601 UTC; null where it did not happen. */
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly submittedAt: string | null;
  /** Receipt number. */
  readonly number: string | null;
}

/** The stage of a submission out of its own status and the office's record. */
export function stageOf(status: Status, review: Review | null): Stage {
  return review ? (review.state satisfies ReviewState) : status;
}

/** Whether the answers went on after they were submitted. */
export function isRevised(revision: number, review: Review | null): boolean {
  return review !== null && revision > lastRound(review).revision;
}

/** What lines are asked for. What is left out does not matter. */
export interface StandingAsk {
  readonly call?: string;
  /** A part of the unit's name. */
  readonly unit?: string;
  readonly field?: string;
  readonly stages?: readonly Stage[];
  /** A part of the title, the unit, the person's name or the receipt number. */
  readonly words?: string;
  /** Sections (`call/section`) with no answer in them (`empty`) or with something required left (`unfinished`). */
  readonly section?: { readonly of: readonly string[]; readonly is: 'empty' | 'unfinished' };
  /** A level claimed above what its evidence supports. */
  readonly above?: boolean;
  /** Submitted at or after that instant, ISO 8601 UTC. */
  readonly submittedSince?: string;
  /** Changed after it was submitted. */
  readonly revised?: boolean;
}

/** The lines that a person may see for an act, out of all. */
export function within(
  lines: readonly Standing[],
  grants: readonly Grant[],
  act: OfficeActName = 'standing',
): readonly Standing[] {
  return lines.filter(({ call, unit, field }) => may(grants, act, { call, unit, field }));
}

/** The lines that are asked for, in the order they came. */
export function matching(lines: readonly Standing[], ask: StandingAsk): readonly Standing[] {
  const words = ask.words?.toLowerCase();
  return lines.filter(
    (line) =>
      (ask.call === undefined || line.call === ask.call) &&
      (ask.unit === undefined || line.unit.includes(ask.unit)) &&
      (ask.field === undefined || line.field.includes(ask.field)) &&
      (ask.stages === undefined || ask.stages.includes(line.stage)) &&
      (ask.section === undefined || isSection(line, ask.section)) &&
      (ask.above !== true || isAbove(line)) &&
      (ask.revised !== true || line.revised) &&
      (ask.submittedSince === undefined || (line.submittedAt ?? '') >= ask.submittedSince) &&
      (words === undefined || wordsOf(line).includes(words)),
  );
}

/** Whether a level is claimed above what the evidence supports. */
export function isAbove({ levels }: Standing): boolean {
  return levels.some(({ claimed, supported }) => claimed !== null && claimed > (supported ?? 0));
}

function isSection(line: Standing, { of, is }: NonNullable<StandingAsk['section']>): boolean {
  if (line.stage === 'absent') return of.some((each) => each.startsWith(`${line.call}/`));
  const sections = line.sections.filter(({ id }) => of.includes(`${line.call}/${id}`));
  if (is === 'unfinished') return sections.some(({ done, total }) => done < total);
  return sections.length > 0 && sections.every(({ done }) => done === 0);
}

function wordsOf({ title, unit, person, number }: Standing): string {
  return [title, unit, person, number ?? ''].join('\n').toLowerCase();
}

/** How many lines stand at each stage; stages without lines are left out. */
export function countsOf(lines: readonly Standing[]): ReadonlyMap<Stage, number> {
  const found = new Map<Stage, number>();
  for (const { stage } of lines) found.set(stage, (found.get(stage) ?? 0) + 1);
  const counts = new Map<Stage, number>();
  for (const stage of STAGES) {
    const count = found.get(stage);
    if (count !== undefined) counts.set(stage, count);
  }
  return counts;
}
