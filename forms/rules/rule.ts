/**
 * What a rule is. One file per family beside this one, one line per rule in `index.ts`.
 *
 * A rule under a question is run when that question is answered; a rule under the call is run on the whole form.
 * A rule only returns findings: what happens with them (refuse, warn, ask) is the interview's business.
 */
import type { z } from 'zod';
import type { Call } from '../call.ts';
import type { Issue } from '../issue.ts';
import type { Book, Slot } from '../kinds/kind.ts';
import type { Question } from '../question.ts';
import type { Answer, Path } from '../submission.ts';

/** Another submission of the same person or office, as far as duplicates need it. */
export interface Sibling {
  readonly id: string;
  readonly call: string;
  readonly title: string;
  readonly organisation: string;
  /** Who may submit only one, where the call says who that is. */
  readonly person?: string;
  readonly status?: 'draft' | 'finished';
}

export interface RuleContext {
  readonly call: Call;
  readonly book: Book;
  /** All visible slots of the form, in order. */
  readonly slots: readonly Slot[];
  /** Today in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly today: string;
  /** The question the rule hangs on, its path and its (new) answer; absent for a whole-form rule. */
  readonly at?: { readonly question: Question; readonly path: Path; readonly answer: Answer };
  /** Shown text of an answer or of a computed value; empty string where there is none. */
  shown(id: string, scope?: Path): string;
  /** All shown text of the form by path, for whole-form text rules. */
  texts(): Iterable<{ readonly path: Path; readonly label: string; readonly text: string }>;
  readonly siblings: readonly Sibling[];
}

export interface Rule<P = unknown> {
  readonly name: string;
  /** Schema of the entry in the call file, `rule` being its name. */
  readonly params: z.ZodType<P>;
  check(context: RuleContext, params: P): Issue[];
  /** Whether a finding under this entry may refuse (level `must`). */
  refuses(params: P): boolean;
  /** Set where the choices that it refuses are not even offered. */
  readonly narrows?: boolean;
}
