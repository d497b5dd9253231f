/** The page: wires chat, progress and preview to one session. */

/** @import { Activity, DeskView, EditWish } from './types.js' */
/** @import { LineState } from './stream.js' */

import { Choices } from './choices.js';
import { startComposer } from './composer.js';
import { byId, make } from './dom.js';
import { Outbox } from './outbox.js';
import { Preview } from './preview.js';
import { Progress } from './progress.js';
import { Session } from './session.js';
import { Stream } from './stream.js';
import { fill, texts } from './texts.js';
import { Transcript } from './transcript.js';

const PERSONA = 'shenbao.persona';
/** Replies come in bursts; the desk is fetched once for all of them. */
const DESK_DELAY_MS = 120;

for (const element of document.querySelectorAll('[data-text]')) {
  const key = /** @type {keyof typeof texts} */ (element.getAttribute('data-text'));
  element.textContent = String(texts[key]);
}
for (const element of document.querySelectorAll('[data-label]')) {
  const key = /** @type {keyof typeof texts} */ (element.getAttribute('data-label'));
  element.setAttribute('aria-label', String(texts[key]));
}

const persona = sessionStorage.getItem(PERSONA) ?? undefined;
const session = new Session(persona);
const transcript = new Transcript(byId('log', HTMLElement));
const outbox = new Outbox(session, persona ?? '', transcript, () => {
  choices.busy = outbox.busy;
  welcome();
});
const choices = new Choices(byId('choices', HTMLFieldSetElement), (text) => outbox.send(text));
const progress = new Progress(byId('progress', HTMLElement), edit);
const preview = new Preview(byId('preview', HTMLElement), session, edit);
const stream = new Stream(session, receive, showLine);

/** @param {EditWish} wish */
function edit(wish) {
  show('chat');
  outbox.send(fill(texts.edit, { label: wish.label }), { edit: wish });
  byId('say', HTMLTextAreaElement).focus();
}

/** @param {Activity[]} activities */
function receive(activities) {
  for (const activity of activities) {
    outbox.arrived(activity);
    transcript.show(activity);
    choices.follow(activity);
  }
  choices.busy = outbox.busy;
  welcome();
  if (activities.some(({ type }) => type !== 'typing')) refreshDesk();
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let deskTimer;
let deskRound = 0;

function refreshDesk() {
  clearTimeout(deskTimer);
  deskTimer = setTimeout(() => void fetchDesk(), DESK_DELAY_MS);
}

async function fetchDesk() {
  deskRound += 1;
  const round = deskRound;
  try {
    /** @type {DeskView} */
    const { submission } = await (await session.ask('/api/desk')).json();
    if (round !== deskRound) return;
    byId('call', HTMLElement).textContent = [submission?.title, submission?.call].filter(Boolean).join(' · ');
    progress.show(submission);
    await preview.show(submission);
  } catch {
    // The next message, or the line coming back, asks again.
  }
}

/** @type {HTMLElement | undefined} */
let greeting;

/** Greets where nothing was said yet. */
function welcome() {
  if (greeting && (!transcript.empty || outbox.busy)) {
    greeting.remove();
    greeting = undefined;
    if (transcript.empty) choices.offer([]);
  }
}

function greet() {
  if (greeting || !transcript.empty || outbox.busy) return;
  greeting = make('p', { class: 'welcome' }, make('strong', { text: texts.hello }), texts.welcome);
  transcript.pending.before(greeting);
  choices.offer([{ title: texts.start, said: texts.start }], 'first');
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let greetTimer;

/** @param {LineState} state */
function showLine(state) {
  const line = byId('line', HTMLElement);
  line.hidden = state === 'online';
  line.dataset.state = state;
  line.textContent = state === 'online' ? '' : texts[state];
  clearTimeout(greetTimer);
  if (state !== 'online') return;
  outbox.retry();
  refreshDesk();
  // The history comes right after the line opens; silence means that there is none.
  greetTimer = setTimeout(greet, 300);
}

const VIEWS = /** @type {const} */ (['chat', 'progress', 'preview']);

/** @param {typeof VIEWS[number]} view */
function show(view) {
  document.body.dataset.view = view;
  for (const tab of byId('views', HTMLElement).querySelectorAll('button')) {
    tab.setAttribute('aria-current', tab.dataset.view === view ? 'page' : 'false');
  }
  if (view === 'chat') transcript.look();
  if (view === 'progress') progress.look();
  if (view === 'preview') preview.look();
}

function addViews() {
  const tabs = VIEWS.map((view) => {
    const tab = make('button', { type: 'button', 'data-view': view, text: texts[view] });
    tab.addEventListener('click', () => show(view));
    return tab;
  });
  byId('views', HTMLElement).append(...tabs);
  show('chat');
}

async function addPersonas() {
  const info = await session.info();
  const list = byId('personas', HTMLSelectElement);
  if (info.personas.length < 2) return;
  list.replaceChildren(...info.personas.map(({ id, name }) => make('option', { value: id, text: name })));
  list.value = info.persona;
  list.addEventListener('change', () => {
    sessionStorage.setItem(PERSONA, list.value);
    location.reload();
  });
  byId('persona', HTMLElement).hidden = false;
}

addViews();
progress.show(null);
void preview.show(null);
startComposer({
  scope: persona ?? '',
  send: (text) => outbox.send(text),
  sendFiles: (files) => outbox.send('', { files }),
});
outbox.restore();
await stream.connect();
addPersonas().catch(() => {
  // A persona that is no longer offered must not lock the person out.
  sessionStorage.removeItem(PERSONA);
});
