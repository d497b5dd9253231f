/** What a message or event of an application says, with what has to be fetched for it. */
import { createHash } from 'node:crypto';
import { AppError } from '../../../../forms/error.ts';
import type { FileStore, Intake, Store } from '../../../../forms/ports.ts';
import { text } from '../../../../forms/text/index.ts';
import { cleanFileName } from '../../filename.ts';
import { personOf } from '../adapter.ts';
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
  readonly intake: Intake;
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
  if (type !== 'event' && fields.content === '') return mediumOf(fields, from, deps);
  const said: Incoming['said'] | undefined =
    type === 'event' ? await eventOf(fields, deps) : { kind: 'text', text: fields.content };
  return said ? { kind: 'said', incoming: { id, from, said } } : IGNORED;
}

async function eventOf(fields: Fields, deps: IncomingDeps): Promise<Incoming['said'] | undefined> {
  switch (fields.event) {
    // The member opens the chat. Being given the application (`subscribe`) is nothing that they did.
    case 'enter_agent':
      return (await isGreeted(fields, deps)) ? undefined : { kind: 'opened' };
    case 'template_card_event':
      return {
        kind: 'click',
        value: fields.chosen[0] ?? fields.eventKey,
        task: fields.task,
        ...(fields.responseCode === '' ? {} : { code: fields.responseCode }),
      };
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

/** A picture, voice or film: kept at once, as the platform hands it out for three days only. */
async function mediumOf(
  { id, member, type, mediaId, format, fileName }: Fields,
  from: Address,
  { client, files, intake }: IncomingDeps,
): Promise<Read> {
  if (mediaId === '') return IGNORED;
  const medium = await client.media(mediaId);
  const fallback = type === 'voice' && format ? `voice.${format.toLowerCase()}` : NAMES[type];
  const name = cleanFileName(fileName || medium.name || (fallback ?? type));
  const admission = await intake.admit(personOf(member), { name });
  if (!admission.ok) {
    await medium.cancel();
    return { kind: 'refused', say: admission.say };
  }
  const { maxBytes } = admission;
  try {
    const file = await files.put(medium.body, { maxBytes });
    return { kind: 'said', incoming: { id, from, said: { kind: 'file', name, file } } };
  } catch (error) {
    const code = error instanceof AppError ? error.code : '';
    if (code === 'file.too_large')
      return { kind: 'refused', say: text('wecom.file_large', { size: megabytes(maxBytes) }) };
    if (code === 'file.empty') return { kind: 'refused', say: text('wecom.file_empty') };
    throw error;
  }
}

function megabytes(bytes: number): number {
  return Math.max(0.1, Math.floor((bytes / 2 ** 20) * 10) / 10);
}
