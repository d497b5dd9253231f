/** Splitting and joining texts without losing a character that carries meaning. Linear in the text. */

/** The paragraphs of a text: its lines that are not empty, spaces at both ends taken off. */
export function paragraphs(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Characters after which a sentence is complete. */
const CLOSED = /[。！？；!?;…”’）)】》.]$/;

/**
 * A text and its continuation as one. A sentence broken off goes on in the same paragraph; after a complete one, or
 * before a numbered item, the continuation begins a new paragraph.
 */
export function joinText(first: string, second: string): string {
  const head = first.trimEnd();
  const tail = second.trimStart();
  if (head === '' || tail === '') return head + tail;
  const numbered = /^[（(]?[0-9一二三四五六七八九十①-⑳]{1,3}[)）.、．]/.test(tail);
  if (CLOSED.test(head) || numbered) return `${head}\n${tail}`;
  const spaced = /[A-Za-z0-9,;]$/.test(head) && /^[A-Za-z]/.test(tail);
  return spaced ? `${head} ${tail}` : head + tail;
}
