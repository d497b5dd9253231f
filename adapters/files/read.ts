/** Reads back the text of painted files, to hold it against what was to be painted. */
import { strFromU8, unzipSync } from 'fflate';
import { paragraphsIn, TEXT_PARTS, unescaped } from './office-form.ts';

const SHEET_PARTS = /^xl\/(?:sharedStrings|worksheets\/sheet\d+)\.xml$/;

/** All text of a Word or Excel file, heads and feet of its pages before the body; cells in no certain order. */
export function readText(bytes: Uint8Array): string {
  const parts = unzipSync(bytes, { filter: ({ name }) => TEXT_PARTS.test(name) || SHEET_PARTS.test(name) });
  const around = Object.keys(parts).sort((left, right) => Number(isBody(left)) - Number(isBody(right)));
  return around.map((path) => textOf(path, strFromU8(parts[path] ?? new Uint8Array()))).join('\n');
}

function isBody(path: string): boolean {
  return path === 'word/document.xml';
}

function textOf(path: string, xml: string): string {
  if (TEXT_PARTS.test(path))
    return paragraphsIn(xml)
      .map(({ text }) => text)
      .join('\n');
  return [...xml.matchAll(/<(t|v)(?: [^>]*)?>([^<]*)<\/\1>/g)]
    .map((match) => unescaped(match[2] ?? ''))
    .join('\n');
}
