/** All documents of each call that has a full case: modelled, painted, checked and kept, as 完成并导出 does. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { painter } from '../../../adapters/files/index.ts';
import { type Catalog, callOf, loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { makeDocuments, modelsOf } from '../../../bot/documents.ts';
import type { Call } from '../../../forms/call.ts';
import type { Submission } from '../../../forms/submission.ts';
import { openPipeline, type Pipeline } from '../../bot/pipeline.ts';
import { tell } from '../../bot/storyteller.ts';
import { answersOf, openOf } from '../../bot/whole.ts';
import { loadCase } from '../../fixtures/case.ts';
import { measure, type Row, type Suite } from '../bench.ts';

const TODAY = '2025-03-10';
const CASES = path.join(import.meta.dirname, '../../fixtures/cases');

/** The submission that the full case of a call gives, told to the bot question by question. */
async function told(pipeline: Pipeline, catalog: Catalog, id: string): Promise<[Call, Submission]> {
  const call = catalog.get(id);
  if (!call) throw new Error(`no call ${id}`);
  await tell(pipeline, loadCase(id), `填报：${call.short}`, { who: id, channel: 'web' });
  const head = await openOf(pipeline.store, id);
  if (!head) throw new Error(`no draft of ${id}`);
  return [callOf(catalog, head.call), { head, answers: await answersOf(pipeline.store, head.id) }];
}

export const documentsSuite: Suite = {
  name: 'documents',
  unit: 'ms',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const catalog = loadCalls([OWN_CALLS]);
    const pipeline = await openPipeline(folder, catalog);
    const rows: Row[] = [];
    try {
      for (const id of readdirSync(CASES).map((name) => path.basename(name, '.yaml'))) {
        const [call, submission] = await told(pipeline, catalog, id);
        const deps = { painter, files: pipeline.files, today: TODAY };
        const count = call.documents.length + (call.summary_table ? 1 : 0);
        const made = await makeDocuments(deps, call, submission);
        const draft = made.some((each) => each.draft) ? ', drafts' : '';
        rows.push(
          await measure(`${id}: all ${count} documents${draft}`, 'ms', 20, () =>
            makeDocuments(deps, call, submission),
          ),
          await measure(`${id}: preview as HTML`, 'ms', 40, () =>
            painter.html(modelsOf(call, submission, TODAY).map(({ model }) => model)),
          ),
        );
      }
      return rows;
    } finally {
      await pipeline.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
