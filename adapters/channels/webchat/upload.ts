/**
 * Multipart uploads of Direct Line: an optional `activity` part and files. Files stream straight into the file
 * store; nothing touches a temporary folder and no file is held in memory.
 */
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { BusboyInstance } from '@fastify/busboy';
import { Busboy } from '@fastify/busboy';
import type { Attachment } from 'botbuilder';
import type { FileStore, Intake } from '../../../forms/ports.ts';
import { fileAttachment } from '../activity.ts';
import { cleanFileName } from '../filename.ts';
import { parseJson, Refusal } from './http.ts';

const MOST_FILES = 20;
const LARGEST_ACTIVITY = 1 << 20;
/** Room for the multipart frame and the activity beside the files. */
const FRAME_BYTES = 2 << 20;

export interface Uploaded {
  /** The parsed activity part; undefined where there is none. */
  readonly activity: unknown;
  readonly attachments: Attachment[];
}

export interface UploadOptions {
  readonly files: FileStore;
  readonly intake: Intake;
  readonly person: string;
  /** Most that the files of one request may have together. */
  readonly maxBytes: number;
}

/** Reads the request. Refuses with 413, 415 or 400; a file that may not come, before any of it is written. */
export async function readUpload(request: IncomingMessage, options: UploadOptions): Promise<Uploaded> {
  const { maxBytes } = options;
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data;/i.test(type))
    throw new Refusal('not_multipart', 'multipart/form-data needed', { status: 415 });
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + FRAME_BYTES) throw tooLarge();
  const parser = makeParser(request, type);
  const parts = await new Collector(request, parser, options).collect();
  if (parts.attachments.length === 0) throw new Refusal('no_file', 'no file in the upload', { status: 400 });
  return { ...parts, activity: parts.activity === undefined ? undefined : parseJson(parts.activity) };
}

function tooLarge(): Refusal {
  return new Refusal('file.too_large', 'the upload is too large', { status: 413 });
}

function unreadable(cause: unknown): Refusal {
  return new Refusal('bad_multipart', 'the upload cannot be read', { status: 400, cause });
}

function brokenOff(): Refusal {
  return new Refusal('aborted', 'the upload was broken off', { status: 400 });
}

function makeParser(request: IncomingMessage, type: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': type },
      limits: {
        files: MOST_FILES + 2,
        fields: 10,
        parts: MOST_FILES + 12,
        fieldSize: LARGEST_ACTIVITY,
        headerPairs: 20,
        headerSize: 8192,
      },
    });
  } catch (cause) {
    throw unreadable(cause);
  }
}

interface Parts {
  readonly activity: string | undefined;
  readonly attachments: Attachment[];
}

/** Takes one request apart. The first failure ends all of it: open parts are broken, the store cleans up its own. */
class Collector {
  readonly #request: IncomingMessage;
  readonly #parser: BusboyInstance;
  readonly #options: UploadOptions;
  #left: number;
  readonly #open = new Set<Readable>();
  readonly #kept: Promise<Attachment>[] = [];
  #activity: Promise<string> | undefined;
  #fail: (error: unknown) => void = () => undefined;

  constructor(request: IncomingMessage, parser: BusboyInstance, options: UploadOptions) {
    this.#request = request;
    this.#parser = parser;
    this.#options = options;
    this.#left = options.maxBytes + FRAME_BYTES;
  }

  async collect(): Promise<Parts> {
    const request = this.#request;
    try {
      await this.#parse();
      return { activity: await this.#activity, attachments: await Promise.all(this.#kept) };
    } catch (error) {
      request.off('data', this.#count);
      request.unpipe(this.#parser);
      this.#parser.on('error', () => undefined).destroy();
      for (const stream of this.#open) stream.destroy(brokenOff());
      await Promise.allSettled([this.#activity, ...this.#kept]);
      throw error;
    }
  }

  #parse(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#fail = reject;
      const broken = (): void => reject(brokenOff());
      this.#parser.on('field', (name, value, _nameCut, cut) => {
        if (name !== 'activity') return;
        if (cut) reject(new Refusal('too_large', 'the activity is too large', { status: 413 }));
        this.#activity ??= Promise.resolve(value);
      });
      this.#parser.on('file', (name, stream, fileName) => this.#take(name, stream, fileName));
      this.#parser.on('error', (cause) => reject(unreadable(cause)));
      this.#parser.on('finish', resolve);
      this.#request.once('error', broken);
      this.#request.once('close', () => {
        if (!this.#request.complete) broken();
      });
      this.#request.on('data', this.#count);
      this.#request.pipe(this.#parser);
    });
  }

  readonly #count = (piece: Buffer): void => {
    this.#left -= piece.length;
    if (this.#left < 0) this.#fail(tooLarge());
  };

  #take(field: string, stream: Readable, fileName: string | undefined): void {
    this.#open.add(stream);
    stream.once('close', () => this.#open.delete(stream));
    // The parser emits the error of a part that ends too early; nobody may be listening yet.
    stream.on('error', (cause) => this.#fail(unreadable(cause)));
    if (field === 'activity') {
      this.#activity ??= readPart(stream);
      this.#activity.catch(this.#fail);
      return;
    }
    if (this.#kept.length >= MOST_FILES) {
      this.#fail(new Refusal('too_many_files', 'too many files at once', { status: 413 }));
      return;
    }
    const kept = this.#keep(cleanFileName(fileName), stream);
    kept.catch(this.#fail);
    this.#kept.push(kept);
  }

  async #keep(name: string, stream: Readable): Promise<Attachment> {
    const { files, intake, person, maxBytes } = this.#options;
    const admission = await intake.admit(person, { name });
    if (!admission.ok)
      throw new Refusal(admission.code, 'this file may not come', { status: 413, say: admission.say });
    // A store that stops reading says why a little later; the stream must not fail before it does.
    const content = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    const kept = await files.put(content, { maxBytes: Math.min(maxBytes, admission.maxBytes) });
    return fileAttachment(name, kept);
  }
}

/** The activity sent as a blob. */
async function readPart(stream: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > LARGEST_ACTIVITY) throw new Refusal('too_large', 'the activity is too large', { status: 413 });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
