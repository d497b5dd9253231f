/**
 * The first call from end to end: a researcher's whole case is told to the bot, message by message, and the files it
 * hands back are opened and read.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import { sameContent } from '../../forms/documents/version.ts';
import { first, partsOf, treeOf, wordText } from '../adapters/files/office.ts';
import { openPipeline, type Pipeline } from '../bot/pipeline.ts';
import { storyteller } from '../bot/storyteller.ts';
import { openOf } from '../bot/whole.ts';
import { loadCase } from '../fixtures/case.ts';

const ID = 'sustainable-tech-2025';
const person = { who: 'p1', channel: 'web' };
const TECH = '焦炉上升管荒煤气显热高效回收技术';
const FILES = [`申报书-${TECH}.docx`, `技术成果申报承诺书-${TECH}.docx`, `推荐的技术成果汇总表-${TECH}.xlsx`];

const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-case-'));
const next = storyteller(loadCase(ID), '填报：可持续发展技术');
let pipeline: Pipeline;
let count = 0;

beforeAll(async () => {
  pipeline = await openPipeline(folder, loadCalls([OWN_CALLS]));
});

afterAll(async () => {
  await pipeline.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Says something; gives the bot's messages. */
async function say(text: string, files: readonly string[] = []): Promise<Partial<Activity>[]> {
  count += 1;
  return pipeline.deliver({ ...person, id: `m${count}`, text, files });
}

/** Answers everything the bot asks, from these messages of its on; gives its last ones. */
async function goOn(from: Partial<Activity>[]): Promise<Partial<Activity>[]> {
  let last = from;
  for (let said = next(last.at(-1)); said; said = next(last.at(-1))) last = await say(said.text, said.files);
  return last;
}

/** The files of messages, their bytes from the file store. */
async function filesOf(said: readonly Partial<Activity>[]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const { name, contentUrl } of said.flatMap((each) => each.attachments ?? [])) {
    const kept = await pipeline.files.open((contentUrl ?? '').replace(/^file:/, ''));
    const chunks: Uint8Array[] = [];
    for await (const chunk of kept?.read() ?? []) chunks.push(chunk);
    files.set(name ?? '', Buffer.concat(chunks));
  }
  return files;
}

const MARK = /版本 r\d+·[0-9a-f]{8}/;

/** The version marks in all footers of a Word file, each once. */
function marksOf(docx: Uint8Array | undefined): string[] {
  const footers = [...partsOf(docx ?? new Uint8Array())].filter(([name]) =>
    /^word\/footer\d*\.xml$/.test(name),
  );
  const found = footers.flatMap(([, xml]) => MARK.exec(wordText(treeOf(xml))) ?? []);
  return [...new Set(found)];
}

function bodyOf(docx: Uint8Array | undefined): string {
  return wordText(first(treeOf(partsOf(docx ?? new Uint8Array()).get('word/document.xml') ?? ''), 'w:body'));
}

/** The summary table's cells as text, from its row of titles to the first row below it. */
async function rowOf(xlsx: Uint8Array | undefined): Promise<Record<string, unknown>> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(Buffer.from(xlsx ?? []) as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  const titles: Record<number, string> = {};
  const row: Record<string, unknown> = {};
  sheet?.eachRow((line) => {
    if (Object.keys(row).length > 0) return;
    if (Object.keys(titles).length > 0) {
      for (const [column, title] of Object.entries(titles)) row[title] = line.getCell(Number(column)).value;
    } else if (line.getCell(1).value === '序号') {
      line.eachCell((cell, column) => {
        titles[column] = String(cell.value);
      });
    }
  });
  return row;
}

/** D1 to D8 of the notice's table 1, as the case gives them. */
const ROW = {
  序号: 1,
  技术名称: TECH,
  // C 可再生能源与储能技术
  技术领域: 'C',
  技术提供单位: '北京云岫示例热能科技有限公司',
  联系人: '陈云岫',
  // Text, so that no leading zero is lost.
  电话: '010-00000000',
  邮箱: 'chenyunxiu@example.com',
};

describe('the full case of the sustainable-technology call', () => {
  let finished: Partial<Activity>[] = [];
  let mark = '';

  test('is told to its end and gives three final files that the chat names', async () => {
    finished = await goOn([]);
    const head = await openOf(pipeline.store, person.who);
    expect(head).toMatchObject({ status: 'finished', focus: null, pending: null });
    expect(finished).toHaveLength(1);
    const words = finished[0]?.text ?? '';
    expect(finished[0]?.attachments?.map((each) => each.name)).toEqual(FILES);
    for (const name of FILES) expect(words).toContain(`· ${name}\n`);
    expect(words).not.toContain('草稿');
    mark = MARK.exec(words)?.[0] ?? '';
    expect(mark).not.toBe('');
  });

  test('the Word files are kept, are no drafts, and bear the mark that was said', async () => {
    const [form, commitment] = FILES.map((name) => filesOf(finished).then((files) => files.get(name)));
    for (const file of [await form, await commitment]) {
      expect(marksOf(file)).toEqual([mark]);
      expect([...partsOf(file ?? new Uint8Array()).values()].join('')).not.toContain('草稿');
    }
    expect(bodyOf(await form)).toContain(`技术成果名称：${TECH}`);
    expect(bodyOf(await commitment)).toContain(ROW.技术提供单位);
  });

  test('the row of the summary table has columns D1 to D8, the online number still open', async () => {
    const row = await rowOf((await filesOf(finished)).get(FILES[2] ?? ''));
    expect(Object.keys(row)).toEqual(['序号', '在线申报编号', ...Object.keys(ROW).slice(1)]);
    expect(row).toMatchObject(ROW);
    expect(row.在线申报编号 ?? '').toBe('');
  });

  test('scans and the online number, given after printing, fill D2 and leave the mark of the signed paper', async () => {
    await goOn(await say('补签章材料'));
    expect(await openOf(pipeline.store, person.who)).toMatchObject({ status: 'finished' });
    const files = await filesOf(await say('导出'));
    expect([...files.keys()]).toEqual(FILES);
    expect(marksOf(files.get(FILES[0] ?? '')).map((each) => sameContent(each, mark))).toEqual([true]);
    expect(await rowOf(files.get(FILES[2] ?? ''))).toMatchObject({ ...ROW, 在线申报编号: 'SL2025-0001' });
  });

  test('one answer changed makes it a draft again, and the next files bear another mark', async () => {
    await say('修改 电话');
    const last = await say('010-00000001');
    expect(await openOf(pipeline.store, person.who)).toMatchObject({ status: 'draft' });
    const again = await goOn(last);
    const said = MARK.exec(again[0]?.text ?? '')?.[0] ?? '';
    expect(sameContent(said, mark)).toBe(false);
    const files = await filesOf(again);
    expect(marksOf(files.get(FILES[0] ?? ''))).toEqual([said]);
    expect(bodyOf(files.get(FILES[0] ?? ''))).toContain('010-00000001');
    expect(await rowOf(files.get(FILES[2] ?? ''))).toMatchObject({ ...ROW, 电话: '010-00000001' });
    expect(await openOf(pipeline.store, person.who)).toMatchObject({ status: 'finished' });
  });
});
