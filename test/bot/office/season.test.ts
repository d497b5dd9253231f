/**
 * A call of 2,000 people over 30 days, with a clock that leaps from event to event: two processes over one store, which
 * fail before and after commits and begin anew, an outage over a step, a deadline that moves. What each person ought to
 * hear is worked out beside it, from the events alone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Activity, TurnContext } from 'botbuilder';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { type Bot, createBot, type Reach } from '../../../bot/app.ts';
import { loadCalls } from '../../../bot/calls.ts';
import { keys } from '../../../bot/keys.ts';
import { createLog } from '../../../bot/log.ts';
import { datesWrite } from '../../../bot/office/dates.ts';
import type { LedgerEntry } from '../../../bot/office/ledger.ts';
import { countsOf } from '../../../bot/office/reminders/counts.ts';
import { rosterWrites } from '../../../bot/office/rosters.ts';
import { recordsIn } from '../../../bot/pages.ts';
import type { Call } from '../../../forms/call.ts';
import { NOTHING_SET } from '../../../forms/office/deadline.ts';
import { emptyRoster, type Roster, type RosterEntry } from '../../../forms/office/roster.ts';
import { instantOf } from '../../../forms/office/schedule.ts';
import type { Store, Write } from '../../../forms/ports.ts';
import { CollectingAdapter, capabilities } from '../../fakes/channel.ts';
import { fakeClock } from '../../fakes/clock.ts';
import {
  commitAll,
  conversationOf,
  handIn,
  type Member,
  memberWrites,
  sendBack,
} from '../../fixtures/crowd.ts';
import { fastest } from '../../fixtures/fastest.ts';

const PEOPLE = 2000;
/** On the list besides, and never met: nobody can write to them. */
const STRANGERS = 50;
const catalog = loadCalls([path.join(import.meta.dirname, '../../fixtures/calls/date')]);
const [call] = catalog.list();
if (!call) throw new Error('no call');
const date: Call = call;

/** Chance that repeats itself. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
const next = chance(7);
const clock = fakeClock('2025-03-19T08:00:00+08:00');
const at = (day: string, time: string) => instantOf(day, time);

/** What happens to a person, in order of time. */
interface Fate extends Member {
  readonly handedIn: string | null;
  readonly sentBack: string | null;
  readonly again: string | null;
  readonly muted: string | null;
}

const DAY = 24 * 3600_000;
const START = Date.parse(at('2025-03-19', '08:30'));
/** A moment of the 30 days, by day or by night, never that of a look. */
const moment = (from = START, days = 30) => {
  const day = Math.floor(next() * days) * DAY;
  return new Date(from + day + Math.floor(next() * DAY) + 1).toISOString();
};

const people: readonly Fate[] = Array.from({ length: PEOPLE }, (_, index): Fate => {
  const begun = next() < 0.6 ? at('2025-03-18', '10:00') : moment(START, 20);
  const later = new Date(Date.parse(begun) + DAY).getTime();
  const handedIn = next() < 0.8 ? moment(later, 24) : null;
  const sentBack =
    handedIn && next() < 0.2 ? new Date(Date.parse(handedIn) + 3 * 3600_000).toISOString() : null;
  const again =
    sentBack && next() < 0.5
      ? new Date(Date.parse(sentBack) + Math.floor(next() * 4 * DAY) + 2).toISOString()
      : null;
  return {
    id: `p${String(index).padStart(4, '0')}`,
    channel: index % 2 === 0 ? 'web' : 'app',
    begun,
    handedIn,
    sentBack,
    again,
    muted: next() < 0.05 ? moment() : null,
  };
});

/** Looks: every day at 7:59, 8:00 and 9:00, unless everything is down. */
const MOVED = at('2025-04-12', '10:00');
const OUTAGES = [
  [at('2025-04-03', '08:00'), at('2025-04-03', '22:09')],
  [at('2025-04-15', '08:30'), at('2025-04-16', '09:09')],
] as const;
const looks = Array.from({ length: 31 }, (_, day) => {
  const morning = Date.parse(at('2025-03-19', '07:59')) + day * DAY;
  return [morning, morning + 60_000, morning + 61 * 60_000].map((each) => new Date(each).toISOString());
})
  .flat()
  .concat([at('2025-04-03', '22:10'), at('2025-04-16', '09:10')])
  .filter((each) => each > at('2025-03-19', '08:00'))
  .filter((each) => !OUTAGES.some(([from, to]) => each >= from && each <= to))
  .sort();

/**
 * What was due, worked out by hand. The notice's deadline is 18 April: 14 days before it is the Qingming holiday, so
 * the 3rd, when everything was down; that step is told at the end of the quiet hours. On the 12th the deadline is
 * moved to the 16th: of its steps the 1st and the day itself lie ahead, and both come in the second outage.
 */
