/** Checks the `{{marks}}` and ids of documents, tables, packages and the steps after printing. */
import type { Call } from '../call.ts';
import type { Condition } from '../condition.ts';
import type { BlockSpec } from '../documents/spec.ts';
import { builtIns, filters, hasStrayBraces, marksIn, officeBuiltIns } from '../documents/template.ts';
import { leafOf, type Named, type Names, optionsOf } from './names.ts';
import { nearest } from './nearest.ts';
import type { Place, Report } from './problem.ts';

type CheckCondition = (condition: Condition, place: Place, scope?: Named) => void;

/** Reports marks that name nothing; returns the top-level ids that a document, table, name or step shows. */
export function checkMarks(
  call: Call,
  names: Names,
  report: Report,
  condition: CheckCondition,
  papers?: Papers,
): Set<string> {
  const pass = new MarkPass(names, report, condition, papers);
  if (papers) headOf(papers, pass, report);
  for (const [index, document] of call.documents.entries()) {
    pass.template(document.file_name, ['documents', index, 'file_name']);
    pass.blocks(document.blocks, ['documents', index, 'blocks']);
    if (document.when) condition(document.when, ['documents', index, 'when']);
    includes(call, document.blocks, ['documents', index, 'blocks'], report);
    for (const key of ['organ', 'number'] as const)
      pass.template(document.letterhead?.[key] ?? '', ['documents', index, 'letterhead', key]);
  }
  if (call.summary_table) {
    const { file_name, title, head, notes } = call.summary_table;
    pass.template(title, ['summary_table', 'title']);
    pass.template(file_name, ['summary_table', 'file_name']);
    for (const [index, line] of head.entries())
      pass.template(line.value, ['summary_table', 'head', index, 'value']);
    pass.columns(call.summary_table, ['summary_table']);
    for (const [index, note] of notes.entries()) pass.template(note, ['summary_table', 'notes', index]);
  }
  if (call.package) packageOf(call, call.package, { pass, names, report });
  for (const [index, step] of call.after.entries()) pass.template(step.text, ['after', index, 'text']);
  return pass.shown;
}

/** What the office's own papers stand beside: the summary table, and what they say in its head. */
interface Papers {
  readonly head: Readonly<Record<string, string>>;
  readonly table: Call['summary_table'];
}

/** Lines above the table are named by their printed labels. */
function headOf({ head, table }: Papers, pass: MarkPass, report: Report): void {
  const known = table?.head.map(({ label }) => label) ?? [];
  for (const [label, value] of Object.entries(head)) {
    const place = ['head', label];
    pass.template(value, place);
    if (!known.includes(label))
      report.error(place, 'unknown_head', {
        label,
        known: known.join('、'),
        meant: nearest(label, known) ?? '',
      });
  }
}

interface Checking {
  readonly pass: MarkPass;
  readonly names: Names;
  readonly report: Report;
}

function packageOf(call: Call, spec: NonNullable<Call['package']>, { pass, names, report }: Checking): void {
  for (const [index, { question }] of spec.files.entries()) {
    const place = ['package', 'files', index, 'question'];
    const named = names.need(question, place);
    if (named && !leafOf(named)?.takesFiles) report.error(place, 'not_a_file', { id: question });
  }
  const papers = call.office?.documents.map((document) => document.id) ?? [];
  for (const [index, id] of spec.office.entries()) {
    if (!papers.includes(id))
      report.error(['package', 'office', index], 'unknown_document', {
        id,
        known: papers.join('、'),
        meant: nearest(id, papers) ?? '',
      });
  }
  if (spec.table && !call.summary_table) report.error(['package', 'table'], 'no_summary_table', {});
  if (spec.folder) pass.template(spec.folder, ['package', 'folder']);
  pass.template(spec.file_name, ['package', 'file_name']);
  // The summary table is one for all submissions: it has an entry of its own.
  const known = call.documents.map((document) => document.id);
  for (const [index, id] of spec.documents.entries()) {
    if (!known.includes(id))
      report.error(['package', 'documents', index], 'unknown_document', {
        id,
        known: known.join('、'),
        meant: nearest(id, known) ?? '',
      });
  }
}

