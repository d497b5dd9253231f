/** What people type where they say nothing: recognised as the whole of a text, to ask once whether it was meant. */
import { list } from './list.ts';

export const fillers = list(`
  测试 | 测试一下 | 试试 | 试一下 | 随便 | 随便写 | 随便写的 | 随便填 | 瞎写 | 瞎填 | 乱写 | 不想写 | 懒得写 | 呵呵 | 嘿嘿 |
  嘻嘻 | 阿巴阿巴 | 略略略 | 占位 | 占个位 | 先占位 | 待补 | 待补充 | 待写 | 待填 | 以后补 | 回头补 | 后补 | test | testing | todo |
  xxx | abc | null | undefined | hi | hello | ok | lorem ipsum
`);

/** Rows of the keyboard, and the alphabet. */
export const keyboard: readonly string[] = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'poiuytrewq',
  'lkjhgfdsa',
  'mnbvcxz',
  'abcdefghijklmnopqrstuvwxyz',
];
