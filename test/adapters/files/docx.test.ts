import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintDocx } from '../../../adapters/files/docx.ts';
import { cleanText } from '../../../forms/documents/clean.ts';
import type { Block, DocModel } from '../../../forms/documents/model.ts';
import { all, first, type Node, on, partsOf, treeOf, wordText } from './office.ts';
import { cell, documentOf, everyBlock, line } from './sample.ts';

async function treesOf(model: DocModel): Promise<Map<string, Node>> {
  const parts = partsOf(await paintDocx(model));
  return new Map(
    [...parts].filter(([path]) => /\.(xml|rels)$/.test(path)).map(([path, xml]) => [path, treeOf(xml)]),
  );
}

async function bodyOf(model: DocModel): Promise<Node> {
  return first((await treesOf(model)).get('word/document.xml')!, 'w:body');
}

const SLOTS = ['w:ascii', 'w:hAnsi', 'w:eastAsia', 'w:cs'];

describe('fonts', () => {
  test.each(['form', 'official'] as const)(
    'every run and style of a %s document names all four slots',
    async (layout) => {
      const trees = await treesOf(documentOf(everyBlock, { layout, draft: true }));
      for (const [path, tree] of trees) {
        if (!/word\/(document|header|footer)/.test(path)) continue;
        const runs = all(tree, 'w:r');
        for (const run of runs)
          expect(Object.keys(first(run, 'w:rFonts').attributes)).toEqual(expect.arrayContaining(SLOTS));
        if (path === 'word/document.xml') expect(runs.length).toBeGreaterThan(30);
      }
      const styles = all(trees.get('word/styles.xml')!, 'w:style').filter((style) =>
        /^(Normal|Heading[1-4]|Form)/.test(style.attributes['w:styleId'] ?? ''),
      );
      expect(styles.map((style) => style.attributes['w:styleId']).sort()).toEqual([
        'FormCell',
        'FormNote',
        'FormTitle',
        'Heading1',
        'Heading2',
        'Heading3',
        'Heading4',
        'Normal',
      ]);
      for (const style of styles)
        expect(Object.keys(first(style, 'w:rFonts').attributes)).toEqual(expect.arrayContaining(SLOTS));
    },
  );

  test('roles have their faces, and curly quotes go to the Chinese one', async () => {
    const body = await bodyOf(documentOf(everyBlock));
    const fontAt = (text: string): Record<string, string> => {
      const run = all(body, 'w:r').find((each) => wordText(each).includes(text))!;
      return first(run, 'w:rFonts').attributes;
    };
    expect(fontAt('可持续发展技术申报书')).toMatchObject({
      'w:eastAsia': '方正小标宋简体',
      'w:ascii': 'Times New Roman',
      'w:hint': 'eastAsia',
    });
    expect(fontAt('一、申报单位')['w:eastAsia']).toBe('黑体');
    expect(fontAt('（一）技术名称')['w:eastAsia']).toBe('楷体_GB2312');
    expect(fontAt('正文 with')['w:eastAsia']).toBe('仿宋_GB2312');
    expect(fontAt('☑')['w:eastAsia']).toBe(fontAt('□')['w:eastAsia']);
  });

  test('a name that leaves GB2312 takes the full cut in the whole document', async () => {
    const trees = await treesOf(documentOf([line('body', '联系人：张喆'), line('body', '其余文字')]));
    const faces = all(trees.get('word/document.xml')!, 'w:rFonts').map(
      (node) => node.attributes['w:eastAsia'],
    );
    expect(new Set(faces)).toEqual(new Set(['仿宋']));
    const common = await treesOf(documentOf([line('body', '联系人：张三，地址：〇七号院')]));
    expect(
      new Set(all(common.get('word/document.xml')!, 'w:rFonts').map((node) => node.attributes['w:eastAsia'])),
    ).toEqual(new Set(['仿宋_GB2312']));
  });

  test('the font table says what may stand in', async () => {
    const table = (await treesOf(documentOf(everyBlock))).get('word/fontTable.xml')!;
    const instead = Object.fromEntries(
      all(table, 'w:font').map((font) => [
        font.attributes['w:name'],
        all(font, 'w:altName')[0]?.attributes['w:val'],
      ]),
    );
    expect(instead).toMatchObject({ 方正小标宋简体: '华文中宋', 仿宋_GB2312: '仿宋', 楷体_GB2312: '楷体' });
  });
});

