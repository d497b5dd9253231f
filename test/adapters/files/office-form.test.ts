/** An office's own Word form: its marks read, filled, painted; compared with what the library sees. */
import { patchDetector } from 'docx';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintDocx } from '../../../adapters/files/docx.ts';
import { readOfficeForm } from '../../../adapters/files/office-form.ts';
import type { Call } from '../../../forms/call.ts';
import { parseCall } from '../../../forms/check.ts';
import { buildDocument } from '../../../forms/documents/build.ts';
import { cleanText } from '../../../forms/documents/clean.ts';
import type { DocModel } from '../../../forms/documents/model.ts';
import { paragraph, run, table, wordFile } from '../../fixtures/office-form.ts';
import { exampleCall, given, none, planWith, skipped } from '../../forms/documents/example.ts';
import { all, first, partsOf, treeOf, wordText } from './office.ts';

const BODY = [
  paragraph('单位：{{or', 'g}', '}（盖章）'),
  paragraph('日期：{{ day|date }}，再写一次 {{day|date}}'),
  paragraph('{{principle}}'),
  paragraph('方式：{{modes|boxes}}，论文：{{papers}}'),
  table(
    ['序号', '案例', '回收期'],
    ['{{cases.no}}', ['{{cases.ti', 'tle}}'], '{{cases.years|number}} 年'],
    ['合计', '', ''],
  ),
].join('');
const FORM = wordFile(BODY, '{{call_title}}', '{{mark}}');

function callWith(bytes: Uint8Array): Call {
  const document = { id: 'form', name: '申报书', file_name: '申报书', template: 'form.docx' };
  const call = { ...exampleCall, documents: [document] };
  const read = parseCall(JSON.stringify(call), 'x', { 'form.docx': readOfficeForm(bytes) });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.call;
}

function modelWith(bytes: Uint8Array, changes: Parameters<typeof planWith>[0] = {}, draft = false): DocModel {
  const call = callWith(bytes);
  return buildDocument(call.documents[0]!, planWith(changes, call), { revision: 3, draft });
}

async function painted(model: DocModel): Promise<Map<string, string>> {
  const parts = partsOf(await paintDocx(model));
  const texts = [...parts].filter(([path]) => /^word\/(document|header1|footer1)\.xml$/.test(path));
  return new Map(texts.map(([path, xml]) => [path.slice(5, -4), wordText(treeOf(xml))]));
}

describe('reading', () => {
  test('finds what the library finds, split over runs, in tables, header and footer', async () => {
    const form = readOfficeForm(FORM)!;
    const found = [...new Set(form.marks.map((mark) => mark.inside))].sort();
    expect(found).toEqual([...(await patchDetector({ data: FORM, trimPlaceholders: true }))].sort());
    expect(form.marks.filter((mark) => mark.row).map((mark) => mark.inside)).toEqual([
      'cases.no',
      'cases.title',
      'cases.years|number',
    ]);
    expect(form.stray).toEqual([]);
  });

  test('text boxes are paragraphs of their own; half a mark is told', () => {
    const box = `<w:p>${run('外{{na')}<w:r><w:pict><w:txbxContent>${paragraph('内{{org}}')}</w:txbxContent></w:pict></w:r>${run('me}}')}</w:p>`;
    expect(readOfficeForm(wordFile(box))!.marks.map((mark) => mark.inside)).toEqual(['org', 'name']);
    expect(readOfficeForm(wordFile(paragraph('甲 {{name} 乙')))!.stray).toEqual(['甲 {{name} 乙']);
    expect(readOfficeForm(wordFile(paragraph('a&amp;b {{x}} &#x4E2D;')))!.marks).toEqual([
      { inside: 'x', row: false },
    ]);
  });

  test('what is no Word file is null', () => {
    expect(readOfficeForm(new Uint8Array([1, 2, 3]))).toBeNull();
    expect(readOfficeForm(new TextEncoder().encode('<html>'))).toBeNull();
  });
});

