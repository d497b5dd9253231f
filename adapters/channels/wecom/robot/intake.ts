/**
 * What comes in: files are fetched at once, as their address holds five minutes; turns are run one after another for
 * each chat, in the order in which things were said. The platform sends nothing twice, so that whoever is not served is
 * told.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../../../../forms/error.ts';
import type { Json } from '../../../../forms/json.ts';
import type { FileStore, Intake, Store } from '../../../../forms/ports.ts';
import { text as sentence } from '../../../../forms/text/index.ts';
import type { Timer } from '../../pace.ts';
import { personOf, type TurnLogic, type WecomAdapter } from '../adapter.ts';
import type { Address, Incoming } from '../transport.ts';
import type { Report } from './connection.ts';
import { type Medium, type Message, readFrame, type Says } from './frame.ts';
import { type Fetched, fetchMedium, type Kept, keepMedium, type MediaDeps } from './media.ts';
import { CHANNEL, type RobotTransport } from './transport.ts';

export interface IntakeDeps {
  readonly botId: string;
  readonly files: FileStore;
  readonly timer: Timer;
  readonly intake: Intake;
  readonly adapter: WecomAdapter;
  readonly transport: RobotTransport;
  readonly logic: TurnLogic;
  readonly store: Store;
  readonly report: Report;
}

/** Messages with files that are being fetched. After this time, in ms, nobody waits for an answer any more. */
const FETCHING = 'wecom/fetching/';
const FETCHING_MS = 24 * 3600_000;

/** One thing said, in its turn. */
interface Job {
  readonly message: Message;
  readonly id: string;
  readonly from: Address;
  readonly says: Says;
  readonly fetched: Promise<Fetched> | undefined;
}

export class RobotIntake {
  readonly #deps: IntakeDeps;
  readonly #tails = new Map<string, Promise<void>>();

  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /** Takes a frame. Returns at once; what it means is done in its turn. */
  receive(frame: unknown): void {
    const message = readFrame(frame);
    if (message?.group) this.#queue(message.chat, () => this.#toGroup(message.chat));
    else if (message) this.#take(message);
    else this.#deps.report('wecom.ignored', { channel: CHANNEL });
  }

  /** Takes up what another process, or this one before, was still fetching when it ended. */
  async resume(): Promise<void> {
    for (const { value } of await this.#deps.store.list(FETCHING)) this.#take(value as unknown as Message);
  }

  #take(message: Message): void {
    const from = this.#addressOf(message);
    const noted = this.#note(message);
    const many = message.says.length > 1;
    for (const [at, says] of message.says.entries()) {
      const id = many ? `${message.id}:${at + 1}` : message.id;
      if (says.kind === 'click') this.#deps.transport.clicked(says.task, message.request, says.value);
      const fetched = says.kind === 'media' ? this.#fetch(says.medium) : undefined;
      this.#queue(from.conversation, () => this.#serve({ message, id, from, says, fetched }));
    }
    if (noted !== undefined) this.#queue(from.conversation, async () => this.#forget(await noted));
  }

  /** A file takes its time, and is sent only once: that it is being fetched is written down. Gives the record's key. */
  async #keep(message: Message): Promise<string> {
    const key = `${FETCHING}${hashOf(message.id)}`;
    const value = message as unknown as Json;
    await this.#deps.store.commit([{ key, value, expect: 'any', ttlMs: FETCHING_MS }]);
    return key;
  }

  #note(message: Message): Promise<string> | undefined {
    if (message.says.every(({ kind }) => kind !== 'media')) return undefined;
    const noted = this.#keep(message);
    // Nobody may be waiting for it yet when it fails.
    noted.catch(() => undefined);
    return noted;
  }

  async #forget(key: string): Promise<void> {
    await this.#deps.store.commit([{ key, value: null, expect: 'any' }]);
  }

  /** Resolves when nothing is being done any more. */
  async settled(): Promise<void> {
    while (this.#tails.size > 0) await Promise.all(this.#tails.values());
  }

  #addressOf({ chat }: Message): Address {
    return { conversation: `robot:${this.#deps.botId}:${chat}`, member: chat.toLowerCase() };
  }

  #queue(key: string, work: () => Promise<void>): void {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before
      .then(work)
      .catch((error) => this.#deps.report('wecom.turn_failed', { channel: CHANNEL, error: codeOf(error) }))
      .finally(() => {
        if (this.#tails.get(key) === mine) this.#tails.delete(key);
      });
    this.#tails.set(key, mine);
  }

  /** Begins at once. */
  #fetch(medium: Medium): Promise<Fetched> {
    const fetched = fetchMedium(medium, this.#deps.timer);
    // Nobody may be waiting for it yet when it fails.
    fetched.catch(() => undefined);
    return fetched;
  }

  async #serve({ message, id, from, says, fetched }: Job): Promise<void> {
    switch (says.kind) {
      case 'text':
        return this.#turn({ id, from, said: { kind: 'text', text: says.text } });
      case 'click':
        return this.#turn({ id, from, said: { kind: 'click', value: says.value, task: says.task } });
      case 'media':
        return this.#file(id, from, says.medium, fetched ?? this.#fetch(says.medium));
      case 'opened':
        return this.#open(message, from);
      case 'unread':
        return this.#tell(from, sentence('wecom.unread'));
    }
  }

  async #turn(incoming: Incoming): Promise<void> {
    const { adapter, logic, report } = this.#deps;
    await this.#wrote(incoming.from);
    try {
      await adapter.receive(incoming, logic);
    } catch (error) {
      report('wecom.turn_failed', { channel: CHANNEL, error: codeOf(error) });
      await this.#tell(incoming.from, sentence('wecom.not_handled'));
    }
  }

  /** Whether a file may come is decided in its turn: what was said before may ask for it. */
  async #file(id: string, from: Address, medium: Medium, fetched: Promise<Fetched>): Promise<void> {
    const { files, timer, intake, report } = this.#deps;
    const admit: MediaDeps['admit'] = (file) => intake.admit(personOf(from.member), file);
    let kept: Kept;
    try {
      kept = await keepMedium(medium, fetched, { files, timer, admit });
    } catch (error) {
      report('wecom.media_refused', { channel: CHANNEL, error: codeOf(error) });
      return this.#tell(from, sentence('wecom.file_lost'));
    }
    if (kept.kind === 'refused') {
      report('wecom.media_refused', { channel: CHANNEL });
      return this.#tell(from, kept.say);
    }
    return this.#turn({ id, from, said: { kind: 'file', name: kept.name, file: kept.file } });
  }

  async #tell(to: Address, words: string): Promise<void> {
    await this.#deps.transport.send(to, { kind: 'text', text: words });
  }

  /** Nobody may be written to before they wrote: until then there is one answer to the opened chat. */
  async #open({ id, request }: Message, from: Address): Promise<void> {
    const { adapter, transport, logic, store } = this.#deps;
    const key = wroteKey(from);
    const known = (await store.read([key])).has(key);
    if (known) return adapter.receive({ id, from, said: { kind: 'opened' } }, logic);
    await transport.welcome(from, request, sentence('wecom.welcome'));
  }

  async #wrote(from: Address): Promise<void> {
    const { store } = this.#deps;
    const key = wroteKey(from);
    if (!(await store.read([key])).has(key)) await store.commit([{ key, value: true, expect: 'any' }]);
  }

  async #toGroup(chat: string): Promise<void> {
    await this.#deps.transport.tellGroup(chat, sentence('wecom.group_private'));
  }
}

function wroteKey({ conversation }: Address): string {
  return `wecom/wrote/${hashOf(conversation)}`;
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'Error';
}
