/** Runs and paragraphs of a model as docx sees them. */
import {
  AlignmentType,
  CarriageReturn,
  Paragraph as DocxParagraph,
  HeadingLevel,
  HighlightColor,
  type IRunOptions,
  type ISpacingProperties,
  LineRuleType,
  type ParagraphChild,
  Tab,
  TextRun,
  UnderlineType,
} from 'docx';
import { cleanText, halfWidths } from '../../forms/documents/clean.ts';
import type { Align, Heading, Paragraph, Run } from '../../forms/documents/model.ts';
import { text as sentence } from '../../forms/text/index.ts';
import { BOXES, type Cut, fontOf } from './fonts.ts';
import type { Look, TextLook } from './look.ts';
import { titleLines } from './title.ts';

/** What painting a document needs to know everywhere. */
export interface Brush {
  readonly look: Look;
  readonly cut: Cut;
  /** Places still to be filled are marked instead of left as an underlined blank. */
  readonly draft: boolean;
}

/** An underlined blank, six characters wide, where something is missing in a final document. */
const BLANK = '\u3000'.repeat(6);
const BOX = /([☐☑☒□■✓✔]+)/u;

const ALIGN = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  both: AlignmentType.BOTH,
} as const satisfies Record<Align, unknown>;

const HEADINGS = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
} as const;

/** Properties of a run: all four font slots, size, spacing. Used for runs and for styles. */
export function runLook(
  brush: Brush,
  look: TextLook,
): Pick<IRunOptions, 'font' | 'size' | 'bold' | 'characterSpacing'> {
  return {
    font: fontOf(look.font, brush.cut),
    size: look.size * 2,
    ...(look.bold ? { bold: true } : {}),
    ...(look.spacing ? { characterSpacing: look.spacing } : {}),
  };
}

/** Spacing of a paragraph: exact pitch where the look has one. */
export function spacingOf(
  look: TextLook,
  before = look.before ?? 0,
  after = look.after ?? 0,
): ISpacingProperties {
  return {
    before,
    after,
    ...(look.pitch
      ? { line: look.pitch, lineRule: LineRuleType.EXACT }
      : { line: 300, lineRule: LineRuleType.AUTO }),
  };
}

/** Emphasis in body text is 黑体: Word would have to fake a bold 仿宋. */
function ownLook(run: Run, look: TextLook): TextLook {
  const strong = run.bold === true && run.font === undefined && look.font === 'body';
  return {
    ...look,
    font: strong ? 'heading1' : (run.font ?? look.font),
    size: run.size ?? look.size,
    bold: strong ? false : (run.bold ?? look.bold ?? false),
  };
}

/** The docx runs of a model run: tabs as tabs, line ends as breaks, boxes in one font of their own. */
export function paintRun(brush: Brush, run: Run, look: TextLook, color?: string): TextRun[] {
  const own = ownLook(run, look);
  const base = runLook(brush, own);
  const missing = run.missing === true;
  const blank = missing && run.text.trim() === '';
  const shown = blank ? (brush.draft ? sentence('document.missing') : BLANK) : cleanText(run.text);
  const options: IRunOptions = {
    ...base,
    ...(color ? { color } : {}),
    ...(run.underline || (blank && !brush.draft) ? { underline: { type: UnderlineType.SINGLE } } : {}),
    ...(missing && brush.draft ? { highlight: HighlightColor.YELLOW } : {}),
  };
  return shown
    .split(BOX)
    .filter((part) => part !== '')
    .map(
      (part) =>
        new TextRun({
          ...options,
          ...(BOX.test(part) ? { font: boxFont() } : {}),
          children: childrenOf(part),
        }),
    );
}

function boxFont(): NonNullable<IRunOptions['font']> {
  return { ascii: BOXES, hAnsi: BOXES, eastAsia: BOXES, cs: BOXES };
}

type RunChild = NonNullable<IRunOptions['children']>[number];

function childrenOf(text: string): RunChild[] {
  const parts = text.split(/(\t|\n)/).filter((part) => part !== '');
  return parts.map(
    (part): RunChild => (part === '\t' ? new Tab() : part === '\n' ? new CarriageReturn() : part),
  );
}

export interface ParagraphExtras {
  readonly pageBreakBefore?: boolean;
  readonly keepNext?: boolean;
  readonly indentLeft?: number;
  readonly align?: Align;
  /** Twips. */
  readonly before?: number;
  readonly look?: TextLook;
}

