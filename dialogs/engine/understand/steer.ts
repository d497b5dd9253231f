/** Commands with something in them: edit and go to a place, switch to a named call. */
import {
  editTails,
  editVerbs,
  formVerbs,
  gotoVerbs,
  leavingVerbs,
  positions,
  previewVerbs,
  switchVerbs,
} from '../../../forms/text/zh-CN/lexicon/commands.ts';
import { misplaced, objectMarks } from '../../../forms/text/zh-CN/lexicon/corrections.ts';
import { callWords, choosingVerbs, presentWords } from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import type { Intent, Moment, Place } from './intent.ts';
import { numeral, partNumbers } from './numerals.ts';
import { findPlaces, placeOf } from './places.ts';
import { takesLongText } from './plausible.ts';
import { afterPoliteness, answer, answered, type Reading, unclear } from './reading.ts';
import { fold, headOf, squeeze, tailOf } from './words.ts';

/** Longest message that steers. */
const LONGEST = 40;

/** What a message that steers is; undefined where it does not. */
export function steerIn(reading: Reading): Intent | undefined {
  const { text, folded } = reading;
  if (text.length > LONGEST || text.includes('\n')) return undefined;
  const request = withoutEnd(folded.slice(afterPoliteness(folded)));
  return editIn(reading, request) ?? lookIn(reading, request) ?? gotoIn(reading, request);
}

/** Leaving for another call, by its name. */
export function leaveIn(reading: Reading): Intent | undefined {
  const { text, folded } = reading;
  if (text.length > LONGEST || text.includes('\n')) return undefined;
  return switchIn(reading, withoutEnd(folded.slice(afterPoliteness(folded))));
}

function withoutEnd(request: string): string {
  return request.replace(/[\s。.!?,，;；~吧呢啊哈呀哦啦嘛]+$/, '');
}

/** 修改联系人; 把电话改一下; 电话写错了. */
function editIn(reading: Reading, request: string): Intent | undefined {
  const verb = headOf(request, editVerbs);
  if (verb) {
    const about = request
      .slice(verb.length)
      .replace(/^(一下|下)/, '')
      .trim();
    if (about === '') return edit([], '');
    const places = placesFor(reading, about, verb.length > 1);
    if (places.length > 0) return edit(places, about);
    // "修改版干化装置" may be a name; at a phone question it can only be a place that does not exist.
    if (verb.length > 1 && !reading.free && !reading.prose) return edit([], about);
  }
  const tail = tailOf(request, editTails);
  if (!tail) return undefined;
  const object = headOf(request, objectMarks) ?? '';
  const about = request.slice(object.length, request.length - tail.length).trim();
  if (about === '') return undefined;
  const places = placesFor(reading, about, object !== '');
  return places.length > 0 ? edit(places, about) : undefined;
}

function placesFor({ moment }: Reading, about: string, loose: boolean): readonly Place[] {
  const { previous, slot } = moment;
  const name = squeeze(about);
  if (previous && (misplaced.previous.includes(name) || name === '刚才的' || name === '刚才'))
    return [placeOf(previous)];
  if (slot && name !== '' && presentWords.includes(name)) return [placeOf(slot)];
  return answered(moment, findPlaces(moment, about, loose ? 'loose' : 'part'));
}

function edit(places: readonly Place[], about: string): Intent {
  return { kind: 'command', name: 'edit', places, about };
}

/** 预览投资; 预览工艺流程; 用表单填联系方式. */
function lookIn({ moment }: Reading, request: string): Intent | undefined {
  const form = headOf(request, formVerbs);
  const verb = form ?? headOf(request, previewVerbs);
  const about = verb ? request.slice(verb.length).trim() : '';
  const places = about === '' ? [] : findPlaces(moment, about, 'loose');
  const name = form === undefined ? 'preview_at' : 'form_at';
  return places.length > 0 ? { kind: 'command', name, places } : undefined;
}

/** 回到投资那里; 去知识产权; 跳到第三节. */
function gotoIn(reading: Reading, request: string): Intent | undefined {
  const { moment, text, free } = reading;
  const strong = headOf(request, gotoVerbs.strong);
  const verb = strong ?? headOf(request, gotoVerbs.weak);
  if (!verb) return undefined;
  const about = request.slice(verb.length).trim();
  if (about === '') return undefined;
  const places = findPlaces(moment, about, strong ? 'loose' : 'exact');
  const found: Intent = { kind: 'goto', places, about };
  if (places.length > 0) return found;
  if (!strong || reading.prose) return undefined;
  return free ? unclear(found, answer(text)) : found;
}

/** A name of a place and nothing else: the person wants to go there, unless it answers the question. */
export function placeAlone(reading: Reading): Intent | undefined {
  const { moment, text, free } = reading;
  if (text.length > LONGEST || text.includes('\n') || numeral(text) !== undefined) return undefined;
  const places = findPlaces(moment, text, 'exact');
  // No long text consists of "第三部分", and 上一节 is no answer anywhere.
  const number = partNumbers(text) !== undefined && takesLongText(moment.slot) && places.length > 0;
  if (number || positions.previousSection.includes(squeeze(text)))
    return { kind: 'goto', places, about: text };
  // What a row is about may well be said again: the same scale under the next indicator.
  if (places.length === 0 || (free && places.every((place) => place.kind === 'row'))) return undefined;
  if (places.some((place) => place.kind === 'slot' && place.path === moment.slot?.path)) {
    return { kind: 'question_back', about: null };
  }
  const found: Intent = { kind: 'goto', places, about: text };
  return free ? unclear(found, answer(text)) : found;
}

/** 换成可持续发展技术; 切换到“一带一路”那个征集. */
function switchIn({ moment }: Reading, request: string): Intent | undefined {
  const verb = headOf(request, switchVerbs);
  const leaves = verb ? undefined : headOf(request, leavingVerbs);
  if (!verb && !leaves) return undefined;
  const about = request.slice((verb ?? leaves ?? '').length).trim();
  // 先填投资 may go anywhere; 先填山东那个 leaves.
  const whole = verb !== undefined || tailOf(about, callWords) !== undefined;
  const calls = whole ? callsNamed(moment, about) : [];
  if (calls.length > 0) return { kind: 'command', name: 'switch_call', calls };
  return undefined;
}

/** Ids of the calls that the words name, whole names before parts of names. */
export function callsNamed({ calls }: Pick<Moment, 'calls'>, words: string): readonly string[] {
  const folded = fold(words.slice(0, LONGEST * 2));
  const asked = folded.slice(afterPoliteness(folded));
  const verb = headOf(asked, [...choosingVerbs, ...switchVerbs]) ?? '';
  const head = headOf(asked.slice(verb.length), callWords) ?? '';
  let name = squeeze(asked.slice(verb.length + head.length));
  for (let tail = tailOf(name, callWords); tail && tail !== name; tail = tailOf(name, callWords)) {
    name = name.slice(0, name.length - tail.length);
  }
  if (name.length < 2) return [];
  const named = calls.map((call) => ({
    id: call.id,
    names: [call.id, call.title, call.short, ...call.aliases].map(squeeze),
  }));
  const whole = named.filter((call) => call.names.includes(name));
  if (whole.length > 0) return whole.map((call) => call.id);
  return named.filter((call) => call.names.some((each) => each.includes(name))).map((call) => call.id);
}
