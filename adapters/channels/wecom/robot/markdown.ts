/**
 * Plain text as the Markdown that shows it as it is. The robot's messages are Markdown and nothing else, and what
 * people wrote is no markup. https://developer.work.weixin.qq.com/document/path/101463 (markdown消息)
 */

/** Addresses stay as they are, so that they can be opened. */
const ADDRESS = /(https?:\/\/[^\s，。；！？、（）《》“”]+)/u;
/** What means something anywhere in a line. */
const INLINE = /[*`~[\]<]|\\(?=[!-/:-@[-`{-~])/gu;
/** An underline is markup at the edge of a word only. */
const UNDERLINE = /(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])/gu;
/** What means something at the beginning of a line: a heading, a quote, a list, a rule. */
const LEADING = /^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$|[-+]))/u;

/** The text, each line on a line of its own. */
export function asMarkdown(text: string): string {
  const lines = text.split('\n').map(line);
  // Two spaces keep a line's end where the client would run lines together.
  return lines.map((each, at) => (each !== '' && lines[at + 1] ? `${each}  ` : each)).join('\n');
}

function line(words: string): string {
  const parts = words.split(ADDRESS);
  const marked = parts.map((part, at) => (at % 2 === 1 ? part : inline(part))).join('');
  return marked.replace(LEADING, '$1\\$2');
}

function inline(words: string): string {
  return words.replace(INLINE, '\\$&').replace(UNDERLINE, (found) => '\\_'.repeat(found.length));
}
