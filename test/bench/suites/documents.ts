/** The three documents of the full case: modelled, painted, checked and kept, as 完成并导出 does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { painter } from '../../../adapters/files/index.ts';
import { callOf, loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { makeDocuments, modelsOf } from '../../../bot/documents.ts';
import { openPipeline } from '../../bot/pipeline.ts';
import { tell } from '../../bot/storyteller.ts';
import { answersOf, openOf } from '../../bot/whole.ts';
import { measure, type Row, type Suite } from '../bench.ts';
import { caseWith, FIRST } from '../drafts.ts';

const TODAY = '2025-03-10';

export const documentsSuite: Suite = {
  name: 'documents',
  unit: 'ms',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-bench-'));
    const catalog = loadCalls([OWN_CALLS]);
    const pipeline = await openPipeline(folder, catalog);
    try {
      await tell(pipeline, caseWith(), FIRST, { who: 'p1', channel: 'web' });
      const head = await openOf(pipeline.store, 'p1');
      if (!head) throw new Error('no draft');
      const submission = { head, answers: await answersOf(pipeline.store, head.id) };
      const call = callOf(catalog, head.call);
      const deps = { painter, files: pipeline.files, today: TODAY };
      return [
        await measure('three documents', 'ms', 30, () => makeDocuments(deps, call, submission)),
        await measure('preview as HTML', 'ms', 60, () =>
          painter.html(modelsOf(call, submission, TODAY).map(({ model }) => model)),
        ),
      ];
    } finally {
      await pipeline.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
