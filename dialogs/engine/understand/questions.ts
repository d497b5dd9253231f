/** Questions back: about a term, or about what is being asked. */
import {
  askAbout,
  politeHeads,
  presentWords,
  questionEnds,
  questionHeads,
  questionWords,
} from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import type { Intent } from './intent.ts';
import { fold, headOf, tailOf, trimEdges } from './words.ts';

/** Longest message that is read as a question. */
const LONGEST = 40;
/** Politeness that no term begins with. */
const heads = politeHeads.filter((each) => each.length >= 2 && each !== '可以');
/** Longest term that one asks about. */
const TERM = 24;

/** The question that a short message asks; undefined where it asks none. */
export function questionIn(text: string): Intent | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || trimmed.includes('\n')) return undefined;
  const folded = fold(trimmed);
  const about = termIn(trimmed, folded);
  if (about !== undefined) return { kind: 'question_back', about };
  const begins = folded.length <= TERM && headOf(folded, questionHeads) && !/[,，。;；]/.test(folded);
  if (begins) return { kind: 'question_back', about: trimEdges(trimmed) };
  const ends = tailOf(folded.replace(/[啊呀哈哦]+$/, ''), questionEnds);
  const asks = ends === '?' || (ends !== undefined && questionWords.some((word) => folded.includes(word)));
  // One sentence only: "能耗降低了吗？降低了三成" is an answer.
  const sentences = trimmed.split(/[。？！?!；;]/).filter((each) => each.trim() !== '');
  if (!asks || sentences.length > 1) return undefined;
  if (ends !== '?' && !endsAsQuestion(folded, ends ?? '')) return undefined;
  return { kind: 'question_back', about: trimEdges(trimmed) };
}

/** 没有, 没 and 不 end a question only after a question word: 需要盖章不. */
function endsAsQuestion(folded: string, ends: string): boolean {
  const before = folded.slice(0, folded.length - ends.length);
  if (ends === '吗' || ends === '么') return before.length >= 2;
  if (questionWords.some((word) => ends.includes(word)) || ends === '啥') return before.length >= 1;
  return before.length >= 2 && questionWords.some((word) => word.length > 1 && before.includes(word));
}

/** The term of "什么是…" or "…是什么意思"; null for the present question. */
function termIn(text: string, folded: string): string | null | undefined {
  const start = leading(folded);
  let end = folded.length;
  while (end > start && /[\s?!。.,呢啊呀吗]/.test(folded.charAt(end - 1))) end--;
  const core = folded.slice(start, end);
  for (const { before, after } of askAbout) {
    if (!core.startsWith(before) || !core.endsWith(after) || core.length < before.length + after.length)
      continue;
    const term = trimEdges(text.slice(start + before.length, end - after.length)).replace(
      /^(这个|那个|一下)/,
      '',
    );
    if (term.length > TERM || /[,，。;；]/.test(term)) continue;
    return presentWords.includes(term) || term === '' ? null : term;
  }
  return undefined;
}

/** Where the politeness in front ends. */
function leading(folded: string): number {
  let at = 0;
  for (let round = 0; round < 3; round++) {
    while (/[\s,，。!]/.test(folded.charAt(at))) at++;
    const head = headOf(folded.slice(at), heads);
    if (!head) break;
    at += head.length;
  }
  return at;
}
