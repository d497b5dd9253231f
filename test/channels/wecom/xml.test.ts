/** XML as strangers may write it: what is read is exactly what stands there, anything else is refused by name. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf } from '../../../adapters/channels/wecom/app/message.ts';
import { readXml, textOf } from '../../../adapters/channels/wecom/app/xml.ts';
import { AppError } from '../../../forms/error.ts';
import { xmlOf } from '../../fakes/wecom/callbacks.ts';

/** Text that XML can hold: without control characters, which no document may have. */
const words = fc
  .string({ unit: 'grapheme', maxLength: 300 })
  .map((text) => text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff]/gu, ' '));

test('any text comes back as it was written', () => {
  fc.assert(
    fc.property(words, (text) => {
      expect(textOf(readXml(xmlOf({ Content: text })).Content)).toBe(text);
    }),
  );
});

test.each([
  '007',
  '1e3',
  '0x1F',
  'true',
  'null',
  '  两头空格  ',
  '&amp;&#x41;&lt;b&gt;',
  ']]>',
  'a]]]]><![CDATA[>b',
  '<xml>里面</xml>',
  '__proto__',
  '7412589630741258963',
])('%j stays text', (text) => {
  const read = readXml(xmlOf({ MsgType: 'text', Content: text }));
  expect(fieldsOf(read).content).toBe(text);
});

test('ids of 64 bits keep their last digit, and events get an id of their own', () => {
  const message = readXml(xmlOf({ MsgType: 'text', Content: '好', MsgId: 7_412_589_630_741_258_963n }));
  expect(fieldsOf(message).id).toBe('7412589630741258963');
  const event = (fields: object) =>
    fieldsOf(
      readXml(
        xmlOf({
          FromUserName: 'Zhou',
          CreateTime: 1_748_912_400,
          MsgType: 'event',
          Event: 'template_card_event',
          ...fields,
        }),
      ),
    ).id;
  expect(event({ EventKey: '是', TaskId: 'a' })).toMatch(/^[0-9a-f]{32}$/);
  expect(event({ EventKey: '是', TaskId: 'a' })).toBe(event({ EventKey: '是', TaskId: 'a' }));
  const others = [
    { EventKey: '否', TaskId: 'a' },
    { EventKey: '是', TaskId: 'b' },
    { EventKey: '是', TaskId: 'a', CreateTime: 1 },
  ];
  expect(new Set([{ EventKey: '是', TaskId: 'a' }, ...others].map(event)).size).toBe(4);
});

test('what was chosen on a card, one or many', () => {
  const chosen = (ids: string[]) =>
    fieldsOf(
      readXml(
        xmlOf({
          MsgType: 'event',
          SelectedItems: { SelectedItem: [{ QuestionKey: 'q', OptionIds: { OptionId: ids } }] },
        }),
      ),
    ).chosen;
  expect(chosen(['a'])).toEqual(['a']);
  expect(chosen(['a', 'b'])).toEqual(['a', 'b']);
});

test.each([
  ['a document type', '<!DOCTYPE xml><xml><a>1</a></xml>'],
  ['entities that grow', '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xml><a>&b;</a></xml>'],
  ['a file from outside', '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><a>&f;</a></xml>'],
  ['a comment', '<xml><!-- x --><a>1</a></xml>'],
  ['an instruction', '<?php echo 1 ?><xml><a>1</a></xml>'],
  ['nothing', ''],
  ['plain words', '你好'],
  ['JSON', '{"MsgType":"text"}'],
  ['an unclosed element', '<xml><a>1</xml>'],
  ['an unclosed CDATA', '<xml><a><![CDATA[1</a></xml>'],
  ['two roots', '<xml><a>1</a></xml><xml><a>2</a></xml>'],
  ['another root', '<html><a>1</a></html>'],
  ['a root without children', '<xml>1</xml>'],
  ['something beside the root', '<xml><a>1</a></xml><b/>'],
  ['depth', `<xml>${'<a>'.repeat(20)}1${'</a>'.repeat(20)}</xml>`],
  ['much depth', `<xml>${'<a>'.repeat(5000)}1${'</a>'.repeat(5000)}</xml>`],
  ['a prototype', '<xml><__proto__><x>1</x></__proto__></xml>'],
  ['size', `<xml><a>${'x'.repeat(1_100_000)}</a></xml>`],
])('%s is refused', (_what, source) => {
  expect(() => readXml(source)).toThrow(AppError);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('whatever comes, it is read or refused by name, and quickly', () => {
  const piece = fc.constantFrom(
    '<xml>',
    '</xml>',
    '<a>',
    '</a>',
    '<![CDATA[',
    ']]>',
    '&amp;',
    '&#0;',
    '<!',
    '?>',
    '<a b="c"',
    '/>',
    '值',
    '"',
    '\u0000',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      try {
        readXml(pieces.join(''));
      } catch (error) {
        expect(error).toMatchObject({ name: 'AppError', code: 'wecom.xml' });
      }
    }),
    { numRuns: 2000 },
  );
});
