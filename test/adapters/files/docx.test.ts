import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paintDocx } from '../../../adapters/files/docx.ts';
import { titleLines } from '../../../adapters/files/title.ts';
import { cleanText, halfWidths } from '../../../forms/documents/clean.ts';
import type { Block, Closing, DocModel, Letterhead } from '../../../forms/documents/model.ts';
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
    expect(instead.仿宋_GB2312).toBe('仿宋,FangSong,华文仿宋,STFangsong,FandolFang');
    expect(instead.方正小标宋简体).toMatch(/华文中宋.*宋体/);
    expect(Object.values(instead).every(Boolean)).toBe(true);
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

  test('a turned page in an official document keeps its number at the short edge, in a section of its own', async () => {
    const table: Block = { type: 'table', widths: [1], headerRows: 0, rows: [{ cells: [cell('表')] }] };
    const trees = await treesOf(
      documentOf(
        [
          line('body', '前'),
          { type: 'page_break' },
          { type: 'section', layout: 'official', landscape: true, blocks: [table] },
          line('body', '后'),
        ],
        { layout: 'official' },
      ),
    );
    const document = trees.get('word/document.xml')!;
    const sizes = all(document, 'w:pgSz').map((size) => size.attributes['w:orient']);
    expect(sizes).toEqual(['portrait', 'landscape', 'portrait']);
    expect(all(document, 'w:pgMar')[1]!.attributes).toMatchObject({
      'w:top': '1587',
      'w:right': '2098',
      'w:bottom': '1474',
      'w:left': '1984',
    });
    expect(on(document, 'w:pageBreakBefore')).toBe(0);
    const turned = [...trees.values()].filter((tree) => all(tree, 'w:tblpPr').length > 0);
    expect(turned.map((tree) => first(tree, 'w:textDirection').attributes['w:val'])).toEqual([
      'tbRl',
      'tbRl',
    ]);
    expect(turned.flatMap((tree) => all(tree, 'w:instrText').map((node) => node.text))).toEqual([
      'PAGE',
      'PAGE',
    ]);
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

describe('letters', () => {
  const letterhead: Letterhead = {
    organ: [{ text: '某某示范大学' }],
    number: [{ text: '某大函〔2017〕1号' }],
    lines: true,
    printed: false,
  };
  const closing = (seal: Closing['seal'], organ = '某某示范大学'): Closing => ({
    type: 'closing',
    seal,
    organ: [{ text: organ }],
    date: [{ text: '2017年9月8日' }],
    post: [{ text: '校长' }],
  });
  const places = async (block: Block): Promise<Record<string, string | undefined>[]> => {
    const body = await bodyOf(documentOf([line('body', '正文。'), block], { layout: 'official' }));
    return all(body, 'w:p').map((paragraph) => ({
      text: wordText(paragraph).trim(),
      align: all(paragraph, 'w:jc')[0]?.attributes['w:val'],
      left: all(paragraph, 'w:ind')[0]?.attributes['w:left'],
      right: all(paragraph, 'w:ind')[0]?.attributes['w:right'],
      before: all(paragraph, 'w:spacing').find((node) => node.attributes['w:line'])?.attributes['w:before'],
      kept: String(Math.min(1, on(paragraph, 'w:keepNext'))),
    }));
  };

  test('the head is red, on the first page only, which has no number', async () => {
    const trees = await treesOf(documentOf([line('title', '复函')], { layout: 'official', letterhead }));
    const document = trees.get('word/document.xml')!;
    expect(on(document, 'w:titlePg')).toBe(1);
    expect(wordText(first(document, 'w:body'))).toMatch(/^某大函〔2017〕1号\n复函\n/);
    const heads = [...trees].filter(([, tree]) => wordText(tree).includes('某某示范大学'));
    expect(heads).toHaveLength(1);
    const [, head] = heads[0]!;
    expect(first(head, 'w:color').attributes['w:val']).toBe('FF0000');
    expect(
      all(head, 'w:bottom').map((node) => [node.attributes['w:sz'], node.attributes['w:color']]),
    ).toEqual([
      ['18', 'FF0000'],
      ['6', 'FF0000'],
    ]);
    const footers = [...trees].filter(([path]) => /word\/footer\d/.test(path)).map(([, tree]) => tree);
    expect(footers.map((tree) => all(tree, 'w:instrText').length).sort()).toEqual([0, 1, 1]);
    expect(footers.map(wordText).join('')).not.toContain('版本');
    const [, properties] = [...trees].find(([path]) => path === 'docProps/core.xml')!;
    expect(first(properties, 'cp:version').text).toBe('版本 r3·0a1b2c3d');
  });

  test('on printed paper the room is left and nothing drawn; a draft carries its mark', async () => {
    const model = { layout: 'official', letterhead: { ...letterhead, printed: true }, draft: true } as const;
    const trees = await treesOf(documentOf([line('title', '复函')], model));
    const all3 = [...trees].filter(([path]) => /word\/(header|footer)\d/.test(path));
    expect(all3.map(([, tree]) => wordText(tree)).join('')).not.toContain('某某示范大学');
    expect(all3.flatMap(([, tree]) => all(tree, 'w:pBdr'))).toEqual([]);
    expect(all3.map(([, tree]) => wordText(tree)).join('')).toContain('版本 r3·0a1b2c3d');
  });

  test('sealed: two lines of room, name and date centred in one box, the end of the text stays with them', async () => {
    const [text, organ, date] = await places(closing('seal'));
    expect(text).toMatchObject({ kept: '1' });
    expect(organ).toMatchObject({ align: 'center', right: '0', before: '1158', kept: '1' });
    expect(date).toMatchObject({ align: 'center', right: '0', left: organ!.left, before: '0', kept: '0' });
    // The box's middle lies half a date left of four characters from the right.
    const middle = (Number(organ!.left) + 8845) / 2;
    expect(8845 - middle - 4 * 315).toBeGreaterThan(900);
    expect(8845 - middle - 4 * 315).toBeLessThan(1300);
  });

  test('a name too long to be centred on the date ends at the edge of the text', async () => {
    const [, organ] = await places(closing('seal', '某某省某某市示范交通运输科学技术研究院有限责任公司'));
    const width = 25 * 315;
    expect(8845 - Number(organ!.left)).toBeGreaterThan(width - 20);
    expect((await places(closing('seal', '某'.repeat(60))))[1]).toMatchObject({ left: '0' });
  });

  test('unsealed: the name two characters from the right, the date two characters into it', async () => {
    const [, organ, date] = await places(closing('none', '某某示范交通运输大学'));
    expect(organ).toMatchObject({ align: 'left', before: '579', left: String(8845 - 12 * 315) });
    expect(Number(date!.left) - Number(organ!.left)).toBe(630);
    const [, short, long] = await places(closing('none', '某大'));
    expect(Number(long!.left) - Number(short!.left)).toBe(630);
    expect(Number(long!.left)).toBeLessThan(8845 - 2 * 315 - 1900);
  });

  test('stamped: the post left of the room for the stamp, no name is printed in its place', async () => {
    const [, post, date] = await places(closing('stamp'));
    expect(post).toMatchObject({ text: '校长', align: 'right', right: String(12 * 315), before: '1158' });
    expect(date).toMatchObject({ align: 'right', right: String(4 * 315), before: '579' });
  });

  test('annexes hang under the first character of their name', async () => {
    const items = ['甲', '乙'].map((text, index) => ({ number: index + 1, runs: [{ text }] }));
    const body = await bodyOf(documentOf([{ type: 'annexes', items }], { layout: 'official' }));
    const [one, two] = all(body, 'w:p');
    expect([one!, two!].map(wordText)).toEqual(['附件：1.\t甲\n', '2.\t乙\n']);
    expect(first(one!, 'w:ind').attributes).toMatchObject({ 'w:left': '1890', 'w:hanging': '1260' });
    expect(first(two!, 'w:ind').attributes).toMatchObject({ 'w:left': '1890', 'w:hanging': '315' });
    const single = await bodyOf(documentOf([{ type: 'annexes', items: [{ runs: [{ text: '甲' }] }] }]));
    expect(wordText(first(single, 'w:p'))).toBe('附件：甲\n');
  });

  test('an annex begins on a new page with its mark in 黑体 and its title on the third line', async () => {
    const body = await bodyOf(
      documentOf([line('body', '前'), { type: 'annex', label: '附件2', runs: [{ text: '清单' }] }], {
        layout: 'official',
      }),
    );
    const [, mark, title] = all(body, 'w:p');
    expect(on(mark!, 'w:pageBreakBefore')).toBe(1);
    expect(first(mark!, 'w:rFonts').attributes['w:eastAsia']).toBe('黑体');
    expect(all(title!, 'w:spacing').find((node) => node.attributes['w:line'])!.attributes['w:before']).toBe(
      '579',
    );
  });
});

describe('titles', () => {
  test.each([
    ['关于报送“一带一路”交通运输科技创新需求建议的函', 28],
    ['江海示范交通大学与沿线国家大学和科研机构现有合作协议及联合研究课题清单', 40],
    ['关于推荐面向“一带一路”国家可持续发展技术成果的函', 40],
  ])('%s is cut between words', (title, most) => {
    const lines = titleLines(title, most);
    expect(lines.join('')).toBe(title);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(halfWidths(line)).toBeLessThanOrEqual(most);
      expect(line).not.toMatch(/^[，。、；：！？”’）》]|[“‘（《]$/u);
      expect((line.match(/“/g) ?? []).length).toBe((line.match(/”/g) ?? []).length);
    }
    expect(lines).not.toContain('的函');
  });

  test('whatever the title, nothing is lost and no line is too wide unless one word is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'关于报送需求建议的函“”（）、 ABC12'), maxLength: 80 }),
        (title) => {
          const lines = titleLines(title, 40);
          expect(lines.join('')).toBe(title);
          if (lines.length > 1) for (const each of lines) expect(halfWidths(each)).toBeLessThanOrEqual(40);
        },
      ),
    );
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
