/** What lines are asked for: the filters above the table, kept over a reload of the page. */

/** @import { Stage, StageCount, View } from './types.js' */

import { make } from '../dom.js';
import { address } from './line.js';
import { say } from './words.js';

/**
 * @typedef {object} Ask
 * @property {string} call
 * @property {string} unit
 * @property {string} field
 * @property {string} words
 * @property {Stage[]} stages
 * @property {boolean} above
 * @property {boolean} revised
 * @property {string} sort
 * @property {boolean} down
 * @property {number} page
 */

const KEPT = 'shenbao.console.ask';
/** @type {Stage[]} */
export const STAGES = ['absent', 'draft', 'finished', 'submitted', 'returned', 'passed', 'refused'];
export const SORTS = ['updated', 'submitted', 'unit', 'progress', 'stage', 'number'];
/** Typing is waited for so long, in ms. */
const PAUSE = 300;

/** @type {Ask} */
const ALL = {
  call: '',
  unit: '',
  field: '',
  words: '',
  stages: [],
  above: false,
  revised: false,
  sort: 'updated',
  down: true,
  page: 0,
};

/** @returns {Ask} */
function kept() {
  try {
    const { call, unit, field, words, ...rest } = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
    const texts = { call, unit, field, words };
    for (const [name, value] of Object.entries(texts)) if (typeof value !== 'string') throw new Error(name);
    return { ...ALL, ...texts, ...rest, page: 0 };
  } catch {
    return { ...ALL };
  }
}

/**
 * The address of a selection.
 * @param {string} path
 * @param {Ask} ask
 */
export function addressFor(path, { stages, down, page, ...rest }) {
  return address(path, {
    ...rest,
    stages: stages.join('.'),
    down: down ? '1' : '0',
    page: page > 0 ? page : '',
  });
}