const TOLD = [
  {
    step: '20250418-14',
    due: at('2025-04-03', '09:00'),
    planned: at('2025-04-03', '22:10'),
    said: at('2025-04-04', '08:00'),
  },
  {
    step: '20250418-7',
    due: at('2025-04-11', '09:00'),
    planned: at('2025-04-11', '09:00'),
    said: at('2025-04-11', '09:00'),
  },
  {
    step: '20250416-0',
    due: at('2025-04-16', '09:00'),
    planned: at('2025-04-16', '09:10'),
    said: at('2025-04-16', '09:10'),
  },
] as const;

/** Whether they have something to hand in at that moment. */
function isUndone({ begun, handedIn, sentBack, again }: Fate, moment: string): boolean {
  if (begun > moment) return false;
  if (handedIn === null || handedIn > moment) return true;
  if (sentBack === null || sentBack > moment) return false;
  return again === null || again > moment;
}

const ought = ({ due, planned, said }: (typeof TOLD)[number], fate: Fate) => {
  const isPlanned = fate.begun < due && isUndone(fate, planned);
  return {
    isPlanned,
    isSaid: isPlanned && isUndone(fate, said) && !(fate.muted !== null && fate.muted < said),
  };
};

/**
 * The store as one process has it, which dies now and then: before a commit, or after it, when nobody hears any more
 * that it was. Whatever is dead does nothing further.
 */
class MortalStore implements Store {
  readonly #store: Store;
  readonly #odds: () => number;
  dead = false;

  constructor(store: Store, odds: () => number) {
    this.#store = store;
    this.#odds = odds;
  }

  #live(risk = 0): void {
    if (this.#odds() < risk) this.dead = true;
    if (this.dead) throw new Error('the process is gone');
  }

  async read(some: readonly string[]) {
    this.#live();
    return this.#store.read(some);
  }

  async list(prefix: string, options?: { after?: string; limit?: number }) {
    this.#live();
    return this.#store.list(prefix, options);
  }

  async commit(writes: readonly Write[]) {
    // Planning commits are few and large.
    const risk = writes.length > 50 ? 0.3 : 0.005;
    this.#live(risk);
    const done = await this.#store.commit(writes);
    this.#live(risk);
    return done;
  }

  async scrub(): Promise<void> {
    await this.#store.scrub();
  }

  async close(): Promise<void> {
    await this.#store.close();
  }
}

/** One process: it begins anew after every death. */
class Process {
  #life: { readonly bot: Bot; readonly store: MortalStore };
  readonly #open: () => { bot: Bot; store: MortalStore };
  deaths = 0;

  constructor(open: () => { bot: Bot; store: MortalStore }) {
    this.#open = open;
    this.#life = open();
  }

  /** Looks until nothing is left to do. */
  async look(): Promise<void> {
    for (let quiet = 0; quiet < 2; ) {
      const { bot, store: own } = this.#life;
      try {
        await bot.reminders.tick();
        quiet = (await bot.notices.sweep()) === 0 ? quiet + 1 : 0;
      } catch (error) {
        if (!own.dead) throw error;
      }
      if (!own.dead) continue;
      quiet = 0;
      this.deaths += 1;
      this.#life = this.#open();
    }
  }
}

let folder = '';
let store: Store;
const processes: Process[] = [];
const failures: string[] = [];
let lost = 0;

async function openProcess(seed: number): Promise<Process> {
  const own = await openStore({ path: path.join(folder, 'season.sqlite') });
  const files = await openFiles({ folder: path.join(folder, 'files') });
  const odds = chance(seed);
  const log = createLog(clock, (line) => failures.push(line));
  const reach: Reach = {
    deliver: async (channel, reference, logic) => {
      if (odds() < 0.02) {
        lost += 1;
        throw new Error('the platform does not answer');
      }
      const event = TurnContext.applyConversationReference(
        { type: 'event' },
        { ...reference, channelId: channel },
        true,
      );
      const context = new TurnContext(new CollectingAdapter(), event);
      context.turnState.set('capabilities', { ...capabilities, replays: channel === 'web' });
      await logic(context);
    },
  };
  return new Process(() => {
    const mortal = new MortalStore(own, odds);
    return { store: mortal, bot: createBot({ store: mortal, files, painter, catalog, clock, log, reach }) };
  });
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(fastest(), 'shenbao-season-'));
  store = await openStore({ path: path.join(folder, 'season.sqlite') });
  processes.push(await openProcess(11), await openProcess(13));
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Something that happens to one person: when, and what is written. */
interface Event {
  readonly at: string;
  readonly person: string;
  writes(): Promise<Write[]>;
}

function eventsOf(fate: Fate): Event[] {
  const { id: person, begun, handedIn, sentBack, again, muted } = fate;
  const mute = async (): Promise<Write[]> => [{ key: keys.mute(person), value: { at: '' }, expect: 'any' }];
  const all: [string | null, (at: string) => Promise<Write[]>][] = [
    [begun, async () => memberWrites(date, fate)],
    [handedIn, (when) => handIn(store, date, person, when)],
    [sentBack, (when) => sendBack(store, person, when)],
    [again, (when) => handIn(store, date, person, when)],
    [muted, mute],
  ];
  return all.flatMap(([when, writes]) =>
    when === null ? [] : [{ at: when, person, writes: () => writes(when) }],
  );
}

