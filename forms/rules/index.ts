/** The table of rules: one line each. */
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [];

const byName = new Map(rules.map((rule) => [rule.name, rule]));

/** The rule of that name, or undefined. */
export function findRule(name: string): Rule | undefined {
  return byName.get(name);
}
