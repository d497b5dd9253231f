import { describe, expect, it } from 'vitest';
import { understood } from './read.ts';

it.each([
  ['张三', '张三'],
  ['联系人：张 三', '张三'],
  ['我叫李四', '李四'],
  ['张三老师', '张三'],
  ['买买提·艾力', '买买提·艾力'],
  ['John Smith', 'John Smith'],
  ['张三、李四', '张三 | 李四'],
  ['张老师', '!person.full_name'],
  ['欧阳老师', '!person.full_name'],
  ['王工', '!person.full_name'],
  ['13800000000', '!person.not_a_name'],
  ['某某科技公司', '!person.not_a_name'],
  ['今天', '!person.not_a_name'],
  ['明天', '!person.not_a_name'],
  ['好的', '!person.not_a_name'],
  ['随便', '!person.not_a_name'],
  ['没有了', '!person.not_a_name'],
  ['哈哈哈哈', '!person.not_a_name'],
  ['三月五日', '!person.not_a_name'],
  ['十二', '!person.not_a_name'],
  ['asdf', '!person.not_a_name'],
  ['asdfgh', '!person.not_a_name'],
  ['联系人：今天', '!person.not_a_name'],
  ['周今天', '周今天'],
  ['丁一', '丁一'],
  ['万三千', '万三千'],
])('person %s → %s', (said, expected) => {
  expect(understood({ type: 'person' }, said)).toBe(expected);
});

it.each([
  ['13800000000', '13800000000'],
  ['１３８ ００００ ００００', '13800000000'],
  ['+86 138-0000-0000', '13800000000'],
  ['（010）0000 0000', '010-00000000'],
  ['01000000000', '010-00000000'],
  ['0535-0000000', '0535-0000000'],
  ['010-00000000转801', '010-00000000-801'],
  ['座机：010-00000000-801', '010-00000000-801'],
  ['400-000-0000', '400-000-0000'],
  ['+49 30 123456', '+4930123456'],
  ['00000000', '00000000 should:phone.area_code'],
  ['手机13800000000 座机010-00000000', '13800000000 | 010-00000000'],
  ['1380000000', '!phone.mobile_digits'],
  ['138000000000', '!phone.mobile_digits'],
  ['010-000000', '!phone.format'],
  ['没有电话', '!phone.format'],
])('phone %s → %s', (said, expected) => {
  expect(understood({ type: 'phone' }, said)).toBe(expected);
});

it('takes a mobile where one is asked', () => {
  expect(understood({ type: 'phone', only: 'mobile' }, '010-00000000、13800000000')).toBe('13800000000');
  expect(understood({ type: 'phone', only: 'mobile' }, '010-00000000')).toBe('!phone.mobile_only');
  expect(understood({ type: 'phone', only: 'landline' }, '13800000000')).toBe('!phone.landline_only');
});

it.each([
  ['shenbao@example.com', 'shenbao@example.com'],
  ['邮箱：ｓｈｅｎｂａｏ＠Example.com。', 'shenbao@example.com'],
  ['a@example.com；b@example.com', 'a@example.com | b@example.com'],
  ['email@example.com', 'email@example.com'],
  ['shen bao@example.com', '!email.format'],
  ['a@b', '!email.format'],
  ['a..b@example.com', '!email.format'],
  ['example.com', '!email.format'],
])('email %s → %s', (said, expected) => {
  expect(understood({ type: 'email' }, said)).toBe(expected);
});

describe('organisation', () => {
  it.each([
    '清华大学',
    '中国科学院过程工程研究所',
    '江苏沃野示例环境工程有限公司',
    '江苏省科学技术厅',
    '青岛市科学技术局',
    '中国循环经济协会',
    '示例（北京）科技有限公司',
  ])('%s looks full', (name) => {
    expect(understood({ type: 'organisation' }, `申报单位：${name}。`)).toBe(name);
  });

  it.each(['清华', '中科院过程所', '北科大', '示例环保公司', '研究所', '青岛市科技局', '某省科技厅'])(
    '%s is asked back, not completed',
    (name) => {
      expect(understood({ type: 'organisation' }, name)).toBe(`${name} should:organisation.short_name`);
    },
  );

  it('takes one, without the mark for the seal', () => {
    expect(understood({ type: 'organisation' }, '甲乙大学、丙丁大学')).toBe('!organisation.several');
    expect(understood({ type: 'organisation' }, '甲乙大学（盖章）')).toBe('甲乙大学');
    expect(understood({ type: 'organisation' }, '。。。')).toBe('!organisation.not_a_name');
  });
});
