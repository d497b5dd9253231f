/**
 * Files sent as an answer: the value lists them, the bytes are kept elsewhere by their hash. With `or_place`, words
 * that say where the file can be seen will do as well (档案室, a web address, the number of a notice).
 */
import { z } from 'zod';
import { type Issue, must } from '../issue.ts';
import { safeFileName } from '../name.ts';
import type { Answer, Answers, FileRef } from '../submission.ts';
import { text } from '../text/index.ts';
import { cannotSend, fileTypes } from '../text/zh-CN/lexicon/files.ts';
import type { KindConfig, LeafKind, Parsed } from './kind.ts';
import { excerpt, LINE_LIMIT, oneLine, squeezed } from './reading.ts';

export { safeFileName };

const extensions = Object.keys(fileTypes);
const Extension = z
  .string()
  .transform((extension) => extension.toLowerCase().replace(/^\./, ''))
  .refine((extension) => extensions.includes(extension), { error: `one of ${extensions.join(', ')}` });

/** What a scan, a certificate, a report or a picture usually is. */
const USUAL = ['pdf', 'jpg', 'png', 'docx', 'doc', 'xlsx', 'xls', 'ofd', 'tif', 'zip'];

const Config = z.strictObject({
  type: z.literal('file'),
  accept: z.array(Extension).min(1).default(USUAL).describe('Extensions without dot'),
  min: z.int().min(0).default(1),
  max: z.int().min(1).optional(),
  max_mb: z.number().positive().default(50).describe('Largest size of one file, in MiB'),
  min_mb: z
    .number()
    .positive()
    .optional()
    .describe('Least size of one file, in MiB, where the notice sets one'),
  max_seconds: z
    .number()
    .positive()
    .optional()
    .describe('Longest that one video may run, in seconds, where the notice sets it'),
  or_place: z.literal(true).optional().describe('Words saying where it can be seen will do as well'),
});
type Config = z.infer<typeof Config>;

const Ref = z.strictObject({
  name: z.string().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'sha256'),
  bytes: z.int().min(0),
  mediaType: z.string(),
  seconds: z.number().min(0).optional(),
  width: z.int().min(1).optional(),
  height: z.int().min(1).optional(),
});
const Placed = z.strictObject({ place: z.string().min(1), files: z.array(Ref) });
const Value = z.union([z.array(Ref).min(1), Placed]);
type Files = { readonly [K in keyof FileRef]: FileRef[K] }[];
/** Files alone, or the place where they can be seen with such as were sent too. */
type Value = Files | { place: string; files: Files };

/** The files of a stored value; none where there is none yet. */
export function filesOf(value: unknown): Files {
  const stored = value as Value | undefined;
  return stored === undefined ? [] : Array.isArray(stored) ? stored : stored.files;
}

/** Where the file can be seen, in the person's words. */
export function placeIn(value: unknown): string | undefined {
  const stored = value as Value | undefined;
  return stored === undefined || Array.isArray(stored) ? undefined : stored.place;
}

/** A value with these files; the place stays. */
export function withFiles(value: unknown, files: readonly FileRef[]): Value {
  const place = placeIn(value);
  return place === undefined ? [...files] : { place, files: [...files] };
}

export const MIB = 1024 * 1024;

/** The files with one more. The same bytes are listed once; two files of one name are told apart by a number. */
export function addFile(files: readonly FileRef[], file: FileRef): readonly FileRef[] {
  if (files.some((each) => each.hash === file.hash)) return files;
  return [...files, { ...file, name: freeName(safeFileName(file.name), files) }];
}

