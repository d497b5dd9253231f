/** What each message is at each moment, as a table: message on the left, what it is on the right. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Intent, Moment, Place } from '../../dialogs/engine/understand/intent.ts';
import { understand } from '../../dialogs/engine/understand/understand.ts';
import { squeeze } from '../../dialogs/engine/understand/words.ts';
import type { RowAct, RowRef } from '../../forms/submission.ts';
import { commands } from '../../forms/text/zh-CN/lexicon/commands.ts';
import { momentAt } from './small-call.ts';

/** What is done to rows, on one line. */
function rowAct(act: RowAct): string {
  const ref = (row: RowRef): string => {
    if (row === null || row === 'this') return row ?? '?';
    if ('number' in row) return String(row.number);
    return 'name' in row ? row.name : row.rows.join('/');
  };
  switch (act.act) {
    case 'add':
      return 'add';
    case 'move': {
      const { to } = act;
      const where =
        'row' in to ? `${to.place} ${ref(to.row)}` : 'number' in to ? `at ${to.number}` : to.place;
      return `move ${ref(act.row)} ${where}`;
    }
    case 'swap':
      return `swap ${ref(act.row)} ${ref(act.with)}`;
    default:
      return `${act.act} ${ref(act.row)}`;
  }
}

/** An intent on one line. */
function brief(intent: Intent): string {
  const at = (places: readonly Place[]): string => places.map((place) => place.id).join('|') || '?';
  switch (intent.kind) {
    case 'command':
      if (intent.name === 'edit') return `edit ${at(intent.places)}`;
      if (intent.name === 'switch_call') return `switch_call ${intent.calls.join('|') || '?'}`;
      if (intent.name === 'rows') return `${rowAct(intent.act)} ${intent.lists.join('|')}`.trim();
      return intent.name;
    case 'goto':
      return `goto ${at(intent.places)}`;
    case 'question_back':
      return `question ${intent.about ?? ''}`.trim();
    case 'small_talk':
      return intent.which;
    case 'option':
      return `option ${intent.value}`;
    case 'agree':
      return `${intent.yes ? 'yes' : 'no'} ${intent.rest}`.trim();
    case 'correction':
      return `correct ${at(intent.places)}: ${intent.text}`;
    case 'append':
      return `append ${intent.places.length > 0 ? at(intent.places) : ''}: ${intent.text}`.replace(
        ' : ',
        ': ',
      );
    case 'open_ended':
      return `open: ${intent.text}`;
    case 'several':
      return `several ${intent.pieces.map((each) => `${each.path}=${each.text}`).join('; ')}${intent.rest && ` + ${intent.rest}`}`;
    case 'section_paste':
      return `paste ${intent.pieces.map((each) => `${each.to ?? '-'}=${each.text}`).join('; ')}`;
    case 'move_last':
      return `move ${at(intent.places)}${intent.text && `: ${intent.text}`}`;
    case 'unclear':
      return `unclear (${intent.readings.map(brief).join(' / ')})`;
    case 'answer':
      return `answer: ${intent.text}`;
    default:
      return intent.kind;
  }
}

/** `=` on the right stands for: the answer, as typed. */
type Line = readonly [message: string, meaning: string];

function table(name: string, moment: Moment, rows: readonly Line[]): void {
  test.each(rows)(`${name}: %s`, (message, meaning) => {
    expect(brief(understand(message, moment))).toBe(meaning === '=' ? `answer: ${message}` : meaning);
  });
}

const cover = {
  tech_name: '膜法节水装置',
  org: '示例大学',
  contact: '王某某',
  phone: '010-00000000',
  email: 'wang@example.com',
};
const full = {
  ...cover,
  fill_date: '2025年3月1日',
  'process/key_problem': '高盐废水处理成本高、回用率低，现有工艺难以稳定运行。',
  cases: '…rows',
  'cases/r1/name': '减排率',
  'cases/r1/years': '4年',
  'cases/r2/name': '河西污水厂',
  'cases/r2/years': '5年',
  equipment_cost: '1200万元',
  payback: '4.2年',
};

