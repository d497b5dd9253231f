/**
 * The outcomes call from end to end on the real pipeline: pictures of more than 5 MB, photos, a film; then the disc that
 * the department sends up, with the summary table of all.
 */
import type { Activity } from 'botbuilder';
import exceljs from 'exceljs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { painter } from '../../adapters/files/index.ts';
import { makePackage, type Package } from '../../bot/package.ts';
import { Submissions } from '../../bot/submissions.ts';
import { first, treeOf, wordText } from '../adapters/files/office.ts';
import { loadCase } from '../fixtures/case.ts';
import { testFile } from '../fixtures/files.ts';
import { type Exchange, interview } from '../fixtures/interview.ts';
import { openStage, type Stage } from '../transcripts/stage.ts';

const ID = 'intl-outcomes-2015';
const BEGIN = '填报：国际合作成果展示';
const DAY = '2015-06-10';
const TITLE = '中埃太阳能膜蒸馏海水淡化关键技术合作';
const SECOND = '中哈旱作农业节水技术对接会';

/** Another outcome of the same department: an activity, words and pictures only. */
const OTHER = {
  outcome_kind: '重大国际科技合作与交流活动',
  project_name: SECOND,
  exhibit_forms: '文字图片',
  'narrative/time': '2013年9月5日至7日',
  'narrative/place': '浙江省杭州市',
  'narrative/attendees': '两国科技主管部门负责人等 120 人',
  'narrative/background': '两国旱作农业面积大，双方商定定期举办对接会。',
  'narrative/content': '设 3 个专题，交流报告 26 场。',
  'narrative/significance': '成为双边科技合作机制下的固定活动。',
  'narrative/effects': '签订合作协议 11 项。',
  panel_text: '对接会交流报告 26 场，签订合作协议 11 项。',
};

let stage: Stage;
let played: Exchange[];
let final: Partial<Activity>[];
let made: Package;
let disc: Record<string, Uint8Array>;

const textOf = (replies: readonly Partial<Activity>[]): string => replies.map((each) => each.text).join('\n');

async function finish(who: string): Promise<Partial<Activity>[]> {
  await stage.say(who, 'web', '都确认无误');
  return stage.say(who, 'web', '完成并导出');
}

function deps(): Parameters<typeof makePackage>[0] {
  const { store, files, catalog } = stage;
  return { store, files, catalog, submissions: new Submissions(store), painter, today: DAY };
}

async function pack(): Promise<Package> {
  const call = stage.catalog.get(ID);
  if (!call?.package) throw new Error('the call has no package');
  return makePackage(deps(), call, call.package);
}

