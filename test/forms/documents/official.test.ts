import { describe, expect, test } from 'vitest';
import { parseCall } from '../../../forms/check.ts';
import { buildDocument, type Making } from '../../../forms/documents/build.ts';
import type { Block, DocModel, Run } from '../../../forms/documents/model.ts';
import { BlockSpec, DocumentSpec } from '../../../forms/documents/spec.ts';
import { expectGolden } from '../../fixtures/expect.ts';
import { exampleCall, fullAnswers, given, none, planWith } from './example.ts';

const making: Making = { revision: 12, draft: false };

function build(blocks: unknown[], changes: Parameters<typeof planWith>[0] = {}, more: object = {}): DocModel {
  const spec = DocumentSpec.parse({
    id: 'letter',
    name: '复函',
    file_name: '复函',
    layout: 'official',
    blocks,
    ...more,
  });
  return buildDocument(spec, planWith(changes), making);
}

const shown = (runs: readonly Run[]): string =>
  runs.map((run) => (run.missing ? `[${run.text}]` : run.text)).join('');

function textOf(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return shown(block.runs);
    case 'heading':
      return block.text;
    case 'annexes':
      return block.items.map((item) => `${item.number ?? '-'} ${shown(item.runs)}`).join('|');
    case 'annex':
      return `${block.label}：${shown(block.runs)}`;
    case 'closing':
      return [block.seal, shown(block.organ), shown(block.date), shown(block.post ?? [])].join('|');
    case 'section':
      return `${block.layout}${block.landscape ? ' 横' : ''} ${block.blocks.map(textOf).join('/')}`;
    default:
      return block.type;
  }
}

const texts = (model: DocModel): string[] => model.blocks.map(textOf);

/** Compares with the readable model under test/golden; `vitest -u` rewrites it, to be read before it is committed. */
test('golden model: a letter with every part', async () => {
  const model = build(
    [
      { title: '关于报送{{name}}的函' },
      { addressee: '{{call_issuer}}' },
      { text: '现将{{name}}报送如下。' },
      { heading: '基本情况', level: 1, numbered: true },
      { text: '投资{{cost}}。' },
      { heading: '案例', level: 1, numbered: true },
      {
        each: 'cases',
        blocks: [
          { heading: '{{title}}', level: 2, numbered: true },
          { text: '回收期{{years}}。', numbered: 3 },
        ],
      },
      { annexes: ['案例清单', { text: '论文清单', when: { question: 'papers', answered: true } }] },
      { closing: { organ: '{{org}}', date: '{{day|date}}' } },
      { postscript: '联系电话：{{phone}}' },
      {
        landscape: [
          { annex: '案例清单' },
          { rows_of: 'cases', columns: [{ title: '名称', value: '{{title}}', width: 1 }] },
        ],
      },
    ],
    {},
    { letterhead: { organ: '{{org}}', number: '某函〔2025〕　号' } },
  );
  await expectGolden('example-letter', model);
});

describe('numbered levels', () => {
  test('run on without gaps through conditions and rows, deeper levels anew under each', () => {
    const model = build([
      { heading: '基本情况', level: 1, numbered: true },
      { when: { question: 'imported', is: true }, blocks: [{ heading: '国产化', level: 1, numbered: true }] },
      { heading: '案例', level: 1, numbered: true },
      {
        each: 'cases',
        blocks: [
          { heading: '{{title}}', level: 2, numbered: true },
          { text: '回收期{{years}}。\n第二段。', numbered: 3 },
          { text: '说明。', numbered: 4 },
        ],
      },
    ]);
    expect(texts(model)).toEqual([
      '一、基本情况',
      '二、案例',
      '（一）乙县中心',
      '1.回收期5年。',
      '第二段。',
      '（1）说明。',
      '（二）甲县中心',
      '1.回收期4.4年。',
      '第二段。',
      '（1）说明。',
    ]);
    expect(JSON.stringify(model)).not.toContain('numbered');
  });

  test('begin anew after a title and in an annex; more than ten and twenty have their numerals', () => {
    const model = build([
      ...Array.from({ length: 21 }, () => ({ heading: '节', level: 1, numbered: true })),
      { title: '第二篇' },
      { heading: '节', level: 1, numbered: true },
      { annex: '清单' },
      { heading: '节', level: 1, numbered: true },
    ]);
    const numbers = texts(model);
    expect([numbers[9], numbers[10], numbers[20]]).toEqual(['十、节', '十一、节', '二十一、节']);
    expect(numbers.slice(21)).toEqual(['第二篇', '一、节', '附件：清单', '一、节']);
  });

  test('rows of one sort under a heading of their own, left out where there is none', () => {
    const group = (years: number, title: string) => ({
      each: 'cases',
      where: { question: 'years', above: years },
      before: [{ heading: title, level: 1, numbered: true }],
      blocks: [{ text: '{{no}} {{title}}' }],
    });
    expect(texts(build([group(9, '很慢'), group(4.5, '较慢'), group(0, '全部')]))).toEqual([
      '一、较慢',
      '1 乙县中心',
      '二、全部',
      '1 乙县中心',
      '2 甲县中心',
    ]);
  });
});

