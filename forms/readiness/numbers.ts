/**
 * The numbers of the commercial levels and what they decide. 收益 means income: the yearly result subtracts the
 * operating cost from it. Exact decimals throughout.
 */
import { Big } from 'big.js';
import { type Issue, should } from '../issue.ts';
import type { Formula } from './scale.ts';

/**
 * The numbers that may be asked. `fixed_cost`, `unit_price` and `unit_cost` are 元 (the latter two per piece), `sold`
 * is a quantity, all others are 万元; `income_total` and the inputs are sums since the beginning.
 */
export const NUMBERS = [
  'fixed_cost',
  'unit_price',
  'unit_cost',
  'sold',
  'income_year',
  'cost_year',
  'income_total',
  'input_research',
  'input_production',
  'input_operation',
] as const;
export type NumberName = (typeof NUMBERS)[number];
export type Numbers = Readonly<Partial<Record<NumberName, number>>>;

const TOTALS: readonly NumberName[] = [
  'income_total',
  'input_research',
  'input_production',
  'input_operation',
];

/** The numbers a formula needs, in asking order. */
export const NEEDS: Readonly<Record<Formula['formula'], readonly NumberName[]>> = {
  break_even: ['fixed_cost', 'unit_price', 'unit_cost', 'sold'],
  annual_result: ['income_year', 'cost_year'],
  cumulative_ratio: TOTALS,
  net_return: TOTALS,
};

/** What the numbers say of a level; `figure` is the computed value, `limit` what it is held against. */
export type Verdict =
  | { readonly kind: 'open' }
  /** The price does not cover the unit cost, or nothing was put in: the formula gives no value. */
  | { readonly kind: 'undefined' }
  | {
      readonly kind: 'met' | 'not_met' | 'band';
      readonly figure: Big;
      readonly limit: Big;
    };

/** Break-even quantity: fixed cost / (unit price - unit variable cost); undefined where a piece earns nothing. */
export function breakEven(fixed: Big, price: Big, cost: Big): Big | undefined {
  const margin = price.minus(cost);
  return margin.lte(0) ? undefined : fixed.div(margin);
}

/** All input so far: research, production and operation. */
function inputTotal(numbers: Numbers): Big | undefined {
  const parts = [numbers.input_research, numbers.input_production, numbers.input_operation];
  if (parts.some((part) => part === undefined)) return undefined;
  return parts.reduce((sum: Big, part) => sum.plus(part ?? 0), Big(0));
}

/** Whether the numbers meet the level. */
export function decide(formula: Formula, numbers: Numbers): Verdict {
  if (NEEDS[formula.formula].some((name) => numbers[name] === undefined)) return { kind: 'open' };
  const value = (name: NumberName): Big => Big(numbers[name] ?? 0);
  const input = inputTotal(numbers) ?? Big(0);
  switch (formula.formula) {
    case 'break_even': {
      const quantity = breakEven(value('fixed_cost'), value('unit_price'), value('unit_cost'));
      // Cross-multiplied, so that no rounded quotient decides at the boundary.
      if (!quantity) return { kind: 'undefined' };
      const margin = value('unit_price').minus(value('unit_cost'));
      const met = value('sold').times(margin).gte(value('fixed_cost').times(formula.share));
      return { kind: met ? 'met' : 'not_met', figure: value('sold'), limit: quantity.times(formula.share) };
    }
    case 'annual_result':
      return atLeastNothing(value('income_year').minus(value('cost_year')));
    case 'cumulative_ratio': {
      if (input.lte(0)) return { kind: 'undefined' };
      const income = value('income_total');
      const reaches = (share: number): boolean => income.gte(input.times(share));
      const kind = reaches(formula.to) ? 'met' : reaches(formula.from) ? 'band' : 'not_met';
      return { kind, figure: income.div(input), limit: Big(formula.to) };
    }
    case 'net_return':
      return atLeastNothing(value('income_total').minus(input));
  }
}

function atLeastNothing(figure: Big): Verdict {
  return { kind: figure.gte(0) ? 'met' : 'not_met', figure, limit: Big(0) };
}

/** 元 in one 万元. */
const WAN = 10_000;

/** A contradiction: which numbers, and the finding. */
interface Clash {
  readonly code: string;
  readonly between: readonly NumberName[];
  /** Whether it holds; false where a number is missing. */
  holds(of: (name: NumberName) => Big): boolean;
}

const INPUTS: readonly NumberName[] = ['input_research', 'input_production', 'input_operation'];

const CLASHES: readonly Clash[] = [
  {
    code: 'readiness.price_below_cost',
    between: ['unit_price', 'unit_cost'],
    holds: (of) => of('unit_price').lte(of('unit_cost')),
  },
  {
    code: 'readiness.income_without_sales',
    between: ['sold', 'income_year'],
    holds: (of) => of('sold').eq(0) && of('income_year').gt(0),
  },
  {
    code: 'readiness.total_without_sales',
    between: ['sold', 'income_total'],
    holds: (of) => of('sold').eq(0) && of('income_total').gt(0),
  },
  {
    code: 'readiness.sales_without_income',
    between: ['sold', 'income_total'],
    holds: (of) => of('sold').gt(0) && of('income_total').eq(0),
  },
  {
    code: 'readiness.income_above_total',
    between: ['income_year', 'income_total'],
    holds: (of) => of('income_year').gt(of('income_total')),
  },
  {
    code: 'readiness.cost_above_operation',
    between: ['cost_year', 'input_operation'],
    holds: (of) => of('cost_year').gt(of('input_operation')),
  },
  {
    code: 'readiness.cost_above_input',
    between: ['cost_year', ...INPUTS],
    holds: (of) => of('cost_year').gt(INPUTS.reduce((sum, name) => sum.plus(of(name)), Big(0))),
  },
  {
    code: 'readiness.no_input',
    between: INPUTS,
    holds: (of) => INPUTS.every((name) => of(name).eq(0)),
  },
  {
    code: 'readiness.sales_above_income',
    between: ['sold', 'unit_price', 'income_total'],
    // Discounts and goods not yet paid for explain less than all of it: only twice as much is a contradiction.
    holds: (of) => of('sold').times(of('unit_price')).gt(of('income_total').times(WAN).times(2)),
  },
];

/**
 * Contradictions among the numbers, each a warning: which of the two is wrong only the person knows. With `about`,
 * only those that this number takes part in.
 */
export function contradictions(numbers: Numbers, about?: NumberName): Issue[] {
  const found = CLASHES.filter(
    (clash) =>
      (about === undefined || clash.between.includes(about)) &&
      clash.between.every((name) => numbers[name] !== undefined) &&
      clash.holds((name) => Big(numbers[name] ?? 0)),
  );
  const codes = found.map((clash) => clash.code);
  return codes
    .filter(
      (code) => code !== 'readiness.cost_above_operation' || !codes.includes('readiness.cost_above_input'),
    )
    .filter(
      (code) => code !== 'readiness.sales_above_income' || !codes.includes('readiness.sales_without_income'),
    )
    .map((code) => should(code));
}
