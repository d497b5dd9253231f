/**
 * Fonts by role. Word knows four slots per run (Latin, other Latin, East Asian, complex script); all are written,
 * because a run without the East Asian slot falls back to whatever the machine prefers.
 */
import { CharacterSet, type IFontAttributesProperties } from 'docx';
import type { FontRole } from '../../forms/documents/model.ts';

export const LATIN = 'Times New Roman';

/** Which cut of 小标宋, 仿宋 and 楷体 a document uses: the GB2312 cuts lack rare characters of names. */
export type Cut = 'gb2312' | 'full';

/** East Asian font by role. 小标宋 for titles as GB/T 9704-2012 7.3.1 asks; 仿宋, 黑体, 楷体 as 7.3.3. */
const EAST_ASIAN: Readonly<Record<FontRole, (cut: Cut) => string>> = {
  title: (cut) => (cut === 'gb2312' ? '方正小标宋简体' : '方正小标宋_GBK'),
  body: (cut) => (cut === 'gb2312' ? '仿宋_GB2312' : '仿宋'),
  heading1: () => '黑体',
  heading2: (cut) => (cut === 'gb2312' ? '楷体_GB2312' : '楷体'),
  table: () => '宋体',
  footer: () => '宋体',
};

/**
 * What may be taken instead, best first, as the font table lists it: `w:altName` holds "a comma-delimited list" that a
 * program tries in order "before doing substitution based on the font metrics" (ECMA-376 part 1, 17.8.3.1).
 */
const INSTEAD: Readonly<Record<string, string>> = {
  方正小标宋简体:
    '方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif CJK SC SemiBold,Source Han Serif SC SemiBold,宋体,SimSun',
  方正小标宋_GBK: '华文中宋,STZhongsong,Noto Serif CJK SC SemiBold,Source Han Serif SC SemiBold,宋体,SimSun',
  仿宋_GB2312: '仿宋,FangSong,华文仿宋,STFangsong,FandolFang',
  仿宋: 'FangSong,华文仿宋,STFangsong,FandolFang',
  楷体_GB2312: '楷体,KaiTi,华文楷体,STKaiti,AR PL KaitiM GB,AR PL UKai CN,LXGW WenKai,FandolKai',
  楷体: 'KaiTi,华文楷体,STKaiti,AR PL UKai CN,LXGW WenKai,FandolKai',
  黑体: 'SimHei,Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Zen Hei',
  宋体: 'SimSun,Noto Serif CJK SC,Source Han Serif SC',
};

/** Families by `w:family`: Word picks a like-looking face by it where neither name exists. */
const FAMILY: Readonly<Record<string, string>> = {
  黑体: 'swiss',
  楷体: 'script',
  楷体_GB2312: 'script',
  仿宋: 'modern',
  仿宋_GB2312: 'modern',
};

/** Boxes are drawn by one font, so that the ticked and the empty one look alike. */
export const BOXES = 'Segoe UI Symbol';

/**
 * All four slots of a role. `hint: eastAsia` gives characters that belong to both worlds (curly quotes, dashes, …)
 * to the Chinese font; without it Word draws “一带一路” with narrow Latin quotes.
 */
export function fontOf(role: FontRole, cut: Cut): IFontAttributesProperties {
  return { ascii: LATIN, hAnsi: LATIN, eastAsia: EAST_ASIAN[role](cut), cs: LATIN, hint: 'eastAsia' };
}

let hanzi: ReadonlySet<string> | undefined;

/** The 6,763 hanzi of GB/T 2312, read off the decoder of its superset: rows B0–F7, columns A1–FE, less D7FA–D7FE. */
function gb2312Hanzi(): ReadonlySet<string> {
  if (hanzi) return hanzi;
  const decoder = new TextDecoder('gbk');
  const all = new Set<string>();
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let column = 0xa1; column <= 0xfe; column += 1) {
      if (row === 0xd7 && column >= 0xfa) continue;
      all.add(decoder.decode(Uint8Array.of(row, column)));
    }
  }
  hanzi = all;
  return all;
}

/** `full` as soon as one hanzi of the text is outside GB/T 2312. */
export function cutFor(text: string): Cut {
  const known = gb2312Hanzi();
  for (const [character] of text.matchAll(/\p{Script=Han}/gu)) {
    // 々 and 〇 are Han script but symbols of GB2312; radicals and rarer hanzi are not.
    if (!known.has(character) && character !== '〇' && character !== '々') return 'full';
  }
  return 'gb2312';
}

/** The font table part (`word/fontTable.xml`): every name used, with what may stand in for it. */
export function fontTable(cut: Cut): string {
  const names = [...new Set(Object.values(EAST_ASIAN).map((name) => name(cut)))];
  const chinese = names.map(
    (name) =>
      `<w:font w:name="${name}"><w:altName w:val="${INSTEAD[name] ?? ''}"/><w:charset w:val="${CharacterSet.GB_2312}"/>` +
      `<w:family w:val="${FAMILY[name] ?? 'roman'}"/><w:pitch w:val="variable"/></w:font>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    `<w:font w:name="${LATIN}"><w:altName w:val="Liberation Serif"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>` +
    `${chinese.join('')}</w:fonts>`
  );
}
