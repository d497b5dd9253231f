/** Reads a conversation's log back: what a channel replays after a reload or a lost connection. */
import type { ConversationLog, LogEntry, Store } from '../forms/ports.ts';
import { keys } from './keys.ts';

/** The logs of one channel's conversations, read from the store. */
export function conversationLog(store: Store, channel: string): ConversationLog {
  return {
    async after(conversation, seq): Promise<readonly LogEntry[]> {
      const key = keys.conversation(channel, conversation);
      const entries: LogEntry[] = [];
      for (let at = seq; ; ) {
        const page = await store.list(keys.logPrefix(key), { after: keys.log(key, at), limit: 500 });
        for (const record of page) {
          at = Number(record.key.slice(record.key.lastIndexOf('/') + 1));
          entries.push({ seq: at, activity: record.value });
        }
        if (page.length < 500) return entries;
      }
    },
  };
}
