/** Words that wait: proposals to confirm, a place to be chosen, a section to be split, a text that goes on. */
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Path, Pending, Proposal, SplitPiece } from '../../forms/submission.ts';
import { wait } from './file.ts';
import { drop } from './go.ts';
import { beginSplit } from './paste.ts';
import type { Outcome, Situation } from './situation.ts';

/** Offers proposals for confirmation. */
export function offer(situation: Situation, proposals: readonly Proposal[], lead = ''): Outcome {
  return wait(situation, { kind: 'confirm', proposals }, lead);
}

/** Asks where words belong. */
export function askPlace(situation: Situation, original: string, paths: readonly Path[], lead = ''): Outcome {
  return wait(situation, { kind: 'place', original, paths }, lead);
}

/** A section pasted at once: its pieces are shown one by one, each placed by the person. */
export function split(situation: Situation, pieces: readonly SplitPiece[]): Outcome | undefined {
  return showSplit(situation, beginSplit(situation, pieces));
}

/** What waits after one piece was placed: the next piece, or all of them for confirmation. */
export function showSplit(situation: Situation, waiting: Pending | undefined): Outcome | undefined {
  if (!waiting) return undefined;
  if (waiting.kind === 'confirm' && waiting.proposals.length === 0) return drop(situation, 'place.dropped');
  return wait(situation, waiting);
}

/** A long answer that goes on: what came is kept, the rest awaited. */
export function waitForMore(situation: Situation, slot: PlannedSlot, original: string): Outcome {
  return wait(situation, { kind: 'more_text', path: slot.path, original });
}
