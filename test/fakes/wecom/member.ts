/**
 * A member of the corporation in the chat with an application: what they send becomes callbacks, what they see is what
 * the platform delivered.
 * https://developer.work.weixin.qq.com/document/path/90239 and https://developer.work.weixin.qq.com/document/path/90240
 */
import { type Callbacks, type Delivery, type XmlValue, xmlOf } from './callbacks.ts';
import type { Delivered, Platform } from './platform.ts';

/** Ids have 64 bits: more than a number of JavaScript holds. */
let lastId = 7_412_589_630_741_258_963n;

export class Member {
  /** As the platform writes it in callbacks: with capitals, where it answers in lower case. */
  readonly id: string;
  readonly #callbacks: Callbacks;
  readonly #platform: Platform;

  constructor(id: string, callbacks: Callbacks, platform: Platform) {
    this.id = id;
    this.#callbacks = callbacks;
    this.#platform = platform;
  }

  get seen(): readonly Delivered[] {
    return this.#platform.seenBy(this.id.toLowerCase());
  }

  text(words: string, id?: bigint): Delivery {
    return this.#message('text', { Content: words }, id);
  }

  image(name: string, bytes: Buffer): Delivery {
    const MediaId = this.#platform.keep(name, bytes);
    return this.#message('image', { PicUrl: `https://example.com/${MediaId}`, MediaId });
  }

  voice(name: string, bytes: Buffer): Delivery {
    return this.#message('voice', { MediaId: this.#platform.keep(name, bytes), Format: 'amr' });
  }

  video(name: string, bytes: Buffer): Delivery {
    const MediaId = this.#platform.keep(name, bytes);
    return this.#message('video', { MediaId, ThumbMediaId: `${MediaId}t` });
  }

  /** No documentation knows it, yet some have seen it. */
  file(name: string, bytes: Buffer): Delivery {
    return this.#message('file', { FileName: name, MediaId: this.#platform.keep(name, bytes) });
  }

  location(label: string, latitude: number, longitude: number): Delivery {
    return this.#message('location', {
      Location_X: latitude,
      Location_Y: longitude,
      Scale: 15,
      Label: label,
      AppType: 'wxwork',
    });
  }

  link(title: string, description: string, url: string): Delivery {
    return this.#message('link', { Title: title, Description: description, Url: url, PicUrl: '' });
  }

  /** A tap on a button of a card, the newest one unless told; with it comes a new code to change the card by. */
  click(
    value: string,
    task = this.seen.findLast(({ type }) => type === 'template_card')?.task ?? '',
  ): Delivery {
    return this.event('template_card_event', {
      EventKey: value,
      TaskId: task,
      CardType: 'button_interaction',
      ResponseCode: this.#platform.newCode(task),
      AgentID: this.#callbacks.settings.agentId,
    });
  }

  /** Anything else that happens; `at` in seconds since 1970. */
  event(name: string, fields: Readonly<Record<string, XmlValue>> = {}, at?: number): Delivery {
    return this.#callbacks.deliver(xmlOf({ ...this.#common('event', at), Event: name, ...fields }));
  }

  /** A message of any type. */
  #message(type: string, fields: Readonly<Record<string, XmlValue>>, id?: bigint): Delivery {
    return this.#callbacks.deliver(this.document(type, fields, id));
  }

  /** The document of a message, before it is encrypted. */
  document(type: string, fields: Readonly<Record<string, XmlValue>>, id?: bigint): string {
    lastId += 1n;
    const { agentId } = this.#callbacks.settings;
    return xmlOf({ ...this.#common(type), ...fields, MsgId: id ?? lastId, AgentID: agentId });
  }

  #common(type: string, at = Math.floor(this.#callbacks.settings.timer.now() / 1000)) {
    return {
      ToUserName: this.#callbacks.settings.corpId,
      FromUserName: this.id,
      CreateTime: at,
      MsgType: type,
    };
  }
}
