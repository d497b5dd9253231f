/**
 * The platform's side of callbacks: signs, encrypts and delivers what members send. It waits five seconds for an answer
 * and sends again where there is none or another than 200, three times in all.
 * https://developer.work.weixin.qq.com/document/path/90238
 */
import { randomInt } from 'node:crypto';
import type { Timer } from '../../../adapters/channels/pace.ts';
import { encrypt, keyOf, type Secrets, signatureOf } from '../../../adapters/channels/wecom/crypto.ts';

export interface CallbackSettings {
  /** Where the application receives: 接收消息 → URL. */
  readonly url: string;
  readonly corpId: string;
  readonly agentId: number;
  readonly token: string;
  readonly aesKey: string;
  readonly timer: Timer;
}

/** Longest that an answer is waited for, in ms. */
const PATIENCE_MS = 5000;
const DELIVERIES = 3;

/** What a request to the application is made of; each part can be falsified. */
export interface Forgery {
  readonly secrets?: Partial<Secrets>;
  readonly signature?: string;
  /** Seconds since 1970. */
  readonly timestamp?: string;
  /** Encrypts otherwise. */
  readonly seal?: (secrets: Secrets, message: string) => string;
  /** The outer document around what is encrypted. */
  readonly wrap?: (encrypted: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What became of a message: the statuses of its deliveries so far; none for one that was not answered. */
export interface Delivery {
  /** Of the first delivery. */
  readonly first: Promise<number | undefined>;
  /** Resolves when it is delivered, or not tried any more. */
  readonly all: Promise<readonly (number | undefined)[]>;
}

export class Callbacks {
  readonly settings: CallbackSettings;
  /** How often a first answer is lost on its way back: every so many deliveries; 0 for never. */
  loseEvery = 0;
  #sent = 0;

  constructor(settings: CallbackSettings) {
    this.settings = settings;
  }

  get secrets(): Secrets {
    const { token, aesKey, corpId } = this.settings;
    return { token, key: keyOf(aesKey), receiver: corpId };
  }

  /** Delivers a document, signed and encrypted anew each time. */
  deliver(document: string): Delivery {
    const first = this.#once(document);
    return { first, all: this.#again(document, first) };
  }

  async #again(document: string, first: Promise<number | undefined>): Promise<(number | undefined)[]> {
    const statuses = [await first];
    while (statuses.at(-1) !== 200 && statuses.length < DELIVERIES) {
      // What was not answered has waited already; what was refused is sent again after as long.
      if (statuses.at(-1) !== undefined) await this.settings.timer.wait(PATIENCE_MS);
      statuses.push(await this.#once(document));
    }
    return statuses;
  }

  async #once(document: string): Promise<number | undefined> {
    const giveUp = new AbortController();
    const { timer } = this.settings;
    this.#sent += 1;
    const lost = this.loseEvery > 0 && this.#sent % this.loseEvery === 0;
    const answer = this.post(document, {}, giveUp.signal).then(
      ({ status }) => (lost ? undefined : status),
      () => undefined,
    );
    const late = timer.wait(PATIENCE_MS).then(() => undefined);
    const status = await Promise.race([answer, late]);
    giveUp.abort();
    return status;
  }

  /** One POST as it stands, falsified as told. */
  async post(
    document: string,
    forgery: Forgery = {},
    signal?: AbortSignal,
  ): Promise<{ readonly status: number; readonly body: string }> {
    const secrets = { ...this.secrets, ...forgery.secrets };
    const sealed = (forgery.seal ?? encrypt)(secrets, document);
    const wrap = forgery.wrap ?? ((encrypted) => this.#envelope(encrypted, secrets.receiver));
    const response = await fetch(this.#address(sealed, secrets, forgery), {
      method: 'POST',
      headers: { 'Content-Type': 'text/xml', ...forgery.headers },
      body: wrap(sealed),
      ...(signal ? { signal } : {}),
    });
    return { status: response.status, body: await response.text() };
  }

  /** Address verification, as the console does when the address is saved. */
  async verify(echo: string, forgery: Forgery = {}): Promise<{ status: number; body: string }> {
    const secrets = { ...this.secrets, ...forgery.secrets };
    const sealed = (forgery.seal ?? encrypt)(secrets, echo);
    const address = this.#address(sealed, secrets, forgery);
    address.searchParams.set('echostr', sealed);
    const response = await fetch(address, forgery.headers ? { headers: forgery.headers } : {});
    return { status: response.status, body: await response.text() };
  }

  #address(sealed: string, secrets: Secrets, forgery: Forgery): URL {
    const timestamp = forgery.timestamp ?? String(Math.floor(this.settings.timer.now() / 1000));
    const nonce = String(randomInt(2 ** 31));
    const signature = forgery.signature ?? signatureOf(secrets.token, timestamp, nonce, sealed);
    const address = new URL(this.settings.url);
    address.search = String(new URLSearchParams({ msg_signature: signature, timestamp, nonce }));
    return address;
  }

  #envelope(encrypted: string, receiver: string): string {
    const { agentId } = this.settings;
    return `<xml><ToUserName><![CDATA[${receiver}]]></ToUserName><AgentID><![CDATA[${agentId}]]></AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  }
}

/** Names and texts as XML the way the platform writes it: texts as CDATA, numbers plain, a list as repeated elements. */
export function xmlOf(fields: Readonly<Record<string, XmlValue>>): string {
  return `<xml>${inner(fields)}</xml>`;
}

export type XmlValue = string | number | bigint | readonly XmlValue[] | { readonly [name: string]: XmlValue };

function inner(fields: Readonly<Record<string, XmlValue>>): string {
  return Object.entries(fields)
    .map(([name, value]) => {
      const all = Array.isArray(value) ? (value as readonly XmlValue[]) : [value as XmlValue];
      return all.map((each) => `<${name}>${content(each)}</${name}>`).join('');
    })
    .join('');
}

function content(value: XmlValue): string {
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  if (typeof value === 'object') return inner(value as Readonly<Record<string, XmlValue>>);
  return String(value);
}