describe('commands alone are commands, at a free text too', () => {
  table('tech_name', momentAt('tech_name'), [
    ['帮助', 'help'],
    ['help', 'help'],
    ['HELP!', 'help'],
    ['／ｈｅｌｐ', 'help'],
    ['请问怎么用', 'help'],
    ['你是谁？', 'help'],
    ['进度', 'progress'],
    ['看看进度吧', 'progress'],
    ['还有多少题？', 'progress'],
    ['还剩几题呀', 'progress'],
    ['我填到哪了', 'progress'],
    ['上一题', 'back'],
    ['上一题。', 'back'],
    ['【上一题】', 'back'],
    ['麻烦返回上一题', 'back'],
    ['back', 'back'],
    ['Go back', 'back'],
    ['跳过', 'skip'],
    ['跳 过', 'skip'],
    ['先跳过吧', 'skip'],
    ['这题先跳过', 'skip'],
    ['能跳过吗？', 'skip'],
    ['Skip', 'skip'],
    ['下一题', 'skip'],
    ['以后再说', 'skip'],
    ['跳过这一节', 'skip_section'],
    ['这部分先跳过', 'skip_section'],
    ['预览', 'preview'],
    ['帮我预览一下', 'preview'],
    ['导出', 'export'],
    ['导出Word', 'export'],
    ['下载申报书', 'export'],
    ['例子', 'example'],
    ['有例子吗？', 'example'],
    ['举个例子呗', 'example'],
    ['举个例子呢', 'example'],
    ['暂停', 'pause'],
    ['今天先到这里吧', 'pause'],
    ['明天再填', 'pause'],
    ['继续', 'resume'],
    ['我回来了', 'resume'],
    ['换个征集', 'switch_call ?'],
    ['换成交通需求', 'switch_call needs'],
    ['我先去填交通那个', 'switch_call needs'],
    ['什么时候截止', 'question 什么时候截止'],
    ['截止日期是哪天', 'question 截止日期是哪天'],
    ['最晚啥时候交啊', 'question 最晚啥时候交啊'],
    ['切换到节水技术那个征集', 'switch_call small'],
    ['换成另一个项目', 'drafts'],
    ['我的草稿', 'drafts'],
    ['新建一份', 'new_draft'],
    ['形式审查', 'check'],
    ['帮我检查一下', 'check'],
    ['我提交了吗', 'status'],
    ['我提交了吗？', 'status'],
    ['交了没', 'status'],
    ['提交了没有？', 'status'],
    ['提交', 'finish'],
    ['我要提交', 'finish'],
    ['撤销', 'undo'],
    ['刚才的不算', 'undo'],
    ['好了', 'done'],
    ['完了', 'done'],
    ['发完了', 'done'],
    ['开始填报', 'start'],
    ['你好，我想开始填报', 'start'],
    ['好的，下一题', 'skip'],
    ['谢谢，预览', 'preview'],
    ['太麻烦了，暂停', 'pause'],
  ]);
});

describe('an answer is not a command because a command word is in it', () => {
  table('tech_name', momentAt('tech_name'), [
    ['修改版污泥干化装置', '='],
    ['修改工艺后的节水装置', '='],
    ['自动退回装置', '='],
    ['高压退回阀组节水技术', '='],
    ['跳过式输送带', '='],
    ['继续教育平台', '='],
    ['预览式三维建模平台', '='],
    ['去除重金属的吸附装置', '='],
    ['回收余热的热泵机组', '='],
    ['看护机器人', '='],
    ['到港船舶岸电装置', '='],
    ['删除式编码装置', '='],
    ['改性沥青路面再生技术', '='],
    ['填埋气发电技术', '='],
    ['换热器在线清洗技术', '='],
    ['无人机巡检系统', '='],
    ['无水印染技术', '='],
    ['没有', 'none'],
    ['不锈钢酸洗废液再生技术', '='],
    ['膜法节水装置（待定名）', '='],
    ['一步法制氢技术', '='],
    ['下一代电池回收技术', '='],
    ['好氧发酵技术', '='],
    ['对流干燥技术', '='],
    ['还有机质于田技术', '='],
    ['补充水源热泵技术', '='],
    ['续流二极管技术', '='],
    ['Next-generation membrane', '='],
    ['help desk robot', '='],
    ['constructor', '='],
    ['__proto__', '='],
  ]);
  table('org', momentAt('org'), [
    ['上海市中小企业帮助中心', '='],
    ['某某市就业帮助中心', '='],
    ['继续教育学院', '='],
    ['预览科技有限公司', '='],
    ['示例大学', '='],
    ['单位名称怎么写', 'question 单位名称'],
    ['同上', 'same_as_before'],
    ['跟上面一样', 'same_as_before'],
    ['要写全称吗？', 'question 要写全称吗'],
  ]);
  table('contact', momentAt('contact'), [
    ['王某', '='],
    ['安好', '='],
    ['帮助', 'help'],
    ['谢谢', 'thanks'],
    ['无', 'none'],
    ['好的', 'yes'],
  ]);
});

