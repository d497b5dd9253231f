/** Small HTTP pieces: limited bodies, JSON replies, one place where a refusal becomes a response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '../../../forms/error.ts';
import type { Json } from '../../../forms/json.ts';

/** A request refused: status, stable code, and a text for developers (the page has its own words by code). */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** A sentence for the person, where the bot has one for this case. */
  readonly say: string | undefined;

  constructor(
    code: string,
    message: string,
    options: { status: number; cause?: unknown; say?: string | undefined },
  ) {
    super(message, { cause: options.cause });
    this.name = 'Refusal';
    this.status = options.status;
    this.code = code;
    this.say = options.say;
  }
}

/** Told about everything that went wrong; fields hold no words of a person. */
export type Report = (code: string, fields: Readonly<Record<string, Json>>) => void;

/** Largest JSON body: a message of the longest text, escaped. */
const LARGEST_JSON = 1 << 20;

/** The whole body as text; 413 as soon as it passes the limit. */
async function readText(request: IncomingMessage, limit: number): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > limit)
    throw new Refusal('too_large', 'body too large', { status: 413 });
  const pieces: Buffer[] = [];
  let size = 0;
  // Leaving the loop must not destroy the request: the refusal still has to be answered on its socket.
  for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limit) throw new Refusal('too_large', 'body too large', { status: 413 });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** The JSON body; an absent one is `undefined`. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await readText(request, LARGEST_JSON);
  if (text === '') return undefined;
  if (!/^application\/(json|[\w.+-]+\+json)\b/i.test(request.headers['content-type'] ?? '')) {
    throw new Refusal('not_json', 'Content-Type must be application/json', { status: 415 });
  }
  return parseJson(text);
}

function badJson(cause: unknown): Refusal {
  return new Refusal('bad_json', 'the body is not JSON', { status: 400, cause });
}

/** Parses JSON or refuses with 400. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badJson(cause);
  }
}

/** Sends JSON that nobody may keep. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    'Cache-Control': 'no-store',
  });
  response.end(bytes);
}

/** As much of an unwanted body is read away, so that a browser hears the refusal instead of a broken line. */
const MOST_DISCARDED = 64 << 20;

/** Reads the rest of a refused body away, or gives up on the connection where it is too much. */
async function discard(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.readableEnded || request.destroyed) return;
  let left = MOST_DISCARDED;
  if (Number(request.headers['content-length'] ?? 0) <= left) {
    try {
      for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        left -= piece.length;
        if (left < 0) break;
      }
    } catch {
      // The client left; there is nobody to answer.
      return;
    }
    if (left >= 0) return;
  }
  response.setHeader('Connection', 'close');
}

/** The error body of Direct Line: `{error: {code, message}}`. */
export async function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
): Promise<void> {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  await discard(request, response);
  const { code, message, say } = refusal;
  sendJson(response, refusal.status, { error: { code, message, ...(say === undefined ? {} : { say }) } });
}

/** What a failure looks like from outside: a refusal as it is, anything else without its details. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof AppError && error.code === 'file.too_large') {
    return new Refusal('file.too_large', 'the file is too large', { status: 413, cause: error });
  }
  if (error instanceof AppError && error.code === 'file.empty') {
    return new Refusal('file.empty', 'the file is empty', { status: 400, cause: error });
  }
  const busy = error instanceof AppError && /^(store\.|file\.failed$)/.test(error.code);
  return new Refusal('not_saved', 'nothing was saved; send it again', {
    status: busy ? 503 : 500,
    cause: error,
  });
}

/** The address of a request, without trusting its Host. */
export function addressOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://host.invalid');
}
