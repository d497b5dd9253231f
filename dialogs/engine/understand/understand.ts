/**
 * What a message is at a given moment of the interview, by word lists and the form itself. Pure, total, and linear in
 * the length of the message. See `intent.ts` for what can come out.
 */

import { commands } from '../../../forms/text/zh-CN/lexicon/commands.ts';
import { restMarks } from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import { metWords } from '../../../forms/text/zh-CN/lexicon/readiness.ts';
import { appendIn, moveIn, openEndedIn } from './appends.ts';
import { correctionIn } from './corrections.ts';
import type { Intent, Moment } from './intent.ts';
import { optionNamed, optionNumbered } from './options.ts';
import { labelledElsewhere, severalIn } from './pieces.ts';
import { fits, leafOf } from './plausible.ts';
import { questionIn } from './questions.ts';
import { answer, type Reading, readingOf, unclear } from './reading.ts';
import { rowsIn } from './rows.ts';
import { callsNamed, leaveIn, placeAlone, steerIn } from './steer.ts';
import { commandIn, isFiller, phraseIn, slipsIn, yesOrNo } from './talk.ts';
import { fold, hasWords, SHORT, squeeze } from './words.ts';

/**
 * Reads one message. In this order: a quick reply, a value of the kind asked, a set phrase, a question back, a
 * correction or addition to an earlier answer, a command with a place, several answers, a slip of the finger in a
 * command; what is left is the answer.
 */
export function understand(message: string, moment: Moment): Intent {
  const reading = readingOf(message, moment);
  const { text, prose } = reading;
  if (!hasWords(text))
    return /[?？]/.test(text) && text.length <= SHORT
      ? { kind: 'question_back', about: null }
      : { kind: 'blank' };
  const option = optionIn(reading);
  if (option) return option;
  const value = valueIn(reading);
  if (value) return value;
  if (!prose) {
    const short = shortIn(reading);
    if (short) return short;
    // Before a correction: 换成可持续发展技术 is no new answer where a call is called so.
    const leaves = leaveIn(reading);
    if (leaves) return leaves;
  }
  return (
    rowsIn(reading) ??
    moveIn(reading) ??
    correctionIn(reading) ??
    appendIn(reading) ??
    steerIn(reading) ??
    (prose ? undefined : (questionIn(text) ?? placeAlone(reading) ?? mixedIn(reading))) ??
    openEndedIn(reading) ??
    severalIn(reading) ??
    labelledElsewhere(reading) ??
    (prose ? undefined : slipIn(reading)) ??
    answer(text)
  );
}

/** A quick reply. One of the interview's own buttons means what its words mean; one of the kind is a value. */
function optionIn({ moment, text }: Reading): Intent | undefined {
  const { options, slot, pending, today } = moment;
  if (options.length === 0) return undefined;
  const named = optionNamed(options, text);
  const replies = slot && !pending ? (leafOf(slot)?.options?.(slot.leaf.kind) ?? []) : [];
  // "3" at a question for a number is the number, whatever buttons stand below.
  const value = !pending && replies.length === 0 && slot !== null && fits(slot, text, today);
  const chosen = named ?? (value ? undefined : optionNumbered(options, text));
  if (!chosen) return undefined;
  const own = replies.some((each) => each.value === chosen.value);
  const meaning = own ? undefined : phraseIn(chosen.value, moment);
  const carries = meaning && meaning.kind !== 'small_talk' && meaning.kind !== 'question_back';
  return carries && !pending ? meaning : { kind: 'option', value: chosen.value };
}

/**
 * A value of a strict kind. Some of them read whole sentences (yes or no with a reason), so what is a command, a
 * question or a correction as a whole comes first, unless it is part of an option's name.
 */
function valueIn(reading: Reading): Intent | undefined {
  const { moment, text } = reading;
  const { slot, pending, today } = moment;
  if (pending || !slot || !fits(slot, text, today)) return undefined;
  const typed = squeeze(text);
  const titles = (leafOf(slot)?.options?.(slot.leaf.kind) ?? []).map((each) => squeeze(each.title));
  if (titles.some((title) => title.includes(typed))) return answer(text);
  const phrase = phraseIn(text, moment, reading.forms);
  if (phrase?.kind === 'command' || phrase?.kind === 'question_back') return phrase;
  // 没有了 is no free choice of its own, though 其他 would take it.
  const lacks = phrase?.kind === 'none' || phrase?.kind === 'unknown';
  if (lacks && slot.leaf.kind.type === 'choice') return phrase;
  return (
    rowsIn(reading) ??
    moveIn(reading) ??
    correctionIn(reading) ??
    questionIn(text) ??
    valueAndCommand(reading) ??
    answer(text)
  );
}

