/** File names that every system takes: Windows, macOS, Linux, zip tools and browsers' downloads. */
import { cleanText } from './documents/clean.ts';

/** Characters Windows forbids, and invisible ones that turn or hide parts of a name. */
const FORBIDDEN = /[\\/:*?"<>|]/g;
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
const RESERVED = /^(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])$/i;
const MOST_CHARACTERS = 120;
/** ext4 and most others hold 255 bytes of UTF-8 per name. */
const MOST_BYTES = 255;

/**
 * A safe file name made from any text, extension included, at most 120 characters and 255 UTF-8 bytes: forbidden
 * characters become `_`, line ends and tabs a space, trailing dots and spaces go, reserved device names get a `_`.
 * Chinese quotes and brackets stay. Never empty: `文件` stands where nothing is left.
 *
 * Source of the rules: https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function safeFileName(name: string): string {
  const clean = cleanText(name.normalize('NFC'))
    .replace(INVISIBLE, '')
    .replace(/\s+/gu, ' ')
    .replace(FORBIDDEN, '_')
    .trim();
  const dot = clean.lastIndexOf('.');
  const extension = dot >= 0 && /^\.[A-Za-z0-9]{1,10}$/.test(clean.slice(dot)) ? clean.slice(dot) : '';
  const stem = bare(extension ? clean.slice(0, dot) : clean);
  const head = stem.split('.')[0] ?? '';
  const safe = RESERVED.test(head.trim()) ? `_${stem}` : stem;
  return `${shorten(safe || '文件', extension)}${extension}`;
}

/** Whether a name keeps the limits of `safeFileName`, so that nothing would be cut off its end. */
export function fitsName(name: string): boolean {
  return name.length <= MOST_CHARACTERS && Buffer.byteLength(name) <= MOST_BYTES;
}

/** Without leading spaces and trailing dots and spaces, which Windows drops silently. */
function bare(stem: string): string {
  return stem.replace(/^[\s.]+|[\s.]+$/gu, '');
}

/** Cut between characters (never inside a pair of surrogates) so that name and extension keep both limits. */
function shorten(stem: string, extension: string): string {
  let kept = '';
  let bytes = Buffer.byteLength(extension);
  let length = extension.length;
  for (const character of stem) {
    bytes += Buffer.byteLength(character);
    length += character.length;
    if (length > MOST_CHARACTERS || bytes > MOST_BYTES) break;
    kept += character;
  }
  return bare(kept);
}
