/** Rules that compare answers with one another. */
import { Big } from 'big.js';
import { z } from 'zod';
import type { Params } from '../issue.ts';
import { OTHER } from '../kinds/options.ts';
import { columnRef, NumberRef, RowsRef, ValueRef } from '../reference.ts';
import type { Path } from '../submission.ts';
import { otherNames } from '../text/zh-CN/lexicon/answers.ts';
import {
  define,
  type Found,
  folded,
  labelOf,
  numberOf,
  ownPlain,
  ownText,
  plainOf,
  scopeOf,
  shownNumber,
  slotOf,
} from './define.ts';
import type { Rule, RuleContext } from './rule.ts';

/** 技术内容和数据要前后一致 (000): answers that must be word for word the same, spaces and width of signs aside. */
export const sameAs = define(
  'same_as',
  'must',
  { others: z.array(ValueRef).min(1).describe('Under the call: the first is compared with the rest') },
  (context, { others }) => {
    const scope = scopeOf(context);
    const [first = ''] = others;
    const own = context.at ? ownText(context) : context.shown(first, scope);
    const label = context.at ? context.at.question.label : labelOf(context, first);
    return (context.at ? others : others.slice(1)).flatMap((id): Found[] => {
      const there = context.shown(id, scope);
      if (!own || !there || folded(own) === folded(there)) return [];
      return [
        {
          code: 'not_same',
          params: { label, own, other: labelOf(context, id), there },
          path: context.at?.path ?? id,
        },
      ];
    });
  },
);

const items = {
  items: z.array(NumberRef).min(1).optional().describe('Numbers that are added up'),
  sum: NumberRef.optional().describe('A computed value that adds them up'),
  rows: RowsRef.optional().describe('A question whose column is added up'),
  column: columnRef('rows').optional(),
};

interface Items {
  readonly items?: readonly string[] | undefined;
  readonly sum?: string | undefined;
  readonly rows?: string | undefined;
  readonly column?: string | undefined;
}

function rowsOf(context: RuleContext, id: Path): readonly string[] {
  const value = context.book.get(id)?.value;
  if (typeof value !== 'object' || value === null || !('rows' in value) || !Array.isArray(value.rows))
    return [];
  return value.rows.filter((row): row is string => typeof row === 'string');
}

/** Sum of what is there; undefined where nothing is. */
function addUp(context: RuleContext, { items: ids = [], sum, rows, column }: Items): Big | undefined {
  const values: (number | undefined)[] = [...ids, ...(sum ? [sum] : [])].map((id) => numberOf(context, id));
  if (rows && column) {
    for (const row of rowsOf(context, rows)) {
      const cell = context.book.plain(column, `${rows}/${row}`);
      values.push(typeof cell === 'number' ? cell : undefined);
    }
  }
  const given = values.filter((value) => value !== undefined);
  return given.length === 0 ? undefined : given.reduce((total, value) => total.plus(value), Big(0));
}

/** Decimals with which a number is written. */
function decimals(value: number): number {
  return (new Big(value).toFixed().split('.')[1] ?? '').length;
}

/** A stated total equals the sum of its items, within the rounding of the stated total (000 四(二)). */
export const sumEquals = define(
  'sum_equals',
  'must',
  {
    ...items,
    total: NumberRef.optional().describe('Under the call: the stated total'),
    tolerance: z.number().min(0).default(0).describe('Share of the sum that may differ, beside rounding'),
  },
  (context, params) => {
    const own = context.at ? ownPlain(context) : numberOf(context, params.total);
    const sum = addUp(context, params);
    if (typeof own !== 'number' || sum === undefined) return [];
    const rounding = Big(0.5).times(Big(10).pow(-decimals(own)));
    const allowed = sum.abs().times(params.tolerance).plus(rounding);
    const difference = sum.minus(own);
    // Half a unit of the last decimal is still rounding; a whole number stated for a broken sum is not.
    if (
      difference.eq(0) ||
      (decimals(own) > 0
        ? difference.abs().lte(allowed)
        : difference.abs().lte(sum.abs().times(params.tolerance)))
    )
      return [];
    const code = 'sum_differs';
    const found = {
      sum: shownNumber(sum.toNumber()),
      total: shownNumber(own),
      difference: shownNumber(difference.abs().toNumber()),
    };
    return [{ code, params: found, ...(context.at || !params.total ? {} : { path: params.total }) }];
  },
);

/** The items together are not more than a limit or another answer. */
export const sumAtMost = define(
  'sum_at_most',
  'must',
  { ...items, limit: z.number().optional(), limit_of: NumberRef.optional() },
  (context, params) => {
    const limit = params.limit ?? numberOf(context, params.limit_of);
    const sum = addUp(context, params);
    if (limit === undefined || sum === undefined || sum.lte(limit)) return [];
    const label = params.limit_of ? labelOf(context, params.limit_of) : '';
    return [
      {
        code: 'sum_too_large',
        params: { sum: shownNumber(sum.toNumber()), limit: shownNumber(limit), label },
      },
    ];
  },
);

const bound = {
  than: NumberRef.optional().describe('Another number of the form, in the same row first'),
  value: z.number().optional(),
  equal: z.enum(['fine', 'should', 'must']).default('fine').describe('What an equal number is'),
};

interface Bound {
  readonly than?: string | undefined;
  readonly value?: number | undefined;
  readonly equal: 'fine' | 'should' | 'must';
}

function compare(
  context: RuleContext,
  { than, value, equal }: Bound,
  code: string,
  wrong: (own: number, limit: number) => boolean,
): Found[] {
  const own = ownPlain(context);
  const limit = value ?? numberOf(context, than);
  if (typeof own !== 'number' || limit === undefined) return [];
  const params = {
    own: shownNumber(own),
    limit: shownNumber(limit),
    other: than ? labelOf(context, than) : '',
  };
  if (wrong(own, limit)) return [{ code, params }];
  return own === limit && equal !== 'fine' ? [{ code: `${code}_equal`, level: equal, params }] : [];
}

