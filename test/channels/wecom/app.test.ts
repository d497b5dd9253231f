/** The application before the emulated platform: tokens, refusals, repetitions, order, media, cards, restarts. */
import type { AddressInfo } from 'node:net';
import type { TurnContext } from 'botbuilder';
import restify from 'restify';
import { expect, onTestFinished, test } from 'vitest';
import { attachDownloads } from '../../../adapters/channels/download.ts';
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { memoryStore } from '../../../adapters/store/memory.ts';
import { type BotDeps, createBot, type Reach } from '../../../bot/app.ts';
import { loadCalls } from '../../../bot/calls.ts';
import type { Log } from '../../../bot/log.ts';
import type { Store } from '../../../forms/ports.ts';
import { testFolder } from '../../adapters/store/folder.ts';
import { type ApplicationOptions, openApplication, settle, sweep } from '../../fakes/wecom/application.ts';
import { virtualTime } from '../../fakes/wecom/clock.ts';
import { testFile } from '../../fixtures/files.ts';

const CALLS = new URL('../../fixtures/calls/', import.meta.url).pathname;
const silent: Log = Object.assign(() => undefined, { failure: () => undefined });
const SEND = '/cgi-bin/message/send';

/** A bot before the platform, with time in the test's hands. `logic` stands in for the bot's where it is given. */
async function world(options: Partial<ApplicationOptions> & { store?: Store } = {}) {
  const time = options.time ?? virtualTime();
  const clock = { now: () => new Date(time.now()), today: () => '2025-06-03' };
  const store = options.store ?? memoryStore({ now: () => time.now() });
  const files = options.files ?? (await openFiles({ folder: `${testFolder()}/files` }));
  const links: NonNullable<BotDeps['links']> = {
    base: () => 'https://shenbao.example.com',
    minutes: 60,
  };
  const reach: Reach = {
    deliver: (_channel, reference, logic) => application.app.adapter.continueConversation(reference, logic),
  };
  const catalog = loadCalls([CALLS]);
  const bot = createBot({ store, files, painter, catalog, clock, log: silent, links, reach });
  const turns: string[] = [];
  const logic = async (context: TurnContext): Promise<void> => {
    turns.push(context.activity.text ?? '');
    await (options.logic ?? bot.logic)(context);
  };
  const application = await openApplication({ intake: bot.intake, ...options, logic, store, files, time });
  onTestFinished(() => application.close());
  bot.outbox.attach('wecom', application.app.adapter);
  return {
    time,
    store,
    files,
    bot,
    turns,
    application,
    platform: application.platform,
    zhou: application.member('ZhouYan'),
    quiet: async () => {
      await application.app.close();
      await settle([application], bot.outbox, time);
    },
    /** What failed is tried again. */
    later: async (ms: number) => {
      await time.advance(ms);
      await sweep([application], bot.outbox, time);
    },
  };
}

