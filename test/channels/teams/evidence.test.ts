/** Files in: where they may be fetched from, and what is said of one that does not come. */
import { expect, test } from 'vitest';
import { testFile } from '../../fixtures/files.ts';
import { type Stand, stand } from './stand.ts';

const DOWNLOAD = 'application/vnd.microsoft.teams.file.download.info';
const LOST = '《现场.png》没有收到，请再发一次。';

async function asked(whole: Stand): Promise<void> {
  for (const words of ['开始', '示例项目']) await whole.person.say(words);
  await whole.settled();
}

/** A message with files that lie at these addresses. */
function naming(downloadUrls: readonly unknown[], text = ''): object {
  const attachments = downloadUrls.map((downloadUrl) => ({
    contentType: DOWNLOAD,
    name: '现场.png',
    content: { downloadUrl },
  }));
  return { type: 'message', text, attachments };
}

test.each([
  'https://files.example.org/a.png',
  'http://169.254.169.254/metadata',
  'http://127.0.0.1.example.org/a.png',
  'http://user:word@127.0.0.1/a.png',
  'file:///etc/passwd',
  '',
  undefined,
])('nothing is fetched from %s', async (address) => {
  const whole = await stand();
  await asked(whole);
  await whole.person.send({ ...naming([address]) });
  await whole.settled();
  expect(whole.turns.length).toBe(2);
  expect(whole.last()).toBe(LOST);
});

test.each([
  ['to a place that is not allowed', 'http://169.254.169.254/metadata'],
  ['in circles', 'self'],
  ['nowhere', ''],
])('an address that leads %s is left', async (_, to) => {
  const whole = await stand();
  const { person, office, last, turns, settled } = whole;
  await asked(whole);
  const self = `${office.service.url}moved`;
  const circle = `${self}?to=${encodeURIComponent(`${self}?to=/moved`)}`;
  const address = to === 'self' ? circle : `${self}?to=${encodeURIComponent(to)}`;
  await person.send({ ...naming([address]) });
  await settled();
  expect(turns.length).toBe(2);
  expect(last()).toBe(LOST);
});

test('an address that leads to an allowed one is followed, without the bot’s token', async () => {
  const whole = await stand();
  const { person, office, turns, settled } = whole;
  await asked(whole);
  office.service.files.set('a.png', testFile('现场.png').bytes);
  const to = `${office.service.url}files/a.png`;
  await person.send({ ...naming([`${office.service.url}moved?to=${encodeURIComponent(to)}`]) });
  await settled();
  expect(turns.length).toBe(3);
  const fetched = office.service.requests.filter(({ method }) => method === 'GET').slice(-2);
  expect(fetched.map(({ authorized }) => authorized)).toEqual([false, false]);
});

test('a file that does not come in time is told, and the interview goes on', async () => {
  const whole = await stand({ fetchMs: 100 });
  const { person, office, last, settled } = whole;
  await asked(whole);
  let go: () => void = () => undefined;
  office.service.fileReady = () => new Promise((resolve) => (go = resolve));
  await person.attach([testFile('现场.png')]);
  await settled();
  expect(last()).toBe(LOST);
  go();
  await person.say('跳过');
  await settled();
  expect(last()).not.toBe(LOST);
});

test('of several files those that come are taken, with the words beside them', async () => {
  const whole = await stand();
  const { person, office, bot, settled } = whole;
  await asked(whole);
  office.service.files.set('a.png', testFile('现场.png').bytes);
  const at = (name: string): string => `${office.service.url}files/${name}`;
  await person.send({ ...naming([at('gone.png'), at('a.png')], '两张现场照片') });
  await settled();
  const said = person.seen.map(({ now }) => now.text ?? '');
  expect(said).toContain(LOST);
  const log = await bot.conversations('msteams').after(person.conversation, 0);
  const heard = log.map(({ activity }) => activity as { text?: string; attachments?: unknown[] });
  expect(heard.findLast(({ attachments }) => attachments !== undefined)).toMatchObject({
    text: '两张现场照片',
    attachments: [{ name: '现场.png', contentType: 'image/png' }],
  });
});

test('what comes beside words and is no file is not fetched', async () => {
  const { person, office, turns, settled } = await stand();
  const html = { contentType: 'text/html', content: '<p>开始</p>' };
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: {} };
  const link = {
    contentType: 'application/vnd.microsoft.card.thumbnail',
    contentUrl: 'https://example.org/',
  };
  await person.send({ type: 'message', text: '开始', attachments: [html, card, link] });
  await settled();
  expect(turns).toEqual(['开始']);
  expect(
    office.service.requests.filter(({ method, path }) => method === 'GET' && /files/.test(path)),
  ).toEqual([]);
});
