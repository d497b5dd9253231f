import { describe, expect, test } from 'vitest';
import { cardButtons, wordsOf } from '../../fakes/teams/person.ts';
import { testFile } from '../../fixtures/files.ts';
import { stand } from './stand.ts';

describe('cards', () => {
  test('a button answers in the person’s name, and the card then says what was chosen', async () => {
    const { person, turns, settled } = await stand();
    await person.say('开始');
    await settled();
    const [card] = person.seen;
    const [button] = cardButtons(card?.first ?? {});
    expect((await person.press(button?.title ?? '')).status).toBe(200);
    await settled();
    expect(turns).toEqual(['开始', button?.data.value]);
    expect(cardButtons(card?.now ?? {})).toEqual([]);
    expect(wordsOf(card?.now ?? {})).toBe(`${wordsOf(card?.first ?? {})}\n您选了：${button?.title}`);
  });

  test('a card that was pressed counts once', async () => {
    const { person, turns, settled } = await stand();
    await person.say('开始');
    await settled();
    const [card] = person.seen;
    const [button] = cardButtons(card?.first ?? {});
    await Promise.all([person.press(button?.title ?? '', card), person.press(button?.title ?? '', card)]);
    await settled();
    expect(turns.length).toBe(2);
  });

  test('a card counts once for whoever is quicker than its sending, too', async () => {
    const { person, office, turns, settled } = await stand();
    const pressing: Promise<unknown>[] = [];
    office.service.heard = (shown) => {
      office.service.heard = () => undefined;
      const [button] = cardButtons(shown.first);
      const press = () => person.send({ type: 'message', value: button?.data, replyToId: shown.id });
      pressing.push(press(), press());
    };
    await person.say('开始');
    await settled();
    await Promise.all(pressing);
    await settled();
    const [, ...rest] = turns;
    expect(rest.length).toBe(1);
    const [first] = person.seen;
    const [button] = cardButtons(first?.first ?? {});
    await person.press(button?.title ?? '', first);
    await settled();
    expect(turns.length).toBe(2);
  });

  test('a card that words have overtaken is over: it says so, and does nothing', async () => {
    const { person, turns, settled, last } = await stand();
    await person.say('开始');
    await settled();
    const [card] = person.seen;
    await person.say('帮助');
    await settled();
    expect(cardButtons(card?.now ?? {})).toEqual([]);
    expect(wordsOf(card?.now ?? {})).toContain('这一步已经过去了。');
    const [button] = cardButtons(card?.first ?? {});
    await person.press(button?.title ?? '', card);
    expect(turns).toEqual(['开始', '帮助']);
    expect(last()).toBe('这张卡片已经过去了，请看最新的一条。');
  });

  test('where a turn fails the card may be pressed again', async () => {
    let broken = false;
    const { person, settled, bot, last } = await stand({
      logic: async (context) => {
        if (broken) throw new Error('the store is gone');
        await bot.logic(context);
      },
    });
    await person.say('开始');
    await settled();
    const [card] = person.seen;
    const [button] = cardButtons(card?.first ?? {});
    broken = true;
    expect((await person.press(button?.title ?? '', card)).status).toBe(500);
    broken = false;
    expect((await person.press(button?.title ?? '', card)).status).toBe(200);
    await settled();
    expect(last()).not.toContain('过去');
  });

  test('a button may also be executed: Teams is answered at once', async () => {
    const { person, turns, settled } = await stand();
    await person.say('开始');
    await settled();
    const [card] = person.seen;
    const [button] = cardButtons(card?.first ?? {});
    const action = { type: 'Action.Execute', verb: 'answer', data: button?.data };
    const sent = await person.send({
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action },
      replyToId: card?.id,
    });
    expect(sent.status).toBe(200);
    expect(JSON.parse(sent.body)).toMatchObject({ statusCode: 200 });
    expect(turns.length).toBe(2);
  });
});

describe('sending', () => {
  test('what is refused for the rate goes again, as late as Teams asks', async () => {
    const { person, office, settled } = await stand();
    office.service.troubles.push({ status: 429, headers: { 'Retry-After': '7' } }, { status: 429 });
    await person.say('开始');
    await settled();
    const [first, second = 0, ...more] = office.service.timer.waits;
    expect(first).toBe(7000);
    expect(second).toBeGreaterThanOrEqual(2000);
    expect(second).toBeLessThanOrEqual(2500);
    expect(more).toEqual([]);
    expect(person.seen.length).toBe(1);
  });

  test.each([500, 502, 503])('a message answered %i is not sent again at once', async (status) => {
    const { person, office, settled } = await stand();
    office.service.troubles.push({ status, taken: true });
    await person.say('开始');
    await settled();
    expect(person.seen.length).toBe(1);
    expect(office.service.timer.waits).toEqual([]);
  });

  test('a message that is never answered is given up', async () => {
    const { person, office, settled } = await stand({ timeoutMs: 200 });
    office.service.troubles.push({ status: 0, hang: true });
    await person.say('开始');
    await settled();
    const posts = office.service.requests.filter(({ method }) => method === 'POST');
    expect(posts.length).toBe(1);
  });

  test('a card that is not taken goes as words', async () => {
    const { person, office, settled } = await stand();
    office.service.troubles.push({ status: 413 });
    await person.say('开始');
    await settled();
    const [only] = person.seen;
    expect(cardButtons(only?.first ?? {})).toEqual([]);
    expect(only?.first.text).toMatch(/\n1\. .+/);
  });
});

describe('files', () => {
  test('a file at another address is not fetched', async () => {
    const { person, turns, last } = await stand({ settings: { fileHosts: ['sharepoint.com'] } });
    await person.attach([testFile('现场.png')]);
    expect(turns).toEqual([]);
    expect(last()).toBe('《现场.png》没有收到，请再发一次。');
  });

  test('a picture within the message is fetched by the bot’s own token', async () => {
    const { person, office, turns } = await stand();
    const { bytes } = testFile('现场.png');
    office.service.files.set('/v3/attachments/1/views/original', bytes);
    const contentUrl = `${office.service.url}v3/attachments/1/views/original`;
    await person.send({ type: 'message', text: '', attachments: [{ contentType: 'image/*', contentUrl }] });
    expect(turns.length).toBe(1);
  });
});

test('while the keys cannot be fetched nobody is let in, and then everybody is again', async () => {
  const { person, office, turns, settled } = await stand();
  office.service.keysDown = true;
  expect((await person.say('开始')).status).toBe(503);
  office.service.keysDown = false;
  expect((await person.say('开始')).status).toBe(200);
  await settled();
  expect(turns).toEqual(['开始']);
});
