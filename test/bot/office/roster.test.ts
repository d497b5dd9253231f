/** The list of who is expected, on the real pipeline: all of it or nothing, one person for one entry. */

import type { Activity } from 'botbuilder';
import ExcelJS from 'exceljs';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { painter } from '../../../adapters/files/index.ts';
import { keys } from '../../../bot/keys.ts';
import { testSheet } from '../../fixtures/sheet.ts';
import { openStage, type Stage } from '../../transcripts/stage.ts';

const CALL = 'sustainable-tech-2025';
const SHORT = '可持续发展技术';
const [FIRST, SECOND] = ['协调', '陆协调'];

async function open(): Promise<Stage> {
  const stage = await openStage({ day: '2026-11-21', administrators: [FIRST, SECOND] });
  onTestFinished(() => stage.close());
  return stage;
}

const send = async (
  stage: Stage,
  who: string,
  rows: readonly string[],
  head = '单位 | 姓名 | 手机 | 邮箱 | 企业微信账号',
) =>
  stage.upload(who, 'web', '名单.xlsx', {
    bytes: await testSheet([head, ...rows]),
    words: `导入名单 ${SHORT}`,
  });

async function imported(stage: Stage, rows: readonly string[]): Promise<void> {
  await send(stage, FIRST, rows);
  expect(textOf(await stage.say(FIRST, 'web', '确认'))).toContain('名单已经换好');
}

function textOf(replies: readonly Partial<Activity>[]): string {
  return replies.map(({ text }) => text).join('\n');
}

/** Rows of the first sheet of a workbook that came with a reply. */
async function sheetOf(
  stage: Stage,
  replies: readonly Partial<Activity>[],
): Promise<{ bytes: Buffer; rows: string[][] }> {
  const hash =
    replies.flatMap(({ attachments = [] }) => attachments)[0]?.contentUrl?.slice('file:'.length) ?? '';
  const pieces: Uint8Array[] = [];
  for await (const piece of (await stage.files.open(hash))!.read()) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  const read = await painter.workbook(bytes, { rows: 6000, bytes: 1 << 24 });
  const rows = read.ok ? (read.sheets[0]?.rows ?? []) : [];
  return {
    bytes,
    rows: rows.map(({ cells }) =>
      [...cells.values()].map((cell) => (cell.kind === 'text' ? cell.text : '?')),
    ),
  };
}

const people = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `示例${at % 40}大学 | 陈云岫 | | a${at}@example.com | user${at}`);

test('five thousand people are one commit, counted as not begun, and unchanged when they come again', async () => {
  const stage = await open();
  const rows = Array.from({ length: 5000 }, (_, at) => `示例${at}大学 | 陈云岫 | | a${at}@example.com`);
  await imported(stage, rows);
  const lines = await stage.bot.standings.all();
  expect(lines.filter(({ stage: at, call }) => at === 'absent' && call === CALL)).toHaveLength(5000);
  const { bytes } = await sheetOf(stage, await stage.say(FIRST, 'web', `名单 ${SHORT}`));
  const again = await stage.upload(FIRST, 'web', '名单.xlsx', { bytes, words: `导入名单 ${SHORT}` });
  expect(textOf(again)).toContain('和现在的名单一样');
  expect((await stage.store.list('people/', { limit: 9000 })).length).toBe(25);
  await imported(stage, ['示例大学 | 林知远 | 13800000000']);
  expect((await stage.store.list('people/', { limit: 9000 })).length).toBe(26);
});

test('a file that is refused leaves the list as it was, and so does one that is not confirmed', async () => {
  const stage = await open();
  await imported(stage, ['示例大学 | 陈云岫 | 13800000000']);
  const before = await stage.store.list('roster/');
  const good = unzipSync(await testSheet(['单位 | 姓名', '示例大学 | 林知远']));
  const sheet = Buffer.from(good['xl/worksheets/sheet1.xml']!).toString();
  const cell = '<c r="A1"><v>1</v></c>';
  const many = Array.from(
    { length: 100_000 },
    (_, at) => `<row r="${at + 3}">${cell.replace('A1', `A${at + 3}`)}</row>`,
  );
  for (const [xml, said] of [
    [sheet.replace('</sheetData>', `${many.join('')}</sheetData>`), '超过了 5000 行'],
    [
      sheet.replace('</sheetData>', `</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>`),
      '合并单元格',
    ],
    [sheet.padEnd(40 * 2 ** 20), '太大'],
  ] as const) {
    const bytes = Buffer.from(zipSync({ ...good, 'xl/worksheets/sheet1.xml': strToU8(xml) }));
    const reply = await stage.upload(FIRST, 'web', '名单.xlsx', { bytes, words: `导入名单 ${SHORT}` });
    expect(textOf(reply)).toContain(said);
  }
  await send(stage, FIRST, ['示例大学 | 林知远 | 13800000001']);
  await stage.say(FIRST, 'web', '取消');
  expect(textOf(await stage.say(FIRST, 'web', '确认'))).not.toContain('名单已经换好');
  expect(await stage.store.list('roster/')).toEqual(before);
});

