/**
 * How a call describes its documents: a list of blocks with `{{id}}` marks. `{{id}}` stands for the shown answer;
 * `{{id|filter}}` for another form of it (filters are listed in `template.ts`). Inside `each` and `rows_of` an id is
 * looked up in the row first.
 */
import { z } from 'zod';
import { Condition } from '../condition.ts';

const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'id');
const align = z.enum(['left', 'center', 'right', 'both']);

const Parts = z
  .enum(['labels', 'headings', 'joined', 'plain'])
  .describe(
    'Parts with their labels, under them as numbered headings, run together, or each a paragraph without label',
  );
type Parts = z.infer<typeof Parts>;

const GridCell = z.strictObject({
  text: z.string().optional().describe('Text with {{}} marks; \\n begins a new paragraph'),
  answer: id.optional().describe('A long answer, paragraph by paragraph'),
  parts: Parts.optional(),
  label: z.boolean().default(false).describe('A printed label of the form (header look)'),
  col_span: z.int().min(1).default(1),
  row_span: z.int().min(1).default(1),
  align: align.optional(),
  v_align: z
    .enum(['top', 'center', 'bottom'])
    .optional()
    .describe('In a box with room; in the middle unless told'),
  leave_empty: z.boolean().default(false).describe('Filled by others: left empty with room'),
});

const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
export type Level = z.infer<typeof level>;

const sorted = 'A choice among the columns: rows in the order of its options, otherwise as they were given';

const numbered = 'Numbered by the program as GB/T 9704-2012 7.3.3 has it: 一、 （一） 1. （1）, without gaps';

const AnnexItem = z.strictObject({
  text: z.string(),
  when: Condition.optional(),
  each: id.optional().describe('One line for every row of that question'),
});
type AnnexItem = z.infer<typeof AnnexItem>;

const Closing = z.strictObject({
  organ: z.string().describe('The issuing organisation, full name'),
  date: z.string().describe('{{day|date}}: Arabic, month and day not padded'),
  seal: z
    .enum(['seal', 'none', 'stamp'])
    .default('seal')
    .describe('Room for the seal (7.3.5.1), no seal (7.3.5.2), or room for a signature stamp (7.3.5.3)'),
  post: z.string().optional().describe('Post of who signs, left of the signature stamp'),
});

export type BlockSpec =
  | { mark: string }
  | { title: string }
  | { subtitle: string }
  | { space: number }
  | { page_break: true }
  | { cover: { label: string; value: string } }
  | { heading: string; level: Level; numbered?: boolean }
  | { text: string; align?: z.infer<typeof align>; indent?: number; optional?: boolean; numbered?: Level }
  | { answer: string; parts?: Parts; empty?: string }
  | { item: string; when_empty?: string }
  | {
      rows_of: string;
      by?: string;
      columns: { title: string; value: string; width: number }[];
      empty?: string;
      min_rows?: number;
    }
  | {
      grid: {
        widths: number[];
        rows: {
          cells: z.infer<typeof GridCell>[];
          height?: number;
          each?: string;
          pad_to?: number;
        }[];
      };
    }
  | { note: string }
  | { signature: { lines: string[] } }
  | { addressee: string }
  | { annexes: (string | AnnexItem)[] }
  | { closing: z.infer<typeof Closing> }
  | { postscript: string }
  | { annex: string }
  | { landscape: BlockSpec[] }
  | { when: Condition; blocks: BlockSpec[] }
  | { each: string; by?: string; where?: Condition; before?: BlockSpec[]; blocks: BlockSpec[] }
  | { include: string }
  | { summary_table: true };

/** One line per row of a question under printed headings. */
const RowsBlock = z.strictObject({
  rows_of: id,
  by: id.optional().describe(sorted),
  columns: z
    .array(z.strictObject({ title: z.string(), value: z.string(), width: z.number().positive() }))
    .min(1),
  empty: z.string().optional(),
  min_rows: z.int().min(0).optional(),
});

/** Parts of a letter or report in official layout. */
const OfficialBlock = [
  z.strictObject({ addressee: z.string() }).describe('主送: flush left under the title; its colon is added'),
  z
    .strictObject({ annexes: z.array(z.union([z.string(), AnnexItem])).min(1) })
    .describe('附件说明, numbered by the program; items whose marks are all empty are left out'),
  z.strictObject({ closing: Closing }).describe('落款: organisation and date'),
  z.strictObject({ postscript: z.string() }).describe('附注 below the date: its brackets are added'),
  z
    .strictObject({ annex: z.string() })
    .describe('An annex begins on a new page: its title, as in `annexes`, which also gives its number'),
] as const;

/** What is made elsewhere and stands here whole. */
const WholeBlock = [
  z.strictObject({
    include: id.describe('All blocks of another document of the call, which includes none'),
  }),
  z
    .strictObject({ summary_table: z.literal(true) })
    .describe('The summary table of all submissions; in the office’s own documents only'),
] as const;

