/**
 * The server API of an application (自建应用): access token, messages, media, cards.
 * https://developer.work.weixin.qq.com/document/path/90664
 */
import { AppError } from '../../../../forms/error.ts';
import type { Timer } from '../../pace.ts';
import { nameIn } from '../disposition.ts';

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

/** What a member sent, as it comes. */
export interface Medium {
  /** Empty where the platform names none. */
  readonly name: string;
  readonly body: AsyncIterable<Uint8Array>;
  /** It is not wanted after all. */
  cancel(): Promise<void>;
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
/**
 * The account, its rights or its settings are in the way: somebody can mend that, and the same message goes then. Wrong
 * secret, wrong corporation, no token, wrong application, no right, an address that is not trusted.
 * https://developer.work.weixin.qq.com/document/path/90313
 */
const TO_MEND = new Set([40001, 40013, 41001, 40014, 42001, 40056, 301002, 48002, 60020]);
/** The medium has more than may be fetched at once. */
const WANTS_RANGE = 830002;

const MOST_BUSY = 3;
/** For a call, and for a medium of up to 20 MB, in ms. */
const TIMEOUT_MS = 10_000;
const MEDIUM_MS = 120_000;
/** Bytes of a medium fetched at once where it has more than 20 MB. */
const PIECE = 10 * 1024 * 1024;
/** After a token was refused none is asked for so long, in ms: whoever asks too often is blocked. */
const BARRED_MS = 5_000;
/** No more tokens than this are asked for within a minute, whatever becomes of them: nobody needs more. */
const MOST_TOKENS = 5;
/** A token is renewed this long before it expires. */
const EARLY_MS = 5 * 60_000;

/** Calls the platform. */
export class AppClient {
  readonly #deps: ClientDeps;
  #token: { readonly value: string; readonly until: number } | undefined;
  #fetching: Promise<string> | undefined;
  /** When the last tokens were asked for. */
  #asked: readonly number[] = [];
  #barred: { readonly until: number; readonly error: unknown } | undefined;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
  }

