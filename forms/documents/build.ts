/** Makes a DocModel from a call's document and the answers so far. Pure: the same answers give the same model. */
import { holds } from '../condition.ts';
import type { Json } from '../json.ts';
import type { Plan } from '../plan.ts';
import { text as sentence } from '../text/index.ts';
import { answerParagraphs, paragraphsOf } from './answer.ts';
import { linesOf } from './clean.ts';
import { type Filling, fill, fillName, fillText, isEmpty, pathOf, plannedFillings, runOf } from './fill.ts';
import { buildGrid, buildRows } from './grid.ts';
import { headedParts } from './headed.ts';
import type { DocModel, Paragraph, Run, TableModel } from './model.ts';
import { numberBlocks, type Unnumbered } from './number.ts';
import { fillOfficeForm, officeFormBlocks } from './office-form.ts';
import {
  addresseeLine,
  annexesBlock,
  annexStart,
  closingBlock,
  letterheadOf,
  postscriptLine,
} from './official.ts';
import { groupsOf, numberedRow } from './order.ts';
import type { BlockSpec, DocumentSpec } from './spec.ts';
import { tableBlocks } from './table-blocks.ts';
import { versionMark } from './version.ts';

/** What the documents need besides the answers. */
export interface Making {
  /** Revision of the answers, for the version mark. */
  readonly revision: number;
  /** True while something must still be fixed: 草稿 in the header, missing places marked. */
  readonly draft: boolean;
  /** Today in Asia/Shanghai as a document writes it, for `{{today}}`. */
  readonly today?: string;
  /** What goes up together, for the office's own documents. */
  readonly sum?: OfficeSum;
}

/** What the office's own documents say of all submissions. */
export interface OfficeSum {
  /** Submissions that came in, whatever was decided. */
  readonly received: number;
  /** Submissions that go up. */
  readonly recommended: number;
  /** Lines of the summary table, without those printed empty. */
  readonly lines: number;
  readonly table?: TableModel;
}

/** The document as it stands. */
export function buildDocument(spec: DocumentSpec, plan: Plan, making: Making): DocModel {
  const filling = fillingOf(plan, making);
  const form = spec.template === undefined ? undefined : plan.call.forms?.[spec.template];
  const office = form ? fillOfficeForm(form, filling) : undefined;
  return {
    id: spec.id,
    title: spec.name,
    fileName: fillName(spec.file_name, filling),
    layout: spec.layout,
    landscape: spec.landscape,
    ...(spec.letterhead ? { letterhead: letterheadOf(spec.letterhead, filling) } : {}),
    ...(office ? { office } : {}),
    blocks:
      form && office
        ? officeFormBlocks(form, office, filling)
        : numberBlocks(blocksOf(spec.blocks, { ...filling, layout: spec.layout })),
    mark: filling.builtIn.mark ?? '',
    draft: making.draft,
  };
}

/** Whether a document is due: its condition holds, or it has none. */
export function isDue({ when }: Pick<DocumentSpec, 'when'>, { book }: Plan): boolean {
  return when === undefined || holds(when, (id) => book.plain(id));
}

/** The values of the built-in names for a submission. */
export function fillingOf(plan: Plan, making: Making): Filling {
  const { call } = plan;
  const { sum } = making;
  let mark: string | undefined;
  return {
    plan,
    ...(sum?.table ? { table: sum.table } : {}),
    builtIn: {
      ...(sum
        ? {
            received: String(sum.received),
            recommended: String(sum.recommended),
            lines: String(sum.lines),
          }
        : {}),
      today: making.today ?? '',
      // Worked out where it is asked for: it reads every answer, and a line of a table shows none of it.
      get mark() {
        mark ??= versionMark(plan, making.revision, sum && [sum.received, tableContent(sum)]);
        return mark;
      },
      revision: String(making.revision),
      call_title: call.title,
      call_number: call.number ?? '',
      call_issuer: call.issuer,
    },
  };
}

/** What of the table a version mark stands for. */
function tableContent({ table }: OfficeSum): Json {
  return (table?.rows ?? []) as unknown as Json;
}

function blocksOf(specs: readonly BlockSpec[], filling: Filling): Unnumbered[] {
  return specs.flatMap((spec) => blockOf(spec, filling));
}

