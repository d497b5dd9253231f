/** The assessments a person confirmed, kept with the latest one, and what changed from each to the next. */
import { text as sentence } from '../text/index.ts';
import type { Assessment } from './assess.ts';
import { changeLines } from './show.ts';

/** An assessment with the day it was confirmed. */
export interface Confirmed {
  readonly day: string;
  readonly assessment: Assessment;
}

/** Confirmations kept beside the latest one. */
export const KEPT = 9;

/** What changed since the last confirmation, then from each earlier one to the next, the latest first. */
export function historyLines(
  confirmed: readonly Confirmed[],
  now: Assessment,
  shown: (day: string) => string,
): string[] {
  const [last] = confirmed;
  if (!last) return [sentence('readiness.history.never')];
  const since = sentence('readiness.history.since', { day: shown(last.day) });
  const lines = changeLines(last.assessment, now, since);
  if (lines.length === 0) lines.push(sentence('readiness.history.same', { day: shown(last.day) }));
  for (const [at, { day, assessment }] of confirmed.entries()) {
    const before = confirmed[at + 1];
    if (!before) break;
    const heading = sentence('readiness.history.between', { from: shown(before.day), to: shown(day) });
    lines.push(...changeLines(before.assessment, assessment, heading));
  }
  return lines;
}
