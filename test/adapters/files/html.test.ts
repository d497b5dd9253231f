import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paintHtml } from '../../../adapters/files/html.ts';
import { paintPreview } from '../../../adapters/files/html-preview.ts';
import { all, treeOf } from './office.ts';
import { cell, documentOf, everyBlock, line } from './sample.ts';

test('blocks that show an answer lead to it, missing places are marked', () => {
  const html = paintHtml(documentOf(everyBlock, { draft: true }));
  expect([...html.matchAll(/data-path="([^"]*)"/g)].map((match) => match[1])).toEqual([
    'name',
    'date',
    'patents',
  ]);
  expect(html.match(/<span class="missing[^>]*>【待填】<\/span>/g)).toHaveLength(2);
  expect(html).toContain('草稿');
  expect(html).toContain('版本 r3·0a1b2c3d');
});

test('a table keeps its head, spans and widths', () => {
  const html = paintHtml(
    documentOf([
      {
        type: 'table',
        widths: [1, 3],
        headerRows: 1,
        rows: [
          { cells: [cell('甲', { header: true }), cell('乙', { header: true })] },
          { cells: [cell('并', { colSpan: 2, path: 'a/r1' })] },
        ],
      },
    ]),
  );
  expect(html).toBe(
    '<article class="doc doc-form" data-document="sample" aria-label="样例"><table class="doc-table"><colgroup><col width="25%"><col width="75%"></colgroup>' +
      '<thead><tr><th><p class="doc-p doc-cell">甲</p></th><th><p class="doc-p doc-cell">乙</p></th></tr></thead>' +
      '<tbody><tr><td colspan="2" data-path="a/r1"><p class="doc-p doc-cell">并</p></td></tr></tbody></table>' +
      '<footer class="doc-mark">版本 r3·0a1b2c3d</footer></article>',
  );
});

test('one page begins where two parts say so; a turned page stands in a frame of its own', () => {
  const html = paintHtml(
    documentOf([
      { type: 'page_break' },
      line('body', '前'),
      {
        type: 'section',
        layout: 'form',
        landscape: true,
        blocks: [{ type: 'annex', label: '附件', runs: [{ text: '清单' }] }, line('body', '横')],
      },
      { type: 'page_break' },
      line('body', '后'),
      { type: 'section', layout: 'form', landscape: false, blocks: [line('body', '末')] },
    ]),
  );
  const shape = html.replace(/<(?!hr|div|\/div)[^>]*>/g, '').replace('版本 r3·0a1b2c3d', '');
  expect(shape).toBe(
    '前<hr class="doc-page"><div class="doc-turned">附件清单横</div><hr class="doc-page">后<hr class="doc-page">末',
  );
});

test('words stand where a box with room puts them', () => {
  const rows = [
    { cells: [cell('上', { vAlign: 'top' }), cell('下', { vAlign: 'bottom', align: 'right' }), cell('中')] },
  ];
  const html = paintHtml(documentOf([{ type: 'table', widths: [1, 1, 1], headerRows: 0, rows }]));
  expect([...html.matchAll(/<td([^>]*)>/g)].map((match) => match[1])).toEqual([
    ' class="doc-v-top"',
    ' class="doc-right doc-v-bottom"',
    '',
  ]);
});

test('no text breaks out of its place', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('<script>alert(1)</script>', '" onclick="x', "'", '&lt;', ']]>'),
      ),
      (text) => {
        const html = paintHtml(documentOf([line('body', text, { path: text })], { title: text, mark: '' }));
        const tree = treeOf(html);
        expect(
          all(tree, 'article')[0]!.children.map((child) => [child.name, Object.keys(child.attributes)]),
        ).toEqual([['p', ['class', 'data-path']]]);
      },
    ),
  );
});

test('pictures stand below their answer, each once, and the rest on a sheet of their own', () => {
  const picture = (name: string, digit: string) => ({
    name,
    hash: digit.repeat(64),
    bytes: 9,
    mediaType: 'image/png',
    width: 640,
    height: 480,
  });
  const named = (name: string) => line('body', name, { path: 'photos' });
  const models = [
    documentOf([named('一.png'), named('二.png'), line('body', '之后')]),
    documentOf([
      { type: 'table', widths: [1], headerRows: 0, rows: [{ cells: [cell('三', { path: 'map' })] }] },
      named('一.png'),
    ]),
  ];
  const pictures = new Map([
    ['photos', [picture('一.png', 'a'), picture('"二".png', 'b')]],
    ['map', [picture('三.png', 'c')]],
    ['later', [picture('扫描.png', 'd')]],
  ]);
  const html = paintPreview(models, pictures);
  expect([...html.matchAll(/data-picture="(.)/g)].map((match) => match[1])).toEqual(['a', 'b', 'c', 'd']);
  expect(html).toMatch(
    /二\.png<\/p><div class="doc-pictures" data-path="photos"><img [^>]*data-picture="a+" alt="一\.png" width="640" height="480"\/>/,
  );
  expect(html).toContain('alt="&quot;二&quot;.png"');
  expect(html).toMatch(/data-picture="c+"[^>]*\/><\/div><\/td>/);
  expect(html).toMatch(
    /<article class="doc doc-form" data-document="pictures" aria-label="图片"><div class="doc-pictures" data-path="later">/,
  );
  expect(html).not.toContain(' src=');
  expect(paintPreview(models)).not.toContain('img');
});
