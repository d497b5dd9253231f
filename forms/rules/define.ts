/** How rules are made, and what they share: level and wording set by the call, the text they look at. */
import { z } from 'zod';
import type { Issue, Level, Params, Remedy } from '../issue.ts';
import type { Slot } from '../kinds/kind.ts';
import type { Question } from '../question.ts';
import type { Path } from '../submission.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A finding before the call has had its say about level and wording. */
export interface Found {
  readonly code: string;
  readonly params?: Params;
  /** Set where the notice's wording cannot change it (a formula is always asked, never refused). */
  readonly level?: Level;
  readonly path?: Path;
  readonly remedy?: Remedy;
}

const LevelSchema = z.enum(['must', 'should', 'person']);

const common = {
  level: LevelSchema.optional().describe('How hard the notice words it; each rule has a default'),
  say: z.string().min(1).optional().describe('A sentence of the call’s own instead of the usual one'),
};

/**
 * Makes a rule: `shape` are its own parameters, `level` what its findings are unless the call says otherwise.
 * `sometimes` marks a rule that has a finding of level `must` whatever the call says.
 */
export function define<S extends z.ZodRawShape>(
  name: string,
  level: Level,
  shape: S,
  check: (context: RuleContext, params: z.output<z.ZodObject<S>> & { level?: Level }) => Found[],
  sometimes: 'must' | undefined = undefined,
): Rule {
  const params = z.strictObject({ rule: z.literal(name), ...common, ...shape });
  return {
    name,
    params,
    refuses: (given) => sometimes === 'must' || ((given as { level?: Level }).level ?? level) === 'must',
    check(context, given) {
      const entry = given as z.output<z.ZodObject<S>> & { level?: Level; say?: string };
      return check(context, entry).map((found): Issue => {
        const say: Params = entry.say === undefined ? {} : { say: entry.say };
        return {
          code: found.code,
          level: found.level ?? entry.level ?? level,
          params: { ...found.params, ...say },
          ...(found.path === undefined ? {} : { path: found.path }),
          ...(found.remedy === undefined ? {} : { remedy: found.remedy }),
        };
      });
    },
  };
}

/** Text with the place it stands in. */
export interface Place {
  readonly path: Path;
  readonly label: string;
  readonly text: string;
}

/**
 * The texts a rule looks at: under a question its answer (the parts of a composite one by one), under the call all
 * answers, or those of the questions named.
 */
export function textsOf(context: RuleContext, questions?: readonly string[]): Place[] {
  const { at } = context;
  if (at && !questions) {
    const text = ownText(context);
    if (text) return [{ path: at.path, label: at.question.label, text }];
    return [...context.texts()].filter((each) => each.path.startsWith(`${at.path}/`));
  }
  const all = [...context.texts()];
  if (!questions) return all;
  return all.filter((each) => questions.some((id) => each.path === id || each.path.startsWith(`${id}/`)));
}

/** Shown form of the answer a rule hangs on; empty where nothing is given. */
export function ownText(context: RuleContext): string {
  const { at } = context;
  if (at?.answer.state !== 'given' || at.answer.value === undefined) return '';
  if (typeof at.answer.value === 'string') return at.answer.value;
  return context.shown(nameOf(at.path), scopeOf(context));
}

/** Plain value of the answer a rule hangs on, as conditions see it. */
export function ownPlain(context: RuleContext): unknown {
  const { at, book } = context;
  return at?.answer.state === 'given' ? book.plain(nameOf(at.path), scopeOf(context)) : undefined;
}

function nameOf(path: Path): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The row or composite around the answer a rule hangs on, where ids are looked up first. */
export function scopeOf(context: RuleContext): Path | undefined {
  const path = context.at?.path;
  return path?.includes('/') ? path.slice(0, path.lastIndexOf('/')) : undefined;
}

/** Plain value of an id (or `parent/part`), seen from the answer a rule hangs on. */
export function plainOf(context: RuleContext, id: string): unknown {
  return context.book.plain(id, scopeOf(context));
}

export function numberOf(context: RuleContext, id: string | undefined): number | undefined {
  const value = id === undefined ? undefined : plainOf(context, id);
  return typeof value === 'number' ? value : undefined;
}

/** The visible step that an id leads to, seen from the answer a rule hangs on: in the row first. */
export function slotOf(context: RuleContext, id: string): Slot | undefined {
  const scope = scopeOf(context);
  return (
    context.slots.find((each) => scope !== undefined && each.path === `${scope}/${id}`) ??
    context.slots.find((each) => each.path === id)
  );
}

/** The question, part, column or computed value of that id as people call it. */
export function labelOf(context: RuleContext, id: string): string {
  const slot = slotOf(context, id) ?? context.slots.find((each) => each.path.startsWith(`${id}/`));
  if (slot) return slot.path.startsWith(`${id}/`) ? slot.question.label : slot.leaf.label;
  const known: readonly { readonly id: string; readonly label: string }[] = [
    ...context.call.computed,
    ...context.call.gates,
    ...context.call.sections.flatMap((section): Question[] => section.questions),
  ];
  return known.find((each) => each.id === id)?.label ?? id;
}

/** Text for comparing: no spaces, one form for full-width and half-width signs. */
export function folded(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();
}

/** A number without trailing zeros, at most four decimals. */
export function shownNumber(value: number): string {
  return String(Number(value.toFixed(4)));
}
