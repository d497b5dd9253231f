/**
 * Resumable uploads by the tus protocol 1.0.0: core, creation, expiration and termination.
 * https://tus.io/protocols/resumable-upload
 *
 * Any tus client may send; the page's own does it in pieces of a few megabytes. What came before a line broke stays,
 * and the server tells where to go on.
 */
import type { IncomingMessage } from 'node:http';
import type { Response, Server } from 'restify';
import { AppError } from '../../../forms/error.ts';
import { Refusal } from './http.ts';
import type { Ask, Route } from './route.ts';
import type { Sender, Upload, Uploads } from './uploads.ts';

const VERSION = '1.0.0';
/** Buffers of that size are never cut from a shared one. */
const RELEASED_BYTES = 16 * 1024;
const PIECE = 'application/offset+octet-stream';
export const UPLOADS = '/uploads';

export interface ResumableDeps {
  readonly route: Route;
  readonly uploads: Uploads;
  /** Who sends, by the request's Authorization; `begins` a new upload or goes on with one. */
  readonly sender: (request: IncomingMessage, begins: boolean) => Promise<Sender>;
  readonly clock: { now(): Date };
}

/** A whole number of bytes in a header. */
function bytesIn(request: IncomingMessage, header: string): number {
  const text = request.headers[header];
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text))
    throw new Refusal('bad_upload', `${header} must be a number`, { status: 400 });
  return Number(text);
}

/** `filename` of `Upload-Metadata`: pairs of a key and its Base64 value, separated by commas. */
function nameIn(request: IncomingMessage): string | undefined {
  const pairs = String(request.headers['upload-metadata'] ?? '').split(',');
  const value = pairs.map((pair) => pair.trim().split(' ')).find(([key]) => key === 'filename')?.[1];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
}

function requireVersion(request: IncomingMessage, response: Response): void {
  response.setHeader('Tus-Resumable', VERSION);
  if (request.headers['tus-resumable'] === VERSION) return;
  response.setHeader('Tus-Version', VERSION);
  throw new Refusal('tus_version', `Tus-Resumable must be ${VERSION}`, { status: 412 });
}

function answer(response: Response, status: number, headers: Readonly<Record<string, string>>): void {
  response.writeHead(status, { 'Cache-Control': 'no-store', ...headers });
  response.end();
}

async function create({ uploads, sender, clock }: ResumableDeps, { request, response }: Ask): Promise<void> {
  requireVersion(request, response);
  const bytes = bytesIn(request, 'upload-length');
  if (bytes === 0) throw new Refusal('file.empty', 'the file is empty', { status: 400 });
  const { id } = await uploads.begin(await sender(request, true), nameIn(request), bytes);
  answer(response, 201, { Location: `${UPLOADS}/${id}`, ...expiry(uploads, clock) });
}

function expiry(uploads: Uploads, clock: { now(): Date }): Record<string, string> {
  return { 'Upload-Expires': new Date(clock.now().getTime() + uploads.lifeMs).toUTCString() };
}

type Handler = (deps: ResumableDeps, ask: Ask, found: { from: Sender; upload: Upload }) => Promise<void>;

/** A request about an upload of the sender's own. */
function about(deps: ResumableDeps, handler: Handler): (ask: Ask) => Promise<void> {
  return async (ask) => {
    requireVersion(ask.request, ask.response);
    const from = await deps.sender(ask.request, false);
    await handler(deps, ask, { from, upload: await deps.uploads.find(from, String(ask.request.params.id)) });
  };
}

const tell: Handler = async ({ uploads }, { response }, { upload }) => {
  const offset = await uploads.offset(upload);
  answer(response, 200, { 'Upload-Offset': String(offset), 'Upload-Length': String(upload.bytes) });
};

const add: Handler = async ({ uploads, clock }, { request, response }, { from, upload }) => {
  if (request.headers['content-type'] !== PIECE)
    throw new Refusal('not_a_piece', `Content-Type must be ${PIECE}`, { status: 415 });
  const offset = bytesIn(request, 'upload-offset');
  const size = await uploads
    .add(from, upload, { offset, content: contentOf(request), stop: () => request.destroy() })
    .catch((cause: unknown) => {
      throw cause instanceof AppError && cause.code === 'file.offset'
        ? new Refusal('wrong_offset', 'another part of the file is due', { status: 409, cause })
        : brokenOff(request, cause);
    });
  answer(response, 204, { 'Upload-Offset': String(size), ...expiry(uploads, clock) });
};

/**
 * The body, whose memory goes back as soon as the next part of it is asked for: whoever takes it has written what came
 * before. Left to the collector, a film's used parts would pile up to some 64 MB before it looks.
 */
async function* contentOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  // A store that stops reading says why; the request must still be there to be answered.
  const parts = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer<ArrayBuffer>>;
  for await (const part of parts) {
    yield part;
    // Only memory that is this part and nothing else: small ones share theirs.
    if (part.byteLength >= RELEASED_BYTES && part.byteLength === part.buffer.byteLength)
      part.buffer.transfer(0);
  }
}

/** A sender that went away is no failure of ours, and there is nobody left to answer. */
function brokenOff(request: IncomingMessage, cause: unknown): unknown {
  if (cause instanceof AppError || request.complete) return cause;
  return new Refusal('aborted', 'the upload was broken off', { status: 400, cause });
}

const end: Handler = async ({ uploads }, { response }, { from, upload }) => {
  await uploads.drop(from, upload);
  answer(response, 204, {});
};

/** Adds the routes. */
export function attachResumable(server: Server, deps: ResumableDeps): void {
  const { route } = deps;
  server.opts(
    UPLOADS,
    route(async ({ response }) =>
      answer(response, 204, {
        'Tus-Resumable': VERSION,
        'Tus-Version': VERSION,
        'Tus-Extension': 'creation,expiration,termination',
      }),
    ),
  );
  server.post(
    UPLOADS,
    route((ask) => create(deps, ask)),
  );
  server.head(`${UPLOADS}/:id`, route(about(deps, tell)));
  server.patch(`${UPLOADS}/:id`, route(about(deps, add)));
  server.del(`${UPLOADS}/:id`, route(about(deps, end)));
}
