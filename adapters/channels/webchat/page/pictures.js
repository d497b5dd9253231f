/** The small pictures of a preview: fetched with the person's own token, so that nobody else's address shows them. */

/** @import { Session } from './session.js' */

import { make } from './dom.js';

export class Pictures {
  #session;
  /** @type {Map<string, string>} addresses in this browser, by hash */
  #known = new Map();

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
  }

  /**
   * Fills in the pictures of a sheet, one after another; one that cannot be shown stands as its name.
   * @param {HTMLElement} place
   * @param {string} submission
   */
  async fill(place, submission) {
    /** @type {NodeListOf<HTMLImageElement>} */
    const images = place.querySelectorAll('img[data-picture]');
    const wanted = new Set([...images].map((image) => image.dataset.picture ?? ''));
    for (const [hash, address] of this.#known) {
      if (wanted.has(hash)) continue;
      URL.revokeObjectURL(address);
      this.#known.delete(hash);
    }
    for (const image of images) {
      const hash = image.dataset.picture ?? '';
      try {
        const address = this.#known.get(hash) ?? (await this.#fetch(submission, hash));
        this.#known.set(hash, address);
        image.src = address;
      } catch {
        image.replaceWith(make('span', { class: 'doc-picture-name', text: image.alt }));
      }
    }
  }

  /**
   * @param {string} submission
   * @param {string} hash
   */
  async #fetch(submission, hash) {
    const path = `/api/pictures/${encodeURIComponent(submission)}/${encodeURIComponent(hash)}`;
    return URL.createObjectURL(await (await this.#session.ask(path)).blob());
  }
}