describe('annexes', () => {
  test('several are numbered, a single one is not, empty ones are left out without a gap', () => {
    const list = {
      annexes: [
        '需求汇总表。',
        { text: '论文清单：{{papers|list}}' },
        { text: '国产化证明', when: { question: 'imported', is: true } },
      ],
    };
    expect(texts(build([list], { papers: none }))).toEqual(['- 需求汇总表']);
    expect(texts(build([list], { papers: given(['甲', '乙']), imported: given({ yes: true }) }))).toEqual([
      '1 需求汇总表|2 论文清单：甲、乙|3 国产化证明',
    ]);
    expect(texts(build([{ annexes: [{ text: '{{title}}材料', each: 'cases' }] }]))).toEqual([
      '1 乙县中心材料|2 甲县中心材料',
    ]);
  });

  test('an annex page has the number under which the text lists it', () => {
    const pages = [{ annex: '乙表' }, { landscape: [{ annex: '甲表' }, { text: '内容' }] }];
    expect(texts(build([{ annexes: ['甲表', '乙表'] }, ...pages]))).toEqual([
      '1 甲表|2 乙表',
      '附件2：乙表',
      'official 横 附件1：甲表/内容',
    ]);
    expect(texts(build([{ annexes: ['甲表'] }, { annex: '甲表' }]))).toEqual(['- 甲表', '附件：甲表']);
    expect(texts(build(pages))).toEqual(['附件1：乙表', 'official 横 附件2：甲表/内容']);
  });
});

describe('documents bound together', () => {
  test('one that looks otherwise stands on pages of its own, one that looks alike does not', () => {
    const call = structuredClone(exampleCall);
    const report = DocumentSpec.parse({
      id: 'report',
      name: '报告',
      file_name: '报告',
      layout: 'official',
      blocks: [{ text: '甲' }],
    });
    call.documents.push(report, { ...report, id: 'other', layout: 'form' });
    const bound = (layout: 'form' | 'official', include: string): string[] => {
      const spec = DocumentSpec.parse({
        id: 'both',
        name: '合订',
        file_name: '合订',
        layout,
        blocks: [{ include }],
      });
      return texts(buildDocument(spec, planWith({}, call), making));
    };
    expect(bound('form', 'report')).toEqual(['official 甲']);
    expect(bound('official', 'report')).toEqual(['甲']);
    expect(bound('official', 'other')).toEqual(['form 甲']);
  });
});

describe('letter', () => {
  test('head, addressee, closing and postscript with their punctuation', () => {
    const model = build(
      [
        { title: '关于{{name}}的复函' },
        { addressee: '{{call_issuer}}:' },
        { closing: { organ: '{{org}}', date: '{{day|date}}' } },
        { closing: { organ: '{{org}}', date: '2017年9月8日', seal: 'stamp', post: '校长' } },
        { postscript: '联系人：{{phone}}' },
      ],
      {},
      { letterhead: { organ: '{{org}}', number: '某大函〔2017〕　号' } },
    );
    expect(texts(model).slice(1)).toEqual([
      '某某科学技术厅：',
      `seal|${shownOrg}|2025年3月8日|`,
      `stamp|${shownOrg}|2017年9月8日|校长`,
      '（联系人：010-00000000）',
    ]);
    expect(model.letterhead).toMatchObject({ lines: true, printed: false });
    expect(model.blocks.find((block) => block.type === 'closing')?.path).toBe('org');
  });

  test('a postscript without answers is left out; missing places lead to their question', () => {
    const model = build(
      [{ postscript: '（联系人：{{phone}}）' }, { closing: { organ: '{{org}}', date: '{{day|date}}' } }],
      {
        phone: undefined,
        org: undefined,
      },
    );
    expect(texts(model)).toEqual(['seal|[]|2025年3月8日|']);
    expect(model.blocks[0]).toMatchObject({ path: 'org' });
  });
});

const shownOrg = String(fullAnswers.org?.state === 'given' ? fullAnswers.org.value : '');

describe('what the check of a call says', () => {
  test.each([
    [{ addressee: '{{nobody}}' }, 'addressee'],
    [{ annexes: [{ text: '{{nobody}}' }] }, 'annexes[0].text'],
    [{ annexes: ['{{nobody}}'] }, 'annexes[0]'],
    [{ closing: { organ: '{{nobody}}', date: '' } }, 'closing.organ'],
    [{ postscript: '{{nobody}}' }, 'postscript'],
    [{ annex: '{{nobody}}' }, 'annex'],
    [{ landscape: [{ text: '{{nobody}}' }] }, 'landscape[0].text'],
    [{ each: 'cases', where: { question: 'nobody', is: true }, blocks: [] }, 'where.question'],
    [{ each: 'cases', before: [{ heading: '{{title}}', level: 1 }], blocks: [] }, 'before[0].heading'],
  ])('%j', (block, place) => {
    expect(BlockSpec.safeParse(block).success).toBe(true);
    const call = structuredClone(exampleCall) as unknown as { documents: { blocks: unknown[] }[] };
    call.documents[0]!.blocks.push(block);
    const checked = parseCall(JSON.stringify(call), 'x');
    const at = `documents[0].blocks[${call.documents[0]!.blocks.length - 1}].${place}`;
    expect(checked.ok ? [] : checked.problems.map((problem) => [problem.code, problem.path])).toEqual([
      ['unknown_id', at],
    ]);
  });
});
