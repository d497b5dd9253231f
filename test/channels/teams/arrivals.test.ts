/** Teams waits fifteen seconds and sends again: what takes longer is stored and answered first. */
import { expect, test } from 'vitest';
import type { Office } from '../../fakes/teams/office.ts';
import { testFile } from '../../fixtures/files.ts';
import { offered, type Stand, stand } from './stand.ts';

/** Lets the bot's patience of so many ms end, once something is being handled. */
async function runOut({ alarms }: Office, ms: number, begun: () => boolean): Promise<void> {
  while (!begun()) await soon();
  for (const each of alarms) if (each.ms === ms) each.ring();
}

const fetching = ({ service }: Office) => service.requests.some(({ path }) => path.startsWith('/files/'));
const LATE = 10_000;

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Holds files back until they are let go. */
function hold({ service }: Office): () => void {
  let go: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    go = resolve;
  });
  service.fileReady = () => ready;
  return go;
}

async function kept({ store }: Stand): Promise<number> {
  return (await store.list('teams/in/')).length;
}

async function asked(whole: Stand): Promise<void> {
  for (const words of ['开始', '示例项目']) await whole.person.say(words);
  await whole.settled();
}

test('a file that takes its time is answered first, fetched once, and told when it is there', async () => {
  const whole = await stand();
  const { person, office, turns, settled, last } = whole;
  await asked(whole);
  const go = hold(office);
  const sent = person.attach([testFile('现场.png')]);
  await runOut(office, LATE, () => fetching(office));
  expect((await sent).status).toBe(200);
  expect(turns.length).toBe(2);
  expect(await kept(whole)).toBe(1);
  await expect.poll(last).toBe('收到，正在处理。');
  go();
  await settled();
  expect(turns.length).toBe(3);
  expect(last()).toContain('收到《现场.png》');
  expect(await kept(whole)).toBe(0);
});

test('the same activity again, at once and later, is one turn and one download', async () => {
  const whole = await stand();
  const { person, office, turns, settled } = whole;
  await asked(whole);
  const go = hold(office);
  const again = { activity: { id: '1749999999000' } };
  const { bytes } = testFile('现场.png');
  const file = [{ name: '现场.png', bytes }];
  const both = [person.attach(file, '', again), person.attach(file, '', again)];
  await runOut(office, LATE, () => fetching(office));
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
  const third = person.attach(file, '', again);
  go();
  expect((await third).status).toBe(200);
  await settled();
  expect((await person.attach(file, '', again)).status).toBe(200);
  await settled();
  expect(turns.length).toBe(3);
  expect(office.service.requests.filter(({ path }) => path.startsWith('/files/')).length).toBe(1);
});

test('what is said after a file waits for it: it is not filed first', async () => {
  const whole = await stand();
  const { person, office, turns, settled } = whole;
  await asked(whole);
  const go = hold(office);
  const file = person.attach([testFile('现场.png')]);
  while (!fetching(office)) await soon();
  const words = person.say('发完了');
  const other = office.person('李同');
  expect((await other.say('开始')).status).toBe(200);
  go();
  await Promise.all([file, words]);
  await settled();
  expect(turns.slice(2)).toEqual(['开始', '', '发完了']);
});

test('what was answered and not done is taken up when the bot starts again', async () => {
  const whole = await stand();
  const { person, office, store, turns, settled, last } = whole;
  await asked(whole);
  const go = hold(office);
  const sent = person.attach([testFile('现场.png')]);
  await runOut(office, LATE, () => fetching(office));
  await sent;
  const [record] = await store.list('teams/in/');
  go();
  await settled();
  // As if the process had died in the middle: the record is there, and the turn is not.
  const activity = { ...(record?.value as object), id: 'after-the-start', text: '发完了', attachments: [] };
  await store.commit([{ key: `teams/in/${'0'.repeat(32)}`, value: activity, expect: 'absent' }]);
  await office.teams.resume();
  await settled();
  expect(turns.slice(2)).toEqual(['', '发完了']);
  expect(last()).toContain('的文件收好了');
  expect(await kept(whole)).toBe(0);
});

test('who was answered and then not helped is told so', async () => {
  let broken = false;
  const whole = await stand({
    logic: async (context) => {
      if (broken) throw new Error('the store is gone');
      await whole.bot.logic(context);
    },
  });
  const { person, office, settled, last } = whole;
  await asked(whole);
  const go = hold(office);
  const sent = person.attach([testFile('现场.png')]);
  await runOut(office, LATE, () => fetching(office));
  await sent;
  broken = true;
  go();
  await settled();
  expect(last()).toBe('刚才那条没能处理好，请再发一次。之前记下的都还在。');
  expect(await kept(whole)).toBe(0);
});

test('what failed and does not come again is told after a minute; what came again is not', async () => {
  let broken = true;
  const whole = await stand({
    logic: async (context) => {
      if (broken) throw new Error('the store is gone');
      await whole.bot.logic(context);
    },
  });
  const { person, office, settled } = whole;
  const again = { activity: { id: '1749999999001' } };
  expect((await person.say('开始', again)).status).toBe(500);
  expect((await person.say('别的话')).status).toBe(500);
  await settled();
  expect(person.seen).toEqual([]);
  broken = false;
  expect((await person.say('开始', again)).status).toBe(200);
  await settled();
  const before = person.seen.length;
  await runOut(office, 60_000, () => true);
  await settled();
  await expect.poll(() => person.seen.length).toBe(before + 1);
  expect(person.seen.at(-1)?.first.text).toMatch(/^刚才那条没能处理好/);
});

test('what is marked as secret is not stored to be answered first', async () => {
  const whole = await stand();
  const { person, office, settled } = whole;
  await asked(whole);
  const go = hold(office);
  const sent = person.attach([testFile('现场.png')], '这份是机密★5年');
  await runOut(office, LATE, () => fetching(office));
  expect(await kept(whole)).toBe(0);
  go();
  expect((await sent).status).toBe(200);
  await settled();
  expect(await kept(whole)).toBe(0);
});

test('a button whose turn takes long is answered as Teams wants it', async () => {
  let go: () => void = () => undefined;
  let slow: Promise<void> = Promise.resolve();
  const whole = await stand({
    logic: async (context) => {
      await slow;
      await whole.bot.logic(context);
    },
  });
  const { person, office, settled } = whole;
  await person.say('开始');
  await settled();
  const [card] = person.seen;
  const content = card?.first.attachments?.[0]?.content as { body: { actions?: { data: object }[] }[] };
  const data = content.body.flatMap(({ actions = [] }) => actions)[0]?.data;
  slow = new Promise((resolve) => {
    go = resolve;
  });
  const value = { action: { type: 'Action.Execute', verb: 'answer', data } };
  const sent = person.send({ type: 'invoke', name: 'adaptiveCard/action', value, replyToId: card?.id });
  await runOut(office, 4_000, () => office.alarms.some(({ ms }) => ms === 4_000));
  expect(JSON.parse((await sent).body)).toEqual({
    statusCode: 200,
    type: 'application/vnd.microsoft.activity.message',
    value: '收到，正在处理。',
  });
  go();
  await settled();
  expect(person.seen.length).toBe(2);
});

test('a file’s consent is answered before the file is brought', async () => {
  const whole = await stand({ putMs: 60_000 });
  const { person, office, settled } = whole;
  const card = await offered(whole);
  office.service.uploadStatuses.push(503);
  expect((await person.consent(card, 'accept')).status).toBe(200);
  await settled();
  expect(office.service.uploads.size).toBe(1);
});
