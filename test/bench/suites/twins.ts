/** Duplicates among ten thousand submissions with long texts of their own, one in a hundred planted. */
import { findTwins, type Sample } from '../../../forms/office/twins.ts';
import type { Row, Suite } from '../bench.ts';

const SUBMISSIONS = 10_000;
/** Characters of a submission's long answers. */
const LENGTH = 3000;

/** Numbers that are the same at every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const THINGS =
  '膜蒸馏 水电解 制氢 储能 热泵 光伏 风机 钢渣 沼液 桥梁 港口 网箱 水稻 疫苗 轴承 芯片 雷达 催化剂 电池 涂层'.split(
    ' ',
  );
const WAYS =
  '低温 高通量 智能 耦合 原位 连续 模块化 抗腐蚀 数字孪生 余热驱动 微生物 激光 超声 真空 深海 盐碱地'.split(
    ' ',
  );
const AIMS =
  '制备 监测 回收 改良 净化 调控 成套工艺 检测平台 成套装备 示范工程 评价方法 育种 减排 固碳 再生 运维'.split(
    ' ',
  );

function samples(random: () => number): Sample[] {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const character = (): string => String.fromCharCode(0x4e00 + Math.floor(random() * 3000));
  // Half of a title is of its field, half its own.
  const own = (): string => `${character()}${character()}${character()}${character()}`;
  const words = (): string => `${own()}${pick(WAYS)}${pick(THINGS)}${own()}${pick(AIMS)}`;
  const made: Sample[] = [];
  for (let index = 0; index < SUBMISSIONS; index += 1) {
    const twin = index % 100 === 99 ? made[index - 50] : undefined;
    made.push({
      id: `s${index}`,
      title: twin ? `${twin.title}研究` : words(),
      unit: `示例${pick(THINGS)}${Math.floor(random() * 400)}研究院`,
      person: `${character()}${character()}${character()}`,
      identifiers: random() < 0.3 ? [`ZL2021${Math.floor(random() * 1e9)}`] : [],
      text: twin ? twin.text : Array.from({ length: LENGTH }, character).join(''),
    });
  }
  return made;
}

export const twinsSuite: Suite = {
  name: 'twins',
  unit: 's',
  async run(): Promise<Row[]> {
    const all = samples(numbers(7));
    const before = process.memoryUsage.rss();
    const started = performance.now();
    const found = findTwins(all);
    const took = (performance.now() - started) / 1000;
    const grown = (process.memoryUsage.rss() - before) / 1024 ** 3;
    const planted = found.filter(({ reasons }) => reasons.some(({ by }) => by === 'text'));
    if (planted.length !== SUBMISSIONS / 100)
      throw new Error(`found ${planted.length} of ${SUBMISSIONS / 100}`);
    return [
      {
        name: `${SUBMISSIONS} submissions of ${LENGTH} characters, ${found.length} pairs found`,
        median: took,
        runs: 1,
      },
      { name: 'GiB of memory more', median: grown, runs: 1 },
    ];
  },
};
