/** A small document with every sort of block. */
import type { Block, Cell, DocModel, Paragraph } from '../../../forms/documents/model.ts';

export function line(role: Paragraph['role'], text: string, more: Partial<Paragraph> = {}): Paragraph {
  return { type: 'paragraph', role, runs: [{ text }], ...more };
}

export function cell(text: string, more: Partial<Cell> = {}): Cell {
  return { blocks: [line('cell', text)], ...more };
}

export function documentOf(blocks: readonly Block[], more: Partial<DocModel> = {}): DocModel {
  return {
    id: 'sample',
    title: '样例',
    fileName: '样例',
    layout: 'form',
    landscape: false,
    mark: '版本 r3·0a1b2c3d',
    draft: false,
    blocks,
    ...more,
  };
}

export const everyBlock: readonly Block[] = [
  line('mark', '附件 1'),
  { type: 'space', lines: 2 },
  line('title', '面向“一带一路”国家可持续发展技术申报书'),
  line('subtitle', '（格式）'),
  {
    type: 'paragraph',
    role: 'cover',
    path: 'name',
    runs: [{ text: '技术成果名称：' }, { text: '一项很长的名称'.repeat(6), underline: true }],
  },
  {
    type: 'paragraph',
    role: 'cover',
    path: 'date',
    runs: [{ text: '申报日期：' }, { text: '', missing: true, underline: true }],
  },
  { type: 'page_break' },
  { type: 'heading', level: 1, text: '一、申报单位基本情况' },
  { type: 'heading', level: 2, text: '（一）技术名称' },
  { type: 'heading', level: 3, text: '1.名称' },
  { type: 'heading', level: 4, text: '（1）其他' },
  line('body', '正文 with Latin, ☑是　□否 😀', { indent: 2 }),
  {
    type: 'paragraph',
    role: 'body',
    indent: 2,
    path: 'patents',
    runs: [{ text: '专利号：' }, { text: '', missing: true }, { text: '等', bold: true }],
  },
  {
    type: 'table',
    widths: [1, 3, 3],
    headerRows: 1,
    rows: [
      {
        cells: [
          cell('序号', { header: true }),
          cell('指标', { header: true }),
          cell('数值', { header: true }),
        ],
      },
      { cells: [cell('1', { rowSpan: 2 }), cell('减排率'), cell('35%')], height: 40 },
      { cells: [cell('节能量'), cell('400万千瓦时')] },
      { cells: [cell('说明', { colSpan: 2 }), cell('一段说明。'.repeat(120))] },
    ],
  },
  { type: 'table', widths: [1, 1], headerRows: 0, rows: [{ cells: [cell('甲'), cell('乙')] }] },
  line('note', '备注：以上数据可核查。'),
  line('signature', '申报单位（盖章）'),
  line('signature', '法定代表人签字：'),
  line('signature', '　　　　年　　月　　日'),
];
