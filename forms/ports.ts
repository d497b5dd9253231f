/**
 * The ports through which the outside is reached. Adapters implement them; nothing here knows how.
 */
import type { Json } from './json.ts';

/** A record with its revision: the number of commits that wrote this key, from 1. */
export interface Stored {
  readonly value: Json;
  readonly rev: number;
}

/** What a write expects to find: that revision, nothing at all, or whatever is there. */
export type Expect = number | 'absent' | 'any';

export interface Write {
  /** `collection/id…`, ASCII, at most 240 characters. */
  readonly key: string;
  /** The new value; `null` deletes the record. */
  readonly value: Json;
  readonly expect: Expect;
  /** Milliseconds until the record may be forgotten; absent means never. */
  readonly ttlMs?: number;
}

export type Commit = { readonly done: true } | { readonly done: false; readonly conflict: string };

/**
 * Durable key-value records with atomic compare-and-set over several keys.
 *
 * Every method rejects with an `AppError` (`store.failed`, `store.locked`, `store.corrupt`) when the store cannot
 * answer: a failing store never looks like a missing record.
 */
export interface Store {
  /** The records that exist among these keys. Expired records do not exist. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Stored>>;
  /** Records whose key begins with `prefix`, ordered by key, after `after` if given. `limit` defaults to 1000. */
  list(
    prefix: string,
    options?: { after?: string; limit?: number },
  ): Promise<readonly (Stored & { key: string })[]>;
  /** All writes or none; on return they are durable (synced to disk). `conflict` names the first key that differed. */
  commit(writes: readonly Write[]): Promise<Commit>;
  /** On return nothing of what was overwritten or deleted is left on the disk. */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** Who does what only one process may do at a time, among those that share a store. */
export interface Lease {
  /** Whether this process holds it for `ms` from now; asked again in time, it keeps it. Rejects as the store does. */
  claim(name: string, ms: number): Promise<boolean>;
  /** Gives it up, if this process holds it. */
  release(name: string): Promise<void>;
}

/** What was read out of a picture or a video itself. Absent means that it could not be read, never a guess. */
export interface Measures {
  /** How long a video runs, in seconds. */
  readonly seconds?: number;
  /** A picture's size in pixels as it is stored, before any turn that the camera noted. */
  readonly width?: number;
  readonly height?: number;
}

/** A file kept by content: the same bytes are kept once. */
export interface KeptFile extends Measures {
  /** Lower-case hex SHA-256 of the bytes; the file's only name in the store. */
  readonly hash: string;
  readonly bytes: number;
  /** Media type found in the content itself, `application/octet-stream` where none is recognised. */
  readonly mediaType: string;
  /** File-name extension that fits the content, without dot; `bin` where none is recognised. */
  readonly extension: string;
}

/** Files beside the records. `put` streams to disk, syncs, then names the file by its hash. */
export interface FileStore {
  /** Rejects with `AppError` `file.too_large` as soon as `maxBytes` is passed, `file.empty` for no bytes; leaves nothing. */
  put(content: AsyncIterable<Uint8Array>, limits: { maxBytes: number }): Promise<KeptFile>;
  /** The bytes, or undefined where no such file is kept. A range counts from 0 and includes both ends, as HTTP's does. */
  open(
    hash: string,
  ): Promise<
    | { readonly bytes: number; read(range?: { start: number; end: number }): AsyncIterable<Uint8Array> }
    | undefined
  >;
  /** Removes a file for good; one that is not kept is no error. Whoever asks knows that nothing refers to it. */
  remove(hash: string): Promise<void>;
  /** A small JPEG of a kept picture, without what a camera noted in it; undefined where none can be made. */
  thumbnail(hash: string): Promise<Uint8Array | undefined>;
  /** Files that come piece by piece, over broken connections and restarts. */
  readonly parts: PartStore;
}

/** Half a file, by an id of its sender's choosing: 1 to 64 letters, digits, `-` and `_`. */
export interface PartStore {
  /** How many bytes of it are here; 0 where there are none. What was answered survives the process. */
  size(id: string): Promise<number>;
  /**
   * Adds what comes to the `offset` bytes that are there; the new size. Rejects with `AppError` `file.offset` where
   * another number of bytes is there and `file.too_large` where the whole would pass `maxBytes`. Where the sender
   * breaks off it rejects with the sender's error, and what came before stays. One writer at a time.
   */
  append(
    id: string,
    content: AsyncIterable<Uint8Array>,
    where: { offset: number; maxBytes: number },
  ): Promise<number>;
  /** Makes it a kept file; the part is gone then. Rejects with `file.empty` where nothing came. */
  finish(id: string): Promise<KeptFile>;
  drop(id: string): Promise<void>;
  /** Drops what has not grown since that moment; how many there were. */
  clear(before: Date): Promise<number>;
}

/**
 * Under this prefix channels keep what they know of files on their way, the file's part named by the key's last piece.
 * What turns out not to be public is erased there too.
 */
export const UPLOADS = 'upload/';

/** As much of such a record as tells whose content it is. */
export interface UploadRecord {
  readonly place: Place | null;
  /** The file, once all of it has come. */
  readonly kept: KeptFile | null;
}

/** The place a file is meant for: an answer of a submission. */
export interface Place {
  readonly submission: string;
  readonly path: string;
}

/** Whether a file may come, decided before any of its bytes are written. */
export type Admission =
  | {
      readonly ok: true;
      /** Most that it may have. */
      readonly maxBytes: number;
      /** Where it goes; null where the person will be asked. */
      readonly place: Place | null;
    }
  /** `say` is the sentence for the person. */
  | { readonly ok: false; readonly code: string; readonly say: string };

/** Asked by every channel before it takes a file. */
export interface Intake {
  /**
   * `bytes` where the sender told them; `pending` is what the person is sending besides. Without a place the file is
   * for the question that is being asked.
   */
  admit(
    person: string,
    file: { readonly name: string; readonly bytes?: number; readonly pending?: number },
    place?: Place,
  ): Promise<Admission>;
}

/** What a link for uploading leads to, or why it leads nowhere. */
export type LinkView =
  | {
      readonly state: 'open';
      /** Tells the link apart; no secret. */
      readonly id: string;
      readonly person: string;
      readonly place: Place;
      readonly call: string;
      readonly label: string;
      readonly ask: string;
      /** Extensions. */
      readonly accept: readonly string[];
      /** Most files, where the question says so. */
      readonly most: number | null;
      /** Instant, ISO 8601 UTC. */
      readonly expiresAt: string;
    }
  | { readonly state: 'unknown' | 'expired' | 'used' };

/** A kept file as an attachment of a message. */
export interface SentAttachment {
  readonly name?: string;
  readonly contentType: string;
  readonly contentUrl?: string;
  readonly content?: unknown;
}

/** Links for uploading, by their tokens. */
export interface Links {
  view(token: string): Promise<LinkView>;
  /** Whose a link is or was, open or not; undefined where it is not known. */
  owner(
    token: string,
  ): Promise<{ readonly id: string; readonly person: string; readonly place: Place } | undefined>;
  /**
   * All files came, having set out in time: the link is used up, and its conversation hears of them. Repeated with the
   * same files it is done.
   */
  finish(token: string, files: readonly SentAttachment[]): Promise<'done' | 'unknown' | 'used'>;
}

/** What a channel can carry. Everything that differs between channels is read from here, never from its name. */
export interface Capabilities {
  /** Quick-reply buttons shown at once; 0 where options must be numbered in the text. */
  readonly buttons: number;
  /** Adaptive Cards or their like. */
  readonly cards: boolean;
  /** A person can send files in the chat. */
  readonly filesIn: boolean;
  /** The bot can send files in the chat; otherwise a link. */
  readonly filesOut: boolean;
  /** Longest message, in UTF-8 bytes. */
  readonly messageBytes: number;
  /** Text is shown as Markdown. */
  readonly markdown: boolean;
  /** A client fetches from the log what it missed; elsewhere what is said waits until it is delivered. */
  readonly replays: boolean;
}

/** Read access to a conversation's durable log, in order: what was said by both sides. */
export interface LogEntry {
  /** Grows by one per activity of a conversation, from 1. */
  readonly seq: number;
  /** A Bot Framework activity with id, from, timestamp; a plain object. */
  readonly activity: Json;
}

export interface ConversationLog {
  /** Entries after `seq`, oldest first. */
  after(conversation: string, seq: number): Promise<readonly LogEntry[]>;
}

/** One line of a section's list in the page beside the chat. */
export interface DeskItem {
  readonly path: string;
  readonly label: string;
  readonly state: 'given' | 'none' | 'unknown' | 'skipped' | 'open';
  readonly required: boolean;
  /** Shown answer, cut to a line. */
  readonly value: string;
}

export interface DeskSection {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly done: number;
  readonly total: number;
  readonly items: readonly DeskItem[];
}

/** What the page shows beside the chat: the person's current draft. */
export interface DeskView {
  /** null while the person has no current draft. */
  readonly submission: {
    readonly id: string;
    readonly call: string;
    readonly title: string;
    readonly revision: number;
    /** Path being asked now. */
    readonly focus: string | null;
    readonly done: number;
    readonly total: number;
    readonly sections: readonly DeskSection[];
    readonly documents: readonly {
      readonly id: string;
      readonly name: string;
      readonly fileName: string;
      readonly kind: 'docx' | 'xlsx';
      readonly draft: boolean;
    }[];
  } | null;
}

export interface Download {
  /** Safe on every system, extension included. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What a page may fetch for a person; every method sees that person's own submissions only. */
export interface Desk {
  view(person: string): Promise<DeskView>;
  /** HTML fragment of the documents as they fill and of the ladders; `data-path` marks the answers. */
  preview(person: string, submission: string): Promise<string | undefined>;
  download(person: string, submission: string, document: string): Promise<Download | undefined>;
  /** Small JPEG of a picture among the submission's files. */
  picture(person: string, submission: string, hash: string): Promise<Uint8Array | undefined>;
}
