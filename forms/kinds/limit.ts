/** The length limit of a text, checked the same way wherever a text has one. */
import { type Issue, must, should } from '../issue.ts';
import { countCharacters } from './count.ts';

/**
 * Over the strict count is refused, unless the word processor's count still passes: then a warning. `max` is in
 * characters (字), spaces not counted.
 */
export function checkLength(text: string, max: number | undefined): Issue[] {
  if (max === undefined) return [];
  const { strict, words } = countCharacters(text);
  if (strict <= max) return [];
  if (words <= max) return [should('text.long_strict', { max, strict, words })];
  return [must('text.too_long', { max, count: strict, over: strict - max })];
}
