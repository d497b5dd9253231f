/**
 * What is on its way: one request after another, so that bursts arrive in order. A message that failed stays with
 * its text and files until it is sent again under the same id or given up; the server takes each id once.
 */

/** @import { Session } from './session.js' */
/** @import { Transcript } from './transcript.js' */
/** @import { Activity, EditWish } from './types.js' */

import { make } from './dom.js';
import { Refused } from './session.js';
import { fill, texts } from './texts.js';
import { showBytes } from './transcript.js';

/**
 * @typedef {object} Letter
 * @property {string} id
 * @property {string} text
 * @property {File[]} files
 * @property {unknown} [value]
 * @property {HTMLElement} bubble
 * @property {HTMLElement} note
 * @property {'sending' | 'sent' | 'failed'} state
 * @property {boolean} lost the server was not reached: it may be tried again without asking
 */

/**
 * @param {unknown} error
 * @param {number} limit
 */
function reason(error, limit) {
  if (!(error instanceof Refused)) return texts.notSent;
  if (error.status === 0) return texts.lost;
  if (error.code === 'file.too_large') return fill(texts.tooLarge, { limit: showBytes(limit) });
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

  /** Brings back what could not be sent before a reload. Files cannot be kept there; words can. */
  restore() {
    try {
      /** @type {{ id: string, text: string, value?: unknown }[]} */
      const kept = JSON.parse(sessionStorage.getItem(this.#kept) ?? '[]');
      for (const { id, text, value } of kept) this.#add(id, text, [], value, texts.notSent);
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
    const letter = this.#add(crypto.randomUUID(), text, files, value);
    this.#post(letter);
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
   * @param {File[]} files
   * @param {unknown} value
   * @param {string} [failure]
   * @returns {Letter}
   */
  #add(id, text, files, value, failure) {
    const bubble = make('article', { class: 'message mine waiting', 'data-client-id': id });
    bubble.append(make('span', { class: 'visually-hidden', text: `${texts.you}：` }));
    if (text) bubble.append(make('p', { class: 'text', text }));
    const names = files.map(({ name, size }) =>
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
    const letter = { id, text, files, value, bubble, note, state: 'sending', lost: false };
    this.#letters.set(id, letter);
    this.#transcript.pending.append(bubble);
    this.#transcript.toEnd();
    if (failure) this.#fail(letter, failure);
    else this.#note(letter, texts.sending);
    return letter;
  }

  /** @param {Letter} letter */
  #post(letter) {
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
        const { maxUploadBytes } = await this.#session.info().catch(() => ({ maxUploadBytes: 0 }));
        letter.lost = error instanceof Refused && error.status === 0;
        if (this.#letters.has(letter.id)) this.#fail(letter, reason(error, maxUploadBytes));
      }
    });
  }

  /** @param {Letter} letter */
  async #request(letter) {
    const { conversationId, maxUploadBytes } = await this.#session.info();
    const { id, text, files, value } = letter;
    const activity = {
      type: 'message',
      text,
      textFormat: 'plain',
      value,
      channelData: { clientActivityID: id },
    };
    const base = `/v3/directline/conversations/${conversationId}`;
    if (files.length === 0) {
      const headers = { 'Content-Type': 'application/json' };
      await this.#session.ask(`${base}/activities`, {
        method: 'POST',
        headers,
        body: JSON.stringify(activity),
      });
      return;
    }
    if (files.reduce((sum, file) => sum + file.size, 0) > maxUploadBytes)
      throw new Refused(413, 'file.too_large');
    const form = new FormData();
    form.append(
      'activity',
      new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }),
    );
    for (const file of files) form.append('file', file, file.name);
    await this.#session.upload(`${base}/upload`, form, (done) => {
      this.#note(
        letter,
        done < 1 ? fill(texts.uploading, { percent: Math.floor(done * 100) }) : texts.sending,
        done,
      );
    });
  }

  /**
   * @param {Letter} letter
   * @param {string} text
   * @param {number} [done]
   */
  #note(letter, text, done) {
    letter.state = 'sending';
    letter.bubble.classList.remove('failed');
    letter.note.replaceChildren(make('span', { text }));
    if (done !== undefined) {
      const bar = make('progress', { max: '1' });
      bar.value = done;
      letter.note.append(bar);
    }
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
    retry.addEventListener('click', () => this.#post(letter));
    const discard = make('button', { type: 'button', class: 'small quiet', text: texts.discard });
    discard.addEventListener('click', () => this.#remove(letter));
    letter.note.replaceChildren(make('span', { role: 'alert', text }), retry, discard);
    this.#save();
    this.#onChange();
  }

  /** @param {Letter} letter */
  #remove(letter) {
    letter.bubble.remove();
    this.#letters.delete(letter.id);
    this.#save();
    this.#onChange();
  }

  #save() {
    const kept = [...this.#letters.values()].filter(({ state, text }) => state === 'failed' && text);
    sessionStorage.setItem(
      this.#kept,
      JSON.stringify(kept.map(({ id, text, value }) => ({ id, text, value }))),
    );
  }
}
