import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinText, paragraphs } from '../../dialogs/engine/understand/split.ts';

describe('joining a text and its continuation', () => {
  test.each([
    ['原水经预处理，', '进入膜组件。', '原水经预处理，进入膜组件。'],
    ['原水经预处理。', '产水进入清水池。', '原水经预处理。\n产水进入清水池。'],
    ['主要包括：', '（1）预处理', '主要包括：\n（1）预处理'],
    ['reverse', 'osmosis', 'reverse osmosis'],
    ['', '产水进入清水池。', '产水进入清水池。'],
  ])('%s + %s', (first, second, whole) => {
    expect(joinText(first, second)).toBe(whole);
  });

  test('nothing but spaces is lost', () => {
    const bare = (text: string): string => text.replace(/\s+/g, '');
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, second) => {
        expect(bare(joinText(first, second))).toBe(bare(first) + bare(second));
        expect(bare(paragraphs(first).join(''))).toBe(bare(first));
      }),
    );
  });
});
