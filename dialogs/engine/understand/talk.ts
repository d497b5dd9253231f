/** Messages that are nothing but a set phrase: a command, yes or no, not knowing, small talk, a question back. */
import { commands } from '../../../forms/text/zh-CN/lexicon/commands.ts';
import {
  askBack,
  lettingGo,
  negations,
  no,
  none,
  noneOrDone,
  sameAsBefore,
  smallTalk,
  sounds,
  unknown,
  willAsk,
  yes,
} from '../../../forms/text/zh-CN/lexicon/phrases.ts';
import type { Intent, Moment, PlainCommand } from './intent.ts';
import { bareForms, headOf, phraseSet, slip, squeeze } from './words.ts';

type Phrase = PlainCommand | 'switch_call';

const commandOf = new Map<string, Phrase>();
for (const [name, phrases] of Object.entries(commands)) {
  for (const phrase of phrases) commandOf.set(squeeze(phrase), name as Phrase);
}

const sets = {
  same: phraseSet(sameAsBefore),
  unknown: phraseSet(unknown),
  none: phraseSet(none),
  noneOrDone: phraseSet(noneOrDone),
  yes: phraseSet(yes),
  no: phraseSet(no),
  ask: phraseSet(askBack),
  sounds: phraseSet(sounds),
};
const talk = Object.entries(smallTalk).map(([which, phrases]) => ({
  which: which as keyof typeof smallTalk,
  set: phraseSet(phrases),
}));

/** The intent of a command by its name. */
export function command(name: Phrase): Intent {
  return name === 'switch_call' ? { kind: 'command', name, calls: [] } : { kind: 'command', name };
}

/** The command that a whole phrase is, politeness and particles aside. */
export function commandIn(text: string): Intent | undefined {
  const name = bareForms(text)
    .map((form) => commandOf.get(form))
    .find((each) => each !== undefined);
  return name ? command(name) : undefined;
}

/** Whether the moment asks for a yes or no of the bot's own, not of the form's. */
function waits(moment: Moment): boolean {
  return moment.pending !== null || moment.slot?.control !== undefined;
}

/** What a set phrase means at this moment; undefined where the message is more than one. `forms` are its bare forms. */
export function phraseIn(
  text: string,
  moment: Moment,
  forms: readonly string[] = bareForms(text),
): Intent | undefined {
  const question = /^[\s?？]*[?？][\s?？]*$/.test(text);
  if (question) return { kind: 'question_back', about: null };
  for (const form of forms) {
    const found = phrase(form, moment, text);
    if (found) return found;
  }
  return undefined;
}

function phrase(form: string, moment: Moment, text: string): Intent | undefined {
  const rows = moment.slot?.control === 'rows' && !moment.pending;
  const moreText = moment.pending?.kind === 'more_text';
  if (rows) {
    const row = rowsPhrase(form);
    if (row) return row;
  }
  if (sets.noneOrDone.has(form)) return moreText ? command('done') : { kind: 'none' };
  if (moreText && (sets.none.has(form) || sets.no.has(form))) return command('done');
  if (waits(moment)) {
    if (sets.yes.has(form)) return { kind: 'agree', yes: true, rest: '' };
    if (sets.no.has(form)) return { kind: 'agree', yes: false, rest: '' };
  }
  const named = commandOf.get(form);
  if (named) return asked(named, text);
  if (sets.same.has(form)) return { kind: 'same_as_before' };
  if (sets.sounds.has(form)) return { kind: 'blank' };
  if (sets.unknown.has(form) || (form.length <= 16 && headOf(form, willAsk))) return { kind: 'unknown' };
  if (sets.none.has(form)) return { kind: 'none' };
  const chat = talk.find(({ set }) => set.has(form));
  if (chat) return { kind: 'small_talk', which: chat.which };
  if (sets.ask.has(form)) return { kind: 'question_back', about: null };
  if (sets.yes.has(form)) return { kind: 'agree', yes: true, rest: '' };
  if (sets.no.has(form)) return { kind: 'agree', yes: false, rest: '' };
  return undefined;
}

/** "提交了吗？" asks, "提交" does; "还有吗？" asks for no new row. */
function asked(name: Phrase, text: string): Intent {
  const asks = /[?？吗么]\s*$/.test(text.trim());
  if (asks && name === 'finish') return command('status');
  if (asks && name === 'done') return command('progress');
  return command(name);
}

/** At "one more row?": yes, no, 没有了 and 就这些 are about the rows. */
function rowsPhrase(form: string): Intent | undefined {
  if (sets.yes.has(form) && commandOf.get(form) !== 'done') return { kind: 'agree', yes: true, rest: '' };
  const ends =
    sets.noneOrDone.has(form) || sets.none.has(form) || sets.no.has(form) || commandOf.get(form) === 'done';
  return ends ? { kind: 'agree', yes: false, rest: '' } : undefined;
}

/** Words said beside a command that carry nothing of their own: 好的，谢谢，你好，累了. */
export function isFiller(text: string): boolean {
  return bareForms(text).some(
    (form) => sets.yes.has(form) || sets.ask.has(form) || talk.some(({ set }) => set.has(form)),
  );
}

const letting = phraseSet(lettingGo);

/** Whether the words say that none of what is offered is meant. */
export function letsGo(text: string): boolean {
  return bareForms(text).some((form) => letting.has(form));
}

/** Whether the words are yes or no, and which. */
export function yesOrNo(text: string): boolean | undefined {
  for (const form of bareForms(text)) {
    if (sets.yes.has(form)) return true;
    if (sets.no.has(form)) return false;
  }
  return undefined;
}

const longPhrases = [...commandOf].filter(
  ([words]) => [...words].length >= (/^[a-z ]+$/.test(words) ? 4 : 3),
);
const TURNS = new RegExp(`[${negations.join('')}\\d一二三四五六七八九十]`);

/** Commands one slip of the finger away, each once. Negations and numbers are no slips. */
export function slipsIn(forms: readonly string[]): readonly Intent[] {
  const names = new Set<Phrase>();
  for (const form of forms) {
    if ([...form].length < 3) continue;
    for (const [words, name] of longPhrases) {
      const differing = slip(form, words);
      if (differing !== undefined && !TURNS.test(differing)) names.add(name);
    }
    if (names.size > 0) break;
  }
  return [...names].map(command);
}
