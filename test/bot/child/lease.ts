/** Tries to hold a lease on a store and tells the parent each time whether it does. */
import { openStore } from '../../../adapters/store/sqlite.ts';
import { createLease } from '../../../bot/lease.ts';

const [, , file = '', process_ = ''] = process.argv;
const store = await openStore({ path: file });
const lease = createLease({ store, process: process_ });

for (;;) {
  process.send?.(await lease.claim('robot', 1500));
  await new Promise((resolve) => setTimeout(resolve, 150));
}
