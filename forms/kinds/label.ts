/** People repeat the name of the field before the answer: 联系人：张三. */

/**
 * The text without a label at its start. A label must be followed by a colon or space, unless it is one of the
 * `joined` words (我叫张三).
 */
export function withoutLabel(text: string, labels: readonly string[]): string {
  const byLength = [...labels].sort((a, b) => b.length - a.length);
  let rest = text;
  for (;;) {
    const upper = rest.toUpperCase();
    const label = byLength.find((each) => upper.startsWith(each) && separated(each, rest.slice(each.length)));
    if (!label) return rest;
    rest = rest.slice(label.length).replace(/^[\s:：是为]+/u, '');
  }
}

/** Sentence beginnings need no colon. */
function separated(label: string, after: string): boolean {
  // 是的 is a yes, no beginning of a name.
  return /^[\s:：是为]/u.test(after) || (/(?:叫|是)$/u.test(label) && !after.startsWith('的'));
}
