/**
 * What is on its way: one request after another, so that bursts arrive in order. A message that failed stays with
 * its text and files until it is sent again under the same id or given up; the server takes each id once. Files go
 * ahead of their message, beside whatever else is said meanwhile, and outlive a reload.
 */

/** @import { Session } from './session.js' */
/** @import { Transcript } from './transcript.js' */
/** @import { Activity, EditWish } from './types.js' */
/** @import { Item } from './parcel.js' */

import { make } from './dom.js';
import { Parcel } from './parcel.js';
import { Refused } from './session.js';
import { fill, texts } from './texts.js';
import { showBytes } from './transcript.js';

/**
 * @typedef {object} Letter
 * @property {string} id
 * @property {string} text
 * @property {Parcel | undefined} parcel
 * @property {unknown} [value]
 * @property {HTMLElement} bubble
 * @property {HTMLElement} note
 * @property {'uploading' | 'sending' | 'sent' | 'failed'} state
 * @property {boolean} lost the server was not reached: it may be tried again without asking
 */

/** @param {unknown} error */
function reason(error) {
  if (!(error instanceof Refused)) return texts.notSent;
  if (error.say) return error.say;
  if (error.status === 0) return texts.lost;
  if (error.code === 'file.too_large') return texts.tooLarge;
  if (error.code === 'file.empty') return texts.empty;
  if (error.code === 'too_many_files') return texts.tooMany;
  if (error.status >= 500) return texts.notSaved;
  return error.status === 401 || error.status === 403 ? texts.notSent : texts.refused;
}

export class Outbox {
  #session;
  #kept;
  #transcript;
  #onChange;
  /** @type {Map<string, Letter>} */
  #letters = new Map();
  /** @type {Promise<void>} */
  #queue = Promise.resolve();

  /**
   * @param {Session} session
   * @param {string} scope keeps apart what different persons of one tab could not send
   * @param {Transcript} transcript
   * @param {() => void} onChange
   */
  constructor(session, scope, transcript, onChange) {
    this.#session = session;
    this.#kept = `shenbao.outbox.${scope}`;
    this.#transcript = transcript;
    this.#onChange = onChange;
  }

