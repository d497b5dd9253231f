/**
 * The ports through which the outside is reached. Adapters implement them; nothing here knows how.
 */
import type { DocModel, TableModel } from './documents/model.ts';
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
  /** HTML fragment of the documents as they fill, painted from the DocModel; `data-path` marks the answers. */
  preview(person: string, submission: string): Promise<string | undefined>;
  download(person: string, submission: string, document: string): Promise<Download | undefined>;
}

/** A file of a package with its path inside, folders separated by `/`. */
export interface PackedBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Paints models into files and pages. */
export interface Painter {
  docx(model: DocModel): Promise<Uint8Array>;
  xlsx(model: TableModel): Promise<Uint8Array>;
  /** HTML fragment, everything escaped. */
  html(models: readonly (DocModel | TableModel)[]): string;
  /** One zip of files in folders; rejects with `AppError` `zip.twice` where two have one path. */
  zip(files: readonly PackedBytes[]): Promise<Uint8Array>;
}
