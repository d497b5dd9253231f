/**
 * The parts of a letter or report in official layout (GB/T 9704-2012): annexes, annex pages, 落款. Room is left for seal
 * and signature stamp ("不得出现空白印章"); neither is ever drawn.
 */
import { AlignmentType, Paragraph as DocxParagraph, TabStopType } from 'docx';
import { halfWidths } from '../../forms/documents/clean.ts';
import type { Annex, Annexes, Closing, Paragraph, Run } from '../../forms/documents/model.ts';
import { text as sentence } from '../../forms/text/index.ts';
import { type Brush, paintParagraph, paintRun, runLook, spacingOf } from './docx-text.ts';
import type { TextLook } from './look.ts';

/** Lines between the text and what is signed: a seal of 42 mm then covers name and date from its middle down. */
const SEAL_LINES = 2;
/** Characters kept for a signature stamp. */
const STAMP_CHARACTERS = 6;

/** A full-width character with its spacing, in twips. */
function em(look: TextLook): number {
  return look.size * 20 + (look.spacing ?? 0);
}

/** Where hanzi meet digits or Latin letters, Word and LibreOffice both draw a gap of their own accord. */
const MEETING = /(?<=\p{Script=Han})(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=\p{Script=Han})/gu;
/** That gap as a part of the character's size. */
const GAP = 0.22;

/** Width of runs in twips: hanzi are square, digits and Latin letters half as wide. */
function measure(runs: readonly Run[], look: TextLook): number {
  const text = runs.map((run) => run.text).join('');
  const gaps = [...text.matchAll(MEETING)].length * GAP * look.size * 20;
  return halfWidths(text) * look.size * 10 + [...text].length * (look.spacing ?? 0) + gaps;
}

function pitchOf(look: TextLook): number {
  return look.pitch ?? 560;
}

/** 附件说明 (7.3.4): one line below the text, two characters in, wrapped lines under the first character of the name. */
export function paintAnnexes(brush: Brush, { items }: Annexes): DocxParagraph[] {
  const look = brush.look.role.body;
  const size = em(look);
  const numbered = items.some((item) => item.number !== undefined);
  // “1. ” is as wide as a character, “10. ” half as much again.
  const numberWidth = numbered ? Math.round(size * (items.length > 9 ? 1.5 : 1)) : 0;
  const labelled = 5 * size;
  const left = labelled + numberWidth;
  return items.map(({ number, runs }, index) => {
    const lead = index === 0 ? sentence('document.annexes') : '';
    const shown = `${lead}${number === undefined ? '' : `${number}.\t`}`;
    return new DocxParagraph({
      style: 'Normal',
      alignment: AlignmentType.LEFT,
      spacing: spacingOf(look, index === 0 ? pitchOf(look) : 0, 0),
      indent: { left, hanging: index === 0 ? 3 * size + numberWidth : numberWidth },
      tabStops: [{ type: TabStopType.LEFT, position: left }],
      keepNext: true,
      keepLines: true,
      run: runLook(brush, look),
      children: [
        ...(shown ? paintRun(brush, { text: shown }, look) : []),
        ...runs.flatMap((run) => paintRun(brush, run, look)),
      ],
    });
  });
}

/** An annex on a new page (7.3.7): its mark at the first line, its title on the third. */
export function paintAnnexStart(brush: Brush, annex: Annex, pageBreakBefore: boolean): DocxParagraph[] {
  const mark: Paragraph = { type: 'paragraph', role: 'mark', runs: [{ text: annex.label }] };
  const title: Paragraph = { type: 'paragraph', role: 'title', runs: annex.runs };
  return [
    paintParagraph(brush, mark, { pageBreakBefore }),
    paintParagraph(brush, title, { before: pitchOf(brush.look.role.body) }),
  ];
}

/** 落款 (7.3.5), kept together on one page. */
export function paintClosing(brush: Brush, closing: Closing): DocxParagraph[] {
  if (closing.seal === 'none') return unsealed(brush, closing);
  return closing.seal === 'stamp' ? stamped(brush, closing) : sealed(brush, closing);
}

interface Place {
  readonly left?: number;
  readonly right?: number;
  readonly before: number;
  readonly align: 'left' | 'right' | 'center';
  readonly keepNext: boolean;
}

function closingLine(
  brush: Brush,
  runs: readonly Run[],
  { left, right, before, align, keepNext }: Place,
): DocxParagraph {
  const look = brush.look.role.body;
  return new DocxParagraph({
    style: 'Normal',
    alignment: AlignmentType[align.toUpperCase() as 'LEFT' | 'RIGHT' | 'CENTER'],
    spacing: spacingOf(look, before, 0),
    indent: { left: Math.round(left ?? 0), right: Math.round(right ?? 0) },
    keepNext,
    keepLines: true,
    run: runLook(brush, look),
    children: runs.flatMap((run) => paintRun(brush, run, look)),
  });
}

/**
 * 7.3.5.1: the date four characters from the right, the name above centred on it. Both are centred in the same box, so
 * that they stay so whatever font is drawn; a name too long for that moves both to the left.
 */
function sealed(brush: Brush, { organ, date }: Closing): DocxParagraph[] {
  const look = brush.look.role.body;
  const width = brush.look.textWidth;
  const wanted = width - 4 * em(look) - measure(date, look) / 2;
  const centre = Math.max(width / 2, Math.min(wanted, width - measure(organ, look) / 2));
  const left = centre - (width - centre);
  const place = { left, right: 0, align: 'center' } as const;
  return [
    closingLine(brush, organ, { ...place, before: SEAL_LINES * pitchOf(look), keepNext: true }),
    closingLine(brush, date, { ...place, before: 0, keepNext: false }),
  ];
}

/** 7.3.5.2: the name two characters from the right, the date begins two characters right of its beginning. */
function unsealed(brush: Brush, { organ, date }: Closing): DocxParagraph[] {
  const look = brush.look.role.body;
  const edge = brush.look.textWidth - 2 * em(look);
  const organLeft = Math.max(
    0,
    Math.min(edge - measure(organ, look), edge - measure(date, look) - 2 * em(look)),
  );
  return [
    closingLine(brush, organ, { left: organLeft, before: pitchOf(look), align: 'left', keepNext: true }),
    closingLine(brush, date, { left: organLeft + 2 * em(look), before: 0, align: 'left', keepNext: false }),
  ];
}

/** 7.3.5.3: two lines below, room for the stamp four characters from the right, the post to its left, the date below. */
function stamped(brush: Brush, { organ, post, date }: Closing): DocxParagraph[] {
  const look = brush.look.role.body;
  const right = 4 * em(look);
  const stamp = (STAMP_CHARACTERS + 2) * em(look);
  return [
    closingLine(brush, post ?? organ, {
      right: right + stamp,
      before: 2 * pitchOf(look),
      align: 'right',
      keepNext: true,
    }),
    closingLine(brush, date, { right, before: pitchOf(look), align: 'right', keepNext: false }),
  ];
}