  /**
   * POSTs JSON. Rejects with `send.refused` (nobody can have it), `send.rejected` (this is not taken as it is),
   * `send.slow_down` or `send.failed` (it may be taken later; it may even have been taken, where no answer came).
   */
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
        this.#json(
          this.#address(path, { access_token: token, ...query }),
          { method: 'POST', body: form() },
          MEDIUM_MS,
        ),
      ),
    );
  }

  /**
   * A member's media as a stream. The platform answers errors as JSON, and wants ranges for more than 20 MB.
   * https://developer.work.weixin.qq.com/document/path/90254
   */
  async media(mediaId: string): Promise<Medium> {
    const whole = await this.#medium(mediaId);
    if (whole instanceof Response) return mediumOf(whole, bytesOf(whole));
    if (whole.errcode !== WANTS_RANGE) throw this.#failure(whole);
    const first = await this.#piece(mediaId, 0);
    return mediumOf(first, this.#pieces(mediaId, first));
  }

  async *#pieces(mediaId: string, first: Response): AsyncGenerator<Uint8Array> {
    const total = Number(/\/(\d+)$/.exec(first.headers.get('content-range') ?? '')?.[1] ?? 0);
    yield* bytesOf(first);
    for (let at = PIECE; at < total; at += PIECE) yield* bytesOf(await this.#piece(mediaId, at));
  }

  async #piece(mediaId: string, from: number): Promise<Response> {
    const piece = await this.#medium(mediaId, `bytes=${from}-${from + PIECE - 1}`);
    if (piece instanceof Response) return piece;
    throw this.#failure(piece);
  }

  /** The medium, or what the platform says instead. */
  async #medium(mediaId: string, range?: string): Promise<Response | Answer> {
    for (let stale = false; ; stale = true) {
      const token = await this.#fresh();
      const address = this.#address('/cgi-bin/media/get', { access_token: token, media_id: mediaId });
      const response = await this.#fetch(address, range ? { headers: { Range: range } } : {}, MEDIUM_MS);
      const type = response.headers.get('content-type') ?? '';
      if (response.ok && response.body && !/json|text\/plain/.test(type)) return response;
      const answer = await answerOf(address, response);
      if (stale || !STALE_TOKEN.has(answer.errcode)) return answer;
      this.#spoil(token);
    }
  }

  async #withToken(call: (token: string) => Promise<Answer>): Promise<Answer> {
    for (let stale = false, busy = 0; ; ) {
      const token = await this.#fresh();
      const answer = await call(token);
      if (STALE_TOKEN.has(answer.errcode) && !stale) {
        stale = true;
        this.#spoil(token);
      } else if (answer.errcode === BUSY && busy < MOST_BUSY) {
        busy += 1;
        const ms = 200 * 2 ** busy;
        this.#deps.report('wecom.retry', { ms, attempt: busy });
        await this.#deps.timer.wait(ms);
      } else return answer;
    }
  }

  /** That token is over; a newer one stays. */
  #spoil(token: string): void {
    if (this.#token?.value === token) this.#token = undefined;
  }

  /** A token that is good now; several callers wait for one fetch. https://developer.work.weixin.qq.com/document/path/91039 */
  async #fresh(): Promise<string> {
    if (this.#token && this.#token.until > this.#deps.timer.now()) return this.#token.value;
    const now = this.#deps.timer.now();
    if (this.#barred && this.#barred.until > now) throw this.#barred.error;
    if (this.#fetching === undefined) this.#count(now);
    this.#fetching ??= this.#fetchToken()
      .catch((error) => {
        this.#barred = { until: this.#deps.timer.now() + BARRED_MS, error };
        throw error;
      })
      .finally(() => {
        this.#fetching = undefined;
      });
    return this.#fetching;
  }

  /** Throws where tokens have died faster than they may be asked for. */
  #count(now: number): void {
    const lately = this.#asked.filter((at) => at > now - 60_000);
    if (lately.length >= MOST_TOKENS) throw new AppError('send.failed', 'tokens die too fast');
    this.#asked = [...lately, now];
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

  async #fetch(address: URL, init: RequestInit, ms = TIMEOUT_MS): Promise<Response> {
    try {
      return await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(ms) });
    } catch (cause) {
      throw unanswered(address, cause);
    }
  }

  async #json(address: URL, init: RequestInit, ms?: number): Promise<Answer> {
    return answerOf(address, await this.#fetch(address, init, ms));
  }

  #checked(answer: Answer): Answer {
    if (answer.errcode === 0) return answer;
    throw this.#failure(answer);
  }

  #failure({ errcode }: Answer): AppError {
    this.#deps.report('wecom.call_failed', { status: errcode });
    return new AppError(codeOf(errcode), `the platform answered ${errcode}`);
  }
}

function codeOf(errcode: number): string {
  if (NOBODY.has(errcode)) return 'send.refused';
  if (SLOW_DOWN.has(errcode)) return 'send.slow_down';
  return errcode === BUSY || TO_MEND.has(errcode) ? 'send.failed' : 'send.rejected';
}

/** What the platform says. Anything else than its JSON comes from something in between: nobody knows what was done. */
async function answerOf(address: URL, response: Response): Promise<Answer> {
  const answer: unknown = response.ok ? await response.json().catch(() => undefined) : undefined;
  if (typeof answer !== 'object' || answer === null) {
    await response.body?.cancel().catch(() => undefined);
    throw unanswered(address, undefined);
  }
  const { errcode = 0 } = answer as Partial<Answer>;
  return { ...answer, errcode };
}

function mediumOf(response: Response, body: AsyncIterable<Uint8Array>): Medium {
  return {
    name: nameIn(response.headers.get('content-disposition')),
    body,
    cancel: async () => response.body?.cancel(),
  };
}

function brokenOff(cause: unknown): AppError {
  return new AppError('send.failed', 'a medium broke off', { cause });
}

async function* bytesOf(response: Response): AsyncGenerator<Uint8Array> {
  if (!response.body) return;
  try {
    for await (const piece of response.body) yield piece;
  } catch (error) {
    throw brokenOff(error);
  }
}

/** The query holds the token; the path says enough. */
function unanswered({ pathname }: URL, cause: unknown): AppError {
  return new AppError('send.failed', `no answer from ${pathname}`, { cause });
}
