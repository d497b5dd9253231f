/** A call that carries its office's own Word form, from the folder on disk to the file in the chat. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readOfficeForm } from '../../adapters/files/office-form.ts';
import { readText } from '../../adapters/files/read.ts';
import { loadCalls } from '../../bot/calls.ts';
import { parseCall } from '../../forms/check.ts';
import { paragraph, table, wordFile } from '../fixtures/office-form.ts';
import { openStage, type Stage } from '../transcripts/stage.ts';

const CALL = `schema: 1
id: example-office
version: 1
title: 示例：发文单位的空白表
short: 空白表
issuer: 示例发布单位
about: 试一试填发文单位自己的表。
sections:
  - id: main
    number: 一
    title: 基本情况
    questions:
      - { id: name, label: 技术名称, ask: 技术叫什么名字？, kind: short_text }
      - { id: summary, label: 简介, ask: 请简单介绍。, kind: long_text }
      - id: cases
        label: 案例
        ask: 请列案例。
        kind:
          type: rows
          min: 1
          row_label: 案例
          columns:
            - { id: title, label: 名称, ask: 案例叫什么？, kind: short_text }
documents:
  - { id: form, name: 登记表, file_name: "登记表-{{name}}", template: 登记表.docx }
name_question: name
`;
const FORM = wordFile(
  paragraph('技术名称：{{na', 'me}}') +
    paragraph('{{summary}}') +
    table(['序号', '案例'], ['{{cases.no}}', '{{cases.title}}']),
  '示例发布单位',
  '{{mark}}',
);

let folder: string;
let stage: Stage;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'office-'));
  mkdirSync(path.join(folder, 'office'));
  writeFileSync(path.join(folder, 'office/call.yaml'), CALL);
  writeFileSync(path.join(folder, 'office/登记表.docx'), FORM);
  stage = await openStage({ catalog: loadCalls([folder], parseCall, readOfficeForm) });
});
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true });
});

async function textOf(activity: Partial<Activity> | undefined): Promise<string> {
  const [file] = activity?.attachments ?? [];
  const { hash } = (file as { content: { hash: string } }).content;
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await stage.files.open(hash))!.read()) chunks.push(chunk);
  return readText(Buffer.concat(chunks));
}

test('the form is filled with the answers, lines and rows included, and handed out as final', async () => {
  for (const said of ['填报：空白表', '烟气余热回收{{summary}}技术', '第一段介绍。\n第二段介绍。'])
    await stage.say('周工', 'web', said);
  await stage.say('周工', 'web', '甲厂');
  const draft = (await stage.say('周工', 'web', '导出')).find((each) => each.attachments);
  expect(await textOf(draft)).toContain('草稿');
  await stage.say('周工', 'web', '再加一个');
  await stage.say('周工', 'web', '乙厂');
  await stage.say('周工', 'web', '没有了');
  const made = (await stage.say('周工', 'web', '完成并导出')).find((each) => each.attachments);
  expect(made?.text).toMatch(/^文件做好了：\n· 登记表-烟气余热回收.*技术\.docx\n/);
  const text = await textOf(made);
  expect(text).toMatch(/^示例发布单位\n版本 r\d+·[0-9a-f]{8}\n/);
  expect(text).toContain(
    '技术名称：烟气余热回收{{summary}}技术\n第一段介绍。\n第二段介绍。\n序号\n案例\n1\n甲厂\n2\n乙厂',
  );
  expect(text).not.toContain('草稿');
});

test('the preview lists the answers that the form shows', async () => {
  const view = await stage.bot.desk.view('周工');
  const html = (await stage.bot.desk.preview('周工', view.submission?.id ?? '')) ?? '';
  expect(html).toContain('这份文件填在发文单位自己的空白表里');
  expect(html).toMatch(/<th[^>]*>.*简介.*第一段介绍。/su);
  expect(html).toContain('data-path="cases/r2/title"');
});
