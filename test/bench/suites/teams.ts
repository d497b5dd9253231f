/**
 * A thousand people in Teams, over HTTP before the emulated service: how long each waits for their answer, and how much of
 * that is the interview. An echo that stores nothing speaks through the same channel in turns with it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TurnContext } from 'botbuilder';
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { memoryStore } from '../../../adapters/store/memory.ts';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { createBot } from '../../../bot/app.ts';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { dayInShanghai } from '../../../bot/clock.ts';
import { createLog } from '../../../bot/log.ts';
import { type Office, openOffice } from '../../fakes/teams/office.ts';
import { type Person, wordsOf } from '../../fakes/teams/person.ts';
import { type Row, row, Samples, type Suite } from '../bench.ts';

const PEOPLE = 1000;
/** What everybody says, one after another. */
const WORDS = ['填报：可持续发展技术', '是', '帮助', '进度'];
/** What only the answer to each says. */
const ANSWERS = ['好，开始填报', '【', '直接回答就行', '/'];
/** People who write at the same moment. */
const AT_ONCE = 25;
/** Past this it is given up, in ms. */
const LONGEST_MS = 10 * 60_000;
const MIB = 1024 * 1024;

export const teamsSuite: Suite = {
  name: 'teams',
  unit: 'ms',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const [interview, echo] = [await openInterview(folder), await openEcho(folder)];
    try {
      const before = process.memoryUsage.rss();
      const { samples, ms } = await speak(interview, echo);
      const after = process.memoryUsage.rss();
      check(interview);
      const one = (name: string, median: number): Row => ({ name, median, runs: 1 });
      const messages = PEOPLE * WORDS.length;
      return [
        samples.beside('a message until its answer is seen', 'interview', 'an echo without a store', 'echo'),
        row('the echo alone', samples.of('echo')),
        one(`messages of ${PEOPLE} people, each answered once`, messages),
        one(`messages answered a second, ${AT_ONCE} at once`, messages / (ms / 1000)),
        one('requests to the service', interview.office.service.requests.length),
        one('requests that broke a documented limit', interview.office.service.breaches.length),
        one('resident before, MiB', before / MIB),
        one('resident after, MiB, the emulated service included', after / MIB),
      ];
    } finally {
      await interview.close();
      await echo.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Side {
  readonly office: Office;
  readonly people: readonly Person[];
  settled(): Promise<void>;
  close(): Promise<void>;
}

async function openInterview(folder: string): Promise<Side> {
  const clock = { now: () => new Date(), today: () => dayInShanghai(new Date()) };
  const store = await openStore({ path: path.join(folder, 'shenbao.sqlite') });
  const files = await openFiles({ folder: path.join(folder, 'files') });
  const log = createLog(clock, () => undefined);
  const bot = createBot({ store, files, painter, catalog: loadCalls([OWN_CALLS]), clock, log });
  const office = await openOffice({
    ...{ logic: bot.logic, log: bot.conversations('msteams'), store, files, intake: bot.intake, clock },
  });
  bot.outbox.attach('msteams', office.teams.adapter);
  return {
    office,
    people: peopleOf(office),
    settled: () => bot.outbox.settled(),
    async close() {
      await bot.outbox.settled();
      await office.close();
      await store.close();
    },
  };
}

async function openEcho(folder: string): Promise<Side> {
  const office: Office = await openOffice({
    logic: async ({ activity }) => {
      const reference = TurnContext.getConversationReference(activity);
      await office.teams.adapter.continueConversation(reference, async (context) => {
        await context.sendActivity({ type: 'message', text: activity.text ?? '' });
      });
    },
    log: { after: async () => [] },
    store: memoryStore({ now: () => Date.now() }),
    files: await openFiles({ folder: path.join(folder, 'echo') }),
    intake: { admit: async () => ({ ok: true, maxBytes: 0, place: null }) },
    clock: { now: () => new Date() },
  });
  return { office, people: peopleOf(office), settled: async () => undefined, close: () => office.close() };
}

function peopleOf(office: Office): Person[] {
  return Array.from({ length: PEOPLE }, (_, at) => office.person(`p${at}`));
}

/** Everybody says one thing after another, some at once; both sides take turns. Gives the time of the interview's side. */
async function speak(interview: Side, echo: Side): Promise<{ samples: Samples; ms: number }> {
  const samples = new Samples(1);
  const end = performance.now() + LONGEST_MS;
  let ms = 0;
  for (const [round, words] of WORDS.entries()) {
    for (let first = 0; first < PEOPLE; first += AT_ONCE) {
      const began = performance.now();
      if (began > end) throw new Error('the people were not answered in time');
      await together('interview', interview, { samples, first, round, words });
      ms += performance.now() - began;
      await together('echo', echo, { samples, first, round, words });
    }
  }
  return { samples, ms };
}

interface Saying {
  readonly samples: Samples;
  readonly first: number;
  readonly round: number;
  readonly words: string;
}

async function together(name: string, side: Side, { samples, first, round, words }: Saying): Promise<void> {
  const { office, people } = side;
  const waiting = new Map<string, () => void>();
  office.service.heard = ({ conversation }) => waiting.get(conversation)?.();
  const speaking = people.slice(first, first + AT_ONCE).map((person) =>
    samples.time([name], round, async () => {
      const answered = new Promise<void>((resolve) => waiting.set(person.conversation, resolve));
      const { status } = await person.say(words);
      if (status !== 200) throw new Error(`the bot answered ${status}`);
      await answered;
      return [status];
    }),
  );
  await Promise.all(speaking);
  await side.settled();
}

/** Each person saw just the answer to each thing they said. */
function check({ office, people }: Side): void {
  for (const person of people) {
    const seen = person.seen.map(({ first }) => wordsOf(first));
    const right = seen.length === WORDS.length && ANSWERS.every((part, at) => seen[at]?.includes(part));
    if (!right) throw new Error(`${person.name} saw:\n${seen.join('\n---\n')}`);
  }
  if (office.service.breaches.length > 0) throw new Error(`limits broken: ${office.service.breaches[0]}`);
}