/** `include` names another document, and one that includes none: nothing is printed in a circle. */
function includes(call: Call, blocks: readonly BlockSpec[], place: Place, report: Report): void {
  const whole = call.documents.filter(
    (document) => document.template === undefined && includedIn(document.blocks).length === 0,
  );
  const known = whole.map((document) => document.id);
  for (const [index, block] of blocks.entries()) {
    for (const [key, inner] of Object.entries(innerBlocks(block)))
      includes(call, inner, [...place, index, key], report);
    if (!('include' in block) || known.includes(block.include)) continue;
    report.error([...place, index, 'include'], 'unknown_document', {
      id: block.include,
      known: known.join('、'),
      meant: nearest(block.include, known) ?? '',
    });
  }
}

function includedIn(blocks: readonly BlockSpec[]): string[] {
  return blocks.flatMap((block) =>
    'include' in block ? [block.include] : Object.values(innerBlocks(block)).flatMap(includedIn),
  );
}

/** The blocks that stand inside a block, by key. */
function innerBlocks(block: BlockSpec): Record<string, readonly BlockSpec[]> {
  if ('landscape' in block) return { landscape: block.landscape };
  if (!('blocks' in block)) return {};
  return { blocks: block.blocks, ...('before' in block && block.before ? { before: block.before } : {}) };
}

/** Keys of blocks that hold a template. */
const TEMPLATES = [
  'mark',
  'title',
  'subtitle',
  'heading',
  'text',
  'item',
  'note',
  'addressee',
  'postscript',
  'annex',
] as const;

class MarkPass {
  readonly shown = new Set<string>();
  private readonly names: Names;
  private readonly report: Report;
  private readonly condition: CheckCondition;
  private readonly papers: Papers | undefined;
  private readonly builtIns: readonly string[];

  constructor(names: Names, report: Report, condition: CheckCondition, papers?: Papers) {
    this.names = names;
    this.report = report;
    this.condition = condition;
    this.papers = papers;
    this.builtIns = papers ? [...builtIns, ...officeBuiltIns] : builtIns;
  }

  private need(id: string, place: Place, scope?: Named): Named | undefined {
    const named = this.names.need(id, place, scope);
    let top = named;
    while (top?.parent) top = top.parent;
    if (top) this.shown.add(top.id);
    return named;
  }

  /** A question whose rows, parts or files are repeated: `each`, `rows_of`. */
  private repeated(id: string, place: Place, scope?: Named): Named | undefined {
    const named = this.need(id, place, scope);
    if (named?.computed) this.report.error(place, 'not_repeated', { id });
    return named;
  }

  template(template: string, place: Place, scope?: Named): void {
    if (hasStrayBraces(template)) this.report.error(place, 'stray_braces', {});
    for (const mark of marksIn(template)) {
      if (mark.filter !== undefined && !(filters as readonly string[]).includes(mark.filter)) {
        this.report.error(place, 'unknown_filter', {
          filter: mark.filter,
          known: filters.join('、'),
          meant: nearest(mark.filter, filters) ?? '',
        });
      }
      if (this.builtIns.includes(mark.id)) continue;
      const named = this.need(mark.id, place, scope);
      if (named && mark.filter === 'tick') this.option(named, mark.arg ?? '', place);
    }
  }

  /** A single box prints one option of a choice. */
  private option(named: Named, got: string, place: Place): void {
    const known = optionsOf(named);
    if (known.includes(got)) return;
    this.report.error(place, 'unknown_option', {
      id: named.id,
      got,
      known: known.join('、'),
      meant: nearest(got, known) ?? '',
    });
  }

  blocks(blocks: readonly BlockSpec[], place: Place, scope?: Named): void {
    for (const [index, block] of blocks.entries()) this.block(block, [...place, index], scope);
  }

