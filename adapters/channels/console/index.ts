/** The terminal's channel: one message a line in, replies out. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Activity } from 'botbuilder';
import type { FileStore, Intake } from '../../../forms/ports.ts';
import { hasText, text } from '../../../forms/text/index.ts';
import { fileAttachment, LONGEST_TEXT, makeActivity } from '../activity.ts';
import { cleanFileName } from '../filename.ts';
import type { TurnLogic } from './adapter.ts';
import { CHANNEL, ConsoleAdapter } from './adapter.ts';
import { jsonLine, plainText, saveFiles } from './print.ts';

const UPLOAD = /^\/upload\s+(.+)$/;

export interface ConsoleOptions {
  readonly logic: TurnLogic;
  readonly input: Readable;
  readonly output: Writable;
  /** Where failures are told; one line each. */
  readonly errors: Writable;
  /** One Bot Framework activity per line instead of text. */
  readonly json: boolean;
  /** Who speaks; the person is `console:<user>`. */
  readonly user: string;
  readonly files: FileStore;
  readonly intake: Intake;
  /** Folder for the files the bot sends. */
  readonly folder: string;
  readonly clock: { now(): Date };
  /** The adapter that shows what is said; one of its own where nothing is said first. */
  readonly adapter?: ConsoleAdapter;
  /** Done before the first line is read and after each message: what waits for the person is told then. */
  readonly between?: () => Promise<void>;
}

/** Where and how the terminal shows what the bot says. */
export type Screen = Pick<ConsoleOptions, 'output' | 'json' | 'files' | 'folder'>;

/** The adapter of a terminal; also for what is said first. */
export function consoleAdapter(screen: Screen): ConsoleAdapter {
  return new ConsoleAdapter((activity) => show(activity, screen));
}

/** The account, and the only conversation, of someone at a terminal. */
export function consoleAccount(user: string): string {
  return `${CHANNEL}:${user}`;
}

/**
 * Reads to the end of input, one turn after another, and resolves when the last one is done. A turn that fails is
 * told on `errors` and the next line is read; the result counts both.
 */
export async function runConsole(options: ConsoleOptions): Promise<{ turns: number; failed: number }> {
  const { input, errors, logic, between = async () => undefined } = options;
  const adapter = options.adapter ?? consoleAdapter(options);
  let turns = 0;
  let failed = 0;
  // Lines that come before anybody listens would be lost: input is opened after.
  await between();
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    const words = line.replace(/^\ufeff/, '').toWellFormed();
    if (words.trim() === '') continue;
    turns += 1;
    try {
      await adapter.receive(await read(words, options), logic);
    } catch (error) {
      failed += 1;
      await write(errors, `${text('chat.refused', { line: turns, why: describe(error) })}\n`);
    }
    await between();
  }
  return { turns, failed };
}

/** A line that is not sent; its message is the sentence for the person. */
class Unsent extends Error {}

/** A line as an activity; `/upload PATH` keeps the file first. */
async function read(line: string, options: ConsoleOptions): Promise<Partial<Activity>> {
  const { user, files, clock, intake } = options;
  if (line.length > LONGEST_TEXT) throw new Unsent(text('chat.too_long', { max: LONGEST_TEXT }));
  const id = consoleAccount(user);
  const origin = {
    channelId: CHANNEL,
    person: { id, name: user },
    conversation: id,
    serviceUrl: `urn:${CHANNEL}`,
    now: clock.now(),
  };
  const path = UPLOAD.exec(line.trim())?.[1]?.replace(/^(["'])(.*)\1$/, '$2');
  if (path === undefined) return makeActivity({ type: 'message', text: line }, origin);
  const name = cleanFileName(basename(path));
  const admission = await intake.admit(id, { name, bytes: (await stat(path)).size });
  if (!admission.ok) throw new Unsent(admission.say);
  const kept = await files.put(bytesOf(path), { maxBytes: admission.maxBytes });
  return makeActivity({ type: 'message', text: '' }, origin, [fileAttachment(name, kept)]);
}

/** The file's bytes, opened only when they are asked for: nobody would hear an earlier failure. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path) as AsyncIterable<Uint8Array>;
}

async function show(activity: Partial<Activity>, options: Screen): Promise<void> {
  const saved = await saveFiles(activity.attachments ?? [], options.files, options.folder);
  await write(options.output, options.json ? jsonLine(activity, saved) : plainText(activity, saved));
}

function write(to: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    to.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return text('chat.why.other', { why: 'unknown error' });
  if (error instanceof Unsent) return error.message;
  const code = 'code' in error ? String(error.code) : '';
  return hasText(`chat.why.${code}`)
    ? text(`chat.why.${code}`)
    : text('chat.why.other', { why: code === '' ? error.message : `${code}: ${error.message}` });
}

export type { TurnLogic } from './adapter.ts';
export { CHANNEL, consoleCapabilities } from './adapter.ts';
