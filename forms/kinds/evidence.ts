/** A piece of evidence in one message: the document's name, and its date, issuer and number as far as they were said. */
import { z } from 'zod';
import { must } from '../issue.ts';
import { text as sentence } from '../text/index.ts';
import { no } from '../text/zh-CN/lexicon/answers.ts';
import { issuedTails, numberHeads, organisationTails } from '../text/zh-CN/lexicon/readiness.ts';
import { type Day, showDay } from './calendar.ts';
import { checkDay, DayValue, readPrecise } from './date.ts';
import type { LeafKind, Parsed, ParseEnv } from './kind.ts';
import { excerpt, half, LINE_LIMIT, oneLine } from './reading.ts';

const Config = z.strictObject({ type: z.literal('readiness_evidence') });
type Config = z.infer<typeof Config>;

export const EvidenceValue = z.strictObject({
  title: z.string().min(1),
  date: DayValue.optional(),
  issuer: z.string().min(1).optional(),
  number: z.string().min(1).optional(),
});
export type EvidenceValue = z.infer<typeof EvidenceValue>;

/** A piece between commas, and what it is; `name` also where it is nothing else. */
type Piece =
  | { readonly is: 'name' | 'issuer' | 'number'; readonly text: string }
  | { readonly is: 'date'; readonly day: Day; readonly text: string };

/** Longest piece that is a date: 发布于2024年12月31日. */
const DATE_LENGTH = 16;
const CODE = /^(?=.*\d)(?=.*[A-Za-z〔[])[A-Za-z0-9〔〕[\]()（）/.—_-]+号?$/u;

function pieceOf(text: string, today: string): Piece {
  if (text.startsWith('《')) return { is: 'name', text };
  const plain = half(text).toLowerCase();
  const head = numberHeads.find((each) => plain.startsWith(each));
  const number = head === undefined ? '' : text.slice(head.length).replace(/^[\s:：为是]+/u, '');
  if (/\d/.test(half(number))) return { is: 'number', text: number };
  if (text.length <= DATE_LENGTH && /\d{2,4}[年./-]/.test(plain)) {
    const read = readPrecise(text, 'day', today, 'month');
    if (read.kind === 'value') return { is: 'date', day: read.value, text };
  }
  if (CODE.test(half(text))) return { is: 'number', text };
  const tail = issuedTails.find((each) => text.endsWith(each));
  const issuer = (tail === undefined ? text : text.slice(0, -tail.length)).replace(/^由+/u, '').trim();
  const organisation = tail !== undefined || organisationTails.some((each) => text.endsWith(each));
  return organisation && issuer !== '' ? { is: 'issuer', text: issuer } : { is: 'name', text };
}

/** 编号无: the number is asked by itself. */
function isNoNumber(text: string): boolean {
  const plain = half(text).toLowerCase();
  const head = numberHeads.find((each) => plain.startsWith(each));
  return head !== undefined && no.includes(text.slice(head.length).replace(/^[\s:：]+/u, ''));
}

/** Pieces at commas and semicolons, those inside 《》 kept together. */
function split(text: string): string[] {
  return [...oneLine(text).matchAll(/(?:《[^》]*》|[^，,；;])+/gu)]
    .map((match) => match[0].trim())
    .filter((piece) => piece !== '');
}

function parse(text: string, _config: Config, env: ParseEnv): Parsed<EvidenceValue> {
  const refuse = (code: string): Parsed<EvidenceValue> => ({
    kind: 'issue',
    issue: must(`readiness.${code}`, { text: excerpt(text) }),
  });
  if (text.length > LINE_LIMIT) return refuse('evidence_long');
  const words = split(text).filter((piece, at) => at === 0 || !isNoNumber(piece));
  const [only] = words;
  if (only === undefined) return { kind: 'issue', issue: must('text.empty') };
  const pieces =
    words.length === 1
      ? [{ is: 'name' as const, text: only }]
      : words.map((word) => pieceOf(word, env.today));
  const all = (is: Piece['is']): Piece[] => pieces.filter((piece) => piece.is === is);
  const names = all('name');
  if (names.length === 0) return refuse('evidence_no_name');
  if ((['date', 'issuer', 'number'] as const).some((is) => all(is).length > 1))
    return refuse('evidence_several');
  const date = pieces.find((piece) => piece.is === 'date');
  const [issuer] = all('issuer');
  const [number] = all('number');
  const value = {
    title: names.map((piece) => piece.text).join('，'),
    ...(date ? { date: date.day } : {}),
    ...(issuer ? { issuer: issuer.text } : {}),
    ...(number ? { number: number.text } : {}),
  };
  return { kind: 'value', value };
}

function show({ title, date, issuer, number }: EvidenceValue): string {
  const parts = [
    title,
    ...(date === undefined ? [] : [showDay(date)]),
    ...(issuer === undefined ? [] : [sentence('readiness.evidence.issuer', { issuer })]),
    ...(number === undefined ? [] : [sentence('readiness.evidence.number', { number })]),
  ];
  return parts.join('，');
}

export const evidence: LeafKind<Config, EvidenceValue> = {
  shape: 'leaf',
  type: 'readiness_evidence',
  config: Config,
  value: EvidenceValue,
  parse,
  check: ({ date }, _config, env) => (date === undefined ? [] : checkDay(date, { max: env.today })),
  // The date is asked by itself where there is none.
  without: ({ date, ...rest }, issues) =>
    date !== undefined && issues.every(({ code }) => code.startsWith('date.')) ? rest : undefined,
  show,
  plain: ({ title }) => title,
  field: () => 'none',
};
