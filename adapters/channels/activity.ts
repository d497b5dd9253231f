/**
 * What a client may say, and how it becomes an activity. Everything that tells who, where and when is set here by
 * the server; a client's own claims about them are not even read.
 */
import { randomUUID } from 'node:crypto';
import {
  type Activity,
  ActivityTypes,
  type Attachment,
  type ConversationReference,
  TurnContext,
} from 'botbuilder';
import { z } from 'zod';
import type { KeptFile, Place } from '../../forms/ports.ts';

/** Longest text of one message, in UTF-16 units. */
export const LONGEST_TEXT = 100_000;
/** Largest `value` of one message, in characters of its JSON. */
const LARGEST_VALUE = 16_384;

const Value = z
  .json()
  .refine((value) => JSON.stringify(value).length <= LARGEST_VALUE, { error: 'value is too large' });

const wellFormed = (text: string): string => text.toWellFormed();

/**
 * The allow-list. Unknown properties (`from`, `conversation`, `recipient`, `channelId`, `serviceUrl`, times,
 * `attachments`, `entities` …) are dropped: an attachment arrives by upload only, so that nobody names another's file.
 */
const ClientActivity = z.object({
  type: z.enum(['message', 'event', 'typing']),
  text: z.string().max(LONGEST_TEXT).transform(wellFormed).optional(),
  name: z.string().min(1).max(200).transform(wellFormed).optional(),
  value: Value.optional(),
  locale: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,35}$/)
    .optional()
    .catch(undefined),
  /** Ids of finished uploads of the sender's own. */
  uploads: z
    .array(z.string().regex(/^[0-9a-f]{32}$/))
    .max(20)
    .optional(),
  channelData: z
    .object({
      clientActivityID: z
        .string()
        .regex(/^[\x21-\x7e]{1,128}$/)
        .optional(),
    })
    .optional()
    .catch(undefined),
});
export type ClientActivity = z.infer<typeof ClientActivity>;

/** Where an activity comes from, as the server knows it. */
export interface Origin {
  readonly channelId: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly conversation: string;
  readonly serviceUrl: string;
  readonly now: Date;
}

/** The bot's own account on the channels that have no account of their own for it. */
export const BOT = { id: 'shenbao', name: '申报助手' } as const;

/** Reads a client's activity; a text says what is wrong with it. */
export function readActivity(
  body: unknown,
): { ok: true; activity: ClientActivity } | { ok: false; reason: string } {
  const parsed = ClientActivity.safeParse(body);
  if (parsed.success) return { ok: true, activity: parsed.data };
  const first = parsed.error.issues[0];
  return { ok: false, reason: `${first?.path.join('.') || 'activity'}: ${first?.message ?? 'invalid'}` };
}

/** The activity the bot gets: a client's words in the server's envelope. */
export function makeActivity(
  said: ClientActivity,
  origin: Origin,
  attachments: Attachment[] = [],
  place: Place | null = null,
): Partial<Activity> {
  const client = said.channelData?.clientActivityID;
  return {
    type: said.type,
    id: randomUUID(),
    channelId: origin.channelId,
    serviceUrl: origin.serviceUrl,
    timestamp: origin.now,
    from: { id: origin.person.id, name: origin.person.name, role: 'user' },
    recipient: { ...BOT, role: 'bot' },
    conversation: { id: origin.conversation, isGroup: false, conversationType: 'personal', name: '' },
    locale: said.locale ?? 'zh-CN',
    ...(said.type === 'message' ? { text: said.text ?? '', textFormat: 'plain' } : {}),
    ...(said.name === undefined ? {} : { name: said.name }),
    ...(said.value === undefined && !place ? {} : { value: place ? { place } : said.value }),
    ...(attachments.length ? { attachments } : {}),
    ...(client === undefined ? {} : { channelData: { clientActivityID: client } }),
  };
}

/** An uploaded file as an attachment: the name is the person's, everything else comes from the content. */
export function fileAttachment(name: string, file: KeptFile): Attachment {
  const { mediaType, hash } = file;
  return {
    name,
    contentType: mediaType,
    contentUrl: `file:${hash}`,
    content: { ...file },
  };
}

/** The hash in a `file:` address, or undefined for any other address. */
export function fileHash(contentUrl: string | undefined): string | undefined {
  return /^file:([0-9a-f]{64})$/.exec(contentUrl ?? '')?.[1];
}

/** The event with which a turn begins that nobody wrote: the bot speaks first in a known conversation. */
export function continuation(
  channelId: string,
  reference: Partial<ConversationReference>,
): Partial<Activity> {
  const event = { type: ActivityTypes.Event, name: 'continueConversation' };
  return TurnContext.applyConversationReference(event, { channelId, ...reference }, true);
}
