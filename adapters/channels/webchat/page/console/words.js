/** The page's labels, fetched once: they are kept with everything else the bot says. */

import { fill } from '../texts.js';

/** @type {Record<string, string>} */
let labels = {};

/** Takes the labels, before anything is shown. */
export async function fetchWords() {
  const response = await fetch('/console/texts', { cache: 'no-store' });
  labels = await response.json();
}

/**
 * The label of that name, with its parameters.
 * @param {string} name
 * @param {Record<string, string | number>} [params]
 */
export function say(name, params = {}) {
  return fill(labels[name] ?? name, params);
}
