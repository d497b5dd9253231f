/**
 * What was said once and is not in the log: the link in a message. Whoever is on line sees the message as it was said;
 * after a restart it stands there as it is kept.
 */
import type { Activity } from 'botbuilder';
import type { Json } from '../../../forms/json.ts';
import type { ConversationLog } from '../../../forms/ports.ts';

/** So many messages are remembered. */
const MOST = 500;

export class Once {
  readonly #said = new Map<string, Json>();

  /** Remembers a message as it was said, where it is kept in other words. */
  keep(activity: Partial<Activity>): void {
    const { once, ...channelData } = (activity.channelData ?? {}) as { once?: string };
    if (once === undefined || activity.id === undefined) return;
    this.#said.set(activity.id, JSON.parse(JSON.stringify({ ...activity, channelData })) as Json);
    const [oldest] = this.#said.keys();
    if (this.#said.size > MOST && oldest !== undefined) this.#said.delete(oldest);
  }

  /** The log with these messages as they were said. */
  over(log: ConversationLog): ConversationLog {
    return {
      after: async (conversation, seq) =>
        (await log.after(conversation, seq)).map((entry) => {
          const { id } = entry.activity as { id?: string };
          const said = id === undefined ? undefined : this.#said.get(id);
          return said === undefined ? entry : { ...entry, activity: said };
        }),
    };
  }
}
