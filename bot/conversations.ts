/** Reads a conversation's log back: what a channel replays after a reload or a lost connection. */
import type { Json } from '../forms/json.ts';
import type { ConversationLog, LogEntry, Store } from '../forms/ports.ts';
import { keys } from './keys.ts';
import { recordsIn } from './pages.ts';

/** Turns read at once. */
const PAGE = 250;

/** The logs of one channel's conversations, read from the store. */
export function conversationLog(store: Store, channel: string): ConversationLog {
  return {
    async after(conversation, seq): Promise<readonly LogEntry[]> {
      const key = keys.conversation(channel, conversation);
      const entries: LogEntry[] = [];
      const from = { after: keys.log(key, seq), page: PAGE };
      for await (const record of recordsIn(store, keys.logPrefix(key), from)) {
        const at = Number(record.key.slice(record.key.lastIndexOf('/') + 1));
        const activities = record.value as readonly Json[];
        const first = at - activities.length + 1;
        entries.push(...activities.map((activity, index) => ({ seq: first + index, activity })));
      }
      // A turn is stored whole; a client may have heard only its beginning.
      return entries.filter((entry) => entry.seq > seq);
    },
  };
}
