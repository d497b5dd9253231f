/**
 * A ladder as a paragraph for a form: what is done and on which evidence, in which environment, what is still missing,
 * in the person's words where there are any. It names no level: that is a call's own affair.
 */
import { text as sentence } from '../text/index.ts';
import type { Assessment, Evidence, ItemAnswer, LadderAnswers, LevelAnswers, Proof } from './assess.ts';
import { verdictOf } from './assess.ts';
import { type Level, levelOf, type Scale } from './scale.ts';
import { quoted } from './show.ts';

/** Something done and what shows it; undefined where nothing does. */
interface Done {
  readonly words: string;
  readonly evidence: string | undefined;
}

/** The words of one level: done, not applicable, still missing. */
interface Told {
  readonly done: readonly Done[];
  readonly left_out: readonly string[];
  readonly missing: readonly string[];
}

/** The paragraph; empty as long as nothing asked is met. */
export function paragraphText(
  scale: Scale,
  result: Assessment,
  answers: LadderAnswers,
  day: (date: string) => string,
): string {
  const levels = result.levels.flatMap(({ level }) => {
    const [each, given] = [levelOf(scale, level), answers.levels.get(level)];
    return each && given ? [{ level, each, given }] : [];
  });
  const told = levels.map(({ level, each, given }) => {
    const verdict = verdictOf(scale, level, answers)?.kind;
    const counted = verdict === 'met' || (verdict === 'band' && given.decision?.met === true);
    return tell(each, given, counted, day);
  });
  const done = told.flatMap((each) => each.done);
  if (done.length === 0) return '';
  return [
    ...(result.assumed > 0 ? [sentence('readiness.paragraph.before')] : []),
    ...grouped(done),
    ...told.flatMap((each) => each.left_out),
    ...environment(levels.map(({ given }) => given)),
    ...missing(told.flatMap((each) => each.missing)),
  ].join('');
}

function tell(level: Level, given: LevelAnswers, counted: boolean, day: (date: string) => string): Told {
  const done: Done[] = [];
  const left_out: string[] = [];
  const lacking: string[] = [];
  for (const [at, item] of level.items.entries()) {
    const answer: ItemAnswer | undefined = given.items[at];
    const params = { item: item.label };
    if (answer?.state === 'met') {
      const words = item.done ?? sentence('readiness.paragraph.item', params);
      done.push({ words, evidence: basis(answer.proof, day) });
    } else if (answer?.state === 'not_applicable' && answer.reason) {
      left_out.push(sentence('readiness.paragraph.left_out', { ...params, reason: closed(answer.reason) }));
    } else if (answer?.state === 'not_met') {
      const words = closed(answer.missing ?? '');
      lacking.push(
        sentence(words === '' ? 'readiness.paragraph.lacks' : 'readiness.paragraph.lacks_because', {
          ...params,
          words,
        }),
      );
    }
  }
  if (level.numbers && counted) {
    const words = level.done ?? sentence('readiness.paragraph.numbers', { name: level.name });
    done.push({ words, evidence: basis(given.proof, day) });
  }
  return { done, left_out, missing: lacking };
}

/** One sentence for what one document shows; a document named once is not named again in the next breath. */
function grouped(done: readonly Done[]): string[] {
  const groups: { words: string[]; evidence: string | undefined }[] = [];
  for (const { words, evidence } of done) {
    const last = groups.at(-1);
    if (last && last.evidence === evidence) last.words.push(words);
    else groups.push({ words: [words], evidence });
  }
  return groups.map(({ words, evidence }) => {
    const joined = words.join(sentence('readiness.paragraph.and'));
    return evidence === undefined
      ? sentence('readiness.paragraph.done', { done: joined })
      : sentence('readiness.paragraph.shown', { done: joined, evidence });
  });
}

/** 《样机试验报告》（2024年5月，××中心出具，编号 KY-01）: where it is kept is no matter of the form's text. */
function basis(proof: Proof, day: (date: string) => string): string | undefined {
  if (proof === undefined || proof === 'none') return undefined;
  const { title, date, issuer, number }: Evidence = proof;
  const about = [
    ...(date ? [day(date)] : []),
    ...(issuer ? [sentence('readiness.evidence.issuer', { issuer })] : []),
    ...(number ? [sentence('readiness.evidence.number', { number })] : []),
  ].join(sentence('readiness.paragraph.and'));
  return about === ''
    ? quoted(title)
    : sentence('readiness.paragraph.document', { title: quoted(title), about });
}

/** Whether the evidence comes from the environment and scale applied for, where that was asked; where not, which. */
function environment(levels: readonly LevelAnswers[]): string[] {
  const said = levels.filter(({ sameConditions }) => sameConditions);
  const other = said.filter(({ sameConditions }) => sameConditions?.yes === false);
  if (said.length === 0) return [];
  if (other.length === 0) return [sentence('readiness.paragraph.same')];
  const told = other.map((level) => {
    const title = titleIn(level) ?? sentence('readiness.paragraph.material');
    const words = closed(level.sameConditions?.reason ?? '');
    return sentence(words === '' ? 'readiness.paragraph.differs' : 'readiness.paragraph.differs_in', {
      title,
      words,
    });
  });
  return [
    ...new Set(told),
    ...(other.length < said.length ? [sentence('readiness.paragraph.others_same')] : []),
  ];
}

/** The first document of a level. */
function titleIn({ items, proof }: LevelAnswers): string | undefined {
  const proofs = [...items.flatMap((item) => (item?.state === 'met' ? [item.proof] : [])), proof];
  const first = proofs.find((each) => each !== undefined && each !== 'none');
  return typeof first === 'object' ? quoted(first.title) : undefined;
}

function missing(lacking: readonly string[]): string[] {
  if (lacking.length === 0) return [];
  return [
    sentence('readiness.paragraph.missing', { list: lacking.join(sentence('readiness.paragraph.also')) }),
  ];
}

/** Someone's words without the stop at their end, to stand inside a sentence. */
function closed(words: string): string {
  return words.trim().replace(/[。．.；;，,！!]+$/u, '');
}
