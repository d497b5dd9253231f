/** Going somewhere in the form, and coming back. */
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { Focus, Path } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { fileWords, wait } from './file.ts';
import type { Outcome, Situation } from './situation.ts';

/** Where one lands who goes to a place: edits what is answered there and returns after, or goes on from there. */
export function focusAt(situation: Situation, path: Path): Focus {
  const { focus } = situation.head;
  if (!situation.answers.has(path)) return { path, mode: focus?.mode === 'fix' ? 'fix' : 'walk' };
  if (focus?.path === path) return focus;
  if (focus?.mode === 'edit') return { ...focus, path };
  const resume = focus?.mode === 'fix' ? { resume: 'fix' as const } : {};
  return { path, mode: 'edit', back: focus?.path ?? null, ...resume };
}

/** Goes to a place. */
export function goTo(situation: Situation, path: Path): Outcome {
  return { changes: [], focus: focusAt(situation, path), pending: null, replies: [], ask: 'full' };
}

/** The offer is taken back; the question is put again. */
export function drop(situation: Situation, code: string): Outcome {
  return { changes: [], focus: situation.head.focus, pending: null, replies: [{ text: text(code) }] };
}

/** Files words at a place other than the one in focus, and comes back. A text that is there is not overwritten. */
export function fileAt(situation: Situation, path: Path, words: string): Outcome {
  const slot = situation.plan.at(path);
  if (!slot || slot.control) return drop(situation, 'place.gone');
  const focus = situation.head.focus?.path === path ? situation.head.focus : there(situation, path);
  const now = { ...situation, head: { ...situation.head, focus, pending: null } };
  const old = situation.answers.get(path);
  const joins = leafKindOf(slot.leaf).longText && old?.state === 'given' && old.original !== words;
  return joins ? wait(now, { kind: 'join', path, original: words }) : fileWords(now, slot, words);
}

/** At the place, to come back at once whether it was answered or not. */
export function there(situation: Situation, path: Path): Focus {
  const { focus } = situation.head;
  const resume = focus?.mode === 'fix' ? { resume: 'fix' as const } : {};
  return { path, mode: 'edit', back: focus?.path ?? null, ...resume };
}
