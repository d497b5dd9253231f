/** The list: filters, the table and its pages, and the sheet of what is selected. */

/** @import { Line, Table, View } from './types.js' */

import { byId, make } from '../dom.js';
import { hideTip } from './bars.js';
import { addressFor, Filters } from './filters.js';
import { read } from './line.js';
import { pager } from './pager.js';
import { table } from './table.js';
import { say } from './words.js';

export class List {
  #element;
  #view;
  #open;
  #filters;
  #body = make('div', { class: 'body' });
  #sheet = make('a', { class: 'button', text: say('download'), download: '' });
  /** @type {Table | undefined} */
  #shown;
  #asked = 0;

  /**
   * @param {HTMLElement} element
   * @param {{ view: View, open: (line: Line) => void, watch: (work: Promise<unknown>) => void }} options `watch` is
   *   given what was begun by a press, to say so where it fails
   */
  constructor(element, { view, open, watch }) {
    this.#element = element;
    this.#view = view;
    this.#open = open;
    this.#filters = new Filters(view, () => watch(this.refresh()));
    this.#element.replaceChildren(this.#filters.element, this.#body);
  }

  /** The call that is looked at: the one selected, else that of the first line; empty for none. */
  get call() {
    return this.#filters.ask.call || (this.#shown?.lines[0]?.call ?? '');
  }

  /** Fetches what is selected and shows it, where it changed. Throws `Refused`. */
  async refresh() {
    this.#asked += 1;
    const asked = this.#asked;
    const { ask } = this.#filters;
    const data = /** @type {Table} */ (await read(addressFor('/console/data/table', ask)));
    // A later selection was asked for meanwhile: its answer counts.
    if (asked !== this.#asked || data === this.#shown) return;
    this.#show(data);
  }

  /** @param {Table} data */
  #show(data) {
    this.#shown = data;
    hideTip();
    const { ask } = this.#filters;
    this.#filters.count(data.counts);
    this.#sheet.href = addressFor('/console/download', { ...ask, page: 0 });
    const focused = document.activeElement?.getAttribute('data-key');
    const { total, page, pages, lines } = data;
    byId('found', HTMLElement).textContent = say('total', { total });
    if (total === 0) {
      this.#body.replaceChildren(this.#none());
      return;
    }
    const sort = (/** @type {string} */ by) =>
      this.#filters.set({ sort: by, down: ask.sort === by ? !ask.down : !['unit', 'stage'].includes(by) });
    const turn = (/** @type {number} */ to) => {
      this.#filters.set({ page: to });
      this.#element.scrollIntoView();
    };
    this.#body.replaceChildren(
      make('div', { class: 'above' }, pager({ total, page, pages, shown: lines.length }, turn), this.#sheet),
      table(lines, { calls: this.#view.calls, ask, sort, open: this.#open }),
      ...(pages > 1 ? [pager({ total, page, pages, shown: lines.length }, turn)] : []),
    );
    for (const each of this.#body.querySelectorAll('[data-key]'))
      if (each instanceof HTMLElement && each.dataset.key === focused) each.focus();
  }

  #none() {
    const [title, words] = this.#filters.narrow
      ? ['none.found', 'none.found_text']
      : ['none.title', 'none.text'];
    return make(
      'div',
      { class: 'nothing' },
      make('h2', { text: say(title) }),
      make('p', { text: say(words) }),
    );
  }
}
