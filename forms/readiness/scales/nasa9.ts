/**
 * NASA's nine technology readiness levels (NPR 7123.1, appendix E), in our own Chinese. The appendix asks for
 * documents as exit criteria; those of levels 1 to 3 follow it, the others name the record of the demonstration.
 */
import { Scale } from '../scale.ts';

const one = (label: string, ask: string, done: string): object[] => [{ label, ask, done }];

const LEVELS = [
  {
    name: '基本原理',
    criterion: '观察到基本原理并形成报告',
    evidence: ['经同行评议的论文', '研究报告'],
    items: one('基本原理', '基本原理观察到并写成报告了吗？', '基本原理已经观察到并写成报告'),
  },
  {
    name: '概念与应用',
    criterion: '形成技术概念或应用设想',
    evidence: ['说明应用设想的文件'],
    items: one('应用设想', '技术概念或应用设想形成文件了吗？', '技术概念和应用设想已经形成文件'),
  },
  {
    name: '概念验证',
    criterion: '通过分析和实验验证关键功能或概念',
    evidence: ['证实关键参数预测的分析和实验结果'],
    items: [
      { label: '分析验证', ask: '关键功能经过分析验证吗？', done: '关键功能已经过分析验证' },
      { label: '实验验证', ask: '关键功能经过实验验证吗？', done: '关键功能已经过实验验证' },
    ],
  },
  {
    name: '实验室验证',
    criterion: '部件或实验装置在实验室环境中通过验证',
    evidence: ['实验室验证记录'],
    items: one('实验室验证', '部件或实验装置在实验室里通过验证了吗？', '部件或实验装置已在实验室通过验证'),
  },
  ...[
    {
      name: '相关环境验证',
      criterion: '部件或实验装置在相关环境中通过验证',
      evidence: ['相关环境验证记录'],
      items: one(
        '相关环境验证',
        '部件或实验装置在相关环境中通过验证了吗？',
        '部件或实验装置已在相关环境中通过验证',
      ),
    },
    {
      name: '相关环境演示',
      criterion: '系统或分系统的模型或样机在相关环境中演示',
      evidence: ['样机演示记录'],
      items: one(
        '相关环境演示',
        '系统或分系统的模型或样机在相关环境中演示过吗？',
        '系统样机已在相关环境中演示',
      ),
    },
    {
      name: '使用环境演示',
      criterion: '系统样机在使用环境中演示',
      evidence: ['使用环境演示记录'],
      items: one('使用环境演示', '系统样机在实际使用环境中演示过吗？', '系统样机已在实际使用环境中演示'),
    },
    {
      name: '完成鉴定',
      criterion: '实际系统完成并通过鉴定',
      evidence: ['试验和鉴定文件'],
      items: [
        { label: '系统完成', ask: '实际系统做完了吗？', done: '实际系统已经建成' },
        { label: '通过鉴定', ask: '实际系统通过试验和鉴定了吗？', done: '系统已通过试验和鉴定' },
      ],
    },
    {
      name: '任务验证',
      criterion: '实际系统在任务中成功运行',
      evidence: ['任务运行记录'],
      items: one('任务运行', '实际系统在任务中成功运行过吗？', '系统已在实际任务中成功运行'),
    },
  ].map((level) => ({ ...level, same_conditions: true })),
];

export const nasa9 = Scale.parse({
  id: 'nasa9',
  title: 'NASA 技术成熟度等级（9级）',
  source: 'NASA NPR 7123.1 附录E',
  levels: LEVELS,
});
