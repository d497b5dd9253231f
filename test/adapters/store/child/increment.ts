/** Adds 1 to a counter in the store, as often as told, by compare-and-set: `increment.ts DATABASE TIMES`. */
import { openStore } from '../../../../adapters/store/sqlite.ts';

const [database = '', times = '0'] = process.argv.slice(2);
const store = await openStore({ path: database });
for (let done = 0; done < Number(times); ) {
  const found = (await store.read(['counter'])).get('counter');
  const value = Number(found?.value ?? 0) + 1;
  const outcome = await store.commit([{ key: 'counter', value, expect: found?.rev ?? 'absent' }]);
  if (outcome.done) done += 1;
}
await store.close();
