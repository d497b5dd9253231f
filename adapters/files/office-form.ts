/** Reads the blank forms of issuing offices: which `{{marks}}` a Word file carries and where they stand. */
import { strFromU8, unzipSync } from 'fflate';
import type { OfficeForm, OfficeMark } from '../../forms/documents/office-form.ts';
import { hasStrayBraces, marksIn } from '../../forms/documents/template.ts';

/** Parts of a Word file that carry text a reader sees. */
export const TEXT_PARTS = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/;

/** A paragraph of a part, nested ones (text boxes) apart: `xml.slice(start, end)`. */
export interface FoundParagraph {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Inside a table row. */
  readonly row: boolean;
}

/** Marks of a Word file, or null where the bytes are none. */
export function readOfficeForm(bytes: Uint8Array): OfficeForm | null {
  const parts = unzipped(bytes);
  if (!parts?.['word/document.xml']) return null;
  const paragraphs = Object.entries(parts)
    .filter(([path]) => TEXT_PARTS.test(path))
    .flatMap(([, data]) => paragraphsIn(strFromU8(data)));
  const marks = paragraphs.flatMap(({ text, row }) =>
    marksIn(text).map(
      (mark): OfficeMark => ({ inside: text.slice(mark.start + 2, mark.end - 2).trim(), row }),
    ),
  );
  const stray = paragraphs.filter(({ text }) => hasStrayBraces(text)).map(({ text }) => text);
  return { bytes, marks, stray };
}

function unzipped(bytes: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    return unzipSync(bytes, { filter: ({ name }) => TEXT_PARTS.test(name) });
  } catch {
    // Not a zip at all: the caller says so with the file's name.
    return undefined;
  }
}

const TAG = /<(\/?)(w:p|w:tr|w:t)(?=[\s/>])[^>]*?(\/?)>|([^<]+)/g;

/** The paragraphs of a part in the order in which they end. Text is that of `w:t`: what Word shows, runs joined. */
export function paragraphsIn(xml: string): FoundParagraph[] {
  const found: FoundParagraph[] = [];
  const open: { start: number; text: string }[] = [];
  let rows = 0;
  let reading = false;
  for (const match of xml.matchAll(TAG)) {
    const [whole, closing, name, empty, text] = match;
    const last = open.at(-1);
    if (text !== undefined) {
      if (reading && last) last.text += unescaped(text);
    } else if (empty) {
      // `<w:p/>`, `<w:t/>`: nothing in it.
    } else if (name === 'w:t') reading = !closing;
    else if (name === 'w:tr') rows += closing ? -1 : 1;
    else if (!closing) open.push({ start: match.index, text: '' });
    else if (last) {
      open.pop();
      found.push({ start: last.start, end: match.index + whole.length, text: last.text, row: rows > 0 });
    }
  }
  return found;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML text with its entities resolved. */
export function unescaped(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(Number(name.replace(/^#x/i, '0x').replace('#', '')));
  });
}
