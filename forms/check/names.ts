/** The names of a call: what each id stands for, where, and what its kind gives to conditions and calculations. */
import type { Call } from '../call.ts';
import type { Computed } from '../computed.ts';
import { type Book, type CompositeKind, type Kind, type LeafKind, ROW_ID } from '../kinds/kind.ts';
import { OTHER } from '../kinds/options.ts';
import type { Question } from '../question.ts';
import { isQuestion, type Vocabulary } from './entries.ts';
import { nearest } from './nearest.ts';
import type { Place, Report } from './problem.ts';

/** A question, part, column or computed value with its place in the file. */
export interface Named {
  readonly id: string;
  readonly place: Place;
  readonly question?: Question;
  readonly kind?: Kind;
  readonly computed?: Computed;
  /** A value that the composite question before it gives besides its parts. */
  readonly derivedOf?: Named;
  /** Of a derived value: whether it is a text, not a number. */
  readonly isText?: boolean;
  readonly parent?: Named;
  /** Parts or columns by id. */
  readonly children: ReadonlyMap<string, Named>;
}

const NO_BOOK: Book = { get: () => undefined, plain: () => undefined };
/** Any day will do: only the sort of the parsed value is looked at. */
const PROBE = { today: '2025-01-01' };

/** The leaf kind of a name, or undefined for a composite question or a computed value. */
export function leafOf(named: Named): LeafKind | undefined {
  return named.kind?.shape === 'leaf' ? named.kind : undefined;
}

export function compositeOf(named: Named): CompositeKind | undefined {
  return named.kind?.shape === 'composite' ? named.kind : undefined;
}

/** Whether a question has rows: its empty form has a step that asks for one more. */
export function hasRows(named: Named): boolean {
  const kind = compositeOf(named);
  if (!kind || !named.question) return false;
  return kind.slots(named.question, named.id, NO_BOOK).some((slot) => slot.control === 'rows');
}

/** What conditions and calculations see of a question, found by letting its kind read a few words. */
export function plainSort(named: Named): 'number' | 'boolean' | 'string' | 'list' | undefined {
  if (named.computed) return 'number';
  if (named.derivedOf) return named.isText ? 'string' : 'number';
  const kind = leafOf(named);
  if (!kind || !named.question || kind.takesFiles) return undefined;
  const config = named.question.kind;
  const units = Object.values(config).flatMap((value) =>
    typeof value === 'string'
      ? [value]
      : Array.isArray(value)
        ? value.filter((each) => typeof each === 'string')
        : [],
  );
  const words = [
    ...(kind.options?.(config) ?? []).map((option) => option.value),
    '1',
    ...units.map((unit) => `1${unit}`),
    '2025年1月1日',
  ];
  for (const word of words) {
    const plain = plainOf(kind, config, word);
    if (plain !== undefined)
      return Array.isArray(plain) ? 'list' : (typeof plain as 'number' | 'boolean' | 'string');
  }
  return undefined;
}

function plainOf(kind: LeafKind, config: Question['kind'], word: string): unknown {
  const parsed = kind.parse(word, config, PROBE);
  if (parsed.kind === 'issue') return undefined;
  const value = parsed.kind === 'value' ? parsed.value : parsed.values[0];
  return value === undefined ? undefined : kind.plain(value, config);
}

/** Whether a condition may compare a choice with this word; true where the kind offers no options. */
export function isOption(named: Named, word: string): boolean {
  const kind = leafOf(named);
  if (!kind || !named.question) return true;
  const options = optionsOf(named);
  if (options.length === 0 || options.includes(word)) return true;
  const plain = plainOf(kind, named.question.kind, word);
  return plain === word || (Array.isArray(plain) && plain.includes(word));
}

/** The words that a condition may compare a choice with; empty where the kind offers no options. */
export function optionsOf(named: Named): string[] {
  const kind = leafOf(named);
  if (!kind || !named.question) return [];
  const config = named.question.kind;
  const plains = (kind.options?.(config) ?? []).flatMap((option) => plainOf(kind, config, option.value));
  const words = plains.filter((plain) => typeof plain === 'string');
  return 'other' in config && config.other ? [...words, OTHER] : words;
}

/** Index of all names of a call; repeated and row-like ids are reported while it is made. */
export class Names {
  readonly top = new Map<string, Named>();
  private readonly kinds: ReadonlyMap<string, Kind>;
  private readonly report: Report;

