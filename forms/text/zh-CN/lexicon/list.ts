/** Words of a list written as `a | b | c`; line breaks count as spaces. */
export function list(words: string): readonly string[] {
  return words
    .split('|')
    .map((word) => word.trim())
    .filter(Boolean);
}
