/**
 * Links to the office's page and the sessions they become. Both are known here by the hash of their token only: whoever
 * reads the store cannot open the page, and comparing never depends on how much of a guess was right.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Json } from '../../../forms/json.ts';
import type { ConsoleClosed, ConsoleEntered } from '../../../forms/office/console.ts';
import type { Store, Write } from '../../../forms/ports.ts';
import type { Clock } from '../../clock.ts';
import { keys } from '../../keys.ts';

/** Whose a link or a session is. */
export interface Holder {
  /** Person id. */
  readonly person: string;
  /** The account that asked for the link. */
  readonly account: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

interface Kept extends Holder {
  readonly is: 'link' | 'session';
  /** A link that was opened. */
  readonly used?: boolean;
}

/** After its time a token is known so long, in ms, so that its holder hears "expired" and not "unknown". */
const REMEMBERED_MS = 7 * 24 * 3_600_000;
const TOKEN = /^[\w-]{43}$/;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** 256 random bits, so that guessing is no way in. */
const newToken = (): string => randomBytes(32).toString('base64url');

function write(token: string, kept: Kept, expect: Write['expect'], now: number): Write {
  const ttlMs = kept.expiresAt - now + REMEMBERED_MS;
  return { key: keys.console(hashOf(token)), value: kept as unknown as Json, expect, ttlMs };
}

/** A fresh link, and the write that keeps it. */
export function newConsoleLink(
  holder: Holder,
  now: number,
): { readonly token: string; readonly write: Write } {
  const token = newToken();
  return { token, write: write(token, { ...holder, is: 'link' }, 'absent', now) };
}

export interface SessionDeps {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
}

async function find(
  { store }: SessionDeps,
  token: string,
  is: Kept['is'],
): Promise<{ kept: Kept; rev: number } | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const key = keys.console(hashOf(token));
  const record = (await store.read([key])).get(key);
  const kept = record?.value as unknown as Kept | undefined;
  return record && kept?.is === is ? { kept, rev: record.rev } : undefined;
}

/** Opens a link once; of two who open it at the same time one is told that it was used. */
export async function enter(deps: SessionDeps, link: string): Promise<ConsoleEntered | ConsoleClosed> {
  const found = await find(deps, link, 'link');
  if (!found) return { state: 'unknown' };
  if (found.kept.used) return { state: 'used' };
  const now = deps.clock.now().getTime();
  if (found.kept.expiresAt <= now) return { state: 'expired' };
  const { person, account, expiresAt } = found.kept;
  const token = newToken();
  const done = await deps.store.commit([
    write(link, { ...found.kept, used: true }, found.rev, now),
    write(token, { person, account, expiresAt, is: 'session' }, 'absent', now),
  ]);
  if (!done.done) return { state: 'used' };
  return { state: 'open', token, expiresAt: new Date(expiresAt).toISOString() };
}

/** Whose session it is, while it lasts. */
export async function holderOf(deps: SessionDeps, token: string): Promise<Holder | ConsoleClosed> {
  const found = await find(deps, token, 'session');
  if (!found) return { state: 'unknown' };
  return found.kept.expiresAt > deps.clock.now().getTime() ? found.kept : { state: 'expired' };
}

/** Ends a session; one that is not there has ended. */
export async function leave(deps: SessionDeps, token: string): Promise<void> {
  const found = await find(deps, token, 'session');
  if (found) await deps.store.commit([{ key: keys.console(hashOf(token)), value: null, expect: 'any' }]);
}
