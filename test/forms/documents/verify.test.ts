/** The last look before a document is handed out, on every call that has a full case, and on documents made wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { painter } from '../../../adapters/files/index.ts';
import { readText } from '../../../adapters/files/read.ts';
import { paint } from '../../../bot/documents.ts';
import type { Call } from '../../../forms/call.ts';
import { parseCall } from '../../../forms/check.ts';
import { buildDocument } from '../../../forms/documents/build.ts';
import type { Block, DocModel, Table } from '../../../forms/documents/model.ts';
import { buildTable } from '../../../forms/documents/table.ts';
import { verifyDocument, verifyPainted, verifyTable } from '../../../forms/documents/verify.ts';
import type { Issue } from '../../../forms/issue.ts';
import { type Plan, planOf } from '../../../forms/plan.ts';
import { loadCase } from '../../fixtures/case.ts';
import { play } from '../../fixtures/play.ts';
import { exampleCall, given, planWith } from './example.ts';

const CASES = path.join(import.meta.dirname, '../../fixtures/cases');
const making = { revision: 1, draft: false };

function planOfCase(id: string): { call: Call; plan: Plan } {
  const file = path.join(import.meta.dirname, `../../../forms/calls/${id}/call.yaml`);
  const read = parseCall(readFileSync(file, 'utf8'), file);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return { call: read.call, plan: planOf(read.call, play(read.call, loadCase(id), '2025-03-10').answers) };
}

const cases = readdirSync(CASES).map((name) => path.basename(name, '.yaml'));

test.each(cases)('%s: nothing is found in the documents of the full case, model and file', async (id) => {
  const { call, plan } = planOfCase(id);
  for (const spec of call.documents) {
    const model = buildDocument(spec, plan, making);
    expect([spec.id, verifyDocument(spec, plan, model)]).toEqual([spec.id, []]);
    const text = readText(await painter.docx(model));
    expect([spec.id, verifyPainted(plan, model, text)]).toEqual([spec.id, []]);
  }
  if (!call.summary_table) return;
  const table = buildTable(call.summary_table, [{ plan, making }]);
  expect(verifyTable(call.summary_table, table, 1)).toEqual([]);
  expect(verifyPainted(plan, table, readText(await painter.xlsx(table)))).toEqual([]);
});

const [form] = exampleCall.documents;
const spec = form!;

function told(issues: readonly Issue[]): unknown[] {
  return issues.map(({ code, params }) => [code, ...Object.values(params)]);
}

/** The example's document without the blocks of which `lost` says so. */
function without(lost: (block: Block) => boolean, plan = planWith()): DocModel {
  const model = buildDocument(spec, plan, making);
  return { ...model, blocks: model.blocks.filter((block) => !lost(block)) };
}

const says = (words: string) => (block: Block) => JSON.stringify(block).includes(words);