describe('half a command, half an answer: the person is asked', () => {
  table('tech_name', momentAt('tech_name', cover), [
    ['上一题，膜法节水装置', 'unclear (back / answer: 上一题，膜法节水装置)'],
    ['膜法节水装置，下一题', 'unclear (skip / answer: 膜法节水装置，下一题)'],
    ['跳过 膜法节水装置', 'unclear (skip / answer: 跳过 膜法节水装置)'],
    ['回到自然工艺', 'unclear (goto ? / answer: 回到自然工艺)'],
    ['上一提', 'unclear (back / answer: 上一提)'],
    ['形式审察', 'unclear (check / answer: 形式审察)'],
    ['投资回收期', 'unclear (goto payback / answer: 投资回收期)'],
    ['技术名称', 'question'],
  ]);
  table('phone', momentAt('phone'), [
    ['上一提', 'back'],
    ['形式审察', 'check'],
    ['不知道，跳过', 'unknown'],
    ['投资回收期', 'goto payback'],
  ]);
});

describe('places', () => {
  table('phone', momentAt('phone', full), [
    ['回到投资那里', 'goto money_section'],
    ['跳到第四节', 'goto money_section'],
    ['跳到第4部分', 'goto money_section'],
    ['去知识产权', 'goto ip_section'],
    ['去知识产权那部分吧', 'goto ip_section'],
    ['跳到三(二)', 'goto benefit_section'],
    ['跳到三（二）', 'goto benefit_section'],
    ['去第三节第2部分', 'goto benefit_section'],
    ['跳到3.1', 'goto principle'],
    ['跳到第三节', 'goto principle|benefit_section'],
    ['跳到第五节第二题', 'goto source'],
    ['跳到第2题', 'goto org'],
    ['看看工艺流程', 'goto process/flow'],
    ['回到开头', 'goto tech_name'],
    ['跳到A10', 'goto tech_name'],
    ['跳到火星', 'goto ?'],
    ['改一下电话', 'edit phone'],
    ['改联系人', 'edit contact'],
    ['修改', 'edit ?'],
    ['我要修改', 'edit ?'],
    ['修改联系人的电话', 'edit phone'],
    ['麻烦帮我修改一下技术名称', 'edit tech_name'],
    ['把技术名称改一下', 'edit tech_name'],
    ['技术名称写错了', 'edit tech_name'],
    ['修改投资', 'edit money_section'],
    ['修改回收期', 'edit payback|cases/r1/years|cases/r2/years'],
    ['修改案例2', 'edit cases/r2'],
    ['修改第二个案例', 'edit cases/r2'],
    ['修改案例2的实际回收期', 'edit cases/r2/years'],
    ['修改上一题', 'edit contact'],
    ['修改这个', 'edit phone'],
    ['edit email', 'edit email'],
    ['修改火星', 'edit ?'],
    ['删除第2行', 'remove 2'],
    ['把第二个案例删掉', 'remove 2 cases'],
    ['删掉案例1', 'remove 1 cases'],
    ['删除', 'remove ?'],
  ]);
  const rows: readonly Line[] = [
    ['把第2项移到第1项前面', 'move 2 before 1'],
    ['第三条放最前', 'move 3 first'],
    ['第三条放到最前面吧', 'move 3 first'],
    ['把案例2移到案例1后面', 'move 2 after 1 cases'],
    ['第2个案例排第一', 'move 2 first cases'],
    ['把最后一个挪到第二位', 'move -1 at 2'],
    ['倒数第二个移到最后', 'move -2 last'],
    ['调换第1和第2', 'swap 1 2'],
    ['第1项和第2项换一下顺序', 'swap 1 2'],
    ['交换案例1与案例2', 'swap 1 2 cases'],
    ['把案例1跟案例2对调', 'swap 1 2 cases'],
    ['第2项上移', 'move 2 up'],
    ['第２个往上移一位', 'move 2 up'],
    ['下移第1项', 'move 1 down'],
    ['案例2置顶', 'move 2 first cases'],
    ['把河西污水厂移到最前面', 'move cases/r2 first cases'],
    ['删掉第2项', 'remove 2'],
    ['删掉第2项，谢谢', 'remove 2'],
    ['麻烦帮我把第2项上移一下吧', 'move 2 up'],
    ['第2项不要了', 'remove 2'],
    ['删除河西污水厂', 'remove cases/r2 cases'],
    ['删除案例', 'remove ? cases'],
    ['恢复第2项', 'restore 2'],
    ['恢复刚才删的', 'restore ?'],
    ['把刚才删的那一项找回来', 'restore ?'],
    ['撤销删除', 'restore ?'],
    ['恢复删掉的东区水厂', 'restore 东区水厂'],
    ['再加一个案例', 'add cases'],
    ['增加一项典型案例', 'add cases'],
    ['再加一项', 'add_row'],
    ['恢复', 'resume'],
    ['重做', 'redo'],
    ['把第２項移到第１項前面', 'move 2 before 1'],
    ['恢復剛才刪的', 'restore ?'],
    ['繼續', 'resume'],
    ['幫助', 'help'],
  ];
  table('rows at a phone', momentAt('phone', full), rows);
  table('rows at a long text', momentAt('benefit', full), rows);
  table('words like it at a long text', momentAt('benefit', full), [
    ['把污泥移到干化车间', '='],
    ['温度提到第二阶段的水平', '='],
    ['第一排放口达标', '='],
    ['去掉第二级过滤', '='],
    ['换一下药剂和填料', '='],
    ['恢复第三年的产量', '='],
  ]);
  table('one place up, outside of any list', momentAt('tech_name', full), [
    ['上移', 'unclear (move ? up / answer: 上移)'],
  ]);
});

