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
import { buildTable, growTable } from '../../../forms/documents/table.ts';
import { papersOf } from '../../../forms/office/papers.ts';
import { planOf } from '../../../forms/plan.ts';
import { caseOf, loadCase } from '../../fixtures/case.ts';
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
  for (const [name, model] of papersFor(call)) models.set(name, model);
  return models;
}

/** What an office says for its own papers, the same for every call. */
const OFFICE = {
  organ: '胶州示例省科学技术厅',
  letter_number: '示科函〔2025〕8号',
  as_of: '2025年3月20日',
  bureau: '科技司',
  contact: '李明',
  contact_phone: '0532-00000000',
  fax: '0532-00000001',
  letter_date: '2025年3月24日',
  table_date: '2025年3月24日',
};

/** The office's papers of a call over its case, handed in beside another that was not passed. */
function papersFor(call: (typeof calls)[number]): Map<string, DocModel> {
  const papers = papersOf(call);
  if (!papers || !call.summary_table) return new Map();
  const { answers, refused } = play(papers, caseOf(OFFICE), TODAY);
  if (refused.length > 0) throw new Error(`${call.id}: ${refused.map(({ path: at }) => at).join('、')}`);
  const entry = { plan: planOf(call, played(call).answers), making };
  const grown = growTable(call.summary_table);
  grown.add(entry);
  const model = grown.model();
  const table = { ...model, rows: model.rows.slice(0, grown.lines.length) };
  const sum = { received: 2, recommended: 1, lines: grown.lines.length, table };
  const plan = planOf(papers, answers);
  return new Map(
    papers.documents.map((spec) => [
      `${call.id}-${spec.id}.json`,
      buildDocument(spec, plan, { ...making, sum }),
    ]),
  );
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
