/** A person with Teams: what they send becomes signed activities, what they see is what the service took. */
import type { Activity } from 'botbuilder';
import { type Forgery, token } from './keys.ts';
import type { Service, Shown } from './service.ts';

export const APP_ID = '6f6a1f0e-0000-4000-8000-00000000b07a';
export const TENANT = '9d1f4a52-0000-4000-8000-0000000000aa';
export const BOT = { id: `28:${APP_ID}`, name: '申报助手' };

const GROUP = '19:group@thread.v2';

/** Counts over all tests of a process: an id never comes twice by chance. */
let lastId = 0;

export interface Sent {
  readonly status: number;
  readonly body: string;
}

/** How a request differs from what the channel would send. */
export interface Odd extends Forgery {
  /** The whole header instead. */
  readonly header?: string | null;
  readonly activity?: Readonly<Record<string, unknown>>;
  readonly body?: string;
}

/** A button of a card with what it sends. */
export interface CardButton {
  readonly title: string;
  readonly data: { readonly verb: string; readonly value: string; readonly activity: string };
}

export class Person {
  readonly name: string;
  readonly conversation: string;
  readonly #url: string;
  readonly #service: Service;

  /** `room` tells chats of one person apart. */
  constructor(name: string, url: string, service: Service, room = '') {
    this.name = name;
    this.#url = url;
    this.#service = service;
    this.conversation = `a:${Buffer.from(name + room).toString('hex')}`;
  }

  get seen(): readonly Shown[] {
    return this.#service.seenIn(this.conversation);
  }

  say(text: string, odd: Odd = {}): Promise<Sent> {
    return this.send({ type: 'message', text, textFormat: 'plain' }, odd);
  }

  /** Presses a button of the newest card, or of the one given. */
  press(title: string, card = this.seen.findLast(({ now }) => cardButtons(now).length > 0)): Promise<Sent> {
    const button = cardButtons(card?.first ?? {}).find((each) => each.title === title);
    if (!card || !button) throw new Error(`no button ${title}`);
    return this.send({ type: 'message', value: button.data, replyToId: card.id });
  }

  /** Sends files that lie in the person's OneDrive. */
  attach(
    files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
    text = '',
    odd: Odd = {},
  ): Promise<Sent> {
    const attachments = files.map(({ name, bytes }) => {
      this.#service.files.set(name, bytes);
      const downloadUrl = `${this.#service.url}files/${encodeURIComponent(name)}`;
      return {
        contentType: 'application/vnd.microsoft.teams.file.download.info',
        name,
        contentUrl: `https://example.sharepoint.com/${encodeURIComponent(name)}`,
        content: { downloadUrl, uniqueId: name, fileType: name.split('.').at(-1) },
      };
    });
    return this.send({ type: 'message', text, attachments }, odd);
  }

  /** Says something where others read along, to the bot by name unless told. */
  sayIn(
    type: 'groupChat' | 'channel',
    text: string,
    { mention = true, ...activity }: Readonly<Record<string, unknown>> & { mention?: boolean } = {},
  ): Promise<Sent> {
    const conversation = { id: GROUP, conversationType: type, isGroup: true, tenantId: TENANT };
    const called = mention ? `<at>${BOT.name}</at> ${text}` : text;
    const entities = mention ? [{ type: 'mention', text: `<at>${BOT.name}</at>`, mentioned: BOT }] : [];
    return this.send({ type: 'message', text: called, conversation, entities, ...activity });
  }

  /** What the group sees of the bot. */
  get seenInGroup(): readonly Shown[] {
    return this.#service.seenIn(GROUP);
  }

  /** Enters words and picks options by the fields' labels on the newest form, and submits it. */
  fill(
    entered: Readonly<Record<string, string | readonly string[]>>,
    card = this.seen.findLast(({ now }) => inputsOf(now).length > 0),
  ): Promise<Sent> {
    const inputs = inputsOf(card?.now ?? {});
    const button = cardButtons(card?.now ?? {}).find(({ data }) => data.verb === 'form');
    if (!card || !button) throw new Error('no form');
    // A client sends every field, as it stands.
    const values = Object.fromEntries(inputs.map(({ id, value = '' }) => [id, value]));
    for (const [label, said] of Object.entries(entered)) {
      const input = inputs.find((each) => each.label === label);
      if (!input) throw new Error(`no field ${label}`);
      const picked = typeof said === 'string' ? undefined : said;
      values[input.id] = picked
        ? picked.map((title) => input.choices?.find((each) => each.title === title)?.value ?? '?').join(',')
        : String(said);
    }
    return this.send({ type: 'message', value: { ...button.data, ...values }, replyToId: card.id });
  }

  /** Presses a row by what is said of it: 修改：电话. */
  touch(title: string): Promise<Sent> {
    const card = this.seen.findLast(({ first }) => rowsOf(first).some((row) => row.title === title));
    const row = rowsOf(card?.first ?? {}).find((each) => each.title === title);
    if (!card || !row) throw new Error(`no row ${title}`);
    return this.send({ type: 'message', value: row.data, replyToId: card.id });
  }

