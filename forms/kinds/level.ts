/** A level of a readiness scale, by number or name. Stored as the number, from 1. */
import { z } from 'zod';
import { must } from '../issue.ts';
import { levelOf, type Scale } from '../readiness/scale.ts';
import { ScaleEntry, scaleOf } from '../readiness/scales/index.ts';
import { text as sentence } from '../text/index.ts';
import { levelHeads, levelTails } from '../text/zh-CN/lexicon/readiness.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { hanziInteger } from './numerals.ts';
import { excerpt, LINE_LIMIT, squeezed } from './reading.ts';

const Config = z.strictObject({
  type: z.literal('readiness_level'),
  scale: ScaleEntry.describe('Id of a scale, or the scale itself'),
});
type Config = z.infer<typeof Config>;

const HEADS = [...levelHeads].sort((a, b) => b.length - a.length);
const TAILS = [...levelTails].sort((a, b) => b.length - a.length);
/** 7, 7级, 7级（环境级）, 七级环境级. */
const NUMBERED = /^(\d+(?:\.\d+)?|[零〇一二两三四五六七八九十]{1,3})(?:级|等级)?(.*)$/u;
/** 6到7级, 五至六级, 5、6级, 五六级: more than one level. */
const RANGE =
  /^(?:\d+|[一二两三四五六七八九十]{1,3})级?(?:[-~/]|、|到|至|或)(?:\d|[一二两三四五六七八九十])|^[一二三四五六七八九]{2}(?:级|$)/u;

function parse(text: string, config: Config): Parsed<number> {
  const scale = scaleOf(config.scale);
  const max = scale.levels.length;
  const refuse = (code: string): Parsed<number> => ({
    kind: 'issue',
    issue: must(code, { text: excerpt(text), max }),
  });
  if (text.length > LINE_LIMIT) return refuse('level.not_a_level');
  const words = core(text);
  if (RANGE.test(words)) return refuse('level.one_only');
  const [, digits, tail = ''] = NUMBERED.exec(words) ?? [];
  if (digits === undefined) {
    const level = numbersNamed(words, scale);
    const [only] = level;
    return only === undefined ? refuse('level.not_a_level') : { kind: 'value', value: only };
  }
  const number = /\d/.test(digits) ? Number(digits) : (hanziInteger(digits)?.toNumber() ?? 0);
  const rest = tail.replace(/^[-(:,、]|[)]$/g, '').replace(/^[了的吧呢啊]+$/u, '');
  const others = rest === '' ? [number] : numbersNamed(rest, scale);
  if (others.length === 0) return refuse('level.not_a_level');
  if (!Number.isInteger(number)) return refuse('level.whole');
  if (number < 1 || number > max) return refuse('level.range');
  if (!others.includes(number)) return { kind: 'readings', values: [number, ...others] };
  return { kind: 'value', value: number };
}

/** The words without what people put around a level. */
function core(text: string): string {
  let words = squeezed(text)
    .toLowerCase()
    .replace(/[。.,，；;！!]+$/u, '');
  for (let head = headOf(words); head !== undefined; head = headOf(words)) {
    words = words.slice(head.length).replace(/^[-:=]/u, '');
  }
  const tail = TAILS.find((each) => words.endsWith(each) && words.length > each.length);
  return tail === undefined ? words : words.slice(0, -tail.length);
}

function headOf(words: string): string | undefined {
  return HEADS.find((head) => words.startsWith(head) && words.length > head.length);
}

function numbersNamed(words: string, scale: Scale): number[] {
  return scale.levels.flatMap(({ name }, at) => (name.toLowerCase() === words ? [at + 1] : []));
}

function show(value: number, config: Config): string {
  const name = levelOf(scaleOf(config.scale), value)?.name;
  return sentence(name === undefined ? 'readiness.level_number' : 'readiness.level', {
    level: value,
    name: name ?? '',
  });
}

export const level: LeafKind<Config, number> = {
  shape: 'leaf',
  type: 'readiness_level',
  config: Config,
  value: z.int().min(1),
  parse,
  check: (value, config) => {
    const max = scaleOf(config.scale).levels.length;
    return value <= max ? [] : [must('level.range', { text: String(value), max })];
  },
  show,
  plain: (value) => value,
  field: () => 'none',
  // All of them, so that the number of a reply is the level it names.
  options: (config) =>
    scaleOf(config.scale).levels.map((_, at) => {
      const title = show(at + 1, config);
      return { title, value: title };
    }),
};
