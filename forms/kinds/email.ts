/** One e-mail address. */
import { z } from 'zod';
import { must } from '../issue.ts';
import { emailLabels } from '../text/zh-CN/lexicon/names.ts';
import type { LeafKind, Parsed } from './kind.ts';
import { excerpt, half, LINE_LIMIT, oneLine } from './reading.ts';

const Config = z.strictObject({ type: z.literal('email') });
type Config = z.infer<typeof Config>;
const Value = z.string().min(5).max(254);

/** ASCII addresses as mail forms take them (RFC 5321 lengths: 64 before the @, 254 in all). */
const ADDRESS =
  /^[a-z0-9](?:[a-z0-9._%+'-]{0,62}[a-z0-9_+-])?@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}$/i;
const LABEL = new RegExp(emailLabels.join('|'), 'gi');

function parse(text: string): Parsed<string> {
  if (text.length > LINE_LIMIT)
    return { kind: 'issue', issue: must('email.format', { text: excerpt(text) }) };
  const line = half(oneLine(text))
    .replace(/\s*@\s*/g, '@')
    .replace(/mailto:/gi, '');
  const words = (line.includes('@') ? withoutLabels(line) : line)
    .split(/[\s,;、，；。<>()（）:是/]+/u)
    .filter((word) => word !== '');
  const addresses = [...new Set(words.filter((word) => word.includes('@')).map(tidy))];
  const bad = addresses.find((address) => !isAddress(address));
  const [first] = addresses;
  // shen bao@example.com: what stands beside the address may be part of it.
  if (words.some((word) => !word.includes('@') && /[\w.-]/.test(word)))
    return { kind: 'issue', issue: must('email.format', { text: excerpt(text) }) };
  if (first === undefined || bad !== undefined)
    return { kind: 'issue', issue: must('email.format', { text: excerpt(bad ?? text) }) };
  return addresses.length > 1 ? { kind: 'readings', values: addresses } : { kind: 'value', value: first };
}

/** 邮箱：x@example.com; a label is only taken off before the address. */
function withoutLabels(line: string): string {
  return line.replace(LABEL, (label, at: number) =>
    /[@.\w-]/.test(line.charAt(at + label.length)) && /\w/.test(label) ? label : ' ',
  );
}

function isAddress(address: string): boolean {
  return address.length <= 254 && ADDRESS.test(address) && !address.includes('..');
}

/** The domain is not case-sensitive; what stands before the @ is kept as written. */
function tidy(word: string): string {
  const address = word.replace(/[.!?"'”“’]+$/u, '').replace(/^["'“‘]+/u, '');
  const at = address.lastIndexOf('@');
  return address.slice(0, at) + address.slice(at).toLowerCase();
}

export const email: LeafKind<Config, string> = {
  shape: 'leaf',
  type: 'email',
  config: Config,
  value: Value,
  parse,
  check: (value) => (isAddress(value) ? [] : [must('email.format', { text: excerpt(value) })]),
  show: (value) => value,
  plain: (value) => value,
  field: () => 'email',
};