/** This number is not above another (002: 省财政资金支持强度 ≤ 项目计划总投入). */
export const atMost = define('at_most', 'must', bound, (context, params) =>
  compare(context, params, 'above_limit', (own, limit) => own > limit),
);

/** This number is not below another (002: 实施预期等级 ≥ 当前自评等级). */
export const atLeast = define('at_least', 'must', bound, (context, params) =>
  compare(context, params, 'below_limit', (own, limit) => own < limit),
);

/** Two columns hold the same names in the same order (002: 说明报告 三 repeats the list of the 信息表). */
export const listEquals = define(
  'list_equals',
  'must',
  { rows: RowsRef, column: columnRef('rows'), other_rows: RowsRef, other_column: columnRef('other_rows') },
  (context, params) => {
    const here = rowsOf(context, params.rows).map((row) =>
      context.shown(params.column, `${params.rows}/${row}`),
    );
    const there = rowsOf(context, params.other_rows).map((row) =>
      context.shown(params.other_column, `${params.other_rows}/${row}`),
    );
    if (here.length === 0 || there.length === 0) return [];
    const names = { list: labelOf(context, params.rows), other: labelOf(context, params.other_rows) };
    if (here.length !== there.length) {
      return [
        {
          code: 'list_length',
          params: { ...names, count: here.length, there: there.length },
          path: params.other_rows,
        },
      ];
    }
    const at = here.findIndex((name, index) => folded(name) !== folded(there[index] ?? ''));
    if (at < 0) return [];
    const params2 = { ...names, number: at + 1, own: here[at] ?? '', there: there[at] ?? '' };
    return [{ code: 'list_differs', params: params2, path: params.other_rows }];
  },
);

/** A name for comparing: without the punctuation that stands around it. */
function named(text: string): string {
  return folded(text).replace(/^[，。；、,.;:：《“"]+|[，。；、,.;:：》”"]+$/gu, '');
}

/** No two rows say the same here: one technology, one indicator is listed once. */
export const distinct = define('distinct', 'must', {}, (context) => {
  const { at } = context;
  const [, rows, row, column] = /^(.*)\/(r\d+)\/([^/]+)$/.exec(at?.path ?? '') ?? [];
  const own = named(ownText(context));
  if (!rows || !row || !column || own === '') return [];
  const all = rowsOf(context, rows);
  const twin = all
    .slice(0, all.indexOf(row))
    .findIndex((each) => named(context.shown(column, `${rows}/${each}`)) === own);
  return twin < 0 ? [] : [{ code: 'repeated', params: { own: ownText(context), number: twin + 1 } }];
});

/**
 * Which choices here go with which choice there. Soft where the notice lists what is usual (002 section 二: all lists
 * end in 等); with `level: must` a choice belongs to one there and nowhere else (001 三: the tasks of each action).
 */
const limits = define(
  'choice_limits_choice',
  'should',
  {
    other: ValueRef,
    allowed: z.record(z.string(), z.array(z.string()).min(1)).describe('Usual values here by value there'),
    listed: z
      .record(z.string(), z.string().min(1))
      .default({})
      .describe('What the notice lists in its own words, where it names what is no option here'),
  },
  (context, { other, allowed, listed, level }) => {
    const key = plainOf(context, other);
    const own = ownPlain(context);
    const usual = typeof key === 'string' ? allowed[key] : undefined;
    if (!usual || own === undefined) return [];
    const strange = (Array.isArray(own) ? own : [own]).map(String).filter((value) => !usual.includes(value));
    if (strange.length === 0) return [];
    const title = titles(context.at?.question.kind);
    const params = {
      own: strange.map(title).join('、'),
      other: labelOf(context, other),
      there: context.shown(other, scopeOf(context)),
      usual: listed[String(key)] ?? usual.map(title).join('、'),
    };
    if (level !== 'must') return [{ code: 'choice_unusual', params }];
    return [elsewhere(context, other, allowed, strange, params) ?? { code: 'choice_not_with', params }];
  },
);

export const choiceLimitsChoice: Rule = { ...limits, narrows: true };

/** The one choice there to which all that is chosen here belongs: to be taken instead, if the person agrees. */
function elsewhere(
  context: RuleContext,
  other: string,
  allowed: Readonly<Record<string, readonly string[]>>,
  strange: readonly string[],
  params: Params,
): Found | undefined {
  const homes = Object.keys(allowed).filter((key) => strange.every((value) => allowed[key]?.includes(value)));
  const [home] = homes;
  const slot = slotOf(context, other);
  if (home === undefined || homes.length > 1 || slot?.leaf.kind.type !== 'choice') return undefined;
  return {
    code: 'choice_elsewhere',
    params: { ...params, home: titles(slot.leaf.kind)(home) },
    remedy: { path: slot.path, value: home },
  };
}

/** The titles of a choice's values, where its entry lists them. */
function titles(kind: object | undefined): (value: string) => string {
  const options: unknown = kind && 'options' in kind ? kind.options : undefined;
  const other: unknown = kind && 'other' in kind ? kind.other : undefined;
  const free =
    typeof other === 'object' && other !== null && 'title' in other ? String(other.title) : otherNames[0];
  const known = new Map<string, string>(other && free ? [[OTHER, free]] : []);
  for (const option of Array.isArray(options) ? (options as unknown[]) : []) {
    if (typeof option !== 'object' || option === null || !('value' in option) || !('title' in option))
      continue;
    known.set(String(option.value), String(option.title));
  }
  return (value) => known.get(value) ?? value;
}
