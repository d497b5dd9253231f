/**
 * Every sentence the bot says, by code. A sentence is a function of its parameters; files in `zh-CN/` hold one
 * family each. Code asks for a sentence by its code only.
 */
import type { Params } from '../issue.ts';
import { check } from './zh-CN/check.ts';
import { documents } from './zh-CN/documents.ts';
import { files } from './zh-CN/files.ts';
import { interview } from './zh-CN/interview.ts';
import { kinds } from './zh-CN/kinds.ts';
import { readiness } from './zh-CN/readiness.ts';
import { rules } from './zh-CN/rules.ts';
import { settings } from './zh-CN/settings.ts';
import { start } from './zh-CN/start.ts';

export type Sentences = Readonly<Record<string, string | ((params: Params) => string)>>;

const sentences: Sentences = {
  ...check,
  ...documents,
  ...files,
  ...interview,
  ...kinds,
  ...readiness,
  ...rules,
  ...settings,
  ...start,
};

/** Whether there is a sentence for a code. */
export function hasText(code: string): boolean {
  return Object.hasOwn(sentences, code);
}

/** The sentence for a code. `{name}` in a plain sentence is replaced by that parameter. */
export function text(code: string, params: Params = {}): string {
  const sentence = sentences[code];
  if (sentence === undefined) return code;
  if (typeof sentence === 'function') return sentence(params);
  return sentence.replace(/\{(\w+)\}/g, (mark, name: string) => String(params[name] ?? mark));
}
