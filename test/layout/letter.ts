/** A reply letter with every part of the official layout, several pages long. */
import type { Block, DocModel, Paragraph } from '../../forms/documents/model.ts';

function line(role: Paragraph['role'], text: string, more: Partial<Paragraph> = {}): Paragraph {
  return { type: 'paragraph', role, runs: [{ text }], ...more };
}

function body(text: string): Paragraph {
  return line('body', text, { indent: 2 });
}

function cell(text: string, header = false): { blocks: Paragraph[]; header?: boolean } {
  return { blocks: [line('cell', text)], ...(header ? { header } : {}) };
}

/** Hanzi only, without punctuation, so that every full line has the same number of characters. */
const PLAIN = '港口岸电与船舶混合动力示范应用需要共同制定接口标准并培训沿线国家技术人员'.repeat(60);

const table: Block = {
  type: 'table',
  widths: [1, 4, 3, 3, 5],
  headerRows: 1,
  rows: [
    { cells: ['序号', '具体需求', '行动', '对象国家', '说明'].map((title) => cell(title, true)) },
    ...Array.from({ length: 24 }, (_, index) => ({
      cells: [
        String(index + 1),
        '内河港口岸电接口标准互认',
        '共建联合实验室',
        '泰国、老挝',
        '已有合作备忘录，计划三年内完成两处示范。',
      ].map((text) => cell(text)),
    })),
  ],
};

export const letter: DocModel = {
  id: 'letter',
  title: '复函',
  fileName: '复函',
  layout: 'official',
  landscape: false,
  mark: '版本 r3·0a1b2c3d',
  draft: false,
  letterhead: {
    organ: [{ text: '江海示范交通大学' }],
    number: [{ text: '江海交大函〔2017〕12号' }],
    lines: true,
    printed: false,
  },
  blocks: [
    line('title', '江海示范交通大学关于报送“一带一路”交通运输科技创新需求建议的函'),
    line('addressee', '交通运输部科技司：'),
    body(
      '《关于征集“一带一路”科技创新需求建议的函》收悉。结合我校与沿线国家的合作基础，现将需求建议报送如下。',
    ),
    { type: 'heading', level: 1, text: '一、现有合作基础' },
    body('我校与沿线国家的三所大学签有合作协议，2014年以来共同承担研究课题5项，互派访问学者21人次。'),
    { type: 'heading', level: 1, text: '二、具体需求建议' },
    { type: 'heading', level: 2, text: '（一）共建联合实验室' },
    { type: 'heading', level: 3, text: '1.内河港口岸电联合实验室' },
    body(PLAIN),
    body('以上建议，请予考虑。'),
    {
      type: 'annexes',
      items: [
        { number: 1, runs: [{ text: '“一带一路”交通运输科技创新需求汇总表' }] },
        {
          number: 2,
          runs: [{ text: '江海示范交通大学与沿线国家大学和科研机构现有合作协议及联合研究课题清单' }],
        },
      ],
    },
    {
      type: 'closing',
      seal: 'seal',
      organ: [{ text: '江海示范交通大学' }],
      date: [{ text: '2017年9月8日' }],
    },
    line('postscript', '（联系人：某某，电话：010-00000000）', { indent: 2 }),
    {
      type: 'section',
      layout: 'official',
      landscape: true,
      blocks: [
        { type: 'annex', label: '附件1', runs: [{ text: '“一带一路”交通运输科技创新需求汇总表' }] },
        table,
      ],
    },
    {
      type: 'annex',
      label: '附件2',
      runs: [{ text: '江海示范交通大学与沿线国家大学和科研机构现有合作协议及联合研究课题清单' }],
    },
    body('1.合作备忘录。'),
  ],
};
