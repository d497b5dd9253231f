import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { securityMarkIn } from '../../forms/secrecy.ts';

const MARKED: readonly (readonly [string, string])[] = [
  ['机密', '机密'],
  ['机密★10年', '机密'],
  ['绝密', '绝密'],
  ['秘密★长期', '秘密'],
  ['★5年', '★'],
  ['这份是机密文件，先发你看', '机密'],
  ['以下内容属于国家秘密，注意保管', '秘密'],
  ['工作秘密，不得外传', '秘密'],
  ['（机密）中试报告.pdf', '机密'],
  ['绝密-样机照片.jpg', '绝密'],
  ['试验报告（内部）.docx', '内部'],
  ['内部_总结.docx', '内部'],
  ['报告-内部.pdf', '内部'],
  ['报告 内部.pdf', '内部'],
  ['【内部】\n一、项目进展', '内部'],
  ['总结\n内部\n2024年', '内部'],
  ['这是内部资料，请勿外传', '内部'],
  ['我院内部资料', '内部'],
  ['仅限内部使用', '内部'],
  ['属于内部文件', '内部'],
  ['内部参考', '内部'],
  ['密级：机 密', '机密'],
  ['机\u200b密', '机密'],
  ['機密', '机密'],
  ['这不是秘密，是机密', '机密'],
  ['絶密', '绝密'],
  ['是否涉及国家秘密：是', '秘密'],
  ['本项目已被列为国家秘密', '秘密'],
  ['我们的内部材料请勿外传', '内部'],
  ['为内部数据', '内部'],
  ['没有公开的机密材料', '机密'],
  ['不涉及国家秘密。另附秘密文件一份', '秘密'],
];

test.each(MARKED)('%j carries a mark', (text, mark) => {
  expect(securityMarkIn(text)).toBe(mark);
});

const ORDINARY: readonly string[] = [
  '电机密封采用双端面机械密封',
  '发动机密封件、手机密码、主机密钥',
  '与主机密切配合，杜绝密闭空间作业',
  '有机密度梯度',
  '项目内部收益率（IRR）为 12.5%',
  '反应器内部结构、炉内部材料、设备内部使用陶瓷内衬',
  '建立健全内部安防制度',
  '企业内部培训 12 次，内部管理规范',
  '不涉及国家秘密',
  '所有材料不涉及国家秘密和商业秘密，均可公开',
  '未标密级，无秘密事项',
  '知识产权形式：发明专利、技术秘密',
  '按照《保守国家秘密法》执行',
  '机密性、完整性和可用性',
  '基于秘密共享的隐私计算',
  '密度 1.2 g/cm³，加密传输，精密仪器，紧密衔接',
  '部门、全部、外部、部级',
  '外部，内部，底部均做防腐。内部：陶瓷',
  '五★好评',
  '★1年内达产，★10个月内完成验收',
  '成果不含国家秘密、工作秘密及商业秘密',
  '项目未被列为国家秘密，不得填写涉及国家秘密的内容',
  '是否涉及国家秘密：否',
  '国家秘密：无',
  '不泄露商业机密和技术机密',
  '双电机密联、电机密排布置',
  '炉体的内部材料采用刚玉，内部数据处理单元独立供电',
  '内部数据显示能耗下降',
];

test.each(ORDINARY)('%j carries none', (text) => {
  expect(securityMarkIn(text)).toBeUndefined();
});

const root = path.join(import.meta.dirname, '../..');
const read = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => path.join(folder, name));

test.each([...read('forms/calls'), ...read('test/fixtures/cases')])(
  'no line of %s carries one but its own warnings',
  (file) => {
    const lines = readFileSync(path.join(root, file), 'utf8').split('\n');
    expect(lines.filter((line) => securityMarkIn(line) !== undefined)).toEqual([]);
  },
);

test('a mark is found wherever it stands on a line of its own', () => {
  const prose = fc.string({ unit: fc.constantFrom('水', '处', '理', '，', '。', '1', 'a', ' ', '\n') });
  fc.assert(
    fc.property(prose, fc.constantFrom('绝密', '机密', '秘密', '内部'), prose, (before, mark, after) => {
      expect(securityMarkIn(`${before}\n${mark}\n${after}`)).toBe(mark);
    }),
  );
});

test('reads any text in time that grows with its length only', () => {
  const long = '不涉及'.repeat(20_000);
  expect(securityMarkIn(`${long}密`)).toBeUndefined();
  expect(securityMarkIn('机 '.repeat(40_000))).toBeUndefined();
});
