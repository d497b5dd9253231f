/** Short words of agreement that office acts wait for. */
import { text } from '../../forms/text/index.ts';
import { squeeze } from '../engine/understand/words.ts';

/** Whether the words agree to what was just shown. */
export function isYes(words: string): boolean {
  return text('office.yes_words').split('|').includes(squeeze(words));
}

/** Whether they call it off. */
export function isNo(words: string): boolean {
  return text('office.no_words').split('|').includes(squeeze(words));
}
