/** Turning pages of a long list. */

import { make } from '../dom.js';
import { say } from './words.js';

/** Lines of a full page, as the server cuts them. */
const LINES = 50;

/**
 * @param {{ total: number, page: number, pages: number, shown: number }} part
 * @param {(page: number) => void} turn
 */
export function pager({ total, page, pages, shown }, turn) {
  const from = page * LINES + 1;
  const range = say('range', { from, to: from + shown - 1, total });
  const words = make('p', { text: pages > 1 ? range : say('total', { total }) });
  if (pages < 2) return make('div', { class: 'pager' }, words);
  /** @param {string} name @param {number} to */
  const button = (name, to) => {
    const made = make('button', { type: 'button', text: say(name) });
    made.disabled = to < 0 || to >= pages;
    made.addEventListener('click', () => turn(to));
    return made;
  };
  const place = make('span', { class: 'count', text: say('page', { page: page + 1, pages }) });
  const turns = make(
    'nav',
    { 'aria-label': say('pages') },
    button('previous', page - 1),
    place,
    button('next', page + 1),
  );
  return make('div', { class: 'pager' }, words, turns);
}