/** Everything that happens, in order of time; what lies between two looks is written in few commits. */
async function live(): Promise<void> {
  const official = { day: '2025-04-16', time: null, by: 'office', at: MOVED };
  const moved = async () => [datesWrite(date.id, { ...NOTHING_SET, official }, 0)];
  const events = [...people.flatMap(eventsOf), { at: MOVED, person: '', writes: moved }];
  events.sort((a, b) => a.at.localeCompare(b.at));
  const strangers = Array.from({ length: STRANGERS }, (_, index): RosterEntry => {
    const nothing = { phone: '', email: '', wecom: '', met: null, due: null };
    return { id: `p${index}`, call: date.id, unit: '示例大学', person: `生人${index}`, ...nothing };
  });
  const list: Roster = { call: date.id, generation: 1, last: STRANGERS, entries: strangers };
  const made = { by: 'office', at: at('2025-03-18', '09:00') };
  await commitAll(store, rosterWrites({ ...emptyRoster(date.id), rev: 0 }, list, made));
  const rest = events.values();
  let event = rest.next();
  for (const look of looks) {
    while (!event.done && event.value.at < look) {
      const together = new Map<string, Event>();
      for (; !event.done && event.value.at < look; event = rest.next()) {
        if (together.has(event.value.person)) break;
        together.set(event.value.person, event.value);
      }
      const writes = await Promise.all([...together.values()].map((each) => each.writes()));
      // Notes of changes repeat within their stretch of time.
      await commitAll(store, [...new Map(writes.flat().map((write) => [write.key, write])).values()]);
    }
    clock.advance(Date.parse(look) - clock.now().getTime());
    await Promise.all(processes.map((each) => each.look()));
  }
}

interface Said {
  readonly person: string;
  readonly at: string;
}

/** Every reminder that stands in a conversation. */
async function heard(): Promise<Said[]> {
  const said: Said[] = [];
  for (const fate of people)
    for await (const { value } of recordsIn(store, keys.logPrefix(conversationOf(fate))))
      for (const { text, timestamp } of value as unknown as Activity[])
        if (text?.includes('提醒：'))
          said.push({ person: fate.id, at: new Date(timestamp ?? 0).toISOString() });
  return said;
}

describe('a call of two thousand people over thirty days', () => {
  test('everyone hears what they ought to, once, and those who handed in hear nothing', {
    timeout: 120_000,
  }, async () => {
    await live();
    const said = await heard();
    const expected = TOLD.flatMap((step) =>
      people
        .filter((fate) => ought(step, fate).isSaid)
        .map(({ id }): Said => ({ person: id, at: step.said })),
    );
    const lines = (list: readonly Said[]) => list.map(({ person, at: when }) => `${when} ${person}`).sort();
    expect(lines(said)).toEqual(lines(expected));
    // It was no quiet month: processes died, the platform was away, and there was something to say each time.
    for (const { deaths } of processes) expect(deaths).toBeGreaterThan(5);
    expect(lost).toBeGreaterThan(0);
    expect(failures.length).toBeGreaterThan(0);
    for (const step of TOLD) expect(people.some((fate) => ought(step, fate).isSaid)).toBe(true);
  });

  test('the counts agree with it', async () => {
    for (const step of TOLD) {
      const counts = await countsOf(store, date.id, step.step);
      const planned = people.filter((fate) => ought(step, fate).isPlanned).length;
      const told = people.filter((fate) => ought(step, fate).isSaid).length;
      const { submitted = 0, muted = 0 } = counts.notNeeded;
      expect(counts.total).toBe(planned + STRANGERS);
      expect(counts.unreachable).toHaveLength(STRANGERS);
      // Half of them are on a channel without a sender here: what they are told waits in the outbox.
      expect(counts.said + counts.waiting).toBe(told);
      expect(submitted + muted).toBe(planned - told);
      expect(counts.failed).toEqual([]);
    }
  });

  test('the book has one line for each step, with its count', async () => {
    const lines: LedgerEntry[] = [];
    for await (const { value } of recordsIn(store, keys.ledgerPrefix))
      lines.push(value as unknown as LedgerEntry);
    expect(lines.map(({ act, by, detail }) => ({ act, by, detail }))).toEqual(
      TOLD.map((step) => ({
        act: 'remind',
        by: 'schedule',
        detail: {
          step: step.step,
          count: people.filter((fate) => ought(step, fate).isPlanned).length + STRANGERS,
          no_channel: STRANGERS,
        },
      })),
    );
  });

  test('nothing is left waiting to be told', async () => {
    expect(await store.list(keys.noticePrefix)).toEqual([]);
  });
});
