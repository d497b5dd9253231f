import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitText } from '../../adapters/channels/split.ts';

const bytes = (text: string) => Buffer.byteLength(text, 'utf8');

test('a text that fits is one piece', () => {
  expect(splitText('你好', 2048)).toEqual(['你好']);
  expect(splitText('', 2048)).toEqual(['']);
});

test('a longer one is cut behind a paragraph, a line, a sentence, a clause', () => {
  expect(splitText('第一段。\n\n第二段。', 20)).toEqual(['第一段。', '第二段。']);
  expect(splitText('第一行\n第二行', 15)).toEqual(['第一行', '第二行']);
  expect(splitText('第一句话。第二句话。', 20)).toEqual(['第一句话。', '第二句话。']);
  expect(splitText('前半句很长，后半句', 24)).toEqual(['前半句很长，', '后半句']);
});

test('no piece is longer than the limit, no word is lost, no character cut', () => {
  const unit = fc.constantFrom('水', '处', '，', '。', '\n', ' ', 'a', '1', '𠮷', 'é', '👨‍👩‍👧', '☺️');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 200 }), fc.integer({ min: 25, max: 80 }), (text, limit) => {
      const pieces = splitText(text, limit);
      for (const piece of pieces) {
        expect(bytes(piece)).toBeLessThanOrEqual(limit);
        expect(piece.isWellFormed()).toBe(true);
      }
      expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      if (text.trim() !== '') expect(pieces.every((piece) => piece !== '')).toBe(true);
      // A family stays together where it fits.
      expect(pieces.join('\n').match(/👨‍👩‍👧/gu)?.length ?? 0).toBe(text.match(/👨‍👩‍👧/gu)?.length ?? 0);
    }),
  );
});

test('a grapheme longer than a message is cut between characters', () => {
  const text = `👨${'\u200d👩'.repeat(20)}`;
  const pieces = splitText(text, 30);
  expect(pieces.every((piece) => bytes(piece) <= 30 && piece.isWellFormed())).toBe(true);
  expect(pieces.join('')).toBe(text);
});
