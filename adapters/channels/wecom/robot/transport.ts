/** Sends parts over the long connection, at the platform's pace. */
import type { SendMsgBody, TemplateCard, WSClient } from '@wecom/aibot-node-sdk';
import { AppError } from '../../../../forms/error.ts';
import type { Capabilities, FileStore, Store } from '../../../../forms/ports.ts';
import { text as sentence } from '../../../../forms/text/index.ts';
import { Pace, type Timer } from '../../pace.ts';
import { MEMBER, paceIn } from '../pace.ts';
import type { Address, Button, Part, Transport } from '../transport.ts';
import type { Connection, Report } from './connection.ts';
import { Kept } from './kept.ts';
import { asMarkdown } from './markdown.ts';
import { explain, failure } from './refusal.ts';

export const CHANNEL = 'wecomrobot';

export const robotCapabilities: Capabilities = {
  buttons: 20,
  cards: false,
  filesIn: true,
  filesOut: true,
  messageBytes: 2048,
  // Its messages are Markdown, but what it is given is text and is shown as such.
  markdown: false,
  replays: false,
};

/** An event's own answer is taken for five seconds; a little is left for the way. */
const ANSWER_MS = 4_500;
/** A medium is kept by the platform for three days; it is not counted on to the last hour. */
const MEDIUM_MS = 2.5 * 24 * 3600_000;
/** Longest Markdown sent, in bytes: twice what one text may be, as each mark takes one more character. */
const MARKDOWN_BYTES = 4096;

type Card = Extract<Part, { kind: 'card' }>;
type FilePart = Extract<Part, { kind: 'file' }>;
/** Something that can be answered by its `req_id`, until then. */
interface Answerable {
  readonly request: string;
  readonly until: number;
}
interface Clicked extends Answerable {
  readonly value: string;
}

export interface TransportDeps {
  readonly connection: Connection;
  readonly files: FileStore;
  readonly store: Store;
  readonly timer: Timer;
  readonly report: Report;
}

/** The chat of a conversation: its id ends with what the platform calls it. */
function chatOf({ conversation }: Address): string {
  return conversation.slice(conversation.lastIndexOf(':') + 1);
}

export class RobotTransport implements Transport {
  readonly channel = CHANNEL;
  readonly capabilities = robotCapabilities;
  readonly #deps: TransportDeps;
  #pace: Pace;
  readonly #cards = new Kept<Card>(10_000);
  readonly #clicks = new Kept<Clicked>(1_000);
  readonly #media = new Kept<{ readonly id: string; readonly until: number }>(1_000);

  constructor(deps: TransportDeps) {
    this.#deps = deps;
    this.#pace = this.begin();
  }

  /** Goes on at the pace that another process has kept until now. */
  begin(): Pace {
    const { store, timer, report } = this.#deps;
    const waits = (ms: number): void => report('wecom.paced', { channel: CHANNEL, ms });
    this.#pace = new Pace(MEMBER, timer, waits, paceIn(store, CHANNEL));
    return this.#pace;
  }

  async send(to: Address, part: Part): Promise<undefined> {
    await this.#push(to, 1, await this.#body(part));
    if (part.kind === 'card') this.#cards.set(part.task, part);
  }

  /** A word to a group, which is not interviewed. */
  async tellGroup(chat: string, words: string): Promise<void> {
    await this.#push({ conversation: chat, member: chat }, 2, markdown(words));
  }

