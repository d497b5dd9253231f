/**
 * The second pass over a call: `kind` and `rules` entries against the tables of kinds and rules. Entries that hold
 * are replaced by their parsed form, defaults included, also in the questions inside composite kinds.
 */
import type { Kind } from '../kinds/kind.ts';
import type { Rule } from '../rules/rule.ts';
import { nearest } from './nearest.ts';
import type { Place, Report } from './problem.ts';
import { explain } from './schema.ts';

/** The tables a call is checked against. */
export interface Vocabulary {
  readonly kinds: readonly Kind[];
  readonly rules: readonly Rule[];
}

type Loose = Record<string, unknown>;

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Checks and replaces the entries of a whole call, parsed or (after a failed first pass) still raw. */
export function checkEntries(call: unknown, vocabulary: Vocabulary, report: Report): void {
  if (!isLoose(call)) return;
  const pass = new EntryPass(vocabulary, report);
  for (const [index, gate] of listOf(call.gates).entries()) pass.question(gate, ['gates', index]);
  for (const [at, section] of listOf(call.sections).entries()) {
    if (!isLoose(section)) continue;
    for (const [index, question] of listOf(section.questions).entries())
      pass.question(question, ['sections', at, 'questions', index]);
  }
  if (isLoose(call.office))
    for (const [index, question] of listOf(call.office.questions).entries())
      pass.question(question, ['office', 'questions', index]);
  pass.rules(call, ['rules']);
}

class EntryPass {
  private readonly kinds: ReadonlyMap<string, Kind>;
  private readonly table: ReadonlyMap<string, Rule>;
  private readonly report: Report;

  constructor(vocabulary: Vocabulary, report: Report) {
    this.kinds = new Map(vocabulary.kinds.map((kind) => [kind.type, kind]));
    this.table = new Map(vocabulary.rules.map((rule) => [rule.name, rule]));
    this.report = report;
  }

  question(question: unknown, place: Place): void {
    if (!isLoose(question)) return;
    this.kind(question, [...place, 'kind']);
    this.rules(question, [...place, 'rules']);
  }

  private kind(question: Loose, place: Place): void {
    const entry = typeof question.kind === 'string' ? { type: question.kind } : question.kind;
    if (!isLoose(entry) || typeof entry.type !== 'string') return;
    const kind = this.kinds.get(entry.type);
    if (!kind) {
      const at = question.kind === entry.type ? place : [...place, 'type'];
      this.unknown('unknown_kind', entry.type, [...this.kinds.keys()], at);
      return;
    }
    const parsed = kind.config.safeParse(entry);
    if (!parsed.success) explain(parsed.error.issues, kind.config, entry, place, this.report);
    else question.kind = parsed.data;
    this.nested(question.kind, place);
  }

  /** Questions inside a kind's entry: parts, columns. */
  private nested(entry: unknown, place: Place): void {
    if (!isLoose(entry)) return;
    for (const [key, value] of Object.entries(entry)) {
      for (const [index, item] of listOf(value).entries()) {
        if (isQuestion(item)) this.question(item, [...place, key, index]);
      }
    }
  }

  rules(holder: Loose, place: Place): void {
    for (const [index, raw] of listOf(holder.rules).entries()) {
      const entry = typeof raw === 'string' ? { rule: raw } : raw;
      if (!isLoose(entry) || typeof entry.rule !== 'string') continue;
      const rule = this.table.get(entry.rule);
      const at = [...place, index];
      if (!rule) {
        this.unknown(
          'unknown_rule',
          entry.rule,
          [...this.table.keys()],
          raw === entry.rule ? at : [...at, 'rule'],
        );
        continue;
      }
      const parsed = rule.params.safeParse(entry);
      if (!parsed.success) explain(parsed.error.issues, rule.params, entry, at, this.report);
      else (holder.rules as unknown[])[index] = parsed.data;
    }
  }

  private unknown(code: string, name: string, names: string[], place: Place): void {
    this.report.error(place, code, { name, known: names.join('、'), meant: nearest(name, names) ?? '' });
  }
}

/** Whether an item of a kind's entry is a question of its own. */
export function isQuestion(item: unknown): item is Loose & { id: string } {
  return (
    isLoose(item) && typeof item.id === 'string' && (isLoose(item.kind) || typeof item.kind === 'string')
  );
}
