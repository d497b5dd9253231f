/** Puts the bot together from its ports; `main.ts` and the command line choose the adapters. */
import { randomBytes } from 'node:crypto';
import type { TurnContext } from 'botbuilder-core';
import type { ConversationLog, Desk, FileStore, Painter, Store } from '../forms/ports.ts';
import type { Catalog } from './calls.ts';
import type { Clock } from './clock.ts';
import { conversationLog } from './conversations.ts';
import { createDesk } from './desk.ts';
import { makeDocuments } from './documents.ts';
import type { Log } from './log.ts';
import { Outbox } from './outbox.ts';
import { Submissions } from './submissions.ts';
import { createTurn } from './turn.ts';

export interface BotDeps {
  readonly store: Store;
  readonly files: FileStore;
  readonly painter: Painter;
  readonly catalog: Catalog;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Bot {
  /** One turn, on any channel. */
  readonly logic: (context: TurnContext) => Promise<void>;
  readonly desk: Desk;
  /** What is still to be delivered; swept at start and now and then. */
  readonly outbox: Outbox;
  /** The log of a channel's conversations. */
  conversations(channel: string): ConversationLog;
}

export function createBot(deps: BotDeps): Bot {
  const { store, files, painter, catalog, clock } = deps;
  const submissions = new Submissions(store);
  const outbox = new Outbox({ store, clock, log: deps.log, process: randomBytes(9).toString('base64url') });
  const logic = createTurn({
    store,
    files,
    submissions,
    catalog,
    clock,
    outbox,
    log: deps.log,
    newId: () => randomBytes(9).toString('base64url').replace(/[-_]/g, 'x'),
    makeDocuments: (call, submission) =>
      makeDocuments({ painter, files, today: clock.today() }, call, submission),
  });
  return {
    logic,
    outbox,
    desk: createDesk({ store, submissions, catalog, clock, painter }),
    conversations: (channel) => conversationLog(store, channel),
  };
}
