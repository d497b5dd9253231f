/**
 * Static payback (静态投资回收期), undiscounted, as notice 000 四(四) defines it: the time in which the summed-up
 * benefits equal the first investment. Money in one unit (万元), times in years. Exact decimals inside.
 */
import { Big } from 'big.js';

/**
 * Whether the yearly benefit is stated before operating cost (`gross`), after cash operating cost (`net`), or after
 * operating cost with depreciation in it (`net_after_depreciation`).
 */
export type BenefitBasis = 'gross' | 'net' | 'net_after_depreciation';

export interface PaybackInput {
  /** Investment to be paid back. */
  readonly investment: number;
  /** Yearly benefit (附加效益). */
  readonly benefit: number;
  readonly basis: BenefitBasis;
  /** Operating and maintenance cost of a year, depreciation included; may be left out where the benefit is net. */
  readonly omAnnual?: number | undefined;
  /** Depreciation within it: no cash goes out, so it is taken out again (else the investment counts twice). */
  readonly depreciationAnnual?: number | undefined;
  /** Interest within it, taken out likewise. */
  readonly interestAnnual?: number | undefined;
  /** Years of construction before any benefit; counted where the period begins with construction. */
  readonly constructionYears?: number | undefined;
}

export interface PaybackValues {
  readonly investment: number;
  readonly benefit: number;
  readonly omAnnual: number;
  readonly depreciationAnnual: number;
  readonly interestAnnual: number;
  /** omAnnual - depreciationAnnual - interestAnnual. */
  readonly omCashAnnual: number;
  /** A: what is left of the benefit each year. */
  readonly net: number;
  /** Investment / depreciationAnnual: the years over which it is written off; undefined without depreciation. */
  readonly writeOffYears?: number;
}

/** `never`: nothing is left each year, the investment does not come back. */
export type Payback =
  | (PaybackValues & {
      readonly kind: 'paid';
      /** Pt = construction years + K / A. */
      readonly years: number;
      /** What comes out where depreciation is wrongly left in; undefined where that gives no period at all. */
      readonly yearsWithDepreciation?: number;
    })
  | (PaybackValues & { readonly kind: 'never' });

/** Pt = K / A with equal yearly benefits (plus the years of construction, if counted). */
export function payback(input: PaybackInput): Payback {
  const om = Big(input.omAnnual ?? 0);
  const depreciation = Big(input.depreciationAnnual ?? 0);
  const interest = Big(input.interestAnnual ?? 0);
  const cash = om.minus(depreciation).minus(interest);
  const benefit = Big(input.benefit);
  const net =
    input.basis === 'gross'
      ? benefit.minus(cash)
      : input.basis === 'net'
        ? benefit
        : benefit.plus(depreciation).plus(interest);
  const values: PaybackValues = {
    investment: input.investment,
    benefit: input.benefit,
    omAnnual: om.toNumber(),
    depreciationAnnual: depreciation.toNumber(),
    interestAnnual: interest.toNumber(),
    omCashAnnual: cash.toNumber(),
    net: net.toNumber(),
    ...(depreciation.gt(0) ? { writeOffYears: Big(input.investment).div(depreciation).toNumber() } : {}),
  };
  if (net.lte(0)) return { kind: 'never', ...values };
  const construction = Big(input.constructionYears ?? 0);
  const years = construction.plus(Big(input.investment).div(net)).toNumber();
  const wrongNet = net.minus(depreciation).minus(interest);
  if (input.basis === 'net' || wrongNet.lte(0)) return { kind: 'paid', ...values, years };
  const yearsWithDepreciation = construction.plus(Big(input.investment).div(wrongNet)).toNumber();
  return { kind: 'paid', ...values, years, yearsWithDepreciation };
}

/**
 * Payback with unequal yearly net cash flows: (the year in which their sum turns positive - 1) + what was missing
 * the year before / that year's flow. `firstYear` numbers the first flow: 0 where it is the outlay before year 1,
 * 1 where years are counted from the first outlay year. Undefined where the sum never reaches 0.
 */
export function unequalPayback(flows: readonly number[], firstYear: 0 | 1 = 0): number | undefined {
  let sum = Big(0);
  for (const [index, flow] of flows.entries()) {
    const before = sum;
    sum = sum.plus(flow);
    if (index > 0 && before.lt(0) && sum.gte(0)) {
      return Big(index + firstYear - 1)
        .plus(before.abs().div(flow))
        .toNumber();
    }
  }
  return undefined;
}

/** Whether a stated period agrees with a computed one: within a tenth of a year or `share` of it. */
export function agrees(stated: number, computed: number, share = 0.05): boolean {
  return Big(stated)
    .minus(computed)
    .abs()
    .lte(Math.max(0.1, Big(computed).abs().times(share).toNumber()));
}
