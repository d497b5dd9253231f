/** An earlier answer corrected in passing: "前面减排率写错了，是 35%", "电话改成 …", "更正：联系人是李某某". */
import { editVerbs, placeHeads } from '../../../forms/text/zh-CN/lexicon/commands.ts';
import {
  becomes,
  correctionHeads,
  isNow,
  objectMarks,
  softCorrections,
  wrongs,
} from '../../../forms/text/zh-CN/lexicon/corrections.ts';
import type { Intent, Place } from './intent.ts';
import { type Fit, findPlaces, placeOf } from './places.ts';
import { fits } from './plausible.ts';
import { afterPoliteness, answer, answered, isAnswered, narrowed, type Reading, unclear } from './reading.ts';
import { firstOf, hasWords, headOf } from './words.ts';

/** How far into a message the place and the mark of a correction stand. */
const WINDOW = 40;
const GAP = /[\s,，.。;；:、!—-]/;

/** What a message that corrects something is; undefined where it corrects nothing. */
export function correctionIn(reading: Reading): Intent | undefined {
  return (
    headed(reading) ??
    marked(reading, wrongs) ??
    marked(reading, becomes) ??
    verbed(reading) ??
    earlierIs(reading) ??
    notButIs(reading)
  );
}

/** 电话不是 A，是 B. */
function notButIs(reading: Reading): Intent | undefined {
  const { folded, moment, prose } = reading;
  if (prose || folded.length > WINDOW * 3) return undefined;
  const start = afterPoliteness(folded);
  const not = folded.indexOf('不是', start);
  const comma = not < 0 ? -1 : folded.slice(not).search(/[,，、;；\s](?:而)?是/);
  if (not <= start || comma < 0) return undefined;
  const places = find(reading, folded.slice(start, not), 'exact').filter((place) =>
    isAnswered(moment, place),
  );
  return places.length > 0 ? settle(reading, places, not + comma + 1, true) : undefined;
}

/** 更正：联系人是李某某; 不对，应该是 35%. */
function headed(reading: Reading): Intent | undefined {
  const { folded, moment } = reading;
  const from = afterPoliteness(folded);
  const head = headOf(folded.slice(from, from + 12), correctionHeads);
  if (!head) return undefined;
  const after = from + head.length;
  if (!GAP.test(folded.charAt(after))) return undefined;
  const start = skipGap(folded, after);
  if (!hasWords(folded.slice(start))) return undefined;
  const soft = softCorrections.includes(head);
  const found = namedValue(reading, start, soft ? 'exact' : 'loose');
  if (found) return found;
  const words = valueFrom(reading, start);
  const previous: Intent = {
    kind: 'correction',
    places: moment.previous ? [placeOf(moment.previous)] : [],
    text: words.text,
    original: reading.text,
  };
  return soft && !words.said ? unclear(previous, answer(reading.text)) : previous;
}

/** After a head: a place, 是 or a colon, the new words. */
function namedValue(reading: Reading, start: number, fit: Fit): Intent | undefined {
  const window = reading.folded.slice(start, start + WINDOW);
  const marks = ['是', '为', ':', ' ', ',', '，', ...becomes, ...wrongs];
  for (let from = 0, tries = 0; tries < 6; tries++) {
    const mark = firstOf(window, marks, from);
    if (!mark) return undefined;
    const places = find(reading, window.slice(0, mark.at), fit);
    if (places.length > 0) return settle(reading, places, start + mark.at + mark.word.length, true);
    from = mark.at + mark.word.length;
  }
  return undefined;
}

/** 减排率写错了，是 35%; 电话改成 010-…; 把联系人换成李某某. */
function marked(reading: Reading, marks: readonly string[]): Intent | undefined {
  const { folded, moment } = reading;
  const start = afterPoliteness(folded);
  const mark = firstOf(folded.slice(start, start + WINDOW), marks);
  if (!mark) return undefined;
  const object = headOf(folded.slice(start, start + 2), objectMarks) ?? '';
  const words = folded.slice(start + object.length, start + mark.at).replace(/[\s,，的]+$/, '');
  const earlier = headOf(words, placeHeads) !== undefined;
  const after = start + mark.at + mark.word.length;
  if (words === '' || placeHeads.some((head) => head === words)) {
    return earlier || words === '' ? ofPrevious(reading, after, earlier) : undefined;
  }
  const explicit = object !== '' || earlier;
  const exact = find(reading, words, 'exact');
  const places = exact.length > 0 ? exact : find(reading, words, explicit ? 'loose' : 'part');
  if (places.length === 0) return undefined;
  const sure = reading.prose ? earlier : exact.length > 0 || !reading.free || earlier;
  const target = places.length === 1 && places[0]?.path === moment.slot?.path && places[0]?.kind === 'slot';
  if (target && reading.prose) return undefined;
  return settle(reading, places, after, sure);
}