  constructor(call: Call, vocabulary: Vocabulary, report: Report) {
    this.kinds = new Map(vocabulary.kinds.map((kind) => [kind.type, kind]));
    this.report = report;
    const sections = new Map<string, Place>();
    for (const [index, gate] of call.gates.entries()) this.add(gate, ['gates', index]);
    for (const [at, section] of call.sections.entries()) {
      const place = ['sections', at];
      if (sections.has(section.id) || this.top.has(section.id))
        report.error([...place, 'id'], 'repeated_id', { id: section.id });
      sections.set(section.id, place);
      for (const [index, question] of section.questions.entries()) {
        if (sections.has(question.id))
          report.error([...place, 'questions', index, 'id'], 'repeated_id', { id: question.id });
        this.add(question, [...place, 'questions', index]);
      }
    }
    for (const [index, computed] of call.computed.entries()) {
      const place = ['computed', index];
      if (this.top.has(computed.id) || sections.has(computed.id))
        report.error([...place, 'id'], 'repeated_id', { id: computed.id });
      this.top.set(computed.id, { id: computed.id, place, computed, children: new Map() });
    }
  }

  private add(question: Question, place: Place): void {
    if (this.top.has(question.id)) this.report.error([...place, 'id'], 'repeated_id', { id: question.id });
    else {
      const named = this.named(question, place);
      this.top.set(question.id, named);
      addDerived(this.top, named);
    }
  }

  private named(question: Question, place: Place, parent?: Named): Named {
    const kind = this.kinds.get(question.kind.type);
    const children = new Map<string, Named>();
    const named: Named = {
      id: question.id,
      place,
      question,
      children,
      ...(kind ? { kind } : {}),
      ...(parent ? { parent } : {}),
    };
    if (kind?.shape !== 'composite') return named;
    const written = childPlaces(question, place);
    for (const child of kind.children(question.kind)) {
      const at = written.get(child.id)?.shift() ?? [...place, 'kind'];
      if (ROW_ID.test(child.id)) this.report.error([...at, 'id'], 'row_like_id', { id: child.id });
      if (children.has(child.id)) this.report.error([...at, 'id'], 'repeated_id', { id: child.id });
      else {
        const inside = this.named(child, at, named);
        children.set(child.id, inside);
        addDerived(children, inside);
      }
    }
    return named;
  }

  /** All questions and computed values, those inside composites included. */
  *all(): Generator<Named> {
    const walk = function* (named: Named): Generator<Named> {
      yield named;
      for (const child of named.children.values()) yield* walk(child);
    };
    for (const named of this.top.values()) yield* walk(named);
  }

  /** What an id names, seen from inside `scope`: its parts or columns first, then those around it, then the top. */
  find(id: string, scope?: Named): Named | undefined {
    const [first = '', ...rest] = id.split('/');
    let named: Named | undefined;
    for (let around = scope; around && !named; around = around.parent) named = around.children.get(first);
    named ??= this.top.get(first);
    for (const step of rest) named = named?.children.get(step);
    return named;
  }

  /** Like `find`, reporting an id that names nothing. */
  need(id: string, place: Place, scope?: Named): Named | undefined {
    const named = this.find(id, scope);
    if (!named)
      this.report.error(place, 'unknown_id', { id, meant: nearest(id, this.known(id, scope)) ?? '' });
    return named;
  }

  private known(id: string, scope?: Named): string[] {
    const names = [...this.top.keys()];
    for (let around = scope; around; around = around.parent) names.push(...around.children.keys());
    const parent = id.includes('/') ? this.find(id.slice(0, id.lastIndexOf('/')), scope) : undefined;
    if (parent)
      names.push(
        ...[...parent.children.keys()].map((child) => `${id.slice(0, id.lastIndexOf('/'))}/${child}`),
      );
    return names;
  }
}

/** The names of a composite's derived values, beside the question itself: `trl_supported`. */
function addDerived(names: Map<string, Named>, named: Named): void {
  const derived = compositeOf(named)?.derived;
  for (const name of derived?.names ?? []) {
    const id = `${named.id}_${name}`;
    const { place, parent } = named;
    const isText = derived?.texts?.includes(name) ?? false;
    if (!names.has(id))
      names.set(id, {
        id,
        place,
        derivedOf: named,
        isText,
        children: new Map(),
        ...(parent ? { parent } : {}),
      });
  }
}

/** Where the parts or columns of a question are written in its `kind:` entry, by id, in order. */
function childPlaces(question: Question, place: Place): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  for (const [key, value] of Object.entries(question.kind)) {
    for (const [index, item] of (Array.isArray(value) ? value : []).entries()) {
      if (!isQuestion(item)) continue;
      const at = [...place, 'kind', key, index];
      places.set(item.id, [...(places.get(item.id) ?? []), at]);
    }
  }
  return places;
}
