/** The third pass over a call: every id names something that exists and fits, and nothing waits for itself. */
import type { z } from 'zod';
import type { Call } from '../call.ts';
import type { Formula } from '../computed.ts';
import { Condition } from '../condition.ts';
import { papersOf } from '../office/papers.ts';
import type { Question } from '../question.ts';
import { type Reference, references } from '../reference.ts';
import { checkCycles } from './cycles.ts';
import { isQuestion, type Vocabulary } from './entries.ts';
import { checkMarks } from './marks.ts';
import { checkMedia } from './media.ts';
import { compositeOf, hasRows, isOption, leafOf, type Named, Names, optionsOf, plainSort } from './names.ts';
import { nearest } from './nearest.ts';
import { checkOfficeForms } from './office.ts';
import type { Place, Report } from './problem.ts';
import { bare, inside, property } from './schema.ts';

/** Reports what the ids of a call name wrongly. */
export function checkReferences(call: Call, vocabulary: Vocabulary, report: Report): void {
  const names = new Names(call, vocabulary, report);
  const pass = new ReferencePass(call, vocabulary, names, report);
  pass.questions();
  pass.computed();
  pass.singles();
  checkCycles(call, names, report);
  checkMedia(call, names, report);
  const shown = checkMarks(call, names, report, (condition, place, scope) =>
    pass.condition(condition, place, scope),
  );
  checkOfficeForms(call, names, report, shown);
  pass.unused(shown);
  const papers = papersOf(call);
  if (papers) checkPapers(papers, call, vocabulary, report);
}

/** The same for the office's own papers, which are a small call of their own inside the file. */
function checkPapers(papers: Call, call: Call, vocabulary: Vocabulary, report: Report): void {
  const inFile = (place: Place): Place =>
    place[0] === 'sections' ? ['office', ...place.slice(2)] : ['office', ...place];
  const moved: Report = {
    error: (place, code, params) => report.error(inFile(place), code, params),
    warning: (place, code, params) => report.warning(inFile(place), code, params),
  };
  const names = new Names(papers, vocabulary, moved);
  const pass = new ReferencePass(papers, vocabulary, names, moved);
  pass.questions();
  unique(papers.documents, 'documents', moved);
  const shown = checkMarks(
    papers,
    names,
    moved,
    (condition, place, scope) => pass.condition(condition, place, scope),
    { head: call.office?.head ?? {}, table: call.summary_table },
  );
  checkOfficeForms(papers, names, moved, shown);
  pass.unused(shown);
}

class ReferencePass {
  private readonly call: Call;
  private readonly rules: Vocabulary['rules'];
  private readonly names: Names;
  private readonly report: Report;
  /** Top-level ids that a rule, condition or formula reads. */
  private readonly read = new Set<string>();

  constructor(call: Call, vocabulary: Vocabulary, names: Names, report: Report) {
    this.call = call;
    this.rules = vocabulary.rules;
    this.names = names;
    this.report = report;
  }

  private need(id: string, place: Place, scope?: Named): Named | undefined {
    const named = this.names.need(id, place, scope);
    let top = named;
    while (top?.parent) top = top.parent;
    if (top) this.read.add(top.id);
    return named;
  }

  questions(): void {
    for (const named of this.names.all()) {
      const { question, kind, place } = named;
      if (!question) continue;
      if (question.show_if) this.condition(question.show_if, [...place, 'show_if'], named.parent);
      if (kind) this.references(kind.config, question.kind, [...place, 'kind'], named);
      this.ruleEntries(question.rules, [...place, 'rules'], named);
      if (question.same_as) this.sameAs(named, question.same_as);
      if (question.propose) this.proposal(named, question.propose);
    }
    for (const [index, section] of this.call.sections.entries()) {
      if (section.show_if) this.condition(section.show_if, ['sections', index, 'show_if']);
    }
    for (const [index, gate] of this.call.gates.entries()) {
      const named = this.names.top.get(gate.id);
      if (gate.stop && named) this.comparison(named, gate.stop.when, ['gates', index, 'stop', 'when']);
      // Content would be taken before it is known whether it may be.
      if (gate.stop?.confidential && index > 0)
        this.report.error(['gates', index, 'stop', 'confidential'], 'confidential_first', { id: gate.id });
    }
    this.ruleEntries(this.call.rules, ['rules']);
  }