export const BlockSpec: z.ZodType<BlockSpec> = z.lazy(() =>
  z.union([
    z.strictObject({ mark: z.string() }).describe('附件 1'),
    z.strictObject({ title: z.string() }),
    z.strictObject({ subtitle: z.string() }),
    z.strictObject({ space: z.number().min(0) }).describe('Empty lines'),
    z.strictObject({ page_break: z.literal(true) }),
    z
      .strictObject({ cover: z.strictObject({ label: z.string(), value: z.string() }) })
      .describe('Cover line: label and underlined answer'),
    z.strictObject({
      heading: z.string(),
      level,
      numbered: z.boolean().optional().describe(numbered),
    }),
    z.strictObject({
      text: z.string(),
      align: align.optional(),
      indent: z.number().optional().describe('First-line indent in characters, 2 unless told'),
      optional: z.boolean().optional().describe('Left out where all its marks are empty'),
      numbered: level.optional().describe(numbered),
    }),
    z.strictObject({
      answer: id.describe('A question: its text, or its parts or rows, paragraph by paragraph'),
      parts: Parts.optional(),
      empty: z.string().optional().describe('What stands there where the person said 无'),
    }),
    z
      .strictObject({ item: z.string(), when_empty: z.string().optional() })
      .describe('One line of a list, label included'),
    RowsBlock,
    z.strictObject({
      grid: z.strictObject({
        widths: z.array(z.number().positive()).min(1),
        rows: z.array(
          z.strictObject({
            cells: z.array(GridCell).min(1),
            height: z.number().positive().optional().describe('Least height in pt'),
            each: id
              .optional()
              .describe('Repeat this line for every row of that question; {{no}} is its number'),
            pad_to: z.int().min(0).optional().describe('Print at least so many lines, empty ones numbered'),
          }),
        ),
      }),
    }),
    z.strictObject({ note: z.string() }),
    z.strictObject({ signature: z.strictObject({ lines: z.array(z.string()).min(1) }) }),
    ...OfficialBlock,
    z.strictObject({ landscape: z.array(BlockSpec).min(1) }).describe('Pages of their own, turned'),
    z.strictObject({ when: Condition, blocks: z.array(BlockSpec) }),
    z.strictObject({
      each: id,
      by: id
        .optional()
        .describe('A choice among the columns: rows group by group in the order of its options'),
      where: Condition.optional().describe('Only the rows for which this holds; {{no}} counts them'),
      before: z
        .array(BlockSpec)
        .optional()
        .describe('Printed once, if there is such a row, or once for each group: their heading'),
      blocks: z.array(BlockSpec),
    }),
    ...WholeBlock,
  ]),
);

export const DocumentSpec = z.strictObject({
  id,
  name: z.string().min(1).describe('As the notice calls it: 申报书'),
  file_name: z.string().min(1).describe('Without extension, {{}} marks allowed'),
  layout: z
    .enum(['form', 'official'])
    .default('form')
    .describe('The notice’s own look, or 公文 (GB/T 9704-2012) for letters and reports'),
  letterhead: z
    .strictObject({
      organ: z.string().describe('发文机关标志: the issuing organisation’s full name'),
      number: z.string().optional().describe('发文字号, e.g. 某科函〔2025〕1号; left blank while unknown'),
      lines: z.boolean().default(true).describe('The red double lines at head and foot of the first page'),
      printed: z
        .boolean()
        .default(false)
        .describe('The paper carries the head already: only its room is left'),
    })
    .optional()
    .describe('Head of a letter (信函格式, GB/T 9704-2012 10.1)'),
  landscape: z.boolean().default(false),
  when: Condition.optional().describe('Made only where this holds'),
  preview: z.boolean().default(true).describe('False for one that only binds others together'),
  template: z
    .string()
    .regex(/^[^/\\]+\.docx$/, 'docx')
    .optional()
    .describe('The office’s own Word form beside the call, with {{}} marks, instead of blocks'),
  blocks: z.array(BlockSpec).min(1).default([]),
});
export type DocumentSpec = z.infer<typeof DocumentSpec>;

export const TableSpec = z.strictObject({
  id,
  title: z.string().min(1),
  mark: z.string().optional(),
  file_name: z.string().min(1),
  landscape: z.boolean().default(true),
  rows_of: id
    .optional()
    .describe(
      'One line per row of that question instead of one per submission; marks look into the row first',
    ),
  by: id.optional().describe(sorted),
  head: z.array(z.strictObject({ label: z.string(), value: z.string().default('') })).default([]),
  columns: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/),
        title: z.string().min(1),
        value: z
          .string()
          .describe('{{}} marks; {{no}} is the running number; empty for a column others fill'),
        width: z.number().positive().describe('Characters'),
        kind: z.enum(['text', 'number']).default('text'),
        required: z.boolean().default(true),
        aliases: z
          .array(z.string())
          .default([])
          .describe('Headings under which an office’s own table has this column'),
        unique: z
          .boolean()
          .default(false)
          .describe(
            'No two submissions have the same; needed once all goes up, even where it is not required before',
          ),
      }),
    )
    .min(1),
  notes: z.array(z.string()).default([]),
  min_rows: z.int().min(0).default(0),
  max_rows: z
    .int()
    .min(1)
    .optional()
    .describe('Most submissions that one table may list, where the notice sets a limit'),
});
export type TableSpec = z.infer<typeof TableSpec>;

/** How a coordinator's package is laid out (folders, names). */
export const PackageSpec = z.strictObject({
  folder: z
    .string()
    .optional()
    .describe('Template of the folder, e.g. {{region}}; {{no}} only where `folders` lists none'),
  folders: z.array(z.string()).default([]).describe('Folder names the notice lists, in order'),
  file_name: z.string().describe('Template, {{no}} is the running number'),
  numbering: z.enum(['per_folder', 'overall']).default('overall'),
  documents: z.array(id).min(1),
  files: z
    .array(
      z.strictObject({
        question: z
          .string()
          .regex(/^[a-z][a-z0-9_]*(\/[a-z][a-z0-9_]*)?$/, 'id')
          .describe('A file question, `rows/column` for the files of every row'),
        folder: z.string().min(1).optional().describe('Inside the submission’s own folder'),
      }),
    )
    .default([])
    .describe('What was sent as files goes up under its own name'),
  table: z.boolean().default(false).describe('The summary table of all lies beside the folders'),
  office: z.array(id).default([]).describe('Documents of the office that lie beside the folders'),
});
export type PackageSpec = z.infer<typeof PackageSpec>;