function blockOf(spec: BlockSpec, filling: Filling): Unnumbered[] {
  if ('mark' in spec) return [simple('mark', spec.mark, filling)];
  if ('title' in spec) return [simple('title', spec.title, filling)];
  if ('subtitle' in spec) return [simple('subtitle', spec.subtitle, filling)];
  if ('space' in spec) return [{ type: 'space', lines: spec.space }];
  if ('page_break' in spec) return [{ type: 'page_break' }];
  if ('cover' in spec) return [coverLine(spec.cover, filling)];
  if ('heading' in spec) return [headingBlock(spec, filling)];
  if ('text' in spec) return textBlock(spec, filling);
  if ('answer' in spec)
    return spec.parts === 'headings' ? headedParts(spec, filling) : answerParagraphs(spec, filling);
  if ('item' in spec) return itemBlock(spec, filling);
  if ('rows_of' in spec) return buildRows(spec, filling);
  if ('grid' in spec) return [buildGrid(spec.grid, filling)];
  if ('note' in spec) return paragraphsOf(fill(spec.note, filling), { role: 'note', indent: 2 });
  if ('signature' in spec) return spec.signature.lines.map((line) => simple('signature', line, filling));
  if ('addressee' in spec) return [addresseeLine(spec.addressee, filling)];
  if ('annexes' in spec) return annexesBlock(spec.annexes, filling);
  if ('closing' in spec) return [closingBlock(spec.closing, filling)];
  if ('postscript' in spec) return postscriptLine(spec.postscript, filling);
  if ('annex' in spec) return [annexStart(spec.annex, filling)];
  if ('landscape' in spec) {
    const blocks = blocksOf(spec.landscape, filling);
    return [{ type: 'section', layout: filling.layout ?? 'form', landscape: true, blocks }];
  }
  if ('when' in spec) return whenBlocks(spec, filling);
  if ('include' in spec) return includedBlocks(spec.include, filling);
  if ('summary_table' in spec) return filling.table ? [...tableBlocks(filling.table)] : [];
  return eachBlocks(spec, filling);
}

/** Rows under their heading; `by` makes groups of them, each under a heading that its first row fills. */
function eachBlocks(spec: Extract<BlockSpec, { each: string }>, filling: Filling): Unnumbered[] {
  const { by, where, before = [], blocks } = spec;
  const holding = (row: Filling): boolean =>
    where === undefined || holds(where, (id) => row.plan.book.plain(id, row.row?.path));
  const rows = plannedFillings(filling, spec.each).filter(holding);
  const groups = by === undefined ? [rows] : groupsOf(rows, by);
  return groups.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const heading = blocksOf(before, by === undefined ? filling : first);
    return [...heading, ...group.map(numberedRow).flatMap((row) => blocksOf(blocks, row))];
  });
}

function whenBlocks(
  spec: Extract<BlockSpec, { when: unknown; blocks: unknown }>,
  filling: Filling,
): Unnumbered[] {
  const lookup = (id: string): unknown => filling.plan.book.plain(id, filling.row?.path);
  return holds(spec.when, lookup) ? blocksOf(spec.blocks, filling) : [];
}

/**
 * The blocks of another document of the call, on pages of their own where it looks otherwise; the check of the call has
 * seen to it that it exists and includes none.
 */
function includedBlocks(id: string, filling: Filling): Unnumbered[] {
  const other = filling.plan.call.documents.find((document) => document.id === id);
  if (!other) return [];
  const { layout, landscape } = other;
  const blocks = blocksOf(other.blocks, { ...filling, layout });
  if (layout === (filling.layout ?? 'form') && !landscape) return blocks;
  return [{ type: 'section', layout, landscape, blocks }];
}

/** A paragraph of one line; line ends in an answer stay breaks inside it. */
function simple(role: Paragraph['role'], template: string, filling: Filling): Paragraph {
  const pieces = fill(template, filling);
  return { type: 'paragraph', role, runs: pieces.map(runOf), ...pathOf(pieces) };
}

/** First run: the label; then the answer, underlined. */
function coverLine(cover: { label: string; value: string }, filling: Filling): Paragraph {
  const pieces = fill(cover.value, filling);
  const label: Run = { text: fillText(cover.label, filling) };
  return {
    type: 'paragraph',
    role: 'cover',
    runs: [label, ...pieces.map((piece) => ({ ...runOf(piece), underline: true }))],
    ...pathOf(pieces),
  };
}

function headingBlock(spec: Extract<BlockSpec, { heading: string }>, filling: Filling): Unnumbered {
  const pieces = fill(spec.heading, filling);
  const text = pieces
    .map((piece) => (piece.state === 'missing' ? sentence('document.missing') : piece.text))
    .join('');
  const numbered = spec.numbered ? { numbered: spec.level } : {};
  return { type: 'heading', level: spec.level, text, ...numbered, ...pathOf(pieces) };
}

function textBlock(
  spec: Extract<BlockSpec, { text: string; indent?: number }>,
  filling: Filling,
): Unnumbered[] {
  const pieces = fill(spec.text, filling);
  if (spec.optional && isEmpty(pieces)) return [];
  const centred = spec.align === 'center' || spec.align === 'right';
  const [first, ...rest] = paragraphsOf(pieces, {
    role: 'body',
    indent: spec.indent ?? (centred ? 0 : 2),
    ...(spec.align ? { align: spec.align } : {}),
  });
  if (!first) return [];
  return [spec.numbered ? { ...first, numbered: spec.numbered } : first, ...rest];
}

/** A line of a list; where nothing is given, `when_empty` stands for the whole line, and without it the line is left out. */
function itemBlock(spec: Extract<BlockSpec, { item: string }>, filling: Filling): Paragraph[] {
  const pieces = fill(spec.item, filling);
  const missing = pieces.some((piece) => piece.state === 'missing');
  if (!isEmpty(pieces) || missing) return paragraphsOf(pieces, { role: 'body', indent: 2 });
  return spec.when_empty === undefined
    ? []
    : linesOf(fillText(spec.when_empty, filling)).map((line) => ({
        type: 'paragraph',
        role: 'body',
        indent: 2,
        runs: [{ text: line }],
      }));
}
