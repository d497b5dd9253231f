/** How answers, findings and people's words are named in what the bot says. */
import { shownAnswer } from '../../forms/documents/shown.ts';
import type { Issue } from '../../forms/issue.ts';
import { questionAt } from '../../forms/plan.ts';
import type { Section } from '../../forms/question.ts';
import type { Path } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import type { Situation } from './situation.ts';

/** Longest answer that is repeated word for word when it is noted, in characters. */
const ECHO = 60;
/** Longest words of a person that are repeated, in characters. */
const CUT = 40;

/** The sentence of a finding. */
export function sentence(issue: Issue): string {
  const { say } = issue.params;
  const said = typeof say === 'string' && say !== '' ? say : text(`issue.${issue.code}`, issue.params);
  return /[。？！?…：]$/.test(said) ? said : `${said}${/[吗呢]$/.test(said) ? '？' : '。'}`;
}

/** 已记下：… */
export function note(situation: Situation, path: Path, code: string): string {
  return text(code, { label: labelOf(situation, path), answer: brief(shownAnswer(situation.plan, path)) });
}

/** An answer as it is noted: itself where it is short, else its length. */
export function brief(shown: string): string {
  const long = [...shown].length > ECHO || shown.includes('\n');
  return long ? text('note.length', { count: countOf(shown) }) : shown;
}

/** Characters of a text, spaces not counted. */
export function countOf(words: string): number {
  return [...words.replace(/\s/g, '')].length;
}

/** Short name of an answer for people: 案例2·规模. */
export function labelOf(situation: Situation, path: Path): string {
  const slot = situation.plan.at(path);
  const label = slot?.leaf.label ?? questionAt(situation.call, path)?.label ?? path;
  if (!slot?.row || slot.control === 'rows') return label;
  const row = slot.question.kind.row_label;
  return text('label.cell', {
    row: typeof row === 'string' ? row : slot.question.label,
    number: slot.row.number,
    label,
  });
}

/** 三(二)技术综合效益 */
export function sectionName(section: Section): string {
  return text('section.name', { number: section.number, title: section.title });
}

/** The beginning of someone's words, on one line, for repeating them. */
export function cut(words: string, most = CUT): string {
  const line = words.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= most ? line : `${characters.slice(0, most).join('')}…`;
}
