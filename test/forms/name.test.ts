import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitsName, safeFileName } from '../../forms/name.ts';

describe('safeFileName', () => {
  test.each([
    ['申报书-面向“一带一路”的技术.docx', '申报书-面向“一带一路”的技术.docx'],
    ['a/b\\c:d*e?f"g<h>i|j.pdf', 'a_b_c_d_e_f_g_h_i_j.pdf'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['CON', '_CON'],
    ['con.txt', '_con.txt'],
    ['nul .txt', '_nul.txt'],
    ['COM1.tar.gz', '_COM1.tar.gz'],
    ['结尾有点...', '结尾有点'],
    ['结尾有点 . .docx', '结尾有点.docx'],
    ['换\n行\t和\u0000控制.docx', '换 行 和控制.docx'],
    ['甲\u202Excod.exe', '甲xcod.exe'],
    ['', '文件'],
    ['...', '文件'],
    ['???.xlsx', '___.xlsx'],
    ['.docx', '文件.docx'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  test('fitsName: exactly what would not be cut', () => {
    expect(fitsName('甲'.repeat(85))).toBe(true);
    expect(fitsName('甲'.repeat(86))).toBe(false);
    expect(fitsName('a'.repeat(120))).toBe(true);
    expect(fitsName('a'.repeat(121))).toBe(false);
  });

  test('a long name is cut before its extension, whole characters only', () => {
    const safe = safeFileName(`${'😀'.repeat(200)}.docx`);
    expect(safe).toMatch(/^(?:😀)+\.docx$/u);
    expect(safe.length).toBeLessThanOrEqual(120);
  });

  test('any text gives a name every system takes, and a safe name stays as it is', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 200 }),
      fc
        .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 150 })
        .map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(anything, (name) => {
        const safe = safeFileName(name);
        expect(safe.length).toBeGreaterThan(0);
        expect(safe.length).toBeLessThanOrEqual(120);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: none may be left
        expect(safe).not.toMatch(/[\\/:*?"<>|\u0000-\u001f\u007f]|[. ]$|^[. ]/);
        expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        expect(safe.isWellFormed()).toBe(true);
        expect(safeFileName(safe)).toBe(safe);
      }),
      { numRuns: 500 },
    );
  });
});
