/** What coordinators ask for on the real pipeline, over submissions that were handed in before. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Activity } from 'botbuilder';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eraseFiles, eraseTraces } from '../../../bot/erase.ts';
import { keys } from '../../../bot/keys.ts';
import { createLog } from '../../../bot/log.ts';
import { madeOf } from '../../../bot/office/made.ts';
import { packsOf } from '../../../bot/office/seal.ts';
import type { Call } from '../../../forms/call.ts';
import type { Grant } from '../../../forms/office/roles.ts';
import type { Answers, Head } from '../../../forms/submission.ts';
import { caseAnswers, type HandedIn, keepFiles, storeHandedIn } from '../../fixtures/handed.ts';
import { openStage, type Stage } from '../../transcripts/stage.ts';

const DAY = '2025-03-26';
const SHANDONG = 'shandong-intl-2025';
const TECH = 'sustainable-tech-2025';
const OUTCOMES = 'intl-outcomes-2015';

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ administrators: ['管理'], day: DAY });
});
afterEach(() => stage.close());

function callNamed(id: string): Call {
  const call = stage.catalog.get(id);
  if (!call) throw new Error(`no call ${id}`);
  return call;
}

const known = new Map<string, Answers>();

/** The answers of a case, played once; titles and organisations are set afterwards. */
function answersOf(id: string, changes: Readonly<Record<string, string>> = {}): Answers {
  const common = known.get(id) ?? caseAnswers(callNamed(id), DAY);
  known.set(id, common);
  const answers = new Map(common);
  for (const [path, value] of Object.entries(changes)) {
    const answer = answers.get(path);
    if (!answer) throw new Error(`the case does not answer ${path}`);
    answers.set(path, { ...answer, value, original: value });
  }
  return answers;
}

/** Hands in so many of a call, the first `passed` of them passed, each with a title of its own. */
async function handIn(
  id: string,
  titles: readonly string[],
  { passed = titles.length, ...more }: { passed?: number } & Partial<HandedIn> = {},
): Promise<void> {
  const call = callNamed(id);
  for (const [at, title] of titles.entries()) {
    const answers = answersOf(id, { [call.name_question]: title });
    if (at === 0) await keepFiles(stage.files, answers);
    await storeHandedIn(stage.store, call, answers, {
      id: `s${at}`,
      owner: `人${at}`,
      number: `0320-AAA${'ABCDEFGHJKLMNPQRSTUVWXYZ'[at % 24]}`,
      at: new Date(Date.UTC(2025, 2, 20, 2, at)).toISOString(),
      state: at < passed ? 'passed' : 'submitted',
      ...more,
    });
  }
}

async function say(words: string, who = '管理'): Promise<Partial<Activity>[]> {
  return stage.say(who, 'web', words);
}

