/** What the office's page asks for, out of the address: nothing that is not known gets through. */
import { z } from 'zod';
import { CONSOLE_SORTS, type ConsoleOrder } from '../../../../forms/office/console.ts';
import { STAGES, type StandingAsk } from '../../../../forms/office/standing.ts';
import { Refusal } from '../http.ts';

const words = z.string().max(100).optional();
const yes = z.literal('1').optional();

const Query = z.object({
  call: words,
  unit: words,
  field: words,
  words,
  stages: z
    .string()
    .max(100)
    .transform((value) => value.split('.'))
    .pipe(z.array(z.enum(STAGES)))
    .optional(),
  above: yes,
  revised: yes,
  sort: z.enum(CONSOLE_SORTS).default('updated'),
  down: z.enum(['0', '1']).default('1'),
  page: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .default(0),
});

export interface Wanted {
  readonly ask: StandingAsk;
  readonly order: ConsoleOrder;
  readonly page: number;
}

/** The selection in an address; 400 where it is none. Empty values are left out. */
export function wantedIn(address: URL): Wanted {
  const given = [...address.searchParams].filter(([, value]) => value.trim() !== '');
  const parsed = Query.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Refusal('bad_query', 'this cannot be asked for', { status: 400 });
  const { above, revised, sort, down, page, ...rest } = parsed.data;
  const asked = Object.entries(rest).filter(([, value]) => value !== undefined);
  const ask: StandingAsk = {
    ...Object.fromEntries(asked),
    ...(above ? { above: true } : {}),
    ...(revised ? { revised: true } : {}),
  };
  return { ask, order: { by: sort, descending: down === '1' }, page };
}

/** One parameter of an address; 400 where it is missing or too long. */
export function parameter(address: URL, name: string): string {
  const value = address.searchParams.get(name) ?? '';
  if (value === '' || value.length > 200)
    throw new Refusal('bad_query', `${name} is needed`, { status: 400 });
  return value;
}
