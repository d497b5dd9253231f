/** Reads a conversation's log back: what a channel replays after a reload or a lost connection. */
import type { Json } from '../forms/json.ts';
import type { ConversationLog, LogEntry, Store } from '../forms/ports.ts';
import { keys } from './keys.ts';

/** Turns read at once. */
const PAGE = 250;

/** The logs of one channel's conversations, read from the store. */
export function conversationLog(store: Store, channel: string): ConversationLog {
  return {
    async after(conversation, seq): Promise<readonly LogEntry[]> {
      const key = keys.conversation(channel, conversation);
      const entries: LogEntry[] = [];
      for (let at = seq; ; ) {
        const page = await store.list(keys.logPrefix(key), { after: keys.log(key, at), limit: PAGE });
        for (const record of page) {
          at = Number(record.key.slice(record.key.lastIndexOf('/') + 1));
          const activities = record.value as readonly Json[];
          entries.push(
            ...activities.map((activity, index) => ({ seq: at - activities.length + 1 + index, activity })),
          );
        }
        // A turn is stored whole; a client may have heard only its beginning.
        if (page.length < PAGE) return entries.filter((entry) => entry.seq > seq);
      }
    },
  };
}
