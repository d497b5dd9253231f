/** Cuts a text to what one message may hold, in UTF-8 bytes, at the best place before the limit. */

/** Where a cut is best, in order: between paragraphs, lines, sentences, clauses, words. */
const BREAKS: readonly RegExp[] = [/\n{2,}/gu, /\n/gu, /[。！？!?；;]/gu, /[，、,：:]/gu, /\s/gu];

const size = (text: string): number => Buffer.byteLength(text, 'utf8');

/**
 * The pieces, in order; joined they are the text again except for the white space at the cuts. `limit` is at least 8.
 * No piece splits a character or a grapheme shorter than the limit.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (size(rest) > limit) {
    const head = fitting(rest, limit);
    const at = cutOf(head);
    pieces.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '' || pieces.length === 0) pieces.push(rest);
  return pieces.filter((piece, index) => piece !== '' || (index === 0 && pieces.length === 1));
}

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The longest beginning that fits, whole graphemes where one fits at all. */
function fitting(text: string, limit: number): string {
  // No character has more than four bytes, none fewer than one.
  let head = '';
  let bytes = 0;
  for (const { segment } of graphemes.segment(text.slice(0, limit))) {
    const more = size(segment);
    if (bytes + more > limit) return head === '' ? characters(segment, limit) : head;
    head += segment;
    bytes += more;
  }
  return head;
}

/** A grapheme longer than a message: cut between characters. */
function characters(text: string, limit: number): string {
  let head = '';
  for (const character of text) {
    if (size(head + character) > limit) break;
    head += character;
  }
  return head;
}

/** Where to cut a beginning that fits: behind the last good break in its second half, else at its end. */
function cutOf(head: string): number {
  for (const pattern of BREAKS) {
    let last = -1;
    for (const match of head.matchAll(pattern)) last = match.index + match[0].length;
    if (last > head.length / 2) return last;
  }
  return head.length;
}
