/**
 * Words by which a paper is marked as secret, and the ordinary phrases they occur in. The classes are those of
 * 《保守国家秘密法》 (绝密、机密、秘密) and 内部, with which offices mark what is not for the public.
 */

/** Where they stand the paper is marked, whatever stands around them. Characters behind which they are none. */
export const classes: readonly {
  readonly mark: string;
  readonly words: readonly string[];
  readonly not: string;
}[] = [
  { mark: '绝密', words: ['绝密', '絕密'], not: '封闭集切度实钥码植布' },
  { mark: '机密', words: ['机密', '機密'], not: '封闭集切度实钥码植布性计' },
  { mark: '秘密', words: ['秘密'], not: '共分' },
];

/** Before 秘密: trade and technical secrets are a kind of property, which many a form asks about. */
export const propertyHeads: readonly string[] = ['商业', '技术', '贸易', '个人'];

/** What says that something is not secret: 不涉及国家秘密, 未标密级, and the name of the law. */
export const denials =
  /(?:不|未|无|沒|没|非|免)[涉含属是存在及于有包任何带标泄露得密级别国家、和或绝机商业]{0,12}(?:绝密|机密|秘密)|保守国家秘密法/gu;

/** Nouns behind 内部 that make it a mark wherever it stands. */
export const internalPapers: readonly string[] = ['资料', '刊物', '传阅', '掌握', '发行', '文稿', '讨论稿'];

/** Nouns behind 内部 that make it a mark unless it is the inside of something: 炉内部材料, 设备内部使用. */
export const internalThings: readonly string[] = [
  '文件',
  '材料',
  '使用',
  '参考',
  '公开',
  '信息',
  '数据',
  '报告',
  '通报',
  '秘密',
  '事项',
];

/** Characters before which 内部 is said of a paper, not of a thing. */
export const internalHeads = '属于为是仅限供系的份些有凡';

/** What stands around a bare answer to 公开还是非公开 and says nothing of the content. */
export const answerFillers = /这项|这个|我们|成果|应该|都|是|属于|选|类|的|[，。,.！!、；;]/gu;
