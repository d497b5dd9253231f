/** The page behind a link for uploading: files for one question, once. */

/** @import { Item } from './parcel.js' */

import { byId, make } from './dom.js';
import { Parcel } from './parcel.js';
import { Refused, refusedOf, unreachable } from './session.js';
import { fill, texts } from './texts.js';
import { showBytes } from './transcript.js';

/** @typedef {{ call: string, label: string, ask: string, accept: string[], most: number | null, expiresAt: string }} LinkInfo */

const token = location.pathname.split('/').at(-1) ?? '';
const kept = `shenbao.link.${location.pathname}`;
const until = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

const line = {
  authorization: async () => `Upload ${token}`,
  /**
   * @param {string} path
   * @param {RequestInit} [init]
   */
  async ask(path, init = {}) {
    const headers = { ...init.headers, Authorization: `Upload ${token}` };
    const response = await fetch(path, { ...init, headers, cache: 'no-store', credentials: 'omit' }).catch(
      (cause) => {
        throw unreachable(cause);
      },
    );
    if (!response.ok) throw await refusedOf(response);
    return response;
  },
};

/** @typedef {{ parcel: Parcel, row: HTMLElement, note: HTMLElement, bar: HTMLProgressElement, failed: boolean }} Sending */

/** @type {Sending[]} */
let sendings = [];

const [choose, done] = [byId('choose', HTMLButtonElement), byId('done', HTMLButtonElement)];
const picker = byId('files', HTMLInputElement);

function save() {
  const items = sendings.flatMap(({ parcel }) => parcel.items);
  sessionStorage.setItem(kept, JSON.stringify(items));
}

/** @param {string} said */
function say(said) {
  byId('said', HTMLElement).textContent = said;
}

function refresh() {
  const ready = sendings.length > 0 && sendings.every(({ parcel }) => parcel.done === 1);
  done.disabled = !ready;
  choose.textContent = sendings.length > 0 ? texts.chooseMore : texts.choose;
}

/** @param {Parcel} parcel */
function add(parcel) {
  const [item] = parcel.items;
  if (!item) return;
  const bar = make('progress', { max: '1' });
  const note = make('span', { class: 'row-note' });
  const discard = make('button', { type: 'button', class: 'small quiet', text: texts.discard });
  const row = make(
    'li',
    {},
    make('span', { class: 'file-name', text: item.name }),
    make('span', { class: 'file-size', text: showBytes(item.size) }),
    bar,
    note,
    discard,
  );
  const sending = { parcel, row, note, bar, failed: false };
  discard.addEventListener('click', () => {
    parcel.cancel();
    row.remove();
    sendings = sendings.filter((each) => each !== sending);
    save();
    refresh();
  });
  byId('list', HTMLElement).append(row);
  sendings.push(sending);
  return sending;
}

/** @param {Sending} sending @param {boolean} [waiting] */
function moved({ parcel, bar, note }, waiting = false) {
  const percent = Math.floor(parcel.done * 100);
  bar.value = parcel.done;
  if (waiting) note.textContent = fill(texts.waiting, { percent });
  else note.textContent = percent < 100 ? fill(texts.uploading, { percent }) : texts.came;
}

/** @param {Sending} sending */
async function send(sending) {
  sending.failed = false;
  sending.row.classList.remove('failed');
  moved(sending);
  try {
    await sending.parcel.send({ changed: save, moved: (waiting) => moved(sending, waiting) });
    moved(sending);
  } catch (error) {
    if (!sendings.includes(sending)) return;
    if (error instanceof Refused && /^link_/.test(error.code)) return end(error.code);
    sending.failed = true;
    sending.row.classList.add('failed');
    sending.note.textContent = (error instanceof Refused && error.say) || texts.refused;
  }
  save();
  refresh();
}

/** @param {File[]} files */
function take(files) {
  say('');
  for (const file of files) {
    // A file that was half sent before a reload goes on.
    const again = sendings.find(({ parcel }) => parcel.take(file));
    const sending = again ?? add(Parcel.of(line, [file]));
    if (sending) void send(sending);
  }
  save();
  refresh();
}

async function restore() {
  /** @type {Item[]} */
  const items = JSON.parse(sessionStorage.getItem(kept) ?? '[]');
  for (const item of items) {
    const parcel = new Parcel(line, [item], []);
    await parcel.ask();
    const sending = add(parcel);
    if (!sending) continue;
    moved(sending);
    if (parcel.missing) {
      const percent = Math.floor(parcel.done * 100);
      sending.note.textContent = fill(percent > 0 ? texts.again : texts.anew, { percent, name: item.name });
    }
  }
  refresh();
}

async function finish() {
  done.disabled = true;
  say(texts.sending);
  try {
    const uploads = sendings.flatMap(({ parcel }) => parcel.ids);
    await line.ask(`/u/${token}/done`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ uploads }),
    });
    sessionStorage.removeItem(kept);
    sendings = [];
    show(texts.arrived, texts.arrivedText);
  } catch (error) {
    if (error instanceof Refused && /^link_/.test(error.code)) return end(error.code);
    say(error instanceof Refused && error.status === 0 ? texts.lineDown : texts.notSaved);
    refresh();
  }
}

/** @param {string} title @param {string} text */
function show(title, text) {
  byId('sheet', HTMLElement).hidden = true;
  byId('end', HTMLElement).hidden = false;
  byId('end-title', HTMLElement).textContent = title;
  byId('end-text', HTMLElement).textContent = text;
}

/** @param {string} code */
function end(code) {
  sessionStorage.removeItem(kept);
  if (code === 'link_used') return show(texts.linkUsed, texts.linkAnew);
  if (code === 'link_expired') return show(texts.linkExpired, texts.linkAnew);
  return show(texts.linkUnknown, texts.linkAnew);
}

/** @param {LinkInfo} link */
function open({ call, label, ask, accept, most, expiresAt }) {
  byId('form', HTMLElement).textContent = call;
  byId('label', HTMLElement).textContent = label;
  byId('ask', HTMLElement).textContent = ask;
  const terms = [
    accept.length > 0 ? fill(texts.linkAccept, { accept: accept.join('、') }) : '',
    most === null ? '' : fill(texts.linkMost, { most }),
    fill(texts.linkUntil, { time: until.format(new Date(expiresAt)) }),
  ];
  byId('terms', HTMLElement).textContent = terms.filter(Boolean).join('，');
  picker.accept = accept.map((extension) => `.${extension}`).join(',');
  done.textContent = texts.linkDone;
  byId('sheet', HTMLElement).hidden = false;
}

choose.addEventListener('click', () => picker.click());
picker.addEventListener('change', () => {
  const files = [...(picker.files ?? [])];
  picker.value = '';
  take(files);
});
done.addEventListener('click', () => void finish());
window.addEventListener('beforeunload', (event) => {
  if (sendings.some(({ parcel, failed }) => !failed && parcel.done < 1 && !parcel.missing))
    event.preventDefault();
});

try {
  open(await (await line.ask(`/u/${token}/link`)).json());
  await restore();
} catch (error) {
  if (error instanceof Refused && /^link_/.test(error.code)) end(error.code);
  else show(texts.lineDown, texts.linkReload);
}