describe('filling', () => {
  test('every mark is replaced, lines are paragraphs of the form, rows are repeated', async () => {
    const texts = await painted(modelWith(FORM, { papers: none }));
    expect(texts.get('document')).toBe(
      [
        '单位：江苏沃野示例环境工程有限公司（盖章）',
        '日期：2025年3月8日，再写一次 2025年3月8日',
        '关键问题：第一段。',
        '第二段',
        '工艺流程：收集、发酵、分离。',
        '方式：☑转让　□许可　☑入股，论文：无',
        '序号\n案例\n回收期',
        '1\n乙县中心\n5 年',
        '2\n甲县中心\n4.4 年',
        '合计\n\n\n',
      ].join('\n'),
    );
    expect(texts.get('header1')).toBe('样例征集\n');
    expect(texts.get('footer1')).toMatch(/^版本 r3·[0-9a-f]{8}\n$/);
  });

  test('what is filled in looks as the mark looked, in the indent of its paragraph', async () => {
    const body = treeOf(partsOf(await paintDocx(modelWith(FORM))).get('word/document.xml')!);
    const filled = all(body, 'w:r').filter((each) =>
      /第一段|第二段|江苏|乙县中心|2025年/.test(wordText(each)),
    );
    expect(filled).toHaveLength(6);
    for (const each of filled) expect(first(each, 'w:rFonts').attributes['w:eastAsia']).toBe('仿宋_GB2312');
    const lines = all(body, 'w:p').filter((each) => /第一段|第二段|工艺/.test(wordText(each)));
    expect(lines.map((each) => first(each, 'w:ind').attributes['w:firstLine'])).toEqual([
      '640',
      '640',
      '640',
    ]);
  });

  test('lines inside other words are breaks; missing places are marked in a draft and blank in a final', async () => {
    const form = wordFile(
      paragraph('原理如下 {{localised}} 完') + paragraph('电话：{{phone}}，日期：{{day}}'),
    );
    const changes = {
      imported: given({ yes: true }),
      localised: given('甲\n乙'),
      day: undefined,
      phone: undefined,
    };
    const draft = (await painted(modelWith(form, changes, true))).get('document')!;
    expect(draft).toBe('草稿\n原理如下 甲\n乙 完\n电话：，日期：【待填】\n');
    const final = (await painted(modelWith(form, changes))).get('document')!;
    expect(final).toBe(`原理如下 甲\n乙 完\n电话：，日期：${'　'.repeat(6)}\n`);
  });

  test('no rows: none says so, missing is marked, both keep the line', async () => {
    const form = wordFile(table(['序号', '案例'], ['{{cases.no}}', '{{cases.title}}']));
    const none_ = (await painted(modelWith(form, { cases: none }))).get('document');
    expect(none_).toBe('序号\n案例\n\n无\n');
    const draft = (await painted(modelWith(form, { cases: skipped }, true))).get('document');
    expect(draft).toContain('【待填】');
  });

  test('the same model gives the same bytes', async () => {
    const model = modelWith(FORM);
    expect(Buffer.compare(await paintDocx(model), await paintDocx(structuredClone(model)))).toBe(0);
  });

  test('whatever a person wrote stands there as written, marks of their own included', async () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '{{org}}',
        '{{cases.title}}',
        '}} {{',
        '$& $1',
        '<w:p/>',
        '\uFDD0',
        'a\nb',
        '&amp;',
        ']]>',
      ),
    );
    const form = wordFile(paragraph('名：{{name}}。') + table(['{{cases.title}}']));
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        const model = modelWith(form, { name: given(text), 'cases/r1/title': given(text) });
        const shown = (await painted(model)).get('document')!;
        const clean = cleanText(text)
          .replace(/[\uFDD0-\uFDD2]/g, '')
          .trim();
        for (const line of clean.split('\n')) expect(shown).toContain(line.trim());
      }),
      { numRuns: 60 },
    );
  });
});

