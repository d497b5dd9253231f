/** The steps of a ladder in asking order: which of its questions are open to be asked, given the answers. */
import { asBefore } from '../groups.ts';
import type { EvidenceValue } from '../kinds/evidence.ts';
import type { Book, Slot, SlotGroup } from '../kinds/kind.ts';
import type { Question } from '../question.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import { type Assessment, type Evidence, type LadderAnswers, stateOf, verdictOf, walk } from './assess.ts';
import { NEEDS, type NumberName } from './numbers.ts';
import { pathsOf } from './paths.ts';
import { type LadderConfig, prefixOf, questionsOf } from './questions.ts';
import { kindNamed } from './read.ts';
import { type Level, levelOf, type Scale } from './scale.ts';
import { scaleOf } from './scales/index.ts';
import { quoted, summaryText, verdictText } from './show.ts';
import { worded } from './worded.ts';

/** A question of the kind `readiness`. */
export type Ladder = Question & { kind: LadderConfig & { type: string } };

/** What is made of one ladder's answers. */
export interface Reading {
  readonly ladder: Ladder;
  readonly scale: Scale;
  readonly answers: LadderAnswers;
  readonly result: Assessment | undefined;
}

const questions = new WeakMap<LadderConfig, readonly Question[]>();

/** The questions inside, made once for each configuration. */
export function childrenOf(config: LadderConfig): readonly Question[] {
  let children = questions.get(config);
  if (!children) {
    children = questionsOf(config, scaleOf(config.scale));
    questions.set(config, children);
  }
  return children;
}

const indexes = new WeakMap<readonly Question[], ReadonlyMap<string, Question>>();

function childOf(config: LadderConfig, id: string): Question | undefined {
  const children = childrenOf(config);
  let index = indexes.get(children);
  if (!index) {
    index = new Map(children.map((child) => [child.id, child]));
    indexes.set(children, index);
  }
  return index.get(id);
}

/** What the steps of a level follow from besides the answers in it. */
interface Deciding {
  readonly ladder: Ladder;
  /** What the level before has to tell. */
  readonly lead: string;
  /** Version of the numbers, and those that were asked before. */
  readonly numbers: object | undefined;
  readonly counted: string;
}

function sameDeciding(a: Deciding, b: Deciding): boolean {
  return a.ladder === b.ladder && a.lead === b.lead && a.numbers === b.numbers && a.counted === b.counted;
}

interface KeptLevel {
  readonly by: Deciding;
  readonly groups: readonly SlotGroup[];
  /** What it has to tell with the step after it. */
  readonly lead: string;
}

/** The steps of levels as they were made last, by the version of the answers in the level. */
const keptLevels = new WeakMap<object, KeptLevel>();

/** Collects the steps of one ladder in asking order. */
class Steps {
  private readonly groups: SlotGroup[] = [];
  /** Steps that the ladder as a whole decides, since the last group. */
  private slots: Slot[] = [];
  private readonly ladder: Ladder;
  private readonly path: Path;
  private readonly book: Book;
  private readonly answers: LadderAnswers;
  private readonly paths: ReturnType<typeof pathsOf>;
  /** Numbers that were asked for a level below. */
  private readonly counted = new Set<NumberName>();
  /** What the numbers just gave, told with the step that follows them while it is open. */
  private lead = '';

  constructor(ladder: Ladder, path: Path, book: Book, answers: LadderAnswers) {
    this.ladder = ladder;
    this.path = path;
    this.book = book;
    this.answers = answers;
    this.paths = pathsOf(path, scaleOf(ladder.kind.scale).levels.length);
  }

  state(id: string): string | undefined {
    return this.book.get(`${this.path}/${id}`)?.state;
  }

  /** One more step. A sentence made for this moment may stand in place of the question's own; `detail` is not offered in lists. */
  add(id: string, more: { ask?: string; detail?: boolean } = {}): void {
    const child = childOf(this.ladder.kind, id);
    if (!child) return;
    const lead = this.state(id) === undefined ? this.lead : '';
    this.lead = '';
    this.slots.push({
      path: `${this.path}/${id}`,
      leaf: this.leafOf(child, lead + (more.ask ?? child.ask)),
      question: this.ladder,
      required: this.ladder.required && child.required,
      ...(more.detail ? { detail: true } : {}),
    });
  }

