/** Sends parts as an application's messages, at the platform's pace. */
import { createHash } from 'node:crypto';
import { AppError } from '../../../../forms/error.ts';
import type { Capabilities, FileStore, Store } from '../../../../forms/ports.ts';
import { text } from '../../../../forms/text/index.ts';
import { Pace, type Timer } from '../../pace.ts';
import { CORPORATION, MEMBER, paceIn } from '../pace.ts';
import type { Address, Part, Sent, Transport } from '../transport.ts';
import type { Answer, AppClient } from './client.ts';

export const CHANNEL = 'wecom';

/** No file reaches an application: evidence comes by an upload page. Links can be opened from a text. */
export const appCapabilities: Capabilities = {
  buttons: 20,
  cards: false,
  filesIn: false,
  filesOut: true,
  messageBytes: 2048,
  markdown: false,
  replays: false,
};

export interface TransportDeps {
  readonly client: AppClient;
  readonly agentId: number;
  readonly files: FileStore;
  readonly store: Store;
  readonly timer: Timer;
  readonly report: (code: string, fields?: Readonly<Record<string, unknown>>) => void;
}

/**
 * A message whose answer was lost may have arrived: the same again within this time, in seconds, is dropped by the
 * platform. What this process knows to be in doubt is kept apart for longer, as several attempts may fail.
 */
const REPEAT_S = 60;
const DOUBT_S = 4 * 3600;
/** Messages in doubt that are remembered; the oldest go first. */
const MOST_DOUBTS = 10_000;

export class AppTransport implements Transport {
  readonly channel = CHANNEL;
  readonly capabilities = appCapabilities;
  readonly #deps: TransportDeps;
  readonly #pace: Pace;
  readonly #corporation: Pace;
  /** Messages that were sent and not answered, by their hash. */
  readonly #doubts = new Set<string>();
  /** When which words last reached whom, in order, by their hash. */
  readonly #arrived = new Map<string, number>();

  constructor(deps: TransportDeps) {
    this.#deps = deps;
    const waits = (ms: number): void => deps.report('wecom.paced', { channel: CHANNEL, ms });
    this.#pace = new Pace(MEMBER, deps.timer, waits, paceIn(deps.store, CHANNEL));
    this.#corporation = new Pace(CORPORATION, deps.timer, waits);
  }

  /** https://developer.work.weixin.qq.com/document/path/90236 */
  async send(to: Address, part: Part): Promise<Sent> {
    const message = await this.#message(part);
    const name = createHash('sha256')
      .update(JSON.stringify([to.member, message]))
      .digest('base64');
    await this.#pace.admit(to.member);
    await this.#corporation.admit('');
    const apart = this.#doubts.has(name) ? DOUBT_S : REPEAT_S;
    const once = { enable_duplicate_check: 1, duplicate_check_interval: apart };
    this.#doubt(name);
    const answer = await this.#deps.client.post('/cgi-bin/message/send', {
      touser: to.member,
      agentid: this.#deps.agentId,
      ...message,
      ...(this.#saidBefore(name) ? {} : once),
    });
    this.#doubts.delete(name);
    refuseUnreached(answer);
    this.#arrived.delete(name);
    this.#arrived.set(name, this.#deps.timer.now());
    const { msgid: id, response_code: code } = answer;
    return {
      ...(typeof id === 'string' && id !== '' ? { id } : {}),
      ...(typeof code === 'string' && code !== '' ? { code } : {}),
    };
  }

  /** Within 24 hours, and in WeCom's own clients only. https://developer.work.weixin.qq.com/document/path/94867 */
  async recall(id: string): Promise<void> {
    await this.#corporation.admit('');
    await this.#deps.client.post('/cgi-bin/message/recall', { msgid: id });
  }

  /** Until the platform has answered, nobody knows whether it has it. */
  #doubt(name: string): void {
    this.#doubts.add(name);
    const oldest = this.#doubts.size > MOST_DOUBTS ? this.#doubts.values().next().value : undefined;
    if (oldest !== undefined) this.#doubts.delete(oldest);
  }

  /**
   * Whether these words reached that member a moment ago: then they are meant to be said twice, and the platform must not
   * drop them. Right after a start the same words are rather what a process said that died before it could note it.
   */
  #saidBefore(name: string): boolean {
    const then = this.#deps.timer.now() - (REPEAT_S + 5) * 1000;
    for (const [each, at] of this.#arrived) {
      if (at > then) break;
      this.#arrived.delete(each);
    }
    return this.#arrived.has(name);
  }

  /**
   * Greys a card's buttons out. A code holds 72 hours and once.
   * https://developer.work.weixin.qq.com/document/path/94888
   */
  async retire({ member }: Address, _task: string, code?: string): Promise<void> {
    const { client, agentId, report } = this.#deps;
    if (code === undefined) return;
    try {
      await this.#corporation.admit('');
      await client.post('/cgi-bin/message/update_template_card', {
        userids: [member],
        agentid: agentId,
        response_code: code,
        button: { replace_name: text('wecom.card_done') },
      });
    } catch (error) {
      // The card stays as it is; a click on it is told that it is over.
      report('wecom.card_refused', { error: error instanceof AppError ? error.code : 'Error' });
    }
  }

  async #message(part: Part): Promise<object> {
    switch (part.kind) {
      case 'text':
        return { msgtype: 'text', text: { content: part.text } };
      case 'card':
        return { msgtype: 'template_card', template_card: cardOf(part) };
      case 'file':
        return { msgtype: 'file', file: { media_id: await this.#upload(part) } };
    }
  }

  /** A temporary medium. https://developer.work.weixin.qq.com/document/path/90253 */
  async #upload({ name, file }: Extract<Part, { kind: 'file' }>): Promise<string> {
    const kept = await this.#deps.files.open(file.hash);
    if (!kept) throw new AppError('send.refused', 'the file is not there any more');
    const pieces: Uint8Array[] = [];
    for await (const piece of kept.read()) pieces.push(piece);
    const form = (): FormData => {
      const data = new FormData();
      data.append('media', new Blob(pieces as Uint8Array<ArrayBuffer>[], { type: file.mediaType }), name);
      return data;
    };
    const answer = await this.#deps.client.upload('/cgi-bin/media/upload', { type: 'file' }, form);
    if (typeof answer.media_id !== 'string') throw new AppError('send.failed', 'no media id');
    return answer.media_id;
  }
}

/** A card whose buttons come back as an event. https://developer.work.weixin.qq.com/document/path/90236 */
export function cardOf({ task, text: words, buttons }: Extract<Part, { kind: 'card' }>): object {
  return {
    card_type: 'button_interaction',
    main_title: { title: text('wecom.card_title') },
    sub_title_text: words,
    task_id: task,
    button_list: buttons.map(({ title, value }) => ({ text: title, style: 1, key: value })),
  };
}

/** The platform answers 0 and names whom it did not reach, in lower case. */
function refuseUnreached(answer: Answer): void {
  const unreached = ['invaliduser', 'unlicenseduser', 'unlicenseuser'].some(
    (field) => String(answer[field] ?? '') !== '',
  );
  if (unreached) throw new AppError('send.refused', 'the member cannot be reached');
}
