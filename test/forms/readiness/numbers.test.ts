import { describe, expect, it } from 'vitest';
import { contradictions, decide, type Numbers } from '../../../forms/readiness/numbers.ts';
import { type Formula, levelOf } from '../../../forms/readiness/scale.ts';
import { trl13 } from '../../../forms/readiness/scales/trl13.ts';

function formulaOf(level: number): Formula {
  const formula = levelOf(trl13, level)?.numbers;
  if (!formula) throw new Error(`level ${level} has no formula`);
  return formula;
}

const verdict = (level: number, numbers: Numbers): string => decide(formulaOf(level), numbers).kind;
const inputs = { input_research: 400, input_production: 300, input_operation: 300 };

describe('level 10: quantity sold against 30 % of the break-even quantity', () => {
  const plant = { fixed_cost: 300_000, unit_price: 800, unit_cost: 500 };

  it.each([
    [299, 'not_met'],
    [300, 'met'],
    [0, 'not_met'],
    [1000, 'met'],
  ])('%i pieces of 1000: %s', (sold, expected) => {
    expect(verdict(10, { ...plant, sold })).toBe(expected);
  });

  it('tells the quantity it is held against', () => {
    const found = decide(formulaOf(10), { ...plant, sold: 299 });
    expect(found.kind === 'not_met' && found.limit.toNumber()).toBe(300);
  });

  it('decides exactly where the break-even quantity is no round number', () => {
    const odd = { fixed_cost: 100_000, unit_price: 400, unit_cost: 100 };
    expect(verdict(10, { ...odd, sold: 100 })).toBe('met');
    expect(verdict(10, { ...odd, sold: 99 })).toBe('not_met');
  });

  it('gives no value where a piece earns nothing, and is open while a number is missing', () => {
    expect(verdict(10, { ...plant, unit_cost: 800, sold: 1 })).toBe('undefined');
    expect(verdict(10, plant)).toBe('open');
  });
});

describe('levels 11 to 13', () => {
  it.each([
    [99.99, 'not_met'],
    [100, 'met'],
    [100.01, 'met'],
  ])('level 11: income %d against cost 100: %s', (income, expected) => {
    expect(verdict(11, { income_year: income, cost_year: 100 })).toBe(expected);
  });

  it.each([
    [299, 'not_met'],
    [300, 'band'],
    [499, 'band'],
    [500, 'met'],
  ])('level 12: %i of 1000: %s', (income, expected) => {
    expect(verdict(12, { income_total: income, ...inputs })).toBe(expected);
  });

  it.each([
    [999, 'not_met'],
    [1000, 'met'],
  ])('level 13: %i against 400 + 300 + 300: %s', (income, expected) => {
    expect(verdict(13, { income_total: income, ...inputs })).toBe(expected);
  });

  it('adds without binary rounding', () => {
    const numbers = { income_total: 0.3, input_research: 0.1, input_production: 0.1, input_operation: 0.1 };
    expect(verdict(13, numbers)).toBe('met');
  });

  it('has no ratio where nothing was put in', () => {
    const none = { income_total: 1, input_research: 0, input_production: 0, input_operation: 0 };
    expect(verdict(12, none)).toBe('undefined');
  });
});

describe('numbers that contradict one another', () => {
  const codes = (numbers: Numbers): string[] => contradictions(numbers).map((issue) => issue.code);

  it.each([
    [{ unit_price: 500, unit_cost: 500 }, ['readiness.price_below_cost']],
    [{ sold: 0, income_year: 1 }, ['readiness.income_without_sales']],
    [{ sold: 0, income_total: 1 }, ['readiness.total_without_sales']],
    [{ sold: 3, income_total: 0 }, ['readiness.sales_without_income']],
    [{ income_year: 11, income_total: 10 }, ['readiness.income_above_total']],
    [{ cost_year: 301, ...inputs }, ['readiness.cost_above_operation']],
    [{ cost_year: 1001, ...inputs }, ['readiness.cost_above_input']],
    [{ input_research: 0, input_production: 0, input_operation: 0 }, ['readiness.no_input']],
    [{ sold: 201, unit_price: 10_000, income_total: 100 }, ['readiness.sales_above_income']],
    [{ sold: 200, unit_price: 10_000, income_total: 100 }, []],
    [{ cost_year: 300, ...inputs, income_year: 10, income_total: 10, sold: 1 }, []],
    [{ sold: 0, income_year: 0 }, []],
    [{}, []],
  ])('%j: %j', (numbers, expected) => {
    expect(codes(numbers)).toEqual(expected);
  });

  it('are warnings, and are told of the numbers concerned', () => {
    const numbers = { sold: 0, income_year: 5, cost_year: 1 };
    expect(contradictions(numbers, 'income_year')).toMatchObject([{ level: 'should' }]);
    expect(contradictions(numbers, 'cost_year')).toEqual([]);
  });
});
