import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planPackage } from '../../../forms/documents/package.ts';
import { PackageSpec } from '../../../forms/documents/spec.ts';
import type { Entry } from '../../../forms/documents/table.ts';
import { fitsName, safeFileName } from '../../../forms/name.ts';
import { exampleCall, given, planWith, skipped } from './example.ts';

const entry = (name: string, field: 'water' | 'energy' | null = 'water', org = '某某大学'): Entry => ({
  plan: planWith({ name: given(name), field: field === null ? skipped : given(field), org: given(org) }),
  making: { revision: 1, draft: false },
});

const spec = (changes: object = {}) =>
  PackageSpec.parse({
    folder: '{{field}}',
    folders: ['能源', '水资源'],
    file_name: '{{no}}.{{name}}-{{org}}',
    documents: ['form'],
    ...changes,
  });

const pathsOf = (package_: PackageSpec, ...entries: Entry[]): string[] =>
  planPackage(exampleCall, package_, entries).files.map(({ folder, name }) => `${folder}/${name}`);

describe('planPackage', () => {
  const three = [entry('甲'), entry('乙', 'energy'), entry('丙')];

  test('folder by folder in the notice’s order, numbered through', () => {
    expect(pathsOf(spec(), ...three)).toEqual([
      '能源/1.乙-某某大学.docx',
      '水资源/2.甲-某某大学.docx',
      '水资源/3.丙-某某大学.docx',
    ]);
    expect(
      planPackage(exampleCall, spec(), three).files.map(({ entry: at, number }) => [at, number]),
    ).toEqual([
      [1, 1],
      [0, 2],
      [2, 3],
    ]);
  });

  test('numbered anew in each folder where the call says so', () => {
    expect(pathsOf(spec({ numbering: 'per_folder' }), ...three)).toEqual([
      '能源/1.乙-某某大学.docx',
      '水资源/1.甲-某某大学.docx',
      '水资源/2.丙-某某大学.docx',
    ]);
  });

  test('what fits no folder is told, not put somewhere', () => {
    const plan = planPackage(exampleCall, spec({ folders: ['水资源'] }), [...three, entry('丁', null)]);
    expect(plan.files.map((file) => file.entry)).toEqual([0, 2]);
    expect(plan.unplaced).toEqual([
      { entry: 1, folder: '能源' },
      { entry: 3, folder: '' },
    ]);
  });

  test('folders that the call does not list come in the order of the entries; no folder at all is none', () => {
    expect(pathsOf(spec({ folders: [] }), ...three).map((each) => each.split('/')[0])).toEqual([
      '水资源',
      '水资源',
      '能源',
    ]);
    expect(pathsOf(PackageSpec.parse({ file_name: '{{name}}', documents: ['form'] }), entry('甲'))).toEqual([
      '/甲.docx',
    ]);
  });

  test('two of one name are told apart, whatever the case of their letters', () => {
    const plain = spec({ file_name: '{{name}}-{{org}}' });
    expect(pathsOf(plain, entry('膜A'), entry('膜a'), entry('膜A'))).toEqual([
      '水资源/膜A-某某大学.docx',
      '水资源/膜a-某某大学(2).docx',
      '水资源/膜A-某某大学(3).docx',
    ]);
  });

  test('several documents of one submission carry their names', () => {
    const call = structuredClone(exampleCall);
    call.documents.push({ ...call.documents[0]!, id: 'letter', name: '承诺书' });
    const { files } = planPackage(call, spec({ documents: ['form', 'letter'] }), [entry('甲')]);
    expect(files.map((file) => file.name)).toEqual([
      '1.甲-某某大学-申报书.docx',
      '1.甲-某某大学-承诺书.docx',
    ]);
  });

  test('of a name too long the longest part is cut, so that number and unit stay', () => {
    const { files } = planPackage(exampleCall, spec(), [entry('高盐废水资源化'.repeat(20))]);
    expect(files[0]?.name).toMatch(/^1\.(?:高盐废水资源化)+[高盐废水资源]*-某某大学\.docx$/u);
    expect(fitsName(files[0]?.name ?? '')).toBe(true);
  });

  test('whatever people call things, names are safe, within limits and of the notice’s form', () => {
    const anything = fc.string({ minLength: 1, maxLength: 200, unit: 'binary' });
    fc.assert(
      fc.property(anything, anything, (name, org) => {
        const [file] = planPackage(exampleCall, spec(), [entry(`甲${name}`, 'water', `乙${org}`)]).files;
        expect(file?.name).toBe(safeFileName(file?.name ?? ''));
        expect(fitsName(file?.name ?? '')).toBe(true);
        expect(file?.name).toMatch(/^\d+\.(.+)-(.+)$/su);
      }),
    );
  });
});
