/**
 * What every call on offer makes of its full case, held as readable models under test/golden: each document, and the
 * summary table. `vitest -u` rewrites them, to be read before they are committed.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../../bot/calls.ts';
import { buildDocument, isDue } from '../../../forms/documents/build.ts';
import type { DocModel, TableModel } from '../../../forms/documents/model.ts';
import { buildTable } from '../../../forms/documents/table.ts';
import { planOf } from '../../../forms/plan.ts';
import { loadCase } from '../../fixtures/case.ts';
import { expectGolden } from '../../fixtures/expect.ts';
import { type Played, play } from '../../fixtures/play.ts';

const FOLDER = path.join(import.meta.dirname, '../../golden');
const making = { revision: 1, draft: false };
/** When every case has happened: dates and numbers of a later day would be refused. */
const TODAY = '2025-03-26';

const calls = loadCalls([OWN_CALLS]).list();

const played = (call: (typeof calls)[number]): Played => play(call, loadCase(call.id), TODAY);

/** What a call makes of its case, by the name of the golden file. */
function modelsOf(call: (typeof calls)[number]): Map<string, DocModel | TableModel> {
  const plan = planOf(call, played(call).answers);
  const models = new Map<string, DocModel | TableModel>();
  // A document that the preview leaves out is made of the others, and held to them where its call is tested.
  for (const spec of call.documents.filter(({ preview }) => preview)) {
    if (isDue(spec, plan)) models.set(`${call.id}-${spec.id}.json`, buildDocument(spec, plan, making));
  }
  const table = call.summary_table;
  if (table) models.set(`${call.id}-summary.json`, buildTable(table, [{ plan, making }]));
  return models;
}

const models = new Map(calls.flatMap((call) => [...modelsOf(call)]));

test.each(calls.map((call) => [call.id, call] as const))('%s: its case is whole', (_, call) => {
  const { unanswered, refused, unused } = played(call);
  expect({ unanswered, refused, unused }).toEqual({ unanswered: [], refused: [], unused: [] });
});

test('every call makes documents and a summary table of its case', () => {
  for (const { id } of calls) {
    const own = [...models.keys()].filter((name) => name.startsWith(`${id}-`));
    expect(own).toContain(`${id}-summary.json`);
    expect(own.length).toBeGreaterThan(1);
  }
});

test('no model is kept that nothing makes', () => {
  const known = (name: string): boolean => models.has(name) || name.startsWith('example-');
  expect(readdirSync(FOLDER).filter((name) => !known(name))).toEqual([]);
});

describe('golden models', () => {
  test.each([...models])('%s', async (name, model) => {
    await expectGolden(name.replace(/\.json$/, ''), model);
  });
});
