/** The quick replies of the bot's last message. */

/** @import { Activity } from './types.js' */

import { make } from './dom.js';

/** Types of actions that stand for something said. */
const SAID = new Set(['imBack', 'postBack', 'messageBack']);

export class Choices {
  #place;
  #choose;

  /**
   * @param {HTMLFieldSetElement} place
   * @param {(text: string) => void} choose
   */
  constructor(place, choose) {
    this.#place = place;
    this.#choose = choose;
  }

  /**
   * Replaces the buttons by those of the latest message; anything said takes them away.
   * @param {Activity} activity
   */
  follow(activity) {
    if (activity.type !== 'message') return;
    const actions = (activity.suggestedActions?.actions ?? []).filter(({ type }) => SAID.has(type ?? ''));
    this.offer(
      actions.map(({ title, value, text }) => {
        const said = [value, text, title].find((each) => typeof each === 'string' && each !== '');
        return { title: title ?? String(said ?? ''), said: String(said ?? '') };
      }),
    );
  }

  /**
   * @param {{ title: string, said: string }[]} choices
   * @param {string} [look] a class for all of them
   */
  offer(choices, look = '') {
    const buttons = choices.map(({ title, said }) => {
      const button = make('button', { type: 'button', class: `choice ${look}`, text: title });
      button.addEventListener('click', (event) => {
        // The second half of a double click would answer the question that has come up under the pointer.
        if (event.detail > 1) return;
        this.#choose(said);
        // By keyboard, one goes on writing; by touch, the on-screen keyboard stays away.
        if (event.detail === 0) document.getElementById('say')?.focus();
      });
      return button;
    });
    this.#place.replaceChildren(...buttons);
    this.#place.hidden = buttons.length === 0;
  }

  /** @param {boolean} busy */
  set busy(busy) {
    this.#place.disabled = busy;
  }
}
