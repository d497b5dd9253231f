/**
 * The live line: a WebSocket that comes back by itself and asks for what it missed by watermark. Activities reach
 * the listener once each, in order.
 */

/** @import { Activity } from './types.js' */
/** @import { Session } from './session.js' */

/** @typedef {'connecting' | 'online' | 'offline' | 'failing'} LineState */

const PING_MS = 20_000;
/** No sign of life for so long after a ping means that the line is dead. */
const PATIENCE_MS = 8_000;
const SLOWEST_MS = 15_000;
/** After so many attempts the line says that it takes longer. */
const FAILING_AFTER = 4;

export class Stream {
  #session;
  #onActivities;
  #onState;
  #watermark = '';
  #attempts = 0;
  /** @type {WebSocket | undefined} */
  #socket;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #verdict;
  /** @type {Set<string>} */
  #seen = new Set();
  #connecting = false;

  /**
   * @param {Session} session
   * @param {(activities: Activity[]) => void} onActivities
   * @param {(state: LineState) => void} onState
   */
  constructor(session, onActivities, onState) {
    this.#session = session;
    this.#onActivities = onActivities;
    this.#onState = onState;
    window.addEventListener('online', () => this.#hurry());
    window.addEventListener('offline', () => this.#drop());
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.#hurry();
    });
    setInterval(() => this.#ping(), PING_MS);
  }

  /** Connects; from then on it looks after itself. */
  async connect() {
    if (this.#connecting || this.#socket) return;
    this.#connecting = true;
    clearTimeout(this.#retry);
    if (this.#attempts === 0) this.#onState('connecting');
    try {
      const { conversationId } = await this.#session.info();
      const path = `/v3/directline/conversations/${conversationId}?watermark=${this.#watermark}`;
      const { streamUrl } = await (await this.#session.ask(path)).json();
      this.#open(new WebSocket(streamUrl));
    } catch {
      this.#later();
    } finally {
      this.#connecting = false;
    }
  }

  /** @param {WebSocket} socket */
  #open(socket) {
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#attempts = 0;
      this.#onState('online');
    });
    socket.addEventListener('message', ({ data }) => {
      clearTimeout(this.#verdict);
      this.#verdict = undefined;
      if (data) this.#receive(JSON.parse(data));
    });
    socket.addEventListener('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#later();
    });
  }

  /** @param {{ activities?: Activity[], watermark?: string }} message */
  #receive({ activities = [], watermark }) {
    if (watermark !== undefined) this.#watermark = watermark;
    const fresh = activities.filter(({ id, type }) => {
      if (id === undefined || type === 'typing') return true;
      const known = this.#seen.has(id);
      this.#seen.add(id);
      // The same id without a watermark is a new wording, and is shown.
      return !known || watermark === undefined;
    });
    if (fresh.length) this.#onActivities(fresh);
  }

  #later() {
    this.#attempts += 1;
    this.#onState(this.#attempts > FAILING_AFTER ? 'failing' : 'offline');
    const wait = Math.min(SLOWEST_MS, 400 * 2 ** this.#attempts) * (0.7 + Math.random() * 0.3);
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.connect(), wait);
  }

  /** The network is back or the person looks at the page again. */
  #hurry() {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#ping();
    else void this.connect();
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
    this.#later();
  }

  #ping() {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send('');
    this.#verdict ??= setTimeout(() => {
      this.#verdict = undefined;
      if (this.#socket === socket) this.#drop();
    }, PATIENCE_MS);
  }
}