  private ruleEntries(entries: Question['rules'], place: Place, scope?: Named): void {
    for (const [index, entry] of entries.entries()) {
      const rule = this.rules.find((each) => each.name === entry.rule);
      if (rule) this.references(rule.params, entry, [...place, index], scope);
    }
  }

  private sameAs(named: Named, id: string): void {
    const place = [...named.place, 'same_as'];
    const other = this.need(id, place, named.parent);
    if (!other) return;
    if (other === named) this.report.error(place, 'same_as_itself', { id });
    else if (other.question?.kind.type !== named.question?.kind.type) {
      this.report.error(place, 'same_as_kind', {
        id,
        kind: other.question?.kind.type ?? 'computed',
        own: named.question?.kind.type ?? '',
      });
    }
  }

  /** A draft out of other answers: a text, for a question that takes one, and not of itself. */
  private proposal(named: Named, id: string): void {
    const place = [...named.place, 'propose'];
    const source = this.need(id, place, named.parent);
    if (!source) return;
    if (!leafOf(named)?.longText) this.report.error(place, 'propose_where', { id: named.id });
    for (let around: Named | undefined = named; around; around = around.parent) {
      if (around === source) this.report.error(place, 'propose_itself', { id });
    }
    const text = source.derivedOf ? source.isText : compositeOf(source) || leafOf(source)?.longText;
    if (!text) this.report.error(place, 'propose_not_text', { id });
  }