  /**
   * The answer to somebody who opened the chat. It needs no message of theirs before, but has to be there in five
   * seconds. https://developer.work.weixin.qq.com/document/path/101463 (回复欢迎语)
   */
  async welcome(to: Address, request: string, words: string): Promise<void> {
    const client = await this.#admitted(to);
    await this.#checked(
      client.replyWelcome({ headers: { req_id: request } }, { msgtype: 'text', text: { content: words } }),
    );
  }

  /** A card was clicked: for some seconds it may be changed. */
  clicked(task: string, request: string, value: string): void {
    this.#clicks.set(task, { request, value, until: this.#deps.timer.now() + ANSWER_MS });
  }

  /**
   * Leaves on a clicked card only what was chosen; one that was not clicked cannot be changed.
   * https://developer.work.weixin.qq.com/document/path/101463 (更新模板卡片)
   */
  async retire({ member }: Address, task: string): Promise<void> {
    const { timer, report, connection } = this.#deps;
    const [click, card] = [this.#clicks.take(task), this.#cards.take(task)];
    const chosen = card?.buttons.find(({ value }) => value === click?.value);
    if (!click || !card || !chosen || click.until < timer.now()) return;
    try {
      const client = await connection.client();
      const changed = cardOf(card, [chosen]);
      await client.updateTemplateCard({ headers: { req_id: click.request } }, changed, [member]);
    } catch (error) {
      // The card stays as it is; a click on it is told that it is over.
      report('wecom.card_refused', { error: explain(error).code });
    }
  }

  /**
   * Writes to a chat. It is acknowledged or rejected; what neither happens to is sent again later, as somebody rather
   * reads a thing twice than not at all. https://developer.work.weixin.qq.com/document/path/101463 (主动推送消息)
   */
  async #push(to: Address, chatType: 1 | 2, body: SendMsgBody): Promise<void> {
    const client = await this.#admitted(to);
    const message = { chat_type: chatType, ...body } as { chat_type: number } & SendMsgBody;
    await this.#checked(client.sendMessage(chatOf(to), message));
  }

  async #admitted(to: Address): Promise<WSClient> {
    await this.#pace.admit(to.conversation);
    return this.#deps.connection.client();
  }

  async #checked<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      const { code, message, status, renew } = explain(error);
      this.#deps.report('wecom.call_failed', { channel: CHANNEL, error: code, status });
      if (renew) this.#deps.connection.renew();
      throw failure(code, message, error);
    }
  }

  async #body(part: Part): Promise<SendMsgBody> {
    switch (part.kind) {
      case 'text':
        return markdown(part.text);
      case 'card':
        return { msgtype: 'template_card', template_card: cardOf(part, part.buttons) };
      case 'file':
        return { msgtype: 'file', file: { media_id: await this.#upload(part) } };
    }
  }

  /**
   * A temporary medium, in pieces of 512 KB. One that is there already is not sent up again.
   * https://developer.work.weixin.qq.com/document/path/101463 (上传临时素材)
   */
  async #upload({ name, file }: FilePart): Promise<string> {
    const { files, connection, timer } = this.#deps;
    const key = `${file.hash}/${name}`;
    const known = this.#media.get(key);
    if (known && known.until > timer.now()) return known.id;
    const kept = await files.open(file.hash);
    if (!kept) throw new AppError('send.refused', 'the file is not there any more');
    const pieces: Uint8Array[] = [];
    for await (const piece of kept.read()) pieces.push(piece);
    const client = await connection.client();
    const bytes = Buffer.concat(pieces);
    const { media_id: id } = await this.#checked(client.uploadMedia(bytes, { type: 'file', filename: name }));
    this.#media.set(key, { id, until: timer.now() + MEDIUM_MS });
    return id;
  }
}

/** Text as Markdown; where its marks would make it too long, as it is. */
function markdown(words: string): SendMsgBody {
  const marked = asMarkdown(words);
  const content = Buffer.byteLength(marked) <= MARKDOWN_BYTES ? marked : words;
  return { msgtype: 'markdown', markdown: { content } };
}

function cardOf({ task, text: words }: Card, buttons: readonly Button[]): TemplateCard {
  return {
    card_type: 'button_interaction',
    main_title: { title: sentence('wecom.card_title') },
    sub_title_text: words,
    task_id: task,
    button_list: buttons.map(({ title, value }) => ({ text: title, style: 1, key: value })),
  };
}
