/** The table of rules: one line each. */
import { AppError } from '../error.ts';
import { abbreviationsExpanded } from './abbreviation.ts';
import { consistentQuantities } from './consistent.ts';
import { countBetween, countEquals, distinctFiles, filesCoverIdentifiers } from './count.ts';
import { dateLimit, hasDate } from './date.ts';
import {
  atLeast,
  atMost,
  choiceLimitsChoice,
  distinct,
  listEquals,
  sameAs,
  sumAtMost,
  sumEquals,
} from './equality.ts';
import { oneOfNames } from './names.ts';
import { payback } from './payback.ts';
import {
  askPerson,
  needsAnswer,
  needsEvidence,
  onePerPerson,
  requiredTogether,
  uniqueAmongOwn,
} from './presence.ts';
import {
  absoluteNeedsScale,
  currencyNamed,
  hasNumberWithUnit,
  numbersAlsoIn,
  relativeNeedsBaseline,
} from './quantity.ts';
import type { Rule } from './rule.ts';
import { unitStyle } from './units.ts';
import { bannedWords, namePattern, noLatinAbbreviation, textLimit } from './words.ts';

export const rules: readonly Rule[] = [
  bannedWords,
  noLatinAbbreviation,
  textLimit,
  namePattern,
  abbreviationsExpanded,
  unitStyle,
  hasNumberWithUnit,
  relativeNeedsBaseline,
  absoluteNeedsScale,
  numbersAlsoIn,
  currencyNamed,
  consistentQuantities,
  sameAs,
  sumEquals,
  sumAtMost,
  atMost,
  atLeast,
  listEquals,
  choiceLimitsChoice,
  distinct,
  dateLimit,
  hasDate,
  countBetween,
  countEquals,
  distinctFiles,
  filesCoverIdentifiers,
  requiredTogether,
  needsAnswer,
  needsEvidence,
  askPerson,
  uniqueAmongOwn,
  onePerPerson,
  oneOfNames,
  payback,
];

const byName = new Map(rules.map((rule) => [rule.name, rule]));

/** The rule that an entry of a checked call names. Throws `rule.unknown`. */
export function findRule(name: string): Rule {
  const rule = byName.get(name);
  if (!rule) throw new AppError('rule.unknown', `no rule ${name}`);
  return rule;
}