function freeName(name: string, files: readonly FileRef[]): string {
  const taken = new Set(files.map((file) => file.name.toLowerCase()));
  const dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length;
  for (let at = 1; ; at += 1) {
    const candidate = at === 1 ? name : `${name.slice(0, dot)}(${at})${name.slice(dot)}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

/** The files without one, by its hash. */
export function dropFile(files: readonly FileRef[], hash: string): readonly FileRef[] {
  return files.filter((file) => file.hash !== hash);
}

/** The files of any answer; none where it is of another kind. */
export function filesIn({ value }: Answer): readonly FileRef[] {
  const read = Value.safeParse(value);
  return read.success ? filesOf(read.data) : [];
}

const PICTURES: readonly string[] = ['jpg', 'png', 'tif', 'webp'];

/** Whether a file is a picture that can be shown small. */
export function isPicture({ mediaType }: FileRef): boolean {
  return PICTURES.some((extension) => fileTypes[extension]?.mediaTypes.includes(mediaType));
}

/** Bytes of all files in the answers; the same bytes in two places count once. */
export function fileBytes(answers: Answers): number {
  const sizes = new Map<string, number>();
  for (const answer of answers.values()) {
    for (const each of filesIn(answer)) sizes.set(each.hash, each.bytes);
  }
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Whether a file passes what all files of a form may have together. */
export function checkTotal(
  name: string,
  bytes: number,
  { used, most }: { used: number; most: number },
): Issue[] {
  if (used + bytes <= most) return [];
  const left = Math.max(0, Math.floor((most - used) / MIB));
  return [must('file.quota', { name: excerpt(name, 60), max: Math.floor(most / MIB), left })];
}

/** What can be told of a file by its name and size alone, before it comes. */
export function checkAnnounced(name: string, bytes: number | undefined, entry: KindConfig): Issue[] {
  const read = Config.safeParse(entry);
  if (!read.success) return [];
  const { accept, max_mb } = read.data;
  const named = extensionOf(name);
  if (named && !accept.includes(named))
    return [must('file.type', { name: excerpt(name, 60), accepted: [...new Set(accept)].join('、') })];
  return checkSize({ name, bytes }, max_mb * MIB);
}

/** Whether one file is as small as it must be, where its size is known. */
export function checkSize(
  { name, bytes = 0 }: { name: string; bytes?: number | undefined },
  most: number,
): Issue[] {
  if (bytes <= most) return [];
  const params = { name: excerpt(name, 60), size: megabytes(bytes, Math.ceil), max: most / MIB };
  return [must('file.too_large', params)];
}

/** Findings about files: number, type by content and by name, size. A config of another kind has none. */
export function checkFiles(files: readonly FileRef[], entry: KindConfig): Issue[] {
  const read = Config.safeParse(entry);
  if (!read.success) return [];
  const config = read.data;
  const issues = files.flatMap((file) => checkFile(file, config));
  if (files.length < config.min) issues.push(must('file.too_few', { min: config.min, count: files.length }));
  if (config.max !== undefined && files.length > config.max) {
    issues.push(must('file.too_many', { max: config.max, count: files.length }));
  }
  return issues;
}

function checkFile(file: FileRef, config: Config): Issue[] {
  const name = excerpt(file.name, 60);
  const accepted = [...new Set(config.accept)].join('、');
  const named = extensionOf(file.name);
  const fits = (extension: string): boolean =>
    fileTypes[extension]?.mediaTypes.includes(file.mediaType) ?? false;
  if (file.bytes === 0) return [must('file.empty', { name })];
  // A name that is wrong about the content is told first: the list of formats would name the very one it claims.
  if (named && !fits(named)) return [must('file.mismatch', { name, extension: named })];
  if (!config.accept.some(fits)) return [must('file.type', { name, accepted })];
  if (named && !config.accept.includes(named)) return [must('file.type', { name, accepted })];
  const large = checkSize(file, config.max_mb * MIB);
  if (large.length > 0) return large;
  if (config.min_mb !== undefined && file.bytes < config.min_mb * MIB) {
    return [must('file.too_small', { name, size: megabytes(file.bytes, Math.floor), min: config.min_mb })];
  }
  return config.max_seconds === undefined ? [] : checkLength(file, name, config.max_seconds);
}

/** A video whose length could not be read is for the person to judge. Other files have none. */
function checkLength(file: FileRef, name: string, most: number): Issue[] {
  if (!isVideo(file.mediaType)) return [];
  if (file.seconds === undefined) {
    return [{ code: 'file.length_unknown', level: 'person', params: { name, max: duration(most) } }];
  }
  // Encoders pad the last frame: half a second over is the same film.
  if (file.seconds < most + 0.5) return [];
  return [must('file.too_long', { name, length: duration(Math.ceil(file.seconds)), max: duration(most) })];
}

function isVideo(mediaType: string): boolean {
  return Object.values(fileTypes).some((each) => each.video && each.mediaTypes.includes(mediaType));
}

/** 600 → 10 分钟, 612 → 10 分 12 秒. */
function duration(seconds: number): string {
  return text('duration', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** The known extension that a name ends with; undefined where it has none or an unknown one. */
function extensionOf(name: string): string | undefined {
  const extension = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const same = extension === 'jpeg' ? 'jpg' : extension === 'tiff' ? 'tif' : extension;
  return extensions.includes(same) ? same : undefined;
}

/** Size in MiB, rounded away from the limit it missed, so that the sentence never shows the limit itself. */
function megabytes(bytes: number, round: (size: number) => number): string {
  return String(Math.max(0.01, round((bytes / MIB) * 100) / 100));
}

/** Words are the place where the file can be seen, where that will do. */
function parse(text: string, config: Config): Parsed<Value> {
  if (!config.or_place)
    return { kind: 'issue', issue: must('file.words', { accepted: config.accept.join('、') }) };
  const place = oneLine(text);
  const named = (place.match(/\p{L}/gu) ?? []).length > 1 && place.length <= LINE_LIMIT;
  if (!named || cannotSend.includes(squeezed(place))) return { kind: 'issue', issue: must('file.no_place') };
  return { kind: 'value', value: { place, files: [] } };
}

export const file: LeafKind<Config, Value> = {
  shape: 'leaf',
  type: 'file',
  config: Config,
  value: Value,
  parse,
  merge: (present, said) => ({ place: placeIn(said) ?? placeIn(present) ?? '', files: filesOf(present) }),
  check: (value, config) =>
    placeIn(value) !== undefined && filesOf(value).length === 0 ? [] : checkFiles(filesOf(value), config),
  show: (value) =>
    [
      filesOf(value)
        .map((each) => each.name)
        .join('、'),
      placeIn(value) ?? '',
    ]
      .filter(Boolean)
      .join('；'),
  plain: (value) => filesOf(value).map((each) => each.name),
  takesFiles: true,
};
