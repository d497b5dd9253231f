/** The charts of a call, drawn to the room there is and drawn anew when it changes; the numbers stand below each. */

/** @import { Charts as Data, View } from './types.js' */

import { make } from '../dom.js';
import { daysChart, daysNumbers } from './days.js';
import { STAGES } from './filters.js';
import { levelsChart, levelsNumbers } from './levels.js';
import { address, read } from './line.js';
import { unitsChart, unitsNumbers } from './units.js';
import { say } from './words.js';

/** @typedef {{ head: string[], rows: (string | number)[][] }} Numbers */

const WIDEST = 860;

export class Charts {
  #element;
  #select = make('select', { name: 'chart-call' });
  #body = make('div', { class: 'figures' });
  /** @type {Data | undefined} */
  #data;
  #width = 0;

  /**
   * @param {HTMLElement} element
   * @param {{ view: View, watch: (work: Promise<unknown>) => void }} options
   */
  constructor(element, { view, watch }) {
    this.#element = element;
    for (const { id, short } of view.calls) this.#select.append(make('option', { value: id, text: short }));
    this.#select.addEventListener('change', () => watch(this.refresh()));
    const label = make('label', { class: 'field' }, make('span', { text: say('charts.call') }), this.#select);
    this.#element.replaceChildren(make('form', { class: 'filters' }, label), this.#body);
    new ResizeObserver(() => {
      if (Math.abs(this.#body.clientWidth - this.#width) > 1) this.#draw();
    }).observe(this.#body);
  }

  /** Throws `Refused`. */
  async refresh() {
    const call = this.#select.value;
    const data =
      call === '' ? undefined : /** @type {Data} */ (await read(address('/console/data/charts', { call })));
    if (call !== this.#select.value) return;
    if (data === this.#data && this.#body.childElementCount > 0) return;
    this.#data = data;
    this.#draw();
  }

  #draw() {
    const width = this.#body.clientWidth;
    if (width === 0) return;
    this.#width = width;
    const data = this.#data;
    if (!data || data.total === 0) {
      this.#body.replaceChildren(make('p', { class: 'empty', text: say('charts.none') }));
      return;
    }
    // Figures have padding on both sides.
    const room = Math.min(WIDEST, width) - 34;
    this.#body.replaceChildren(
      figure('charts.units', [legend(data), unitsChart(data, room)], unitsNumbers(data)),
      data.days.length === 0
        ? figure('charts.days', [make('p', { class: 'empty', text: say('charts.days_none') })])
        : figure('charts.days', [daysChart(data, room)], daysNumbers(data)),
      data.levels.pairs === 0
        ? figure('charts.levels', [make('p', { class: 'empty', text: say('charts.levels_none') })])
        : figure('charts.levels', [levelsWords(data), levelsChart(data, room)], levelsNumbers(data)),
    );
  }
}

/** @param {Data} data */
function levelsWords({ levels: { pairs, above } }) {
  return make('p', { text: say('charts.levels_said', { pairs, above }) });
}

/** @param {Data} data */
function legend({ units }) {
  const shown = STAGES.filter((stage) =>
    units.some(({ counts }) => counts.some((each) => each.stage === stage)),
  );
  return make(
    'ul',
    { class: 'legend' },
    ...shown.map((stage) =>
      make(
        'li',
        { class: `stage-${stage}` },
        make('i', { class: 'dot', 'aria-hidden': 'true' }),
        say(`stage.${stage}`),
      ),
    ),
  );
}

/**
 * @param {string} title
 * @param {(Node | string)[]} children
 * @param {Numbers} [numbers]
 */
function figure(title, children, numbers) {
  const made = make('figure', {}, make('figcaption', {}, make('h2', { text: say(title) })), ...children);
  if (!numbers) return made;
  const head = make('tr', {}, ...numbers.head.map((text) => make('th', { scope: 'col', text })));
  const rows = numbers.rows.map((row) =>
    make('tr', {}, ...row.map((value) => make('td', { text: String(value) }))),
  );
  const table = make('table', {}, make('thead', {}, head), make('tbody', {}, ...rows));
  const scroll = make(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say(title) },
    table,
  );
  made.append(make('details', {}, make('summary', { text: say('charts.numbers') }), scroll));
  return made;
}
