/** Reads a ladder's answers from where they are filed. */
import type { z } from 'zod';
import type { Json } from '../json.ts';
import type { EvidenceValue } from '../kinds/evidence.ts';
import { filesOf, placeIn } from '../kinds/file.ts';
import { number as count } from '../kinds/number.ts';
import type { RungValue } from '../kinds/rung.ts';
import type { Answer, Path } from '../submission.ts';
import type { Evidence, ItemAnswer, LadderAnswers, LevelAnswers, Proof } from './assess.ts';
import { NEEDS, NUMBERS, type NumberName, type Numbers } from './numbers.ts';
import { pathsOf } from './paths.ts';
import { COUNT, prefixOf } from './questions.ts';
import type { Level, Scale } from './scale.ts';

/** Read access to answers by path. */
export interface Answered {
  get(path: Path): Answer | undefined;
  /** See `Book.version`. */
  version?(path: Path): object;
}

/** Values of the kinds that the questions have. */
interface YesNo {
  readonly yes: boolean;
}
type Amount = z.infer<typeof count.value>;

/** A level as it was read last, and by what it was read: whether its numbers were all given has a say in it. */
interface KeptLevel {
  readonly level: Level;
  readonly counted: boolean;
  readonly answers: LevelAnswers | undefined;
}

/** By the version of the answers in the level. */
const keptLevels = new WeakMap<object, KeptLevel>();
const keptNumbers = new WeakMap<object, Numbers>();

class Reader {
  private readonly book: Answered;
  private readonly path: Path;

  constructor(book: Answered, path: Path) {
    this.book = book;
    this.path = path;
  }

  /** The value filed under an id of the ladder, whose kind the caller knows. */
  value<T>(id: string): T | undefined {
    return this.at(`${this.path}/${id}`);
  }

  at<T>(path: Path): T | undefined {
    const answer = this.book.get(path);
    return answer?.state === 'given' ? (answer.value as unknown as T | undefined) : undefined;
  }

  isNone(id: string): boolean {
    return this.book.get(`${this.path}/${id}`)?.state === 'none';
  }

  /** The evidence under a prefix; `before` is the one that "the same" means. */
  proof(prefix: string, level: Level, before: Evidence | undefined): Proof {
    if (before && this.value<YesNo>(`${prefix}_same`)?.yes) return before;
    if (this.isNone(`${prefix}_doc`)) return 'none';
    const said = this.value<EvidenceValue>(`${prefix}_doc`);
    if (said === undefined) return undefined;
    const { title } = said;
    const chosen = this.value<string | { other: string }>(`${prefix}_kind`);
    const kind = kindNamed(title, level) ?? (typeof chosen === 'object' ? chosen.other : chosen);
    const date = said.date ?? this.value<string>(`${prefix}_date`);
    const issuer = said.issuer ?? this.value<string>(`${prefix}_issuer`);
    const number = said.number ?? this.value<string>(`${prefix}_no`);
    const shown = this.value<Json>(`${prefix}_file`);
    const files = filesOf(shown).map((file) => file.name);
    const where = placeIn(shown) ?? (files.length > 0 ? undefined : this.value<string>(`${prefix}_where`));
    return {
      title,
      ...(kind === undefined ? {} : { kind }),
      ...(date === undefined ? {} : { date }),
      ...(issuer === undefined ? {} : { issuer }),
      ...(number === undefined ? {} : { number }),
      ...(files.length === 0 ? {} : { files }),
      ...(where === undefined ? {} : { where }),
    };
  }

  item(prefix: string, level: Level, before: Evidence | undefined): ItemAnswer | undefined {
    const rung = this.value<RungValue>(prefix);
    switch (rung?.state) {
      case undefined:
        return undefined;
      case 'met':
        return { state: 'met', proof: this.proof(prefix, level, before) };
      case 'not_met': {
        const missing = rung.words ?? this.value<string>(`${prefix}_gap`);
        return { state: 'not_met', ...(missing === undefined ? {} : { missing }) };
      }
      case 'not_applicable': {
        const reason = rung.words ?? this.value<string>(`${prefix}_why`);
        return { state: 'not_applicable', ...(reason === undefined ? {} : { reason }) };
      }
    }
  }

