/** 计量单位及符号书写应规范 (000 附件1, 填报说明). */
import { mixes, wrongSigns } from '../text/zh-CN/lexicon/signs.ts';
import { define, type Found, type Place, textsOf } from './define.ts';

/** Unit signs written wrongly, and one unit written in two ways across the form. */
export const unitStyle = define('unit_style', 'should', {}, (context) => {
  const places = textsOf(context);
  return [...places.flatMap(wrong), ...mixed(places)];
});

function wrong({ path, text }: Place): Found[] {
  const changes = wrongSigns.flatMap(({ pattern, write }) =>
    [...text.matchAll(pattern)].map(([sign]) => `${sign} → ${write}`),
  );
  if (changes.length === 0) return [];
  return [{ code: 'unit_sign', params: { changes: [...new Set(changes)].join('，') }, path }];
}

/** One finding per unit that stands in several ways, at the first place of the second way. */
function mixed(places: readonly Place[]): Found[] {
  return mixes.flatMap((ways): Found[] => {
    const uses = ways.flatMap((way) => {
      for (const place of places) {
        const match = way.exec(place.text);
        if (match) return [{ place, sign: match[0].replace(/^\d\s*[百千万亿]*/u, '') }];
      }
      return [];
    });
    const [first, second] = uses;
    if (!first || !second) return [];
    const params = {
      one: first.sign,
      other: second.sign,
      first: first.place.label,
      second: second.place.label,
    };
    return [{ code: 'unit_mixed', params, path: second.place.path }];
  });
}