/** 前面写错了，应该是 35%; 应该是 35%; 改成 35%. */
function ofPrevious(reading: Reading, after: number, earlier: boolean): Intent | undefined {
  const { moment } = reading;
  const places = moment.previous ? [placeOf(moment.previous)] : [];
  if (reading.prose || (places.length === 0 && !earlier)) return undefined;
  const words = valueFrom(reading, after).text;
  if (!earlier && moment.slot && fits(moment.slot, words, moment.today)) {
    return unclear({ kind: 'correction', places, text: words, original: reading.text }, answer(words));
  }
  return settle(reading, places, after, earlier || !reading.free);
}

/** 修改电话：010-…; 改电话 010-…; 修改联系人为李某某. */
function verbed(reading: Reading): Intent | undefined {
  const { folded } = reading;
  const start = afterPoliteness(folded);
  const verb = headOf(folded.slice(start, start + 12), editVerbs);
  if (!verb) return undefined;
  const from = start + verb.length;
  const window = folded.slice(from, from + WINDOW);
  for (const mark of [':', '为', '成', ' ', ',', '，']) {
    const at = window.indexOf(mark);
    if (at <= 0) continue;
    const places = find(reading, window.slice(0, at), 'exact');
    if (places.length > 0) return settle(reading, places, from + at + mark.length, true);
  }
  return undefined;
}

/** 前面的电话是 010-…: only with a word for "earlier" in front and a name that fits exactly. */
function earlierIs(reading: Reading): Intent | undefined {
  const { folded } = reading;
  const start = afterPoliteness(folded);
  if (reading.prose || !headOf(folded.slice(start, start + 6), placeHeads)) return undefined;
  const window = folded.slice(start, start + WINDOW);
  const mark = firstOf(window, ['是', '为', ':']);
  const places = mark ? find(reading, window.slice(0, mark.at), 'exact') : [];
  return mark && places.length > 0
    ? settle(reading, places, start + mark.at + mark.word.length, true)
    : undefined;
}

function find({ moment }: Reading, words: string, fit: Fit): readonly Place[] {
  return answered(moment, findPlaces(moment, words.replace(/^[\s:,，把将]+/, ''), fit));
}

/** The correction, or the edit where no new words follow; asked about where the message may be an answer as well. */
function settle(reading: Reading, found: readonly Place[], after: number, sure: boolean): Intent {
  const { moment, text } = reading;
  const words = valueFrom(reading, after).text;
  const places = narrowed(moment, found, words);
  if (!hasWords(words)) {
    const edit: Intent = {
      kind: 'command',
      name: 'edit',
      places,
      about: places.map((each) => each.label).join('、'),
    };
    return sure || !reading.free ? edit : unclear(edit, answer(text));
  }
  const only = places.length === 1 ? places[0] : undefined;
  if (only?.kind === 'slot' && only.path === moment.slot?.path) return answer(words);
  const correction: Intent = { kind: 'correction', places, text: words, original: text };
  return sure ? correction : unclear(correction, answer(text));
}

function skipGap(folded: string, from: number): number {
  let at = from;
  while (at < folded.length && GAP.test(folded.charAt(at))) at++;
  return at;
}

/** The new words, without "了，应该是" in front; `said` tells whether something like that stood there. */
function valueFrom({ text, folded }: Reading, from: number): { text: string; said: boolean } {
  let at = skipGap(folded, from);
  if (/^[了啦吧哈]/.test(folded.slice(at, at + 1)) && GAP.test(folded.charAt(at + 1)))
    at = skipGap(folded, at + 1);
  const mark = folded.startsWith('是否', at) ? undefined : headOf(folded.slice(at, at + 8), isNow);
  if (mark) at = skipGap(folded, at + mark.length);
  // A minus sign in front of a number belongs to it.
  if (/[-—]/.test(folded.charAt(at - 1)) && /\d/.test(folded.charAt(at))) at -= 1;
  return { text: text.slice(at).trim(), said: mark !== undefined };
}
