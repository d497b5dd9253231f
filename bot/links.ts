/**
 * Links to upload by: for chats that carry no files, and for a film that lies on another device. A link belongs to one
 * person, one draft and one question, takes one batch of files within its time, and is known here by the hash of its
 * token only.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Activity, ConversationReference, TurnContext } from 'botbuilder-core';
import type { Json } from '../forms/json.ts';
import { excerpt } from '../forms/kinds/reading.ts';
import { planFor } from '../forms/plan.ts';
import type { Links, LinkView, Place, SentAttachment, Write } from '../forms/ports.ts';
import type { Clock } from './clock.ts';
import { type Drafts, draftsOf } from './drafts.ts';
import { fileSlotAt } from './intake.ts';
import { keys } from './keys.ts';
import type { Log } from './log.ts';
import { recordsIn } from './pages.ts';

type Reference = Partial<ConversationReference>;

interface Kept {
  readonly person: string;
  readonly channel: string;
  readonly reference: Reference;
  readonly place: Place;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** The batch that used it up; the conversation has heard of it once `told`. */
  readonly used: { readonly files: readonly SentAttachment[]; readonly told: boolean } | null;
}

/** After its time a link is known so long, so that its holder hears "expired" and not "unknown". */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

const TOKEN = /^[\w-]{43}$/;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** What tells a link apart where its token must not stand. */
function idOf(hash: string): string {
  return hash.slice(0, 32);
}

/** A new link, staged by a turn and stored with it. */
export interface StagedLink {
  readonly hash: string;
  readonly place: Place;
  readonly expiresAt: number;
}

/** A fresh token: 256 random bits, so that guessing is no way in. */
export function newLink(place: Place, expiresAt: number): { token: string; link: StagedLink } {
  const token = randomBytes(32).toString('base64url');
  return { token, link: { hash: hashOf(token), place, expiresAt } };
}

/** The write that stores a staged link for the conversation it was asked for in. */
export function linkWrite(link: StagedLink, activity: Activity, reference: Reference, now: number): Write {
  const { hash, place, expiresAt } = link;
  const kept: Kept = {
    person: activity.from.id,
    channel: activity.channelId,
    reference,
    place,
    expiresAt,
    used: null,
  };
  const ttlMs = expiresAt - now + REMEMBERED_MS;
  return { key: keys.link(hash), value: kept as unknown as Json, expect: 'absent', ttlMs };
}

export interface LinkDeps extends Drafts {
  readonly clock: Clock;
  readonly log: Log;
  readonly logic: (context: TurnContext) => Promise<void>;
  /** Begins a turn in a known conversation of a channel. */
  deliver(
    channel: string,
    reference: Reference,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void>;
}

/** The link of a token, with the revision of its record; undefined where there is none. */
async function find({ store }: LinkDeps, token: string): Promise<{ kept: Kept; rev: number } | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const key = keys.link(hashOf(token));
  const record = (await store.read([key])).get(key);
  return record && { kept: record.value as unknown as Kept, rev: record.rev };
}

function stateOf(kept: Kept | undefined, clock: Clock): LinkView['state'] {
  if (!kept) return 'unknown';
  if (kept.used) return 'used';
  return kept.expiresAt > clock.now().getTime() ? 'open' : 'expired';
}

/** The links of a bot. `resume` tells what was received before the process ended and not told yet. */
export function createLinks(deps: LinkDeps): Links & { resume(): Promise<void> } {
  const drafts = draftsOf(deps);
  return {
    async view(token) {
      const found = await find(deps, token);
      const state = stateOf(found?.kept, deps.clock);
      if (!found || state !== 'open') return { state: state === 'open' ? 'unknown' : state };
      const { person, place, expiresAt } = found.kept;
      const own = await drafts.own(person, place.submission);
      const slot = own && fileSlotAt(planFor(own.call, own.submission.answers), place.path);
      if (!slot) return { state: 'unknown' };
      const { accept, max } = slot.leaf.kind as { accept?: string[]; max?: number };
      return {
        state: 'open',
        id: idOf(hashOf(token)),
        person,
        place,
        call: own.call.short,
        label: slot.leaf.label,
        ask: excerpt(slot.leaf.ask, 200),
        accept: accept ?? [],
        most: max ?? null,
        expiresAt: new Date(expiresAt).toISOString(),
      };
    },
    async owner(token) {
      const found = await find(deps, token);
      return found && { id: idOf(hashOf(token)), person: found.kept.person, place: found.kept.place };
    },
    finish: (token, files) => finish(deps, token, files),
    async resume() {
      for await (const { key, value } of recordsIn(deps.store, keys.linkPrefix)) {
        const kept = value as unknown as Kept;
        if (!kept.used || kept.used.told) continue;
        const hash = key.slice(keys.linkPrefix.length);
        await tell(deps, hash, kept).catch((error: unknown) => deps.log.failure('link.untold', error, {}));
      }
    },
  };
}

/** Takes a batch once; its repetition is told the same. */
async function finish(
  deps: LinkDeps,
  token: string,
  files: readonly SentAttachment[],
): ReturnType<Links['finish']> {
  const found = await find(deps, token);
  if (!found) return 'unknown';
  const hash = hashOf(token);
  if (found.kept.used) {
    // The same batch once more: its answer was lost on the way.
    const same = JSON.stringify(found.kept.used.files) === JSON.stringify(files);
    if (same) await tell(deps, hash, found.kept);
    return same ? 'done' : 'used';
  }
  const used: Kept = { ...found.kept, used: { files, told: false } };
  const write = {
    key: keys.link(hash),
    value: used as unknown as Json,
    expect: found.rev,
    ttlMs: REMEMBERED_MS,
  };
  if (!(await deps.store.commit([write])).done) return 'used';
  await tell(deps, hash, used);
  return 'done';
}

/** The conversation hears of the files as of a message of the person's; twice is once, by the message's name. */
async function tell(deps: LinkDeps, hash: string, kept: Kept): Promise<void> {
  if (!kept.used || kept.used.told) return;
  const { files } = kept.used;
  const id = `link-${idOf(hash)}`;
  await deps.deliver(kept.channel, kept.reference, async (context) => {
    Object.assign(context.activity, {
      type: 'message',
      id,
      text: '',
      attachments: files,
      value: { place: kept.place },
      channelData: { clientActivityID: id },
    });
    await deps.logic(context);
  });
  const told: Kept = { ...kept, used: { files, told: true } };
  const key = keys.link(hash);
  const now = (await deps.store.read([key])).get(key);
  // Erased meanwhile, it stays so.
  if (!now) return;
  const write = { key, value: told as unknown as Json, expect: now.rev, ttlMs: REMEMBERED_MS };
  await deps.store.commit([write]);
}
