/** Which card of a conversation may still be answered: the newest, and that once. */
import { createHash } from 'node:crypto';
import type { Json } from '../../../forms/json.ts';
import type { Store } from '../../../forms/ports.ts';

/** The newest card of a conversation. */
export interface Card {
  /** Id of the bot's message. */
  readonly activity: string;
  /** Id that Teams gave it; empty while it is being sent. */
  readonly sent: string;
  /** Ids of the cards before it that the same message needed. */
  readonly also?: readonly string[];
  /** The submit that it was used by. */
  readonly by?: string;
  /** The card before it that still shows its buttons. */
  readonly before?: Shown;
}

/** A message of the bot as its cards stand in the chat. */
export type Shown = Pick<Card, 'activity' | 'sent' | 'also'>;

export class Cards {
  readonly #store: Store;
  /** Being sent by this process: who is quick answers before it is known that they were reached. */
  readonly #leaving = new Map<string, Card>();

  constructor(store: Store) {
    this.#store = store;
  }

  async newest(conversation: string): Promise<Card | undefined> {
    return this.#leaving.get(conversation) ?? (await this.#read(conversation)).card;
  }

  /** Sends a card, which is the newest from this moment on, and stores that once it is there. */
  async send(conversation: string, card: Omit<Card, 'sent'>, post: () => Promise<string>): Promise<void> {
    const known = await this.newest(conversation);
    this.#leaving.set(conversation, { ...card, ...partOf(known, card.activity), sent: '' });
    try {
      const sent = await post();
      let stored: Card | undefined;
      // Until nobody has taken it while it was being stored.
      while (stored !== this.#leaving.get(conversation)) {
        stored = this.#leaving.get(conversation);
        await this.remember(conversation, { ...(stored ?? card), sent });
      }
    } finally {
      this.#leaving.delete(conversation);
    }
  }

  async #read(conversation: string): Promise<{ readonly card: Card | undefined; readonly rev: number }> {
    const key = keyOf(conversation);
    const record = (await this.#store.read([key])).get(key);
    return { card: record?.value as Card | undefined, rev: record?.rev ?? 0 };
  }

  async remember(conversation: string, card: Card | null): Promise<void> {
    const value = card as unknown as Json;
    await this.#store.commit([{ key: keyOf(conversation), value, expect: 'any' }]);
  }

  /** Takes a card for a submit; one that is sent again by Teams under its own id has it already. */
  async claim(conversation: string, activity: string, submit: string): Promise<'mine' | 'used' | 'old'> {
    const leaving = this.#leaving.get(conversation);
    if (leaving?.activity === activity && leaving.by === undefined) {
      this.#leaving.set(conversation, { ...leaving, by: submit });
      return 'mine';
    }
    if (leaving) return claimOf(leaving, activity, submit);
    for (;;) {
      const { card, rev } = await this.#read(conversation);
      if (card?.activity !== activity || card.by !== undefined) return claimOf(card, activity, submit);
      const value = { ...card, by: submit } as unknown as Json;
      if ((await this.#store.commit([{ key: keyOf(conversation), value, expect: rev }])).done) return 'mine';
    }
  }

  /** Gives a card back whose submit came to nothing. */
  async release(conversation: string, activity: string): Promise<void> {
    const card = await this.newest(conversation);
    if (card?.activity !== activity) return;
    const { by: _, ...open } = card;
    if (this.#leaving.has(conversation)) this.#leaving.set(conversation, open);
    else await this.remember(conversation, open);
  }
}

/** What is known of a message that needs one more card: those before it, and whether one was used. */
function partOf(known: Card | undefined, activity: string): Pick<Card, 'also' | 'by'> {
  if (known?.activity !== activity) return {};
  const { by, sent, also = [] } = known;
  return { ...(by === undefined ? {} : { by }), ...(sent === '' ? {} : { also: [...also, sent] }) };
}

/** Of a card that is not free. */
function claimOf(card: Card | undefined, activity: string, submit: string): 'mine' | 'used' | 'old' {
  if (card?.activity !== activity) return 'old';
  return card.by === submit ? 'mine' : 'used';
}

function keyOf(conversation: string): string {
  return `teams/card/${createHash('sha256').update(conversation).digest('hex').slice(0, 32)}`;
}
