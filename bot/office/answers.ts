/** Answers that several families give. */
import type { OfficeActName, Target } from '../../forms/office/roles.ts';
import { text } from '../../forms/text/index.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { ledgerWrite } from './ledger.ts';

/** One sentence that tells nothing of what is there, and a line in the ledger. */
export function refused(
  now: OfficeNow,
  act: OfficeActName,
  { call }: Target,
  code = 'office.not_allowed',
): OfficeOutcome {
  const { at, person: by, newId } = now;
  const entry = { at, by, act, outcome: 'refused', why: 'not_allowed', ...(call ? { call } : {}) } as const;
  return { replies: [{ text: text(code) }], writes: [ledgerWrite(entry, newId())] };
}

/** A sentence by its code. */
export function said(code: string, params: Record<string, string | number> = {}): OfficeOutcome {
  return { replies: [{ text: text(code, params) }] };
}

/** A question that 确认 or 取消 answers, put below what was shown. */
export function asked(words: string): OfficeOutcome {
  const options = ['office.yes', 'office.no'].map((each) => ({ title: text(each), value: text(each) }));
  return { replies: [{ text: words, options }] };
}