describe('earlier answers corrected in passing', () => {
  table('benefit', momentAt('benefit', full), [
    ['电话改成 010-11111111', 'correct phone: 010-11111111'],
    ['电话改成010-11111111吧', 'correct phone: 010-11111111吧'],
    ['把联系人改为李某某', 'correct contact: 李某某'],
    ['前面投资写错了，是1300万元', 'correct equipment_cost: 1300万元'],
    ['电话不是010-00000000，是010-11111111', 'correct phone: 010-11111111'],
    ['联系人换人了', 'edit contact'],
    ['邮箱：li@example.com', 'correct email: li@example.com'],
    ['新邮箱 li@example.com', 'correct email: li@example.com'],
    ['电话010-11111111', 'correct phone: 010-11111111'],
    ['更正：联系人是李某某', 'correct contact: 李某某'],
    ['更正一下，邮箱应该是 li@example.com', 'correct email: li@example.com'],
    ['前面减排率写错了，是 35%', 'correct cases/r1: 35%'],
    ['前面减排率写错了，是 3.5 年', 'correct cases/r1/years: 3.5 年'],
    ['前面的回收期错了，应该是 5 年', 'correct payback|cases/r1/years|cases/r2/years: 5 年'],
    ['投资回收期写错了', 'edit payback'],
    ['修改电话：010-22222222', 'correct phone: 010-22222222'],
    ['改电话 010-22222222', 'correct phone: 010-22222222'],
    ['刚才写错了，是4.5年', 'correct process/key_problem: 4.5年'],
    ['不对，应该是三成', 'correct process/key_problem: 三成'],
    ['前面的电话是010-33333333', 'correct phone: 010-33333333'],
  ]);
  table('phone', momentAt('phone', { contact: '王某某' }), [
    ['电话应该是 010-00000000', 'answer: 010-00000000'],
    ['联系人写错了，应该是李某某', 'correct contact: 李某某'],
    ['错了，应该是李某某', 'correct contact: 李某某'],
    ['改成010-00000000', 'unclear (correct contact: 010-00000000 / answer: 010-00000000)'],
  ]);
  table('flow (long)', momentAt('process/flow', full), [
    ['原水经预处理后进入膜组件，浓水部分改为回流至调节池，产水进入清水池。', '='],
    [
      '设备投资改为分期投入，以降低一次性成本，其余流程同常规膜法处理，不再赘述。',
      'unclear (correct equipment_cost: 分期投入，以降低一次性成本，其余流程同常规膜法处理，不再赘述。 / answer: 设备投资改为分期投入，以降低一次性成本，其余流程同常规膜法处理，不再赘述。)',
    ],
    [
      '更正：联系人是李某某，他现在负责这个项目的全部对外联系工作，请以此为准。',
      'correct contact: 李某某，他现在负责这个项目的全部对外联系工作，请以此为准。',
    ],
    ['修改后的工艺流程包括预处理、膜浓缩和蒸发结晶三段，全程自动控制，无人值守。', '='],
  ]);
});