  /** Whether something is on its way. */
  get busy() {
    return [...this.#letters.values()].some(({ state }) => state === 'sending');
  }

  /** Brings back what was not sent before a reload. A file has to be chosen again; what came of it stays. */
  restore() {
    try {
      /** @type {{ id: string, text: string, value?: unknown, items?: Item[] }[]} */
      const kept = JSON.parse(sessionStorage.getItem(this.#kept) ?? '[]');
      for (const { id, text, value, items } of kept) {
        const parcel = items && new Parcel(this.#session, items, []);
        const letter = this.#add(id, text, parcel, value, texts.notSent);
        if (parcel) void this.#reopen(letter, parcel);
      }
    } catch {
      sessionStorage.removeItem(this.#kept);
    }
  }

  /**
   * @param {string} text
   * @param {{ files?: File[], edit?: EditWish }} [more]
   */
  send(text, { files = [], edit } = {}) {
    const value = edit && { edit: edit.path };
    const parcel = files.length > 0 ? Parcel.of(this.#session, files) : undefined;
    this.#post(this.#add(crypto.randomUUID(), text, parcel, value));
  }

  /** The line is back: what the server never got goes out by itself, in order. */
  retry() {
    for (const letter of this.#letters.values()) {
      if (letter.state === 'failed' && letter.lost) this.#post(letter);
    }
  }

  /**
   * What was stored needs no bubble here any more.
   * @param {Activity} activity
   */
  arrived({ channelData }) {
    const letter = this.#letters.get(channelData?.clientActivityID ?? '');
    if (letter) this.#remove(letter);
  }

  /**
   * @param {string} id
   * @param {string} text
   * @param {Parcel | undefined} parcel
   * @param {unknown} value
   * @param {string} [failure]
   * @returns {Letter}
   */
  #add(id, text, parcel, value, failure) {
    const bubble = make('article', { class: 'message mine waiting', 'data-client-id': id });
    bubble.append(make('span', { class: 'visually-hidden', text: `${texts.you}：` }));
    if (text) bubble.append(make('p', { class: 'text', text }));
    const names = (parcel?.items ?? []).map(({ name, size }) =>
      make(
        'span',
        { class: 'file' },
        make('span', { class: 'file-name', text: name }),
        make('span', { class: 'file-size', text: showBytes(size) }),
      ),
    );
    if (names.length) bubble.append(make('div', { class: 'files' }, ...names));
    const note = make('div', { class: 'note' });
    bubble.append(note);
    /** @type {Letter} */
    const letter = { id, text, parcel, value, bubble, note, state: 'sending', lost: false };
    this.#letters.set(id, letter);
    this.#transcript.pending.append(bubble);
    this.#transcript.toEnd();
    if (failure) this.#fail(letter, failure);
    else this.#note(letter, texts.sending);
    return letter;
  }

  /** @param {Letter} letter */
  #post(letter) {
    if (letter.parcel && letter.parcel.done < 1) {
      void this.#upload(letter, letter.parcel);
      return;
    }
    this.#note(letter, texts.sending);
    this.#queue = this.#queue.then(async () => {
      try {
        await this.#request(letter);
        // The stream brings the stored message; until then it stands here as sent.
        letter.state = 'sent';
        letter.note.replaceChildren();
        this.#save();
        this.#onChange();
      } catch (error) {
        this.#failed(letter, error);
      }
    });
  }

  /**
   * @param {Letter} letter
   * @param {unknown} error
   */
  #failed(letter, error) {
    letter.lost = error instanceof Refused && error.status === 0;
    if (this.#letters.has(letter.id)) this.#fail(letter, reason(error));
  }

  /**
   * The files first; what else is said meanwhile does not wait for them.
   * @param {Letter} letter
   * @param {Parcel} parcel
   */
  async #upload(letter, parcel) {
    const moved = (waiting = false) => {
      const percent = Math.floor(parcel.done * 100);
      const going = percent < 100 ? texts.uploading : texts.checking;
      this.#note(letter, fill(waiting ? texts.waiting : going, { percent }), parcel.done);
    };
    moved();
    try {
      await parcel.send({ changed: () => this.#save(), moved });
      if (this.#letters.has(letter.id)) this.#post(letter);
    } catch (error) {
      this.#failed(letter, error);
    }
  }

  /**
   * After a reload: goes on by itself where all had come, else asks for the file.
   * @param {Letter} letter
   * @param {Parcel} parcel
   */
  async #reopen(letter, parcel) {
    try {
      await parcel.ask();
    } catch (error) {
      this.#failed(letter, error);
      return;
    }
    const { missing } = parcel;
    if (!missing) {
      this.#post(letter);
      return;
    }
    const { name, size, came = 0 } = missing;
    const percent = Math.floor((came / size) * 100);
    this.#fail(letter, fill(came > 0 ? texts.again : texts.anew, { name, percent }));
    this.#askFor(letter, parcel);
  }

  /**
   * A picker in place of the plain retry: the browser has forgotten the file.
   * @param {Letter} letter
   * @param {Parcel} parcel
   */
  #askFor(letter, parcel) {
    const picker = make('input', { type: 'file', hidden: '' });
    const pick = make('button', { type: 'button', class: 'small', text: texts.pick });
    pick.addEventListener('click', () => picker.click());
    picker.addEventListener('change', () => {
      const [file] = picker.files ?? [];
      if (!file) return;
      const wanted = parcel.missing;
      const taken = parcel.take(file);
      if (taken && !parcel.missing) this.#post(letter);
      else if (taken) void this.#reopen(letter, parcel);
      else if (wanted) {
        const { name, size } = wanted;
        const said = letter.note.querySelector('span');
        if (said) said.textContent = fill(texts.notSame, { name, size: showBytes(size) });
        picker.value = '';
      }
    });
    letter.note.querySelector('button')?.replaceWith(pick, picker);
  }

  /** @param {Letter} letter */
  async #request(letter) {
    const { conversationId } = await this.#session.info();
    const { id, text, parcel, value } = letter;
    const activity = {
      type: 'message',
      text,
      textFormat: 'plain',
      value,
      uploads: parcel?.ids,
      channelData: { clientActivityID: id },
    };
    await this.#session.ask(`/v3/directline/conversations/${conversationId}/activities`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
    });
  }

  /**
   * @param {Letter} letter
   * @param {string} text
   * @param {number} [done]
   */
  #note(letter, text, done) {
    const moved = letter.state === 'uploading' && done !== undefined;
    letter.state = done === undefined ? 'sending' : 'uploading';
    letter.bubble.classList.remove('failed');
    const [said] = letter.note.getElementsByTagName('span');
    const [bar] = letter.note.getElementsByTagName('progress');
    if (moved && said && bar) {
      said.textContent = text;
      bar.value = done;
      return;
    }
    letter.note.replaceChildren(make('span', { text }));
    if (done !== undefined) letter.note.append(progressBar(done), this.#discardOf(letter));
    this.#onChange();
  }

  /**
   * @param {Letter} letter
   * @param {string} text
   */
  #fail(letter, text) {
    letter.state = 'failed';
    letter.bubble.classList.add('failed');
    const retry = make('button', { type: 'button', class: 'small', text: texts.retry });
    // The server says anew how far the files have come: it may have lost them.
    retry.addEventListener('click', () =>
      letter.parcel ? void this.#reopen(letter, letter.parcel) : this.#post(letter),
    );
    letter.note.replaceChildren(make('span', { role: 'alert', text }), retry, this.#discardOf(letter));
    this.#save();
    this.#onChange();
  }

  /** @param {Letter} letter */
  #discardOf(letter) {
    const discard = make('button', { type: 'button', class: 'small quiet', text: texts.discard });
    discard.addEventListener('click', () => {
      letter.parcel?.cancel();
      this.#remove(letter);
    });
    return discard;
  }

  /** @param {Letter} letter */
  #remove(letter) {
    letter.bubble.remove();
    this.#letters.delete(letter.id);
    this.#save();
    this.#onChange();
  }

  #save() {
    const open = [...this.#letters.values()].filter(
      ({ state, text, parcel }) => (parcel && state !== 'sent') || (state === 'failed' && text),
    );
    const kept = open.map(({ id, text, value, parcel }) => ({ id, text, value, items: parcel?.items }));
    sessionStorage.setItem(this.#kept, JSON.stringify(kept));
  }
}

/** @param {number} done */
function progressBar(done) {
  const bar = make('progress', { max: '1' });
  bar.value = done;
  return bar;
}
