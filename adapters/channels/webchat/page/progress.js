/** The sections and how far they are; a click on a question edits it. */

/** @import { DeskItem, DeskSection, DeskSubmission, EditWish } from './types.js' */

import { make } from './dom.js';
import { fill, texts } from './texts.js';

export class Progress {
  #place;
  #edit;
  /** @type {Map<string, boolean>} sections that the person opened or closed */
  #opened = new Map();
  /** @type {string | null} what is being asked */
  #focus = null;
  /** @type {string | null} the question that was last brought into view */
  #followed = null;

  /**
   * @param {HTMLElement} place
   * @param {(wish: EditWish) => void} edit
   */
  constructor(place, edit) {
    this.#place = place;
    this.#edit = edit;
  }

  /** @param {DeskSubmission | null} submission */
  show(submission) {
    const head = make('div', { class: 'panel-head' }, make('h2', { text: texts.progress }));
    if (!submission) {
      this.#place.replaceChildren(head, make('p', { class: 'empty', text: texts.nothingYet }));
      return;
    }
    const { done, total } = submission;
    head.append(make('span', { class: 'count', text: fill(texts.done, { done, total }) }));
    const focused = document.activeElement?.getAttribute('data-path');
    const scroll = this.#place.querySelector('.sections')?.scrollTop ?? 0;
    const sections = make('div', { class: 'sections' });
    sections.append(...submission.sections.map((section) => this.#section(section, submission.focus)));
    this.#place.replaceChildren(head, bar(done, total), sections);
    sections.scrollTop = scroll;
    this.#focus = submission.focus;
    this.look();
    if (focused) find(sections, focused)?.focus({ preventScroll: true });
  }

  /** Brings what is being asked into view, once per question; behind another view it waits. */
  look() {
    const sections = this.#place.querySelector('.sections');
    if (!(sections instanceof HTMLElement) || sections.clientHeight === 0) return;
    if (this.#focus === this.#followed) return;
    this.#followed = this.#focus;
    const item = this.#focus === null ? undefined : find(sections, this.#focus);
    if (!item) return;
    const [box, frame] = [item.getBoundingClientRect(), sections.getBoundingClientRect()];
    if (box.top < frame.top || box.bottom > frame.bottom) {
      sections.scrollTop += box.top - frame.top - frame.height / 3;
    }
  }

  /**
   * @param {DeskSection} section
   * @param {string | null} focus
   */
  #section(section, focus) {
    const { id, number, title, done, total, items } = section;
    const asking = items.some(({ path }) => path === focus);
    const summary = make('summary', {
      'aria-label':
        total === 0 ? undefined : fill(texts.sectionDone, { title: `${number} ${title}`, done, total }),
    });
    summary.append(
      ...(number === '' ? [] : [make('span', { class: 'number', text: number })]),
      make('span', { class: 'title', text: title }),
      // What is asked only after the papers are signed has nothing to count before.
      ...(total === 0 ? [] : [make('span', { class: 'count', text: `${done}/${total}` }), bar(done, total)]),
    );
    const list = make('ul', {}, ...items.map((item) => this.#item(item, item.path === focus)));
    const details = make(
      'details',
      { class: done >= total && total > 0 ? 'complete' : undefined },
      summary,
      list,
    );
    details.open = this.#opened.get(id) ?? asking;
    summary.addEventListener('click', () => this.#opened.set(id, !details.open));
    return details;
  }

  /**
   * @param {DeskItem} item
   * @param {boolean} asking
   */
  #item({ path, label, state, required, value }, asking) {
    const button = make('button', { type: 'button', 'data-path': path, class: `item ${state}` });
    if (asking) button.setAttribute('aria-current', 'step');
    const name = make('span', { class: 'label', text: label });
    // The word joiner keeps the star on the line of the last character.
    if (required)
      name.append('\u2060', make('abbr', { class: 'required', title: texts.required, text: '*' }));
    button.append(make('i', { class: 'mark', 'aria-hidden': 'true' }), name);
    button.append(
      make('span', { class: 'value', text: asking ? texts.asking : value || texts.states[state] }),
    );
    button.addEventListener('click', () => this.#edit({ path, label }));
    return make('li', {}, button);
  }
}

/**
 * @param {number} done
 * @param {number} total
 */
function bar(done, total) {
  const meter = make('progress', { max: String(Math.max(total, 1)), 'aria-hidden': 'true' });
  meter.value = done;
  return meter;
}

/**
 * @param {HTMLElement} place
 * @param {string} path
 * @returns {HTMLElement | undefined}
 */
function find(place, path) {
  for (const each of place.querySelectorAll('[data-path]')) {
    if (each instanceof HTMLElement && each.dataset.path === path) return each;
  }
  return undefined;
}
