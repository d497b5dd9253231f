/** Commits until the store refuses, then reads: `fill.ts DATABASE` prints what happened as JSON. */
import { openStore } from '../../../../adapters/store/sqlite.ts';
import { AppError } from '../../../../forms/error.ts';

const [database = ''] = process.argv.slice(2);
const store = await openStore({ path: database });
const padding = 'x'.repeat(10_000);
let acknowledged = 0;
let code = 'none';
while (code === 'none' && acknowledged < 1000) {
  const key = `fill/${acknowledged}`;
  try {
    await store.commit([{ key, value: padding, expect: 'absent' }]);
    acknowledged += 1;
  } catch (error) {
    code = error instanceof AppError ? error.code : String(error);
  }
}
const read = (await store.list('fill/', { limit: 10_000 })).length;
process.stdout.write(JSON.stringify({ acknowledged, code, read }));
