/** The office's page: enters by the link, shows the views, looks for news while somebody looks at it. */

/** @import { Line, View } from './types.js' */

import { byId, make } from '../dom.js';
import { Refused } from '../session.js';
import { hideTip } from './bars.js';
import { Charts } from './charts.js';
import { openDetail } from './detail.js';
import { closedBy, post, read } from './line.js';
import { List } from './list.js';
import { Reminders } from './reminders.js';
import { clockOf, shortTime } from './times.js';
import { fetchWords, say } from './words.js';

/** How often news is looked for, in ms. */
const EVERY = 20_000;

/** @type {Record<string, { refresh(): Promise<void> }>} */
let views = {};
let shown = 'list';
/** When what is shown was fetched. */
let fetchedAt = new Date();
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

/** @param {string} words */
function notice(words) {
  byId('notice', HTMLElement).textContent = words;
}

/** The secret of a link goes out of the address at once: not into the history, not into a picture of the screen. */
function linkToken() {
  const token = /^\/console\/in\/([^/]+)$/.exec(location.pathname)?.[1];
  if (token !== undefined) history.replaceState(null, '', '/console');
  return token;
}

/** @param {string} state @param {string} [words] */
function end(state, words = 'closed.anew') {
  clearInterval(timer);
  hideTip();
  const dialog = byId('detail', HTMLDialogElement);
  dialog.close();
  dialog.replaceChildren();
  views = {};
  for (const name of ['list', 'charts', 'reminders']) {
    byId(name, HTMLElement).replaceChildren();
    byId(name, HTMLElement).hidden = true;
  }
  for (const name of ['views', 'leave']) byId(name, HTMLElement).hidden = true;
  byId('until', HTMLElement).textContent = '';
  notice('');
  byId('end', HTMLElement).hidden = false;
  byId('end-title', HTMLElement).textContent = say(`closed.${state}`);
  byId('end-text', HTMLElement).textContent = say(words);
}

/** What is said of a failure; the page is cleared where it is closed. @param {unknown} error */
function failed(error) {
  const state = closedBy(error);
  if (state) end(state, state === 'withdrawn' ? 'closed.ask' : 'closed.anew');
  else if (error instanceof Refused && error.status === 429) notice(say('busy'));
  else if (error instanceof Refused && error.status === 0) notice(say('stale', { time: clockOf(fetchedAt) }));
  else notice(say('failed'));
  if (!(error instanceof Refused)) throw error;
}

/** @param {Promise<unknown>} work */
function watch(work) {
  work.then(() => {
    fetchedAt = new Date();
    notice('');
  }, failed);
}

/** @param {string} name */
function show(name) {
  shown = name;
  history.replaceState(null, '', `/console#${name}`);
  for (const each of ['list', 'charts', 'reminders']) byId(each, HTMLElement).hidden = each !== name;
  for (const button of document.querySelectorAll('#views button'))
    if (button instanceof HTMLElement) {
      if (button.dataset.view === name) button.setAttribute('aria-current', 'page');
      else button.removeAttribute('aria-current');
    }
  hideTip();
  const view = views[name];
  if (view) watch(view.refresh());
}

/** @param {View} view */
function build(view) {
  const calls = new Map(view.calls.map((call) => [call.id, call]));
  const open = (/** @type {Line} */ line) => watch(openDetail(line, calls.get(line.call)));
  const list = new List(byId('list', HTMLElement), { view, open, watch });
  views = {
    list,
    charts: new Charts(byId('charts', HTMLElement), { view, call: () => list.call, watch }),
    ...(view.reminders ? { reminders: new Reminders(byId('reminders', HTMLElement), { view, watch }) } : {}),
  };
  const nav = byId('views', HTMLElement);
  nav.setAttribute('aria-label', say('views'));
  nav.replaceChildren(
    ...Object.keys(views).map((name) => {
      const button = make('button', { type: 'button', 'data-view': name, text: say(`view.${name}`) });
      button.addEventListener('click', () => show(name));
      return button;
    }),
  );
  nav.hidden = false;
  byId('until', HTMLElement).textContent = say('until', { time: shortTime(view.expiresAt) });
  const leave = byId('leave', HTMLButtonElement);
  leave.textContent = say('leave');
  leave.hidden = false;
  leave.addEventListener('click', () => {
    post('/console/leave', {}).then(() => end('left'), failed);
  });
  const wanted = location.hash.slice(1);
  show(wanted in views ? wanted : 'list');
}

/** Looks for news while the page is looked at. */
function look() {
  const view = views[shown];
  if (document.visibilityState === 'visible' && view) watch(view.refresh());
}

async function start() {
  const token = linkToken();
  await fetchWords();
  /** @type {unknown} */
  let refused;
  if (token !== undefined) await post('/console/enter', { token }).catch((error) => (refused = error));
  try {
    // A link that was opened before in this browser leads to where it led.
    build(await read('/console/data/view'));
  } catch (error) {
    if (closedBy(error) === 'unknown' && token === undefined) return end('none');
    throw closedBy(error) === 'unknown' && refused ? refused : error;
  }
  timer = setInterval(look, EVERY);
  document.addEventListener('visibilitychange', look);
}

start().catch((error) => {
  const state = closedBy(error);
  if (state) failed(error);
  else end('line', 'closed.reload');
});
