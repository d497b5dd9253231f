/** Words that tell two names or organisations apart only on paper. */

/** At the end of an organisation's name, the longer first: 青岛示例科技有限公司 and 青岛示例科技 are one. */
export const organisationForms: readonly string[] = [
  '集团股份有限公司',
  '集团有限责任公司',
  '集团有限公司',
  '股份有限公司',
  '有限责任公司',
  '有限公司',
  '股份公司',
  '集团公司',
  '总公司',
  '公司',
  '集团',
];

/** Words of a title that say what sort of thing it is, not what it is about; the longer first. */
export const titleFillers: readonly string[] = [
  '关键技术研究与应用',
  '关键技术研究',
  '研究与应用示范',
  '研发与应用示范',
  '研究与示范',
  '研究与应用',
  '研发与应用',
  '开发与应用',
  '开发及应用',
  '研究及应用',
  '研发及应用',
  '及其应用',
  '应用示范',
  '联合研发',
  '联合研究',
  '合作研发',
  '合作研究',
  '合作项目',
  '技术研究',
  '技术开发',
  '产业化',
  '关键技术',
  '一种',
  '项目',
  '研究',
];
