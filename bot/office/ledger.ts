/** The office's book: every grant, refusal, decision, deadline, import and package, for whoever asks later who did what. */
import type { Json } from '../../forms/json.ts';
import type { Write } from '../../forms/ports.ts';
import { keys } from '../keys.ts';

/** One line of the book. It holds no answer of a form, no code and no message. */
export interface LedgerEntry {
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  /** Person id; the name of a setting or a service where nobody spoke. */
  readonly by: string;
  /** What was done or tried: `grant`, `return`, `remind` … */
  readonly act: string;
  readonly outcome: 'done' | 'refused';
  readonly call?: string;
  readonly submission?: string;
  /** Whom it was done to. */
  readonly person?: string;
  /** A code of the refusal, or what the coordinator gave as the reason. */
  readonly why?: string;
  /** Counts and names of what was done, small. */
  readonly detail?: Json;
}

/** The write that adds a line. `id` tells lines of one instant apart. */
export function ledgerWrite(entry: LedgerEntry, id: string): Write {
  return { key: keys.ledger(entry.at, id), value: entry as unknown as Json, expect: 'any' };
}