describe('structure', () => {
  test('headings carry heading styles with outline levels and stay with what follows', async () => {
    const trees = await treesOf(documentOf(everyBlock));
    const headings = all(trees.get('word/document.xml')!, 'w:pStyle').filter((style) =>
      style.attributes['w:val']?.startsWith('Heading'),
    );
    expect(headings.map((style) => style.attributes['w:val'])).toEqual([
      'Heading1',
      'Heading2',
      'Heading3',
      'Heading4',
    ]);
    for (const level of [1, 2, 3, 4]) {
      const style = all(trees.get('word/styles.xml')!, 'w:style').find(
        (each) => each.attributes['w:styleId'] === `Heading${level}`,
      )!;
      expect(first(style, 'w:outlineLvl').attributes['w:val']).toBe(String(level - 1));
      expect(all(style, 'w:keepNext')).toHaveLength(1);
    }
  });

  test('the footer carries mark and page numbers; the header says 草稿 only on a draft', async () => {
    const textOf = (trees: Map<string, Node>, name: RegExp): string =>
      [...trees]
        .filter(([path]) => name.test(path))
        .map(([, tree]) => wordText(tree))
        .join('');
    const draft = await treesOf(documentOf(everyBlock, { draft: true }));
    expect(textOf(draft, /word\/header\d/)).toContain('草稿');
    const final = await treesOf(documentOf(everyBlock));
    expect(textOf(final, /word\/header\d/)).not.toContain('草稿');
    expect(textOf(final, /word\/footer\d/)).toContain('版本 r3·0a1b2c3d');
    const fields = [...final]
      .filter(([path]) => /word\/footer/.test(path))
      .flatMap(([, tree]) => all(tree, 'w:instrText').map((node) => node.text.trim()));
    expect(fields).toEqual(['PAGE', 'NUMPAGES']);
  });

  test('official pages have the standard margins, 579 twips of pitch and outer page numbers', async () => {
    const trees = await treesOf(documentOf([line('body', '正文', { indent: 2 })], { layout: 'official' }));
    const body = trees.get('word/document.xml')!;
    expect(first(body, 'w:pgSz').attributes).toMatchObject({ 'w:w': '11906', 'w:h': '16838' });
    expect(first(body, 'w:pgMar').attributes).toMatchObject({
      'w:top': '2098',
      'w:bottom': '1984',
      'w:left': '1587',
      'w:right': '1474',
    });
    expect(first(body, 'w:spacing').attributes).toMatchObject({ 'w:line': '579', 'w:lineRule': 'exact' });
    expect(first(first(body, 'w:r'), 'w:spacing').attributes).toEqual({ 'w:val': '-5' });
    expect(all(trees.get('word/settings.xml')!, 'w:evenAndOddHeaders')).toHaveLength(1);
    expect([...trees.keys()].filter((path) => /word\/footer\d+\.xml$/.test(path))).toHaveLength(2);
  });

  test('a landscape section is turned', async () => {
    const body = await bodyOf(documentOf([line('body', '正文')], { landscape: true }));
    expect(first(body, 'w:pgSz').attributes).toMatchObject({
      'w:w': '16838',
      'w:h': '11906',
      'w:orient': 'landscape',
    });
  });

  test('tables are fixed, fill the text width exactly, repeat their head and keep short rows whole', async () => {
    const body = await bodyOf(documentOf(everyBlock));
    const [cover, table, second] = all(body, 'w:tbl');
    const sum = (node: Node): number =>
      all(node, 'w:gridCol').reduce((total, column) => total + Number(column.attributes['w:w']), 0);
    for (const each of [table!, second!]) {
      expect(sum(each)).toBe(11906 - 1587 * 2);
      expect(first(each, 'w:tblLayout').attributes['w:type']).toBe('fixed');
    }
    expect(sum(cover!)).toBeLessThan(11906 - 1587 * 2);
    const rows = all(table!, 'w:tr');
    expect(rows.map((row) => on(row, 'w:tblHeader'))).toEqual([1, 0, 0, 0]);
    expect(rows.map((row) => on(row, 'w:cantSplit'))).toEqual([1, 1, 1, 0]);
    expect(all(table!, 'w:vMerge').map((node) => node.attributes['w:val'])).toEqual(['restart', 'continue']);
    expect(all(table!, 'w:gridSpan').map((node) => node.attributes['w:val'])).toEqual(['2']);
    for (const row of rows) {
      const spans = all(row, 'w:tc').map((each) =>
        Number(all(each, 'w:gridSpan')[0]?.attributes['w:val'] ?? 1),
      );
      expect(spans.reduce((left, right) => left + right, 0)).toBe(3);
    }
  });

  test('two tables in a row are kept apart and the body ends with a paragraph', async () => {
    const body = await bodyOf(
      documentOf([
        { type: 'table', widths: [1], headerRows: 0, rows: [{ cells: [cell('甲')] }] },
        { type: 'table', widths: [1], headerRows: 0, rows: [{ cells: [cell('乙')] }] },
      ]),
    );
    expect(body.children.map((child) => child.name)).toEqual(['w:tbl', 'w:p', 'w:tbl', 'w:p', 'w:sectPr']);
  });

  test('a page break puts the next block on a new page without an empty paragraph', async () => {
    const body = await bodyOf(documentOf([line('body', '前'), { type: 'page_break' }, line('body', '后')]));
    const [before, after] = all(body, 'w:p');
    expect([before!, after!].map((each) => on(each, 'w:pageBreakBefore'))).toEqual([0, 1]);
    expect(wordText(body)).toBe('前\n后\n');
  });

  test('a small table stays on one page with the line that introduces it; a large one may break', async () => {
    const rows = (count: number): Block => ({
      type: 'table',
      widths: [1, 1],
      headerRows: 1,
      rows: Array.from({ length: count }, (_, index) => ({ cells: [cell(String(index)), cell('值')] })),
    });
    const kept = async (count: number): Promise<number[]> => {
      const body = await bodyOf(documentOf([line('body', '关键指标：'), rows(count)]));
      return [...all(body, 'w:p').slice(0, 2), ...all(body, 'w:tr')].map((node) =>
        Math.min(1, on(node, 'w:keepNext')),
      );
    };
    expect(await kept(3)).toEqual([1, 1, 1, 1, 0]);
    expect(await kept(30)).toEqual([1, 1, 1, ...Array<number>(29).fill(0)]);
  });

  test('a heading inside a table stays with its rows, and rows under one merged cell stay together', async () => {
    const head = (text: string, rowSpan = 1) => ({ ...cell(text), header: true, rowSpan });
    const plain = Array.from({ length: 20 }, (_, index) => ({ cells: [cell(String(index)), cell('值')] }));
    const table: Block = {
      type: 'table',
      widths: [1, 1],
      headerRows: 0,
      rows: [
        ...plain,
        { cells: [head('标题一'), head('标题二')] },
        { cells: [head('来源', 2), cell('单位')] },
        { cells: [cell('姓名')] },
        { cells: [head('电话'), cell('号码')] },
      ],
    };
    const body = await bodyOf(documentOf([table]));
    const kept = all(body, 'w:tr').map((row) => Math.min(1, on(row, 'w:keepNext')));
    expect(kept).toEqual([...Array<number>(20).fill(0), 1, 1, 0, 0]);
  });

  test('words stand at the top, in the middle or at the bottom of a cell', async () => {
    const cells = [cell('上', { vAlign: 'top' }), cell('中'), cell('下', { vAlign: 'bottom' })];
    const body = await bodyOf(
      documentOf([{ type: 'table', widths: [1, 1, 1], headerRows: 0, rows: [{ cells }] }]),
    );
    expect(all(body, 'w:vAlign').map((each) => each.attributes['w:val'])).toEqual([
      'top',
      'center',
      'bottom',
    ]);
  });

  test('signature lines stay together', async () => {
    const body = await bodyOf(documentOf(everyBlock));
    const lines = all(body, 'w:p').filter((paragraph) => /盖章|签字|年　/.test(wordText(paragraph)));
    expect(lines.map((paragraph) => on(paragraph, 'w:keepNext'))).toEqual([1, 1, 0]);
  });
});

