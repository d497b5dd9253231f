/** What a package holds, file by file: as a table for people, and as sums for programs. */
import type { TableModel } from '../documents/model.ts';
import { text } from '../text/index.ts';

/** One file of a package. */
export interface ManifestLine {
  readonly path: string;
  /** Lower-case hex SHA-256. */
  readonly hash: string;
  readonly bytes: number;
  /** Receipt number, title and organisation of the submission it belongs to; empty for what belongs to all. */
  readonly number: string;
  readonly title: string;
  readonly unit: string;
}

/** What stands above the list. */
export interface ManifestHead {
  /** Number of the package. */
  readonly number: number;
  /** Title of the call. */
  readonly call: string;
  /** Who had it made, as the channel names them. */
  readonly name: string;
  /** When, as people write it. */
  readonly time: string;
  readonly submissions: number;
}

/** The list as a table. */
export function manifestOf(lines: readonly ManifestLine[], head: ManifestHead): TableModel {
  const column = (id: string, width: number, kind: 'text' | 'number' = 'text') => ({
    id,
    title: text(`office.pack.manifest.${id}`),
    width,
    kind,
  });
  return {
    id: 'manifest',
    title: text('office.pack.manifest', { call: head.call }),
    fileName: text('office.pack.manifest_file'),
    head: [
      { label: text('office.pack.manifest.pack'), value: String(head.number) },
      { label: text('office.pack.manifest.time'), value: head.time },
      { label: text('office.pack.manifest.name'), value: head.name },
      { label: text('office.pack.manifest.submissions'), value: String(head.submissions) },
    ],
    columns: [
      column('no', 6, 'number'),
      column('number', 12),
      column('title', 30),
      column('unit', 22),
      column('path', 50),
      column('bytes', 12, 'number'),
      column('hash', 36),
    ],
    rows: lines.map(({ path, hash, bytes, number, title, unit }, at) => [
      at + 1,
      number || null,
      title || null,
      unit || null,
      path,
      bytes,
      hash,
    ]),
    notes: [text('office.pack.manifest.note')],
    landscape: true,
  };
}

/** `<hash>  <path>` line by line, as `sha256sum -c` reads it; a name with a line end or `\` cannot be in a package. */
export function sumsOf(lines: readonly Pick<ManifestLine, 'path' | 'hash'>[]): string {
  return lines.map(({ path, hash }) => `${hash}  ${path}\n`).join('');
}
