/**
 * Fills an office's own Word form. The library's patcher finds marks that Word has split over several runs, keeps the
 * looks of the text they stood in and repeats table rows; what it lacks is done here:
 * - it puts several paragraphs only in a look of its own, so a mark that stands alone in its paragraph and has an answer
 *   of several lines is first given as many paragraphs like it;
 * - inside repeated rows it patches what it has just put in, so braces that a person wrote are hidden from it.
 */
import { HighlightColor, type IPatch, PatchType, patchDocument, TextRun, UnderlineType } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { cleanText } from '../../forms/documents/clean.ts';
import type { DocModel, OfficeFilling, Run } from '../../forms/documents/model.ts';
import { text as sentence } from '../../forms/text/index.ts';
import { paragraphsIn, TEXT_PARTS } from './office-form.ts';
import { repack } from './zip.ts';

type Lines = readonly (readonly Run[])[];

/** Stand for the braces of an answer until all marks are filled: characters that no text has (Unicode noncharacters). */
const [OPEN, CLOSE] = ['\uFDD0', '\uFDD1'];
/** Between a mark and the number of its line. */
const LINE = '\uFDD2';
const RESERVED = /[\uFDD0-\uFDD2]/g;
/** An underlined blank where something is missing in a final document. */
const BLANK = '\u3000'.repeat(6);

/** The form's bytes with every mark filled; the same model gives the same bytes. */
export async function paintOfficeForm(model: DocModel, office: OfficeFilling): Promise<Uint8Array> {
  const { fields, rows } = office;
  const patches: Record<string, IPatch> = {};
  const put = (key: string, lines: Lines): void => {
    patches[key] = patchOf(lines, model.draft);
  };
  for (const [inside, lines] of Object.entries(fields)) {
    put(inside, lines);
    for (const [index, line] of lines.entries()) put(`${inside}${LINE}${index}`, [line]);
  }
  const repeated = Object.fromEntries(
    Object.entries(rows).map(([group, records]) => [
      group,
      {
        type: PatchType.TABLE_ROWS,
        rows: records.map((record) =>
          Object.fromEntries(
            Object.entries(record).map(([key, lines]) => [key, patchOf(lines, model.draft)]),
          ),
        ),
      } as const,
    ]),
  );
  const filled = await patchDocument({
    outputType: 'uint8array',
    data: spread(office),
    patches: { ...patches, ...repeated },
    trimPlaceholders: true,
    properties: { title: cleanText(model.title), description: cleanText(model.mark) },
  });
  return repack(filled, (path, data) => finish(path, data, model.draft));
}

/** Lines as runs in the looks of the mark's own text, breaks between them. */
function patchOf(lines: Lines, draft: boolean): IPatch {
  const children = lines.flatMap((line, index) => [
    ...(index > 0 ? [new TextRun({ break: 1 })] : []),
    ...line.map((run) => runOf(run, draft)),
  ]);
  return { type: PatchType.PARAGRAPH, children };
}

function runOf(run: Run, draft: boolean): TextRun {
  const blank = run.missing === true && run.text.trim() === '';
  const shown = blank ? (draft ? sentence('document.missing') : BLANK) : cleanText(run.text);
  const text = shown.replace(RESERVED, '').replaceAll('{', OPEN).replaceAll('}', CLOSE);
  return new TextRun({
    text,
    ...(blank && !draft ? { underline: { type: UnderlineType.SINGLE } } : {}),
    ...(run.missing && draft ? { highlight: HighlightColor.YELLOW } : {}),
  });
}

/** The form with a paragraph for each line of an answer, wherever its mark stands alone in one. */
function spread({ bytes, fields }: OfficeFilling): Uint8Array {
  const parts = unzipSync(bytes);
  for (const [path, data] of Object.entries(parts)) {
    if (!TEXT_PARTS.test(path)) continue;
    const xml = strFromU8(data);
    let out = xml;
    // From the end, so that the places found before stay right; nested paragraphs end before those around them.
    for (const { start, end, text } of paragraphsIn(xml).sort((a, b) => b.start - a.start)) {
      const alone = /^\s*\{\{\s*([^{}]*?)\s*\}\}\s*$/u.exec(text)?.[1];
      const lines = alone === undefined ? undefined : fields[alone];
      if (alone !== undefined && lines && lines.length > 1)
        out = out.slice(0, start) + likeIt(out.slice(start, end), alone, lines.length) + out.slice(end);
    }
    if (out !== xml) parts[path] = strToU8(out);
  }
  return zipSync(parts, { level: 0 });
}

/** Paragraphs like that one, each with the mark of one line. A section that ends with it ends with the last of them. */
function likeIt(paragraph: string, inside: string, count: number): string {
  const properties = /^<w:p[^>]*>\s*(<w:pPr>[\s\S]*?<\/w:pPr>)/u.exec(paragraph)?.[1] ?? '';
  const runs = paragraph.replace(properties, '');
  const look = /<w:rPr>[\s\S]*?<\/w:rPr>/u.exec(runs)?.[0] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const own = index < count - 1 ? properties.replace(/<w:sectPr[\s\S]*?<\/w:sectPr>/u, '') : properties;
    return `<w:p>${own}<w:r>${look}<w:t>{{${inside}${LINE}${index}}}</w:t></w:r></w:p>`;
  }).join('');
}

/** Gives answers their braces back; a draft says so on its first line. */
function finish(path: string, data: Uint8Array, draft: boolean): Uint8Array {
  if (!TEXT_PARTS.test(path)) return data;
  let xml = strFromU8(data).replaceAll(OPEN, '{').replaceAll(CLOSE, '}');
  if (draft && path === 'word/document.xml') xml = xml.replace(/<w:body>/u, `<w:body>${draftLine()}`);
  return strToU8(xml);
}

function draftLine(): string {
  return `<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:t>${sentence('document.draft')}</w:t></w:r></w:p>`;
}
