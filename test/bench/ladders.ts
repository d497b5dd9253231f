/** A draft inside readiness ladders: as many technologies as a call takes, every rung of the scale asked and answered. */
import path from 'node:path';
import type { Pipeline } from '../bot/pipeline.ts';
import { tell } from '../bot/storyteller.ts';
import { answersOf, openOf } from '../bot/whole.ts';
import { type Case, ONE_MORE, type Said } from '../fixtures/case.ts';

/** Folder of the call whose rows each hold a ladder of thirteen levels. */
export const LADDER_CALLS: string = path.join(import.meta.dirname, '../fixtures/calls/readiness');

const FIRST = '填报：技术成熟度';
const TECHNOLOGIES = 5;
const NAMES = ['抗污染平板膜', '曝气装置', '清洗药剂', '在线监测', '集中控制'];

/** What is said at a step of a ladder, by the end of its id. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/claimed$/, '13级'],
  [/\/to\d+$/, '没有'],
  [/expected$/, '13级'],
  [/deliverable$/, '第三方出具的年度审计报告和用户使用证明'],
  [/n_fixed_cost$/, '3000000元'],
  [/n_unit_price$/, '5000元'],
  [/n_unit_cost$/, '3000元'],
  [/n_sold$/, '3000'],
  [/n_income_year$/, '1200万元'],
  [/n_cost_year$/, '900万元'],
  [/n_income_total$/, '3000万元'],
  [/n_input_(?:research|production)$/, '600万元'],
  [/n_input_operation$/, '1000万元'],
  [/l\d+_same$/, '一样'],
  [/l\d+_(?:\d|n)_same$/, '不是'],
  [/_doc$/, '年度记录，2024年5月，示例检测中心，编号 KY-01'],
  [/_kind$/, '1'],
  [/_file$/, '无'],
  [/_where$/, '档案室三号柜'],
  [/l\d+_\d$/, '做到了'],
  [/trl$/, '确认'],
];

const story: Case = {
  paths: [],
  at({ path: at, control, row }): Said | undefined {
    if (control === 'rows') return words((row?.count ?? 0) < TECHNOLOGIES ? ONE_MORE : '没有了');
    if (at === 'name') return words('膜组件产业化');
    if (at.endsWith('/title')) return words(NAMES[Number(/\/r(\d)/.exec(at)?.[1]) - 1] ?? '其他');
    const said = WORDS.find(([end]) => end.test(at))?.[1];
    return said === undefined ? undefined : words(said);
  },
};

const words = (said: string): Said => ({ kind: 'words', words: said });

/** The step that is left open: the last rung of the last technology. */
const UNTIL = `key_tech/r${TECHNOLOGIES}/trl/l1_1_where`;

/** Whether what the bot asks stands in the last technology's ladder. */
export function inLastLadder(asked: string | null | undefined): boolean {
  return asked?.startsWith(`key_tech/r${TECHNOLOGIES}/trl/`) ?? false;
}

/** Answers every rung of every technology but for the last step of the last one. Gives the number of answers. */
export async function ladderDraft(
  pipeline: Pick<Pipeline, 'deliver' | 'store'>,
  who: string,
): Promise<number> {
  await tell(pipeline, story, FIRST, { who, channel: 'web', until: UNTIL });
  const head = await openOf(pipeline.store, who);
  return (await answersOf(pipeline.store, head?.id ?? '')).size;
}

/** Opens a rung of the last technology, as a person says it, and answers it; then the open step is asked again. */
export const RUNG = {
  open: `修改 关键技术${TECHNOLOGIES}的9级大批量生产的凭证`,
  answer: (number: number): string => `年度产量记录，2024年5月，示例检测中心，编号 KY-${number}`,
};
