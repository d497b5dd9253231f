/**
 * Draws a letter in official layout and measures it against GB/T 9704-2012; names every font that was not installed and
 * what was drawn instead. Not part of the tests: it needs LibreOffice and poppler. `npm run check:layout`.
 */
import { paintDocx } from '../../adapters/files/docx.ts';
import { all, partsOf, treeOf } from '../adapters/files/office.ts';
import { letter } from './letter.ts';
import { type DrawnLine, type DrawnPage, draw, familyFor } from './page.ts';

const MM = 72 / 25.4;
let failed = 0;

/** Prints one finding: what was measured, and what it should be. */
function expectNear(what: string, measured: number, wanted: number, slack: number): void {
  const ok = Math.abs(measured - wanted) <= slack;
  if (!ok) failed += 1;
  const shown = `${Number(measured.toFixed(2))} (${Number(wanted.toFixed(2))} ± ${slack})`;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${what}: ${shown}`);
}

const NUMBER = /^—(\d+)—$/u;

function numberOf(page: DrawnPage): DrawnLine | undefined {
  return page.lines.find((line) => NUMBER.test(line.text));
}

/** A page of nothing but text: 22 lines of 28 characters that fill the type area (5.2.1, 5.2.3). */
function checkGrid(page: DrawnPage): void {
  const lines = page.lines.filter((line) => !NUMBER.test(line.text)).sort((a, b) => a.top - b.top);
  expectNear('lines on a full page', lines.length, 22, 0);
  const counts = lines.map((line) => [...line.text].length);
  expectNear('characters in the shortest line', Math.min(...counts), 28, 0);
  expectNear('characters in the longest line', Math.max(...counts), 28, 0);
  const [first, last] = [lines[0], lines.at(-1)];
  if (!first || !last) return;
  expectNear('line pitch, pt', (last.top - first.top) / (lines.length - 1), 28.95, 0.05);
  expectNear('left edge of the text, mm', first.left / MM, 28, 0.3);
  expectNear('right edge of the text, mm from the sheet’s', (page.width - last.right) / MM, 26, 0.6);
}

/** — 1 — 7 mm below the type area, one character in, odd right, even left (7.5); none on a letter's first page (10.1). */
function checkNumbers(pages: readonly DrawnPage[]): void {
  expectNear('page numbers on the first page', numberOf(pages[0] as DrawnPage) ? 1 : 0, 0, 0);
  for (const [index, page] of pages.entries()) {
    const number = numberOf(page);
    if (index === 0 || page.width > page.height) continue;
    if (!number) {
      expectNear(`page numbers on page ${index + 1}`, 0, 1, 0);
      continue;
    }
    const odd = index % 2 === 0;
    const middle = (number.top + number.bottom) / 2;
    expectNear(`page ${index + 1}: number`, Number(NUMBER.exec(number.text)?.[1]), index + 1, 0);
    expectNear(`page ${index + 1}: dash below the type area, mm`, (middle - page.height) / MM + 35, 7, 0.3);
    const edge = odd ? (page.width - number.right) / MM - 26 : number.left / MM - 28;
    expectNear(`page ${index + 1}: number from the ${odd ? 'right' : 'left'}, mm`, edge, 14 / MM, 0.4);
  }
}

/** Two lines of the title, date four characters from the right with the name centred on it (7.3.5.1). */
function checkClosing(pages: readonly DrawnPage[]): void {
  const page = pages.find((each) => each.lines.some((line) => /^2017年9月8日$/.test(line.text)));
  const date = page?.lines.find((line) => /^2017年9月8日$/.test(line.text));
  const organ = page?.lines.find((line) => line.text === '江海示范交通大学');
  if (!page || !date || !organ) {
    expectNear('closing found', 0, 1, 0);
    return;
  }
  const right = page.width - 1474 / 20 - date.right;
  expectNear('date from the right, characters', right / 15.75, 4, 0.35);
  const off = (organ.left + organ.right) / 2 - (date.left + date.right) / 2;
  expectNear('name off the middle of the date, pt', off, 0, 1);
}

/** Fonts the document asks for that this machine has not. */
function checkFonts(docx: Uint8Array, drawn: readonly string[]): void {
  const asked = new Set(
    [...partsOf(docx)]
      .filter(([name]) => /^word\/(document|header\d*|footer\d*)\.xml$/.test(name))
      .flatMap(([, xml]) => all(treeOf(xml), 'w:rFonts'))
      .flatMap((node) => [node.attributes['w:eastAsia'] ?? '', node.attributes['w:ascii'] ?? '']),
  );
  for (const name of asked) {
    const family = familyFor(name);
    if (family.toLowerCase() === name.toLowerCase()) console.log(`ok     字体已安装：${name}`);
    else console.log(`note   字体被替代：${name} -> ${family}`);
  }
  console.log(`note   PDF 里实际用的字体：${drawn.join('、')}`);
}

const docx = await paintDocx(letter);
const drawing = draw(docx);
checkGrid(drawing.pages[2] as DrawnPage);
checkNumbers(drawing.pages);
checkClosing(drawing.pages);
checkFonts(docx, drawing.fonts);
console.log(failed === 0 ? 'layout: ok' : `layout: ${failed} of the measures FAILED`);
process.exitCode = failed === 0 ? 0 : 1;
