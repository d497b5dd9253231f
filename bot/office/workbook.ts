/** Workbooks that the office hands out and takes in. */
import type { MadeDocument } from '../../dialogs/turn.ts';
import type { FillSheet } from '../../forms/documents/model.ts';
import type { Painter } from '../../forms/documents/ports.ts';
import { safeFileName } from '../../forms/name.ts';
import type { FileStore } from '../../forms/ports.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Paints a workbook and keeps it, to be sent with a reply. */
export async function keepWorkbook(
  { painter, files }: { readonly painter: Pick<Painter, 'sheets'>; readonly files: Pick<FileStore, 'put'> },
  model: FillSheet,
): Promise<MadeDocument> {
  const bytes = await painter.sheets(model);
  const kept = await files.put(once(bytes), { maxBytes: bytes.length + 1 });
  return {
    name: model.fileName,
    fileName: safeFileName(`${model.fileName}.xlsx`),
    mediaType: XLSX,
    hash: kept.hash,
    bytes: kept.bytes,
    draft: false,
    faults: [],
  };
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** The bytes of a kept file; undefined where it is not kept, or larger than `most`. */
export async function bytesOf(
  files: Pick<FileStore, 'open'>,
  hash: string,
  most: number,
): Promise<Uint8Array | 'too_big' | undefined> {
  const kept = await files.open(hash);
  if (!kept) return undefined;
  if (kept.bytes > most) return 'too_big';
  const pieces: Uint8Array[] = [];
  for await (const piece of kept.read()) pieces.push(piece);
  return Buffer.concat(pieces);
}
