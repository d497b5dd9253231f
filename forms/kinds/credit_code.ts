/**
 * 统一社会信用代码 (GB 32100-2015): 18 characters. A wrong check digit is only a warning, because codes in real use
 * are known to fail it.
 */
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { withoutLabel } from './label.ts';
import { excerpt, LINE_LIMIT, squeezed } from './reading.ts';

const Config = z.strictObject({ type: z.literal('credit_code') });
type Config = z.infer<typeof Config>;
const Value = z.string().length(18);

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const LABELS = ['统一社会信用代码', '社会信用代码', '信用代码', '代码'];

function parse(text: string): Parsed<string> {
  if (text.length > LINE_LIMIT)
    return { kind: 'issue', issue: must('credit_code.format', { text: excerpt(text) }) };
  const code = withoutLabel(squeezed(text).toUpperCase(), LABELS).replace(/[-.,;。]/g, '');
  if (code === '') return { kind: 'issue', issue: must('text.empty') };
  if (!/^[0-9A-Z]+$/.test(code))
    return { kind: 'issue', issue: must('credit_code.format', { text: excerpt(text) }) };
  if (code.length !== 18) return { kind: 'issue', issue: must('credit_code.length', { count: code.length }) };
  const letter = [...code].find((each) => !ALPHABET.includes(each));
  if (letter) return { kind: 'issue', issue: must('credit_code.letter', { letter }) };
  return { kind: 'value', value: code };
}

/** Whether the last character fits the seventeen before it. */
export function creditCodeFits(code: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * ALPHABET.indexOf(code.charAt(at)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}

function check(value: string): Issue[] {
  return creditCodeFits(value) ? [] : [should('credit_code.digits', { text: value })];
}

export const creditCode: LeafKind<Config, string> = {
  shape: 'leaf',
  type: 'credit_code',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value) => value,
  plain: (value) => value,
};