describe('questions back and talk', () => {
  table('benefit', momentAt('benefit', cover), [
    ['什么是基准？', 'question 基准'],
    ['联系人是谁', 'question 联系人'],
    ['交给谁', 'question 交给谁'],
    ['截止日期是什么时候', 'question 截止日期'],
    ['你能帮我写吗', 'question 你能帮我写吗'],
    ['我去问问同事', 'unknown'],
    ['不知道，要问财务', 'unknown'],
    ['待定，后面补', 'unknown'],
    ['暂无，后续补充', 'unclear (none / answer: 暂无，后续补充)'],
    ['就写无', 'none'],
    ['哈哈', 'blank'],
    ['上一节', 'goto principle'],
    ['第三部分', 'goto principle|benefit_section'],
    ['我填了什么', 'preview'],
    ['把申报书发我', 'export'],
    ['可以提交了吗', 'check'],
    ['先这样吧', 'pause'],
    ['另外', 'append: '],
    ['见附件', '='],
    ['35%', '='],
    ['没有专利', '='],
    ['基准是什么意思', 'question 基准'],
    ['请问静态投资回收期怎么算？', 'question 静态投资回收期'],
    ['怎么填？', 'question'],
    ['啥意思', 'question'],
    ['这是什么意思呀', 'question'],
    ['为什么要这个', 'question'],
    ['为什么要填工程规模', 'question 工程规模'],
    ['看不懂', 'question'],
    ['？', 'question'],
    ['多少字？', 'question'],
    ['必须写数字吗？', 'question 必须写数字吗'],
    ['先进性是什么', 'question 先进性'],
    ['你好', 'greeting'],
    ['您好！', 'greeting'],
    ['在吗', 'greeting'],
    ['hello', 'greeting'],
    ['谢谢', 'thanks'],
    ['好的，谢谢', 'thanks'],
    ['辛苦了~', 'thanks'],
    ['怎么这么麻烦', 'complaint'],
    ['烦死了', 'complaint'],
    ['累了', 'tired'],
    ['再见', 'farewell'],
    ['拜拜', 'farewell'],
    ['不知道', 'unknown'],
    ['不清楚啊', 'unknown'],
    ['暂时没有数据', 'unknown'],
    ['待定', 'unknown'],
    ['not sure', 'unknown'],
    ['无', 'none'],
    ['没有。', 'none'],
    ['没有了', 'none'],
    ['暂无', 'none'],
    ['不涉及', 'none'],
    ['N/A', 'none'],
    ['同上', 'same_as_before'],
    ['   ', 'blank'],
    ['👍', 'blank'],
    ['……', 'blank'],
    ['。。。', 'blank'],
    ['好的', 'yes'],
    ['OK', 'yes'],
    ['不对', 'no'],
  ]);
});

describe('quick replies and values of the kind', () => {
  table('nature (choice)', momentAt('nature', cover), [
    ['企业', 'option 企业'],
    ['1', 'option 企业'],
    ['①', 'option 企业'],
    ['２', 'option 高校'],
    ['第一个', 'option 企业'],
    ['第三个吧', 'option 科研院所'],
    ['选2', 'option 高校'],
    ['最后一个', 'option 其他'],
    ['新建', '='],
    ['其他：事业单位', '='],
    ['跳过', 'skip'],
    ['高校是什么意思', 'question 高校'],
  ]);
  table('public (yes or no)', momentAt('public', cover), [
    ['是', 'option 是'],
    ['没有', '='],
    ['是的，但有两项还在走保密审查', '='],
    ['好的', '='],
    ['是什么意思', 'question'],
    ['有没有例子', 'example'],
    ['不知道', 'unknown'],
    ['是的，下一题', 'answer: 是的'],
    ['是的，暂停', 'unclear (pause / answer: 是的)'],
    ['不对，电话写错了', 'edit phone'],
  ]);
  table('payback (number)', momentAt('payback', full, { options: [{ title: '跳过', value: '跳过' }] }), [
    ['1', '='],
    ['4.2年', '='],
    ['三年半', '='],
    ['跳过', 'skip'],
  ]);
  table(
    'note (buttons of the interview)',
    momentAt('note', cover, {
      options: [
        { title: '无', value: '无' },
        { title: '跳过', value: '跳过' },
      ],
    }),
    [
      ['无', 'none'],
      ['1', 'none'],
      ['2', 'skip'],
      ['跳过', 'skip'],
      ['3', '='],
    ],
  );
  table('date', momentAt('fill_date', cover), [
    ['今天', '='],
    ['3月1日', '='],
    ['上一题', 'back'],
  ]);
});

