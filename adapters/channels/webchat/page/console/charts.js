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

/** Left and right inside a figure, with its frame, in pixels. */
const PADDING = 34;

export class Charts {
  #element;
  #select = make('select', { name: 'chart-call' });
  #body = make('div', { class: 'figures' });
  /** @type {Data | undefined} */
  #data;
  #width = 0;
  /** @type {(() => string) | undefined} */
  #first;

  /**
   * @param {HTMLElement} element
   * @param {{ view: View, call: () => string, watch: (work: Promise<unknown>) => void }} options `call` tells which
   *   one is shown first
   */
  constructor(element, { view, call, watch }) {
    this.#element = element;
    for (const { id, short } of view.calls) this.#select.append(make('option', { value: id, text: short }));
    this.#first = call;
    this.#select.addEventListener('change', () => watch(this.refresh()));
    const label = make('label', { class: 'field' }, make('span', { text: say('charts.call') }), this.#select);
    this.#element.replaceChildren(make('form', { class: 'filters' }, label), this.#body);
    new ResizeObserver(() => {
      if (Math.abs(this.#body.clientWidth - this.#width) > 1) this.#draw();
    }).observe(this.#body);
  }

  /** Throws `Refused`. */
  async refresh() {
    const first = this.#first?.();
    this.#first = undefined;
    if (first) this.#select.value = first;
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
    const figures = ['units', 'days', 'levels'].map((name) => figure(`charts.${name}`));
    this.#body.replaceChildren(...figures);
    const [units, days, levels] = figures;
    const rooms = figures.map((each) => each.clientWidth - PADDING);
    units?.append(legend(data), unitsChart(data, rooms[0] ?? 0), numbers('charts.units', unitsNumbers(data)));
    if (data.days.length === 0) days?.append(none('charts.days_none'));
    else days?.append(daysChart(data, rooms[1] ?? 0), numbers('charts.days', daysNumbers(data)));
    if (data.levels.pairs === 0) levels?.append(none('charts.levels_none'));
    else
      levels?.append(
        levelsWords(data),
        levelsChart(data, rooms[2] ?? 0),
        numbers('charts.levels', levelsNumbers(data)),
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

/** @param {string} title */
function figure(title) {
  return make('figure', {}, make('figcaption', {}, make('h2', { text: say(title) })));
}

/** @param {string} words */
function none(words) {
  return make('p', { class: 'empty', text: say(words) });
}

/**
 * The numbers of a chart as a table, folded away.
 * @param {string} title
 * @param {Numbers} numbers
 */
function numbers(title, { head, rows }) {
  const line = make('tr', {}, ...head.map((text) => make('th', { scope: 'col', text })));
  const body = rows.map((row) => make('tr', {}, ...row.map((value) => make('td', { text: String(value) }))));
  const table = make('table', {}, make('thead', {}, line), make('tbody', {}, ...body));
  const scroll = make(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': say(title) },
    table,
  );
  return make('details', {}, make('summary', { text: say('charts.numbers') }), scroll);
}
