/**
 * A readiness ladder: the claimed level, the points of the levels below and at it with their evidence, and the result
 * shown for confirmation. The confirmation keeps a snapshot of the assessment; it no longer holds when an answer
 * changes. The claim stays as the person made it.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LadderModel } from '../documents/model.ts';
import { type Issue, must, should } from '../issue.ts';
import type { Json } from '../json.ts';
import { type Assessment, assess } from '../readiness/assess.ts';
import { type Confirmed, historyLines, KEPT } from '../readiness/history.ts';
import { contradictions, type NumberName } from '../readiness/numbers.ts';
import { paragraphText } from '../readiness/paragraph.ts';
import { pictureOf } from '../readiness/picture.ts';
import { readLadder } from '../readiness/read.ts';
import { ScaleEntry, scaleOf } from '../readiness/scales/index.ts';
import { changeLines, evidenceLines, gapText, ladderText } from '../readiness/show.ts';
import { childrenOf, type Ladder, type Reading, stepsOf } from '../readiness/steps.ts';
import type { Path } from '../submission.ts';
import { text as sentence } from '../text/index.ts';
import { dayAt, showDay } from './calendar.ts';
import type { Book, CompositeKind, Slot, SlotGroup } from './kind.ts';

const Config = z.strictObject({
  type: z.literal('readiness'),
  scale: ScaleEntry.describe('Id of a scale, or the scale itself: id, title, source, levels from the lowest'),
  expected: z.boolean().default(true).describe('Asks the level expected at the end'),
  deliverable: z.boolean().default(true).describe('Asks what will show that the expected level is reached'),
});
type Config = z.infer<typeof Config>;

/**
 * Value of the confirmation: the hash of the answers it was given for, the assessment as it stood, and those confirmed
 * before it, the latest first.
 */
interface Snapshot {
  readonly of: string;
  readonly assessment: Assessment;
  readonly earlier?: readonly Confirmed[];
}

/**
 * A reading with what was made of it: once for the same answers, since a plan, its progress and its check all ask for
 * it, and a ladder stands as it was while another one is answered.
 */
interface Kept extends Reading {
  groups?: readonly SlotGroup[];
  hash?: string;
}

/** By the version of the answers in the ladder, or by the book where answers have none. */
const readings = new WeakMap<object, Map<Path, Kept>>();

function readingOf(ladder: Ladder, path: Path, book: Book): Kept {
  const version = book.version?.(path) ?? book;
  const known = readings.get(version) ?? new Map<Path, Kept>();
  readings.set(version, known);
  const present = known.get(path);
  if (present?.ladder === ladder) return present;
  const scale = scaleOf(ladder.kind.scale);
  const answers = readLadder(scale, path, book);
  const reading: Kept = { ladder, scale, answers, result: assess(scale, answers) };
  known.set(path, reading);
  return reading;
}

function groupsOf(ladder: Ladder, path: Path, book: Book): readonly SlotGroup[] {
  const reading = readingOf(ladder, path, book);
  reading.groups ??= stepsOf(reading, path, book);
  return reading.groups;
}

function slotsOf(ladder: Ladder, path: Path, book: Book): readonly Slot[] {
  return groupsOf(ladder, path, book).flatMap(({ slots }) => slots);
}

/** Hash of everything asked as it is answered now, 16 hex characters. */
function hashOf(ladder: Ladder, path: Path, book: Book): string {
  const reading = readingOf(ladder, path, book);
  reading.hash ??= freshHash(ladder, path, book);
  return reading.hash;
}

function freshHash(ladder: Ladder, path: Path, book: Book): string {
  const values = slotsOf(ladder, path, book)
    .filter((slot) => !slot.control)
    .map((slot) => {
      const answer = book.get(slot.path);
      return [slot.path.slice(path.length), answer?.state ?? null, answer?.value ?? null];
    });
  return createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16);
}

function snapshotAt(path: Path, book: Book): Snapshot | undefined {
  const answer = book.get(path);
  return answer?.state === 'given' ? (answer.value as unknown as Snapshot | undefined) : undefined;
}

/** Everything confirmed so far, the latest first. */
function confirmedAt(path: Path, book: Book): readonly Confirmed[] {
  const [answer, last] = [book.get(path), snapshotAt(path, book)];
  if (!answer || !last) return [];
  return [{ day: dayAt(answer.at), assessment: last.assessment }, ...(last.earlier ?? [])];
}

