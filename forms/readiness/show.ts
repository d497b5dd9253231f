/** A ladder as plain text: one line per level, the gaps, what changed since last time. */
import { Big } from 'big.js';
import type { RungState } from '../documents/model.ts';
import { text as sentence } from '../text/index.ts';
import {
  type Assessment,
  type Difference,
  diff,
  type Evidence,
  type Gap,
  type LadderAnswers,
} from './assess.ts';
import type { Verdict } from './numbers.ts';
import { type Formula, levelOf, type Scale } from './scale.ts';

/** How a level looks: met, met without evidence, not met, not applicable as a whole, not asked. */
export function lookOf(level: number, result: Assessment, answers: LadderAnswers): RungState {
  const asked = result.levels.find((each) => each.level === level);
  if (!asked) return level <= result.assumed ? 'assumed' : 'not_asked';
  if (asked.state === 'open') return 'not_asked';
  if (asked.state !== 'supported') return asked.state;
  const items = answers.levels.get(level)?.items ?? [];
  const left = items.length > 0 && items.every((item) => item?.state === 'not_applicable');
  return left ? 'not_applicable' : 'met';
}

/** A sentence and the ladder, highest level first; levels confirmed as a whole stand in one line. */
export function ladderText(scale: Scale, result: Assessment, answers: LadderAnswers): string {
  const top = Math.max(result.claimed, result.expected ?? 0);
  const lines: string[] = [];
  for (let level = top; level > result.assumed && level >= 1; level -= 1) {
    const marks = [
      ...(level === result.claimed ? [sentence('readiness.mark.claimed')] : []),
      ...(level === result.supported ? [sentence('readiness.mark.supported')] : []),
      ...(level === result.expected ? [sentence('readiness.mark.expected')] : []),
    ];
    lines.push(
      sentence('readiness.rung', {
        sign: sentence(`readiness.sign.${lookOf(level, result, answers)}`),
        level,
        name: levelOf(scale, level)?.name ?? '',
        marks: marks.length === 0 ? '' : sentence('readiness.marks', { marks: marks.join('、') }),
      }),
    );
  }
  if (result.assumed > 0) lines.push(sentence('readiness.assumed', { to: result.assumed }));
  return [summaryText(scale, result), ...lines, ...gapLines(result)].join('\n');
}

/** 自评7级，凭证支持到5级，预期9级。 */
export function summaryText(scale: Scale, result: Assessment): string {
  const expected =
    result.expected === null ? '' : sentence('readiness.summary.expected', { level: result.expected });
  const code = result.complete ? (result.supported === 0 ? 'none' : 'done') : 'open';
  return sentence(`readiness.summary.${code}`, {
    claimed: result.claimed,
    supported: result.supported,
    expected,
    title: scale.title,
  });
}

function gapLines(result: Assessment): string[] {
  if (result.gaps.length === 0) return [];
  return [
    sentence('readiness.gaps'),
    ...result.gaps.map((gap) => sentence('readiness.gap_line', { gap: gapText(gap) })),
  ];
}

/** 7级例行环境试验：没做到（还差高温试验） */
export function gapText(gap: Gap): string {
  return sentence(`readiness.gap.${gap.kind}`, {
    level: gap.level,
    item: gap.item,
    words: gap.words === '' ? '' : sentence('readiness.gap.words', { words: gap.words }),
  });
}

/** The name of a document in 《》. */
export function quoted(title: string): string {
  return title.includes('《') ? title : sentence('readiness.evidence.title', { title });
}

/** 《样品测试报告》，2024年5月，××院，编号 KY-01，附《报告.pdf》 */
export function evidenceText(evidence: Evidence, day: (date: string) => string): string {
  const parts = [
    quoted(evidence.title),
    ...(evidence.date ? [day(evidence.date)] : []),
    ...(evidence.issuer ? [sentence('readiness.evidence.issuer', { issuer: evidence.issuer })] : []),
    ...(evidence.number ? [sentence('readiness.evidence.number', { number: evidence.number })] : []),
    ...(evidence.files ? [sentence('readiness.evidence.files', { files: evidence.files.join('、') })] : []),
    ...(evidence.where ? [sentence('readiness.evidence.where', { where: evidence.where })] : []),
  ];
  return parts.join('，');
}

/** What the levels asked rest on, one line per level, the lowest first; a document told once is not told again. */
export function evidenceLines(
  scale: Scale,
  result: Assessment,
  answers: LadderAnswers,
  day: (date: string) => string,
): string[] {
  return result.levels.flatMap(({ level }) => {
    const given = answers.levels.get(level);
    const proofs = (given?.items ?? []).flatMap((item) => (item?.state === 'met' ? [item.proof] : []));
    const shown = [...proofs, given?.proof].flatMap((proof) =>
      proof === undefined || proof === 'none' ? [] : [evidenceText(proof, day)],
    );
    if (shown.length === 0) return [];
    const name = levelOf(scale, level)?.name ?? '';
    return [sentence('readiness.evidence.line', { level, name, evidence: [...new Set(shown)].join('；') })];
  });
}

/** What changed since an earlier assessment, one line each below a heading; nothing where all is as it was. */
export function changeLines(
  before: Assessment,
  after: Assessment,
  heading = sentence('readiness.changes'),
): string[] {
  const changes = diff(before, after).map((change) =>
    sentence('readiness.gap_line', { gap: changeText(change) }),
  );
  return changes.length === 0 ? [] : [heading, ...changes];
}

function changeText(change: Difference): string {
  if ('gap' in change) return sentence(`readiness.change.${change.what}`, { gap: gapText(change.gap) });
  return sentence(`readiness.change.${change.what}`, { from: change.from ?? '—', to: change.to ?? '—' });
}

/** What the numbers of a level give: the figure, what it is held against, whether the level is met. */
export function verdictText(formula: Formula, level: number, verdict: Verdict): string {
  if (verdict.kind === 'open') return '';
  if (verdict.kind === 'undefined') return sentence('readiness.verdict.undefined', { level });
  const shown = (value: Big): string => value.round(2).toFixed();
  const { figure, limit, kind } = verdict;
  const share = formula.formula === 'break_even' ? Big(formula.share) : Big(1);
  const figures = sentence(`readiness.verdict.${formula.formula}`, {
    figure: shown(formula.formula === 'cumulative_ratio' ? figure.times(100) : figure),
    limit: shown(limit),
    quantity: shown(limit.div(share)),
    percent: share.times(100).toFixed(),
  });
  if (kind === 'band' && formula.formula === 'cumulative_ratio') {
    const [from, to] = [formula.from, formula.to].map((part) => Big(part).times(100).toFixed());
    return sentence('readiness.verdict.band', { figures, from: from ?? '', to: to ?? '' });
  }
  return sentence(`readiness.verdict.${kind}`, { figures, level });
}
