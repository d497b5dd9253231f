/**
 * The questions of a ladder: the claim, each level's points with their evidence, the numbers, what is expected. All
 * of them exist for the whole scale; which are asked follows from the answers.
 *
 * Ids: `claimed`; `l5_2` the second point of level 5, `l5_n` the numbers of a level; `l5_2_doc` its evidence;
 * `n_sold` a number; `l12_band` the decision inside a band, `l12_why` the reason; `l7_same` same environment and scale, `l7_diff` the difference; `to4` "levels 1 to
 * 4 are reached"; `expected`; `deliverable`.
 */
import type { Question } from '../question.ts';
import { text as sentence } from '../text/index.ts';
import { otherNames } from '../text/zh-CN/lexicon/answers.ts';
import { NEEDS, NUMBERS, type NumberName } from './numbers.ts';
import type { Level, Scale } from './scale.ts';
import type { ScaleEntry } from './scales/index.ts';

type Kind = Question['kind'];

/** Kinds of the questions, in the form that a checked call has them. */
const SHORT: Kind = { type: 'short_text', list: false };
const LONG: Kind = { type: 'long_text', quantified: false };
export const COUNT = {
  type: 'number' as const,
  any_unit: false,
  integer: false,
  range: false,
  bound: false,
  min: 0,
} satisfies Kind;
const YES_NO: Kind = { type: 'yes_no' };
const rung = (about: string): Kind => ({ type: 'readiness_item', about });
const money = (unit: string): Kind => ({ type: 'money', unit, foreign: false, range: false, min: 0 });
const FILES: Kind = {
  type: 'file',
  accept: ['pdf', 'jpg', 'png', 'docx', 'doc', 'xlsx', 'xls', 'ofd', 'tif', 'zip'],
  min: 1,
  max_mb: 50,
  or_place: true,
};

const NUMBER_KINDS: Readonly<Record<NumberName, Kind>> = {
  fixed_cost: money('元'),
  unit_price: money('元'),
  unit_cost: money('元'),
  sold: COUNT,
  income_year: money('万元'),
  cost_year: money('万元'),
  income_total: money('万元'),
  input_research: money('万元'),
  input_production: money('万元'),
  input_operation: money('万元'),
};

function make(id: string, label: string, ask: string, kind: Kind, more: Partial<Question> = {}): Question {
  return { id, label, ask, kind, examples: [], required: true, none: false, rules: [], aliases: [], ...more };
}

/** Prefix of a point's ids; `n` stands for a level's numbers. */
export function prefixOf(level: number, item: number | 'n'): string {
  return `l${level}_${item === 'n' ? 'n' : item + 1}`;
}

function itemQuestions(number: number, level: Level, at: number): Question[] {
  const item = level.items[at];
  if (!item) return [];
  const label = sentence('readiness.item.label', { level: number, item: item.label });
  const id = prefixOf(number, at);
  const params = {
    level: number,
    name: level.name,
    criterion: level.criterion,
    item: item.label,
    ask: item.ask,
  };
  return [
    make(
      id,
      label,
      sentence(at === 0 ? 'readiness.item.first' : 'readiness.item.ask', params),
      rung('point'),
      { aliases: [item.label] },
    ),
    make(
      `${id}_why`,
      sentence('readiness.why.label', { label }),
      sentence('readiness.why.ask', params),
      SHORT,
    ),
    make(
      `${id}_gap`,
      sentence('readiness.gap.label', { label }),
      sentence('readiness.gap.ask', params),
      SHORT,
      {
        required: false,
      },
    ),
    ...evidenceQuestions(id, label, level),
  ];
}

function evidenceQuestions(id: string, label: string, level: Level): Question[] {
  const wanted = level.evidence.join('、');
  const said = (code: string): [string, string] => [
    sentence(`readiness.${code}.label`, { label }),
    sentence(`readiness.${code}.ask`, { wanted }),
  ];
  const kind: Kind = {
    type: 'choice',
    options: level.evidence.map((value) => ({ value, aliases: [] })),
    other: { title: otherNames[0] ?? '', open: true },
  };
  return [
    make(`${id}_same`, ...said('same'), YES_NO),
    make(
      `${id}_doc`,
      ...said('doc'),
      { type: 'readiness_evidence' },
      {
        none: true,
        examples: [sentence('readiness.doc.example')],
      },
    ),
    make(`${id}_kind`, ...said('kind'), kind),
    make(
      `${id}_date`,
      ...said('date'),
      { type: 'date', precision: 'day', least: 'month' },
      {
        rules: [{ rule: 'date_limit', not_after_today: true }],
      },
    ),
    make(`${id}_issuer`, ...said('issuer'), SHORT),
    make(`${id}_no`, ...said('no'), SHORT, { none: true }),
    make(`${id}_file`, ...said('file'), FILES, { none: true }),
    make(`${id}_where`, ...said('where'), SHORT),
  ];
}

function numberQuestions(scale: Scale): Question[] {
  const used = new Set(scale.levels.flatMap(({ numbers }) => (numbers ? NEEDS[numbers.formula] : [])));
  return NUMBERS.filter((name) => used.has(name)).map((name) =>
    make(
      `n_${name}`,
      sentence(`readiness.number.${name}.label`),
      sentence(`readiness.number.${name}.ask`),
      NUMBER_KINDS[name],
    ),
  );
}

function levelQuestions(level: Level, number: number): Question[] {
  const params = { level: number, name: level.name };
  const label = sentence('readiness.numbers.label', params);
  const questions = level.items.flatMap((_, at) => itemQuestions(number, level, at));
  const asked = (id: string, code: string, kind: Kind): Question =>
    make(
      `l${number}_${id}`,
      sentence(`readiness.${code}.label`, params),
      sentence(`readiness.${code}.ask`, params),
      kind,
    );
  if (level.numbers?.formula === 'cumulative_ratio') {
    questions.push(asked('band', 'band', rung('decision')), asked('why', 'band_why', SHORT));
  }
  if (level.numbers) questions.push(...evidenceQuestions(prefixOf(number, 'n'), label, level));
  if (level.same_conditions) {
    questions.push(asked('same', 'conditions', rung('conditions')), asked('diff', 'difference', SHORT));
  }
  return questions;
}

/** What a ladder's entry in a call says. */
export interface LadderConfig {
  readonly scale: ScaleEntry;
  readonly expected: boolean;
  readonly deliverable: boolean;
}

/** All questions of a ladder. */
export function questionsOf(config: LadderConfig, scale: Scale): Question[] {
  const level: Kind = { type: 'readiness_level', scale: config.scale };
  const below = scale.levels.slice(0, -1).map((_, at) => {
    const params = { to: at + 1 };
    const ask = sentence(at === 0 ? 'readiness.below.one' : 'readiness.below.ask', params);
    return make(`to${at + 1}`, sentence('readiness.below.label', params), ask, YES_NO);
  });
  return [
    make('claimed', sentence('readiness.claimed.label'), sentence('readiness.claimed.ask'), level),
    ...scale.levels.flatMap((each, at) => levelQuestions(each, at + 1)),
    ...numberQuestions(scale),
    ...below,
    ...(config.expected
      ? [make('expected', sentence('readiness.expected.label'), sentence('readiness.expected.ask'), level)]
      : []),
    ...(config.deliverable
      ? [
          make(
            'deliverable',
            sentence('readiness.deliverable.label'),
            sentence('readiness.deliverable.ask'),
            LONG,
          ),
        ]
      : []),
  ];
}
