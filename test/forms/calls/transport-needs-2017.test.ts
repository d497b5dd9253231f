import { describe, expect, test } from 'vitest';
import { findKind, leafKindOf } from '../../../forms/kinds/index.ts';
import { questionAt, questionsOf } from '../../../forms/plan.ts';
import type { Question } from '../../../forms/question.ts';
import { callIn, checkedOwn, everyQuestion, ownSource } from '../../fixtures/own.ts';

const ID = 'transport-needs-2017';
const SOURCE = ownSource(ID);
const TODAY = '2017-08-21';

const checked = checkedOwn(ID);

const theCall = () => callIn(checked);

function question(at: string): Question {
  const found = questionAt(theCall(), at);
  if (!found) throw new Error(`no question ${at}`);
  return found;
}

test('the call file is accepted without a problem or a warning', () => {
  expect(checked.ok ? checked.warnings : checked.problems).toEqual([]);
});

/** The letter's addressees, in its order and words. */
const ADDRESSEES =
  '中国交通建设集团有限公司、中国远洋海运集团有限公司、招商局集团、武汉理工大学、长安大学、集美大学、上海海事大学、长沙理工大学、重庆交通大学、山东交通学院、南通大学、中国船级社、大连海事大学、部规划院、交科院、水科院、公路院、天科院、通信信息中心，规划司、公路局、水运局、运输服务司、安质司、国际司、海事局、救捞局';

/** The action plan's tasks, by action as the letter names the four. */
const TASKS: Readonly<Record<string, readonly string[]>> = {
  科技人文交流: [
    '资助杰出青年科学家来华工作',
    '举办适用技术及科技管理培训班',
    '促进科技人员交流和青少年科普交流',
    '加强科技创新政策沟通',
    '搭建国际科技组织平台',
    '推动科学普及',
    '开展工程能力互认',
  ],
  共建联合实验室: [
    '推动各类联合实验室或联合研究中心不断提升水平',
    '新建一批联合实验室或联合研究中心',
    '加强联合实验室或联合研究中心的协作与资源共享',
    '打造一批卓越联合实验室或联合研究中心',
  ],
  科技园区合作: [
    '协助开展园区规划',
    '加强人才交流与培养',
    '促进产业对接',
    '鼓励有条件的国内园区和企业参与沿线国家园区建设',
  ],
  技术转移: [
    '发挥各类技术转移平台的辐射带动作用',
    '构建“一带一路”技术转移协作网络',
    '发挥重大项目对技术转移的牵引作用',
    '促进沿线国家双向创新创业',
  ],
};

interface Options {
  readonly options: readonly { readonly value: string; readonly title: string }[];
}

