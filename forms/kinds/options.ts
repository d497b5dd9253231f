/** Options of choice kinds: their schema, and how words name one. */
import { z } from 'zod';
import { text as sentence } from '../text/index.ts';
import { choosing, negations, otherNames } from '../text/zh-CN/lexicon/answers.ts';
import type { KindConfig, Option, Picking } from './kind.ts';
import { hanziInteger } from './numerals.ts';
import { half, oneLine } from './reading.ts';

export const Choice = z.strictObject({
  value: z.union([z.string().min(1), z.number().transform(String)]).describe('Stored and used in conditions'),
  title: z.string().min(1).optional().describe('As printed; the value itself where absent'),
  code: z.string().min(1).optional().describe('Code in the summary table, e.g. A'),
  aliases: z.array(z.string().min(1)).default([]),
});
export type Choice = z.infer<typeof Choice>;

const Other = z.union([
  z.boolean(),
  z.strictObject({
    title: z.string().min(1).default('其他'),
    code: z.string().min(1).optional(),
    open: z.boolean().optional().describe('Short words that fit no option are the free text'),
  }),
]);

/** The fields that every choice kind has. */
export const choiceFields = {
  options: z.array(Choice).min(1),
  other: Other.default(false).describe('A free text besides the options: 其他：…'),
};

export interface Choices {
  readonly options: readonly Choice[];
  readonly other:
    | boolean
    | { readonly title: string; readonly code?: string | undefined; readonly open?: boolean | undefined };
}

/** The value under which conditions see a free text. */
export const OTHER = 'other';

/** Values are unique, and `other` is not taken where there is a free choice. */
export function wellFormed(config: Choices): boolean {
  const values = config.options.map((option) => option.value);
  return new Set(values).size === values.length && !(config.other && values.includes(OTHER));
}

/** A stored choice: the value of an option, or a free text. */
export const Chosen = z.union([z.string().min(1), z.strictObject({ other: z.string().min(1) })]);
export type Chosen = z.infer<typeof Chosen>;

export function titleOf(option: Choice): string {
  return option.title ?? option.value;
}

/** Title of the free choice: 其他. */
export function otherTitle(config: Choices): string {
  return typeof config.other === 'object' ? config.other.title : (otherNames[0] ?? '');
}

/** How a choice is printed. */
export function showChosen(chosen: Chosen, config: Choices): string {
  if (typeof chosen !== 'string') return `${otherTitle(config)}：${chosen.other}`;
  const option = config.options.find((each) => each.value === chosen);
  return option ? titleOf(option) : chosen;
}

/** The summary-table code of a choice (`A`), undefined where the call gives none. */
export function codeOf(chosen: Chosen, config: Choices): string | undefined {
  if (typeof chosen !== 'string') return typeof config.other === 'object' ? config.other.code : undefined;
  return config.options.find((each) => each.value === chosen)?.code;
}

/** The boxes a form prints, in order, ticked or not; the free choice comes last with its text. */
export function boxesOf(chosen: readonly Chosen[], config: Choices): { title: string; ticked: boolean }[] {
  const boxes = config.options.map((option) => ({
    title: titleOf(option),
    ticked: chosen.includes(option.value),
  }));
  if (!config.other) return boxes;
  const other = chosen.find((each) => typeof each !== 'string');
  return [
    ...boxes,
    { title: other ? showChosen(other, config) : `${otherTitle(config)}：`, ticked: other !== undefined },
  ];
}

/** Quick replies: one per option, the free choice last. */
export function repliesOf(config: Choices): Option[] {
  const replies = config.options.map((option) => ({ title: titleOf(option), value: titleOf(option) }));
  return config.other ? [...replies, { title: otherTitle(config), value: otherTitle(config) }] : replies;
}

/** How options are picked in a form; the free text belongs to its own option. */
export function optionPicking<V extends Chosen | readonly Chosen[]>(
  many: boolean,
): Picking<KindConfig & Choices, V> {
  return {
    many,
    of(value, config) {
      const all: readonly Chosen[] = Array.isArray(value) ? value : [value as Chosen];
      const other = all.find((each) => typeof each !== 'string');
      return {
        chosen: all.map((each) => (typeof each === 'string' ? showChosen(each, config) : otherTitle(config))),
        words: other === undefined ? '' : other.other,
      };
    },
    beside: (config) => {
      if (!config.other) return undefined;
      const option = otherTitle(config);
      return { label: sentence('form.other', { option }), join: '：', option };
    },
  };
}

/** What words name: options, the free choice without its text, or a free text. */
export type Named = { readonly chosen: readonly Chosen[] } | 'other_without_text';

