/**
 * What a frame of the long connection says. A frame that has not the documented form says nothing.
 * https://developer.work.weixin.qq.com/document/path/101463 (接收消息回调, 接收事件回调)
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** One thing that a member said; a message of several pictures says several. */
export type Says =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'media'; readonly medium: Medium }
  | { readonly kind: 'click'; readonly value: string; readonly task: string }
  /** The member opened the chat. */
  | { readonly kind: 'opened' }
  /** Something that cannot be read: a voice without transcript, a kind that is not known. */
  | { readonly kind: 'unread' };

/** Something to be fetched at once: its address holds five minutes. */
export interface Medium {
  readonly type: 'image' | 'file' | 'video';
  readonly url: string;
  /** AES key of these bytes, base64. */
  readonly key: string;
}

export interface Message {
  /** The platform's own id of the message or event. */
  readonly id: string;
  /** `req_id` of the frame; some answers must name it. */
  readonly request: string;
  /** The chat to write to: the member's userid as the platform writes it, or a group's id. */
  readonly chat: string;
  readonly group: boolean;
  readonly says: readonly Says[];
}

const MEDIUM = z.object({ url: z.url({ protocol: /^https?$/ }), aeskey: z.string().min(1).max(100) });
const TEXT = z.object({ content: z.string() });
const CLICK = z.object({ event_key: z.string().optional(), task_id: z.string().optional() });
const ITEM = z.object({ msgtype: z.string(), text: TEXT.optional(), image: MEDIUM.optional() });

const FRAME = z.object({
  headers: z.object({ req_id: z.string().min(1).max(256) }),
  body: z.object({
    msgid: z.string().min(1).max(256).optional(),
    create_time: z.number().optional(),
    chattype: z.string().optional(),
    chatid: z.string().max(128).optional(),
    // As userids are: https://developer.work.weixin.qq.com/document/path/90195
    from: z.object({ userid: z.string().regex(/^[\w@.-]{1,128}$/) }),
    msgtype: z.string(),
    text: TEXT.optional(),
    voice: TEXT.optional(),
    image: MEDIUM.optional(),
    file: MEDIUM.optional(),
    video: MEDIUM.optional(),
    mixed: z.object({ msg_item: z.array(ITEM).max(100) }).optional(),
    event: CLICK.extend({ eventtype: z.string(), template_card_event: CLICK.optional() }).optional(),
  }),
});

type Body = z.infer<typeof FRAME>['body'];

/** The message or event in a frame; undefined for what is not for us or has another form. */
export function readFrame(frame: unknown): Message | undefined {
  const checked = FRAME.safeParse(frame);
  if (!checked.success) return undefined;
  const { headers, body } = checked.data;
  const says = body.msgtype === 'event' ? ofEvent(body) : ofMessage(body);
  const group = body.chattype === 'group';
  if (says.length === 0 || (group && !body.chatid)) return undefined;
  const chat = group ? (body.chatid ?? '') : body.from.userid;
  return { id: body.msgid ?? ownId(body), request: headers.req_id, chat, group, says };
}

/** What tells an event without an id apart: who, when, what. */
function ownId({ from, create_time: at, event }: Body): string {
  const own = [from.userid, at, event?.eventtype, event?.event_key, event?.task_id].join('|');
  return createHash('sha256').update(own).digest('hex').slice(0, 32);
}

function ofEvent({ event }: Body): Says[] {
  switch (event?.eventtype) {
    case 'enter_chat':
      return [{ kind: 'opened' }];
    case 'template_card_event': {
      // The documentation nests what the SDK's types have flat.
      const { event_key: value, task_id: task } = event.template_card_event ?? event;
      return value && task ? [{ kind: 'click', value, task }] : [];
    }
    default:
      return [];
  }
}

function ofMessage(body: Body): Says[] {
  const { msgtype } = body;
  switch (msgtype) {
    case 'text':
    case 'voice':
      return worded(body[msgtype]);
    case 'image':
    case 'file':
    case 'video':
      return media(msgtype, body[msgtype]);
    case 'mixed':
      return ofItems(body.mixed?.msg_item ?? []);
    default:
      return [{ kind: 'unread' }];
  }
}

/** Pictures first: what is written with them speaks about them. */
function ofItems(items: readonly z.infer<typeof ITEM>[]): Says[] {
  const pictures = items.filter(({ msgtype }) => msgtype === 'image');
  const words = items.map(({ text }) => text?.content.trim() ?? '').filter(Boolean);
  const said: Says[] = pictures.flatMap(({ image }) => media('image', image));
  return words.length === 0 ? said : [...said, { kind: 'text', text: words.join('\n') }];
}

function worded(text: { content: string } | undefined): Says[] {
  return text && text.content.trim() !== '' ? [{ kind: 'text', text: text.content }] : [{ kind: 'unread' }];
}

function media(type: Medium['type'], found: z.infer<typeof MEDIUM> | undefined): Says[] {
  return found
    ? [{ kind: 'media', medium: { type, url: found.url, key: found.aeskey } }]
    : [{ kind: 'unread' }];
}
