/**
 * Numbers of Chinese patents and applications, and of PCT applications and publications.
 *
 * Format and check digit: ZC 0006-2003 (专利申请号标准), in force since 2003-10-01, and its predecessor with a
 * two-digit year. A check digit that fits shows neither ownership nor legal status.
 */

/** What a number was read as, or which finding stands against it. */
export type NumberRead = { readonly number: string } | { readonly code: string } | undefined;

const LATER = /^(\d{4})(\d)(\d{7})\.?([\dX])$/;
const EARLIER = /^(\d{2})(\d)(\d{5})\.?([\dX])$/;
/** 1 invention, 2 utility model, 3 design, 8 and 9 the same by PCT. */
const KINDS = '12389';
const PUBLICATION = /^CN\d{7,9}[ABCUSY]\d?$/;
const PCT_APPLICATION = /^PCT\/?([A-Z]{2})(\d{4}|\d{2})\/?(\d{5,6})$/;
const PCT_PUBLICATION = /^WO(\d{4})\/?(\d{6})(?:[A-Z]\d)?$/;

/** Weights 2…9, then again from 2; the sum modulo 11, 10 written as X. */
export function patentCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * ((at % 8) + 2), 0);
  const rest = sum % 11;
  return rest === 10 ? 'X' : String(rest);
}

/**
 * Reads `ZL202010566088.9`, `95115608.X`, `CN202010566088.9`: upper case, without spaces. `year` is this year.
 * Undefined where the text is no such number at all.
 */
export function readPatent(text: string, year: number): NumberRead {
  if (PUBLICATION.test(text)) return { code: 'publication' };
  const prefix = /^(ZL|CN)/.exec(text)?.[0] ?? '';
  const body = text.slice(prefix.length);
  const match = LATER.exec(body) ?? EARLIER.exec(body);
  if (!match)
    return /^(?:ZL|CN)/.test(text) || /^(?:\d{12}|\d{8})$/.test(body) ? { code: shortCode(body) } : undefined;
  const [, filed = '', kind = '', serial = '', check = ''] = match;
  const later = filed.length === 4;
  const filedYear = later ? Number(filed) : 1900 + Number(filed) + (Number(filed) < 50 ? 100 : 0);
  if (later ? filedYear < 2003 || filedYear > year : filedYear < 1985 || filedYear > 2003)
    return { code: 'patent_year' };
  if (!KINDS.includes(kind)) return { code: 'patent_kind' };
  if (patentCheckDigit(`${filed}${kind}${serial}`) !== check) return { code: 'patent_digits' };
  return { number: `${prefix === 'ZL' ? 'ZL' : ''}${filed}${kind}${serial}.${check}` };
}

/** All digits there but the one after the dot, or a wrong number of digits. */
function shortCode(body: string): string {
  return /^\d{12}\.?$|^\d{8}\.?$/.test(body) ? 'patent_check_missing' : 'patent_format';
}

/** Reads `PCT/CN2020/123456` (before 2004 `PCT/CN99/00123`) and `WO2020/123456`. */
export function readPct(text: string, year: number): NumberRead {
  const application = PCT_APPLICATION.exec(text);
  if (application) {
    const [, office = '', filed = '', serial = ''] = application;
    const fits =
      filed.length === 4
        ? serial.length === 6 && Number(filed) >= 2004 && Number(filed) <= year
        : serial.length === 5;
    return fits ? { number: `PCT/${office}${filed}/${serial}` } : { code: 'pct_format' };
  }
  const publication = PCT_PUBLICATION.exec(text);
  if (publication) {
    const [, published = '', serial = ''] = publication;
    return Number(published) >= 1978 && Number(published) <= year
      ? { number: `WO${published}/${serial}` }
      : { code: 'pct_format' };
  }
  return /^(?:PCT|WO\d)/.test(text) ? { code: 'pct_format' } : undefined;
}
