import { expect, it } from 'vitest';
import { addFile, checkFiles, dropFile, file, filesOf, withFiles } from '../../../forms/kinds/file.ts';
import type { FileRef } from '../../../forms/submission.ts';
import { configured, understood } from './read.ts';

const MIB = 1024 * 1024;
const hash = (digit: string): string => digit.repeat(64);
const scan = (over: Partial<FileRef> = {}): FileRef => ({
  name: '证书.pdf',
  hash: hash('a'),
  bytes: MIB,
  mediaType: 'application/pdf',
  ...over,
});
const codes = (files: FileRef[], entry: object = {}): string[] =>
  checkFiles(files, configured({ type: 'file', ...entry })).map((issue) => issue.code);

it('asks for a file where words come', () => {
  expect(understood({ type: 'file' }, '证书在路上')).toBe('!file.words');
});

it('takes the words for where it can be seen, where that will do', () => {
  const entry = { type: 'file', or_place: true };
  expect(understood(entry, '在档案室')).toBe('在档案室');
  expect(understood(entry, '见集团OA公告〔2024〕15号')).toBe('见集团OA公告〔2024〕15号');
  for (const words of ['不方便发', '，，，', '1', '涉密'])
    expect(understood(entry, words)).toBe('!file.no_place');
  const config = configured(entry);
  const placed = withFiles({ place: '档案室', files: [] }, [scan()]);
  expect(file.check(placed as never, config as never, { today: '2025-03-01' })).toEqual([]);
  expect(file.show(placed, config as never)).toBe('证书.pdf；档案室');
  expect(file.merge?.([scan()] as never, { place: '网上', files: [] })).toEqual({
    place: '网上',
    files: [scan()],
  });
  expect(filesOf(placed)).toEqual([scan()]);
});

it('checks number, size and type', () => {
  expect(codes([scan()])).toEqual([]);
  expect(codes([])).toEqual(['file.too_few']);
  expect(codes([scan(), scan({ hash: hash('b') })], { max: 1 })).toEqual(['file.too_many']);
  expect(codes([scan({ bytes: 0 })])).toEqual(['file.empty']);
  expect(codes([scan({ bytes: 2 * MIB + 1 })], { max_mb: 2 })).toEqual(['file.too_large']);
  expect(
    codes([scan({ bytes: 5 * MIB - 1, name: '图.jpg', mediaType: 'image/jpeg' })], {
      accept: ['jpg'],
      min_mb: 5,
    }),
  ).toEqual(['file.too_small']);
  expect(codes([scan({ mediaType: 'application/x-msdownload', name: '证书.exe' })])).toEqual(['file.type']);
  expect(codes([scan()], { accept: ['jpg', 'png'] })).toEqual(['file.type']);
});

it('finds content that is not what the name says', () => {
  expect(codes([scan({ mediaType: 'image/png' })])).toEqual(['file.mismatch']);
  expect(codes([scan({ name: '扫描.JPEG', mediaType: 'image/jpeg' })])).toEqual([]);
  expect(codes([scan({ name: '没有扩展名' })])).toEqual([]);
});

it('never shows the limit as the size that missed it', () => {
  const [issue] = checkFiles([scan({ bytes: 5 * MIB - 1 })], configured({ type: 'file', min_mb: 5 }));
  expect(issue?.params).toMatchObject({ size: '4.99', min: 5 });
});

it('holds a video to its length, and leaves to a person what could not be read', () => {
  const film = (over: Partial<FileRef> = {}): FileRef =>
    scan({ name: '成果.mp4', mediaType: 'video/mp4', ...over });
  const entry = { accept: ['mp4', 'wmv', 'pdf'], max_seconds: 600 };
  expect(codes([film({ seconds: 600 })], entry)).toEqual([]);
  expect(codes([film({ seconds: 600.4 })], entry)).toEqual([]);
  expect(codes([film({ seconds: 601 })], entry)).toEqual(['file.too_long']);
  expect(codes([film({ seconds: 601 })], { accept: ['mp4'] })).toEqual([]);
  expect(codes([scan()], entry)).toEqual([]);
  const sounding = film({ name: '成果.wmv', mediaType: 'audio/x-ms-asf' });
  expect(checkFiles([sounding], configured({ type: 'file', ...entry }))).toEqual([
    { code: 'file.length_unknown', level: 'person', params: { name: '成果.wmv', max: '10 分钟' } },
  ]);
  const [long] = checkFiles([film({ seconds: 611.2 })], configured({ type: 'file', ...entry }));
  expect(long?.params).toMatchObject({ length: '10 分 12 秒', max: '10 分钟' });
});

it('adds, tells equal names apart, lists the same bytes once, takes away', () => {
  const one = addFile([], scan({ name: '../../证书<1>.pdf' }));
  expect(one[0]?.name).not.toMatch(/[/\\<>]/);
  const two = addFile(addFile([], scan()), scan({ hash: hash('b') }));
  expect(two.map((file) => file.name)).toEqual(['证书.pdf', '证书(2).pdf']);
  expect(addFile(two, scan({ name: '又一次.pdf' }))).toHaveLength(2);
  expect(dropFile(two, hash('a')).map((file) => file.name)).toEqual(['证书(2).pdf']);
});
