/**
 * Counting 字. No notice defines it: the strict count is every character that is not a space; the lenient one is
 * that of word processors (one per hanzi or punctuation mark, one per run of Latin letters or digits).
 */

/** Characters of a text without spaces, and as a word processor counts. */
export interface CharacterCount {
  readonly strict: number;
  readonly words: number;
}

/** Letters, digits and what holds them together inside one word or number. */
const WORD =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}](?:[.,'’_-]?[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}])*/gu;

/** Both counts of a text. Linear in its length. */
export function countCharacters(text: string): CharacterCount {
  const strict = countVisible(text);
  const rest = text.replace(WORD, ' ');
  const joined = text.match(WORD)?.length ?? 0;
  return { strict, words: countVisible(rest) + joined };
}

function countVisible(text: string): number {
  let count = 0;
  for (const character of text) if (!/\s/.test(character)) count += 1;
  return count;
}
