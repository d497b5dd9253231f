/** Pages as LibreOffice draws them: lines of text with their places, and the fonts that were really used. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { all, treeOf } from '../adapters/files/office.ts';

/** A line of text; points from the left and upper edge of the sheet. */
export interface DrawnLine {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface DrawnPage {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly DrawnLine[];
}

export interface Drawing {
  readonly pages: readonly DrawnPage[];
  /** Families of the fonts in the PDF, without subset mark. */
  readonly fonts: readonly string[];
}

/** Runs a tool and gives what it printed; throws with what it said where it fails or is not installed. */
function run(command: string, ...parameters: string[]): string {
  const done = spawnSync(command, parameters, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.error)
    throw new Error(`${command} is not installed: ${done.error.message}`, { cause: done.error });
  if (done.status !== 0) throw new Error(`${command}: ${done.stderr}`);
  return done.stdout;
}

/** Draws a Word document. Needs `soffice` (LibreOffice Writer), `pdftotext` and `pdffonts` (poppler). */
export function draw(docx: Uint8Array): Drawing {
  const folder = mkdtempSync(path.join(tmpdir(), 'shenbao-layout-'));
  try {
    const file = path.join(folder, 'page.docx');
    writeFileSync(file, docx);
    run(
      'soffice',
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'pdf',
      '--outdir',
      folder,
      file,
    );
    const pdf = path.join(folder, 'page.pdf');
    const tree = treeOf(run('pdftotext', '-bbox-layout', pdf, '-').replace(/<!DOCTYPE[^>]*>/, ''));
    const fonts = run('pdffonts', pdf).split('\n').slice(2);
    return {
      pages: all(tree, 'page').map((page) => ({
        width: Number(page.attributes.width),
        height: Number(page.attributes.height),
        lines: all(page, 'line').map((line) => ({
          text: all(line, 'word')
            .map((word) => word.text)
            .join(''),
          left: Number(line.attributes.xMin),
          right: Number(line.attributes.xMax),
          top: Number(line.attributes.yMin),
          bottom: Number(line.attributes.yMax),
        })),
      })),
      fonts: [...new Set(fonts.flatMap((line) => /^(?:[A-Z]{6}\+)?(\S+)/.exec(line)?.[1] ?? []))],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The family that this machine takes for a name; the name itself where it is installed. */
export function familyFor(name: string): string {
  const families = run('fc-match', '-f', '%{family}', name).split(',');
  return families.find((family) => family.toLowerCase() === name.toLowerCase()) ?? families[0] ?? '';
}
