/** From the first message to the zip that goes up: two proposals filled in on the real pipeline, a third left a draft. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { painter } from '../../adapters/files/index.ts';
import { loadCalls, OWN_CALLS } from '../../bot/calls.ts';
import { packsOf } from '../../bot/office/seal.ts';
import { makePackage, type Package } from '../../bot/package.ts';
import { Submissions } from '../../bot/submissions.ts';
import { first, treeOf, wordText } from '../adapters/files/office.ts';
import { loadCase } from '../fixtures/case.ts';
import { caseAnswers, keepFiles, storeHandedIn } from '../fixtures/handed.ts';
import { type Exchange, interview } from '../fixtures/interview.ts';
import { openStage, type Stage } from '../transcripts/stage.ts';

const ID = 'shandong-intl-2025';
const BEGIN = '填报：国际合作指南建议';
const root = path.join(import.meta.dirname, '../..');
const catalog = loadCalls([OWN_CALLS]);

const OTHER = {
  authority: '烟台市科学技术局',
  project_name: '海岛微网储能/海水淡化联合示范',
  region: '一带一路',
  domain: '其他：海岛能源',
  project_type: '走出去',
  unit: '芝罘示例海洋技术研究院',
  proposer: '周望舒',
  phone: '0535-00000000',
};

let stage: Stage;
let played: Exchange[];
let final: Partial<Activity>[];
let made: Package;
let zip: Buffer;

const textOf = (replies: readonly Partial<Activity>[]): string => replies.map((each) => each.text).join('\n');

async function finish(who: string): Promise<Partial<Activity>[]> {
  await stage.say(who, 'web', '都确认无误');
  return stage.say(who, 'web', '完成并导出');
}

async function pack(painting = painter): Promise<Package> {
  const call = catalog.get(ID)!;
  const deps = {
    store: stage.store,
    files: stage.files,
    submissions: new Submissions(stage.store),
    catalog,
    painter: painting,
    today: '2025-03-10',
  };
  return makePackage(deps, call, call.package!);
}

async function bytesOf({ content }: Package): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

beforeAll(async () => {
  stage = await openStage();
  await stage.say('甲', 'web', '你好');
  played = await interview(stage, loadCase(ID), '甲', BEGIN);
  final = await finish('甲');
  stage.setDay('2025-03-11');
  await stage.say('乙', 'web', '你好');
  await interview(stage, loadCase(ID, OTHER), '乙', BEGIN);
  await finish('乙');
  await stage.say('丙', 'web', '你好');
  await stage.say('丙', 'web', BEGIN);
  await stage.say('丙', 'web', '没有');
  await stage.say('丙', 'web', '潍坊市科学技术局');
  await stage.say('丙', 'web', '没有填完的建议');
  made = await pack();
  zip = await bytesOf(made);
}, 120_000);

afterAll(() => stage.close());

test('the interview asks everything the case answers, and nothing is put off', () => {
  expect(played.filter((each) => each.said === '跳过')).toEqual([]);
  expect(textOf(played.at(-1)?.replies ?? [])).toContain('形式审查：必填项都齐了');
});

test('the lost deadline is said to be asked for, of the right people', () => {
  expect(textOf(played[0]?.replies ?? [])).toContain('主管部门报送截止：通知没有写明，请向主管部门确认。');
});

test('the preview shows each part once', async () => {
  const view = await stage.bot.desk.view('甲');
  const html = (await stage.bot.desk.preview('甲', view.submission?.id ?? '')) ?? '';
  expect([...html.matchAll(/data-document="(\w+)"/g)].map((match) => match[1])).toEqual([
    'info_form',
    'report',
    'summary_table',
  ]);
});

test('the final documents: both in one, each apart, the summary row; then what to do next', () => {
  const names = final.flatMap((each) => (each.attachments ?? []).map((file) => file.name));
  const project = '高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发';
  expect(names).toEqual([
    `指南建议-${project}.docx`,
    `信息表-${project}.docx`,
    `说明报告-${project}.docx`,
    `指南建议汇总表-${project}.xlsx`,
  ]);
  expect(textOf(final)).toContain('交给青岛市科学技术局，请他们审核、推荐');
  expect(textOf(final)).toContain('放进创新领先国家文件夹');
  expect(textOf(final)).not.toContain('草稿');
});

describe('the package', () => {
  const paths = [
    '创新领先国家/1.高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发-海岱示例理工大学.docx',
    '“一带一路”共建国家/2.海岛微网储能_海水淡化联合示范-芝罘示例海洋技术研究院.docx',
  ];

  test('holds the finished proposals in the notice’s folders, numbered through; the draft is told', () => {
    expect(made).toMatchObject({ paths, count: 2, leftOut: [{ why: 'draft', title: '没有填完的建议' }] });
  });

  test('unzips to the same names, flagged as UTF-8, and to documents with both parts', () => {
    const parts = unzipSync(zip);
    expect(Object.keys(parts)).toEqual(paths);
    const text = wordText(
      first(treeOf(strFromU8(unzipSync(parts[paths[1]!]!)['word/document.xml']!)), 'w:body'),
    );
    expect(text).toContain('☑“一带一路”共建国家');
    expect(text).toContain('☑其他：海岛能源');
    // The title is cut into two lines.
    expect(text.replaceAll('\n', '')).toContain('“海岛微网储能/海水淡化联合示范”项目指南建议说明报告');
  });

  test('a proposal whose document does not agree with its answers is left out, and no number is spent on it', async () => {
    const careless: typeof painter = {
      ...painter,
      docx: async (model) =>
        painter.docx(JSON.stringify(model).includes('高通量') ? { ...model, blocks: [] } : model),
    };
    const { paths: packed, leftOut } = await pack(careless);
    expect(packed).toEqual([paths[1]!.replace('/2.', '/1.')]);
    expect(leftOut).toContainEqual({
      why: 'faulty',
      title: '高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发',
    });
  });

  test('is the same bytes when nothing has changed', async () => {
    expect(Buffer.compare(await bytesOf(await pack()), zip)).toBe(0);
  });
});

test('a second proposal of the same person is refused as soon as the name is said', async () => {
  await stage.say('甲', 'web', '换征集');
  await stage.say('甲', 'web', BEGIN);
  for (const words of [
    '没有',
    '青岛市科学技术局',
    '另一个项目的联合研发',
    '创新领先国家',
    '新材料',
    '走出去',
  ])
    await stage.say('甲', 'web', words);
  await stage.say('甲', 'web', '就这样');
  await stage.say('甲', 'web', '海岱示例理工大学');
  const refused = textOf(await stage.say('甲', 'web', '林听澜'));
  expect(refused).toContain('林听澜已经提过一项：“高通量抗润湿膜蒸馏材料及高盐废水资源化合作研发”');
  expect(textOf(await stage.say('甲', 'web', '顾晚舟'))).toContain('已记下“建议人”：顾晚舟');
});

test('an overview that is too long is refused when it is put together, and a part can be changed', async () => {
  const long = '高盐废水处理成本很高。'.repeat(120);
  await stage.say('乙', 'web', '修改 项目概述 实施的必要性');
  await stage.say('乙', 'web', `必要性在于：${long}`);
  const refused = await stage.say('乙', 'web', '确认');
  expect(textOf(refused)).toMatch(/限 1000 字以内，现在 \d+ 字（不计空格），超出 \d+ 字/);
});

describe('npm run package', () => {
  const run = (...args: string[]) => {
    const command = [path.join('bot/cli/package.ts'), ...args];
    const env = { CALLS_DIR: path.join(root, 'test/fixtures/calls') };
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: root,
      encoding: 'utf8',
      env,
    });
    return { status, stdout, stderr };
  };

  test('writes the zip and says what went in and what did not', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
    const other = await openStage();
    try {
      await other.say('丁', 'web', '你好');
      await interview(other, loadCase(ID, OTHER), '丁', BEGIN);
      await other.say('丁', 'web', '都确认无误');
      await other.say('丁', 'web', '完成并导出');
      await other.store.close();
      const out = path.join(folder, '指南建议.zip');
      const { status, stdout } = run('--data', other.folder, '--call', ID, '--out', out);
      const name = '“一带一路”共建国家/1.海岛微网储能_海水淡化联合示范-芝罘示例海洋技术研究院.docx';
      expect(stdout).toBe(`打包 1 项：${out}\n  ${name}\n`);
      expect(status).toBe(0);
      expect(Object.keys(unzipSync(readFileSync(out)))).toEqual([name]);
    } finally {
      await other.restart();
      await other.close();
      rmSync(folder, { recursive: true });
    }
  }, 120_000);

  test('of what the office passed: as it was handed in, kept under a number, beside what was left out', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
    const other = await openStage();
    try {
      const call = other.catalog.get(ID)!;
      const answers = caseAnswers(call, '2025-03-26');
      await keepFiles(other.files, answers);
      const handed = { owner: '丁', at: '2025-03-20T02:00:00.000Z' };
      await storeHandedIn(other.store, call, answers, {
        ...handed,
        id: 'a',
        number: '0320-AAAA',
        state: 'passed',
      });
      await storeHandedIn(other.store, call, answers, {
        ...handed,
        id: 'b',
        number: '0320-BBBB',
        state: 'submitted',
      });
      const out = path.join(folder, '指南建议.zip');
      const { status, stdout } = run('--data', other.folder, '--call', ID, '--out', out, '--scope', 'passed');
      expect(stdout).toContain('能装进材料包的 1 项');
      expect(stdout).toContain('第 1 包做好了：1 项');
      expect(status).toBe(0);
      expect(Object.keys(unzipSync(readFileSync(out))).slice(-2)).toEqual([
        '材料清单.xlsx',
        'SHA256SUMS.txt',
      ]);
      expect((await packsOf(other.store, ID)).map(({ number, files }) => [number, files])).toEqual([[1, 3]]);
      expect(run('--data', other.folder, '--call', ID, '--out', out, '--scope', 'all').status).toBe(2);
    } finally {
      await other.close();
      rmSync(folder, { recursive: true });
    }
  }, 120_000);

  test('wrong use, an unknown call, a call without a package, a folder without data', () => {
    expect(run().status).toBe(2);
    expect(run('--call', 'nothing', '--out', 'x.zip', '--data', root)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('没有编号为 nothing 的征集') as string,
    });
    expect(run('--call', 'example-phone', '--out', 'x.zip', '--data', root).stderr).toContain(
      '没有规定怎么打包',
    );
    expect(run('--call', ID, '--out', 'x.zip', '--data', root).stderr).toContain('没有数据');
  }, 60_000);
});
