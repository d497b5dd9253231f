/** How an activity looks in a terminal. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import type { Activity, Attachment } from 'botbuilder';
import { AppError } from '../../../forms/error.ts';
import type { FileStore } from '../../../forms/ports.ts';
import { fileHash } from '../activity.ts';
import { cleanFileName } from '../filename.ts';

/** Control characters would steer the terminal; line breaks and tabs are text. */
const STEERING = /[^\P{Cc}\n\t]/gu;

/** Where a sent file lies on this machine. */
export interface SavedFile {
  readonly name: string;
  readonly path: string;
}

/** Writes the kept files among the attachments into the folder, under their own names. */
export async function saveFiles(
  attachments: readonly Attachment[],
  files: FileStore,
  folder: string,
): Promise<(SavedFile | undefined)[]> {
  const saved: (SavedFile | undefined)[] = [];
  for (const { name, contentUrl } of attachments) {
    const hash = fileHash(contentUrl);
    saved.push(hash === undefined ? undefined : await saveFile(cleanFileName(name), hash, files, folder));
  }
  return saved;
}

async function saveFile(name: string, hash: string, files: FileStore, folder: string): Promise<SavedFile> {
  const file = await files.open(hash);
  if (!file) throw new AppError('file.missing', `the file ${hash} is not kept`);
  await mkdir(folder, { recursive: true });
  const path = join(folder, name);
  await pipeline(Readable.from(file.read()), createWriteStream(path));
  return { name, path };
}

/** Text, numbered options, files: as a person reads it, ending with a line break. */
export function plainText(activity: Partial<Activity>, saved: readonly (SavedFile | undefined)[]): string {
  const options = (activity.suggestedActions?.actions ?? []).map(
    ({ title }, index) => `  ${index + 1}. ${title}`,
  );
  const sent = saved.flatMap((file) => (file ? [`  ${file.name}: ${file.path}`] : []));
  const lines = [...(activity.text ? [activity.text] : []), ...options, ...sent];
  return lines.length ? `${lines.join('\n').replace(STEERING, '')}\n` : '';
}

/** The activity on one line; its kept files are addressed where they were saved. */
export function jsonLine(activity: Partial<Activity>, saved: readonly (SavedFile | undefined)[]): string {
  const attachments = activity.attachments?.map((attachment, index) => {
    const file = saved[index];
    return file ? { ...attachment, contentUrl: pathToFileURL(file.path).href } : attachment;
  });
  return `${JSON.stringify(attachments ? { ...activity, attachments } : activity)}\n`;
}