describe('completeness', () => {
  test('every field that the notice implies is asked, K01 to K07', () => {
    const codes = new Set([...everyQuestion(questionsOf(theCall()))].map((each) => each.code));
    const wanted = ['K01', 'K02', 'K03', 'K04', 'K05', 'K06', 'K07'];
    expect(wanted.filter((code) => !codes.has(code))).toEqual([]);
  });

  test('the 27 addressees are those of the letter, by its own words', () => {
    const rule = question('unit').rules.find((each) => each.rule === 'one_of_names');
    const names = rule?.names as (string | { name: string })[];
    const printed = names.map((each) => (typeof each === 'string' ? each : each.name));
    expect(printed).toHaveLength(27);
    expect(printed).toEqual(ADDRESSEES.split(/[、，]/));
    expect(question('unit').guidance).toBe(ADDRESSEES);
  });

  test('no two addressees share a name, so that every name means one', () => {
    const rule = question('unit').rules.find((each) => each.rule === 'one_of_names');
    const names = rule?.names as (string | { name: string; also: string[] })[];
    const all = names.flatMap((each) => (typeof each === 'string' ? [each] : [each.name, ...each.also]));
    expect(all.filter((each, at) => all.indexOf(each) !== at)).toEqual([]);
  });

  test('the four actions with 7, 4, 4 and 4 tasks, word for word and in the plan’s order', () => {
    const actions = (question('needs/r1/action').kind as unknown as Options).options;
    const task = question('needs/r1/task');
    const tasks = (task.kind as unknown as Options).options;
    const allowed = task.rules.find((each) => each.rule === 'choice_limits_choice')?.allowed as Record<
      string,
      string[]
    >;
    expect(actions.map((each) => each.title)).toEqual(Object.keys(TASKS));
    const title = (value: string) => tasks.find((each) => each.value === value)?.title;
    expect(Object.fromEntries(actions.map((each) => [each.title, allowed[each.value]?.map(title)]))).toEqual(
      TASKS,
    );
    expect(tasks.map((each) => each.title)).toEqual(Object.values(TASKS).flat());
    expect(Object.values(allowed).flat()).toEqual(tasks.map((each) => each.value));
  });

  test('every task can be chosen by its title and its short names, and each means one', () => {
    const { kind } = question('needs/r1/task');
    const leaf = leafKindOf(question('needs/r1/task'));
    const options = (kind as unknown as { options: { value: string; title: string; aliases?: string[] }[] })
      .options;
    const wrong = options.flatMap(({ value, title, aliases = [] }) =>
      [title, ...aliases].filter((words) => {
        const parsed = leaf.parse(words, kind, { today: TODAY });
        return parsed.kind !== 'value' || parsed.value !== value;
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('no more than the notice', () => {
  test('no length, number or date is demanded that it does not set', () => {
    const all = [...everyQuestion(questionsOf(theCall()))];
    expect(all.filter((each) => each.kind.max !== undefined).map((each) => each.id)).toEqual([]);
    const hard = all.flatMap((each) =>
      each.rules
        .filter((rule) => rule.rule !== 'distinct')
        .map((rule) => `${each.id} ${rule.rule} ${String(rule.level ?? '')}`),
    );
    expect(hard).toEqual([
      'unit one_of_names ',
      'task choice_limits_choice must',
      'letter_date date_limit should',
    ]);
  });

  test('what it does not ask for is told as our wish, or may be left out', () => {
    const beyond = [...everyQuestion(questionsOf(theCall()))].filter(
      (each) => !each.guidance && each.required,
    );
    // A need has to be called something, and so has its place in the action plan.
    expect(beyond.map((each) => `${each.id} ${each.why ? 'why' : ''}`.trim())).toEqual([
      'country',
      'title',
      'task why',
      'contact why',
      'phone why',
    ]);
  });

  test('the year of the deadline is inferred, and to be confirmed by the coordinator', () => {
    expect(theCall().deadlines).toMatchObject([
      { date: '2017-09-11', status: 'inferred', official: true, ask: '征集协调人' },
    ]);
    expect(theCall().deadlines[0]?.note).toContain('没有年份');
  });

  test('paper with the seal, then the e-mail address that the notice prints; no name of a person', () => {
    expect(theCall().after.map((step) => step.do)).toEqual(['check', 'print', 'seal', 'post', 'email']);
    expect(
      theCall()
        .after.map((step) => step.text)
        .join(''),
    ).toContain('693721450@qq.com');
    expect(SOURCE).toContain('010-65292869');
    expect(SOURCE).not.toMatch(/联系人：\p{Script=Han}{2,3}/u);
  });
});

describe('examples', () => {
  test.each(
    checked.ok
      ? [...everyQuestion(questionsOf(checked.call))].flatMap((each) =>
          each.examples.map((example) => ({ label: each.label, question: each, example })),
        )
      : [],
  )('the example of $label is an answer the kind takes: $example', ({ question: asked, example }) => {
    const kind = findKind(asked.kind.type);
    if (kind?.shape !== 'leaf') throw new Error(`${asked.id} has an example but no leaf kind`);
    const parsed = kind.parse(example, asked.kind, { today: TODAY });
    expect(parsed.kind).toBe('value');
    if (parsed.kind !== 'value') return;
    const found = kind.check(parsed.value, asked.kind, { today: TODAY });
    expect(found.filter((issue) => issue.level !== 'person')).toEqual([]);
  });
});
