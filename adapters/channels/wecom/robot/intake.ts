/**
 * What comes in: files are fetched at once, as their address holds five minutes; turns are run one after another for
 * each chat, in the order in which things were said. The platform sends nothing twice, so that whoever is not served is
 * told.
 */
import { createHash } from 'node:crypto';
import { AppError } from '../../../../forms/error.ts';
import type { Store } from '../../../../forms/ports.ts';
import { text as sentence } from '../../../../forms/text/index.ts';
import type { TurnLogic, WecomAdapter } from '../adapter.ts';
import type { Address, Incoming } from '../transport.ts';
import type { Report } from './connection.ts';
import { type Message, readFrame, type Says } from './frame.ts';
import { keepMedium, type MediaDeps } from './media.ts';
import { CHANNEL, type RobotTransport } from './transport.ts';

export interface IntakeDeps extends MediaDeps {
  readonly botId: string;
  readonly adapter: WecomAdapter;
  readonly transport: RobotTransport;
  readonly logic: TurnLogic;
  readonly store: Store;
  readonly report: Report;
}

/** What there is to do for one thing said. */
type Ready =
  | { readonly kind: 'turn'; readonly incoming: Incoming }
  | { readonly kind: 'tell'; readonly words: string };

export class Intake {
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

  #take(message: Message): void {
    const from = this.#addressOf(message);
    const many = message.says.length > 1;
    for (const [at, says] of message.says.entries()) {
      const id = many ? `${message.id}:${at + 1}` : message.id;
      if (says.kind === 'click') this.#deps.transport.clicked(says.task, message.request, says.value);
      const fetched = this.#ready(id, from, says);
      this.#queue(from.conversation, () =>
        says.kind === 'opened' ? this.#open(message, from) : this.#serve(from, fetched),
      );
    }
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

  async #serve(from: Address, fetched: Promise<Ready>): Promise<void> {
    const { adapter, transport, logic, report } = this.#deps;
    const ready = await fetched;
    if (ready.kind === 'tell') return transport.send(from, { kind: 'text', text: ready.words });
    await this.#wrote(from);
    try {
      await adapter.receive(ready.incoming, logic);
    } catch (error) {
      report('wecom.turn_failed', { channel: CHANNEL, error: codeOf(error) });
      await transport.send(from, { kind: 'text', text: sentence('wecom.turn_failed') });
    }
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

  /** Begins at once; never rejects. */
  async #ready(id: string, from: Address, says: Says): Promise<Ready> {
    const turn = (said: Incoming['said']): Ready => ({ kind: 'turn', incoming: { id, from, said } });
    switch (says.kind) {
      case 'text':
        return turn({ kind: 'text', text: says.text });
      case 'click':
        return turn({ kind: 'click', value: says.value, task: says.task });
      case 'opened':
        return turn({ kind: 'opened' });
      case 'unread':
        return { kind: 'tell', words: sentence('wecom.unread') };
      case 'media':
        try {
          return turn({ kind: 'file', ...(await keepMedium(says.medium, this.#deps)) });
        } catch (error) {
          return { kind: 'tell', words: this.#whyNot(error) };
        }
    }
  }

  #whyNot(error: unknown): string {
    const { report, maxBytes } = this.#deps;
    const code = codeOf(error);
    report('wecom.media_refused', { channel: CHANNEL, error: code });
    const size = Math.floor(maxBytes / (1024 * 1024));
    if (code === 'file.too_large') return sentence('wecom.file_large', { size });
    return sentence(code === 'file.empty' ? 'wecom.file_empty' : 'wecom.file_lost');
  }
}

function wroteKey({ conversation }: Address): string {
  return `wecom/wrote/${createHash('sha256').update(conversation).digest('hex').slice(0, 32)}`;
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'Error';
}
