/** Reads words as a kind of a call would, for tables of said and understood. */
import { findKind } from '../../../forms/kinds/index.ts';
import type { KindConfig, LeafKind } from '../../../forms/kinds/kind.ts';

export const TODAY = '2025-03-10';
export const env = { today: TODAY };

export function leaf(type: string): LeafKind {
  const kind = findKind(type);
  if (kind?.shape !== 'leaf') throw new Error(`no leaf kind ${type}`);
  return kind;
}

export function configured(entry: KindConfig & Record<string, unknown>): KindConfig {
  return leaf(entry.type).config.parse(entry);
}

/** `shown [warnings]`, `a | b` for readings, `!code` for a refusal. */
export function understood(entry: KindConfig & Record<string, unknown>, text: string): string {
  const kind = leaf(entry.type);
  const config = configured(entry);
  const parsed = kind.parse(text, config, env);
  if (parsed.kind === 'issue') return `!${parsed.issue.code}`;
  if (parsed.kind === 'readings') return parsed.values.map((value) => kind.show(value, config)).join(' | ');
  const issues = kind.check(parsed.value, config, env).map((issue) => `${issue.level}:${issue.code}`);
  return [kind.show(parsed.value, config), ...issues].join(' ');
}

/** The stored value, or undefined where there is none. */
export function stored(entry: KindConfig & Record<string, unknown>, text: string): unknown {
  const parsed = leaf(entry.type).parse(text, configured(entry), env);
  return parsed.kind === 'value' ? parsed.value : undefined;
}