async function bytesOf(content: AsyncIterable<Uint8Array> | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

beforeAll(async () => {
  stage = await openStage({ day: DAY });
  played = await interview(stage, loadCase(ID), '甲', BEGIN);
  final = await finish('甲');
  stage.setDay('2015-06-11');
  await interview(stage, loadCase(ID, OTHER), '乙', BEGIN);
  await finish('乙');
  await stage.say('丙', 'web', BEGIN);
  await stage.say('丙', 'web', '非公开');
  made = await pack();
  disc = unzipSync(await bytesOf(made.content));
}, 120_000);

afterAll(() => stage.close());

test('the interview asks everything the case answers, and nothing is put off', () => {
  expect(played.filter((each) => each.said === '跳过')).toEqual([]);
  expect(textOf(played.at(-1)?.replies ?? [])).toContain('形式审查：必填项都齐了');
});

test('whether it may be public is asked before anything else', () => {
  expect(played[1]?.path).toBe('disclosure');
});

test('the files: form, text, note on the exhibits, the row; then what to do, to the address of the notice', () => {
  const names = final.flatMap((each) => (each.attachments ?? []).map((file) => file.name));
  expect(names).toEqual([
    `展板信息登记表-${TITLE}.docx`,
    `文字说明-${TITLE}.docx`,
    `实物、模型照片说明-${TITLE}.docx`,
    `成果推荐汇总表-${TITLE}.xlsx`,
  ]);
  expect(textOf(final)).not.toContain('草稿');
  expect(textOf(final)).toContain('北京市三里河路54号404室');
  expect(textOf(final)).toContain('推荐部门报送截止：2015年7月20日');
});

describe('the disc', () => {
  test('holds the table, a folder for each outcome, what was sent under its own name', () => {
    expect(made.count).toBe(2);
    expect(Object.keys(disc)).toEqual(made.paths);
    expect(made.paths.map((each) => each.replace(TITLE, '甲').replace(SECOND, '乙'))).toEqual([
      '成果推荐汇总表.xlsx',
      '成果推荐汇总表.docx',
      `1.甲/${TITLE}-文字说明.docx`,
      `1.甲/${TITLE}-展板信息登记表.docx`,
      `1.甲/${TITLE}-实物、模型照片说明.docx`,
      '1.甲/图片/苏伊士湾示范站全景-6MB.png',
      '1.甲/图片/中埃科研人员调试膜组件-5MB.png',
      '1.甲/图片/村民用上淡化水-7MB.png',
      '1.甲/实物照片/抗润湿膜组件-1MB.png',
      '1.甲/模型照片/示范站沙盘正面-1MB.png',
      '1.甲/模型照片/示范站沙盘侧面-1MB.png',
      '1.甲/视频/太阳能海水淡化-480s.mp4',
      `2.乙/${SECOND}-文字说明.docx`,
      `2.乙/${SECOND}-展板信息登记表.docx`,
      '2.乙/图片/苏伊士湾示范站全景-6MB.png',
      '2.乙/图片/中埃科研人员调试膜组件-5MB.png',
      '2.乙/图片/村民用上淡化水-7MB.png',
    ]);
  });

  test('the pictures are the bytes that were sent, and the form names them', () => {
    const name = '苏伊士湾示范站全景-6MB.png';
    const sent = testFile(name).bytes;
    expect(sent.length).toBe(6 * 2 ** 20);
    expect(Buffer.compare(disc[`1.${TITLE}/图片/${name}`] ?? Buffer.alloc(0), sent)).toBe(0);
    const docx = unzipSync(disc[`1.${TITLE}/${TITLE}-展板信息登记表.docx`] ?? new Uint8Array());
    const body = first(
      treeOf(new TextDecoder().decode(docx['word/document.xml'] ?? new Uint8Array())),
      'w:body',
    );
    expect(wordText(body)).toContain(name);
  });

  test('the table lists both, numbered as their folders, with lines left to the eighth', async () => {
    const book = new exceljs.Workbook();
    const bytes = Buffer.from(disc['成果推荐汇总表.xlsx'] ?? []);
    await book.xlsx.load(bytes as unknown as ArrayBuffer);
    const rows: unknown[][] = [];
    book.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
    const from = rows.findIndex((row) => row[0] === '序号');
    const lines = rows.slice(from + 1, from + 9).map((row) => [row[0], row[1], row[6], row[7]]);
    expect(lines[0]).toEqual([1, TITLE, '☑实物　☑模型\n☑视频　☑文字图片', '☑公开\n□非公开']);
    expect(lines[1]).toEqual([2, SECOND, '□实物　□模型\n□视频　☑文字图片', '☑公开\n□非公开']);
    expect(lines[7]?.filter(Boolean)).toEqual([8, '□实物　□模型\n□视频　□文字图片', '□公开\n□非公开']);
    expect(JSON.stringify(rows)).toContain('组织（推荐）部门（盖章）：浙江省科学技术厅');
  });

  test('more outcomes than one department may recommend are told', async () => {
    expect(made.issues).toEqual([]);
    const call = stage.catalog.get(ID);
    if (!call?.package || !call.summary_table) throw new Error('the call packs nothing');
    const strict = { ...call, summary_table: { ...call.summary_table, max_rows: 1 } };
    const { issues } = await makePackage(deps(), strict, call.package);
    expect(issues).toMatchObject([{ code: 'table.too_many', params: { max: 1, count: 2 } }]);
  });

  test('of what is 非公开 it holds and says nothing', () => {
    expect(made.leftOut).toEqual([{ why: 'draft', title: '' }]);
  });
});

test('a whole batch of pictures, one too small, goes into the rows; a better one takes the place of one', async () => {
  await stage.say('丁', 'web', BEGIN);
  const story = loadCase(ID);
  let last = await stage.say('丁', 'web', '公开');
  const asked = () =>
    (last.at(-1)?.channelData as { question?: { question?: string } } | undefined)?.question?.question ?? '';
  for (let count = 0; asked() !== 'photos/r1/file' && count < 60; count += 1) {
    const said = story.at({ path: asked(), question: { id: asked() } } as never);
    last = await stage.say('丁', 'web', said?.kind === 'words' ? said.words : '跳过');
  }
  last = await stage.upload('丁', 'web', '一-5MB.png', {
    also: ['二-4MB.png', '三-5MB.png', '四-6MB.png', '五-5MB.png', '六-5MB.png'],
  });
  const said = textOf(last);
  expect(said).toContain('“二-4MB.png”只有 4 MB');
  for (const line of ['照片文件1：《一-5MB.png》', '照片文件2：《三-5MB.png》', '照片文件4：《五-5MB.png》'])
    expect(said).toContain(line);
  expect(said).toContain('这里最多 4 个文件');
  expect(asked()).toBe('photos/r1/caption');
  await stage.say('丁', 'web', '修改 照片文件1 文件名称');
  last = await stage.upload('丁', 'web', '三-5MB.png');
  // The picture was in the second row already: that row is told of, and asked for another.
  expect(textOf(last)).toContain('照片文件2·文件名称：“三-5MB.png”和第 1 项是同一个文件');
  expect(asked()).toBe('photos/r2/file');
  last = await stage.upload('丁', 'web', '一（新）-8MB.png');
  const view = await stage.bot.desk.view('丁');
  const items = view.submission?.sections.flatMap((section) => section.items) ?? [];
  const files = items.filter((each) => each.path.endsWith('/file')).map((each) => each.value);
  expect(files).toEqual(['三-5MB.png', '一（新）-8MB.png', '四-6MB.png', '五-5MB.png']);
}, 60_000);
