/** Cards held against the published library's own reader: what it does not know, or knows otherwise, it tells. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pastCard, pastWords, questionCard } from '../../../adapters/channels/teams/card.ts';
import { CARD_BYTES, paragraph, sizeOf } from '../../../adapters/channels/teams/elements.ts';
import { partsOf } from '../../../adapters/channels/teams/encode.ts';
import { cardButtons, wordsOf } from '../../fakes/teams/person.ts';
import { complaints } from './complaints.ts';

const buttons = (count: number, title = '继续') =>
  Array.from({ length: count }, (_, at) => ({ title: `${title}${at + 1}`, value: `${title}${at + 1}` }));

test('the reader does complain of what is wrong', () => {
  expect(complaints({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Nope' }] })).not.toEqual([]);
});

test.each([
  ['a question', questionCard('项目叫什么名字？\n\n不超过 40 字。', buttons(3), 'a|1')],
  ['long titles', questionCard('选一项', buttons(5, '与传统湿法工艺相比减少用水'), 'a|1')],
  ['a link', questionCard('打开 https://example.com/u/abc 上传', buttons(1), 'a|1')],
  ['one that was answered', pastCard(paragraph('项目叫什么名字？'), pastWords('继续'))],
  ['one that is over', pastCard([], pastWords(undefined))],
])('%s is a card of version 1.5', (_, { content }) => {
  expect(complaints(content)).toEqual([]);
});

test('no row has more buttons than every client shows, and none has its title cut', () => {
  const { content } = questionCard('选一项', [...buttons(7), ...buttons(2, '这一项的名字要长得多')], 'a|1');
  const { body } = content as { body: { actions?: unknown[] }[] };
  expect(body.flatMap(({ actions }) => (actions ? [actions.length] : []))).toEqual([3, 3, 1, 1, 1]);
});

test('what a person wrote is no markup, and a link can be opened', () => {
  const words = '**重点** [点我](https://example.com/x) <at>所有人</at>';
  const { content } = questionCard(words, buttons(1), 'a|1');
  const [first] = (content as { body: { type: string; inlines: object[] }[] }).body;
  expect(first).toMatchObject({
    type: 'RichTextBlock',
    inlines: [
      { text: '**重点** [点我](' },
      { text: expect.stringMatching(/^https:/), selectAction: { type: 'Action.OpenUrl' } },
      { text: expect.stringContaining('<at>') },
    ],
  });
});

test('whatever is said is said whole, in messages that Teams takes, with every button', () => {
  const option = fc.record({
    title: fc.string({ minLength: 1, maxLength: 60 }),
    value: fc.string({ minLength: 1, maxLength: 200 }),
  });
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 12_000 }),
      fc.array(option, { minLength: 1, maxLength: 20 }),
      (words, actions) => {
        const suggestedActions = { to: [], actions: actions.map((each) => ({ type: 'imBack', ...each })) };
        const parts = partsOf({ id: 'a|1', type: 'message', text: words, suggestedActions });
        const messages = parts.map((part) => (part.kind === 'file' ? {} : part.message));
        for (const message of messages) expect(sizeOf(message)).toBeLessThan(2 * CARD_BYTES + 2000);
        expect(messages.flatMap((each) => cardButtons(each).map(({ data }) => data.value))).toEqual(
          actions.map(({ value }) => value),
        );
        const bare = (text: string) => text.replace(/\s+/g, '');
        const shown = bare(messages.map((each) => wordsOf(each)).join(''));
        expect(shown.startsWith(bare(words))).toBe(true);
        for (const { message } of parts.filter((part) => part.kind === 'card'))
          expect(complaints(message.attachments?.[0]?.content)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});