describe('where something waits for a decision', () => {
  const confirm = momentAt('phone', cover, {
    pending: { kind: 'confirm', proposals: [] },
  });
  table('confirm', confirm, [
    ['好的', 'yes'],
    ['是', 'yes'],
    ['可以', 'yes'],
    ['不是', 'no'],
    ['取消', 'no'],
    ['是的，但电话是010-11111111', 'yes 但电话是010-11111111'],
    ['不，应该是李某某', 'no 应该是李某某'],
    ['上一题', 'back'],
    ['什么意思', 'question'],
  ]);
  const more = momentAt('benefit', cover, {
    pending: { kind: 'more_text', path: 'benefit', original: '前半段，' },
  });
  table('more text', more, [
    ['没有了', 'done'],
    ['完了', 'done'],
    ['发完了', 'done'],
    ['还有，产水率提高两成。', 'append: 产水率提高两成。'],
    ['每年节水 30 万立方米，折合节能', '='],
  ]);
  const places = momentAt('phone', cover, {
    pending: { kind: 'place', original: '35%', paths: ['payback', 'benefit'] },
    options: [
      { title: '投资回收期', value: 'payback' },
      { title: '综合效益', value: 'benefit' },
    ],
  });
  table('place', places, [
    ['1', 'option payback'],
    ['第二个', 'option benefit'],
    ['后者', 'option benefit'],
    ['投资回收期', 'option payback'],
    ['都不是', '='],
  ]);
  table('one more row', momentAt('cases', { cases: '…rows' }), [
    ['再来一个', 'add_row'],
    ['有', '='],
    ['好', 'yes'],
    ['没有了', 'no'],
    ['就这些', 'no'],
    ['没有', 'no'],
    ['完了', 'no'],
    ['删除第1个', 'remove 1'],
  ]);
  table('no question asked', momentAt(null), [
    ['节水', 'switch_call small'],
    ['我要填交通需求', 'switch_call needs'],
    ['你好', 'greeting'],
    ['随便看看', '='],
  ]);
});

describe('several answers in one message', () => {
  table('another one beside the name', momentAt('tech_name'), [
    ['膜法节水装置，另外电话是 010-00000000', 'several tech_name=膜法节水装置; phone=010-00000000'],
    ['膜法节水装置，另外成本也低', '='],
  ]);
  table('contact', momentAt('contact'), [
    [
      '张某某 13800000000 zhang@example.com',
      'several contact=张某某; phone=13800000000; email=zhang@example.com',
    ],
    ['张某某，13800000000', 'several contact=张某某; phone=13800000000'],
    ['13800000000 张某某', 'several contact=张某某; phone=13800000000'],
    [
      '联系人：王某，电话：010-00000000，邮箱：wang@example.com',
      'several contact=王某; phone=010-00000000; email=wang@example.com',
    ],
    ['王某，电话：010-00000000', 'several contact=王某; phone=010-00000000'],
    ['联系人是王某，电话是010-00000000', 'several contact=王某; phone=010-00000000'],
    [
      '联系人\t王某\n电话\t010-00000000\n邮箱\twang@example.com',
      'several contact=王某; phone=010-00000000; email=wang@example.com',
    ],
    ['联系人\n王某\n电话\n010-00000000', 'several contact=王某; phone=010-00000000'],
    ['联系人：王某', 'answer: 王某'],
    ['电话：13800000000', 'several phone=13800000000'],
    ['王某 李某 张某', '='],
    ['手机：13800000000；Email：a@example.com', 'several phone=13800000000; email=a@example.com'],
  ]);
  table('phone', momentAt('phone', { contact: '王某' }), [
    ['010-00000000', '='],
    ['电话：010-00000000', '='],
    ['010-00000000 wang@example.com', 'several phone=010-00000000; email=wang@example.com'],
    ['010-00000000 13800000000', '='],
  ]);
});

