/** Forms, summaries and progress in Teams, over HTTP: what is entered reaches the draft, old cards do nothing. */
import { TurnContext } from 'botbuilder';
import { expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { answersOf, openOf } from '../../bot/whole.ts';
import { CollectingAdapter, capabilities } from '../../fakes/channel.ts';
import { cardButtons, inputsOf, type Person, wordsOf } from '../../fakes/teams/person.ts';
import { complaints } from './complaints.ts';
import { type Stand, stand } from './stand.ts';

const catalog = loadCalls([OWN_CALLS]);

/** In the first section of a draft, whose first question offers a form. */
async function begun(options: Parameters<typeof stand>[0] = {}): Promise<Stand> {
  const stood = await stand({ catalog, ...options });
  for (const words of ['填报：可持续发展技术', '是', '是', '是', '可以', '北京市科学技术委员会']) {
    await stood.person.say(words);
    await stood.settled();
  }
  return stood;
}

async function withForm(options: Parameters<typeof stand>[0] = {}): Promise<Stand> {
  const stood = await begun(options);
  await stood.person.press('用表单填');
  await stood.settled();
  return stood;
}

const answers = async ({ store, person }: Pick<Stand, 'store' | 'person'>) => {
  const head = await openOf(store, idOf(person));
  return answersOf(store, head?.id ?? '');
};
const idOf = (person: Person): string => `teams:${person.objectId}`;
const given = async (stood: Stand, path: string): Promise<unknown> => (await answers(stood)).get(path)?.value;

/** The same person says something elsewhere. */
async function elsewhere({ bot, person }: Stand, text: string): Promise<void> {
  const context = new TurnContext(new CollectingAdapter(), {
    type: 'message',
    id: `elsewhere-${text}`,
    channelId: 'web',
    from: { id: idOf(person), name: person.name },
    recipient: { id: 'shenbao', name: 'shenbao' },
    conversation: { id: 'elsewhere', isGroup: false, conversationType: 'personal', name: '' },
    text,
  });
  context.turnState.set('capabilities', capabilities);
  await bot.logic(context);
}

test('a section is filled in at once, and the card then says so', async () => {
  const stood = await withForm();
  const { person, settled, last } = stood;
  const card = person.seen.at(-1);
  expect(complaints(card?.first.attachments?.[0]?.content)).toEqual([]);
  expect(inputsOf(card?.first ?? {}).map(({ label }) => label)).toEqual([
    '技术名称',
    '技术提供单位',
    '联系人',
    '电话',
    '邮箱',
    '申报日期',
  ]);
  await person.fill({ 联系人: '陈云岫', 电话: '010-00000000', 申报日期: '2025-03-08' });
  await settled();
  expect(await given(stood, 'contact')).toEqual((await answers(stood)).get('contact')?.value);
  expect((await answers(stood)).get('phone')).toMatchObject({
    value: '010-00000000',
    original: '010-00000000',
    channel: 'msteams',
    by: idOf(person),
  });
  expect(await given(stood, 'apply_date')).toBe('2025-03-08');
  expect(await given(stood, 'tech_name')).toBeUndefined();
  expect(cardButtons(card?.now ?? {})).toEqual([]);
  expect(inputsOf(card?.now ?? {})).toEqual([]);
  expect(wordsOf(card?.now ?? {})).toBe('封面与单位\n您选了：提交');
  expect(last()).toContain('记下了 3 项');
  expect(last()).toContain('这项技术叫什么名字');
});

test('what is refused stands in a new form as it was entered, and is mended there or in the chat', async () => {
  const stood = await withForm();
  const { person, settled, last } = stood;
  await person.fill({ 技术名称: '粪污厌氧发酵技术', 电话: '12', 邮箱: 'chen@' });
  await settled();
  expect(await given(stood, 'tech_name')).toBe('粪污厌氧发酵技术');
  const values = new Map(inputsOf(person.seen.at(-1)?.now ?? {}).map(({ label, value }) => [label, value]));
  expect(values.get('电话')).toBe('12');
  expect(values.get('邮箱')).toBe('chen@');
  expect(values.get('技术名称')).toBe('粪污厌氧发酵技术');
  expect(last()).toContain('“12”不像完整的电话号码');
  await person.fill({ 电话: '010-00000000' });
  await settled();
  expect(await given(stood, 'phone')).toBe('010-00000000');
  expect(last()).toContain('“chen@”不像一个完整的邮箱地址');
  await person.say('chen@example.com');
  await settled();
  expect(await given(stood, 'email')).toBe('chen@example.com');
});

test('a field that was not touched does not undo what was changed elsewhere meanwhile', async () => {
  const stood = await withForm();
  const { person, settled } = stood;
  await person.fill({ 技术名称: '甲法脱硫技术' });
  await settled();
  await person.say('填表');
  await settled();
  await elsewhere(stood, '修改 技术名称');
  await elsewhere(stood, '乙法脱硫技术');
  expect(await given(stood, 'tech_name')).toBe('乙法脱硫技术');
  await person.fill({ 电话: '010-00000000' });
  await settled();
  expect(await given(stood, 'phone')).toBe('010-00000000');
  expect(await given(stood, 'tech_name')).toBe('乙法脱硫技术');
});

test('a form that is submitted twice counts once', async () => {
  const stood = await withForm();
  const { person, settled, turns } = stood;
  const card = person.seen.at(-1);
  const before = turns.length;
  await Promise.all([
    person.fill({ 电话: '010-00000000' }, card),
    person.fill({ 电话: '010-00000000' }, card),
  ]);
  await settled();
  expect(turns.length).toBe(before + 1);
});

test('a form that words have overtaken does nothing, and says so', async () => {
  const stood = await withForm();
  const { person, settled, last } = stood;
  const card = person.seen.at(-1);
  if (!card) throw new Error('no card');
  const first = { ...card, now: card.first };
  await person.say('粪污厌氧发酵技术');
  await settled();
  expect(inputsOf(person.seen.find(({ id }) => id === card.id)?.now ?? {})).toEqual([]);
  await person.fill({ 电话: '010-00000000' }, first);
  await settled();
  expect(await given(stood, 'phone')).toBeUndefined();
  expect(last()).toBe('这张卡片已经过去了，请看最新的一条。');
});

test('a form of another draft is filed there', async () => {
  const stood = await withForm();
  const { person, settled, last, store } = stood;
  const draft = (await openOf(store, idOf(person)))?.id ?? '';
  await elsewhere(stood, '换征集');
  await elsewhere(stood, '填报：国际合作指南建议');
  await person.fill({ 电话: '010-00000000' });
  await settled();
  expect((await answersOf(store, draft)).get('phone')?.value).toBe('010-00000000');
  expect((await openOf(store, idOf(person)))?.id).not.toBe(draft);
  expect(last()).toContain('已经按那一份办了');
  expect(last()).toContain('记下了 1 项');
});

test('instead of the form one may go on question by question', async () => {
  const { person, settled, last } = await withForm();
  await person.press('一题一题答');
  await settled();
  expect(last()).toContain('这项技术叫什么名字');
});

test.each([
  ['a field that is not there', { f99: 'x' }],
  ['an option that is not there', { f0: ['x'] }],
  ['a value that is too long', { f3: '1'.repeat(5000) }],
  ['a value of another shape', { f3: { $gt: '' } }],
])('%s changes nothing', async (_, odd) => {
  const stood = await withForm();
  const { person, settled } = stood;
  const card = person.seen.at(-1);
  const button = cardButtons(card?.first ?? {}).find(({ title }) => title === '提交');
  const sent = await person.send({
    type: 'message',
    value: { ...button?.data, ...odd },
    replyToId: card?.id,
  });
  await settled();
  expect(sent.status).toBe(200);
  expect((await answers(stood)).get('phone')).toBeUndefined();
  expect((await answers(stood)).get('tech_name')).toBeUndefined();
});

test.each([
  ['no number of fields', { verb: 'form', activity: '0000001' }],
  ['a message that was no form', { verb: 'form', shown: 3, activity: '0000002' }],
  ['no path', { verb: 'edit', activity: '0000002' }],
])('a press with %s is an old card', async (_, value) => {
  const { person, settled, last, turns } = await withForm();
  const before = turns.length;
  await person.send({ type: 'message', value, replyToId: person.seen.at(-1)?.id });
  await settled();
  expect(turns.length).toBe(before);
  expect(last()).toBe('这张卡片已经过去了，请看最新的一条。');
});

test('a row of the summary leads to its answer, once', async () => {
  const stood = await withForm();
  const { person, settled, last, turns } = stood;
  await person.fill({ 电话: '010-00000000' });
  await settled();
  await person.say('预览');
  await settled();
  const summary = person.seen.at(-1);
  expect(complaints(summary?.first.attachments?.[0]?.content)).toEqual([]);
  await person.touch('修改：电话');
  await settled();
  expect(last()).toContain('联系人的电话是多少');
  expect(last()).toContain('现在填的是：010-00000000');
  expect(wordsOf(summary?.now ?? {})).toContain('您选了：修改');
  const before = turns.length;
  await person.touch('修改：电话');
  await settled();
  expect(turns.length).toBe(before);
  expect(last()).toBe('这张卡片已经过去了，请看最新的一条。');
});

test('a row of the progress leads to its section', async () => {
  const { person, settled, last } = await begun();
  await person.say('进度');
  await settled();
  await person.touch('去：四(一)设备投资');
  await settled();
  expect(last()).toContain('【四(一)设备投资 1/4】');
});

test('a form with a security mark in a field is not kept', async () => {
  const stood = await withForm();
  const { person, settled, last, bot } = stood;
  await person.fill({ 技术名称: '【机密】某型装备' });
  await settled();
  expect(last()).toContain('机密');
  const log = await bot.conversations('msteams').after(person.conversation, 0);
  expect(JSON.stringify(log)).not.toContain('某型装备');
  expect(await given(stood, 'tech_name')).toBeUndefined();
});

test('where Teams does not take a form, lines to copy go instead', async () => {
  const { person, settled, office, last } = await begun();
  office.service.troubles.push({ status: 413 });
  await person.press('用表单填');
  await settled();
  expect(last()).toContain('把下面几行复制过去');
  expect(last()).toContain('技术名称：');
  await person.say('技术名称：粪污厌氧发酵技术\n联系人：陈云岫\n电话：010-00000000');
  await settled();
  expect(last()).toContain('这样记，对吗？');
});