/** The whole as it stands now; what was confirmed before stays with it. */
function confirmation(ladder: Ladder, path: Path, book: Book): Json {
  const assessment = readingOf(ladder, path, book).result ?? null;
  const before = confirmedAt(path, book);
  const same = before[0] !== undefined && JSON.stringify(before[0].assessment) === JSON.stringify(assessment);
  const earlier = (same ? before.slice(1) : before).slice(0, KEPT);
  const value = { of: hashOf(ladder, path, book), assessment, ...(earlier.length > 0 ? { earlier } : {}) };
  return JSON.parse(JSON.stringify(value));
}

/** The ladder in words, with what changed since it was confirmed, and between the confirmations before. */
function story(ladder: Ladder, path: Path, book: Book): string {
  const { scale, answers, result } = readingOf(ladder, path, book);
  if (!result) return '';
  const lines = historyLines(confirmedAt(path, book), result, showDay);
  return [ladderText(scale, result, answers), ...lines].join('\n');
}

function picture(ladder: Ladder, path: Path, book: Book, title: string): LadderModel | undefined {
  const { scale, answers, result } = readingOf(ladder, path, book);
  const slots = slotsOf(ladder, path, book);
  return result && pictureOf({ scale, answers, result, slots, path }, title);
}

function show(ladder: Ladder, path: Path, book: Book): string {
  const { scale, answers, result } = readingOf(ladder, path, book);
  return result ? ladderText(scale, result, answers) : '';
}

/** The ladder, what changed since it was confirmed last, and the warning where the claim lies above the evidence. */
function assembled(ladder: Ladder, path: Path, book: Book): string {
  const { scale, answers, result } = readingOf(ladder, path, book);
  if (!result) return '';
  const last = snapshotAt(path, book)?.assessment;
  const { claimed, supported } = result;
  return [
    ladderText(scale, result, answers),
    ...(last ? changeLines(last, result) : []),
    ...(result.claimAbove ? [sentence('issue.readiness.claim_above', { claimed, supported })] : []),
  ].join('\n');
}

/** Findings about the answer at `at`: contradicting numbers, an expected level below the present one, too high a claim. */
function check(ladder: Ladder, path: Path, at: Path, book: Book): Issue[] {
  const { answers, result } = readingOf(ladder, path, book);
  if (!result) return [];
  const { claimed, supported, expected, claimAbove } = result;
  const id = at.slice(path.length + 1);
  if (at === path) return claimAbove ? [should('readiness.claim_above', { claimed, supported })] : [];
  if (id === 'expected' && expected !== null && expected < claimed) {
    return [must('readiness.expected_below', { claimed, expected })];
  }
  if (id === 'expected' && expected === claimed) return [should('readiness.expected_same', { claimed })];
  if (id.startsWith('n_')) return contradictions(answers.numbers, id.slice(2) as NumberName);
  return [];
}

const NAMES = ['claimed', 'supported', 'expected', 'evidence', 'gaps', 'paragraph'] as const;
const TEXTS = ['evidence', 'gaps', 'paragraph'] as const;

/** Values of the whole: three numbers; the evidence, the gaps and a paragraph for a form as texts. */
function derivedOf(ladder: Ladder, path: Path, book: Book, name: string): string | number | undefined {
  const { scale, answers, result } = readingOf(ladder, path, book);
  if (!result) return undefined;
  switch (name) {
    case 'claimed':
      return result.claimed;
    case 'supported':
      return result.supported;
    case 'expected':
      return result.expected ?? undefined;
    case 'evidence':
      return evidenceLines(scale, result, answers, showDay).join('\n') || undefined;
    case 'gaps':
      return result.gaps.map(gapText).join('\n') || undefined;
    case 'paragraph':
      return paragraphText(scale, result, answers, showDay) || undefined;
    default:
      return undefined;
  }
}

export const readiness: CompositeKind<Config> = {
  shape: 'composite',
  type: 'readiness',
  config: Config,
  children: childrenOf,
  slots: slotsOf,
  groups: groupsOf,
  show,
  assembled,
  settled: (ladder, path, book) => snapshotAt(path, book)?.of === hashOf(ladder, path, book),
  confirmation,
  ladder: { picture, story },
  check,
  derived: { names: NAMES, texts: TEXTS, value: derivedOf },
};