describe('long texts', () => {
  const asked = momentAt('process/mechanism', { 'process/key_problem': full['process/key_problem'] });
  table('mechanism', asked, [
    ['膜材料选择性截留盐分，', 'open: 膜材料选择性截留盐分，'],
    ['主要包括：', 'open: 主要包括：'],
    ['膜材料选择性截留盐分（未完待续）', 'open: 膜材料选择性截留盐分'],
    ['（1/3）膜材料选择性截留盐分', 'open: 膜材料选择性截留盐分'],
    ['膜材料选择性截留盐分(2/3)', 'open: 膜材料选择性截留盐分'],
    ['（3/3）膜材料选择性截留盐分。', 'append: 膜材料选择性截留盐分。'],
    ['补充：还适用于苦咸水。', 'append: 还适用于苦咸水。'],
    ['补充一下，还适用于苦咸水。', 'append: 还适用于苦咸水。'],
    ['接上条，还适用于苦咸水。', 'append: 还适用于苦咸水。'],
    ['（接上）还适用于苦咸水。', 'append: 还适用于苦咸水。'],
    ['关键问题补充：还适用于苦咸水。', 'append process/key_problem: 还适用于苦咸水。'],
    ['给关键问题补充一点：还适用于苦咸水。', 'append process/key_problem: 还适用于苦咸水。'],
    ['补充材料作为填料参与反应', '='],
    ['另外，还适用于苦咸水。', 'unclear (append: 还适用于苦咸水。 / answer: 另外，还适用于苦咸水。)'],
    ['这是上一题的', 'move process/key_problem'],
    ['填错地方了', 'move ?'],
    ['刚才那条应该填在工艺流程里', 'move process/flow'],
    ['这是上一题的：高盐废水难处理', 'move process/key_problem: 高盐废水难处理'],
    ['这是一种低能耗的膜分离方法', '='],
    ['环境效益原理：膜材料选择性截留盐分。', 'answer: 膜材料选择性截留盐分。'],
    ['帮助企业降低用水量', '='],
    ['跳过', 'skip'],
  ]);
  test('headings the person wrote split a pasted section; a text before them goes nowhere', () => {
    const pasted =
      '本技术成熟可靠。\n一、环境效益原理\n膜材料选择性截留盐分。\n能耗低。\n二、工艺流程：预处理—膜浓缩—结晶。\n（三）关键设备\n膜组件、高压泵。';
    expect(brief(understand(pasted, asked))).toBe(
      'paste -=本技术成熟可靠。; process/mechanism=膜材料选择性截留盐分。\n能耗低。; process/flow=预处理—膜浓缩—结晶。; process/equipment=膜组件、高压泵。',
    );
  });
  test('paragraphs without headings are placed by nobody but the person', () => {
    const pasted = `${'膜材料选择性截留盐分，能耗低。'.repeat(3)}\n\n${'原水经预处理进入膜组件。'.repeat(4)}`;
    expect(brief(understand(pasted, asked))).toBe(
      `paste ${pasted
        .split('\n\n')
        .map((each) => `-=${each}`)
        .join('; ')}`,
    );
  });
  test('a heading of its own kind begins a piece of its own', () => {
    const pasted =
      '一、环境效益原理\n膜材料选择性截留盐分。\n二、创新点\n首次用于苦咸水。\n三、关键设备\n膜组件。';
    expect(brief(understand(pasted, asked))).toBe(
      'paste process/mechanism=膜材料选择性截留盐分。; -=二、创新点\n首次用于苦咸水。; process/equipment=膜组件。',
    );
  });
  test('a long answer that begins with a command word is an answer', () => {
    const message =
      '修改了传统蒸发工艺的热源方式，采用热泵回收二次蒸汽潜热，吨水能耗由 60 千瓦时降到 25 千瓦时。';
    expect(brief(understand(message, momentAt('benefit', full)))).toBe(`answer: ${message}`);
  });
});

