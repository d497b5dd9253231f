/** Progress by section: one small bar each, and the words for it under the pointer, on focus and read aloud. */

/** @import { Call, Line } from './types.js' */

import { byId, make } from '../dom.js';
import { svg } from './draw.js';
import { say } from './words.js';

const [HIGH, GAP] = [22, 2];
/** Room for all bars of a line, and the widest a bar gets. */
const [ROOM, WIDEST] = [128, 14];

/**
 * The sections of a line with their names, as the call has them.
 * @param {Line} line
 * @param {Call | undefined} call
 */
export function sectionsOf(line, call) {
  const titles = new Map(call?.sections.map(({ id, title }) => [id, title]));
  return line.sections.map((section) => ({ ...section, title: titles.get(section.id) ?? section.id }));
}

/**
 * @param {Line} line
 * @param {Call | undefined} call
 */
export function bars(line, call) {
  const sections = sectionsOf(line, call);
  const count = make('span', {
    class: 'count',
    text: say('progress', { done: line.done, total: line.total }),
  });
  if (sections.length === 0) return make('div', { class: 'progress' }, line.total > 0 ? count : '');
  const told = sections.map(({ title, done, total }) => say('section', { title, done, total }));
  const words = say('progress.said', { done: line.done, total: line.total, sections: told.join('；') });
  const wide = Math.max(4, Math.min(WIDEST, Math.floor(ROOM / sections.length) - GAP));
  const width = sections.length * (wide + GAP) - GAP;
  const picture = svg('svg', { width, height: HIGH, viewBox: `0 0 ${width} ${HIGH}`, 'aria-hidden': 'true' });
  for (const [index, { done, total }] of sections.entries()) {
    const x = index * (wide + GAP);
    const full = total > 0 && done >= total;
    const height = total === 0 ? 0 : Math.round((HIGH - 2) * Math.min(1, done / total));
    picture.append(
      svg('rect', { class: 'trough', x: x + 0.5, y: 0.5, width: wide - 1, height: HIGH - 1, rx: 2 }),
      svg('rect', {
        class: full ? 'full' : 'part',
        x: x + 1,
        y: HIGH - 1 - height,
        width: wide - 2,
        height,
        rx: 1,
      }),
    );
  }
  const group = make('div', { class: 'bars', role: 'img', tabindex: '0', 'aria-label': words }, picture);
  const show = () => showTip(group, sections);
  for (const event of ['mouseenter', 'focus']) group.addEventListener(event, show);
  for (const event of ['mouseleave', 'blur']) group.addEventListener(event, hideTip);
  return make('div', { class: 'progress' }, group, count);
}

/**
 * @param {HTMLElement} beside
 * @param {{ title: string, done: number, total: number }[]} sections
 */
function showTip(beside, sections) {
  const tip = byId('tip', HTMLElement);
  tip.replaceChildren(
    ...sections.map(({ title, done, total }) =>
      make(
        'p',
        { class: done < total ? 'left' : undefined },
        make('span', { text: title }),
        make('b', { text: say('progress', { done, total }) }),
      ),
    ),
  );
  tip.hidden = false;
  const at = beside.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const below = at.bottom + 6 + height <= window.innerHeight;
  tip.style.left = `${Math.max(8, Math.min(at.left, window.innerWidth - width - 8))}px`;
  tip.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - height - 6)}px`;
}

export function hideTip() {
  byId('tip', HTMLElement).hidden = true;
}
