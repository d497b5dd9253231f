/**
 * Cuts a title into lines as offices do by hand: words stay whole ("回行时，要做到词意完整"), and the lines form a
 * trapezoid or diamond, never a block (GB/T 9704-2012 7.3.1).
 */
import { halfWidths } from '../../forms/documents/clean.ts';

/** Characters that must not begin a line. */
const CLOSING = /^[，。、；：！？”’）》】〕—…]/u;
/** Characters that must not end a line. */
const OPENING = /[“‘（《【〔]$/u;

/** Endings that the segmenter cuts off: 资源|化, 可靠|性. */
const ENDING = /^[化性型式级率者度量]$/u;

let segmenter: Intl.Segmenter | undefined;

/** The title's lines, none wider than `most` half characters; a single word that is wider breaks where it must. */
export function titleLines(title: string, most: number): string[] {
  if (halfWidths(title) <= most) return [title];
  const words = pieces(title);
  const least = Math.ceil(halfWidths(title) / most);
  for (let count = least; count <= least + 1; count += 1) {
    const cut = best(words, count, most);
    if (cut) return cut;
  }
  return [title];
}

/** Words with the punctuation that clings to them. */
function pieces(title: string): string[] {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words: string[] = [];
  for (const { segment } of segmenter.segment(title)) {
    const last = words.at(-1);
    if (
      last !== undefined &&
      (CLOSING.test(segment) || ENDING.test(segment) || OPENING.test(last) || inQuotes(words, segment))
    )
      words[words.length - 1] = `${last}${segment}`;
    else words.push(segment);
  }
  return words;
}

/** A short name in quotes (“一带一路”) is one word. */
function inQuotes(words: readonly string[], next: string): boolean {
  const last = words.at(-1) ?? '';
  const open = last.lastIndexOf('“');
  return open >= 0 && !last.includes('”', open) && halfWidths(last.slice(open) + next) <= 20;
}

interface Cut {
  readonly lines: readonly string[];
  readonly blame: number;
}

/** The cut into that many lines with the least to blame; undefined where none fits. */
function best(words: readonly string[], count: number, most: number): string[] | undefined {
  const average = halfWidths(words.join('')) / count;
  let ends = new Map<number, Cut>([[0, { lines: [], blame: 0 }]]);
  for (let line = 0; line < count; line += 1) {
    const next = new Map<number, Cut>();
    for (const [from, cut] of ends) {
      for (let to = from + 1; to <= words.length; to += 1) {
        const text = words.slice(from, to).join('');
        if (halfWidths(text) > most) break;
        const blame = cut.blame + blameOf(halfWidths(text), average, line === count - 1);
        if (blame < (next.get(to)?.blame ?? Number.POSITIVE_INFINITY))
          next.set(to, { lines: [...cut.lines, text], blame });
      }
    }
    ends = next;
  }
  const whole = ends.get(words.length);
  return whole && [...whole.lines];
}

/** Uneven lines are to blame, less so a last line that is a little shorter, as in a trapezoid; never 的函 alone. */
function blameOf(width: number, average: number, last: boolean): number {
  const wanted = last ? average - 3 : average + 1;
  return (width - wanted) ** 2 + (last && width <= 6 ? 400 : 0);
}