const paths = [
  'tech_name',
  'org',
  'contact',
  'phone',
  'fill_date',
  'nature',
  'public',
  'note',
  'benefit',
  'process/flow',
  'payback',
  'cases',
  null,
];
const moments = paths.map((path) => momentAt(path, path === 'cases' ? { cases: '…rows' } : {}));
const someMoment = fc.constantFrom(...moments);
const scraps = fc.constantFrom(
  '修改',
  '电话',
  '：',
  '，',
  '是',
  '改成',
  '补充',
  '跳到',
  '第三节',
  '联系人',
  '\n',
  '\t',
  ' ',
  '1',
  '13800000000',
  '好的',
  '？',
  '（1/3）',
  '👍',
  '写错了',
  '删除',
  '上一题的',
);
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 60 }),
  fc.array(scraps, { maxLength: 30 }).map((each) => each.join('')),
);

describe('properties', () => {
  test('every message at every moment is something, twice the same', () => {
    fc.assert(
      fc.property(anyText, someMoment, (message, moment) => {
        const intent = understand(message, moment);
        expect(understand(message, moment)).toEqual(intent);
        if (intent.kind === 'answer') expect(message).toContain(intent.text);
        if (intent.kind === 'unclear') expect(intent.readings.length).toBeGreaterThan(1);
      }),
      { numRuns: 2000 },
    );
  });

  test('a phrase stands under one command only', () => {
    const all = Object.entries(commands).flatMap(([name, words]) =>
      words.map((word) => ({ name, word: squeeze(word) })),
    );
    const twice = all.filter(({ name, word }) =>
      all.some((each) => each.word === word && each.name !== name),
    );
    expect(twice).toEqual([]);
  });

  test('a command word alone is never filed', () => {
    const words = Object.values(commands).flat();
    const around = fc.constantFrom('', '。', '！', '~', ' ', '👍', '吧');
    // "That was all" is a plain no at a yes-or-no question; 新建 names an option of the choice.
    const own = new Set(['没了', '没有其他了', '没有别的了', '没有更多了', '没有了就这些', '新建']);
    fc.assert(
      fc.property(fc.constantFrom(...words), around, someMoment, (word, after, moment) => {
        const intent = understand(word + after, moment);
        if (!own.has(word)) expect(['answer', 'unclear'], `${word}${after}`).not.toContain(intent.kind);
      }),
      { numRuns: 3000 },
    );
  });

  test('a text of 200 characters at a long-text question is never talk, a command word or not known', () => {
    const words = fc.constantFrom(
      '谢谢',
      '你好',
      '跳过',
      '不知道',
      '无',
      '技术',
      '节水',
      '，',
      '。',
      '\n',
      '系统',
      '3',
    );
    const texts = fc.array(words, { minLength: 200, maxLength: 260 }).map((each) => each.join(''));
    fc.assert(
      fc.property(texts, (message) => {
        const { kind } = understand(message, momentAt('benefit'));
        expect([
          'small_talk',
          'command',
          'unknown',
          'none',
          'agree',
          'question_back',
          'option',
          'blank',
        ]).not.toContain(kind);
      }),
      { numRuns: 300 },
    );
  });

  test('no words of a pasted section are lost, but its headings', () => {
    const line = fc.constantFrom(
      '一、工艺流程',
      '关键设备：',
      '膜组件若干台，高压泵两台。',
      '三、创新点',
      '原水先经过预处理再进膜。',
      '',
      '1. 预热',
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 12 }), (each) => {
        const intent = understand(each.join('\n'), momentAt('process/mechanism'));
        if (intent.kind !== 'section_paste') return;
        const kept = intent.pieces.map((piece) => piece.text).join('\n');
        for (const word of ['膜组件若干台', '原水先经过预处理', '三、创新点', '1. 预热']) {
          expect(kept.split(word).length).toBe(each.join('\n').split(word).length);
        }
      }),
    );
  });

  test.each([
    ['stops', '，'],
    ['spaces', ' '],
    ['labels', '电话：'],
    ['digits', '13800000000 '],
    ['brackets', '（(【'],
    ['tabs', '联系人\t'],
    ['headings', '一、工艺流程\n'],
    ['words', '写错了是'],
  ])('100 KB of %s are read in linear time', (_, unit) => {
    const cost = (size: number, moment: Moment): number => {
      const message = unit.repeat(Math.ceil(size / unit.length));
      const start = performance.now();
      understand(message, moment);
      return performance.now() - start;
    };
    for (const moment of [momentAt('benefit'), momentAt('contact'), momentAt('process/flow')]) {
      cost(1000, moment);
      expect(cost(100_000, moment)).toBeLessThan(1000);
    }
  });
});
