/**
 * A long text pasted at once: cut into pieces at the person's own headings and paragraphs, each piece given its place
 * by the person. Headings they wrote are taken as their proposal; nothing is placed by guess.
 */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import type { Path, Pending, Proposal, SplitPiece } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { button } from './ask.ts';
import type { Reply, Situation } from './situation.ts';
import { countOf, cut, labelOf } from './wording.ts';

type Split = Extract<Pending, { kind: 'split' }>;

/** Begins a split; goes straight to confirmation where every piece has a heading of its own. */
export function beginSplit(situation: Situation, pieces: readonly SplitPiece[]): Pending {
  const focused = situation.head.focus ? situation.plan.at(situation.head.focus.path) : undefined;
  const paths = situation.plan.slots
    .filter((slot) => slot.section === focused?.section && !slot.control && leafKindOf(slot.leaf).longText)
    .map((slot) => slot.path);
  const named = pieces.flatMap((piece) => (piece.to && !paths.includes(piece.to) ? [piece.to] : []));
  return next({ kind: 'split', pieces, paths: [...paths, ...named] });
}

function undecided(pending: Split): number {
  return pending.pieces.findIndex((piece) => piece.to === null);
}

export function splitOptions(situation: Situation, pending: Split): Option[] {
  const places = pending.paths.map((path) => {
    const title = labelOf(situation, path);
    return { title, value: title };
  });
  return [...places, button('all_here'), button('leave_out')];
}

/** Asks where the next piece belongs. */
export function splitReply(situation: Situation, pending: Split): Reply {
  const at = undecided(pending);
  const piece = pending.pieces[at];
  const params = {
    number: at + 1,
    count: pending.pieces.length,
    words: cut(piece?.text ?? ''),
    length: countOf(piece?.text ?? ''),
  };
  return { text: text('split.ask', params), options: splitOptions(situation, pending) };
}

/** Places one piece at the chosen option; undefined where none was chosen. */
export function placePiece(situation: Situation, pending: Split, at: number): Pending | undefined {
  if (at < 0) return undefined;
  const index = undecided(pending);
  const here = situation.head.focus?.path ?? '';
  const allHere = at === pending.paths.length;
  const place = at < pending.paths.length ? (pending.paths[at] ?? '') : allHere ? here : '';
  const pieces = pending.pieces.map((piece, position) =>
    position === index || (allHere && piece.to === null) ? { ...piece, to: place } : piece,
  );
  return next({ ...pending, pieces });
}

/** The split while a piece is undecided, then the confirmation of all. */
function next(pending: Split): Pending {
  return undecided(pending) >= 0 ? pending : { kind: 'confirm', proposals: joined(pending.pieces) };
}

/** Pieces of one place run together as paragraphs. */
function joined(pieces: readonly SplitPiece[]): Proposal[] {
  const byPath = new Map<Path, string[]>();
  for (const { text: words, to } of pieces) {
    if (to) byPath.set(to, [...(byPath.get(to) ?? []), words]);
  }
  return [...byPath].map(([path, words]) => {
    const all = words.join('\n');
    return { path, value: all, original: all };
  });
}
