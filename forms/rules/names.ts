/** Rules about who a notice is addressed to. */
import { z } from 'zod';
import { excerpt } from '../kinds/reading.ts';
import { define, type Found, folded, ownText } from './define.ts';

const Name = z.union([
  z.string().min(1),
  z.strictObject({ name: z.string().min(1), also: z.array(z.string().min(1)).min(1) }),
]);

/**
 * The name is one of a list (001: the addressees), by the name that the notice prints or another one of the same
 * unit. Where the words only come near one of them, that one is proposed.
 */
export const oneOfNames = define(
  'one_of_names',
  'must',
  {
    names: z
      .array(Name)
      .min(1)
      .describe('As the notice prints them; `also`: full names and usual short ones'),
  },
  (context, { names }): Found[] => {
    const own = folded(ownText(context));
    const path = context.at?.path;
    if (own === '' || path === undefined) return [];
    const all = names.map((each) => (typeof each === 'string' ? { name: each, also: [] } : each));
    const calls = all.map(({ name, also }) => ({ name, words: [name, ...also].map(folded) }));
    if (calls.some(({ words }) => words.includes(own))) return [];
    const near = calls.filter(({ words }) => words.some((word) => word.includes(own) || own.includes(word)));
    const [only] = near;
    const params = { own: ownText(context), count: names.length };
    if (!only || near.length > 1 || own.length < 2)
      return [{ code: 'not_listed', params: { ...params, own: excerpt(params.own) } }];
    return [
      {
        code: 'listed_as',
        params: { ...params, name: only.name },
        remedy: { path, value: only.name },
      },
    ];
  },
);