export class Filters {
  /** @type {Ask} */
  ask = kept();
  element = make('form', { class: 'filters', role: 'search', 'aria-label': say('filters') });
  /** @type {() => void} */
  #changed;
  /** @type {View} */
  #view;
  #chips = make('div', { class: 'chips', role: 'group', 'aria-label': say('filter.stages') });
  #clear = make('button', { type: 'button', class: 'quiet', text: say('filter.clear') });
  #open = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {View} view
   * @param {() => void} changed called with each new selection
   */
  constructor(view, changed) {
    this.#view = view;
    this.#changed = changed;
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.#clear.addEventListener('click', () => {
      const { sort, down } = this.ask;
      this.ask = { ...ALL, sort, down };
      this.#build();
      this.#told();
      this.element.querySelector('input')?.focus();
    });
    this.#build();
  }

  /** Whether anything is left out by the filters. */
  get narrow() {
    const { call, unit, field, words, stages, above, revised } = this.ask;
    return [call, unit, field, words].some(Boolean) || stages.length > 0 || above || revised;
  }

  /**
   * @param {Partial<Ask>} change
   */
  set(change) {
    this.ask = { ...this.ask, page: 0, ...change };
    this.#told();
  }

  #told() {
    sessionStorage.setItem(KEPT, JSON.stringify(this.ask));
    this.#clear.hidden = !this.narrow;
    this.#changed();
  }

  #build() {
    const more = make('div', { class: this.#open ? 'more open' : 'more', id: 'more-filters' });
    const { calls, fields } = this.#view;
    if (calls.length > 1) {
      const choices = calls.map(({ id, short }) => /** @type {[string, string]} */ ([id, short]));
      more.append(this.#select('call', choices));
    }
    more.append(this.#text('unit', this.#names('units', this.#view.units)));
    if (fields.length > 0)
      more.append(
        this.#select(
          'field',
          fields.map((name) => [name, name]),
        ),
      );
    more.append(this.#sorting(), this.#toggle('above'), this.#toggle('revised'), this.#clear);
    this.element.replaceChildren(this.#text('words'), this.#opener(more), more, this.#chips);
    this.#clear.hidden = !this.narrow;
  }

  /** Opens the filters where there is no room to show them all.
   * @param {HTMLElement} more
   */
  #opener(more) {
    const button = make('button', {
      type: 'button',
      class: 'opener',
      'aria-expanded': String(this.#open),
      'aria-controls': more.id,
      text: say('filter.more'),
    });
    button.addEventListener('click', () => {
      this.#open = more.classList.toggle('open');
      button.setAttribute('aria-expanded', String(this.#open));
    });
    return button;
  }

  /**
   * @param {'words' | 'unit'} name
   * @param {HTMLElement} [list]
   */
  #text(name, list) {
    const input = make('input', {
      type: 'search',
      name,
      maxlength: '100',
      autocomplete: 'off',
      placeholder: name === 'words' ? say('filter.words_hint') : say('filter.all'),
      list: list?.id,
    });
    input.value = this.ask[name];
    input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.set({ [name]: input.value.trim() }), PAUSE);
    });
    return make(
      'label',
      { class: `field ${name}` },
      make('span', { text: say(`filter.${name}`) }),
      input,
      list ?? '',
    );
  }

  /**
   * @param {string} id
   * @param {string[]} names
   */
  #names(id, names) {
    return make('datalist', { id }, ...names.map((value) => make('option', { value })));
  }

  /**
   * @param {'call' | 'field'} name
   * @param {[value: string, shown: string][]} choices
   */
  #select(name, choices) {
    const select = make('select', { name }, make('option', { value: '', text: say('filter.all') }));
    for (const [value, shown] of choices) select.append(make('option', { value, text: shown }));
    select.value = this.ask[name];
    // What was kept may be no choice any more.
    if (select.selectedIndex < 0) {
      select.value = '';
      this.ask[name] = '';
    }
    select.addEventListener('change', () => this.set({ [name]: select.value }));
    return make('label', { class: 'field' }, make('span', { text: say(`filter.${name}`) }), select);
  }

  #sorting() {
    const select = make('select', { name: 'sort' });
    for (const by of SORTS)
      for (const down of [true, false]) {
        const shown = `${say(`sort.${by}`)}，${say(down ? 'sort.descending' : 'sort.ascending')}`;
        select.append(make('option', { value: `${by}.${down ? '1' : '0'}`, text: shown }));
      }
    select.value = `${this.ask.sort}.${this.ask.down ? '1' : '0'}`;
    select.addEventListener('change', () => {
      const [sort = 'updated', down] = select.value.split('.');
      this.set({ sort, down: down === '1' });
    });
    return make('label', { class: 'field sorting' }, make('span', { text: say('sort') }), select);
  }

  /** @param {'above' | 'revised'} name */
  #toggle(name) {
    const box = make('input', { type: 'checkbox', name });
    box.checked = this.ask[name];
    box.addEventListener('change', () => this.set({ [name]: box.checked }));
    return make('label', { class: 'check' }, box, make('span', { text: say(`filter.${name}`) }));
  }

  /**
   * Shows how many lines stand where; pressing one asks for it alone or with the others.
   * @param {StageCount[]} counts
   */
  count(counts) {
    const by = new Map(counts.map(({ stage, count }) => [stage, count]));
    const shown = STAGES.filter((stage) => by.has(stage) || this.ask.stages.includes(stage));
    const focused = document.activeElement?.getAttribute('data-stage');
    this.#chips.replaceChildren(
      ...shown.map((stage) => {
        const pressed = this.ask.stages.includes(stage);
        const chip = make(
          'button',
          {
            type: 'button',
            class: `chip stage-${stage}`,
            'data-stage': stage,
            'aria-pressed': String(pressed),
          },
          make('i', { class: 'dot', 'aria-hidden': 'true' }),
          make('span', { text: say(`stage.${stage}`) }),
          make('b', { text: String(by.get(stage) ?? 0) }),
        );
        chip.addEventListener('click', () => {
          const others = this.ask.stages.filter((each) => each !== stage);
          this.set({ stages: pressed ? others : [...others, stage] });
        });
        return chip;
      }),
    );
    for (const chip of this.#chips.querySelectorAll('button'))
      if (chip.dataset.stage === focused) chip.focus();
  }
}
