/** The files of one message on their way: what is known of each, how far all of them have come, and what is said of it. */

/** @import { Line } from './resume.js' */

import { giveUp, offsetOf, sendFile } from './resume.js';

/**
 * A file as it is remembered over a reload.
 * @typedef {{ name: string, size: number, modified: number, upload?: string, came?: number }} Item
 */

export class Parcel {
  #line;
  /** @type {Item[]} */
  items;
  /** @type {(File | undefined)[]} */
  #files;
  #stop = new AbortController();

  /**
   * @param {Line} line
   * @param {Item[]} items
   * @param {(File | undefined)[]} files
   */
  constructor(line, items, files) {
    this.#line = line;
    this.items = items;
    this.#files = files;
  }

  /**
   * @param {Line} line
   * @param {File[]} files
   */
  static of(line, files) {
    const items = files.map(({ name, size, lastModified }) => ({ name, size, modified: lastModified }));
    return new Parcel(line, items, files);
  }

  get ids() {
    return this.items.flatMap(({ upload }) => upload ?? []);
  }

  /** From 0 to 1. */
  get done() {
    const all = this.items.reduce((sum, { size }) => sum + size, 0);
    return all === 0 ? 0 : this.items.reduce((sum, { came = 0 }) => sum + came, 0) / all;
  }

  /** The first that cannot go on because the browser no longer has it. */
  get missing() {
    return this.items.find(({ size, came = 0 }, at) => came < size && !this.#files[at]);
  }

  /**
   * Takes what the person chose again; false where it is not one of those that are missing.
   * @param {File} file
   */
  take(file) {
    const at = this.items.findIndex(
      ({ name, size, modified }, index) =>
        !this.#files[index] && name === file.name && size === file.size && modified === file.lastModified,
    );
    if (at < 0) return false;
    this.#files[at] = file;
    return true;
  }

  /** Asks the server how far each has come; one that it has forgotten begins anew. */
  async ask() {
    for (const item of this.items) {
      const came = item.upload === undefined ? undefined : await offsetOf(this.#line, item.upload);
      item.came = came ?? 0;
      if (came === undefined) delete item.upload;
    }
  }

  /**
   * Sends all of it, one after another.
   * @param {{ changed: () => void, moved: (waiting: boolean) => void }} watch `changed`: something to be remembered
   */
  async send({ changed, moved }) {
    for (const [at, item] of this.items.entries()) {
      const file = this.#files[at];
      if (!file) continue;
      /** @param {number} bytes @param {boolean} waiting */
      const came = (bytes, waiting) => {
        item.came = bytes;
        moved(waiting);
      };
      item.upload = await sendFile(this.#line, file, {
        ...(item.upload === undefined ? {} : { id: item.upload }),
        begun: (id) => {
          item.upload = id;
          changed();
        },
        progress: (bytes) => came(bytes, false),
        waiting: (bytes) => came(bytes, true),
        signal: this.#stop.signal,
      });
      came(item.size, false);
    }
  }

  /** Gives all of it up. */
  cancel() {
    this.#stop.abort();
    for (const id of this.ids) void giveUp(this.#line, id);
  }
}