async function told(words: string, who = '管理'): Promise<string> {
  return (await say(words, who)).map(({ text }) => text).join('\n');
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

interface Sent {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function filesOf(replies: readonly Partial<Activity>[]): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (const { name = '', content } of replies.flatMap(({ attachments = [] }) => attachments)) {
    const { hash } = content as { hash: string };
    const kept = await stage.files.open(hash);
    const chunks: Uint8Array[] = [];
    for await (const chunk of kept?.read() ?? []) chunks.push(chunk);
    sent.push({ name, bytes: Buffer.concat(chunks) });
  }
  return sent;
}

async function grant(who: string, grants: readonly Partial<Grant>[]): Promise<void> {
  const all = grants.map((each) => ({
    role: 'coordinator',
    calls: null,
    units: null,
    fields: null,
    by: '管理',
    at: '2025-03-01T00:00:00.000Z',
    ...each,
  }));
  const value = { person: who, name: who, grants: all, pending: null };
  await stage.store.commit([{ key: keys.office(who), value: value as never, expect: 'any' }]);
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What the package's own sums say of its files. */
function wrongSums(parts: Readonly<Record<string, Uint8Array>>): string[] {
  const sums = strFromU8(parts['SHA256SUMS.txt'] ?? new Uint8Array())
    .trim()
    .split('\n');
  const listed = new Map(sums.map((line) => [line.slice(66), line.slice(0, 64)]));
  const wrong = [...listed].filter(([path, hash]) => !parts[path] || sha256(parts[path]) !== hash);
  const unlisted = Object.keys(parts).filter((path) => path !== 'SHA256SUMS.txt' && !listed.has(path));
  return [...wrong.map(([path]) => path), ...unlisted];
}

describe('a package', () => {
  test('holds what was passed as it was handed in, in folders, with sums that fit; it is kept and does not change', async () => {
    await handIn(SHANDONG, ['膜蒸馏合作研发', '钢渣固碳建材', '深海网箱'], { passed: 2 });
    expect(await told('打包 国际合作指南建议')).toContain('能装进材料包的 2 项');
    const made = await say('确认');
    const [zip] = await filesOf(made);
    const parts = unzipSync(zip?.bytes ?? new Uint8Array());
    expect(Object.keys(parts)).toEqual([
      '创新领先国家/1.膜蒸馏合作研发-海岱示例理工大学.docx',
      '创新领先国家/2.钢渣固碳建材-海岱示例理工大学.docx',
      '材料清单.xlsx',
      'SHA256SUMS.txt',
    ]);
    expect(wrongSums(parts)).toEqual([]);
    // The draft goes on; what was handed in does not.
    const head = (await stage.store.read([keys.answer('s0', 'project_name')])).get(
      keys.answer('s0', 'project_name'),
    );
    const changed = { ...(head?.value as object), value: '改过的名称' } as never;
    await stage.store.commit([{ key: keys.answer('s0', 'project_name'), value: changed, expect: 'any' }]);
    const [again] = await filesOf(await say('第 1 包'));
    expect(sha256(again?.bytes ?? new Uint8Array())).toBe(sha256(zip?.bytes ?? new Uint8Array()));
    await say('打包');
    await say('确认');
    const packs = await packsOf(stage.store, SHANDONG);
    expect(packs.map(({ number, entries }) => [number, entries.map(({ title }) => title)])).toEqual([
      [1, ['膜蒸馏合作研发', '钢渣固碳建材']],
      [2, ['膜蒸馏合作研发', '钢渣固碳建材']],
    ]);
    expect(await told('历次材料包')).toMatch(/打过 2 包：\n· 第 1 包.*\n· 第 2 包/);
  });

  test('what changed between the check and 确认 is checked and shown again', async () => {
    await handIn(SHANDONG, ['膜蒸馏合作研发'], { passed: 1 });
    await say('打包 国际合作指南建议');
    await storeHandedIn(stage.store, callNamed(SHANDONG), answersOf(SHANDONG, { project_name: '后来的' }), {
      id: 'later',
      owner: '人',
      number: '0320-ZZZZ',
      at: '2025-03-25T02:00:00.000Z',
      state: 'passed',
    });
    expect(await told('确认')).toContain('刚才检查以后又有变动');
    expect(await packsOf(stage.store, SHANDONG)).toEqual([]);
    expect(await told('确认')).toContain('第 1 包做好了：2 项');
  });

  test('nothing passed: the handed in are offered, and taken where the coordinator says so', async () => {
    await handIn(SHANDONG, ['膜蒸馏合作研发'], { passed: 0 });
    const offered = await say('打包 国际合作指南建议');
    expect(offered[0]?.suggestedActions?.actions?.map(({ title }) => title)).toEqual([
      '打包 国际合作指南建议 已提交',
    ]);
    expect(await told('打包 国际合作指南建议 已提交')).toContain('已提交的 1 项');
  });
});

describe('the check', () => {
  test('a file that is gone, one with other bytes, a mark of secret papers, a missing scan', async () => {
    const call = callNamed(TECH);
    const answers = answersOf(TECH, { tech_name: '完好的技术' });
    await keepFiles(stage.files, answers);
    const put = (id: string, own: Answers) =>
      storeHandedIn(stage.store, call, own, {
        id,
        owner: id,
        number: `0320-AAA${id}`,
        at: '2025-03-20T02:00:00.000Z',
        state: 'passed',
      });
    await put('A', answers);
    const gone = new Map(answersOf(TECH, { tech_name: '丢了附件的技术' }));
    const certificates = gone.get('certificates');
    const [first] = (certificates?.value ?? []) as { name: string; hash: string }[];
    gone.set('certificates', { ...certificates!, value: [{ ...first, hash: 'a'.repeat(64) }] as never });
    await put('B', gone);
    await put('C', answersOf(TECH, { tech_name: '【内部】资料技术' }));
    const swapped = new Map(answersOf(TECH, { tech_name: '附件被换过的技术' }));
    const [other] = (swapped.get('other_evidence')?.value ?? []) as { name: string; hash: string }[];
    const kept = await stage.files.put(once(Buffer.from('first')), { maxBytes: 100 });
    swapped.set('other_evidence', {
      ...swapped.get('other_evidence')!,
      value: [{ ...other, hash: kept.hash }] as never,
    });
    writeFileSync(path.join(stage.folder, 'files', kept.hash.slice(0, 2), kept.hash), 'other');
    await put('E', swapped);
    const unscanned = new Map(answersOf(TECH, { tech_name: '没有扫描件的技术' }));
    unscanned.delete('commitment_scan');
    await put('D', unscanned);
    const checked = await told('检查材料 可持续发展技术');
    expect(checked).toContain('能装进材料包的 2 项');
    expect(checked).toContain('先不装的 3 项');
    expect(checked).toMatch(/· 0320-AAAE 《附件被换过的技术》：附件“.+”和收到时不一样了/);
    expect(checked).toMatch(/· 0320-AAAB 《丢了附件的技术》：附件“.+”找不到了，请申报人重新上传。/);
    expect(checked).toMatch(/· 0320-AAAC 《【内部】资料技术》：“.+”里有“内部”标志，不能打包。/);
    expect(checked).toMatch(/· 0320-AAAD 《没有扫描件的技术》：还没有.*承诺书/);
    // Both say the number that the online system gave to the first.
    expect(checked).toContain('汇总表第 2 行的“在线申报编号”和第 1 行一样');
    expect(checked).toContain('推荐函还没写完，没有装');
  });

  test('of what is not public nothing goes in, and more than the notice takes is told', async () => {
    const call = callNamed(OUTCOMES);
    const answers = answersOf(OUTCOMES);
    await keepFiles(stage.files, answers);
    const closed = new Map(answers);
    closed.set('disclosure', { ...closed.get('disclosure')!, value: 'restricted' });
    for (let at = 0; at < 12; at += 1)
      await storeHandedIn(stage.store, call, at === 0 ? closed : answers, {
        id: `s${at}`,
        owner: `人${at}`,
        number: `0320-AAA${'ABCDEFGHJKLM'[at]}`,
        at: new Date(Date.UTC(2025, 2, 20, 2, at)).toISOString(),
        state: 'passed',
      });
    const checked = await told('检查材料 国际合作成果展示');
    expect(checked).toContain('能装进材料包的 11 项');
    expect(checked).toMatch(/答的是不公开，不能打包/);
    expect(checked).toContain('《成果推荐汇总表》最多列 10 项，现在有 11 项');
  }, 60_000);
});

describe('what is erased', () => {
  test('is in no package, table or letter any more; the list says why, and the others are packed anew', async () => {
    await handIn(SHANDONG, ['膜蒸馏合作研发', '钢渣固碳建材']);
    await say('汇总表 国际合作指南建议');
    await say('打包');
    const [zip] = await filesOf(await say('确认'));
    expect(zip?.bytes.length).toBeGreaterThan(0);
    const record = (await stage.store.read([keys.submission('s0')])).get(keys.submission('s0'));
    const { head } = (record?.value ?? {}) as unknown as { head: Head };
    const own = answersOf(SHANDONG, { project_name: '膜蒸馏合作研发' });
    const deps = {
      store: stage.store,
      files: stage.files,
      log: createLog({ now: () => new Date() }, () => undefined),
    };
    const made = await madeOf(stage.store, head);
    const removal = await eraseTraces(deps, { head, answers: own }, { current: null, submissions: [] }, '');
    await eraseFiles(deps, removal);
    expect(await filesOf(await say('第 1 包'))).toEqual([]);
    expect(await told('第 1 包')).toContain('整包已经删掉');
    expect(JSON.stringify(await packsOf(stage.store, SHANDONG))).not.toContain('膜蒸馏');
    expect(made.length).toBeGreaterThan(3);
    for (const hash of made) expect(await stage.files.open(hash)).toBeUndefined();
    expect(await told('打包')).toContain('能装进材料包的 1 项');
  });
});

describe('the letter', () => {
  test('asks one by one, refuses what the notice does not allow, and counts as the table does', async () => {
    await handIn(TECH, ['膜蒸馏技术', '钢渣固碳技术', '网箱投饵技术'], { passed: 2 });
    expect(await told('推荐函 可持续发展技术')).toContain('推荐单位的全称是什么');
    await say('胶州示例省科学技术厅');
    expect(await told('跳过')).toContain('“发文字号”先空着');
    await say('2025年4月10日');
    await say('李明');
    expect(await told('电话没有')).toContain('联系人的电话呢');
    await say('0532-00000000');
    expect(await told('2025年5月1日')).toContain('落款写哪一天');
    const done = await say('2025年4月11日');
    expect(done.map(({ text }) => text).join('\n')).toContain(
      '一共提交了 3 项，这次往上报 2 项，汇总表 2 行。',
    );
    const [letter] = await filesOf(done);
    expect(letter?.name).toBe('技术成果推荐函-胶州示例省科学技术厅.docx');
    const text = strFromU8(
      unzipSync(letter?.bytes ?? new Uint8Array())['word/document.xml'] ?? new Uint8Array(),
    ).replace(/<[^>]+>/g, '');
    expect(text).toContain(
      '征集到备选技术3项，经组织专家审查，通过推荐技术2项。现将通过推荐的2项技术成果申报材料',
    );
    expect(text).toContain('钢渣固碳技术');
    // Kept: asked for again it is made at once, and one thing can be changed.
    expect(await told('推荐函')).toContain('做好了：《技术成果推荐函');
    expect(await told('推荐函 改 联系人')).toContain('现在是：李明');
    expect(await told('周示例')).toContain('联系人 周示例');
    expect(await told('打包')).not.toContain('推荐函还没写完');
    const [zip] = await filesOf(await say('确认'));
    expect(Object.keys(unzipSync(zip?.bytes ?? new Uint8Array())).slice(0, 3)).toEqual([
      '推荐的技术成果汇总表.xlsx',
      '推荐的技术成果汇总表.docx',
      '技术成果推荐函-胶州示例省科学技术厅.docx',
    ]);
  });

  test('取消 ends the asking, and what is said next is not filed as an answer', async () => {
    await handIn(TECH, ['膜蒸馏技术']);
    await say('推荐函 可持续发展技术');
    expect(await told('取消')).toBe('好，不做了。');
    await say('胶州示例省科学技术厅');
    expect((await stage.store.read([keys.papers(TECH)])).size).toBe(0);
  });
});

describe('the table', () => {
  test('in the columns of the office’s own file, sent with the words or after them', async () => {
    await handIn(SHANDONG, ['膜蒸馏合作研发', '钢渣固碳建材']);
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('汇总');
    sheet.addRow(['某市 2025 年项目']);
    sheet.addRow(['名称', '建议单位', '处室意见', '电话']);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const linesOf = async (replies: readonly Partial<Activity>[]): Promise<unknown[]> => {
      const [made] = await filesOf(replies);
      const read = new ExcelJS.Workbook();
      await read.xlsx.load(Buffer.from(made?.bytes ?? []) as unknown as ArrayBuffer);
      const rows: unknown[] = [];
      read.worksheets[0]?.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
      const from = rows.findIndex((row) => JSON.stringify(row).includes('处室意见'));
      return rows.slice(from, from + 3);
    };
    const together = await stage.upload('管理', 'web', '我市.xlsx', {
      bytes,
      words: '汇总表 国际合作指南建议',
    });
    expect(together.map(({ text }) => text).join('\n')).toContain('空着：处室意见');
    const lines = await linesOf(together);
    expect(JSON.stringify(lines)).toContain('膜蒸馏合作研发');
    expect(await told('汇总表 按我们的表')).toContain('请把你们的表');
    const later = await stage.upload('管理', 'web', '我市.xlsx', { bytes });
    expect(await linesOf(later)).toEqual(lines);
    await say('汇总表 按我们的表');
    const wrong = await stage.upload('管理', 'web', '证书.pdf');
    expect(wrong.map(({ text }) => text).join('')).toContain('没有认出汇总表的表头');
  });
});

describe('the order', () => {
  test('is the coordinator’s; of two at once the second sees it anew before anything moves', async () => {
    await handIn(SHANDONG, ['甲题', '乙题', '丙题']);
    await grant('协调', [{}]);
    const shown = await told('排序 国际合作指南建议');
    expect(shown).toMatch(/1\. 甲题.*\n2\. 乙题.*\n3\. 丙题/);
    await told('排序 国际合作指南建议', '协调');
    expect(await told('排序 3 放到 1')).toMatch(/《丙题》放到第 1 位了。\n1\. 丙题.*\n2\. 甲题.*\n3\. 乙题/);
    expect(await told('优先 2', '协调')).toMatch(/序号变了。现在是：\n1\. 丙题.*\n2\. 甲题/);
    expect(await told('优先 3', '协调')).toMatch(/排到前面了：《乙题》。\n1\. 乙题.*\n2\. 丙题.*\n3\. 甲题/);
    expect(await told('排序 9 放到 1', '协调')).toContain('没有这个序号，现在一共 3 项');
    await say('打包 国际合作指南建议');
    await say('确认');
    expect((await packsOf(stage.store, SHANDONG))[0]?.entries.map(({ title }) => title)).toEqual([
      '乙题',
      '丙题',
      '甲题',
    ]);
  });
});

describe('duplicates', () => {
  test('are shown with both sources and decided by a person; a decision is kept', async () => {
    await handIn(SHANDONG, ['高盐废水膜蒸馏资源化', '高盐废水的膜蒸馏资源化技术研究']);
    const found = await told('查重 国际合作指南建议');
    expect(found).toContain('有 1 对可能重复');
    expect(found).toMatch(/0320-AAAA 《高盐废水膜蒸馏资源化》海岱示例理工大学，建议人 林听澜/);
    expect(found).toMatch(/正文约 100% 相同.*建议人同名，同一单位/);
    expect(await told('检查材料')).toContain('有 1 对可能重复的还没有定');
    expect(await told('第 1 对 不是')).toContain('第 1 对不是同一项');
    expect(await told('查重')).toContain('没有看到像是重复的');
    expect(await told('检查材料')).toContain('没有发现问题');
    expect(await told('第 9 对 是')).toContain('没有第 9 对');
  });
});

describe('who may', () => {
  test('a researcher is not heard, a coordinator of another call is refused without a word of what is there', async () => {
    await handIn(SHANDONG, ['膜蒸馏合作研发']);
    await grant('别处', [{ calls: [TECH] }]);
    await grant('评审', [{ role: 'reviewer' }]);
    await grant('一家', [{ units: ['海岱示例理工大学'] }]);
    expect(await told('打包 国际合作指南建议', '研究人员')).not.toContain('膜蒸馏');
    for (const words of ['打包 国际合作指南建议', '第 1 包 国际合作指南建议', '查重 国际合作指南建议'])
      expect(await told(words, '别处')).toBe('这件事不在您的权限里。需要的话，请找征集协调人或管理员。');
    expect(await told('打包 国际合作指南建议', '一家')).toContain('不在您的权限里');
    expect(await told('打包 国际合作指南建议', '评审')).not.toContain('膜蒸馏');
    const refusals = (await stage.store.list(keys.ledgerPrefix)).map(({ value }) => value);
    expect(refusals.filter((each) => JSON.stringify(each).includes('"refused"'))).toHaveLength(4);
  });
});

describe('many', () => {
  test('are a job: told once when it is done, also after the process died in between', async () => {
    await handIn(
      SHANDONG,
      Array.from({ length: 31 }, (_, at) => `第${at}号合作研发项目的名称`),
    );
    expect(await told('打包 国际合作指南建议')).toContain('一共 31 项，要花些时间');
    await stage.restart();
    expect(await told('打包 国际合作指南建议')).toContain('这件事已经在做了');
    expect(await stage.bot.jobs.sweep()).toBe(1);
    expect(await stage.bot.jobs.sweep()).toBe(0);
    await stage.bot.notices.sweep();
    const [heard] = stage.heard.splice(0);
    expect(heard?.text).toContain('能装进材料包的 31 项');
    await stage.bot.notices.sweep();
    expect(stage.heard).toEqual([]);
    expect(await told('确认')).toContain('一共 31 项');
    await stage.bot.jobs.sweep();
    await stage.bot.notices.sweep();
    const [made] = stage.heard.splice(0);
    expect(made?.text).toContain('第 1 包做好了：31 项');
    const [zip] = await filesOf(made ? [made] : []);
    expect(wrongSums(unzipSync(zip?.bytes ?? new Uint8Array()))).toEqual([]);
  }, 120_000);
});
