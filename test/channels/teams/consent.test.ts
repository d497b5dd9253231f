/** Documents out by consent: what Teams asks first, where the bytes go, and what is said when they do not. */
import { expect, test } from 'vitest';
import type { Person } from '../../fakes/teams/person.ts';
import { offered, stand } from './stand.ts';

const upload = (name: string) => encodeURIComponent(name);
const OVER = '这份文件已经不在了，说一声“导出”，我发最新的。';

test('an accepted file is in the OneDrive whole; its card shows it there, and the offer is gone', async () => {
  const whole = await stand();
  const { person, office, settled } = whole;
  const card = await offered(whole);
  const name = card.first.attachments?.[0]?.name ?? '';
  expect((await person.consent(card, 'accept')).status).toBe(200);
  await settled();
  const bytes = office.service.uploads.get(upload(name));
  expect(bytes?.subarray(0, 2).toString()).toBe('PK');
  expect(card.first.attachments?.[0]?.content).toMatchObject({ sizeInBytes: bytes?.length });
  expect(person.seen.at(-1)?.first.attachments?.[0]).toMatchObject({
    contentType: 'application/vnd.microsoft.teams.card.file.info',
    contentUrl: `https://example.sharepoint.com/${upload(name)}`,
    content: { uniqueId: 'unique', fileType: 'docx' },
  });
  expect(card.now).toEqual({});
});

