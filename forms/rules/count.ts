/** Rules about how many rows, files or list entries there are. */
import { z } from 'zod';
import type { Json } from '../json.ts';
import { FileRef, ValueRef } from '../reference.ts';
import { define, type Found, labelOf } from './define.ts';
import type { RuleContext } from './rule.ts';

/** Entries of a stored value: rows, a list, or an object that holds a list. */
function entriesOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value as readonly Json[];
  if (typeof value !== 'object') return [value];
  const list = Object.values(value).find((each) => Array.isArray(each));
  return Array.isArray(list) ? (list as readonly Json[]) : [value as Json];
}

/** Number of rows, files or list entries at an id; undefined where it was not answered. */
function countAt(context: RuleContext, id: string): number | undefined {
  const answer = context.book.get(id);
  if (!answer) return undefined;
  if (answer.state === 'none') return 0;
  return answer.state === 'given' ? entriesOf(answer.value).length : undefined;
}

/** At least, at most so many entries, of this question or of several together (000 六; 004: 图片 2-4 张). */
export const countBetween = define(
  'count_between',
  'must',
  {
    questions: z.array(ValueRef).min(1).optional(),
    min: z.int().min(0).optional(),
    max: z.int().min(1).optional(),
  },
  (context, { questions, min, max }) => {
    const ids = questions ?? (context.at ? [context.at.path] : []);
    const counts = ids.map((id) => countAt(context, id)).filter((count) => count !== undefined);
    if (counts.length === 0) return [];
    const count = counts.reduce((sum, each) => sum + each, 0);
    const labels = ids.map((id) => labelOf(context, id)).join('、');
    const path = context.at ? {} : { path: ids[0] ?? '' };
    // Of several questions some may be still to come: too few is told when all were answered.
    if (min !== undefined && count < min && counts.length === ids.length)
      return [{ code: 'count_too_small', params: { labels, count, min }, ...path }];
    if (max !== undefined && count > max)
      return [{ code: 'count_too_large', params: { labels, count, max }, ...path }];
    return [];
  },
);

/** As many entries here as there (004: rows of the picture list = pictures). */
export const countEquals = define(
  'count_equals',
  'must',
  { question: ValueRef.optional().describe('Under the call: whose entries are counted'), other: ValueRef },
  (context, { question, other }) => {
    const id = question ?? context.at?.path ?? '';
    const here = countAt(context, id);
    const there = countAt(context, other);
    if (here === undefined || there === undefined || here === there) return [];
    const params = { label: labelOf(context, id), count: here, other: labelOf(context, other), there };
    return [{ code: 'count_differs', params, ...(context.at ? {} : { path: id }) }];
  },
);

/** Names of the files in an answer. */
function namesIn(value: Json | undefined): string[] {
  return entriesOf(value).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || !('name' in entry)) return [];
    return typeof entry.name === 'string' ? [entry.name] : [];
  });
}

/** Files of an answer by name and content. */
function filesIn(value: Json | undefined): { name: string; hash: string }[] {
  return entriesOf(value).flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || !('name' in entry) || !('hash' in entry)) return [];
    const { name, hash } = entry;
    return typeof name === 'string' && typeof hash === 'string' ? [{ name, hash }] : [];
  });
}

/**
 * No two rows hold the same file, nor two files of one name: a list of pictures names each by its file (004 附件2:
 * 序号, 文件名称, 照片简要说明). The later row is told of.
 */
export const distinctFiles = define('distinct_files', 'must', {}, (context): Found[] => {
  const { at, slots, book } = context;
  const [, rows = '', column = ''] = /^(.*)\/r\d+\/([^/]+)$/.exec(at?.path ?? '') ?? [];
  if (!at || !rows || at.answer.state !== 'given') return [];
  const cells = slots.filter(({ path }) => path.startsWith(`${rows}/r`) && path.endsWith(`/${column}`));
  const before = cells.slice(
    0,
    cells.findIndex(({ path }) => path === at.path),
  );
  for (const own of filesIn(at.answer.value)) {
    for (const [index, { path }] of before.entries()) {
      const files = filesIn(book.get(path)?.value);
      const params = { name: own.name, number: index + 1 };
      if (files.some(({ hash }) => hash === own.hash)) return [{ code: 'file_twice', params }];
      if (files.some(({ name }) => name.toLowerCase() === own.name.toLowerCase()))
        return [{ code: 'file_name_twice', params }];
    }
  }
  return [];
});

/** Letters and digits of a number, without ZL and check-digit dot, to find it in a file name. */
function core(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/gu, '')
    .replace(/^(?:ZL|CN)(?=\d)/u, '');
}

/** Each identifier has a certificate among the files (000 六(一)); whether it is the right one, a person confirms. */
export const filesCoverIdentifiers = define(
  'files_cover_identifiers',
  'must',
  {
    identifiers: ValueRef,
    files: FileRef.optional().describe('Under the call: the question with the certificates'),
  },
  (context, { identifiers, files }) => {
    const id = files ?? context.at?.path ?? '';
    const answer = context.at?.answer ?? context.book.get(id);
    if (!answer || (answer.state !== 'given' && answer.state !== 'none')) return [];
    const plain = context.book.plain(identifiers);
    const numbers = (Array.isArray(plain) ? plain : context.shown(identifiers).split(/[，、,;；\n]+/u))
      .map(String)
      .map((each) => each.trim())
      .filter(Boolean);
    if (context.book.get(identifiers)?.state !== 'given' || numbers.length === 0) return [];
    const names = answer.state === 'given' ? namesIn(answer.value) : [];
    const count = answer.state === 'given' ? entriesOf(answer.value).length : 0;
    const path = context.at ? {} : { path: id };
    const found: Found[] = [];
    if (count < numbers.length) {
      found.push({
        code: 'certificates_too_few',
        params: { files: count, identifiers: numbers.length, numbers: numbers.join('、') },
        ...path,
      });
    }
    const unnamed = numbers.filter((number) => !names.some((name) => core(name).includes(core(number))));
    if (count >= numbers.length && unnamed.length > 0) {
      found.push({
        code: 'certificates_match',
        level: 'person',
        params: { numbers: unnamed.join('、') },
        ...path,
      });
    }
    return found;
  },
);
