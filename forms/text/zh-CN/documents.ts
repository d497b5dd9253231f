import type { Sentences } from '../index.ts';

/** What documents print by themselves, beside the call's own words and the answers. */
export const documents: Sentences = {
  'document.draft': '草稿',
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
  'document.annexes': '附件：',
  'document.annex': '附件{number}',
};