test('of two coordinators who confirm at once one replaces the list, the other is told', async () => {
  const stage = await open();
  await imported(stage, ['示例大学 | 陈云岫 | 13800000000']);
  await send(stage, FIRST, ['示例大学 | 林知远 | 13800000001']);
  await send(stage, SECOND, ['样例研究院 | 周以南 | 13800000002']);
  const said = await Promise.all([FIRST, SECOND].map((who) => stage.say(who, 'web', '确认')));
  const words = said.map(textOf).sort();
  expect(words.filter((each) => each.includes('名单已经换好'))).toHaveLength(1);
  expect(words.filter((each) => each.includes('名单被别人改过了'))).toHaveLength(1);
  const ledger = await stage.store.list(keys.ledgerPrefix);
  expect(ledger.filter(({ value }) => JSON.stringify(value).includes('roster.import'))).toHaveLength(2);
});

test('an account that the list names is known at its first word', async () => {
  const stage = await open();
  await imported(stage, people(3));
  await stage.say('wecom:user1', 'wecom', '你好');
  const met = await stage.store.list(keys.metPrefix(CALL));
  expect(met.map(({ value }) => value)).toEqual([
    expect.objectContaining({ person: 'wecom:user1', by: 'wecom' }),
  ]);
  const absent = (await stage.bot.standings.all()).filter(({ owner }) => owner === 'wecom:user1');
  expect(absent.map(({ id, stage: at }) => [id, at])).toEqual([['roster:p2', 'absent']]);
});

test('a personal code makes one person one entry, once', async () => {
  const stage = await open();
  await imported(stage, ['示例大学 | 陈云岫', '示例大学 | 林知远']);
  const { rows } = await sheetOf(stage, await stage.say(FIRST, 'web', `名单邀请码 ${SHORT}`));
  expect(rows[0]).toEqual(['单位', '姓名', '手机', '邮箱', '邀请码']);
  const [chen, lin] = rows.slice(1).map((row) => row.at(-1) ?? '');
  const both = await Promise.all(['甲', '乙'].map((who) => stage.say(who, 'web', `我的码 ${chen}`)));
  expect(both.filter((replies) => textOf(replies).includes('对上了：示例大学陈云岫'))).toHaveLength(1);
  expect(both.filter((replies) => textOf(replies).includes('这个码不对'))).toHaveLength(1);
  stage.setDay('2027-03-01');
  expect(textOf(await stage.say('丙', 'web', `我的码 ${lin}`))).toContain('这个码不对');
  const { rows: later } = await sheetOf(stage, await stage.say(FIRST, 'web', `名单邀请码 ${SHORT}`));
  expect(later.slice(1).map(([, name]) => name)).toEqual(['林知远']);
});

test('guessing codes is slowed down and noted', async () => {
  const stage = await open();
  await imported(stage, ['示例大学 | 陈云岫']);
  for (let at = 0; at < 6; at += 1) await stage.say('路人', 'web', `我的码 ABCD-234${at + 3}`);
  const { rows } = await sheetOf(stage, await stage.say(FIRST, 'web', `名单邀请码 ${SHORT}`));
  expect(textOf(await stage.say('路人', 'web', `我的码 ${rows[1]?.at(-1)}`))).not.toContain('对上了');
  expect(await stage.store.list(keys.metPrefix(CALL))).toEqual([]);
});

test('the list as it stands survives a restart, another process reads it too', async () => {
  const stage = await open();
  await imported(stage, people(250));
  await stage.restart();
  const said = textOf(await stage.say(SECOND, 'web', `名单 ${SHORT}`));
  expect(said).toContain('250 人、40 个单位');
});

test('a template that Excel opens keeps telephone numbers as text', async () => {
  const stage = await open();
  const { bytes } = await sheetOf(stage, await stage.say(FIRST, 'web', `名单模板 ${SHORT}`));
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
  const sheet = book.getWorksheet('名单');
  expect(sheet?.getRow(1).values).toEqual([
    undefined,
    '单位',
    '姓名',
    '手机',
    '邮箱',
    '企业微信账号',
    '单位截止日期',
  ]);
  expect(sheet?.getCell('C200').numFmt).toBe('@');
  expect(book.getWorksheet('填写说明')?.rowCount).toBe(6);
});

test('a list may be sent although the draft in hand asks for no file, once it was asked for', async () => {
  const stage = await open();
  await stage.say(FIRST, 'web', '填报：交通科技创新需求');
  const ask = (name: string) => stage.bot.intake.admit(FIRST, { name, bytes: 1000 });
  expect(await ask('名单.xlsx')).toMatchObject({ ok: false, code: 'file.nowhere' });
  await stage.say(FIRST, 'web', `导入名单 ${SHORT}`);
  expect(await ask('名单.xlsx')).toMatchObject({ ok: true, place: null });
  expect(await ask('证书.pdf')).toMatchObject({ ok: false });
  expect(await ask('【机密】名单.xlsx')).toMatchObject({ ok: false, code: 'secrecy.file' });
});
