/**
 * Thirteen levels from report to return: 附件2《技术成熟度等级划分》 of the provincial notice that asks for key
 * technologies with a self-rated and an expected level. Criteria and evidence are the notice's words; the items are
 * split from the criteria at 、 and +. A record or report is no item of its own: it is the evidence of the others.
 */
import { Scale } from '../scale.ts';

const LOW = [
  {
    name: '报告级',
    criterion: '发现新现象、新问题、新需求并提出报告（问题导向/技术推动/需求牵引+灵感创意）',
    evidence: ['调研报告', '需求报告', '产业发展、市场前景等分析报告'],
    items: [
      { label: '新发现', ask: '是否发现了新现象、新问题或新需求？', done: '已发现新现象、新问题或新需求' },
      { label: '形成报告', ask: '是否已经写成报告？', done: '相关发现已写成报告' },
    ],
  },
  {
    name: '方案级',
    criterion: '提出了满足需求或解决问题的技术方案',
    evidence: ['研究方案', '实施方案'],
    items: [
      {
        label: '技术方案',
        ask: '能满足需求或解决问题的技术方案提出来了吗？',
        done: '能满足需求的技术方案已经提出',
      },
    ],
  },
  {
    name: '仿真级',
    criterion: '核心技术概念模型仿真验证成功',
    evidence: ['虚拟或实物仿真概念模型'],
    items: [
      { label: '概念模型', ask: '核心技术的概念模型建好了吗？', done: '核心技术的概念模型已经建好' },
      { label: '仿真验证', ask: '仿真验证成功了吗？', done: '仿真验证已经成功' },
    ],
  },
  {
    name: '功能级',
    criterion: '实验室内关键功能指标测试达到预期目标',
    evidence: ['实验室、实物功能模型'],
    items: [
      { label: '关键功能指标', ask: '关键功能指标列出来了吗？', done: '关键功能指标已经明确' },
      { label: '实验室测试', ask: '在实验室里测过了吗？', done: '实验室测试已经完成' },
      { label: '达到预期目标', ask: '测试结果达到预期目标了吗？', done: '测试结果达到预期目标' },
    ],
  },
];

const MIDDLE = [
  {
    name: '初样级',
    criterion: '功能样品、图纸+工艺设计、测试通过',
    evidence: ['提出功能测试的指标', '测试报告'],
    items: [
      { label: '功能样品', ask: '功能样品做出来了吗？', done: '功能样品已经做出' },
      { label: '图纸', ask: '图纸完成了吗？', done: '图纸已经完成' },
      { label: '工艺设计', ask: '工艺设计完成了吗？', done: '工艺设计已经完成' },
      { label: '测试通过', ask: '样品测试通过了吗？', done: '样品已通过测试' },
    ],
  },
  {
    name: '正样级',
    criterion: '功能样机演示测试合格、工艺验证可行',
    evidence: ['提出性能测试指标', '测试报告'],
    items: [
      { label: '样机演示', ask: '功能样机演示测试合格吗？', done: '功能样机演示测试合格' },
      { label: '性能指标', ask: '性能测试的指标定下来了吗？', done: '性能测试指标已经确定' },
      { label: '工艺验证', ask: '工艺经过验证、可行吗？', done: '工艺经过验证、可行' },
    ],
  },
  {
    name: '环境级',
    criterion: '工程样机系统运行、例行环境试验合格',
    evidence: ['现场实验报告', '例行试验报告'],
    items: [
      { label: '工程样机运行', ask: '工程样机作为一个系统运行过吗？', done: '工程样机已作为一个系统运行' },
      { label: '例行环境试验', ask: '例行环境试验合格吗？', done: '例行环境试验合格' },
    ],
  },
  {
    name: '产品级',
    criterion: '小批试产合格、生产条件完备、工艺成熟',
    evidence: ['可以交付使用的产品'],
    items: [
      { label: '小批试产', ask: '小批试产合格吗？', done: '小批试产合格' },
      { label: '生产条件', ask: '生产条件完备吗？', done: '生产条件完备' },
      { label: '工艺成熟', ask: '工艺成熟吗？', done: '工艺已经成熟' },
      { label: '可交付产品', ask: '有可以交付使用的产品吗？', done: '已有可以交付使用的产品' },
    ],
  },
  {
    // The criterion asks for mass production, the evidence for the first real use: both are asked.
    name: '系统级',
    criterion: '实现大批量商业化生产，产品质量合格',
    evidence: ['产品第一次实际应用'],
    items: [
      { label: '大批量生产', ask: '实现大批量商业化生产了吗？', done: '已实现大批量商业化生产' },
      { label: '产品质量', ask: '产品质量合格吗？', done: '产品质量合格' },
      { label: '首次实际应用', ask: '产品有过第一次实际应用吗？', done: '产品已有首次实际应用' },
    ],
  },
].map((level) => ({ ...level, same_conditions: true }));

const HIGH = [
  {
    name: '销售级',
    criterion: '取得第一笔销售收入，销量≥盈亏平衡点数量的30%',
    evidence: ['合同', '发票'],
    items: [{ label: '首笔销售收入', ask: '取得第一笔销售收入了吗？', done: '已取得第一笔销售收入' }],
    numbers: { formula: 'break_even', share: 0.3 },
    done: '销量已达到盈亏平衡点数量的30%',
  },
  {
    name: '盈亏级',
    criterion: '项目年度总收益-项目年度运营成本≥0，开始年度盈利',
    evidence: ['合同', '发票', '收款凭证'],
    numbers: { formula: 'annual_result' },
    done: '已开始年度盈利',
  },
  {
    name: '利润级',
    criterion: '项目累计总收益≥项目全部累计总投入的30%到50%',
    evidence: ['合同', '发票', '财报'],
    numbers: { formula: 'cumulative_ratio', from: 0.3, to: 0.5 },
    done: '累计收益已收回累计投入的三成以上',
  },
  {
    name: '回报级',
    criterion: '项目累计总收益-项目全部累计总投入（研发投入+生产投入+运营投入）≥0',
    evidence: ['合同', '发票', '财报', '统计'],
    numbers: { formula: 'net_return' },
    done: '累计收益已收回全部投入',
  },
].map((level) => ({ ...level, same_conditions: true }));

export const trl13 = Scale.parse({
  id: 'trl13',
  title: '技术成熟度等级（13级）',
  source: '征集通知附件2《技术成熟度等级划分》',
  levels: [...LOW, ...MIDDLE, ...HIGH],
});
