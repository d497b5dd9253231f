/**
 * Running numbers of a text: its levels 一、 （一） 1. （1） (GB/T 9704-2012 7.3.3) and its annexes (7.3.4, 7.3.7). Given
 * after all conditions and rows are settled, so that there is never a gap.
 */
import { text as sentence } from '../text/index.ts';
import { hanziNumber } from './filters.ts';
import type { Annex, Annexes, Block, Run, Section } from './model.ts';
import type { Level } from './spec.ts';

/** A block as first built; `numbered` asks for the next number of that level. */
export type Unnumbered =
  | (Exclude<Block, Section> & { readonly numbered?: Level })
  | (Omit<Section, 'blocks'> & { readonly blocks: readonly Unnumbered[] });

/** The blocks with their numbers. Levels begin anew after a title and in an annex. */
export function numberBlocks(blocks: readonly Unnumbered[]): Block[] {
  const counter = new Counter();
  const annexes = annexLabels(blocks);
  const number = (block: Unnumbered): Block => {
    if (block.type === 'section') return { ...block, blocks: block.blocks.map(number) };
    if (block.type === 'annex') {
      counter.restart();
      return { ...block, label: annexes.shift() ?? block.label };
    }
    if (block.type === 'paragraph' && block.role === 'title') counter.restart();
    const { numbered, ...bare } = block;
    if (numbered === undefined) return bare;
    const prefix = counter.next(numbered);
    if (bare.type === 'heading') return { ...bare, text: `${prefix}${bare.text}` };
    return bare.type === 'paragraph' ? { ...bare, runs: [{ text: prefix }, ...bare.runs] } : bare;
  };
  return blocks.map(number);
}

class Counter {
  private counts = [0, 0, 0, 0];

  restart(): void {
    this.counts = [0, 0, 0, 0];
  }

  /** The next number of a level; deeper levels begin anew under it. */
  next(level: Level): string {
    const number = (this.counts[level - 1] ?? 0) + 1;
    this.counts = this.counts.map((count, at) => (at < level - 1 ? count : at === level - 1 ? number : 0));
    return sentence(`document.level_${level}`, { number, hanzi: hanziNumber(number) ?? number });
  }
}

/** Marks of the annexes in order of their pages: the number under which the text lists them, or that of their order. */
function annexLabels(blocks: readonly Unnumbered[]): string[] {
  const all = flat(blocks);
  const listed = all
    .filter((block): block is Annexes => block.type === 'annexes')
    .flatMap((block) => block.items);
  const pages = all.filter((block): block is Annex => block.type === 'annex');
  const many = listed.length > 1 || (listed.length === 0 && pages.length > 1);
  return pages.map((page, index) => {
    const number = listed.find((item) => plain(item.runs) === plain(page.runs))?.number ?? index + 1;
    return sentence('document.annex', { number: many ? number : '' });
  });
}

function flat(blocks: readonly Unnumbered[]): Unnumbered[] {
  return blocks.flatMap((block) => (block.type === 'section' ? flat(block.blocks) : [block]));
}

function plain(runs: readonly Run[]): string {
  return runs
    .map((run) => run.text)
    .join('')
    .trim();
}
