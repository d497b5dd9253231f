/**
 * Numerals in Arabic and Chinese writing, exact: `1,200` `1.2亿` `一千二百万` `一点五` `半` `百分之三十五` `三成`. Text
 * is expected in half-width form without spaces (`squeezed`).
 */
import { Big } from 'big.js';

export interface Numeral {
  readonly value: Big;
  /** The number before a last 万 or 亿; the value itself where there is none: `1200万` gives 1200. */
  readonly mantissa: Big;
  /** The 万, 亿 or 万亿 at the end. */
  readonly scale: '' | '万' | '亿' | '万亿';
  /** Decimals written in the mantissa: `3.20` gives 2. */
  readonly decimals: number;
  /** `%` for 三成, 百分之五; `‰` for 千分之五. */
  readonly unit?: '%' | '‰';
  /** 多, 余: somewhat more than the number. */
  readonly more: boolean;
  /** UTF-16 units read. */
  readonly length: number;
}

const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  贰: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const SMALL: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const LARGE: Readonly<Record<string, number>> = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };

const ARABIC = /^(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)/;
const POWER = /^(?:[x×*]10\^?([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|(?<=\^)\d{1,2})|e([+]?\d{1,2})(?![a-z\d]))/i;
const HANZI = /^[零〇一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万萬亿億]+/;
const SCALE = /^(万亿|[万亿萬億])/;
/** 千克, 千瓦 and 百分 are units; in 三千瓦时 both readings are the same quantity. */
const UNIT_AHEAD = /^(?:千(?=[克瓦米伏卡帕焦赫安])|百(?=分|帕))/;
/** Most characters of one numeral: keeps the reading linear, and no form has longer ones. */
const LONGEST = 40;

/** Reads the numeral at the start of a text; undefined where there is none. */
export function readNumeral(text: string): Numeral | undefined {
  const sign = /^(?:-|负)/.exec(text)?.[0] ?? '';
  const body = readUnsigned(text.slice(sign.length, sign.length + LONGEST));
  if (!body || !sign) return body;
  if (body.value.eq(0)) return { ...body, length: body.length + sign.length };
  const length = body.length + sign.length;
  return { ...body, value: body.value.times(-1), mantissa: body.mantissa.times(-1), length };
}

function readUnsigned(text: string): Numeral | undefined {
  return readFraction(text) ?? readTenths(text) ?? readArabic(text) ?? readHalf(text) ?? readHanzi(text);
}

/** 百分之三十五, 千分之5. */
function readFraction(text: string): Numeral | undefined {
  const head = /^(百|千)分之/.exec(text);
  if (!head) return undefined;
  const rest = readUnsigned(text.slice(head[0].length));
  if (!rest) return undefined;
  return { ...rest, unit: head[1] === '百' ? '%' : '‰', length: rest.length + head[0].length };
}

/** 三成, 三成五, 3成. */
function readTenths(text: string): Numeral | undefined {
  const match = /^([一二两三四五六七八九十]|\d(?:\.\d)?|10)成(?:([一二三四五六七八九半])(?![一-龥]))?/.exec(
    text,
  );
  if (!match) return undefined;
  const first = match[1] ?? '';
  const tenths = first === '十' ? 10 : (DIGITS[first] ?? Number(first));
  const last = match[2] === '半' ? 5 : (DIGITS[match[2] ?? ''] ?? 0);
  const value = Big(tenths).times(10).plus(last);
  return { value, mantissa: value, scale: '', decimals: 0, unit: '%', more: false, length: match[0].length };
}

function readHalf(text: string): Numeral | undefined {
  if (!text.startsWith('半')) return undefined;
  const value = Big('0.5');
  return { value, mantissa: value, scale: '', decimals: 1, more: false, length: 1 };
}

function readArabic(text: string): Numeral | undefined {
  const digits = ARABIC.exec(text)?.[0];
  if (!digits) return undefined;
  const power = POWER.exec(text.slice(digits.length));
  const written = digits.replaceAll(',', '');
  let mantissa = Big(written.startsWith('.') ? `0${written}` : written);
  let at = digits.length;
  let decimals = written.split('.')[1]?.length ?? 0;
  if (power) {
    mantissa = mantissa.times(Big(10).pow(exponent(power[1] ?? power[2] ?? '0')));
    at += power[0].length;
    decimals = 0;
  }
  return withScale(text, at, mantissa, decimals);
}

function exponent(written: string): number {
  const plain = [...written]
    .map((digit) => ('⁰¹²³⁴⁵⁶⁷⁸⁹'.includes(digit) ? '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit) : digit))
    .join('');
  return Number(plain);
}

/** 多/余, then 十百千 and 万亿 glued to a number: `3千万`, `1200多万`, `1亿2000万`. */
function withScale(text: string, start: number, first: Big, written: number): Numeral {
  let at = start;
  let mantissa = first;
  let decimals = written;
  let more = false;
  const takeMore = (): void => {
    if (/^[多余](?!数|种)/.test(text.slice(at))) {
      more = true;
      at += 1;
    }
  };
  takeMore();
  const small = UNIT_AHEAD.test(text.slice(at)) ? undefined : SMALL[text.charAt(at)];
  if (small) {
    mantissa = mantissa.times(small);
    decimals = 0;
    at += 1;
    takeMore();
  }
  if (/^个[万亿]/.test(text.slice(at))) at += 1;
  const scale = (SCALE.exec(text.slice(at))?.[1] ?? '')
    .replace('萬', '万')
    .replace('億', '亿') as Numeral['scale'];
  at += scale.length;
  const value = mantissa.times(scale === '万亿' ? 1e12 : (LARGE[scale] ?? 1));
  if (scale === '亿' && !more) {
    const rest = readArabic(text.slice(at));
    if (rest?.scale === '万' && rest.value.lt(1e8)) {
      const sum = value.plus(rest.value);
      return { ...rest, value: sum, mantissa: sum.div(1e4), decimals: 0, length: at + rest.length };
    }
  }
  if (scale) takeMore();
  return { value, mantissa, scale, decimals, more, length: at };
}

/** 一千二百万, 二〇二五, 一点五亿, 三百五, 十二. */
function readHanzi(text: string): Numeral | undefined {
  let whole = HANZI.exec(text)?.[0] ?? '';
  for (let at = 1; at < whole.length; at += 1) {
    if (UNIT_AHEAD.test(text.slice(at))) whole = whole.slice(0, at);
  }
  if (whole === '' || /^[几来]/.test(text.slice(whole.length))) return undefined;
  const point = /^点([零〇一二两三四五六七八九]{1,8})/.exec(text.slice(whole.length));
  if (point) {
    const base = hanziInteger(whole);
    if (!base) return undefined;
    const tail = [...(point[1] ?? '')].map((digit) => DIGITS[digit]).join('');
    return withScale(text, whole.length + point[0].length, Big(`${base.toFixed()}.${tail}`), tail.length);
  }
  const value = hanziInteger(whole);
  if (!value) return undefined;
  return hanziScale(text, whole, value);
}

/** A last 万 or 亿 of a Chinese numeral is told apart, as in Arabic writing. */
function hanziScale(text: string, whole: string, value: Big): Numeral {
  const read = withScale(text, whole.length, value, 0);
  const last = LARGE[whole.charAt(whole.length - 1)];
  if (!last) return read;
  return { ...read, scale: last === 1e4 ? '万' : '亿', mantissa: value.div(last) };
}

/** Value of a Chinese integer; undefined where the characters make no one number (三四, 一两). */
export function hanziInteger(text: string): Big | undefined {
  if (/^[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖]{3,}$/.test(text)) {
    return Big([...text].map((digit) => DIGITS[digit]).join(''));
  }
  let total = Big(0);
  let section = Big(0);
  let digit: number | undefined;
  let lastUnit = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (const character of text) {
    const small = SMALL[character];
    const large = LARGE[character];
    if (small) {
      if (small >= lowest) return undefined;
      section = section.plus(Big(digit ?? 1).times(small));
      lowest = small;
      digit = undefined;
      lastUnit = small;
    } else if (large) {
      const part = section.plus(digit ?? 0);
      if (part.eq(0) && total.eq(0)) return undefined;
      total = large === 1e8 ? total.plus(part).times(large) : total.plus(part.times(large));
      section = Big(0);
      lowest = Number.POSITIVE_INFINITY;
      digit = undefined;
      lastUnit = large;
    } else {
      const value = DIGITS[character];
      if (value === undefined || (digit !== undefined && digit !== 0)) return undefined;
      digit = value;
      if (value === 0) lastUnit = 0;
    }
  }
  const last = Big(digit ?? 0).times(digit && lastUnit >= 100 ? lastUnit / 10 : 1);
  return total.plus(section).plus(last);
}

/** A number as forms print it: no scientific notation, no separators. */
export function plainNumber(value: number, decimals = 0): string {
  const shown = Big(value).toFixed();
  const written = shown.split('.')[1]?.length ?? 0;
  return decimals > written ? Big(value).toFixed(decimals) : shown;
}
