/**
 * The transport call from end to end: a full case is told to the bot, message by message, and the letter and the table
 * that it hands back are opened and read.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import { first, partsOf, treeOf, wordText } from '../adapters/files/office.ts';
import { openPipeline, type Pipeline } from '../bot/pipeline.ts';
import { storyteller } from '../bot/storyteller.ts';
import { openOf } from '../bot/whole.ts';
import { loadCase } from '../fixtures/case.ts';
import { expectInOrder } from '../fixtures/expect.ts';

const ID = 'transport-needs-2017';
const person = { who: 'p1', channel: 'web' };
const LETTER = '关于报送“一带一路”科技创新需求建议的函-长安大学.docx';
const TABLE = '需求建议汇总表-长安大学.xlsx';

const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-transport-'));
const next = storyteller(loadCase(ID), '填报：交通需求建议');
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
async function say(text: string): Promise<Partial<Activity>[]> {
  count += 1;
  return pipeline.deliver({ ...person, id: `m${count}`, text });
}

/** Answers everything the bot asks, from these messages of its on; gives its last ones. */
async function goOn(from: Partial<Activity>[]): Promise<Partial<Activity>[]> {
  let last = from;
  for (let said = next(last.at(-1)); said; said = next(last.at(-1))) last = await say(said.text);
  return last;
}

async function fileOf(said: readonly Partial<Activity>[], name: string): Promise<Uint8Array> {
  const found = said.flatMap((each) => each.attachments ?? []).find((each) => each.name === name);
  const kept = await pipeline.files.open((found?.contentUrl ?? '').replace(/^file:/, ''));
  const chunks: Uint8Array[] = [];
  for await (const chunk of kept?.read() ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function letterIn(said: readonly Partial<Activity>[]): Promise<string> {
  const parts = partsOf(await fileOf(said, LETTER));
  return wordText(first(treeOf(parts.get('word/document.xml') ?? ''), 'w:body'));
}

/** The lines of the table below its titles: number, unit, action, task, name. */
async function tableIn(said: readonly Partial<Activity>[]): Promise<string[]> {
  const book = new exceljs.Workbook();
  await book.xlsx.load(Buffer.from(await fileOf(said, TABLE)) as unknown as ArrayBuffer);
  const lines: string[] = [];
  book.worksheets[0]?.eachRow((row) => {
    if (typeof row.getCell(1).value === 'number')
      lines.push([1, 2, 3, 4, 5].map((at) => String(row.getCell(at).value)).join('|'));
  });
  return lines;
}

describe('the full case of the transport call', () => {
  let finished: Partial<Activity>[] = [];

  test('is told to its end and gives the letter and the table, no drafts, and what to do with them', async () => {
    finished = await goOn([]);
    expect(await openOf(pipeline.store, person.who)).toMatchObject({ status: 'finished', pending: null });
    expect(finished[0]?.attachments?.map((each) => each.name)).toEqual([LETTER, TABLE]);
    const words = finished[0]?.text ?? '';
    expect(words).not.toContain('草稿');
    expectInOrder(words, [
      '加盖长安大学公章',
      '书面反馈给交通运输部',
      '2017年9月11日，日期是推断的，待征集协调人确认',
      '693721450@qq.com',
    ]);
  });

  test('the letter goes to the ministry, groups the needs by action, and ends with date, contact and annex', async () => {
    expectInOrder(await letterIn(finished), [
      '关于报送“一带一路”科技创新需求建议的函',
      '交通运输部科技司：',
      '一、现有合作基础',
      '二、相关国家科技合作需求',
      '（一）哈萨克斯坦：',
      '（四）白俄罗斯：',
      '三、科技人文交流方面的需求建议',
      '（一）山区公路养护技术培训班',
      '（二）资助沿线国家青年工程师来校研究',
      '四、共建联合实验室方面的需求建议',
      '五、科技园区合作方面的需求建议',
      '六、技术转移方面的需求建议',
      '附件：',
      '长安大学',
      '2017年9月6日',
      '联系人：秦望舒　电话：029-00000000',
      '附件',
      '“一带一路”交通运输科技创新需求建议清单',
      '桥梁快速检测评定技术向巴基斯坦转移',
    ]);
  });

  test('the table has a line for each need', async () => {
    expect(await tableIn(finished)).toEqual([
      '1|长安大学|科技人文交流|举办适用技术及科技管理培训班|山区公路养护技术培训班',
      '2|长安大学|科技人文交流|资助杰出青年科学家来华工作|资助沿线国家青年工程师来校研究',
      '3|长安大学|共建联合实验室|新建一批联合实验室或联合研究中心|共建中哈寒区道路联合实验室',
      '4|长安大学|科技园区合作|协助开展园区规划|智能交通产业园区规划咨询',
      '5|长安大学|技术转移|发挥重大项目对技术转移的牵引作用|桥梁快速检测评定技术向巴基斯坦转移',
    ]);
  });

  test('a need moved to another action is asked for its task anew, and stands there in the next files', async () => {
    await say('修改 需求3的行动');
    const asked = (await say('共建联合实验室')).at(-1);
    const offered = asked?.suggestedActions?.actions?.map((action) => action.title) ?? [];
    expect(offered.filter((title) => title !== '跳过')).toEqual([
      '推动各类联合实验室或联合研究中心不断提升水平',
      '新建一批联合实验室或联合研究中心',
      '加强联合实验室或联合研究中心的协作与资源共享',
      '打造一批卓越联合实验室或联合研究中心',
    ]);
    const again = await goOn(await say('资源共享'));
    const letter = await letterIn(again);
    expectInOrder(letter, [
      '四、共建联合实验室方面的需求建议',
      '（一）共建中哈寒区道路联合实验室',
      '（二）桥梁快速检测评定技术向巴基斯坦转移',
      '五、科技园区合作方面的需求建议',
    ]);
    expect(letter).not.toContain('技术转移方面的需求建议');
    expect((await tableIn(again))[3]).toBe(
      '4|长安大学|共建联合实验室|加强联合实验室或联合研究中心的协作与资源共享|桥梁快速检测评定技术向巴基斯坦转移',
    );
  });
});
