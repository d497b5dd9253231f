/** Which answers belong in a document: what its blocks name, as things are. */
import { holds } from '../condition.ts';
import type { Plan } from '../plan.ts';
import type { Path } from '../submission.ts';
import { type Filling, rowFillings } from './fill.ts';
import { formMark } from './office-form.ts';
import { placeOf } from './shown.ts';
import type { BlockSpec, DocumentSpec } from './spec.ts';
import { marksIn } from './template.ts';

/** An answer that must stand in the document; `asShown` unless a filter gives another form of it. */
export interface Expected {
  readonly path: Path;
  readonly asShown: boolean;
}

/** A question whose rows the document lists one by one, and the rows that it must list. */
export interface ExpectedRows {
  readonly id: string;
  readonly rows: readonly Path[];
}

export interface Belonging {
  readonly answers: readonly Expected[];
  readonly rows: readonly ExpectedRows[];
}

/** What belongs in a document, conditions and rows being as the answers have them. */
export function belongingTo(spec: DocumentSpec, plan: Plan): Belonging {
  const collected = new Collected(plan);
  const filling: Filling = { plan, builtIn: {} };
  for (const template of [spec.letterhead?.organ, spec.letterhead?.number])
    collected.marks(template, filling);
  collected.blocks(spec.blocks, filling);
  const form = spec.template === undefined ? undefined : plan.call.forms?.[spec.template];
  for (const { inside } of form?.marks ?? []) {
    const { id, filter, rows } = formMark(inside);
    if (rows === undefined) collected.mark(id, filter, filling);
    else for (const row of collected.rowsOf(rows, filling)) collected.mark(id, filter, row);
  }
  return { answers: collected.answers, rows: collected.rows };
}

type GridRow = Extract<BlockSpec, { grid: unknown }>['grid']['rows'][number];

class Collected {
  readonly answers: Expected[] = [];
  readonly rows: ExpectedRows[] = [];
  private readonly plan: Plan;

  constructor(plan: Plan) {
    this.plan = plan;
  }

  marks(template: string | undefined, filling: Filling): void {
    for (const { id, filter } of marksIn(template ?? '')) this.mark(id, filter, filling);
  }

  mark(id: string, filter: string | undefined, { row }: Filling): void {
    const place = placeOf(this.plan.call, id, row?.path);
    if (place?.is === 'answer') this.answers.push({ path: place.path, asShown: filter === undefined });
  }

  /** The rows of a question, noted as such. */
  rowsOf(id: string, filling: Filling): Filling[] {
    const rows = rowFillings(filling, id);
    this.rows.push({ id, rows: rows.flatMap((row) => row.row?.path ?? []) });
    return rows;
  }

  blocks(specs: readonly BlockSpec[], filling: Filling): void {
    for (const spec of specs) this.block(spec, filling);
  }

  private holds(condition: Parameters<typeof holds>[0], { row }: Filling): boolean {
    return holds(condition, (id) => this.plan.book.plain(id, row?.path));
  }

  private block(spec: BlockSpec, filling: Filling): void {
    if ('when' in spec) {
      if (this.holds(spec.when, filling)) this.blocks(spec.blocks, filling);
    } else if ('each' in spec) this.each(spec, filling);
    else if ('include' in spec) {
      const other = this.plan.call.documents.find((document) => document.id === spec.include);
      this.blocks(other?.blocks ?? [], filling);
    } else if ('landscape' in spec) this.blocks(spec.landscape, filling);
    else if ('answer' in spec) this.mark(spec.answer, undefined, filling);
    else if ('rows_of' in spec) {
      for (const row of this.rowsOf(spec.rows_of, filling))
        for (const column of spec.columns) this.marks(column.value, row);
    } else if ('grid' in spec) this.grid(spec.grid.rows, filling);
    else this.templates(spec, filling);
  }

  private each(spec: Extract<BlockSpec, { each: string }>, filling: Filling): void {
    const rows = rowFillings(filling, spec.each).filter((row) => !spec.where || this.holds(spec.where, row));
    for (const row of rows) this.blocks(spec.blocks, row);
  }

  private grid(rows: Extract<BlockSpec, { grid: unknown }>['grid']['rows'], filling: Filling): void {
    for (const row of rows) {
      for (const each of row.each ? this.repeated(row, row.each, filling) : [filling]) {
        for (const cell of row.cells) {
          this.marks(cell.text, each);
          if (cell.answer) this.mark(cell.answer, undefined, each);
        }
      }
    }
  }

  /** Lines that show nothing of their rows but the number cannot be told apart: they are not counted. */
  private repeated(row: GridRow, id: string, filling: Filling): Filling[] {
    const tells = row.cells.some(
      (cell) => cell.answer !== undefined || marksIn(cell.text ?? '').some((mark) => mark.id !== 'no'),
    );
    return tells ? this.rowsOf(id, filling) : rowFillings(filling, id);
  }

  /** All blocks that hold nothing but templates. */
  private templates(spec: BlockSpec, filling: Filling): void {
    if ('annexes' in spec) {
      for (const item of spec.annexes) {
        if (typeof item === 'string') this.marks(item, filling);
        else if (!item.when || this.holds(item.when, filling))
          for (const each of item.each ? rowFillings(filling, item.each) : [filling])
            this.marks(item.text, each);
      }
    } else if ('cover' in spec) this.marks(spec.cover.value, filling);
    else if ('closing' in spec) {
      const { organ, date, post, seal } = spec.closing;
      for (const template of seal === 'stamp' ? [post ?? organ, date] : [organ, date])
        this.marks(template, filling);
    } else if ('signature' in spec) for (const line of spec.signature.lines) this.marks(line, filling);
    else for (const value of Object.values(spec)) if (typeof value === 'string') this.marks(value, filling);
  }
}
