/** Head and first page of a letter (信函格式, GB/T 9704-2012 10.1). */
import {
  AlignmentType,
  BorderStyle,
  Paragraph as DocxParagraph,
  Table as DocxTable,
  Footer,
  Header,
  HeightRule,
  type IBorderOptions,
  LineRuleType,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { DocModel, Letterhead } from '../../forms/documents/model.ts';
import { DRAFT_LINE, draftLine, printedMark } from './docx-footer.ts';
import { type Brush, paintRun, runLook, widthOf } from './docx-text.ts';
import { A4 } from './look.ts';

const NONE: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const RED = 'FF0000';
const MM = 1440 / 25.4;
/** Between the two lines, in twips. */
const LINE_GAP = 40;
/** The double lines are 170 mm wide, in the middle of the sheet (10.1). */
const LINE_LEFT = Math.round(20 * MM);
const LINE_WIDTH = Math.round(170 * MM);
const THICK: IBorderOptions = { style: BorderStyle.SINGLE, size: 18, color: RED, space: 0 };
const THIN: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, color: RED, space: 0 };

/**
 * 发文机关标志, 30 mm from the upper edge, and 4 mm below it the double line, thick over thin (10.1). Two paragraphs draw
 * the lines, since programs disagree about which line of Word's own double borders is the outer one.
 */
export function letterHeader(brush: Brush, model: DocModel, letterhead: Letterhead): Header {
  const { margins, textWidth } = brush.look;
  const size = organSize(letterhead, textWidth);
  const top = Math.round(30 * MM) - margins.header - DRAFT_LINE;
  const look = { font: 'title', size, pitch: Math.round(size * 20 * 1.05) } as const;
  const shown = letterhead.printed ? [] : letterhead.organ;
  const runs = shown.flatMap((run) => paintRun(brush, run, look, RED));
  const lines = letterhead.lines && !letterhead.printed;
  const wide = {
    left: LINE_LEFT - margins.left,
    right: A4.width - LINE_LEFT - LINE_WIDTH - margins.right,
  };
  return new Header({
    children: [
      draftLine(brush, model),
      new DocxParagraph({
        alignment: AlignmentType.CENTER,
        spacing: { before: top, after: 0, line: look.pitch, lineRule: LineRuleType.EXACT },
        run: runLook(brush, look),
        children: runs,
      }),
      ruled(brush, wide, Math.round(4 * MM), lines ? THICK : undefined),
      ruled(brush, wide, LINE_GAP, lines ? THIN : undefined),
    ],
  });
}

/** A paragraph of that height with a line at its foot. */
function ruled(
  brush: Brush,
  indent: { left: number; right: number },
  height: number,
  bottom: IBorderOptions | undefined,
): DocxParagraph {
  const run = runLook(brush, { ...brush.look.footer, size: 1 });
  return new DocxParagraph({
    indent,
    spacing: { before: 0, after: 0, line: height, lineRule: LineRuleType.EXACT },
    run,
    ...(bottom ? { border: { bottom } } : {}),
    children: [],
  });
}

/** The organisation's name in one line where it fits: size 小初 (36 pt), a long one smaller, never under size 3. */
function organSize({ organ }: Letterhead, width: number): number {
  const name = organ.map((run) => run.text).join('');
  const fitting = width / Math.max(1, widthOf(name, 1));
  return Math.max(16, Math.min(36, Math.floor(fitting)));
}

/** The first page of a letter has no number (10.1); its lower double line, thin over thick, 20 mm from the edge. */
export function letterFooter(brush: Brush, model: DocModel, letterhead: Letterhead): Footer {
  const small = runLook(brush, { ...brush.look.footer, size: 9 });
  const children = [new TextRun({ ...small, text: printedMark(model) })];
  const mark = new DocxParagraph({ spacing: { before: 0, after: 0, line: 240 }, run: small, children });
  if (!letterhead.lines || letterhead.printed) return new Footer({ children: [mark] });
  return new Footer({ children: [lowerLines(), mark] });
}

/** A floating table of one low row without sides: its borders are the lines. */
function lowerLines(): DocxTable {
  return new DocxTable({
    rows: [
      new TableRow({
        height: { value: LINE_GAP, rule: HeightRule.EXACT },
        children: [
          new TableCell({
            width: { size: LINE_WIDTH, type: WidthType.DXA },
            borders: { top: THIN, bottom: THICK, left: NONE, right: NONE },
            children: [
              new DocxParagraph({
                spacing: { before: 0, after: 0, line: LINE_GAP, lineRule: LineRuleType.EXACT },
                run: { size: 2 },
                children: [],
              }),
            ],
          }),
        ],
      }),
    ],
    width: { size: LINE_WIDTH, type: WidthType.DXA },
    columnWidths: [LINE_WIDTH],
    layout: TableLayoutType.FIXED,
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    float: {
      horizontalAnchor: TableAnchorType.PAGE,
      verticalAnchor: TableAnchorType.PAGE,
      absoluteHorizontalPosition: LINE_LEFT,
      absoluteVerticalPosition: A4.height - Math.round(20 * MM) - LINE_GAP,
    },
  });
}

/**
 * 发文字号 below the line at the right (10.1), 7/8 of a size-3 character from it, and two lines of room before the title;
 * the room alone where the letter has no number.
 */
export function numberLine(brush: Brush, { number }: Letterhead): DocxParagraph {
  const look = brush.look.role.body;
  const pitch = look.pitch ?? 579;
  const room = { before: 280, after: 2 * pitch, line: pitch, lineRule: LineRuleType.EXACT };
  return new DocxParagraph({
    style: 'Normal',
    alignment: AlignmentType.RIGHT,
    spacing: number.length > 0 ? room : { ...room, before: 0, after: pitch },
    run: runLook(brush, look),
    children: number.flatMap((run) => paintRun(brush, run, look)),
  });
}
