/**
 * How the two layouts look: paper, margins, sizes and line pitch. Twips (1/20 pt) where a name says so, else points.
 *
 * `official` follows GB/T 9704-2012 (clauses 5.2.1 type area 156 x 225 mm, 5.2.2 size 3 = 16 pt, 5.2.3 22 lines of 28
 * characters): 579 twips is the widest exact pitch that still gives 22 lines, and runs drawn 0.25 pt closer give 28
 * characters in Word and LibreOffice alike. `form` is the plain look of a ministry's annex.
 */
import type { DocModel, FontRole, Paragraph } from '../../forms/documents/model.ts';

/** A4 in twips. */
export const A4 = { width: 11906, height: 16838 } as const;

export interface Margins {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly header: number;
  readonly footer: number;
}

export interface TextLook {
  readonly font: FontRole;
  /** Points. */
  readonly size: number;
  /** Exact line pitch in twips; absent lets the line grow with its text. */
  readonly pitch?: number;
  /** Run spacing in twips. */
  readonly spacing?: number;
  readonly bold?: boolean;
  /** Twips. */
  readonly before?: number;
  readonly after?: number;
}

export interface Look {
  readonly margins: Margins;
  /** Twips between the margins. */
  readonly textWidth: number;
  readonly landscape: boolean;
  readonly role: Readonly<Record<Paragraph['role'], TextLook>>;
  readonly heading: Readonly<Record<1 | 2 | 3 | 4, TextLook>>;
  readonly footer: TextLook;
  /** Page number at the outer edge (odd right, even left) instead of in the middle. */
  readonly mirrored: boolean;
}

const OFFICIAL_MARGINS: Margins = {
  top: 2098,
  bottom: 1984,
  left: 1587,
  right: 1474,
  header: 851,
  // The dash stands 7 mm below the type area (7.5), 28 mm from the edge, and half a line above the footer's lower end.
  footer: 1447,
};
const FORM_MARGINS: Margins = { top: 1701, bottom: 1587, left: 1587, right: 1587, header: 851, footer: 907 };
const LANDSCAPE_MARGINS: Margins = {
  top: 1417,
  bottom: 1304,
  left: 1247,
  right: 1247,
  header: 737,
  footer: 737,
};

/** The official margins turned with the sheet, its lower edge to the left. */
const OFFICIAL_LANDSCAPE: Margins = {
  top: OFFICIAL_MARGINS.left,
  right: OFFICIAL_MARGINS.top,
  bottom: OFFICIAL_MARGINS.right,
  left: OFFICIAL_MARGINS.bottom,
  header: 737,
  footer: 737,
};

const MARGINS = {
  official: { portrait: OFFICIAL_MARGINS, landscape: OFFICIAL_LANDSCAPE },
  form: { portrait: FORM_MARGINS, landscape: LANDSCAPE_MARGINS },
} as const;

/** The look of a document, or of a table that stands alone. */
export function lookOf(layout: DocModel['layout'], landscape: boolean): Look {
  const margins = MARGINS[layout][landscape ? 'landscape' : 'portrait'];
  const textWidth = (landscape ? A4.height : A4.width) - margins.left - margins.right;
  const shared = { margins, textWidth, landscape };
  return layout === 'official' ? { ...shared, ...official(landscape) } : { ...shared, ...form(landscape) };
}

function official(landscape: boolean): Pick<Look, 'role' | 'heading' | 'footer' | 'mirrored'> {
  const grid = { pitch: 579, spacing: -5 };
  const body: TextLook = { font: 'body', size: 16, ...grid };
  return {
    role: {
      body,
      title: { font: 'title', size: 22, pitch: 720, after: 579 },
      subtitle: { font: 'heading2', size: 16, ...grid },
      mark: { font: 'heading1', size: 16, ...grid },
      cover: body,
      note: { font: 'body', size: 14, pitch: 480 },
      label: { font: 'heading1', size: 16, ...grid },
      cell: { font: 'table', size: landscape ? 10.5 : 12 },
      signature: body,
      addressee: body,
      postscript: body,
    },
    heading: {
      1: { font: 'heading1', size: 16, ...grid },
      2: { font: 'heading2', size: 16, ...grid },
      3: body,
      4: body,
    },
    footer: { font: 'footer', size: 14 },
    mirrored: true,
  };
}

function form(landscape: boolean): Pick<Look, 'role' | 'heading' | 'footer' | 'mirrored'> {
  const body: TextLook = { font: 'body', size: 14, pitch: 560 };
  return {
    role: {
      body,
      title: { font: 'title', size: 22, pitch: 700, before: 240, after: 240 },
      subtitle: { font: 'heading2', size: 16, pitch: 560 },
      mark: { font: 'heading1', size: 16, pitch: 560 },
      cover: { font: 'body', size: 16 },
      note: { font: 'body', size: 12, pitch: 440 },
      label: { font: 'heading1', size: 14, pitch: 560 },
      cell: { font: 'table', size: landscape ? 10.5 : 12 },
      signature: { font: 'body', size: 16, pitch: 760 },
      addressee: body,
      postscript: body,
    },
    heading: {
      1: { font: 'heading1', size: 16, pitch: 600, before: 160 },
      2: { font: 'heading2', size: 15, pitch: 580, before: 60 },
      3: body,
      4: body,
    },
    footer: { font: 'footer', size: 10.5 },
    mirrored: false,
  };
}
