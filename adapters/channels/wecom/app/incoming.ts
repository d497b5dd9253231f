/** What a message or event of an application says, with what has to be fetched for it. */
import { createHash } from 'node:crypto';
import { AppError } from '../../../../forms/error.ts';
import type { FileStore, Store } from '../../../../forms/ports.ts';
import { text } from '../../../../forms/text/index.ts';
import type { Address, Incoming } from '../transport.ts';
import type { AppClient, AppSettings } from './client.ts';
import type { Fields } from './message.ts';

/** File names of what comes without one. */
const NAMES: Readonly<Record<string, string>> = {
  image: 'image.jpg',
  voice: 'voice.amr',
  video: 'video.mp4',
};

/** Who opens the chat again within this time is not greeted again, in ms. */
const GREETED_MS = 12 * 3600_000;

interface IncomingDeps {
  readonly settings: AppSettings;
  readonly client: AppClient;
  readonly files: FileStore;
  readonly store: Store;
  readonly maxUploadBytes: number;
}

/** Something said; something that is not for us; or something that is refused with a sentence. */
export type Read =
  | { readonly kind: 'said'; readonly incoming: Incoming }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly say: string };

const IGNORED: Read = { kind: 'ignored' };

/** One member in the chat with one application. */
export function addressOf({ corpId, agentId }: AppSettings, member: string): Address {
  return { member, conversation: `app:${corpId}:${agentId}:${member}` };
}

/** Rejects where a medium cannot be fetched now. */
export async function incomingOf(fields: Fields, deps: IncomingDeps): Promise<Read> {
  const { id, member, type } = fields;
  if (!/^[\w.@-]{1,64}$/.test(member) || member === 'sys') return IGNORED;
  const from = addressOf(deps.settings, member);
  try {
    const said = type === 'event' ? await eventOf(fields, deps) : await messageOf(fields, deps);
    return said ? { kind: 'said', incoming: { id, from, said } } : IGNORED;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'file.too_large') throw error;
    return {
      kind: 'refused',
      say: text('wecom.too_large', { megabytes: Math.floor(deps.maxUploadBytes / 2 ** 20) || 1 }),
    };
  }
}

async function eventOf(fields: Fields, deps: IncomingDeps): Promise<Incoming['said'] | undefined> {
  switch (fields.event) {
    // The member opens the chat. Being given the application (`subscribe`) is nothing that they did.
    case 'enter_agent':
      return (await isGreeted(fields, deps)) ? undefined : { kind: 'opened' };
    case 'template_card_event':
      return { kind: 'click', value: fields.chosen[0] ?? fields.eventKey, task: fields.task };
    // An entry of the application's own menu says what its key says.
    case 'click':
      return { kind: 'text', text: fields.eventKey };
    default:
      return undefined;
  }
}

async function isGreeted({ id, member }: Fields, { store, settings }: IncomingDeps): Promise<boolean> {
  const hash = createHash('sha256').update(addressOf(settings, member).conversation).digest('hex');
  const key = `wecom/met/${hash.slice(0, 32)}`;
  const record = (await store.read([key])).get(key);
  if (record) return record.value !== id;
  await store.commit([{ key, value: id, expect: 'any', ttlMs: GREETED_MS }]);
  return false;
}

async function messageOf(
  { type, content, mediaId, format, fileName }: Fields,
  { client, files, maxUploadBytes }: IncomingDeps,
): Promise<Incoming['said'] | undefined> {
  if (content !== '') return { kind: 'text', text: content };
  if (mediaId === '') return undefined;
  // Kept at once: the platform hands it out for three days only.
  const { name, body } = await client.media(mediaId);
  const file = await files.put(body, { maxBytes: maxUploadBytes });
  const fallback = type === 'voice' && format ? `voice.${format.toLowerCase()}` : NAMES[type];
  return { kind: 'file', name: fileName || name || (fallback ?? type), file };
}