describe('missing places', () => {
  test('a draft marks them, a final leaves an underlined blank', async () => {
    const draft = await bodyOf(documentOf(everyBlock, { draft: true }));
    expect(wordText(draft).match(/【待填】/g)).toHaveLength(2);
    const final = await bodyOf(documentOf(everyBlock));
    expect(wordText(final)).not.toContain('待填');
    const blank = all(final, 'w:r').find((run) => wordText(run) === '　'.repeat(6))!;
    expect(first(blank, 'w:u').attributes['w:val']).toBe('single');
  });
});

describe('text', () => {
  const anyText = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units));
  const nasty = fc.oneof(
    anyText,
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      ']]>',
      '<w:t>&amp;</w:t>',
      '\uFFFE\uFFFF',
      '\uD800',
      'a\tb',
      '&#0;',
      '{{id}}',
      '  两端  ',
    ),
  );

  test('whatever the text, the parts are well-formed and the text reads back as cleaned', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (text, inCell) => {
        const model = documentOf(
          [
            line('body', text),
            { type: 'table', widths: [1], headerRows: 0, rows: [{ cells: [cell(inCell)] }] },
          ],
          { title: text, mark: inCell },
        );
        const body = await bodyOf(model);
        const [paragraph] = all(body, 'w:p');
        expect(wordText(paragraph!)).toBe(`${cleanText(text)}\n`);
        expect(wordText(first(body, 'w:tc'))).toBe(`${cleanText(inCell)}\n`);
      }),
      { numRuns: 80 },
    );
  }, 30_000);
});

test('the same model gives the same bytes', async () => {
  const model = documentOf(everyBlock);
  const once = await paintDocx(model);
  const core = partsOf(once).get('docProps/core.xml')!;
  expect(core).not.toMatch(/created|modified/);
  expect(Buffer.compare(once, await paintDocx(structuredClone(model)))).toBe(0);
});