  /** Inside a row the row tells what it is about; else the ladder is named. */
  private leafOf(child: Question, ask: string): Question {
    if (this.path.includes('/')) return worded(child, child.label, ask);
    return worded(child, sentence('readiness.label', { ladder: this.ladder.label, label: child.label }), ask);
  }

  /** Ends a group; `under` is what its steps stand under, the ladder unless said. */
  close(under: Path = this.path): void {
    if (this.slots.length > 0) this.groups.push({ path: under, slots: asBefore(this.ladder, this.slots) });
    this.slots = [];
  }

  /** All groups, the confirmation last where it is due. */
  finish(confirm?: Slot): readonly SlotGroup[] {
    if (confirm) this.slots.push(confirm);
    this.close();
    return this.groups;
  }

  /** Whether every step so far was answered in some way. */
  get answered(): boolean {
    const known = ({ path }: Slot): boolean => this.book.get(path) !== undefined;
    return this.slots.every(known) && this.groups.every((group) => group.slots.every(known));
  }

  /** A level; its steps stand until an answer in it changes, or one of the numbers where they decide it. */
  level(number: number, level: Level): void {
    const { levels, numbers } = this.paths;
    const under = levels[number - 1] ?? '';
    const version = this.book.version?.(under);
    const kept = version && keptLevels.get(version);
    const by: Deciding = {
      ladder: this.ladder,
      lead: this.lead,
      numbers: level.numbers && this.book.version?.(numbers),
      counted: level.numbers ? [...this.counted].join(' ') : '',
    };
    this.close();
    if (kept && sameDeciding(kept.by, by)) {
      this.groups.push(...kept.groups);
      this.lead = kept.lead;
      this.count(level);
      return;
    }
    const first = this.groups.length;
    this.stepsOf(number, level);
    this.close(under);
    if (version) keptLevels.set(version, { by, groups: this.groups.slice(first), lead: this.lead });
  }

  /** From here on the numbers of this level were asked. */
  private count({ numbers }: Level): void {
    for (const name of numbers ? NEEDS[numbers.formula] : []) this.counted.add(name);
  }

  private stepsOf(number: number, level: Level): void {
    const given = this.answers.levels.get(number);
    let before: Evidence | undefined;
    for (const at of level.items.keys()) {
      const id = prefixOf(number, at);
      const item = given?.items[at];
      this.add(id);
      const words = this.words(id);
      if (item?.state === 'not_applicable' && !words) this.add(`${id}_why`, { detail: true });
      if (item?.state === 'not_met' && !words) this.add(`${id}_gap`, { detail: true });
      if (item?.state !== 'met') continue;
      this.evidence(id, level, before);
      if (item.proof !== undefined && item.proof !== 'none') before = item.proof;
    }
    if (level.numbers) this.numbers(number, level, before);
    // Where the level does not hold, the conditions of its evidence decide nothing.
    const holds = ['supported', 'unproved'].includes(
      stateOf(scaleOf(this.ladder.kind.scale), number, this.answers),
    );
    // Where there is no evidence its conditions are no question.
    const items = given?.items ?? [];
    const some =
      items.some((item) => item?.state === 'met' && item.proof !== 'none') ||
      (given?.proof !== undefined && given.proof !== 'none');
    if (!level.same_conditions || !holds || !some) return;
    this.add(`l${number}_same`, { detail: true });
    const same = given?.sameConditions;
    if (same?.yes === false && !this.words(`l${number}_same`)) this.add(`l${number}_diff`, { detail: true });
  }

  /** Whether a reason or what is missing stood in the same message. */
  private words(id: string): boolean {
    const answer = this.book.get(`${this.path}/${id}`);
    const value = answer?.state === 'given' ? (answer.value as { words?: string } | undefined) : undefined;
    return value?.words !== undefined;
  }

