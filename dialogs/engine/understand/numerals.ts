/** Small numbers as people write them: 3, ３, ③, 三, 十二; and the numbers of a form's parts: 三(二), 第三节第2部分. */
import { hanziInteger } from '../../../forms/kinds/numerals.ts';
import { partWords } from '../../../forms/text/zh-CN/lexicon/phrases.ts';

const CHINESE = /^[零〇一二两三四五六七八九十]{1,3}$/;

/** A number from 0 to 99, or undefined. */
export function numeral(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim();
  if (/^\d{1,2}$/.test(plain)) return Number(plain);
  const value = CHINESE.test(plain) ? hanziInteger(plain)?.toNumber() : undefined;
  return value !== undefined && value < 100 ? value : undefined;
}

/** One step of a part number: 第三节 is `{ value: 3, unit: 'section' }`. */
export interface PartNumber {
  readonly value: number;
  readonly unit: 'section' | 'question' | null;
}

const units = [
  ...partWords.section.map((word) => ({ word, unit: 'section' as const })),
  ...partWords.question.map((word) => ({ word, unit: 'question' as const })),
].sort((a, b) => b.word.length - a.word.length);

/** The numbers that a name of a part consists of, or undefined where it has other words too. */
export function partNumbers(text: string): PartNumber[] | undefined {
  if (text.length > 20) return undefined;
  const numbers: PartNumber[] = [];
  let rest = text
    .normalize('NFKC')
    .replace(/[\s()（）.、,，的-]/g, ' ')
    .trim();
  while (rest !== '') {
    const found = /^第? ?([0-9]{1,2}|[一二两三四五六七八九十]{1,3}) ?/.exec(rest);
    const value = found ? numeral(found[1] ?? '') : undefined;
    if (!found || value === undefined) return undefined;
    rest = rest.slice(found[0].length);
    const unit = units.find((each) => rest.startsWith(each.word));
    if (unit) rest = rest.slice(unit.word.length).trim();
    numbers.push({ value, unit: unit?.unit ?? null });
  }
  return numbers.length > 0 ? numbers : undefined;
}
