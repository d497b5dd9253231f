import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanText, halfWidths, linesOf } from '../../../forms/documents/clean.ts';

test.each([
  ['a\r\nb\rc\u0085d\u2028e\u000Bf', 'a\nb\nc\nd\ne\nf'],
  ['\u0000\u0008a\u001F\u007F\u009F', 'a'],
  ['\uD800甲\uDFFF\uFFFE\uFFFF', '甲'],
  ['tab\there 😀 👨‍👩‍👧 𠮷', 'tab\there 😀 👨‍👩‍👧 𠮷'],
])('cleans %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test('what is left is XML, and cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      const clean = cleanText(String.fromCharCode(...units));
      expect(clean.isWellFormed()).toBe(true);
      // XML 1.0 Char, without C1 controls.
      expect(clean).toMatch(/^[\t\n\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u);
      expect(cleanText(clean)).toBe(clean);
    }),
  );
});

test('empty lines at the ends go, those between stay', () => {
  expect(linesOf('\n \n甲\n\n乙\n \n')).toEqual(['甲', '', '乙']);
  expect(linesOf(' \n ')).toEqual(['']);
});

test('hanzi, quotes and dashes count two, Latin one', () => {
  expect(['甲', '“一”', 'ab1', '—', '😀', 'm³'].map(halfWidths)).toEqual([2, 6, 3, 2, 2, 2]);
});
