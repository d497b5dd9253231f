/**
 * Sends a file piece by piece (tus 1.0.0, https://tus.io/protocols/resumable-upload) and goes on where it broke off:
 * after a lost line by itself, after a reload once the person has chosen the file again.
 */

import { Refused } from './session.js';

const TUS = { 'Tus-Resumable': '1.0.0' };
/** Small enough for a slow line to get through before a proxy gives up on the request. */
const PIECE_BYTES = 8 * 1024 * 1024;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

/**
 * How requests of the sender are made: a session, or a link.
 * @typedef {object} Line
 * @property {(path: string, init?: RequestInit) => Promise<Response>} ask rejects with Refused
 * @property {() => Promise<string>} authorization
 */

/**
 * @typedef {object} Watch
 * @property {string} [id] of an upload that was begun before
 * @property {(id: string) => void} begun
 * @property {(bytes: number) => void} progress
 * @property {(bytes: number) => void} waiting the line is down; it is tried again by itself
 * @property {AbortSignal} signal
 */

/**
 * How much of an upload has come; undefined where the server does not know it (any more).
 * @param {Line} line
 * @param {string} id
 */
export async function offsetOf(line, id) {
  try {
    const response = await line.ask(`/uploads/${id}`, { method: 'HEAD', headers: TUS });
    return Number(response.headers.get('Upload-Offset'));
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

/**
 * Gives an upload up, as far as the server can be reached.
 * @param {Line} line
 * @param {string} id
 */
export async function giveUp(line, id) {
  await line.ask(`/uploads/${id}`, { method: 'DELETE', headers: TUS }).catch(() => undefined);
}

/**
 * The id of the upload once all of the file has come. Rejects with Refused where the file may not come.
 * @param {Line} line
 * @param {File} file
 * @param {Watch} watch
 */
export async function sendFile(line, file, watch) {
  let id = watch.id;
  let came = 0;
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    try {
      const known = id === undefined ? undefined : await offsetOf(line, id);
      if (known === undefined) {
        id = await create(line, file);
        watch.begun(id);
      }
      came = known ?? 0;
      while (came < file.size) {
        came = await sendPiece(line, `/uploads/${id}`, file, came, watch);
        // Something came through: the line is good again.
        wait = FIRST_WAIT_MS;
      }
      return /** @type {string} */ (id);
    } catch (error) {
      if (watch.signal.aborted || !isPassing(error)) throw error;
      watch.waiting(came);
      await pause(wait, watch.signal);
    }
  }
}

/**
 * What may be different next time: no line, a server that is starting or busy, a piece that came twice.
 * @param {unknown} error
 */
function isPassing(error) {
  return error instanceof Refused && (error.status === 0 || error.status === 409 || error.status >= 500);
}

/**
 * @param {Line} line
 * @param {File} file
 */
async function create(line, file) {
  const bytes = new TextEncoder().encode(file.name);
  const name = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const headers = { ...TUS, 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${name}` };
  const response = await line.ask('/uploads', { method: 'POST', headers });
  return (response.headers.get('Location') ?? '').split('/').at(-1) ?? '';
}

/**
 * One piece; where it ended. Fetch cannot tell how far it has come.
 * @param {Line} line
 * @param {string} path
 * @param {File} file
 * @param {number} offset
 * @param {Watch} watch
 * @returns {Promise<number>}
 */
async function sendPiece(line, path, file, offset, { progress, signal }) {
  const authorization = await line.authorization();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const refuse = (/** @type {number} */ status, /** @type {string} */ code) => {
      signal.removeEventListener('abort', stop);
      reject(new Refused(status, code));
    };
    request.open('PATCH', path);
    request.setRequestHeader('Authorization', authorization);
    request.setRequestHeader('Tus-Resumable', '1.0.0');
    request.setRequestHeader('Content-Type', 'application/offset+octet-stream');
    request.setRequestHeader('Upload-Offset', String(offset));
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => progress(offset + event.loaded));
    request.addEventListener('load', () => {
      const { status } = request;
      if (status !== 204) {
        // A token that ran out is renewed by the question where to go on.
        const code = String(request.response?.error?.code ?? 'unknown');
        refuse(status === 401 || status === 403 ? 0 : status, code);
        return;
      }
      signal.removeEventListener('abort', stop);
      resolve(Number(request.getResponseHeader('Upload-Offset')));
    });
    request.addEventListener('error', () => refuse(0, 'network'));
    request.addEventListener('abort', () => refuse(0, 'aborted'));
    signal.addEventListener('abort', stop);
    request.send(file.slice(offset, offset + PIECE_BYTES));
  });
}

/**
 * Until the time is over, the browser is back on line, or it is given up.
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function pause(ms, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
