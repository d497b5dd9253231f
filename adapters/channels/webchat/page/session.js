/** The page's token: fetched, refreshed in time, and fetched anew when it is refused. */

/** @import { SessionInfo } from './types.js' */

/** A reply that was not a success. */
export class Refused extends Error {
  /**
   * @param {number} status 0 where there was no reply at all
   * @param {string} code
   * @param {string} [say] the bot's own sentence about it
   */
  constructor(status, code, say) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.say = say;
  }
}

/** @param {unknown} cause */
export function unreachable(cause) {
  const refused = new Refused(0, 'network');
  refused.cause = cause;
  return refused;
}

/** @param {Response} response */
export async function refusedOf(response) {
  try {
    const body = await response.json();
    return new Refused(response.status, String(body?.error?.code ?? 'unknown'), body?.error?.say);
  } catch {
    return new Refused(response.status, 'unknown');
  }
}

export class Session {
  /** @type {SessionInfo | undefined} */
  #info;
  /** @type {Promise<SessionInfo> | undefined} */
  #entering;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {string | undefined} */
  #persona;

  /** @param {string | undefined} persona */
  constructor(persona) {
    this.#persona = persona;
  }

  /** The present session; entered first where there is none yet. */
  async info() {
    return this.#info ?? this.enter();
  }

  /** Enters (again). Many who ask at once share one request. */
  enter() {
    this.#entering ??= this.#fetch().finally(() => {
      this.#entering = undefined;
    });
    return this.#entering;
  }

  async #fetch() {
    const response = await this.#send('/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(this.#persona === undefined ? {} : { persona: this.#persona }),
    });
    if (!response.ok) throw await refusedOf(response);
    this.#hold(/** @type {SessionInfo} */ (await response.json()));
    return /** @type {SessionInfo} */ (this.#info);
  }

  /** @param {SessionInfo} info */
  #hold(info) {
    this.#info = info;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), Math.max(30, info.expires_in / 2) * 1000);
  }

  async #refresh() {
    try {
      const response = await this.ask('/v3/directline/tokens/refresh', { method: 'POST' });
      const { token, expires_in } = await response.json();
      if (this.#info) this.#hold({ ...this.#info, token, expires_in });
    } catch {
      // The next request finds the token expired and enters again.
    }
  }

  /**
   * @param {string} path
   * @param {RequestInit} init
   */
  async #send(path, init) {
    try {
      return await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' });
    } catch (cause) {
      throw unreachable(cause);
    }
  }

  /**
   * A request with the token. A refused token is replaced once; nothing of the request is lost by that.
   * @param {string} path
   * @param {RequestInit} [init]
   */
  async ask(path, init = {}) {
    for (let attempt = 0; ; attempt += 1) {
      const { token } = await this.info();
      const headers = { ...init.headers, Authorization: `Bearer ${token}` };
      const response = await this.#send(path, { ...init, headers });
      if (response.ok) return response;
      if (attempt > 0 || (response.status !== 401 && response.status !== 403))
        throw await refusedOf(response);
      if (this.#info?.token === token) await this.enter();
    }
  }

  /** What requests carry that are not made here. */
  async authorization() {
    return `Bearer ${(await this.info()).token}`;
  }
}