  private numbers(number: number, level: Level, before: Evidence | undefined): void {
    if (!level.numbers) return;
    this.close(`${this.path}/l${number}`);
    for (const name of NEEDS[level.numbers.formula]) if (!this.counted.has(name)) this.add(`n_${name}`);
    this.close(`${this.path}/n`);
    this.count(level);
    const verdict = verdictOf(scaleOf(this.ladder.kind.scale), number, this.answers);
    if (verdict && verdict.kind !== 'open') {
      this.lead = `${verdictText(level.numbers, number, verdict)}\n`;
    }
    if (verdict?.kind === 'band') {
      this.add(`l${number}_band`);
      const decision = this.answers.levels.get(number)?.decision;
      if (decision && !this.words(`l${number}_band`)) this.add(`l${number}_why`, { detail: true });
    }
    const met =
      verdict?.kind === 'met' || (verdict?.kind === 'band' && this.answers.levels.get(number)?.decision?.met);
    if (met) this.evidence(prefixOf(number, 'n'), level, before);
  }

  private evidence(id: string, level: Level, before: Evidence | undefined): void {
    const own = this.state(`${id}_doc`) !== undefined;
    if (before && !own) {
      this.add(`${id}_same`, {
        ask: sentence('readiness.same.now', { title: quoted(before.title) }),
        detail: true,
      });
      const same = this.book.get(`${this.path}/${id}_same`);
      const said = same?.state === 'given' ? (same.value as { yes?: boolean } | undefined) : undefined;
      if (said?.yes !== false) return;
    }
    this.add(`${id}_doc`, { detail: true });
    if (this.state(`${id}_doc`) !== 'given') return;
    const said = this.book.get(`${this.path}/${id}_doc`)?.value as unknown as EvidenceValue;
    if (kindNamed(said.title, level) === undefined) this.add(`${id}_kind`, { detail: true });
    // What stood in the same message is not asked again.
    if (said.date === undefined) this.add(`${id}_date`, { detail: true });
    if (said.issuer === undefined) this.add(`${id}_issuer`, { detail: true });
    if (said.number === undefined) this.add(`${id}_no`, { detail: true });
    this.add(`${id}_file`, { detail: true });
    const file = this.state(`${id}_file`);
    if (file !== undefined && file !== 'given') this.add(`${id}_where`, { detail: true });
  }
}

/** The steps of a ladder at a path: the claim, the levels in question, what is expected, the result once all is answered. */
export function stepsOf(
  { ladder, scale, answers, result }: Reading,
  path: Path,
  book: Book,
): readonly SlotGroup[] {
  const steps = new Steps(ladder, path, book, answers);
  const levels = { ask: ladder.ask, max: scale.levels.length, source: scale.source };
  steps.add('claimed', { ask: sentence('readiness.claimed.now', levels) });
  steps.close(`${path}/claimed`);
  if (!result) return steps.finish();
  const { asked, below } = walk(scale, answers);
  // A lower level that comes into question is asked after what was asked already, not before.
  const down =
    asked.length > 1 ? asked.filter((number) => !answers.levels.has(number) && number === asked[0]) : [];
  const level = (number: number): void => {
    const each = levelOf(scale, number);
    if (each) steps.level(number, each);
  };
  for (const number of asked) if (!down.includes(number)) level(number);
  if (below > 0) steps.add(`to${below}`, { detail: true });
  for (const number of down) level(number);
  const known = result.complete
    ? sentence('readiness.expected.known', { summary: summaryText(scale, { ...result, expected: null }) })
    : '';
  if (ladder.kind.expected)
    steps.add('expected', {
      ask: known + (childOf(ladder.kind, 'expected')?.ask ?? ''),
    });
  if (ladder.kind.deliverable) steps.add('deliverable', { ask: deliverableAsk(result) });
  if (!steps.answered) return steps.finish();
  return steps.finish({
    path,
    leaf: ladder,
    question: ladder,
    control: 'confirm',
    required: ladder.required,
  });
}

function deliverableAsk({ claimed, expected }: Assessment): string {
  return sentence('readiness.deliverable.now', { level: expected ?? claimed });
}
