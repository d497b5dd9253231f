/** The real bot behind Teams, and one person before it. */
import { onTestFinished } from 'vitest';
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { memoryStore } from '../../../adapters/store/memory.ts';
import { type Bot, createBot } from '../../../bot/app.ts';
import { type Catalog, loadCalls } from '../../../bot/calls.ts';
import type { Log } from '../../../bot/log.ts';
import type { Store } from '../../../forms/ports.ts';
import { testFolder } from '../../adapters/store/folder.ts';
import { type FakeClock, fakeClock } from '../../fakes/clock.ts';
import { type Office, type OfficeOptions, openOffice } from '../../fakes/teams/office.ts';
import { type Person, wordsOf } from '../../fakes/teams/person.ts';
import type { Shown } from '../../fakes/teams/service.ts';

const CALLS = new URL('../../fixtures/calls/', import.meta.url);
const silent: Log = Object.assign(() => undefined, { failure: () => undefined });

/** One call, and nothing else on offer. */
function exampleCalls(): Catalog {
  const all = loadCalls([CALLS.pathname]);
  const only = all.get('example-file');
  if (!only) throw new Error('the example call is missing');
  return {
    list: () => [only],
    get: (id, version) => (id === only.id ? all.get(id, version) : undefined),
    warnings: [],
  };
}

export interface Stand {
  readonly office: Office;
  readonly bot: Bot;
  readonly store: Store;
  readonly clock: FakeClock;
  readonly person: Person;
  /** Texts that reached the bot. */
  readonly turns: string[];
  /** Lets everything that was said be delivered. */
  settled(): Promise<void>;
  /** What the person sees last. */
  last(): string;
}

interface StandOptions extends Partial<OfficeOptions> {
  /** The one example call unless told. */
  readonly catalog?: Catalog;
}

/** `publicUrl` and the rest as in the settings. */
export async function stand({ catalog = exampleCalls(), ...options }: StandOptions = {}): Promise<Stand> {
  const folder = testFolder();
  const clock = fakeClock();
  const store = memoryStore({ now: () => clock.now().getTime() });
  const files = await openFiles({ folder: `${folder}/files` });
  const limits = { draftBytes: 1 << 20, fileBytes: 1 << 20 };
  const bot = createBot({ store, files, painter, catalog, clock, log: silent, limits });
  const turns: string[] = [];
  const office = await openOffice({
    logic: async (context) => {
      turns.push(context.activity.text ?? context.activity.type);
      await bot.logic(context);
    },
    log: bot.conversations('msteams'),
    store,
    files,
    intake: bot.intake,
    clock,
    ...options,
  });
  onTestFinished(() => office.close());
  bot.outbox.attach('msteams', office.teams.adapter);
  const person = office.person('周言');
  return {
    office,
    bot,
    store,
    clock,
    person,
    turns,
    async settled() {
      await office.teams.close();
      await bot.outbox.settled();
    },
    last: () => wordsOf(person.seen.at(-1)?.now ?? {}),
  };
}

/** Interviews until the bot offers a document. */
export async function offered({ person, settled }: Stand): Promise<Shown> {
  for (const words of ['开始', '示例项目', '导出']) {
    await person.say(words);
    await settled();
  }
  const card = person.seen.findLast(({ first }) => isOffer(first.attachments?.[0]?.contentType));
  if (!card) throw new Error('no document was offered');
  return card;
}

function isOffer(contentType: string | undefined): boolean {
  return contentType === 'application/vnd.microsoft.teams.card.file.consent';
}
