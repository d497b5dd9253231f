/** The table of answer kinds: one line each. */
import { AppError } from '../error.ts';
import type { Question } from '../question.ts';
import { choice } from './choice.ts';
import { creditCode } from './credit_code.ts';
import { date } from './date.ts';
import { dateRange } from './date_range.ts';
import { email } from './email.ts';
import { evidence } from './evidence.ts';
import { file } from './file.ts';
import { identifiers } from './identifiers.ts';
import { indicators } from './indicators.ts';
import type { CompositeKind, Kind, LeafKind } from './kind.ts';
import { level } from './level.ts';
import { longText } from './long_text.ts';
import { money } from './money.ts';
import { multiChoice } from './multi_choice.ts';
import { number } from './number.ts';
import { organisation } from './organisation.ts';
import { person } from './person.ts';
import { phone } from './phone.ts';
import { readiness } from './readiness.ts';
import { rows } from './rows.ts';
import { rung } from './rung.ts';
import { shortText } from './short_text.ts';
import { textParts } from './text_parts.ts';
import { yesNo } from './yes_no.ts';

export const kinds: readonly Kind[] = [
  shortText,
  longText,
  number,
  money,
  date,
  dateRange,
  choice,
  multiChoice,
  yesNo,
  person,
  phone,
  email,
  organisation,
  creditCode,
  identifiers,
  file,
  level,
  rung,
  evidence,
  textParts(leafKindOf),
  rows(kindOf),
  indicators(kindOf),
  readiness,
];

const byType = new Map(kinds.map((kind) => [kind.type, kind]));

/** The kind of that name, or undefined. */
export function findKind(type: string): Kind | undefined {
  return byType.get(type);
}

/** The kind of a question of a checked call. */
export function kindOf(question: Question): Kind {
  const kind = byType.get(question.kind.type);
  if (!kind) throw new AppError('kind.unknown', `no answer kind ${question.kind.type}`);
  return kind;
}

/** The leaf kind of a slot's question. */
export function leafKindOf(question: Question): LeafKind {
  const kind = kindOf(question);
  if (kind.shape !== 'leaf') throw new AppError('kind.not_leaf', `${question.kind.type} is not a leaf kind`);
  return kind;
}

/** The composite kind of a question, or undefined where it is a leaf. */
export function compositeKindOf(question: Question): CompositeKind | undefined {
  const kind = kindOf(question);
  return kind.shape === 'composite' ? kind : undefined;
}
