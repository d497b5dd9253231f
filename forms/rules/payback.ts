/** The check of the investment payback period (000 四): recomputed on a cash basis and compared. */
import { Big } from 'big.js';
import { z } from 'zod';
import { agrees, type BenefitBasis, payback as compute, type Payback } from '../payback.ts';
import { columnRef, NumberRef, RowsRef, ValueRef } from '../reference.ts';
import { define, type Found, numberOf, plainOf, shownNumber } from './define.ts';
import type { RuleContext } from './rule.ts';

const shape = {
  investment: NumberRef.describe('K: money, question or computed value'),
  benefit: NumberRef.describe('Yearly benefit, same unit as the investment'),
  basis: ValueRef.describe('Choice: benefit before or after operating cost'),
  gross: z.string().default('gross').describe('Value of that choice for “before”'),
  net: z.string().default('net').describe('Value for “after cash operating cost”'),
  net_after_depreciation: z
    .string()
    .default('net_after_depreciation')
    .describe('Value for “after operating cost with depreciation”'),
  om_unit: NumberRef.describe(
    'Operating cost per unit product, depreciation included: the total or a computed sum',
  ),
  depreciation_unit: NumberRef.describe('Depreciation per unit product within it'),
  interest_unit: NumberRef.optional(),
  output: NumberRef.describe('Unit products a year'),
  unit_divisor: z
    .number()
    .positive()
    .default(10000)
    .describe('From the unit of the unit costs to that of the investment: 元 to 万元'),
  stated: NumberRef.describe('The payback period as stated, in years'),
  life: NumberRef.optional().describe('Technical life in years'),
  start: ValueRef.optional().describe('Choice: counted from construction or from operation'),
  from_construction: z
    .string()
    .default('construction')
    .describe('Value of that choice for “from construction”'),
  construction_years: NumberRef.optional(),
  cases: RowsRef.optional(),
  case_years: columnRef('cases').optional(),
  case_tolerance: z
    .number()
    .min(0)
    .default(0.2)
    .describe('Share by which a case may differ from the stated period'),
};

type Params = z.output<z.ZodObject<typeof shape>>;

/** Recomputes the payback period and compares it with the stated one, the technical life and the cases. */
export const payback = define(
  'payback',
  'should',
  shape,
  (context, params) => {
    const stated = numberOf(context, params.stated);
    const found: Found[] =
      stated === undefined ? [] : [...lifeOf(context, params, stated), ...casesOf(context, params, stated)];
    const computed = paybackOf(context, params);
    if (!computed) return found;
    return [...periodOf(computed, stated), ...depreciationOf(computed), ...found].map((each) => ({
      path: params.stated,
      ...each,
    }));
  },
  'must',
);

/** The computation with the form's numbers; undefined while one that it needs is missing. */
export function paybackOf(context: Pick<RuleContext, 'book' | 'at'>, params: Params): Payback | undefined {
  const at = context as RuleContext;
  const investment = numberOf(at, params.investment);
  const benefit = numberOf(at, params.benefit);
  const basis = basisOf(plainOf(at, params.basis), params);
  const output = numberOf(at, params.output);
  const unit = numberOf(at, params.om_unit);
  if (investment === undefined || benefit === undefined || !basis) return undefined;
  if (basis !== 'net' && (output === undefined || unit === undefined)) return undefined;
  const annual = (cost: number | undefined): number | undefined =>
    cost === undefined || output === undefined
      ? undefined
      : Big(cost).times(output).div(params.unit_divisor).toNumber();
  const counted = params.start !== undefined && plainOf(at, params.start) === params.from_construction;
  return compute({
    investment,
    benefit,
    basis,
    omAnnual: annual(unit),
    depreciationAnnual: annual(numberOf(at, params.depreciation_unit)),
    interestAnnual: annual(numberOf(at, params.interest_unit)),
    constructionYears: counted ? numberOf(at, params.construction_years) : undefined,
  });
}

function basisOf(choice: unknown, params: Params): BenefitBasis | undefined {
  if (choice === params.gross) return 'gross';
  if (choice === params.net) return 'net';
  return choice === params.net_after_depreciation ? 'net_after_depreciation' : undefined;
}

/** The numbers of the basis, for the sentence. */
function basisParams(computed: Payback): Record<string, string> {
  return {
    investment: shownNumber(computed.investment),
    benefit: shownNumber(computed.benefit),
    om: shownNumber(computed.omAnnual),
    depreciation: shownNumber(computed.depreciationAnnual),
    cash: shownNumber(computed.omCashAnnual),
    net: shownNumber(computed.net),
  };
}

function periodOf(computed: Payback, stated: number | undefined): Found[] {
  const params = basisParams(computed);
  if (computed.kind === 'never') return [{ code: 'payback_never', level: 'must', params }];
  if (stated === undefined || agrees(stated, computed.years)) return [];
  const shown = {
    ...params,
    stated: shownNumber(stated),
    years: computed.years.toFixed(2).replace(/\.?0+$/, ''),
  };
  const { yearsWithDepreciation: wrong } = computed;
  const doubled = wrong !== undefined && computed.depreciationAnnual > 0 && agrees(stated, wrong);
  return [{ code: doubled ? 'payback_depreciation_kept' : 'payback_differs', params: shown }];
}

/** Straight-line years implied by the depreciation: below 3 or above 30 is unlikely (实施条例第六十条: 3 to 20). */
function depreciationOf({ writeOffYears, investment, depreciationAnnual }: Payback): Found[] {
  if (writeOffYears === undefined || (writeOffYears >= 3 && writeOffYears <= 30)) return [];
  const params = {
    years: shownNumber(Number(writeOffYears.toFixed(1))),
    investment: shownNumber(investment),
    depreciation: shownNumber(depreciationAnnual),
  };
  return [{ code: 'depreciation_unlikely', level: 'should', params }];
}

function lifeOf(context: RuleContext, params: Params, stated: number): Found[] {
  const life = numberOf(context, params.life);
  if (life === undefined || stated <= life) return [];
  return [
    {
      code: 'payback_beyond_life',
      level: 'should',
      params: { stated: shownNumber(stated), life: shownNumber(life) },
      path: params.stated,
    },
  ];
}

function casesOf(
  context: RuleContext,
  { cases, case_years, case_tolerance }: Params,
  stated: number,
): Found[] {
  if (!cases || !case_years) return [];
  const value = context.book.get(cases)?.value;
  const rows =
    typeof value === 'object' && value !== null && 'rows' in value && Array.isArray(value.rows)
      ? value.rows
      : [];
  return rows.flatMap((row, index): Found[] => {
    const path = `${cases}/${String(row)}/${case_years}`;
    const years = context.book.plain(case_years, `${cases}/${String(row)}`);
    if (typeof years !== 'number' || agrees(years, stated, case_tolerance)) return [];
    return [
      {
        code: 'payback_case_differs',
        level: 'should',
        params: { number: index + 1, years: shownNumber(years), stated: shownNumber(stated) },
        path,
      },
    ];
  });
}
