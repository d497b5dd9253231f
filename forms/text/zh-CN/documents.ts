import type { Sentences } from '../index.ts';

/** What documents print by themselves, beside the call's own words and the answers. */
export const documents: Sentences = {
  'issue.table.too_many': '《{title}》最多列 {max} 项，现在有 {count} 项，请先选定要报的，其余的不要打进来',
  'document.draft': '草稿',
  'document.table': '汇总表',
  'document.pictures': '图片',
  'document.missing': '【待填】',
  'document.none': '无',
  'document.version': '版本 r{revision}·{hash}',
  'document.page': '第 {page} 页 共 {pages} 页',
  'document.blank_date': '　　　　年　　月　　日',
  'document.blank_other': '：__________',
  'document.part_label': '{label}：',
  'document.row_number': '（{number}）',
  'document.level_1': '{hanzi}、',
  'document.level_2': '（{hanzi}）',
  'document.level_3': '{number}.',
  'document.level_4': '（{number}）',
  'document.office_form':
    '这份文件填在发文单位自己的空白表里，版面以下载的 Word 文件为准；下面列出填进去的内容。',
  'document.row_no': '序号',
  'document.some_cell': '表格里的一格',
  'document.annexes': '附件：',
  'document.annex': '附件{number}',
};