/** "是的，下一题": the value goes on by itself; "是的，暂停" is two things. */
function valueAndCommand({ moment, text }: Reading): Intent | undefined {
  const cut = Math.max(...restMarks.map((mark) => text.trimEnd().lastIndexOf(mark)));
  if (cut <= 0 || text.length > SHORT * 2) return undefined;
  const found = commandIn(text.slice(cut + 1));
  const value = text.slice(0, cut).trim();
  if (!found || !moment.slot || !fits(moment.slot, value, moment.today)) return undefined;
  const onward = found.kind === 'command' && ['skip', 'resume', 'done'].includes(found.name);
  return onward ? answer(value) : unclear(found, answer(value));
}

/** Set phrases, alone or beside fillers, and yes or no with more behind it where a decision is waited for. */
function shortIn(reading: Reading): Intent | undefined {
  const { moment, text } = reading;
  const whole = phraseIn(text, moment, reading.forms);
  if (whole) return whole;
  if (!moment.slot && !moment.pending) {
    const calls = callsNamed(moment, text);
    if (calls.length > 0) return { kind: 'command', name: 'switch_call', calls };
  }
  return agreeWithRest(reading);
}

/** "是的，但要改一下电话": only while something waits; at a question it may be the answer itself. */
function agreeWithRest({ moment, text }: Reading): Intent | undefined {
  if (!moment.pending && !moment.slot?.control) return undefined;
  for (let at = 1; at < Math.min(text.length, 8); at++) {
    if (!restMarks.includes(text.charAt(at))) continue;
    const yes = yesOrNo(text.slice(0, at));
    const rest = text.slice(at + 1).trim();
    if (yes === undefined || !hasWords(rest)) return undefined;
    const further = phraseIn(rest, moment);
    if (further && (further.kind === 'command' || further.kind === 'small_talk')) return undefined;
    return { kind: 'agree', yes, rest };
  }
  return undefined;
}

/** Commands that words beside them do not make doubtful as commands; the others begin many an answer. */
const PLAIN = new Set<string>(
  [
    commands.help,
    commands.back,
    commands.skip,
    commands.skip_section,
    commands.preview,
    commands.export,
    commands.pause,
    commands.undo,
    commands.progress,
    commands.drafts,
    commands.switch_call,
  ]
    .flat()
    .map(squeeze),
);

/** A command beside other words: with fillers it is the command, with anything else the person is asked. */
function mixedIn({ moment, text }: Reading): Intent | undefined {
  if (text.length > SHORT * 2 || !moment.slot) return undefined;
  const pieces = fold(text)
    .split(/[,，。.!！;；\n]+|(?<=\p{Script=Han}) +/u)
    .map((piece) => piece.trim())
    .filter(hasWords);
  if (pieces.length < 2 || pieces.length > 6) return undefined;
  const meaning = pieces.filter((piece) => !isFiller(piece));
  if (meaning.length === 0) return phraseIn(pieces.at(-1) ?? '', moment);
  const all = meaning.map((piece) => phraseIn(piece, moment));
  const [only] = all;
  if (meaning.length === 1) return only;
  const known = all.filter((each) => each !== undefined);
  if (known.length === all.length) return known.find((each) => each.kind !== 'command') ?? only;
  // "不知道，要问财务": what follows is why. "没有，…" may be the answer as it stands.
  if (only?.kind === 'unknown') return only;
  if (only?.kind === 'none') return unclear(only, answer(text));
  const doubtful = meaning.find(
    (piece, at) => PLAIN.has(squeeze(piece)) && (at === 0 || at === meaning.length - 1),
  );
  const found = doubtful ? commandIn(doubtful) : undefined;
  return found ? unclear(found, answer(text)) : undefined;
}

/** A command with one slip. Where the words may be an answer as well, the person is asked. */
function slipIn({ moment, text, forms, free }: Reading): Intent | undefined {
  // Names are two to four characters long: almost any of them is one slip away from some command.
  if (moment.slot?.leaf.kind.type === 'person') return undefined;
  if (metWords.includes(squeeze(text))) return undefined;
  const slips = slipsIn(forms);
  const [only] = slips;
  if (!only) return undefined;
  if (slips.length > 1) return unclear(...slips, ...(free ? [answer(text)] : []));
  const long = moment.slot ? (leafOf(moment.slot)?.longText ?? false) : false;
  return free && !long ? unclear(only, answer(text)) : only;
}
