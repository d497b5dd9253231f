/** Reads all records under a prefix, page by page: the store gives so many at a time only. */
import type { Store, Stored } from '../forms/ports.ts';

/** Records read at once, where nothing else is asked for. */
const PAGE = 1000;

/**
 * Ordered by key, from after `after` on. What is written meanwhile may be among them or not; what is deleted under a
 * page that was read already is still given.
 */
export async function* recordsIn(
  store: Pick<Store, 'list'>,
  prefix: string,
  { after, page = PAGE }: { readonly after?: string; readonly page?: number } = {},
): AsyncGenerator<Stored & { readonly key: string }> {
  for (let last = after; ; ) {
    const records = await store.list(prefix, { limit: page, ...(last === undefined ? {} : { after: last }) });
    yield* records;
    last = records.at(-1)?.key;
    if (records.length < page) return;
  }
}
