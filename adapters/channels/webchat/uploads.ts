/**
 * Files on their way, one record each: whose they are, where they go, how large they will be. The bytes lie in the
 * file store; how many came is asked there. A record outlives broken lines, reloads and restarts, and is forgotten
 * when its sender has not come back for so long.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Attachment } from 'botbuilder';
import { z } from 'zod';
import { AppError } from '../../../forms/error.ts';
import {
  type FileStore,
  type Intake,
  type KeptFile,
  type Place,
  type Store,
  UPLOADS,
  type Write,
} from '../../../forms/ports.ts';
import { fileAttachment } from '../activity.ts';
import { cleanFileName } from '../filename.ts';
import { Refusal } from './http.ts';

/** Who sends: a person, by a token or by a link that is bound to a place. */
export interface Sender {
  readonly person: string;
  /** Keeps apart what came by different links and by none. */
  readonly by: string;
  readonly place?: Place | undefined;
}

/** Unfinished and unsent files of one person at a time. */
const MOST_OPEN = 40;
const ID = /^[0-9a-f]{32}$/;

const PlaceShape = z.object({ submission: z.string(), path: z.string() });
const Record = z.object({
  name: z.string(),
  bytes: z.number(),
  by: z.string(),
  place: PlaceShape.nullable(),
  /** The file, once all of it has come. */
  kept: z.custom<KeptFile>().nullable(),
  /** It went off with a message: it no longer counts as being on its way. */
  sent: z.boolean(),
});
type Record = z.infer<typeof Record>;

export interface Upload extends Record {
  readonly id: string;
}

export interface UploadDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly intake: Intake;
  readonly clock: { now(): Date };
  /** How long half a file waits for the rest. */
  readonly hours: number;
}

/** How often abandoned halves are looked for. */
const SWEEP_MS = 60 * 60 * 1000;

/** One writer of a file: a newer request takes over from one whose line is dead. */
interface Writer {
  stop(): void;
  readonly done: Promise<unknown>;
}

export class Uploads {
  readonly #deps: UploadDeps;
  readonly #writers = new Map<string, Writer>();
  readonly #sweeper: NodeJS.Timeout;
  #begun: Promise<unknown> = Promise.resolve();

  constructor(deps: UploadDeps) {
    this.#deps = deps;
    this.#sweeper = setInterval(() => void this.sweep().catch(() => undefined), SWEEP_MS);
    this.#sweeper.unref();
  }

  get lifeMs(): number {
    return this.#deps.hours * 3_600_000;
  }