  /** Ids within a kind's or rule's entry, found by its schema. */
  private references(
    schema: z.core.$ZodType,
    value: unknown,
    place: Place,
    scope?: Named,
    holder?: unknown,
  ): void {
    if (value === undefined || isQuestion(value)) return;
    if (unwrapped(schema) === Condition) {
      this.condition(value as Condition, place, scope);
      return;
    }
    const target = referenceOf(schema);
    if (target && typeof value === 'string') this.target(target, value, place, scope, holder);
    if (typeof value !== 'object' || value === null) return;
    for (const key of Object.keys(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      const child = inside(schema, value, step);
      if (child)
        this.references(
          child,
          property(value, step),
          [...place, step],
          scope,
          Array.isArray(value) ? holder : value,
        );
    }
  }

  private target(target: Reference, id: string, place: Place, scope?: Named, holder?: unknown): void {
    if (target.to === 'deadline') {
      const ids = this.call.deadlines.map((each) => each.id);
      if (!ids.includes(id))
        this.report.error(place, 'unknown_deadline', {
          id,
          known: ids.join('、'),
          meant: nearest(id, ids) ?? '',
        });
      return;
    }
    if (target.to === 'column') {
      const rows = property(holder, target.of);
      const parent = typeof rows === 'string' ? this.names.find(rows, scope) : undefined;
      if (parent) this.column(id, parent, place);
      return;
    }
    const named = this.need(id, place, scope);
    if (named) this.fits(named, target.to, place);
  }

  private column(id: string, parent: Named, place: Place): Named | undefined {
    const column = parent.children.get(id);
    const known = [...parent.children.keys()];
    if (!column && known.length > 0)
      this.report.error(place, 'unknown_column', {
        id,
        parent: parent.id,
        known: known.join('、'),
        meant: nearest(id, known) ?? '',
      });
    return column;
  }

  private fits(named: Named, to: 'value' | 'number' | 'file' | 'rows' | 'composite', place: Place): void {
    const { id } = named;
    if (to === 'number') {
      const sort = plainSort(named);
      if (compositeOf(named) || (sort !== undefined && sort !== 'number') || leafOf(named)?.takesFiles)
        this.report.error(place, 'not_a_number', { id });
    }
    if (to === 'file' && !leafOf(named)?.takesFiles) this.report.error(place, 'not_a_file', { id });
    if (to === 'rows' && !hasRows(named)) this.report.error(place, 'not_rows', { id });
    if (to === 'composite' && !compositeOf(named)) this.report.error(place, 'not_rows', { id });
  }

  condition(condition: Condition, place: Place, scope?: Named): void {
    if ('all' in condition)
      for (const [index, each] of condition.all.entries())
        this.condition(each, [...place, 'all', index], scope);
    else if ('any' in condition)
      for (const [index, each] of condition.any.entries())
        this.condition(each, [...place, 'any', index], scope);
    else if ('not' in condition) this.condition(condition.not, [...place, 'not'], scope);
    else {
      const named = this.need(condition.question, [...place, 'question'], scope);
      if (!named) return;
      if (compositeOf(named))
        this.report.error([...place, 'question'], 'condition_on_composite', { id: named.id });
      else if ('is' in condition) this.comparison(named, condition.is, [...place, 'is']);
      else if ('includes' in condition)
        this.comparison(named, condition.includes, [...place, 'includes'], true);
      else if ('above' in condition) this.fits(named, 'number', [...place, 'question']);
    }
  }

  /** A word that a condition or a gate compares an answer with. */
  private comparison(named: Named, word: string | number | boolean, place: Place, member = false): void {
    const sort = plainSort(named);
    if (sort === 'list' && !member && typeof word === 'string')
      this.report.error(place, 'use_includes', { id: named.id, got: word });
    else if (sort === undefined || sort === 'list' || sort === typeof word) {
      const options = optionsOf(named);
      if (typeof word === 'string' && !isOption(named, word)) {
        this.report.error(place, 'unknown_option', {
          id: named.id,
          got: word,
          known: options.join('、'),
          meant: nearest(word, options) ?? '',
        });
      }
    } else this.report.error(place, `compare_${sort}`, { id: named.id, got: String(word) });
  }

  computed(): void {
    for (const [index, each] of this.call.computed.entries())
      this.formula(each.formula, ['computed', index, 'formula']);
  }

  private formula(formula: Formula, place: Place): void {
    if (typeof formula === 'number') return;
    if (typeof formula === 'string') {
      const named = this.need(formula, place);
      if (named) this.fits(named, 'number', place);
    } else if ('total' in formula) {
      const rows = this.need(formula.total, [...place, 'total']);
      if (!rows) return;
      this.fits(rows, 'rows', [...place, 'total']);
      const column = this.column(formula.column, rows, [...place, 'column']);
      if (column) this.fits(column, 'number', [...place, 'column']);
    } else if ('count' in formula) this.need(formula.count, [...place, 'count']);
    else {
      for (const [key, operands] of Object.entries(formula) as [string, Formula[]][]) {
        for (const [index, each] of operands.entries()) this.formula(each, [...place, key, index]);
      }
    }
  }

  /** Ids outside questions: the call's own, the steps after printing. */
  singles(): void {
    const { call, report } = this;
    const name = this.need(call.name_question, ['name_question']);
    if (name && !leafOf(name)) report.error(['name_question'], 'name_not_leaf', { id: name.id });
    for (const key of ['organisation_question', 'person_question', 'field_question'] as const) {
      const id = call[key];
      const named = id === undefined ? undefined : this.need(id, [key]);
      if (named && !leafOf(named)) report.error([key], 'name_not_leaf', { id: named.id });
    }
    unique(call.deadlines, 'deadlines', report);
    unique([...call.documents], 'documents', report);
    if (call.summary_table) {
      unique(call.summary_table.columns, 'summary_table.columns', report);
      if (call.documents.some((each) => each.id === call.summary_table?.id))
        report.error(['summary_table', 'id'], 'repeated_id', { id: call.summary_table.id });
    }
    for (const [index, step] of call.after.entries()) {
      if (step.deadline) this.target({ to: 'deadline' }, step.deadline, ['after', index, 'deadline']);
      if (step.scan) this.target({ to: 'file' }, step.scan, ['after', index, 'scan']);
    }
  }

  /** Needed questions that nothing shows or uses. */
  unused(shown: ReadonlySet<string>): void {
    const scans = new Set(this.call.after.map((step) => step.scan));
    for (const named of this.names.top.values()) {
      const { question, id } = named;
      if (!question?.required || named.place[0] === 'gates' || leafOf(named)?.takesFiles || scans.has(id))
        continue;
      if (!shown.has(id) && !this.read.has(id))
        this.report.warning([...named.place, 'id'], 'unused', { id, label: question.label });
    }
  }
}

/** What an id's schema says it names, looked up through optional and default wrappings. */
function referenceOf(schema: z.core.$ZodType): Reference | undefined {
  return references.get(bare(schema) as never);
}

/** The schema without optional and default wrappings, lazy ones kept. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const { innerType } = schema._zod.def as { readonly innerType?: z.core.$ZodType };
  return innerType ? unwrapped(innerType) : schema;
}

function unique(items: readonly { readonly id: string }[], path: string, report: Report): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) report.error([...path.split('.'), index, 'id'], 'repeated_id', { id });
    seen.add(id);
  }
}