/** Lets what is on its way arrive, without time passing. */
async function until(there: () => boolean): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (!there());
  for (let count = 0; count < 50; count += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('the address is verified with the decrypted text and nothing around it', async () => {
  const { application } = await world();
  expect(await application.callbacks.verify('1616140317555161061')).toEqual({
    status: 200,
    body: '1616140317555161061',
  });
  expect(await application.callbacks.verify('1', { signature: 'a'.repeat(40) })).toMatchObject({
    status: 403,
    body: '',
  });
});

test('one token serves everybody; it is fetched anew once where it died early, and before it expires', async () => {
  const { platform, application, time, quiet } = await world();
  const people = Array.from({ length: 20 }, (_, at) => application.member(`p${at}`));
  await Promise.all(people.map((each) => each.text('帮助').all));
  await quiet();
  expect(platform.tokensFetched).toBe(1);
  platform.dropTokens();
  await Promise.all(people.map((each) => each.text('帮助').all));
  await quiet();
  expect(platform.tokensFetched).toBe(2);
  await time.advance(7200_000);
  await Promise.all(people.map((each) => each.text('帮助').all));
  await quiet();
  expect(platform.tokensFetched).toBe(3);
  for (const each of people) expect(each.seen).toHaveLength(3);
  expect(platform.breaches).toEqual([]);
});

test('a token that is stale again after it was fetched anew is no reason to ask on and on', async () => {
  const { platform, zhou, quiet } = await world();
  platform.failures.push(...[1, 2, 3].map(() => ({ path: SEND, errcode: 40014 })));
  await zhou.text('帮助').all;
  await quiet();
  expect(platform.tokensFetched).toBe(2);
  expect(platform.calls.filter(({ path }) => path === SEND)).toHaveLength(2);
});

test('three deliveries of one message are one turn, whatever became of the answers', async () => {
  const { application, zhou, turns, time, quiet } = await world();
  application.callbacks.loseEvery = 1;
  const { first, all } = zhou.text('帮助');
  await first;
  await quiet();
  await time.advance(20_000);
  expect(await all).toEqual([undefined, undefined, undefined]);
  await quiet();
  expect(zhou.seen).toHaveLength(1);
  expect(turns).toEqual(['帮助']);
});

test('what is said in a row is answered in that order, though a picture has to be fetched first', async () => {
  const { zhou, turns, quiet } = await world();
  await zhou.text('填报：文件').all;
  const { name, bytes } = testFile('现场.png');
  await Promise.all([zhou.image(name, bytes).all, zhou.text('发完了').all, zhou.text('帮助').all]);
  await quiet();
  expect(turns.slice(1)).toEqual(['', '发完了', '帮助']);
});

test('a message whose answer was lost is not shown twice', async () => {
  const { platform, zhou, quiet, later } = await world();
  platform.lost.push(SEND);
  await zhou.text('帮助').all;
  await quiet();
  platform.failures.push(...[1, 2, 3].map(() => ({ path: SEND, errcode: 0 })));
  for (const ms of [6000, 11_000, 21_000, 600_000]) await later(ms);
  expect(platform.calls.filter(({ path, errcode }) => path === SEND && errcode === 0)).toHaveLength(2);
  expect(zhou.seen).toHaveLength(1);
});

test('the same words are shown twice where they are said twice', async () => {
  const { zhou, quiet } = await world();
  for (let count = 0; count < 3; count += 1) {
    await zhou.text('帮助').all;
    await quiet();
  }
  expect(zhou.seen).toHaveLength(3);
});

test.each([-1, 45_009, 45_033, 60_020, 0])(
  'after %i the reply is sent again, once and in order',
  async (errcode) => {
    const { platform, zhou, quiet, later } = await world();
    platform.failures.push(...[1, 2, 3, 4].map(() => ({ path: SEND, errcode })));
    await zhou.text('帮助').all;
    await quiet();
    await zhou.text('取消').all;
    await quiet();
    for (let count = 0; count < 6; count += 1) await later(60_000);
    expect(zhou.seen.length).toBe(2);
    expect(zhou.seen[0]?.text).toContain('先选一份草稿');
    expect(platform.breaches).toEqual([]);
  },
);

test('who cannot be reached is given up, and nobody else waits', async () => {
  const { platform, application, quiet, later } = await world({ members: (member) => member !== 'gone' });
  const gone = application.member('Gone');
  await gone.text('帮助').all;
  await quiet();
  await later(3_600_000);
  expect(platform.calls.filter(({ path }) => path === SEND)).toHaveLength(1);
  const other = application.member('Here');
  await other.text('帮助').all;
  await quiet();
  expect(other.seen).toHaveLength(1);
});

test('a card that is not taken is said in words, with its options numbered', async () => {
  const { platform, zhou, quiet } = await world();
  platform.failures.push({ path: SEND, errcode: 42_045 });
  await zhou.text('填报：文件').all;
  await quiet();
  expect(zhou.seen.at(-1)).toMatchObject({ type: 'text', text: expect.stringMatching(/1\. /) });
});

test('more than thirty a minute wait their turn, and the log tells how long', async () => {
  const { application, zhou, quiet, platform } = await world();
  for (let count = 0; count < 40; count += 1) await zhou.text('帮助').all;
  await quiet();
  expect(zhou.seen).toHaveLength(40);
  expect(platform.breaches).toEqual([]);
  const waits = application.reports.filter(({ code }) => code === 'wecom.paced');
  expect(waits.length).toBeGreaterThan(0);
  for (const { fields } of waits) expect(Object.keys(fields).sort()).toEqual(['channel', 'ms']);
});

test('a tap counts once; the card is greyed out by the newest code, and each code is used once', async () => {
  const { platform, application, zhou, turns, time, quiet } = await world();
  application.callbacks.loseEvery = 2;
  await zhou.text('填报：文件').all;
  await quiet();
  const card = zhou.seen.at(-1);
  const value = card?.buttons[0]?.value ?? '';
  const first = zhou.click(value, card?.task).all;
  await time.advance(1000);
  await Promise.all([first, zhou.click(value, card?.task).all]);
  await quiet();
  expect(turns.slice(1)).toEqual([value]);
  expect(platform.cards.get(card?.task ?? '')?.retired).toBe(true);
  expect(zhou.seen.filter(({ text }) => text.includes('已经过去了'))).toEqual([]);
  await time.advance(1000);
  await zhou.click(value, card?.task).all;
  await quiet();
  expect(zhou.seen.at(-1)?.text).toContain('已经过去了');
  expect(platform.breaches).toEqual([]);
});

test('media of more than 20 MB are fetched in pieces', async () => {
  const { files, zhou, turns, quiet, bot, application } = await world({
    intake: { admit: async () => ({ ok: true, maxBytes: 1 << 30, place: null }) },
    logic: async (context) => void attachments.push(context.activity.attachments?.[0]?.content),
  });
  const attachments: unknown[] = [];
  const bytes = Buffer.concat([testFile('长.mp4').bytes, Buffer.alloc(25 * 1024 * 1024, 3)]);
  await zhou.video('长.mp4', bytes).all;
  await quiet();
  expect(turns).toHaveLength(1);
  const [kept] = attachments as { hash: string; bytes: number }[];
  expect(kept?.bytes).toBe(bytes.length);
  expect((await files.open(kept?.hash ?? ''))?.bytes).toBe(bytes.length);
  expect(bot).toBeDefined();
  expect(application.platform.breaches).toEqual([]);
});

test('a medium that is gone is told to the member, in the end', async () => {
  const { platform, application, zhou, turns, time, quiet } = await world();
  const { name, bytes } = testFile('现场.png');
  platform.failures.push(...[1, 2, 3].map(() => ({ path: '/cgi-bin/media/get', errcode: 40_007 })));
  const { all } = zhou.image(name, bytes);
  for (let count = 1; count <= 3; count += 1) {
    await until(
      () => application.reports.filter(({ code }) => code === 'wecom.callback_failed').length === count,
    );
    await time.advance(5000);
  }
  expect(await all).toEqual([500, 500, 500]);
  expect(zhou.seen).toEqual([]);
  await time.advance(30_000);
  await until(() => zhou.seen.length > 0);
  await quiet();
  expect(turns).toEqual([]);
  expect(zhou.seen.map(({ text }) => text)).toEqual(['刚才这一条没有收好，麻烦再发一次。']);
});

test('what takes longer than a second is answered then, and taken up again by the next process if this one dies', async () => {
  const store = memoryStore();
  const hanging = await world({ store, logic: () => new Promise(() => undefined) });
  const { first } = hanging.zhou.text('帮助');
  await until(() => hanging.turns.length > 0);
  await hanging.time.advance(1500);
  expect(await first).toBe(200);
  const next = await world({ store, files: hanging.files, platform: hanging.platform, time: hanging.time });
  await next.application.app.resume();
  await next.quiet();
  expect(next.turns).toEqual(['帮助']);
  expect(next.zhou.seen).toHaveLength(1);
  expect(await store.list('wecom/in/')).toEqual([]);
});

test('words that carry a security mark are not stored while they wait', async () => {
  const { store, zhou, turns, time } = await world({ logic: () => new Promise(() => undefined) });
  void zhou.text('【机密】某型号参数').all;
  await until(() => turns.length > 0);
  await time.advance(3000);
  expect(await store.list('wecom/in/')).toEqual([]);
});

test('places and links are words, a menu says its key; what is unknown is ignored', async () => {
  const { zhou, turns, quiet, application } = await world();
  await zhou.location('示例路1号', 39.9, 116.3).all;
  await zhou.link('技术简介', '摘要', 'https://example.com/a').all;
  await zhou.event('click', { EventKey: '帮助' }).all;
  for (const event of ['subscribe', 'LOCATION', 'view', 'batch_job_result', 'change_contact', 'tomorrow'])
    expect(await zhou.event(event, { EventKey: 'x' }).all).toEqual([200]);
  expect(await application.member('sys').event('enter_agent').all).toEqual([200]);
  await quiet();
  expect(turns).toEqual(['示例路1号 39.9,116.3', '技术简介\n摘要\nhttps://example.com/a', '帮助']);
});

test('who opens the chat is greeted, and not again the same morning', async () => {
  const { zhou, time, quiet } = await world();
  await zhou.event('enter_agent', { EventKey: '' }).all;
  await quiet();
  const greeted = zhou.seen.length;
  expect(greeted).toBeGreaterThan(0);
  await time.advance(3600_000);
  await zhou.event('enter_agent', { EventKey: '' }).all;
  await quiet();
  expect(zhou.seen).toHaveLength(greeted);
});

test('the log names no member and holds no words, tokens or addresses', async () => {
  const { application, zhou, quiet, platform } = await world();
  platform.failures.push({ path: SEND, errcode: 45_009 });
  await zhou.text('帮助').all;
  await application.callbacks.post('<xml>秘密的话</xml>', { signature: 'x' });
  await quiet();
  const all = JSON.stringify(application.reports);
  expect(application.reports.length).toBeGreaterThan(1);
  expect(all).not.toMatch(/zhouyan|帮助|秘密的话|access_token|http/i);
});

test('where a file is asked for, a link to upload by is offered once; what is uploaded is heard of in the chat', async () => {
  const { zhou, bot, files, store, quiet } = await world();
  for (const words of ['填报：文件', '示例项目', '上传链接']) {
    await zhou.text(words).all;
    await quiet();
  }
  const said = zhou.seen.map(({ text }) => text).join('\n');
  const [, token = ''] = /https:\/\/shenbao\.example\.com\/u\/([\w-]{43})/.exec(said) ?? [];
  expect(token).not.toBe('');
  for (const prefix of ['out/', 'log/', 'wecom/'])
    expect(JSON.stringify(await store.list(prefix))).not.toContain(token);
  const { name, bytes, mediaType } = testFile('现场一.png');
  const kept = await files.put(
    (async function* () {
      yield bytes;
    })(),
    { maxBytes: 1 << 20 },
  );
  const sent = [{ name, contentType: mediaType, contentUrl: `file:${kept.hash}`, content: kept }];
  expect(await bot.links.finish(token, sent)).toBe('done');
  expect(await bot.links.finish(token, sent)).toBe('done');
  await quiet();
  expect(zhou.seen.filter(({ text }) => text.includes('现场一.png'))).toHaveLength(1);
});

test('a file of more than 20 MB is a link, which holds three days', async () => {
  const server = restify.createServer();
  Object.assign(server.log, { level: 'silent' });
  const time = virtualTime();
  const store = memoryStore({ now: () => time.now() });
  const files = await openFiles({ folder: `${testFolder()}/files` });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  const { port } = server.server.address() as AddressInfo;
  const linkTo = attachDownloads(server, {
    channel: 'wecom',
    store,
    files,
    publicUrl: `http://127.0.0.1:${port}`,
  });
  const bytes = Buffer.alloc(21 * 1024 * 1024, 5);
  const kept = await files.put(
    (async function* () {
      yield bytes;
    })(),
    { maxBytes: 1 << 30 },
  );
  const link = (await linkTo('申报书.docx', kept.hash)) ?? '';
  const response = await fetch(link);
  expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('申报书.docx'));
  expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  expect((await fetch(`${link}x`)).status).toBe(404);
  await time.advance(3 * 24 * 3_600_000 + 1);
  expect((await fetch(link)).status).toBe(404);
  const nowhere = attachDownloads(restify.createServer(), {
    channel: 'wecom',
    store,
    files,
    publicUrl: undefined,
  });
  expect(await nowhere('申报书.docx', kept.hash)).toBeUndefined();
});

test('a reply can be taken back', async () => {
  const { zhou, application, bot, platform, quiet } = await world();
  await zhou.text('帮助').all;
  await quiet();
  const conversation = `app:${application.callbacks.settings.corpId}:1000002:zhouyan`;
  const log = await bot.conversations('wecom').after(conversation, 0);
  const [, reply] = log.map(({ activity }) => activity as { id?: string });
  const id = reply?.id ?? '';
  const reference = { conversation: { id: conversation }, channelId: 'wecom' } as never;
  await application.app.adapter.continueConversation(reference, async (context) => {
    await context.deleteActivity(id);
    await context.deleteActivity(id);
  });
  expect([...platform.recalled]).toEqual([zhou.seen[0]?.msgid]);
});