  close(): void {
    clearInterval(this.#sweeper);
    for (const writer of this.#writers.values()) writer.stop();
  }

  /** Drops halves whose senders have not come back. Their records expire by themselves. */
  async sweep(): Promise<void> {
    await this.#deps.files.parts.clear(new Date(this.#deps.clock.now().getTime() - this.lifeMs));
  }

  /** Lets a file of that name and size come; refuses with the sentence for the person before a byte is written. */
  begin(sender: Sender, name: string | undefined, bytes: number): Promise<Upload> {
    // One after another: two that begin at once must not both be given the last room.
    const begun = this.#begun.then(() => this.#begin(sender, name, bytes));
    this.#begun = begun.catch(() => undefined);
    return begun;
  }

  async #begin(sender: Sender, name: string | undefined, bytes: number): Promise<Upload> {
    const clean = cleanFileName(name);
    const open = (await this.#open(sender.person)).filter((each) => !each.sent);
    if (open.length >= MOST_OPEN)
      throw new Refusal('too_many_files', 'too many files at once', { status: 429 });
    const pending = open.reduce((sum, each) => sum + each.bytes, 0);
    const admission = await this.#deps.intake.admit(
      sender.person,
      { name: clean, bytes, pending },
      sender.place,
    );
    if (!admission.ok) throw refusal(admission.code, admission.say);
    if (bytes > admission.maxBytes) throw refusal('file.too_large');
    const id = randomBytes(16).toString('hex');
    const record: Record = {
      name: clean,
      bytes,
      by: sender.by,
      place: admission.place,
      kept: null,
      sent: false,
    };
    await this.#deps.store.commit([this.#write(sender.person, id, record, 'absent')]);
    return { id, ...record };
  }

  /** The sender's own upload of that id; 404 for anyone else's. */
  async find(sender: Sender, id: string): Promise<Upload> {
    const key = ID.test(id) ? keyOf(sender.person, id) : undefined;
    const kept = key === undefined ? undefined : (await this.#deps.store.read([key])).get(key);
    const record = kept && Record.parse(kept.value);
    if (!record || record.by !== sender.by) throw unknown();
    return { id, ...record };
  }

  /** How much of it is here, nobody writing any more. */
  async offset({ id, bytes, kept }: Upload): Promise<number> {
    if (kept) return bytes;
    await this.#stopWriter(id);
    return this.#deps.files.parts.size(id);
  }

  /** Adds what comes; the new offset. The last byte makes it a kept file. `stop` ends the request it comes from. */
  async add(
    sender: Sender,
    upload: Upload,
    piece: { offset: number; content: AsyncIterable<Uint8Array>; stop(): void },
  ): Promise<number> {
    const { id, bytes } = upload;
    if (upload.kept) throw new AppError('file.offset', 'All of the file is here.');
    const { content, offset, stop } = piece;
    await this.#stopWriter(id);
    const writing = this.#deps.files.parts.append(id, content, { offset, maxBytes: bytes });
    const writer: Writer = { stop, done: writing.catch(() => undefined) };
    this.#writers.set(id, writer);
    try {
      const size = await writing;
      const { id: _, ...record } = upload;
      const kept = size === bytes ? await this.#deps.files.parts.finish(id) : null;
      // Written anew each time: its time begins again with every piece.
      if (await this.#save(sender.person, id, { ...record, kept })) return size;
      // Called off or erased while it came: what came of it goes too.
      await this.#deps.files.parts.drop(id);
      throw unknown();
    } finally {
      if (this.#writers.get(id) === writer) this.#writers.delete(id);
    }
  }

  /** The files of a message as attachments, with the one place that all of them are for. */
  async take(
    sender: Sender,
    ids: readonly string[],
  ): Promise<{ attachments: Attachment[]; place: Place | null }> {
    const uploads = await Promise.all(ids.map((id) => this.find(sender, id)));
    const attachments = uploads.map(({ name, kept }) => {
      if (!kept) throw new Refusal('unfinished', 'the upload is not finished', { status: 409 });
      return fileAttachment(name, kept);
    });
    const [first] = uploads;
    const one = uploads.every(({ place }) => JSON.stringify(place) === JSON.stringify(first?.place));
    return { attachments, place: one ? (first?.place ?? null) : null };
  }

  /** They went off with a message that is stored. The record stays: a repeated request names them again. */
  async sent(sender: Sender, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const { id: _, ...record } = await this.find(sender, id);
      await this.#save(sender.person, id, { ...record, sent: true });
    }
  }

  async drop(sender: Sender, { id }: Upload): Promise<void> {
    await this.#stopWriter(id);
    await this.#deps.files.parts.drop(id);
    await this.#deps.store.commit([{ key: keyOf(sender.person, id), value: null, expect: 'any' }]);
  }

  async #stopWriter(id: string): Promise<void> {
    for (let writer = this.#writers.get(id); writer; writer = this.#writers.get(id)) {
      writer.stop();
      await writer.done;
      if (this.#writers.get(id) === writer) this.#writers.delete(id);
    }
  }

  async #open(person: string): Promise<Record[]> {
    const kept = await this.#deps.store.list(prefixOf(person));
    return kept.map(({ value }) => Record.parse(value));
  }

  /** Writes over a record that is still there; false where it is gone. */
  async #save(person: string, id: string, record: Record): Promise<boolean> {
    const key = keyOf(person, id);
    for (;;) {
      const now = (await this.#deps.store.read([key])).get(key);
      if (!now) return false;
      if ((await this.#deps.store.commit([this.#write(person, id, record, now.rev)])).done) return true;
    }
  }

  #write(person: string, id: string, record: Record, expect: Write['expect']): Write {
    const value = JSON.parse(JSON.stringify(record));
    return { key: keyOf(person, id), value, expect, ttlMs: this.lifeMs };
  }
}

function unknown(): Refusal {
  return new Refusal('unknown_upload', 'no such upload', { status: 404 });
}

function refusal(code: string, say?: string): Refusal {
  return new Refusal(code, 'this file may not come', { status: 413, say });
}

function prefixOf(person: string): string {
  return `${UPLOADS}${createHash('sha256').update(person).digest('hex').slice(0, 32)}/`;
}

function keyOf(person: string, id: string): string {
  return prefixOf(person) + id;
}
