import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asMarkdown } from '../../../../adapters/channels/wecom/robot/markdown.ts';

test.each([
  ['减排 30%，3*4=12', '减排 30%，3\\*4=12'],
  ['一行\n又一行', '一行  \n又一行'],
  ['一段\n\n又一段', '一段\n\n又一段'],
  ['# 不是标题', '\\# 不是标题'],
  ['#1 机组', '#1 机组'],
  ['> 60 ℃', '\\> 60 ℃'],
  ['- 第一条', '\\- 第一条'],
  ['-5 ℃ 以下', '-5 ℃ 以下'],
  ['5~10 kPa 和 7~9 kPa', '5\\~10 kPa 和 7\\~9 kPa'],
  ['表_草稿.docx 和 _斜体_', '表_草稿.docx 和 \\_斜体\\_'],
  ['[链接](http://a.example.com/x_y*z)', '\\[链接\\](http://a.example.com/x_y*z)'],
  ['请打开 https://a.example.com/u/_x_*y*。', '请打开 https://a.example.com/u/_x_*y*。'],
  ['<font color="red">红</font>', '\\<font color="red">红\\</font>'],
  ['路径 C:\\*', '路径 C:\\\\\\*'],
])('%j is shown as it is', (text, expected) => {
  expect(asMarkdown(text)).toBe(expected);
});

test('unmarked it is the text again', () => {
  const piece = fc.constantFrom(
    '水',
    '*',
    '_',
    '`',
    '#',
    '>',
    '-',
    ' ',
    '\n',
    '\\',
    '[',
    ']',
    '(',
    '~',
    '<',
    'a',
    '1',
    '.',
  );
  const unmarked = (text: string): string =>
    text.replace(/ {2}\n/g, '\n').replace(/\\([!-/:-@[-`{-~])/g, '$1');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      // White space at a line's end shows nowhere.
      const text = pieces.join('').replace(/ +(?=\n|$)/g, '');
      expect(unmarked(asMarkdown(text))).toBe(text);
    }),
  );
});
