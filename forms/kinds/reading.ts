/**
 * What every parser does first with a person's words: make them safe to keep, and make them easy to recognise.
 * Stored text is the person's own (NFC, without control characters); the recognisable form is never stored.
 */

/** Longest message that a one-line kind reads, in UTF-16 units; longer ones are refused before any matching. */
export const LINE_LIMIT = 500;

/** Line ends of all systems. */
const LINE_END = /\r\n?|[\u0085\u2028\u2029\v\f]/g;

/** Controls other than tab and line feed, lone surrogates, non-characters, and marks that turn or hide text. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** More combining marks on one letter than any script uses; sorting them would cost quadratic time. */
const PILED_MARKS = /(\p{M}{16})\p{M}+/gu;

/**
 * The person's text as it may be kept: NFC, lines ended by `\n`, no control or invisible direction characters, no
 * space at either end. Tabs (pasted tables), blank lines, emoji and full-width forms stay. `clean(clean(x))` is
 * `clean(x)`.
 */
export function clean(text: string): string {
  return text.replace(LINE_END, '\n').replace(UNSAFE, '').replace(PILED_MARKS, '$1').normalize('NFC').trim();
}

/** Clean text on one line: line ends and tabs become a space, runs of spaces become one. */
export function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** Clean text of several lines: no spaces at line ends, never more than one blank line in a row. */
export function paragraphs(text: string): string {
  const lines = clean(text)
    .split('\n')
    .map((line) => line.trimEnd());
  return lines
    .filter((line, at) => line !== '' || lines[at - 1] !== '')
    .join('\n')
    .trim();
}

const DASHES = new Set('‐‑‒–—―−－﹣');
const WAVES = new Set('～〜∼˜');

/** What may be such a character: not printed ASCII, and none of the letters from kana to Han and beyond. */
const WIDE = /[^ -~\u3041-\ufdff]/;

/**
 * Full-width and look-alike characters as plain ASCII, one UTF-16 unit for one, so that positions stay the same.
 * Only for recognising.
 */
export function half(text: string): string {
  if (!WIDE.test(text)) return text;
  let result = '';
  for (let at = 0; at < text.length; at += 1) result += halfUnit(text.charAt(at));
  return result;
}

function halfUnit(unit: string): string {
  const code = unit.charCodeAt(0);
  if (code < 0x80) return unit;
  if (code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200a) || code === 0x202f) return ' ';
  if (DASHES.has(unit)) return '-';
  if (WAVES.has(unit)) return '~';
  if (code === 0xffe5) return '¥';
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : unit;
}

/** One line in half-width form, without spaces. */
export function squeezed(text: string): string {
  return half(oneLine(text)).replace(/\s+/g, '');
}

/** At most `max` characters of a text on one line, for repeating it in a sentence. */
export function excerpt(text: string, max = 40): string {
  const characters = [...oneLine(text.slice(0, max * 8))];
  return characters.length > max ? `${characters.slice(0, max).join('')}…` : characters.join('');
}

const BRACKETS: Readonly<Record<string, string>> = {
  '(': ')',
  '（': '）',
  '《': '》',
  '“': '”',
  '「': '」',
  '【': '】',
};

/**
 * The entries of a list in one message: split at the separators, but not inside brackets or quotes that are closed
 * (with `byLine`, closed on the same line). Empty entries are dropped, marks like `1.` `①` `(1)` at the start of an
 * entry too. Linear in the length of the text.
 */
export function listOf(text: string, separators = '、，,；;\n', byLine = false): string[] {
  const whole = clean(text);
  const closes = closingPlaces(whole, byLine);
  const entries: string[] = [];
  let from = 0;
  for (let at = 0; at < whole.length; at += 1) {
    at = closes(at) ?? at;
    if (!separators.includes(whole.charAt(at))) continue;
    entries.push(whole.slice(from, at));
    from = at + 1;
  }
  entries.push(whole.slice(from));
  return entries.map(withoutMark).filter((each) => each !== '');
}

/** Where the bracket at a place is closed; undefined where none stands there or it stays open. */
function closingPlaces(text: string, byLine: boolean): (at: number) => number | undefined {
  const next = new Map<string, number>();
  const find = (mark: string, from: number): number => {
    const known = next.get(mark);
    if (known !== undefined && known >= from) return known;
    const found = text.indexOf(mark, from);
    next.set(mark, found < 0 ? Number.POSITIVE_INFINITY : found);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  };
  return (at) => {
    const close = BRACKETS[text.charAt(at)];
    if (!close) return undefined;
    const end = find(close, at + 1);
    return end === Number.POSITIVE_INFINITY || (byLine && find('\n', at) < end) ? undefined : end;
  };
}

function withoutMark(entry: string): string {
  return oneLine(entry)
    .replace(/^(?:(?:[(（]\d{1,2}[)）]|\d{1,2}[.．、)）](?!\d)|[①-⑳])\s*)+/u, '')
    .trim();
}
