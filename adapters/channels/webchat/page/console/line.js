/** The page's line to the server: what was asked before is not sent again where nothing changed. */

import { Refused, refusedOf, unreachable } from '../session.js';

/** @type {Map<string, { etag: string, data: unknown }>} */
const known = new Map();
/** So many answers are remembered. */
const MOST = 20;

/**
 * What is under an address, as the server has it now. Throws `Refused`.
 * @template T
 * @param {string} path
 * @returns {Promise<T>}
 */
export async function read(path) {
  const before = known.get(path);
  /** @type {Record<string, string>} */
  const headers = before ? { 'If-None-Match': before.etag } : {};
  const response = await send(path, { headers });
  if (response.status === 304 && before) return /** @type {T} */ (before.data);
  if (!response.ok) throw await refusedOf(response);
  const data = await response.json();
  known.delete(path);
  known.set(path, { etag: response.headers.get('ETag') ?? '', data });
  const [oldest] = known.keys();
  if (known.size > MOST && oldest !== undefined) known.delete(oldest);
  return data;
}

/**
 * @param {string} path
 * @param {object} body
 */
export async function post(path, body) {
  const headers = { 'Content-Type': 'application/json' };
  const response = await send(path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw await refusedOf(response);
}

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function send(path, init) {
  try {
    return await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' });
  } catch (cause) {
    throw unreachable(cause);
  }
}

/**
 * Which way the page is closed, where a refusal means that; undefined for any other trouble.
 * @param {unknown} error
 */
export function closedBy(error) {
  return error instanceof Refused
    ? /^console_(unknown|expired|used|withdrawn)$/.exec(error.code)?.[1]
    : undefined;
}

/**
 * The address with its parameters; what is empty is left out.
 * @param {string} path
 * @param {Record<string, string | number | boolean | undefined>} params
 */
export function address(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === '' || value === false) continue;
    query.set(name, value === true ? '1' : String(value));
  }
  const said = query.toString();
  return said === '' ? path : `${path}?${said}`;
}
