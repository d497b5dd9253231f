/** The log of reminders: to whom, when, and whether it came. */

/** @import { Reminder, Reminders as Data, View } from './types.js' */

import { make } from '../dom.js';
import { address, read } from './line.js';
import { pager } from './pager.js';
import { fullTime, shortTime } from './times.js';
import { say } from './words.js';

const COLUMNS = ['at', 'call', 'step', 'person', 'unit', 'outcome'];

export class Reminders {
  #element;
  #view;
  #body = make('div', { class: 'body' });
  #select = make('select', { name: 'reminder-call' });
  #page = 0;
  /** @type {(work: Promise<unknown>) => void} */
  #watch;
  /** @type {Data | undefined} */
  #shown;

  /**
   * @param {HTMLElement} element
   * @param {{ view: View, watch: (work: Promise<unknown>) => void }} options
   */
  constructor(element, { view, watch }) {
    this.#element = element;
    this.#view = view;
    this.#watch = watch;
    this.#select.append(make('option', { value: '', text: say('filter.all') }));
    for (const { id, short } of view.calls) this.#select.append(make('option', { value: id, text: short }));
    this.#select.addEventListener('change', () => this.#turn(0));
    const label = make(
      'label',
      { class: 'field' },
      make('span', { text: say('reminders.call') }),
      this.#select,
    );
    this.#element.replaceChildren(make('form', { class: 'filters' }, label), this.#body);
  }

  /** @param {number} page */
  #turn(page) {
    this.#page = page;
    this.#watch(this.refresh());
  }

  /** Throws `Refused`. */
  async refresh() {
    const [call, page] = [this.#select.value, this.#page];
    const data = /** @type {Data} */ (
      await read(address('/console/data/reminders', { call, page: page || '' }))
    );
    if (call !== this.#select.value || page !== this.#page || data === this.#shown) return;
    this.#shown = data;
    if (data.total === 0) {
      this.#body.replaceChildren(make('p', { class: 'empty', text: say('reminders.none') }));
      return;
    }
    const { total, pages, lines } = data;
    const head = COLUMNS.map((name) =>
      make('th', { scope: 'col', role: 'columnheader', class: name, text: say(`reminders.${name}`) }),
    );
    this.#body.replaceChildren(
      make(
        'div',
        { class: 'above' },
        pager({ total, page: data.page, pages, shown: lines.length }, (to) => this.#turn(to)),
      ),
      make(
        'table',
        { class: 'lines log', role: 'table' },
        make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...head)),
        make('tbody', { role: 'rowgroup' }, ...lines.map((line) => this.#row(line))),
      ),
    );
  }

  /** @param {Reminder} line */
  #row({ at, call, step, person, unit, outcome, why }) {
    const short = this.#view.calls.find(({ id }) => id === call)?.short ?? call;
    const time = make('time', { datetime: at, title: fullTime(at), text: shortTime(at) });
    const told = make('span', { class: `outcome-${outcome}`, text: say(`outcome.${outcome}`) });
    const cells = [time, short, step, person, unit || say('no_unit'), told];
    return make(
      'tr',
      { role: 'row' },
      ...cells.map((content, index) => {
        const name = COLUMNS[index] ?? '';
        const more = name === 'outcome' && why !== '' ? make('small', { text: why }) : '';
        return make(
          'td',
          { role: 'cell', class: name, 'data-label': say(`reminders.${name}`) },
          content,
          more,
        );
      }),
    );
  }
}
