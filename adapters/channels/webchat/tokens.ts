/**
 * Direct Line tokens: random, expiring, kept only as their hash, each bound to one person and one conversation.
 *
 * A token is looked up by its SHA-256, so comparing never depends on how much of a guess was right.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { AppError } from '../../../forms/error.ts';
import type { Store } from '../../../forms/ports.ts';
import { Refusal } from './http.ts';

/** 256 random bits, URL-safe. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What of a secret is stored. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Shape of every secret handed out here; anything else is refused before the store is asked. */
export const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Who a token speaks for. */
export interface Grant {
  readonly person: string;
  readonly name: string;
  readonly conversation: string;
}

export interface Issued {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

const Kept = z.object({
  person: z.string(),
  name: z.string(),
  conversation: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
});

/** An expired token stays known this long, so that its owner hears "expired" and not "unknown". */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

export interface TokenDeps {
  readonly store: Store;
  readonly clock: { now(): Date };
  readonly minutes: number;
}

export class Tokens {
  readonly #store: Store;
  readonly #clock: { now(): Date };
  readonly #lifeMs: number;

  constructor(deps: TokenDeps) {
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#lifeMs = deps.minutes * 60_000;
  }

  /** A new token. */
  async issue(grant: Grant): Promise<Issued> {
    const token = randomSecret();
    const { person, name, conversation } = grant;
    const expiresAt = this.#clock.now().getTime() + this.#lifeMs;
    const done = await this.#store.commit([
      {
        key: `webtoken/${hashOf(token)}`,
        value: { person, name, conversation, expiresAt },
        expect: 'absent',
        ttlMs: this.#lifeMs + REMEMBERED_MS,
      },
    ]);
    if (!done.done) throw new AppError('token.conflict', 'a fresh token was already there');
    return { token, expiresIn: Math.floor(this.#lifeMs / 1000) };
  }

  /** The grant of the request's Bearer token: 401 without a known one, 403 `token_expired` after its time. */
  async require(request: IncomingMessage): Promise<Grant & Issued> {
    const token = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new Refusal('no_token', 'a Bearer token is needed', { status: 401 });
    const key = `webtoken/${hashOf(token)}`;
    const kept = (await this.#store.read([key])).get(key);
    if (!kept) throw new Refusal('unknown_token', 'this token is not known', { status: 401 });
    const { expiresAt, ...grant } = Kept.parse(kept.value);
    const left = expiresAt - this.#clock.now().getTime();
    if (left <= 0) throw new Refusal('token_expired', 'this token has expired', { status: 403 });
    return { ...grant, token, expiresIn: Math.floor(left / 1000) };
  }

  /** The same token while most of its life is left, a new one otherwise: reconnecting costs no write. */
  async renew(held: Grant & Issued): Promise<Issued> {
    if (held.expiresIn * 2000 > this.#lifeMs) return { token: held.token, expiresIn: held.expiresIn };
    return this.issue(held);
  }
}
