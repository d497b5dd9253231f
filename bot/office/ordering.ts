/** The order in which submissions of a call go up, shown and changed by coordinators; of two at once none overwrites. */
import { createHash } from 'node:crypto';
import type { Call } from '../../forms/call.ts';
import { shownAt } from '../../forms/documents/shown.ts';
import { foremost, moved } from '../../forms/office/order.ts';
import type { Store } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import type { Catalog } from '../calls.ts';
import { said } from './answers.ts';
import type { OfficeNow, OfficeOutcome } from './family.ts';
import { entryOf, gather, priorityOf, priorityWrite, type Source } from './gather.ts';
import { ledgerWrite } from './ledger.ts';

interface OrderingDeps {
  readonly store: Store;
  readonly catalog: Catalog;
}

/** Places shown at once. */
const LISTED = 15;

/** What was said, and the order it showed: places said later count in it. */
interface Shown {
  readonly outcome: OfficeOutcome;
  readonly order: string;
}

/** Whatever can be put in order: passed where anything was passed, otherwise all that was handed in. */
async function sourcesOf({ store }: OrderingDeps, call: Call): Promise<readonly Source[]> {
  const passed = await gather(store, call.id, 'passed');
  return passed.sources.length > 0 ? passed.sources : (await gather(store, call.id, 'submitted')).sources;
}

function markOf(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join(' ')).digest('hex').slice(0, 16);
}

async function namedLine(
  { catalog }: OrderingDeps,
  source: Source,
): Promise<{ title: string; unit: string }> {
  const entry = await entryOf(catalog, source);
  if (!entry) return { title: text('office.untitled'), unit: '' };
  const { name_question, organisation_question } = entry.plan.call;
  const unit = organisation_question === undefined ? '' : shownAt(entry.plan, organisation_question);
  const title = shownAt(entry.plan, name_question) || text('office.untitled');
  return { title, unit: unit === '' || unit === title ? '' : text('office.pack.order_unit', { unit }) };
}

async function linesOf(deps: OrderingDeps, call: Call, sources: readonly Source[]): Promise<string[]> {
  const lines: string[] = [];
  for (const [at, source] of sources.slice(0, LISTED).entries())
    lines.push(text('office.pack.order_line', { number: at + 1, ...(await namedLine(deps, source)) }));
  const max = call.summary_table?.max_rows;
  return [
    ...lines,
    ...(sources.length > LISTED ? [text('office.pack.order_more', { count: sources.length - LISTED })] : []),
    ...(max !== undefined && sources.length > max ? [text('office.pack.order_limit', { max })] : []),
    text('office.pack.order_how'),
  ];
}

export async function showOrder(deps: OrderingDeps, call: Call, head?: string): Promise<Shown> {
  const sources = await sourcesOf(deps, call);
  const order = markOf(sources.map(({ id }) => id));
  if (sources.length === 0)
    return { outcome: said('office.pack.none_received', { call: call.short }), order };
  const lines = await linesOf(deps, call, sources);
  const first = head ?? text('office.pack.order_head', { call: call.short });
  return { outcome: { replies: [{ text: [first, ...lines].join('\n') }] }, order };
}

/** Puts one somewhere else. `seen` is the order in which its place was read; where it moved on, it is shown anew. */
export function move(
  deps: OrderingDeps,
  call: Call,
  { from, to }: { readonly from: number; readonly to: number },
  seen: string | undefined,
  now: OfficeNow,
): Promise<Shown> {
  return change(
    deps,
    call,
    seen,
    now,
    (ids) => moved(ids, from, to),
    async (sources) => {
      const source = sources[to - 1];
      const { title } = source ? await namedLine(deps, source) : { title: '' };
      return text('office.pack.order_moved', { title, to });
    },
  );
}

/** Puts several in front, in the order named. */
export function front(
  deps: OrderingDeps,
  call: Call,
  places: readonly number[],
  seen: string | undefined,
  now: OfficeNow,
): Promise<Shown> {
  const count = new Set(places).size;
  return change(
    deps,
    call,
    seen,
    now,
    (ids) => foremost(ids, places),
    async (sources) => {
      const titles: string[] = [];
      for (const source of sources.slice(0, count))
        titles.push(`《${(await namedLine(deps, source)).title}》`);
      return text('office.pack.order_front', { titles: titles.join('') });
    },
  );
}

async function change(
  deps: OrderingDeps,
  call: Call,
  seen: string | undefined,
  now: OfficeNow,
  reorder: (ids: readonly string[]) => string[] | undefined,
  say: (sources: readonly Source[]) => Promise<string>,
): Promise<Shown> {
  const { rev } = await priorityOf(deps.store, call.id);
  const sources = await sourcesOf(deps, call);
  const ids = sources.map(({ id }) => id);
  if (seen !== undefined && seen !== markOf(ids))
    return showOrder(deps, call, text('office.pack.order_stale'));
  const order = reorder(ids);
  if (!order)
    return { outcome: said('office.pack.order_no_such', { count: ids.length }), order: markOf(ids) };
  const byId = new Map(sources.map((source) => [source.id, source]));
  const next = [...order, ...ids.filter((id) => !order.includes(id))].flatMap((id) => byId.get(id) ?? []);
  const lines = await linesOf(deps, call, next);
  const entry = { at: now.at, by: now.person, act: 'order', outcome: 'done', call: call.id } as const;
  return {
    outcome: {
      replies: [{ text: [await say(next), ...lines].join('\n') }],
      writes: [
        priorityWrite(call.id, order, rev, { by: now.person, at: now.at }),
        ledgerWrite(entry, now.newId()),
      ],
    },
    order: markOf(next.map(({ id }) => id)),
  };
}
