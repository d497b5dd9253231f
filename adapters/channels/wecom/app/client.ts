/**
 * The server API of an application (自建应用): access token, messages, media, cards.
 * https://developer.work.weixin.qq.com/document/path/90664
 */
import { AppError } from '../../../../forms/error.ts';
import { nameIn } from '../disposition.ts';
import type { Timer } from '../pace.ts';

export interface AppSettings {
  readonly corpId: string;
  readonly secret: string;
  readonly agentId: number;
  /** `https://qyapi.weixin.qq.com` unless a test or a private deployment says otherwise; without a final slash. */
  readonly apiUrl: string;
}

/** An answer of the platform. */
export interface Answer {
  readonly errcode: number;
  readonly errmsg?: string;
  readonly [field: string]: unknown;
}

export interface ClientDeps {
  readonly settings: AppSettings;
  readonly timer: Timer;
  /** Told of what went wrong, without content: an event's code and fields. */
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/** The token is no longer good: it is fetched anew, once. https://developer.work.weixin.qq.com/document/path/90455 */
const STALE_TOKEN = new Set([40014, 42001]);
/** The platform is busy: the same call may be made again, at most three times. */
const BUSY = -1;
/** Too often, too many at once. */
const SLOW_DOWN = new Set([45009, 45033]);
/** Nobody whom the message names can have it. */
const NOBODY = new Set([81013, 60111, 40003, 60011]);

const MOST_BUSY = 3;
const TIMEOUT_MS = 10_000;
/** A token is renewed this long before it expires. */
const EARLY_MS = 5 * 60_000;

/** Calls the platform. */
export class AppClient {
  readonly #deps: ClientDeps;
  #token: { readonly value: string; readonly until: number } | undefined;
  #fetching: Promise<string> | undefined;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
  }

  /** POSTs JSON. Rejects with `send.refused` (nobody can have it), `send.slow_down` or `send.failed`. */
  async post(path: string, body: object): Promise<Answer> {
    return this.#checked(
      await this.#withToken((token) =>
        this.#json(this.#address(path, { access_token: token }), {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        }),
      ),
    );
  }

  /** POSTs a form with one file. */
  async upload(path: string, query: Readonly<Record<string, string>>, form: () => FormData): Promise<Answer> {
    return this.#checked(
      await this.#withToken((token) =>
        this.#json(this.#address(path, { access_token: token, ...query }), { method: 'POST', body: form() }),
      ),
    );
  }

  /**
   * A member's media as a stream. The platform answers errors as JSON, and wants a range for more than 20 MB.
   * https://developer.work.weixin.qq.com/document/path/90254
   */
  async media(mediaId: string): Promise<{ readonly name: string; readonly body: AsyncIterable<Uint8Array> }> {
    let failed: Answer | undefined;
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const address = this.#address('/cgi-bin/media/get', {
        access_token: await this.#fresh(),
        media_id: mediaId,
      });
      const response = await this.#fetch(address, {});
      const type = response.headers.get('content-type') ?? '';
      if (!/json|text\/plain/.test(type) && response.body)
        return { name: nameIn(response.headers.get('content-disposition')), body: response.body };
      failed = (await response.json()) as Answer;
      if (!STALE_TOKEN.has(failed.errcode)) break;
      this.#token = undefined;
    }
    throw this.#failure(failed ?? { errcode: BUSY });
  }

  async #withToken(call: (token: string) => Promise<Answer>): Promise<Answer> {
    for (let stale = false, busy = 0; ; ) {
      const token = await this.#fresh();
      const answer = await call(token);
      if (STALE_TOKEN.has(answer.errcode) && !stale) {
        stale = true;
        if (this.#token?.value === token) this.#token = undefined;
      } else if (answer.errcode === BUSY && busy < MOST_BUSY) {
        busy += 1;
        await this.#deps.timer.wait(200 * 2 ** busy);
      } else return answer;
    }
  }

  /** A token that is good now; several callers wait for one fetch. https://developer.work.weixin.qq.com/document/path/91039 */
  async #fresh(): Promise<string> {
    if (this.#token && this.#token.until > this.#deps.timer.now()) return this.#token.value;
    this.#fetching ??= this.#fetchToken().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetchToken(): Promise<string> {
    const { corpId, secret } = this.#deps.settings;
    const address = this.#address('/cgi-bin/gettoken', { corpid: corpId, corpsecret: secret });
    const answer = this.#checked(await this.#json(address, {}));
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value !== 'string' || typeof seconds !== 'number')
      throw new AppError('send.failed', 'the platform gave no access token');
    const life = Math.max(seconds * 1000 - EARLY_MS, (seconds * 1000) / 2);
    this.#token = { value, until: this.#deps.timer.now() + life };
    return value;
  }

  #address(path: string, query: Readonly<Record<string, string>>): URL {
    const address = new URL(`${this.#deps.settings.apiUrl}${path}`);
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return address;
  }

  async #fetch(address: URL, init: RequestInit): Promise<Response> {
    try {
      return await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (cause) {
      throw unanswered(address, cause);
    }
  }

  async #json(address: URL, init: RequestInit): Promise<Answer> {
    const response = await this.#fetch(address, init);
    const answer: unknown = await response.json().catch(() => undefined);
    const { errcode = response.ok && answer !== undefined ? 0 : BUSY } = (answer ?? {}) as Partial<Answer>;
    return { ...(answer as object), errcode };
  }

  #checked(answer: Answer): Answer {
    if (answer.errcode === 0) return answer;
    throw this.#failure(answer);
  }

  #failure({ errcode }: Answer): AppError {
    this.#deps.report('wecom.call_failed', { status: errcode });
    const code = NOBODY.has(errcode)
      ? 'send.refused'
      : SLOW_DOWN.has(errcode)
        ? 'send.slow_down'
        : 'send.failed';
    return new AppError(code, `the platform answered ${errcode}`);
  }
}

/** The query holds the token; the path says enough. */
function unanswered({ pathname }: URL, cause: unknown): AppError {
  return new AppError('send.failed', `no answer from ${pathname}`, { cause });
}
