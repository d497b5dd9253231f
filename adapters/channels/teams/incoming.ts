/** What Teams sends, read once: who speaks, where, and what a turn is told of it. */
import type { Activity, Attachment } from 'botbuilder';
import { z } from 'zod';

export const CHANNEL = 'msteams';
/** A file of the sender's OneDrive. */
export const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';

const id = z.string().min(1).max(1024);
const Account = z.looseObject({
  id,
  name: z.string().optional(),
  aadObjectId: z.string().max(64).optional(),
});

/** As much of an activity as must be there before anything looks at it. */
const Envelope = z.looseObject({
  type: z.string().min(1).max(64),
  id: id.optional(),
  channelId: z.literal(CHANNEL),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  from: Account,
  recipient: Account,
  conversation: z.looseObject({
    id,
    tenantId: z.string().max(64).optional(),
    conversationType: z.string().max(64).optional(),
    isGroup: z.boolean().optional(),
  }),
  // As long as the body may be: a text that Teams has let pass is never lost here.
  text: z.string().nullish(),
  name: z.string().max(200).optional(),
  replyToId: z.string().max(1024).optional(),
  attachments: z
    .array(z.looseObject({ contentType: z.string() }))
    .max(50)
    .nullish(),
  entities: z
    .array(z.looseObject({ type: z.string() }))
    .max(200)
    .nullish(),
  membersAdded: z
    .array(z.looseObject({ id: z.string() }))
    .max(1000)
    .nullish(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).optional() }).nullish(),
});

/** The activity in a body; undefined where it is none of Teams'. */
export function readIncoming(body: unknown): Activity | undefined {
  const read = Envelope.safeParse(body);
  return read.success ? (read.data as unknown as Activity) : undefined;
}

/** The tenants that an activity names, in lower case. */
export function tenantsOf({ conversation, channelData }: Activity): readonly string[] {
  const named = [conversation.tenantId, (channelData as { tenant?: { id?: string } } | null)?.tenant?.id];
  return named.flatMap((each) => (each ? [each.toLowerCase()] : []));
}

/** A person by their account in the directory, which is the same in every chat. */
export function personOf({ from }: Activity): string {
  return `teams:${(from.aadObjectId ?? from.id).toLowerCase()}`;
}

/** Whether nobody else reads along. */
export function isPersonal({ conversation }: Activity): boolean {
  return (conversation.conversationType ?? 'personal') === 'personal' && conversation.isGroup !== true;
}

interface Mention {
  readonly type: string;
  readonly text?: unknown;
  readonly mentioned?: { readonly id?: string };
}

/** Whether the bot is addressed by name. */
export function isMentioned({ entities, recipient }: Activity): boolean {
  return (entities ?? []).some((entity) => {
    const { type, mentioned } = entity as Mention;
    return type === 'mention' && mentioned?.id === recipient.id;
  });
}

/** What somebody said: the bot's own name is not part of it, and others who are mentioned are called by theirs. */
export function wordsOf({ text, entities, recipient }: Activity): string {
  let words = text ?? '';
  for (const entity of entities ?? []) {
    const { type, text: mention, mentioned } = entity as Mention;
    if (type !== 'mention' || typeof mention !== 'string' || mention === '') continue;
    const name = mentioned?.id === recipient.id ? '' : mention.replace(/<\/?at\b[^>]*>/gi, '');
    words = words.replaceAll(mention, name);
  }
  return words === text ? words : words.trim();
}

/** Files or pictures that came with it. */
export function hasFiles({ attachments }: Activity): boolean {
  return (attachments ?? []).some(
    ({ contentType }) => contentType === DOWNLOAD || /^image\//.test(contentType),
  );
}

/** What a turn is told: the envelope as this channel vouches for it, and nothing else of what came. */
export function turnActivity(
  came: Activity,
  said: {
    readonly type: 'message' | 'conversationUpdate';
    readonly text?: string;
    readonly attachments?: Attachment[];
    readonly value?: unknown;
  },
  now: Date,
): Partial<Activity> {
  const { id: name, serviceUrl, from, recipient, conversation } = came;
  const { tenantId } = conversation;
  return {
    type: said.type,
    ...(name === undefined ? {} : { id: name }),
    channelId: CHANNEL,
    serviceUrl,
    timestamp: now,
    from: { id: personOf(came), name: (from.name ?? '').toWellFormed(), role: 'user' },
    recipient: { id: recipient.id, name: recipient.name ?? '', role: 'bot' },
    conversation: {
      id: conversation.id,
      isGroup: false,
      conversationType: 'personal',
      name: '',
      ...(tenantId === undefined ? {} : { tenantId }),
    },
    locale: 'zh-CN',
    ...(said.type === 'message' ? { text: (said.text ?? '').toWellFormed(), textFormat: 'plain' } : {}),
    ...(said.type === 'conversationUpdate' ? { membersAdded: [{ id: personOf(came), name: '' }] } : {}),
    ...(said.attachments?.length ? { attachments: said.attachments } : {}),
    ...(said.value === undefined ? {} : { value: said.value }),
  };
}
