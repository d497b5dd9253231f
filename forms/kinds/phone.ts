/** One telephone number: mobile, landline with area code and extension, service number, or international. */
import { z } from 'zod';
import { type Issue, must, should } from '../issue.ts';
import { extensionMarks, phoneLabels } from '../text/zh-CN/lexicon/names.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { excerpt, half, LINE_LIMIT, oneLine } from './reading.ts';

const Config = z.strictObject({
  type: z.literal('phone'),
  only: z
    .enum(['mobile', 'landline'])
    .optional()
    .describe('手机 takes a mobile number only, 传真 a landline only'),
});
type Config = z.infer<typeof Config>;
const Value = z.string().min(5).max(30);

const MOBILE = /^(?:(?:\+|00)?86)?(1[3-9]\d{9})$/;
const SERVICE = /^([48]00)(\d{3})(\d{4})$/;
/** Two-digit area codes (010, 02x) go with eight digits, three-digit ones with seven or eight. */
const LANDLINE =
  /^(?:(?:\+|00)86)?(?:(0(?:10|2\d|[3-9]\d{2}))|(10|2\d|[3-9]\d{2})(?=\d{7,8}(?:x|$)))?(\d{7,8})(?:x(\d{1,6}))?$/;
const FOREIGN = /^\+(?!86)[1-9]\d{6,14}$/;
const EXTENSION = new RegExp(
  `(?:${extensionMarks.map((mark) => mark.replace('#', '\\#')).join('|')})\\.?:?`,
  'gi',
);
const LABEL = new RegExp(phoneLabels.join('|'), 'gi');

function parse(text: string, config: Config): Parsed<string> {
  if (text.length > LINE_LIMIT)
    return { kind: 'issue', issue: must('phone.format', { text: excerpt(text) }) };
  const line = half(oneLine(text))
    .replace(LABEL, ' ')
    .replace(/[:是为]/g, ' ')
    .trim();
  const whole = line
    .split(/[、,;。\n]|(?<=\d)\/(?=[\d+(])|\s*(?:或者|或|和)\s*/)
    .filter((piece) => /[\d\p{L}]/u.test(piece));
  if (whole.length === 0) return { kind: 'issue', issue: must('text.empty') };
  const numbers: string[] = [];
  for (const piece of whole) {
    const one = readNumber(piece);
    const many = one ? [one] : piece.trim().split(/\s+/).map(readNumber);
    if (many.some((number) => number === undefined)) return { kind: 'issue', issue: refusal(piece) };
    numbers.push(...many.filter((number) => number !== undefined));
  }
  const fitting = [...new Set(numbers)].filter((number) => fits(number, config));
  const [first] = fitting;
  if (first === undefined)
    return {
      kind: 'issue',
      issue: must(config.only === 'mobile' ? 'phone.mobile_only' : 'phone.landline_only'),
    };
  return fitting.length > 1 ? { kind: 'readings', values: fitting } : { kind: 'value', value: first };
}

function fits(number: string, config: Config): boolean {
  if (config.only === undefined) return true;
  return (config.only === 'mobile') === isMobile(number) || number.startsWith('+');
}

function isMobile(number: string): boolean {
  return MOBILE.test(number);
}

/** One number in its written form; undefined where the digits make none. */
function readNumber(piece: string): string | undefined {
  const dashed = piece
    .replace(EXTENSION, 'x')
    .replace(/[\s().]/g, '')
    .replace(/(\d{7,8})-(\d{1,6})$/, '$1x$2');
  return read(dashed.replace(/-/g, '')) ?? read(piece.replace(EXTENSION, 'x').replace(/[\s().-]/g, ''));
}

function read(digits: string): string | undefined {
  const mobile = MOBILE.exec(digits)?.[1];
  if (mobile) return mobile;
  const service = SERVICE.exec(digits);
  if (service) return `${service[1]}-${service[2]}-${service[3]}`;
  const land = LANDLINE.exec(digits);
  if (land) return landline(land[1] ?? (land[2] ? `0${land[2]}` : ''), land[3] ?? '', land[4] ?? '');
  return FOREIGN.test(digits) ? digits : undefined;
}

/** 010-00000000-801; undefined where area code and length do not go together. */
function landline(area: string, number: string, extension: string): string | undefined {
  if (/^0(?:10|2\d)$/.test(area) && number.length !== 8) return undefined;
  return `${area ? `${area}-` : ''}${number}${extension ? `-${extension}` : ''}`;
}

/** Says what is wrong as far as the digits tell. */
function refusal(piece: string): Issue {
  const digits = piece.replace(/\D/g, '').replace(/^86(?=1[3-9])/, '');
  if (/^1[3-9]/.test(digits) && !/\p{L}/u.test(piece) && digits.length !== 11) {
    return must('phone.mobile_digits', { count: digits.length });
  }
  return must('phone.format', { text: excerpt(piece) });
}

function check(value: string): Issue[] {
  return /^\d{7,8}(?:-\d{1,6})?$/.test(value) ? [should('phone.area_code', { text: value })] : [];
}

export const phone: LeafKind<Config, string> = {
  shape: 'leaf',
  type: 'phone',
  config: Config,
  value: Value,
  parse,
  check,
  show: (value) => value,
  plain: (value) => value,
  field: () => 'phone',
};
