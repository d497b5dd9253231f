/**
 * The callbacks of an application: address verification, messages and events, signed and encrypted.
 * https://developer.work.weixin.qq.com/document/path/90238
 *
 * The platform waits five seconds and sends again, three times in all. What is not signed, does not decrypt or is not
 * for us is refused here, before anybody has read it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../../../forms/error.ts';
import type { Timer } from '../../pace.ts';
import { decrypt, isSigned, type Secrets } from '../crypto.ts';
import { type Fields, fieldsOf } from './message.ts';
import { readXml, textOf } from './xml.ts';

/** Largest body: the documentation gives no limit; a hundred thousand characters, encrypted and in base64, fit. */
const LARGEST_BODY = 1024 * 1024;
/** How far the platform's clock and ours may differ, in ms; an older callback is a replay. */
const CLOCKS_MS = 10 * 60_000;

export interface CallbackDeps {
  readonly secrets: Secrets;
  readonly agentId: number;
  readonly timer: Timer;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
  /** Takes what a message says; resolves when the platform need not send it again. */
  readonly take: (fields: Fields) => Promise<void>;
}

/** A request refused at the door, with the HTTP status it gets. */
class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }

  /** What a reader of the message refused. */
  static by(error: unknown, status: number): unknown {
    return error instanceof AppError ? new Refused(status, error.code) : error;
  }
}

interface Signed {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

export class Callback {
  readonly #deps: CallbackDeps;

  constructor(deps: CallbackDeps) {
    this.#deps = deps;
  }

  /** Address verification: the decrypted text, nothing around it. https://developer.work.weixin.qq.com/document/path/90238 */
  async verify(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#answer(response, async () => {
      const { signed, query } = this.#signed(request);
      return this.#open(signed, query.get('echostr') ?? '');
    });
  }

  /** A message or an event. */
  async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#answer(response, async () => {
      const { signed } = this.#signed(request);
      const outer = read(await bodyOf(request));
      if (textOf(outer.ToUserName) !== this.#deps.secrets.receiver) throw new Refused(403, 'wecom.receiver');
      const fields = fieldsOf(read(this.#open(signed, textOf(outer.Encrypt))));
      if (fields.agent !== '' && fields.agent !== String(this.#deps.agentId))
        throw new Refused(403, 'wecom.agent');
      await this.#deps.take(fields);
      return 'success';
    });
  }

  async #answer(response: ServerResponse, work: () => Promise<string>): Promise<void> {
    try {
      const text = await work();
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(text);
    } catch (error) {
      const refused = error instanceof Refused ? error : undefined;
      this.#deps.report(refused ? 'wecom.callback_refused' : 'wecom.callback_failed', {
        status: refused?.status ?? 500,
        error: refused?.code ?? (error instanceof AppError ? error.code : 'Error'),
      });
      // What was not read of a body is not read any more.
      response.writeHead(refused?.status ?? 500, { Connection: 'close', 'Content-Length': 0 });
      response.end();
    }
  }

  #signed(request: IncomingMessage): { signed: Signed; query: URLSearchParams } {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const signed: Signed = {
      signature: query.get('msg_signature') ?? '',
      timestamp: query.get('timestamp') ?? '',
      nonce: query.get('nonce') ?? '',
    };
    if (!/^\d{1,12}$/.test(signed.timestamp) || !signed.signature || !signed.nonce)
      throw new Refused(403, 'wecom.unsigned');
    const age = Math.abs(this.#deps.timer.now() - Number(signed.timestamp) * 1000);
    if (age > CLOCKS_MS) throw new Refused(403, 'wecom.stale');
    return { signed, query };
  }

  /** The text within, if the signature is right. A plus sign that came unencoded was read as a space. */
  #open(signed: Signed, given: string): string {
    const encrypted = given.replaceAll(' ', '+');
    const { secrets } = this.#deps;
    if (!isSigned(secrets.token, signed, encrypted)) throw new Refused(403, 'wecom.signature');
    try {
      return decrypt(secrets, encrypted);
    } catch (error) {
      throw Refused.by(error, 403);
    }
  }
}

function read(xml: string): ReturnType<typeof readXml> {
  try {
    return readXml(xml);
  } catch (error) {
    throw Refused.by(error, 400);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > LARGEST_BODY) throw new Refused(413, 'wecom.too_large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
