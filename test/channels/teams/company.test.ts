/** Group chats and channels: everybody reads along. */
import { expect, test } from 'vitest';
import { APP_ID, BOT } from '../../fakes/teams/person.ts';
import { stand } from './stand.ts';

const KINDS = ['groupChat', 'channel'] as const;
const LINK = `https://teams.microsoft.com/l/chat/0/0?users=28:${APP_ID}`;
const PRIVATE = `填报和查询的内容只在单独的对话里说，免得别人看到。点这里和我单独聊：${LINK}`;

test.each(KINDS)('in a %s what is not said to the bot is not answered', async (kind) => {
  const { person, turns, settled } = await stand();
  expect((await person.sayIn(kind, '开始', { mention: false })).status).toBe(200);
  const other = { id: '29:somebody', name: '李同' };
  const entities = [{ type: 'mention', text: '<at>李同</at>', mentioned: other }];
  await person.sayIn(kind, '<at>李同</at> 你看看', { mention: false, entities });
  await settled();
  expect(turns).toEqual([]);
  expect(person.seenInGroup).toEqual([]);
});

test.each(KINDS)('in a %s whatever is said to the bot leads to a chat of one’s own', async (kind) => {
  const { person, office, turns, settled } = await stand();
  await person.say('开始');
  await person.say('只给本人看的项目');
  await settled();
  const before = turns.length;
  for (const words of ['预览', '继续', '导出', '状态', ''])
    expect((await person.sayIn(kind, words)).status).toBe(200);
  await settled();
  expect(turns.length).toBe(before);
  expect(person.seenInGroup.map(({ first }) => first.text)).toEqual(Array(5).fill(PRIVATE));
  for (const { first } of person.seenInGroup) expect(first.attachments).toBeUndefined();
  expect(office.service.breaches).toEqual([]);
});

test.each(KINDS)('in a %s files are refused unseen', async (kind) => {
  const { person, office, turns, settled } = await stand();
  const downloadUrl = `${office.service.url}files/a.png`;
  const file = {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name: 'a.png',
    content: { downloadUrl },
  };
  await person.sayIn(kind, '这是证明', { attachments: [file] });
  await settled();
  expect(turns).toEqual([]);
  expect(person.seenInGroup.map(({ first }) => first.text)).toEqual([
    `群里发的文件我不收，免得别人看到。请在单独的对话里发给我。点这里和我单独聊：${LINK}`,
  ]);
  expect(office.service.requests.filter(({ path }) => path.startsWith('/files'))).toEqual([]);
});

test.each(KINDS)('in a %s no card and no file’s consent does anything', async (kind) => {
  const { person, turns, settled } = await stand();
  await person.say('开始');
  await settled();
  const value = { verb: 'answer', value: '跳过', activity: 'x' };
  expect((await person.sayIn(kind, '', { value, mention: false })).status).toBe(200);
  const conversation = { id: '19:group@thread.v2', conversationType: kind, isGroup: true };
  for (const name of ['adaptiveCard/action', 'fileConsent/invoke']) {
    const execute = { type: 'Action.Execute', verb: 'answer', data: value };
    const action = name === 'fileConsent/invoke' ? 'accept' : execute;
    const sent = await person.send(
      { type: 'invoke', name, value: { action } },
      { activity: { conversation } },
    );
    expect(sent.status).toBe(501);
  }
  await settled();
  expect(turns).toEqual(['开始']);
  expect(person.seenInGroup).toEqual([]);
});

test('the bot is added to a team without a word', async () => {
  const { person, turns, settled } = await stand();
  const conversation = { id: '19:group@thread.v2', conversationType: 'channel', isGroup: true };
  await person.send({ type: 'conversationUpdate', membersAdded: [BOT] }, { activity: { conversation } });
  await settled();
  expect(turns).toEqual([]);
  expect(person.seenInGroup).toEqual([]);
});

test('in a chat of one’s own the bot’s name is no part of the answer, and others are called by theirs', async () => {
  const { person, turns, settled } = await stand();
  const mention = (text: string, mentioned: object) => ({ type: 'mention', text, mentioned });
  const entities = [
    mention('<at>申报助手</at>', BOT),
    mention('<at id="1">李同</at>', { id: '29:x', name: '李同' }),
    { type: 'clientInfo', locale: 'zh-CN' },
    { type: 'mention' },
  ];
  await person.say('<at>申报助手</at> 请联系<at id="1">李同</at>', { activity: { entities } });
  await person.say('<b>写法</b> 原样 ');
  await settled();
  expect(turns).toEqual(['请联系李同', '<b>写法</b> 原样 ']);
});