/** Form for comparing: half-width, lower case, without spaces, quotes and stops. */
export function comparable(text: string): string {
  return half(oneLine(text))
    .toLowerCase()
    .replace(/[\s"'“”‘’《》「」.,;:!?。、，；：！？·\-()（）[\]【】~]/g, '');
}

/** The options that one piece of text names. More than one means that it is ambiguous; none that it fits nowhere. */
export function named(text: string, config: Choices): Named {
  const free = readOther(text, config);
  if (free) return free;
  const words = comparable(text);
  if (words === '') return { chosen: [] };
  const exact = config.options.filter((option) => names(option).includes(words));
  if (exact.length > 0) return { chosen: exact.map((option) => option.value) };
  const marked = byMark(text, words, config);
  if (marked) return marked;
  return { chosen: byPart(words, config).map((option) => option.value) };
}

function names(option: Choice): string[] {
  return [titleOf(option), option.value, ...option.aliases].map(comparable);
}

/** 其他：氢能, I 其他：氢能, 9 其他 氢能. */
function readOther(text: string, config: Choices): Named | undefined {
  if (!config.other) return undefined;
  const line = oneLine(text);
  const titles = [otherTitle(config), ...otherNames].map((name) =>
    name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  const head = new RegExp(`^(?:[A-Za-z0-9]{1,2}[.、)）\\s]*)?(?:${titles.join('|')})(.*)$`, 'u').exec(line);
  if (!head) return undefined;
  const exact = config.options.some((option) => names(option).includes(comparable(line)));
  if (exact) return undefined;
  const rest = (head[1] ?? '').replace(/^[\s:：,，、(（\-—_]+/u, '').replace(/[\s。.，,_]+$/u, '');
  const lone = /[)）]$/.test(rest) && !/[(（]/.test(rest);
  const closed = lone ? rest.slice(0, -1).replace(/[\s。.，,_)）]+$/u, '') : rest;
  return closed === '' || /^(?:的|吧|项|类)$/.test(closed)
    ? 'other_without_text'
    : { chosen: [{ other: closed }] };
}

const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/** A number (1 ① 第一个) or a code (A), alone or before the option's own name. */
function byMark(text: string, words: string, config: Choices): Named | undefined {
  const at = positionOf(words);
  const codes = [
    ...config.options.map((option) => option.code),
    typeof config.other === 'object' ? config.other.code : undefined,
  ];
  const coded = codes.findIndex((code) => code !== undefined && code.toLowerCase() === words);
  const place = coded >= 0 ? coded : at;
  if (place !== undefined && place >= 0) return atPlace(place, config);
  const prefix =
    /^\s*(?:第?\s*(\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳]|[A-Za-z])\s*(?:[.、:)）．]|\s)\s*)(\S.*)$/u.exec(
      half(oneLine(text)),
    );
  if (!prefix) return undefined;
  const marked = byMark(prefix[1] ?? '', comparable(prefix[1] ?? ''), config);
  const rest = named(prefix[2] ?? '', config);
  if (!marked || marked === 'other_without_text' || rest === 'other_without_text' || rest.chosen.length === 0)
    return undefined;
  return { chosen: [...new Set([...marked.chosen, ...rest.chosen])] };
}

function positionOf(words: string): number | undefined {
  const circled = CIRCLED.indexOf(words);
  if (words.length === 1 && circled >= 0) return circled;
  const match = /^(?:选|第)?(\d{1,2}|[一二三四五六七八九十]{1,2})(?:个|项|号|种|条)?(?:吧)?$/.exec(words);
  if (!match?.[1]) return undefined;
  const position = /^\d/.test(match[1]) ? Number(match[1]) : hanziInteger(match[1])?.toNumber();
  return position === undefined ? undefined : position - 1;
}

function atPlace(place: number, config: Choices): Named | undefined {
  const option = config.options[place];
  if (option) return { chosen: [option.value] };
  return place === config.options.length && config.other ? 'other_without_text' : undefined;
}

/** Most characters around a name in a sentence that still only names it. */
const AROUND = 12;

/** An option whose name contains the words, or whose name the words contain with nothing but filler around. */
function byPart(words: string, config: Choices): Choice[] {
  if (words.length > 80) return [];
  const inside = config.options.filter((option) => names(option).some((name) => words.includes(name)));
  const longest = inside.filter(
    (option) =>
      !inside.some(
        (each) =>
          each !== option &&
          names(each).some(
            (long) =>
              words.includes(long) &&
              names(option).some(
                (name) => long !== name && long.includes(name) && !words.replace(long, '').includes(name),
              ),
          ),
      ),
  );
  const outside = (option: Choice): string =>
    names(option).reduce((rest, name) => rest.replace(name, ''), words);
  // 非公开 beside 公开 denies nothing: a name is no denial of another one.
  const unnamed = inside
    .flatMap(names)
    .sort((one, other) => other.length - one.length)
    .reduce((rest, name) => rest.replaceAll(name, ''), words);
  const clear = negated(unnamed) ? [] : longest.filter((option) => outside(option).length <= AROUND);
  if (inside.length > 0) return clear;
  const core = choosing.reduce(
    (rest, word) => (rest.length > word.length ? rest.replace(word, '') : rest),
    words,
  );
  const wanted = [...new Set([words, core])].filter(
    (each) => each.length >= 2 || /\p{Script=Han}/u.test(each),
  );
  for (const part of wanted) {
    const found = config.options.filter((option) => names(option).some((name) => name.includes(part)));
    if (found.length > 0) return found;
  }
  return [];
}

function negated(words: string): boolean {
  return negations.some((word) => words.includes(word));
}
