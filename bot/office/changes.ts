/**
 * Notes that something changed, by stretches of time, so that whoever keeps an overview reads again only what moved.
 * A note is repeated within its stretch at will; whoever reads looks at the stretch before as well, since clocks of
 * processes differ a little.
 */
import type { Write } from '../../forms/ports.ts';
import { keys } from '../keys.ts';

/** Ten minutes, in ms: far more than clocks differ. */
export const STRETCH_MS = 600_000;
/** How long notes are kept, in ms; whoever did not look for longer reads everything anew. */
export const KEPT_MS = 26 * 3600_000;

/** The stretch that an instant lies in. */
export function stretchOf(at: Date): number {
  return Math.floor(at.getTime() / STRETCH_MS);
}

/** The write that notes a change: of a submission (`sub`), what the office did with it (`review`), a roster (`roster`). */
export function changeMark(kind: 'sub' | 'review' | 'roster', id: string, at: Date): Write {
  return { key: keys.changed(stretchOf(at), kind, id), value: true, expect: 'any', ttlMs: KEPT_MS };
}
