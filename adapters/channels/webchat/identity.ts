/**
 * Who sits at a browser: an HttpOnly cookie holds a random secret, the record behind it says which person that is.
 * A client never names its person. Where trying out is allowed, one browser may speak as several persons, each with
 * an id and a conversation of its own.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { AppError } from '../../../forms/error.ts';
import type { Store } from '../../../forms/ports.ts';
import { text } from '../../../forms/text/index.ts';
import type { Grant } from './tokens.ts';
import { hashOf, randomSecret, SECRET } from './tokens.ts';

/** Someone a browser may try the bot as. Roles to try join this list. */
export interface Persona {
  readonly id: string;
  /** As the switch in the page's head calls them. */
  readonly name: string;
}

export const PERSONAS: readonly [Persona, ...Persona[]] = [
  { id: 'self', name: '本人' },
  { id: 'second', name: '第二个人' },
];

const COOKIE = 'shenbao_browser';
/** Browsers keep a cookie for at most 400 days; each visit begins them anew. */
const KEPT_SECONDS = 400 * 24 * 60 * 60;
const ATTEMPTS = 5;

const Browser = z.object({
  persons: z.record(z.string(), z.object({ person: z.string(), conversation: z.string() })),
});
type Browser = z.infer<typeof Browser>;

function cookieSecret(request: IncomingMessage): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [name, value = ''] = pair.trim().split('=');
    if (name === COOKIE && SECRET.test(value)) return value;
  }
  return undefined;
}

/** What others are shown of someone who has no name here: enough to tell visitors apart. */
function nameOf(person: string): string {
  return text('web.visitor', { tag: person.slice('web:'.length, 'web:'.length + 4) });
}

function newPerson(): { person: string; conversation: string } {
  return {
    person: `web:${randomBytes(16).toString('hex')}`,
    conversation: `web-${randomBytes(16).toString('hex')}`,
  };
}

export class Identity {
  readonly #store: Store;
  readonly #personas: readonly Persona[];

  constructor(deps: { store: Store; personas: readonly Persona[] }) {
    this.#store = deps.store;
    this.#personas = deps.personas;
  }

  get personas(): readonly Persona[] {
    return this.#personas;
  }

  /** The persona of that id among those offered; the first where none is named. */
  persona(id: string | undefined): Persona | undefined {
    return id === undefined ? this.#personas[0] : this.#personas.find((each) => each.id === id);
  }

  /**
   * The person at this browser as that persona; makes both where they are new, and sets the cookie. Two tabs that
   * open at once end as the same person: the record is written by compare-and-set.
   */
  async enter(
    request: IncomingMessage,
    response: ServerResponse,
    own: URL,
    persona: Persona,
  ): Promise<Grant> {
    const known = cookieSecret(request);
    const secret = known !== undefined && (await this.#load(known)) ? known : randomSecret();
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const loaded = await this.#load(secret);
      const persons = loaded?.browser.persons ?? {};
      const entry = persons[persona.id] ?? newPerson();
      const done = await this.#store.commit([
        {
          key: `webbrowser/${hashOf(secret)}`,
          value: { persons: { ...persons, [persona.id]: entry } },
          expect: loaded?.rev ?? 'absent',
          ttlMs: KEPT_SECONDS * 1000,
        },
      ]);
      if (!done.done) continue;
      const secure = own.protocol === 'https:' ? '; Secure' : '';
      response.setHeader(
        'Set-Cookie',
        `${COOKIE}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${KEPT_SECONDS}${secure}`,
      );
      return { ...entry, name: nameOf(entry.person) };
    }
    throw new AppError('store.failed', 'the browser’s record kept changing');
  }

  /** The person of the cookie, for links that cannot carry a token; undefined where there is none. */
  async recall(request: IncomingMessage, persona: Persona): Promise<Grant | undefined> {
    const secret = cookieSecret(request);
    if (secret === undefined) return undefined;
    const entry = (await this.#load(secret))?.browser.persons[persona.id];
    return entry && { ...entry, name: nameOf(entry.person) };
  }

  /** Whether one of this browser's persons holds that conversation. */
  async owns(request: IncomingMessage, conversation: string): Promise<boolean> {
    const secret = cookieSecret(request);
    const loaded = secret === undefined ? undefined : await this.#load(secret);
    return Object.values(loaded?.browser.persons ?? {}).some((each) => each.conversation === conversation);
  }

  async #load(secret: string): Promise<{ browser: Browser; rev: number } | undefined> {
    const key = `webbrowser/${hashOf(secret)}`;
    const kept = (await this.#store.read([key])).get(key);
    return kept && { browser: Browser.parse(kept.value), rev: kept.rev };
  }
}
