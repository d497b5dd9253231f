/**
 * Lines as somebody selected them, and what is drawn of them, kept while the overview stays the same: a page that looks every few seconds does
 * not sort a hundred thousand lines each time.
 */
import { type ConsoleOrder, ordered, stageCounts } from '../../../forms/office/console.ts';
import type { Grant } from '../../../forms/office/roles.ts';
import {
  matching,
  type Stage,
  type Standing,
  type StandingAsk,
  within,
} from '../../../forms/office/standing.ts';

export interface Selection {
  readonly lines: readonly Standing[];
  /** Counts of what is asked for, the stages left aside. */
  readonly counts: readonly { readonly stage: Stage; readonly count: number }[];
}

/** So many selections of one overview are kept. */
const MOST = 32;

export class Selections {
  readonly #of = new WeakMap<readonly Standing[], Map<string, unknown>>();

  /** The lines a person may see, out of all. */
  seen(all: readonly Standing[], grants: readonly Grant[]): readonly Standing[] {
    return this.kept(all, JSON.stringify(grants), () => within(all, grants));
  }

  /** What is asked for among those, in order. */
  select(
    all: readonly Standing[],
    grants: readonly Grant[],
    ask: StandingAsk,
    order: ConsoleOrder,
  ): Selection {
    return this.kept(all, JSON.stringify([grants, ask, order]), () => {
      const { stages, ...rest } = ask;
      const found = matching(this.seen(all, grants), rest);
      const wanted = stages === undefined ? found : matching(found, { stages });
      return { lines: ordered(wanted, order), counts: stageCounts(found) };
    });
  }

  /** What is made of the lines, once for each name as long as the overview stays the same. */
  kept<T>(all: readonly Standing[], name: string, make: () => T): T {
    const known = this.#of.get(all) ?? new Map<string, unknown>();
    this.#of.set(all, known);
    const before = known.get(name);
    if (before !== undefined) {
      known.delete(name);
      known.set(name, before);
      return before as T;
    }
    const made = make();
    known.set(name, made);
    const [oldest] = known.keys();
    if (known.size > MOST && oldest !== undefined) known.delete(oldest);
    return made;
  }
}
