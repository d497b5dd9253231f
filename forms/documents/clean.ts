/**
 * Text as documents can carry it: XML 1.0 characters only, one kind of line end. Painters and builders use the same
 * functions, so that what was counted, previewed and printed is the same text.
 */

/** Line ends of all systems, and the separators that XML readers or Word treat as one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
const LINE_END = /\r\n?|\u0085|\u2028|\u2029|\u000B|\u000C/g;

/** Outside XML 1.0 `Char` (controls, lone surrogates, U+FFFE, U+FFFF), and the C1 controls that no form means. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const ILLEGAL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/**
 * The text without characters that XML 1.0 forbids (https://www.w3.org/TR/xml/#charsets), lines ended by `\n`.
 * Tabs, emoji and every other character stay.
 */
export function cleanText(text: string): string {
  return text.replace(LINE_END, '\n').replace(ILLEGAL, '');
}

/** The clean text line by line; empty lines at both ends are dropped, those between are kept. */
export function linesOf(text: string): string[] {
  const lines = cleanText(text).split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return [''];
  return lines.slice(first, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

/** The text in Unicode's eyes one character wide (a Latin letter) or two (a hanzi): a rough width in half characters. */
export function halfWidths(text: string): number {
  let width = 0;
  for (const character of text) width += isWide(character) ? 2 : 1;
  return width;
}

/** East Asian wide and, because Chinese fonts draw them so, curly quotes, dashes, ellipsis and circled numbers. */
function isWide(character: string): boolean {
  return /[\u1100-\u115F\u2018-\u201D\u2014\u2026\u2160-\u217F\u2190-\u27BF\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F000}-\u{3FFFF}]/u.test(
    character,
  );
}