describe('the model against the answers', () => {
  test('the example is whole', () => {
    expect(
      told(
        verifyDocument(
          spec,
          planWith(),
          without(() => false),
        ),
      ),
    ).toEqual([]);
  });

  test('an answer that is not in it, a part of it, a line of it', () => {
    expect(told(verifyDocument(spec, planWith(), without(says('沼液膜浓缩还田技术'))))).toEqual([
      ['document_lost', '名称'],
    ]);
    const model = without(() => false);
    const cut = JSON.parse(JSON.stringify(model).replaceAll('第二段', '')) as DocModel;
    expect(told(verifyDocument(spec, planWith(), cut))).toEqual([['document_lost', '关键问题']]);
  });

  test('rows that are not in it', () => {
    const model = buildDocument(spec, planWith(), making);
    const cut = JSON.parse(JSON.stringify(model), (_, value: unknown) =>
      Array.isArray(value) ? value.filter((each) => !JSON.stringify(each ?? '').includes('cases/r1')) : value,
    ) as DocModel;
    expect(told(verifyDocument(spec, planWith(), cut))).toEqual(
      expect.arrayContaining([['document_rows', '案例', 2, 1]]),
    );
  });

  test('a place that is empty, named by its question or by the words before it', () => {
    const plan = planWith({ output: given({ number: 0, unit: 't' }), org: undefined });
    expect(told(verifyDocument(spec, plan, buildDocument(spec, plan, making)))).toEqual(
      expect.arrayContaining([
        ['document_empty', '单位投资'],
        ['document_empty', '单位'],
      ]),
    );
  });

  test('words over the limit, counted as printed', () => {
    const call = structuredClone(exampleCall);
    const question = call.sections[0]!.questions.find(({ id }) => id === 'principle')!;
    Object.assign(question, { rules: [{ rule: 'text_limit', max: 20 }] });
    const printed = (flow: string): unknown[] => {
      const plan = planWith({ 'principle/flow': given(flow) }, call);
      return told(verifyDocument(spec, plan, buildDocument(spec, plan, making)));
    };
    expect(printed('收集。')).toEqual([]);
    expect(printed('收集、发酵、分离、浓缩、还田。')).toEqual([['document_limit', '技术原理', 22, 20]]);
  });

  test('an empty cell in a column of the summary table that must be filled', () => {
    const table = exampleCall.summary_table!;
    const plan = planWith({ phone: undefined });
    expect(told(verifyTable(table, buildTable(table, [{ plan, making }]), 1))).toEqual([
      ['document_empty', '电话'],
    ]);
    const whole = buildTable(table, [{ plan: planWith(), making }]);
    expect(told(verifyTable(table, whole, 1))).toEqual([]);
    expect(told(verifyTable(table, { ...whole, rows: [] }, 1))).toEqual([['document_rows', '汇总表', 1, 0]]);
  });
});

/** A painter that loses what `lose` takes out of the Word file's text. */
function careless(lose: (xml: string) => string): typeof painter {
  return {
    ...painter,
    docx: async (model) => {
      const parts = unzipSync(await painter.docx(model));
      const xml = lose(new TextDecoder().decode(parts['word/document.xml']));
      return zipSync({ ...parts, 'word/document.xml': new TextEncoder().encode(xml) });
    },
  };
}

describe('the file against the model', () => {
  const plan = planWith({ name: given('甲<乙> & “丙”{{org}}') });
  const model = buildDocument(spec, plan, making);

  test('a paragraph, a cell, a line that the painter lost; the document is made as 草稿', async () => {
    const lines: [string, (xml: string) => string][] = [
      ['无论文。', (xml) => xml.replace('无论文。', '')],
      ['乙县中心', (xml) => xml.replaceAll('乙县中心', '')],
      ['第二段', (xml) => xml.replaceAll('第二段', '第 二')],
    ];
    for (const [words, lose] of lines) {
      const made = await paint(careless(lose), { kind: 'docx', model, spec, plan });
      expect(made.draft).toBe(true);
      expect(JSON.stringify(made.faults)).toContain(words);
      expect(readText(made.bytes)).toContain('草稿');
    }
  });

  test('marks left in the file are told, braces of an answer are its own', async () => {
    const whole = await paint(painter, { kind: 'docx', model, spec, plan });
    expect(whole).toMatchObject({ draft: false, faults: [] });
    const made = await paint(
      careless((xml) => xml.replace('无论文。', '无论文。{{ phone }}{{other}}')),
      { kind: 'docx', model, spec, plan },
    );
    expect(told(made.faults)).toEqual([['document_left_mark', '{{ phone }}']]);
  });

  test('a table row taken out of the model is found in the file', async () => {
    const table = model.blocks.find((block): block is Table => block.type === 'table')!;
    const less = {
      ...model,
      blocks: model.blocks.map((block) =>
        block === table ? { ...table, rows: table.rows.slice(0, 2) } : block,
      ),
    };
    const text = readText(await painter.docx(less));
    expect(verifyPainted(plan, model, text)).not.toEqual([]);
  });

  test('a draft is handed out without a last look: it says itself that it is not whole', async () => {
    const draft = { ...model, draft: true };
    const made = await paint(
      careless((xml) => xml.replace('无论文。', '')),
      { kind: 'docx', model: draft, spec, plan },
    );
    expect(made).toMatchObject({ draft: true, faults: [] });
  });
});