  /** Asks the message extension; the answer's body. */
  async look(
    command: string,
    text: string,
    { skip = 0, count = 25, ...odd }: Odd & { readonly skip?: number; readonly count?: number } = {},
  ): Promise<LookedUp> {
    const value = {
      commandId: command,
      parameters: [{ name: 'text', value: text }],
      queryOptions: { skip, count },
    };
    const sent = await this.send({ type: 'invoke', name: 'composeExtension/query', value }, odd);
    return { status: sent.status, ...(sent.body === '' ? {} : JSON.parse(sent.body)) } as LookedUp;
  }

  /** Answers the consent card of a file. */
  consent(shown: Shown, action: 'accept' | 'decline', uploadUrl?: string): Promise<Sent> {
    const [card] = shown.first.attachments ?? [];
    const { acceptContext } = (card?.content ?? {}) as { acceptContext?: unknown };
    const name = card?.name ?? '';
    const uploadInfo = {
      name,
      uploadUrl: uploadUrl ?? `${this.#service.url}uploads/${encodeURIComponent(name)}`,
      contentUrl: `https://example.sharepoint.com/${encodeURIComponent(name)}`,
      uniqueId: 'unique',
      fileType: name.split('.').at(-1),
    };
    const value = {
      type: 'fileUpload',
      action,
      context: acceptContext,
      ...(action === 'accept' ? { uploadInfo } : {}),
    };
    return this.send({ type: 'invoke', name: 'fileConsent/invoke', value, replyToId: shown.id });
  }

  /** The bot is added to the person's chats. */
  install(): Promise<Sent> {
    return this.send({ type: 'conversationUpdate', membersAdded: [BOT] });
  }

  /** An activity in the envelope of the channel. */
  async send(activity: Readonly<Record<string, unknown>>, odd: Odd = {}): Promise<Sent> {
    lastId += 1;
    const full = {
      id: String(1_750_000_000_000 + lastId),
      channelId: 'msteams',
      serviceUrl: this.#service.url,
      timestamp: new Date().toISOString(),
      from: { id: `29:${this.name}`, name: this.name, aadObjectId: this.objectId },
      recipient: BOT,
      conversation: { id: this.conversation, conversationType: 'personal', tenantId: TENANT },
      channelData: { tenant: { id: TENANT } },
      locale: 'zh-CN',
      ...activity,
      ...odd.activity,
    } as unknown as Activity;
    const claims = { aud: APP_ID, serviceurl: this.#service.url };
    const header = odd.header === undefined ? `Bearer ${token(claims, odd)}` : odd.header;
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(header === null ? {} : { Authorization: header }) },
      body: odd.body ?? JSON.stringify(full),
    });
    return { status: response.status, body: await response.text() };
  }

  get tenant(): string {
    return TENANT;
  }

  get objectId(): string {
    const hex = Buffer.from(this.name).toString('hex').padStart(12, '0').slice(-12);
    return `00000000-0000-4000-8000-${hex}`;
  }
}

/** What the message extension answers. */
export interface LookedUp {
  readonly status: number;
  readonly composeExtension?: {
    readonly type: string;
    readonly text?: string;
    readonly attachments?: readonly {
      readonly content: unknown;
      readonly preview: { readonly content: { readonly title: string; readonly text: string } };
    }[];
  };
}

/** A field of a form, known by the words that stand above it. */
export interface FormInput {
  readonly id: string;
  readonly label: string;
  readonly value?: string;
  readonly choices?: readonly { readonly title: string; readonly value: string }[];
}

/** The fields that a message shows; what belongs to the field above has its placeholder as its label. */
export function inputsOf({ attachments = [] }: Partial<Activity>): FormInput[] {
  return attachments.flatMap(({ content }) => {
    const { body = [] } = (content ?? {}) as {
      body?: (FormInput & { type: string; placeholder?: string } & Shows)[];
    };
    return body.flatMap((element, at) => {
      if (!element.type.startsWith('Input.')) return [];
      const label = element.id.startsWith('w')
        ? (element.placeholder ?? '')
        : (body[at - 2]?.inlines?.[0]?.text ?? '');
      return [{ ...element, label }];
    });
  });
}

/** The rows of a message that can be pressed. */
function rowsOf({ attachments = [] }: Partial<Activity>): { title: string; data: object }[] {
  return attachments.flatMap(({ content }) => {
    const { body = [] } = (content ?? {}) as { body?: { selectAction?: { title: string; data: object } }[] };
    return body.flatMap(({ selectAction }) => (selectAction?.data ? [selectAction] : []));
  });
}

/** The buttons that a message shows, in order. */
export function cardButtons({ attachments = [] }: Partial<Activity>): CardButton[] {
  return attachments.flatMap(({ content }) => {
    const { body = [] } = (content ?? {}) as { body?: { actions?: CardButton[] }[] };
    return body.flatMap(({ actions = [] }) => actions);
  });
}

interface Shows {
  readonly body?: readonly Shows[];
  readonly columns?: readonly Shows[];
  readonly items?: readonly Shows[];
  readonly inlines?: readonly { readonly text: string }[];
}

function linesOf({ inlines, body = [], columns = [], items = [] }: Shows): string[] {
  if (inlines) return [inlines.map((run) => run.text).join('')];
  return [...body, ...columns, ...items].flatMap(linesOf);
}

/** The words that a message shows: its own, or those of its card. */
export function wordsOf({ text, attachments = [] }: Partial<Activity>): string {
  const cards = attachments.flatMap(({ content }) => linesOf((content ?? {}) as Shows));
  return [text ?? '', ...cards].filter((each) => each !== '').join('\n');
}