test('a file is brought once, however often the card is answered', async () => {
  const whole = await stand();
  const { person, office, settled, last } = whole;
  const card = await offered(whole);
  const answers = await Promise.all([person.consent(card, 'accept'), person.consent(card, 'accept')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await settled();
  const infos = person.seen.filter(({ first }) => first.attachments?.[0]?.contentType.endsWith('file.info'));
  expect(infos.length).toBe(1);
  await person.consent(card, 'decline');
  await settled();
  expect(last()).toBe('这份文件刚才已经处理过了。要最新的，说一声“导出”。');
  expect(office.service.uploads.size).toBe(1);
});

test('who declines hears what else is possible', async () => {
  const whole = await stand({ settings: { publicUrl: 'https://shenbao.example.com' } });
  const { person, settled, last } = whole;
  const card = await offered(whole);
  expect((await person.consent(card, 'decline')).status).toBe(200);
  await settled();
  expect(last()).toMatch(
    /^好的，这份文件先不存到 OneDrive。也可以在三天内打开链接下载：https:\/\/shenbao\.example\.com\/teams\/file\/[\w-]{43}$/,
  );
  expect(card.now).toEqual({});
});

test('without an address for links, who declines is told the word for it', async () => {
  const whole = await stand();
  const card = await offered(whole);
  await whole.person.consent(card, 'decline');
  await whole.settled();
  expect(whole.last()).toBe('好的，这份文件先不存到 OneDrive。要的时候说一声“导出”，我再发。');
});

test.each([
  ['refused', [403], /过一会儿再点一次“接受”/],
  ['gone', [404], /过一会儿再点一次“接受”/],
  ['broken for long', [500, 503, 502], /过一会儿再点一次“接受”/],
  ['never answered', [0, 0, 0], /过一会儿再点一次“接受”/],
])('an upload that is %s is told with a link, and may be tried again', async (_, statuses, words) => {
  const whole = await stand({ putMs: 100, settings: { publicUrl: 'https://shenbao.example.com' } });
  const { person, office, settled, last } = whole;
  const card = await offered(whole);
  office.service.uploadStatuses.push(...statuses);
  expect((await person.consent(card, 'accept')).status).toBe(200);
  await settled();
  expect(last()).toMatch(words);
  expect(last()).toMatch(/打开链接下载：https:\/\/shenbao\.example\.com\/teams\/file\//);
  expect(office.reports).toContainEqual({ code: 'teams.upload_failed', fields: { error: 'teams.upload' } });
  expect(office.service.uploads.size).toBe(0);
  await person.consent(card, 'accept');
  await settled();
  expect(office.service.uploads.size).toBe(1);
});

test('a piece that meets a short trouble goes again by itself', async () => {
  const whole = await stand();
  const { person, office, settled } = whole;
  const card = await offered(whole);
  office.service.uploadStatuses.push(503);
  await person.consent(card, 'accept');
  await settled();
  expect(office.service.uploads.size).toBe(1);
  expect(office.service.timer.waits).toContain(2000);
});

test.each([
  'https://files.example.org/uploads/x',
  'http://169.254.169.254/metadata',
  'ftp://127.0.0.1/x',
  'nonsense',
])('nothing is brought to %s', async (address) => {
  const whole = await stand();
  const { person, office, settled, last } = whole;
  const card = await offered(whole);
  expect((await person.consent(card, 'accept', address)).status).toBe(200);
  await settled();
  expect(last()).toMatch(/^《.+》没能存进 OneDrive：那个地址不在允许的范围里，请告诉管理员。/);
  expect(office.reports).toContainEqual({ code: 'teams.upload_failed', fields: { error: 'teams.host' } });
  expect(office.service.uploads.size).toBe(0);
});

test('an offer that is too old is over', async () => {
  const whole = await stand();
  const { person, office, settled, clock, last } = whole;
  const card = await offered(whole);
  clock.advance(3 * 24 * 3600_000 + 1000);
  expect((await person.consent(card, 'accept')).status).toBe(200);
  await settled();
  expect(last()).toBe(OVER);
  expect(office.service.uploads.size).toBe(0);
});

test('an offer is the person’s to whom it was made', async () => {
  const whole = await stand();
  const { person, office, settled } = whole;
  const card = await offered(whole);
  const other: Person = office.person('李同');
  expect((await other.consent(card, 'accept')).status).toBe(200);
  // Somebody else's account within the very chat.
  await person.send(
    { type: 'invoke', name: 'fileConsent/invoke', value: consentValue(card.first) },
    { activity: { from: { id: '29:x', name: '李同', aadObjectId: other.objectId } } },
  );
  await settled();
  expect(other.seen.map(({ first }) => first.text)).toEqual([OVER]);
  expect(office.service.uploads.size).toBe(0);
  await person.consent(card, 'accept');
  await settled();
  expect(office.service.uploads.size).toBe(1);
});

test.each([undefined, null, 7, {}, { file: 'x' }, { file: { a: 1 } }])(
  'an answer without an offer (%j) is told that it is over',
  async (context) => {
    const { person, settled, last } = await stand();
    const value = { type: 'fileUpload', action: 'accept', context, uploadInfo: {} };
    expect((await person.send({ type: 'invoke', name: 'fileConsent/invoke', value })).status).toBe(200);
    await settled();
    expect(last()).toBe(OVER);
  },
);

test('elsewhere than in a personal chat a file is a link', async () => {
  const whole = await stand({ settings: { publicUrl: 'https://shenbao.example.com' } });
  const { person, office, bot, settled } = whole;
  await offered(whole);
  const log = await bot.conversations('msteams').after(person.conversation, 0);
  const file = log
    .map(({ activity }) => activity as { attachments?: unknown[] })
    .findLast(({ attachments }) => attachments !== undefined);
  const conversation = { id: '19:office', conversationType: 'groupChat', isGroup: true };
  const reference = {
    channelId: 'msteams',
    serviceUrl: office.service.url,
    conversation,
    bot: { id: '28:bot', name: '' },
    user: { id: 'teams:x', name: '' },
  };
  await office.teams.adapter.continueConversation(reference as never, async (context) => {
    await context.sendActivity(file as never);
  });
  await settled();
  const seen = office.service.seenIn('19:office').map(({ first }) => first);
  expect(seen.some(({ attachments }) => attachments?.length)).toBe(false);
  expect(seen.at(-1)?.text).toMatch(/请在三天内打开链接下载：https:\/\/shenbao\.example\.com\/teams\/file\//);
});

function consentValue(first: { attachments?: readonly { content?: unknown }[] | undefined }): object {
  const content = first.attachments?.[0]?.content as { acceptContext?: unknown } | undefined;
  return { type: 'fileUpload', action: 'accept', context: content?.acceptContext, uploadInfo: {} };
}
