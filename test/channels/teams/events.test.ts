/** Everything but messages that Teams sends, and messages that nobody asked for. */
import type { Activity } from 'botbuilder';
import { TurnContext } from 'botbuilder';
import { describe, expect, test } from 'vitest';
import { BOT, wordsOf } from '../../fakes/teams/person.ts';
import { type Stand, stand } from './stand.ts';

describe('coming and going', () => {
  test('the greeting comes when the bot is added, once, and not for others', async () => {
    const { person, turns, settled } = await stand();
    const added = { type: 'conversationUpdate', id: 'f:added', membersAdded: [BOT, { id: '29:somebody' }] };
    expect((await person.send(added)).status).toBe(200);
    expect((await person.send(added)).status).toBe(200);
    await person.send({ type: 'conversationUpdate', membersAdded: [{ id: '29:somebody' }] });
    await person.send({ type: 'conversationUpdate', membersRemoved: [BOT] });
    await settled();
    expect(turns).toEqual(['conversationUpdate']);
    expect(person.seen.length).toBe(1);
    expect(wordsOf(person.seen[0]?.first ?? {})).toContain('填报');
  });

  test('being installed and removed is noted, without a word', async () => {
    const { person, office, turns, settled } = await stand();
    for (const action of ['add', 'add-upgrade', 'remove', 'remove-upgrade', undefined])
      expect((await person.send({ type: 'installationUpdate', action })).status).toBe(200);
    await settled();
    expect(turns).toEqual([]);
    expect(person.seen).toEqual([]);
    const noted = office.reports.filter(({ code }) => code === 'teams.installed');
    expect(noted.map(({ fields }) => fields.ok)).toEqual([true, true, false, false, false]);
  });

  test.each([
    { type: 'typing' },
    { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: 'f:1' },
    { type: 'event', name: 'application/vnd.microsoft.readReceipt', value: {} },
    { type: 'endOfConversation' },
    { type: 'somethingNew' },
    { type: 'message', text: '开始', id: undefined },
  ])('$type is taken', async (activity) => {
    const { person, turns, settled } = await stand();
    expect((await person.send(activity)).status).toBe(200);
    await settled();
    expect(turns).toEqual(activity.type === 'message' ? ['开始'] : []);
  });

  test('who changes a message or takes it back hears that the answer stands', async () => {
    const { person, turns, settled, last } = await stand();
    await person.say('开始');
    await settled();
    const edit = {
      type: 'messageUpdate',
      text: '改',
      channelData: { eventType: 'editMessage', tenant: undefined },
    };
    expect((await person.send(edit)).status).toBe(200);
    expect(last()).toBe(
      '看到您改了前面的消息。我记下的还是原来那句，要改答案的话，说“修改”加上是哪一项就行。',
    );
    expect((await person.send({ ...edit, channelData: { eventType: 'undeleteMessage' } })).status).toBe(200);
    expect(person.seen.length).toBe(2);
    const taken = { type: 'messageDelete', channelData: { eventType: 'softDeleteMessage' } };
    expect((await person.send(taken)).status).toBe(200);
    expect(last()).toContain('撤回');
    expect(turns).toEqual(['开始']);
  });
});

describe('invokes', () => {
  test.each([
    'signin/verifyState',
    'task/fetch',
    'composeExtension/anonymousQueryLink',
    'handoff/something',
    'nobody/knows',
  ])('%s is answered 501, and the chat goes on', async (name) => {
    const { person, turns, settled } = await stand();
    expect((await person.send({ type: 'invoke', name, value: {} })).status).toBe(501);
    expect((await person.say('开始')).status).toBe(200);
    await settled();
    expect(turns).toEqual(['开始']);
  });

  test.each([
    ['adaptiveCard/action', {}],
    ['adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'answer', data: null } }],
    ['adaptiveCard/action', { action: { type: 'Action.Execute', verb: 'answer', data: { value: 7 } } }],
    ['fileConsent/invoke', {}],
    ['fileConsent/invoke', { action: 'accept' }],
    [undefined, undefined],
  ])('an odd %s (%j) changes nothing', async (name, value) => {
    const { person, turns, settled } = await stand();
    const { status } = await person.send({ type: 'invoke', name, value });
    expect([200, 400, 501]).toContain(status);
    expect((await person.say('开始')).status).toBe(200);
    await settled();
    expect(turns).toEqual(['开始']);
  });

  test.each([
    {},
    { verb: 'answer' },
    { verb: 'answer', value: 7, activity: 'x' },
    { verb: 'other' },
    'text',
    7,
  ])('a submit of %j is no answer', async (value) => {
    const { person, turns, settled } = await stand();
    expect((await person.send({ type: 'message', value })).status).toBe(200);
    await settled();
    expect(turns).toEqual([]);
    expect(person.seen.length).toBe(1);
  });
});

describe('to a person who did not ask', () => {
  /** Where a person was met. */
  async function metAt({ person, office, settled }: Stand): Promise<Partial<Activity>> {
    await person.say('开始');
    await settled();
    return {
      channelId: 'msteams',
      serviceUrl: office.service.url,
      from: { id: `teams:${person.objectId}`, name: person.name },
      recipient: BOT,
      conversation: { id: person.conversation, conversationType: 'personal', isGroup: false, name: '' },
    };
  }
  const reminder = { type: 'message', id: 'reminder', text: '还有三天截止。' };

  test('a message comes into the chat they know', async () => {
    const whole = await stand();
    const reference = TurnContext.getConversationReference(await metAt(whole));
    const before = whole.person.seen.length;
    await whole.office.teams.adapter.continueConversation(reference, async (context) => {
      await context.sendActivity(reminder);
    });
    expect(whole.person.seen.slice(before).map(({ first }) => first.text)).toEqual(['还有三天截止。']);
  });

  test.each([
    [403, 'send.refused'],
    [404, 'send.refused'],
    [503, 'send.failed'],
  ])('where the platform answers %i it is known that nothing came (%s)', async (status, code) => {
    const whole = await stand();
    const reference = TurnContext.getConversationReference(await metAt(whole));
    whole.office.service.troubles.push({ status });
    const sending = whole.office.teams.adapter.continueConversation(reference, async (context) => {
      await context.sendActivity(reminder);
    });
    await expect(sending).rejects.toMatchObject({ code });
  });

  test('who has removed the bot is not tried again, and is answered when they come back', async () => {
    const { person, office, bot, store, clock, settled } = await stand();
    office.service.troubles.push({ status: 403 });
    await person.say('开始');
    await settled();
    const [waiting] = await store.list('out/');
    expect(waiting?.value).toMatchObject({ failed: 'send.refused' });
    const { length } = office.service.requests;
    clock.advance(3600_000);
    await bot.outbox.sweep();
    await settled();
    expect(office.service.requests.length).toBe(length);
    await person.say('示例项目');
    await settled();
    expect(wordsOf(person.seen.at(-1)?.first ?? {})).toContain('示例项目');
  });
});