describe('preview and version mark', () => {
  test('the answers by question, leading back to them', () => {
    const { blocks } = modelWith(FORM);
    const [note, single, rows] = blocks;
    expect(note).toMatchObject({ type: 'paragraph', role: 'note' });
    const cells = (block: typeof single): string[] =>
      block?.type === 'table'
        ? block.rows.map((row) =>
            row.cells
              .map((cell) => cell.blocks.map((each) => each.runs.map((one) => one.text).join('')).join('/'))
              .join('|'),
          )
        : [];
    expect(cells(single)).toContain('单位|江苏沃野示例环境工程有限公司');
    expect(cells(single)).toContain('技术原理|关键问题：第一段。/第二段/工艺流程：收集、发酵、分离。');
    expect(cells(rows)).toEqual(['序号|名称|回收期', '1|乙县中心|5', '2|甲县中心|4.4']);
    expect(JSON.stringify(single)).toContain('"path":"org"');
  });

  test('the mark changes with an answer that only the form shows', () => {
    const one = modelWith(FORM).mark;
    expect(modelWith(FORM, { org: given('另一家公司') }).mark).not.toBe(one);
  });
});

describe('what the check of a call says', () => {
  const said = (bytes: Uint8Array | null, more: object = {}): string[] => {
    const document = { id: 'form', name: '申报书', file_name: '申报书', template: 'form.docx', ...more };
    const call = { ...exampleCall, documents: [document] };
    const checked = parseCall(JSON.stringify(call), 'call.yaml', {
      'form.docx': bytes && readOfficeForm(bytes),
    });
    return (checked.ok ? checked.warnings : checked.problems).map(
      ({ code, sentence }) => `${code} ${sentence}`,
    );
  };

  test('marks that name nothing, with the file and the mark', () => {
    const form = wordFile(
      paragraph('{{nam}} {{day|dat}} {{cases.title}} {{name} {{org.name}}') +
        table(['{{cases.titel}}', '{{cases.no}}']),
    );
    expect(said(form)).toEqual([
      'office_braces form.docx 里“{{nam}} {{day|dat}} {{cases.title}} {{na”这一段的花括号没有写对，请写成 {{编号}} 或 {{编号|写法}}',
      'office_mark form.docx 里的 {{nam}} 没有对应的问题或计算值，您是想写 name 吗',
      expect.stringMatching(
        /^office_filter form\.docx 里的 \{\{day\|dat\}\}：没有叫 dat 的写法，您是想写 date 吗/,
      ),
      'office_rows form.docx 里的 {{cases.title}} 要放在表格的一行里，点号前面要是能填多行的问题，现在写的是 cases',
      'office_rows form.docx 里的 {{org.name}} 要放在表格的一行里，点号前面要是能填多行的问题，现在写的是 org',
      'office_mark form.docx 里的 {{cases.titel}} 没有对应的问题或计算值，您是想写 cases.title 吗',
    ]);
  });

  test('needed questions, parts and columns without a mark', () => {
    const form = wordFile(
      paragraph(
        '{{name}}{{org}}{{day}}{{field}}{{modes}}{{cost}}{{principle/flow}}{{imported}}{{localised}}',
      ) + table(['{{cases.title}}']),
    );
    expect(said(form)).toEqual([
      'office_missing form.docx 里没有 output（产量）的标记，别的文档也没有印它；请在 Word 文件里加上 {{output}}，不用印的话写上 required: false',
      'office_missing form.docx 里没有 papers（论文）的标记，别的文档也没有印它；请在 Word 文件里加上 {{papers}}，不用印的话写上 required: false',
      'office_missing form.docx 里没有 problem（关键问题）的标记，别的文档也没有印它；请在 Word 文件里加上 {{principle/problem}}，不用印的话写上 required: false',
      'office_missing form.docx 里没有 years（回收期）的标记，别的文档也没有印它；请在 Word 文件里加上 {{cases.years}}，不用印的话写上 required: false',
    ]);
  });

  test('a file that is not there, cannot be read, or stands beside blocks', () => {
    expect(said(null)).toEqual([
      'office_unreadable form.docx 读不出来，请用 Word 打开它，另存为 .docx 再放进来',
    ]);
    expect(said(FORM, { template: 'other.docx' })).toEqual([
      'office_unknown 没有找到 other.docx，请把这个 Word 文件放在征集文件旁边，文件名写得一样',
    ]);
    expect(said(FORM, { blocks: [{ text: '甲' }] })).toContain(
      'office_or_blocks 文档 form 的 blocks 和 template 要写一个，也只写一个',
    );
    expect(said(FORM, { template: '../form.docx' })[0]).toMatch(/^format\.docx template 写 Word 文件的名称/);
  });
});
