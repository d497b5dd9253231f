/**
 * Commits without end and prints the number of each commit that was acknowledged: `commit.ts DATABASE`. Two keys are
 * written together, a third is deleted and written by turns.
 */
import { writeSync } from 'node:fs';
import { openStore } from '../../../../adapters/store/sqlite.ts';

const [database = ''] = process.argv.slice(2);
const store = await openStore({ path: database });
const padding = '申报'.repeat(500);
let rev = (await store.read(['left'])).get('left')?.rev ?? 0;
for (;;) {
  const n = rev + 1;
  const outcome = await store.commit([
    { key: 'left', value: { n, padding }, expect: rev === 0 ? 'absent' : rev },
    { key: 'odd', value: n % 2 === 1 ? n : null, expect: 'any' },
    { key: `log/${String(n).padStart(9, '0')}`, value: n, expect: 'absent' },
    { key: 'right', value: { n, padding }, expect: rev === 0 ? 'absent' : rev },
  ]);
  if (!outcome.done) throw new Error(`conflict at ${outcome.conflict}`);
  rev = n;
  writeSync(1, `${n}\n`);
}
