/**
 * Marks of secret and internal papers. What carries one is never stored: calls take only what may be made public
 * (国科外便〔2025〕25号 一(五), 国科外字〔2015〕165号 四), and a draft here is no place for secrets in any case.
 */
import {
  classes,
  denials,
  internalHeads,
  internalPapers,
  internalStuff,
  internalTails,
  internalThings,
  machineHeads,
  propertyHeads,
} from './text/zh-CN/lexicon/secrecy.ts';

/** A mark as the person will recognise it. */
export type SecurityMark = '绝密' | '机密' | '秘密' | '内部' | '★';

const either = (words: readonly string[]): string => words.join('|');
const property = `(?<!${either(propertyHeads)})`;
const BEFORE: Readonly<Record<string, string>> = {
  秘密: property,
  机密: `${property}(?<![${machineHeads}])`,
};
const CLASSES = classes.map(({ mark, words, not }) => ({
  mark: mark as SecurityMark,
  found: new RegExp(`${BEFORE[mark] ?? ''}(?:${either(words)})(?![${not}])`, 'u'),
}));

/** 秘密★10年, ★长期: the star between class and term (《国家秘密定密管理暂行规定》); ★1年内达产 is none. */
const STAR = /★\s*(?:长期|\d+\s*(?:年|个?月)(?![内后以之]))/u;

/** Where 内部 may begin a mark: behind no other word, or one that speaks of a paper. */
const BEGINS = `(?:^|[^\\p{Script=Han}]|[${internalHeads}])`;

const INTERNAL = [
  // A line of its own; 【内部】; 报告-内部.docx
  /^\s*内部\s*$/mu,
  /[（(【[〔「《<]\s*内部\s*[)）】\]〕」》>]/u,
  /(?:^|[\s\-_])内部(?=[-_.]\S)|[-_]内部\s*$/mu,
  new RegExp(`内部(?:${either(internalPapers)})`, 'u'),
  new RegExp(`${BEGINS}内部(?:${either(internalThings)})`, 'mu'),
  new RegExp(
    `${BEGINS}内部(?:${either(internalStuff)})(?:$|[^\\p{Script=Han}]|${either(internalTails)})`,
    'mu',
  ),
];

/**
 * The mark a text or a file's name carries; undefined for none. Full-width forms, spaces between the characters and
 * invisible characters hide no mark. Ordinary words that contain one (电机密封, 内部收益率, 商业秘密) and sentences
 * that deny one (不涉及国家秘密) are none.
 */
export function securityMarkIn(text: string): SecurityMark | undefined {
  if (!/[密★部]/u.test(text)) return undefined;
  const spaced = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(denials, '');
  const plain = spaced.replace(/(?<=\p{Script=Han})[ \t]+(?=\p{Script=Han})/gu, '').replace(denials, '');
  const secret = CLASSES.find(({ found }) => found.test(plain));
  if (secret) return secret.mark;
  if (STAR.test(plain)) return '★';
  return INTERNAL.some((found) => found.test(spaced) || found.test(plain)) ? '内部' : undefined;
}
