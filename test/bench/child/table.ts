/**
 * Stores so many submissions, then makes their summary table in a process of its own kind: prints seconds by step and,
 * in GiB, resident memory before and at most.
 */
import path from 'node:path';
import { painter } from '../../../adapters/files/index.ts';
import { openFiles } from '../../../adapters/store/files.ts';
import { openStore } from '../../../adapters/store/sqlite.ts';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { entryOf, gather } from '../../../bot/office/gather.ts';
import { reviewWrites, sentWrite } from '../../../bot/office/reviews.ts';
import { SummaryTable } from '../../../bot/office/summary.ts';
import { newSubmission } from '../../../bot/submissions.ts';
import { decide, submit } from '../../../forms/office/review.ts';
import type { Write } from '../../../forms/ports.ts';
import type { Answers } from '../../../forms/submission.ts';
import { caseAnswers } from '../../fixtures/handed.ts';

const [folder = '', count = '0'] = process.argv.slice(2);
const ID = 'sustainable-tech-2025';
const AT = '2025-03-26T02:00:00.000Z';

const store = await openStore({ path: path.join(folder, 'shenbao.sqlite') });
const files = await openFiles({ folder: path.join(folder, 'files') });
const catalog = loadCalls([OWN_CALLS]);
const call = catalog.get(ID);
if (!call?.summary_table) throw new Error(`no table of ${ID}`);
const common = caseAnswers(call, '2025-03-26');

/** The same case under a name and an organisation of its own. */
function numbered(index: number): Answers {
  const answers = new Map(common);
  for (const id of ['tech_name', 'applicant_org', 'online_number']) {
    const answer = answers.get(id);
    if (answer) answers.set(id, { ...answer, value: `${String(answer.value)}${index}` });
  }
  return answers;
}

for (let from = 0; from < Number(count); from += 500) {
  const writes: Write[] = [];
  for (let index = from; index < Math.min(from + 500, Number(count)); index += 1) {
    const id = `s${index}`;
    const answers = numbered(index);
    const number = `${1000 + Math.floor(index / 9000)}-A${String(index % 1000).padStart(3, '0')}`;
    const sent = submit(null, { submission: id, call: ID, number, revision: 1 }, { by: 'p', at: AT });
    const passed = decide(sent.ok ? sent.review : null, 1, { did: 'passed', why: '' }, [], {
      by: 'o',
      at: AT,
    });
    if (!passed.ok) throw new Error('not passed');
    const { head } = newSubmission(id, call, 'p', AT);
    writes.push(
      ...reviewWrites(passed.review, 0, AT),
      sentWrite({ head: { ...head, revision: 1 }, answers }, 1),
    );
  }
  await store.commit(writes);
}

const GIB = 1024 ** 3;
const before = process.memoryUsage.rss();
let most = before;
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss());
}, 20);
const seconds = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
  const started = performance.now();
  const made = await work();
  most = Math.max(most, process.memoryUsage.rss());
  return [(performance.now() - started) / 1000, made];
};

const [found, { sources }] = await seconds(() => gather(store, ID, 'passed'));
const table = new SummaryTable({ files, painter }, call.summary_table, call);
const [read] = await seconds(async () => {
  for (const [at, source] of sources.entries()) {
    const entry = await entryOf(catalog, source);
    if (entry) table.add(entry);
    if (at % 100 === 0) await new Promise((resume) => setImmediate(resume));
  }
});
const model = table.model({});
const [painted, bytes] = await seconds(() => painter.xlsx(model));
const [kept, made] = await seconds(() => table.painted(model));
if (table.lines !== Number(count) || (made[0]?.faults.length ?? 1) > 0)
  throw new Error('the table is not whole');
clearInterval(watch);
await store.close();
console.log(
  JSON.stringify({
    [`${count} submissions: found and put in order`]: found,
    [`${count} submissions: read, planned, their lines made`]: read,
    [`${count} lines painted as a workbook (${Math.round(bytes.length / 1024)} KiB)`]: painted,
    [`${count} lines painted, read back, checked and kept`]: kept,
    'GiB resident before': before / GIB,
    'GiB resident at most': most / GIB,
  }),
);