  private block(block: BlockSpec, place: Place, scope?: Named): void {
    for (const key of TEMPLATES) {
      const template: unknown = (block as Readonly<Record<string, unknown>>)[key];
      if (typeof template === 'string') this.template(template, [...place, key], scope);
    }
    if ('cover' in block) this.template(block.cover.value, [...place, 'cover', 'value'], scope);
    if ('answer' in block) this.need(block.answer, [...place, 'answer'], scope);
    if ('signature' in block)
      for (const [index, line] of block.signature.lines.entries())
        this.template(line, [...place, 'signature', 'lines', index], scope);
    if ('rows_of' in block) this.columns(block, place, scope);
    if ('grid' in block) this.grid(block.grid.rows, [...place, 'grid', 'rows'], scope);
    if ('annexes' in block) this.annexes(block.annexes, [...place, 'annexes'], scope);
    if ('closing' in block)
      for (const key of ['organ', 'date', 'post'] as const)
        this.template(block.closing[key] ?? '', [...place, 'closing', key], scope);
    if ('landscape' in block) this.blocks(block.landscape, [...place, 'landscape'], scope);
    if ('summary_table' in block && !this.papers?.table)
      this.report.error([...place, 'summary_table'], 'table_not_here', {});
    if ('when' in block) {
      this.condition(block.when, [...place, 'when'], scope);
      this.blocks(block.blocks, [...place, 'blocks'], scope);
    }
    if ('each' in block) {
      const rows = this.repeated(block.each, [...place, 'each'], scope);
      if (rows && block.by !== undefined) this.sorting(block.by, [...place, 'by'], rows);
      if (rows && block.where) this.condition(block.where, [...place, 'where'], rows);
      if (rows) this.blocks(block.blocks, [...place, 'blocks'], rows);
      const heading = block.by === undefined ? scope : rows;
      if (block.by === undefined || rows) this.blocks(block.before ?? [], [...place, 'before'], heading);
    }
  }

  /** The columns of a table, `rows_of` a question where it has one, sorted `by` a choice among its columns. */
  columns(
    table: {
      readonly rows_of?: string | undefined;
      readonly by?: string | undefined;
      readonly columns: readonly { readonly value: string }[];
    },
    place: Place,
    scope?: Named,
  ): void {
    const { rows_of, by, columns } = table;
    const rows = rows_of === undefined ? scope : this.repeated(rows_of, [...place, 'rows_of'], scope);
    if (rows_of !== undefined && !rows) return;
    if (by !== undefined) this.sorting(by, [...place, 'by'], rows);
    for (const [index, column] of columns.entries())
      this.template(column.value, [...place, 'columns', index, 'value'], rows);
  }

  private sorting(id: string, place: Place, rows?: Named): void {
    const column = rows?.children.get(id);
    const known = [...(rows?.children.values() ?? [])]
      .filter((each) => optionsOf(each).length > 0)
      .map((each) => each.id);
    if (column && known.includes(id)) return;
    this.report.error(place, 'not_a_choice_column', {
      id,
      known: known.join('、'),
      meant: nearest(id, known) ?? '',
    });
  }

  private annexes(
    items: Extract<BlockSpec, { annexes: unknown }>['annexes'],
    place: Place,
    scope?: Named,
  ): void {
    for (const [index, item] of items.entries()) {
      if (typeof item === 'string') {
        this.template(item, [...place, index], scope);
        continue;
      }
      const here = [...place, index];
      if (item.when) this.condition(item.when, [...here, 'when'], scope);
      const rows = item.each ? this.repeated(item.each, [...here, 'each'], scope) : scope;
      if (!item.each || rows) this.template(item.text, [...here, 'text'], rows);
    }
  }

  private grid(
    rows: Extract<BlockSpec, { grid: unknown }>['grid']['rows'],
    place: Place,
    scope?: Named,
  ): void {
    for (const [index, row] of rows.entries()) {
      const repeated = row.each ? this.repeated(row.each, [...place, index, 'each'], scope) : scope;
      if (row.each && !repeated) continue;
      for (const [at, cell] of row.cells.entries()) {
        const here = [...place, index, 'cells', at];
        if (cell.text) this.template(cell.text, [...here, 'text'], repeated);
        if (cell.answer) this.need(cell.answer, [...here, 'answer'], repeated);
      }
    }
  }
}
