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
  { mark: '绝密', words: ['绝密', '絕密', '絶密'], not: '封闭集切度实钥码植布' },
  { mark: '机密', words: ['机密', '機密'], not: '封闭集切度实钥码植布性计' },
  { mark: '秘密', words: ['秘密'], not: '共分' },
];

/** Before 秘密 and 机密: trade and technical secrets are a kind of property, which many a form asks about. */
export const propertyHeads: readonly string[] = ['商业', '技术', '贸易', '个人'];

/** Before 机密, 机 belongs to a machine: 电机密排, 发动机密. */
export const machineHeads = '电动压轮整';

/** What says that something is not secret: 不涉及国家秘密, 未标密级, and the name of the law. */
export const denials = new RegExp(
  [
    '(?:不|未|无|沒|没|非|免)[涉含属是存在及于有包任何带标泄露得密级别国家被列为定填写报送上传、和或绝机商业]{0,14}(?:绝密|机密|秘密)' +
      // 不含国家秘密、工作秘密及商业秘密
      '(?:[、及和与或][国家工作商业技术个人]{0,4}(?:绝密|机密|秘密))*',
    // 是否涉及国家秘密；国家秘密：无
    '(?:是否|有无|是不是)[涉及含有属于包]{0,4}[国家工作商业]{0,4}(?:绝密|机密|秘密)(?!\\s*[:?]?\\s*(?:是|有|涉|√|☑))',
    '[涉及含有]{0,4}[国家工作]{2,4}秘密(?:事项|内容|信息)?\\s*[:?]\\s*(?:否|无|没有|不)',
    '保守国家秘密法',
  ].join('|'),
  'gu',
);

/** Nouns behind 内部 that make it a mark wherever it stands. */
export const internalPapers: readonly string[] = ['资料', '刊物', '传阅', '掌握', '发行', '文稿', '讨论稿'];

/** Nouns behind 内部 that make it a mark unless it is the inside of something: 炉内部材料, 设备内部使用. */
export const internalThings: readonly string[] = [
  '文件',
  '使用',
  '参考',
  '公开',
  '报告',
  '通报',
  '秘密',
  '事项',
];

/** Nouns that are as often the inside of a thing: a mark only where no more is said of them (内部数据显示). */
export const internalStuff: readonly string[] = ['材料', '信息', '数据'];

/** What may stand behind them in a mark: 内部材料请勿外传. */
export const internalTails: readonly string[] = ['请', '不', '勿', '严', '注意', '仅', '切'];

/** Characters before which 内部 is said of a paper, not of a thing. */
export const internalHeads = '属于为是仅限供系的份些有凡';

/** What alone says that the matter may not be public, and what may stand in front: 这个其实是非公开的. */
export const confidentialWords: readonly string[] = [
  '非公开',
  '不公开',
  '不能公开',
  '不可以公开',
  '不宜公开',
];
export const confidentialHeads: readonly string[] = [
  ...[
    '这个其实是',
    '这个应该是',
    '这个成果是',
    '这项成果是',
    '其实是',
    '应该是',
    '这个是',
    '这项是',
    '成果是',
    '属于',
  ],
  ...['改成', '改为', '是'],
];

/** What stands around a bare answer to 公开还是非公开 and says nothing of the content. */
export const answerFillers = /这项|这个|我们|成果|应该|都|是|属于|选|类|的|[，。,.！!、；;]/gu;
