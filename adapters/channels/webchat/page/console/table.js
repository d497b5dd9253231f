/** The lines of the list: a table on a wide screen, cards on a narrow one, by the style sheet alone. */

/** @import { Call, Line } from './types.js' */
/** @import { Ask } from './filters.js' */

import { make } from '../dom.js';
import { bars } from './bars.js';
import { fullTime, shortTime } from './times.js';
import { say } from './words.js';

/** Columns and what they are sorted by. */
const COLUMNS = /** @type {const} */ ([
  ['title', undefined],
  ['unit', 'unit'],
  ['stage', 'stage'],
  ['progress', 'progress'],
  ['levels', undefined],
  ['updated', 'updated'],
  ['submitted', 'submitted'],
]);

/**
 * @param {Line[]} lines
 * @param {{ calls: Call[], ask: Ask, sort: (by: string) => void, open: (line: Line) => void }} options
 */
export function table(lines, { calls, ask, sort, open }) {
  const named = new Map(calls.map((call) => [call.id, call]));
  const manyCalls = calls.length > 1 && ask.call === '';
  const head = make('tr', { role: 'row' }, ...COLUMNS.map(([name, by]) => heading(name, by, ask, sort)));
  const rows = lines.map((line) => row(line, named.get(line.call), manyCalls, open));
  return make(
    'table',
    { class: 'lines', role: 'table' },
    make('caption', { class: 'visually-hidden', text: say('view.list') }),
    make('thead', { role: 'rowgroup' }, head),
    make('tbody', { role: 'rowgroup' }, ...rows),
  );
}

/**
 * @param {string} name
 * @param {string | undefined} by
 * @param {Ask} ask
 * @param {(by: string) => void} sort
 */
function heading(name, by, ask, sort) {
  const shown = say(`column.${name}`);
  if (by === undefined) return make('th', { scope: 'col', role: 'columnheader', class: name, text: shown });
  const now = ask.sort === by ? (ask.down ? 'descending' : 'ascending') : 'none';
  const button = make('button', { type: 'button', 'data-key': `sort ${by}`, text: shown });
  button.addEventListener('click', () => sort(by));
  return make('th', { scope: 'col', role: 'columnheader', class: name, 'aria-sort': now }, button);
}

/**
 * @param {Line} line
 * @param {Call | undefined} call
 * @param {boolean} manyCalls
 * @param {(line: Line) => void} open
 */
function row(line, call, manyCalls, open) {
  const title = line.title || say('untitled');
  const opener = make('button', {
    type: 'button',
    class: 'opens',
    'data-key': `open ${line.id}`,
    'aria-label': say('open', { title }),
    text: title,
  });
  opener.addEventListener('click', () => open(line));
  const under = [manyCalls ? (call?.short ?? line.call) : '', line.person];
  return make(
    'tr',
    { role: 'row' },
    cell('title', opener, small(...under), small(line.number ?? '')),
    cell('unit', make('span', { text: line.unit || say('no_unit') }), small(line.field)),
    cell(
      'stage',
      stageChip(line.stage),
      line.revised ? make('small', { class: 'warn', text: say('revised') }) : '',
    ),
    cell('progress', bars(line, call)),
    cell('levels', ...levels(line)),
    time('updated', line.updatedAt),
    time('submitted', line.submittedAt),
  );
}

/**
 * @param {string} name
 * @param {(Node | string)[]} children
 */
function cell(name, ...children) {
  return make('td', { role: 'cell', class: name, 'data-label': say(`column.${name}`) }, ...children);
}

/**
 * Small words side by side, none of them broken.
 * @param {string[]} words
 */
function small(...words) {
  const said = words.filter(Boolean);
  if (said.length < 2) return said.length === 0 ? '' : make('small', { text: said[0] ?? '' });
  return make(
    'small',
    {},
    ...said.flatMap((each, at) => [at > 0 ? ' · ' : '', make('span', { text: each })]),
  );
}

/** @param {Line['stage']} stage */
export function stageChip(stage) {
  return make(
    'span',
    { class: `state stage-${stage}` },
    make('i', { class: 'dot', 'aria-hidden': 'true' }),
    say(`stage.${stage}`),
  );
}

/** @param {Line} line */
export function levels(line) {
  const words = line.levels
    .filter(({ claimed }) => claimed !== null)
    .map(({ claimed, supported }) =>
      make('span', {
        class: (claimed ?? 0) > (supported ?? 0) ? 'level warn' : 'level',
        text: say('level', {
          claimed: claimed ?? say('level.none'),
          supported: supported ?? say('level.none'),
        }),
      }),
    );
  return line.above ? [...words, make('small', { class: 'warn', text: say('above') })] : words;
}

/**
 * @param {string} name
 * @param {string | null} instant
 */
function time(name, instant) {
  if (instant === null) return cell(name);
  return cell(name, make('time', { datetime: instant, title: fullTime(instant), text: shortTime(instant) }));
}