  /** The numbers; the same object as long as they are the same. */
  numbers(): Numbers {
    const version = this.book.version?.(`${this.path}/n`);
    const kept = version && keptNumbers.get(version);
    if (kept) return kept;
    const numbers: Partial<Record<NumberName, number>> = {};
    for (const name of NUMBERS) {
      const amount = this.value<Amount>(`n_${name}`);
      // 3万台 counts as 30,000; amounts of money are stored in the unit asked for.
      const plain = amount && (name === 'sold' ? count.plain(amount, COUNT) : amount.number);
      if (typeof plain === 'number') numbers[name] = plain;
    }
    if (version) keptNumbers.set(version, numbers);
    return numbers;
  }

  /** The answers of a level; the same object as long as they are the same. */
  level(number: number, level: Level, numbers: Numbers, under: Path): LevelAnswers | undefined {
    const counted =
      level.numbers !== undefined &&
      NEEDS[level.numbers.formula].every((name) => numbers[name] !== undefined);
    const version = this.book.version?.(under);
    const kept = version && keptLevels.get(version);
    if (kept && kept.level === level && kept.counted === counted) return kept.answers;
    const answers = this.freshLevel(number, level, counted);
    if (version) keptLevels.set(version, { level, counted, answers });
    return answers;
  }

  private freshLevel(number: number, level: Level, counted: boolean): LevelAnswers | undefined {
    let before: Evidence | undefined;
    const keep = (proof: Proof): Proof => {
      if (proof !== undefined && proof !== 'none') before = proof;
      return proof;
    };
    const items = level.items.map((_, at) => {
      const item = this.item(prefixOf(number, at), level, before);
      if (item?.state === 'met') keep(item.proof);
      return item;
    });
    const proof = level.numbers ? this.proof(prefixOf(number, 'n'), level, before) : undefined;
    const band = this.value<RungValue>(`l${number}_band`);
    const same = this.value<RungValue>(`l${number}_same`);
    const difference = same?.words ?? this.value<string>(`l${number}_diff`);
    if (!counted && proof === undefined && items.every((item) => item === undefined)) return undefined;
    return {
      items,
      ...(proof === undefined ? {} : { proof }),
      ...(band
        ? {
            decision: {
              met: band.state === 'met',
              reason: band.words ?? this.value<string>(`l${number}_why`) ?? '',
            },
          }
        : {}),
      ...(same
        ? {
            sameConditions: {
              yes: same.state === 'met',
              ...(difference === undefined ? {} : { reason: difference }),
            },
          }
        : {}),
    };
  }
}

/** The wanted kind of evidence that a title names by itself: 样品测试报告 is a 测试报告. */
export function kindNamed(title: string, level: Level): string | undefined {
  return level.evidence.find((kind) => title.includes(kind));
}

/** The answers of the ladder at `path`. */
export function readLadder(scale: Scale, path: Path, book: Answered): LadderAnswers {
  const reader = new Reader(book, path);
  const paths = pathsOf(path, scale.levels.length);
  const numbers = reader.numbers();
  const levels = new Map<number, LevelAnswers>();
  const below = new Map<number, boolean>();
  for (const [at, level] of scale.levels.entries()) {
    const answers = reader.level(at + 1, level, numbers, paths.levels[at] ?? '');
    if (answers) levels.set(at + 1, answers);
    const said = reader.at<YesNo>(paths.below[at] ?? '');
    if (said) below.set(at + 1, said.yes);
  }
  const claimed = reader.value<number>('claimed');
  const expected = reader.value<number>('expected');
  const deliverable = reader.value<string>('deliverable');
  return {
    ...(claimed === undefined ? {} : { claimed }),
    ...(expected === undefined ? {} : { expected }),
    ...(deliverable === undefined ? {} : { deliverable }),
    numbers,
    levels,
    below,
  };
}
