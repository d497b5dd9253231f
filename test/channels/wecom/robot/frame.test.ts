import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFrame } from '../../../../adapters/channels/wecom/robot/frame.ts';

const frame = (body: object): unknown => ({
  cmd: 'aibot_msg_callback',
  headers: { req_id: 'r1' },
  body: { msgid: '7412589630741258963', chattype: 'single', from: { userid: 'Zhou' }, ...body },
});

test('whatever comes, nothing is thrown', () => {
  const body = fc.object({
    key: fc.constantFrom('msgid', 'from', 'userid', 'msgtype', 'text', 'event', 'mixed'),
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), body.map(frame)), (given) => {
      const found = readFrame(given);
      if (found) expect(found.says.length).toBeGreaterThan(0);
    }),
  );
});

test('ids stay text', () => {
  expect(readFrame(frame({ msgtype: 'text', text: { content: '好' } }))?.id).toBe('7412589630741258963');
});

test('an event without an id has its own, the same each time it comes', () => {
  const event = (at: number): unknown =>
    frame({ msgid: undefined, msgtype: 'event', create_time: at, event: { eventtype: 'enter_chat' } });
  expect(readFrame(event(1))?.id).toBe(readFrame(event(1))?.id);
  expect(readFrame(event(1))?.id).not.toBe(readFrame(event(2))?.id);
});

test.each([
  ['no text', { msgtype: 'text', text: { content: ' \n' } }, [{ kind: 'unread' }]],
  ['a file without key', { msgtype: 'file', file: { url: 'https://a.example.com/x' } }, undefined],
  ['no file', { msgtype: 'file' }, [{ kind: 'unread' }]],
  ['an empty mix', { msgtype: 'mixed', mixed: { msg_item: [] } }, undefined],
  ['feedback', { msgtype: 'event', event: { eventtype: 'feedback_event' } }, undefined],
  ['a click on nothing', { msgtype: 'event', event: { eventtype: 'template_card_event' } }, undefined],
  ['a group without id', { msgtype: 'text', text: { content: '好' }, chattype: 'group' }, undefined],
])('%s', (_what, body, expected) => {
  expect(readFrame(frame(body))?.says).toEqual(expected);
});