const ROLE_ALIGN: Partial<Record<Paragraph['role'], Align>> = {
  title: 'center',
  subtitle: 'center',
  body: 'both',
  note: 'both',
  signature: 'left',
};
const ROLE_STYLE: Partial<Record<Paragraph['role'], string>> = {
  title: 'FormTitle',
  note: 'FormNote',
  cell: 'FormCell',
};

/** A paragraph of the model. */
export function paintParagraph(
  brush: Brush,
  paragraph: Paragraph,
  extras: ParagraphExtras = {},
): DocxParagraph {
  const given = extras.look ?? brush.look.role[paragraph.role];
  const look = paragraph.role === 'title' ? fitTitle(paragraph, given, brush.look.textWidth) : given;
  const runs =
    paragraph.role === 'title' ? balance(paragraph.runs, look, brush.look.textWidth) : paragraph.runs;
  const align = paragraph.align ?? extras.align ?? ROLE_ALIGN[paragraph.role] ?? 'left';
  const firstLine = Math.round((paragraph.indent ?? 0) * (look.size * 20 + (look.spacing ?? 0)));
  const before = paragraph.before === undefined ? (extras.before ?? look.before) : paragraph.before * 20;
  const after = paragraph.after === undefined ? look.after : paragraph.after * 20;
  return new DocxParagraph({
    style: ROLE_STYLE[paragraph.role] ?? 'Normal',
    alignment: ALIGN[align],
    spacing: spacingOf(look, before, after),
    indent: {
      ...(firstLine ? { firstLine } : {}),
      ...(extras.indentLeft ? { left: extras.indentLeft } : {}),
    },
    keepNext:
      extras.keepNext ??
      paragraph.keepNext ??
      (paragraph.role === 'title' || paragraph.role === 'label' || paragraph.role === 'mark'),
    keepLines: paragraph.role === 'title' || paragraph.role === 'signature',
    pageBreakBefore: extras.pageBreakBefore ?? false,
    children: runs.flatMap((run): ParagraphChild[] => paintRun(brush, run, look)),
    run: runLook(brush, look),
  });
}

/** A heading in a real heading style, so that the navigation pane and a table of contents find it. */
export function paintHeading(brush: Brush, heading: Heading, extras: ParagraphExtras = {}): DocxParagraph {
  const look = brush.look.heading[heading.level];
  return new DocxParagraph({
    heading: HEADINGS[heading.level],
    // The style says the same, but only of the document's first layout.
    spacing: spacingOf(look),
    indent: { firstLine: Math.round(2 * (look.size * 20 + (look.spacing ?? 0))) },
    pageBreakBefore: extras.pageBreakBefore ?? false,
    run: runLook(brush, look),
    children: paintRun(brush, { text: heading.text }, look),
  });
}

/** An empty line of body text. */
export function emptyLine(
  brush: Brush,
  extras: { pageBreakBefore?: boolean; height?: number; keepNext?: boolean } = {},
): DocxParagraph {
  const look = brush.look.role.body;
  return new DocxParagraph({
    style: 'Normal',
    spacing: extras.height
      ? { before: 0, after: 0, line: extras.height, lineRule: LineRuleType.EXACT }
      : spacingOf(look, 0, 0),
    pageBreakBefore: extras.pageBreakBefore ?? false,
    keepNext: extras.keepNext ?? false,
    run: runLook(brush, look),
  });
}

/** Width of text in twips, by the rule of thumb that hanzi are square and Latin letters half as wide. */
export function widthOf(text: string, size: number): number {
  return halfWidths(text) * size * 10;
}

/** A title that would only just run over drops from size 2 to small 2 (18 pt), as offices do by hand. */
function fitTitle(paragraph: Paragraph, look: TextLook, width: number): TextLook {
  const text = paragraph.runs.map((run) => run.text).join('');
  const needed = widthOf(text, look.size);
  return needed > width && needed <= (width * look.size) / 18 ? { ...look, size: 18 } : look;
}

/** A longer title is cut into lines, rather than leaving one character alone on the last. */
function balance(runs: readonly Run[], look: TextLook, width: number): readonly Run[] {
  const text = runs.map((run) => run.text).join('');
  if (text.includes('\n')) return runs;
  const lines = titleLines(text, Math.floor(width / (look.size * 10)));
  const ends = new Set<number>();
  let end = 0;
  for (const line of lines.slice(0, -1)) {
    end += line.length;
    ends.add(end);
  }
  let at = 0;
  return runs.map((run) => {
    let broken = '';
    for (let index = 0; index < run.text.length; index += 1, at += 1)
      broken += `${ends.has(at) ? '\n' : ''}${run.text[index]}`;
    return { ...run, text: broken };
  });
}
