/**
 * A form comes back: each entry is filed as it would be at its own question, all of them in one step. What is refused
 * stands in the form again as it was entered, with the reason.
 */

import { shownAnswer } from '../../forms/documents/shown.ts';
import type { Issue } from '../../forms/issue.ts';
import type { PlannedSlot } from '../../forms/plan.ts';
import type { Entry, FormSheet, FormSubmit } from '../../forms/sheet.ts';
import type { Change, Path, Pending } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { leafAnswer } from './answer.ts';
import { goOn, stay } from './file.ts';
import { fieldKind, fieldsOf, formOf } from './form.ts';
import { focusAt } from './go.ts';
import { judge } from './judge.ts';
import { pendingOptions } from './pending.ts';
import { after, type Outcome, type Reply, type Situation } from './situation.ts';
import type { Intent } from './understand/intent.ts';
import { phraseIn } from './understand/talk.ts';
import { brief, labelOf, sectionName, sentence } from './wording.ts';

type Entered = FormSubmit['entries'][number];
type Refused = ReadonlyMap<Path, { readonly entry: Entry; readonly why: string }>;

/** What became of the entries. */
interface Filing {
  readonly changes: readonly Change[];
  readonly refused: Refused;
  /** Soft findings about what was filed. */
  readonly soft: readonly { readonly path: Path; readonly why: string }[];
  /** Labels of what is not asked any more. */
  readonly gone: readonly string[];
}

/** Files a form. Nothing that is blank changes anything. */
export function fileForm(situation: Situation, submit: FormSubmit): Outcome {
  const section = situation.call.sections.find(({ id }) => id === submit.section);
  if (!section || fieldsOf(situation, section).length === 0)
    return { ...stay(situation, { text: text('form.gone') }), quiet: true };
  const filing = fileEntries(situation, submit);
  const filed = after(situation, filing.changes);
  const noted = notesOf(filed, filing);
  const said = [...noted, ...refusedIn(situation, filing)].join('\n') || text('form.same');
  const outcome = onwardFrom(situation, filed, filing, said);
  const lead = [...noted, ...refusedBelow(situation, filing)].join('\n');
  const next = nextForm(situation, filed, submit, filing, lead);
  if (!next) return outcome;
  const [, ...more] = outcome.replies;
  return { ...outcome, replies: [...more, { text: said, sheet: next }], quiet: true };
}

/** Files entry by entry, in the form's order; what others in the same form have to make right is tried again. */
function fileEntries(situation: Situation, { entries }: FormSubmit): Filing {
  const order = (path: Path): number => situation.plan.slots.findIndex((slot) => slot.path === path);
  let left = [...entries].sort((one, other) => order(one.path) - order(other.path));
  let now: Situation = { ...situation, head: { ...situation.head, pending: null } };
  const changes = new Map<Path, Change>();
  const refused = new Map<Path, { entry: Entry; why: string }>();
  for (let filed = true; filed && left.length > 0; ) {
    filed = false;
    const again: Entered[] = [];
    for (const entry of left) {
      const slot = now.plan.at(entry.path);
      if (!slot || !fieldKind(slot)) {
        again.push(entry);
        continue;
      }
      const tried = fileEntry(now, slot, entry);
      if (tried.kind === 'left') continue;
      if (tried.kind === 'refused') {
        refused.set(entry.path, { entry, why: tried.why });
        again.push(entry);
        continue;
      }
      filed = true;
      refused.delete(entry.path);
      for (const change of tried.changes) changes.set(change.path, change);
      now = after(now, tried.changes);
    }
    left = again;
  }
  const gone = left.filter(({ path }) => !refused.has(path));
  now = withdrawn(situation, changes, refused, entries);
  return {
    changes: [...changes.values()],
    refused,
    soft: softOf(now, [...changes.keys()]),
    gone: gone.map(({ path }) => labelOf(situation, path)),
  };
}

/**
 * An entry that no longer holds because of a later one in the same form is not filed either. Gives the moment with what is
 * left of the changes.
 */
function withdrawn(
  situation: Situation,
  changes: Map<Path, Change>,
  refused: Map<Path, { entry: Entry; why: string }>,
  entries: readonly Entered[],
): Situation {
  for (;;) {
    const now = after(situation, [...changes.values()]);
    const bad = entries.find(({ path }) => changes.has(path) && hardAt(now, path).length > 0);
    if (!bad) return now;
    refused.set(bad.path, { entry: bad, why: hardAt(now, bad.path).map(sentence).join('') });
    changes.delete(bad.path);
  }
}

function hardAt(now: Situation, path: Path): readonly Issue[] {
  const slot = now.plan.at(path);
  const answer = now.answers.get(path);
  return slot && answer ? judge(now, slot, answer).filter(({ level }) => level === 'must') : [];
}

type Tried =
  | { readonly kind: 'filed'; readonly changes: readonly Change[] }
  | { readonly kind: 'refused'; readonly why: string }
  /** Nothing was said, or what was said is what stands there. */
  | { readonly kind: 'left' };

/** One entry, as if it were said at its question. */
function fileEntry(now: Situation, slot: PlannedSlot, entry: Entered): Tried {
  const read = saidIn(slot, entry);
  if ('why' in read) return { kind: 'refused', why: read.why };
  if (read.words.trim() === '') return { kind: 'left' };
  const here: Situation = {
    ...now,
    head: { ...now.head, pending: null, focus: { path: slot.path, mode: 'walk' } },
  };
  const outcome = leafAnswer(here, slot, intentOf(here, slot, read.words), read.words);
  const taken =
    outcome.pending === null || outcome.pending.kind === 'vague' || outcome.pending.kind === 'put_off';
  if (outcome.changes.length > 0 && taken) return { kind: 'filed', changes: outcome.changes };
  if (outcome.refused === undefined && outcome.pending === null && outcome.quiet !== true)
    return { kind: 'left' };
  return { kind: 'refused', why: whyNot(here, outcome) };
}

/** The words that say what was entered; why there are none. */
function saidIn(slot: PlannedSlot, { words, chosen }: Entry): { words: string } | { why: string } {
  const pick = fieldKind(slot)?.pick;
  const written = words.trim();
  if (!pick) return { words: written };
  if (!pick.many && chosen.length > 1) return { why: text('form.only') };
  const { option, join } = pick.beside(slot.leaf.kind) ?? { join: '' };
  if (option === undefined) {
    const between = written !== '' && chosen.length > 0 ? join : '';
    return { words: `${chosen.join('、')}${between}${join === '' ? '' : written}` };
  }
  if (!pick.many && written !== '' && chosen.some((each) => each !== option))
    return { why: text('form.beside', { option }) };
  // The free text comes last: what follows it would be part of it.
  const others = chosen.filter((each) => each !== option);
  const free = written !== '' ? `${option}${join}${written}` : chosen.includes(option) ? option : '';
  return { words: [...others, ...(free === '' ? [] : [free])].join('、') };
}

/** In a field words are its answer, save those that say there is none, or none yet. */
function intentOf(here: Situation, slot: PlannedSlot, words: string): Intent {
  const { call, plan, speaker, calls } = here;
  const moment = {
    call,
    slot,
    plan,
    today: speaker.today,
    previous: null,
    pending: null,
    options: [],
    calls,
  };
  const phrase = phraseIn(words, moment);
  const states = ['none', 'unknown', 'same_as_before'];
  return phrase && states.includes(phrase.kind) ? phrase : { kind: 'answer', text: words };
}

/** One sentence for a field that could not be filed. */
function whyNot(here: Situation, { replies, pending }: Outcome): string {
  const said = replies.map((reply) => reply.text).join('\n');
  if (pending?.kind === 'readings') {
    const titles = pendingOptions(here, pending).map(({ title }) => `“${title}”`);
    // The last is a way out of choosing.
    return text('form.readings', { readings: titles.slice(0, -1).join(text('form.or')) });
  }
  // Below the finding stands what would be changed with it: that is for the chat.
  return pending?.kind === 'confirm' ? (said.split('\n')[0] ?? said) : said;
}

function softOf(now: Situation, paths: readonly Path[]): Filing['soft'] {
  return paths.flatMap((path) => {
    const slot = now.plan.at(path);
    const answer = now.answers.get(path);
    if (!slot || !answer || slot.control) return [];
    const soft = judge(now, slot, answer).filter(({ level }) => level === 'should');
    return soft.map((issue) => ({ path, why: sentence(issue) }));
  });
}

/** What was noted, what may be looked at again, what is not asked any more. */
function notesOf(filed: Situation, { changes, soft, gone }: Filing): string[] {
  const lines: string[] = [];
  if (changes.length > 0) lines.push(text('form.filed', { count: changes.length }));
  for (const { path, answer } of changes) {
    const state = answer?.state ?? 'given';
    const shown = state === 'given' ? brief(shownAnswer(filed.plan, path)) : text(`state.${state}`);
    lines.push(text('form.line', { label: labelOf(filed, path), answer: shown }));
  }
  if (soft.length > 0) lines.push(text('form.look'));
  for (const { path, why } of soft)
    lines.push(text('form.refused_line', { label: labelOf(filed, path), why }));
  for (const label of gone) lines.push(text('form.not_asked', { label }));
  return lines;
}

/** What was not noted, and why. */
function refusedIn(situation: Situation, { refused }: Filing): string[] {
  const [first] = refused.keys();
  if (first === undefined) return [];
  return [
    text('form.refused', { count: refused.size }),
    ...[...refused].map(([path, { why }]) =>
      text('form.refused_line', { label: labelOf(situation, path), why }),
    ),
    text('form.again', { label: labelOf(situation, first) }),
  ];
}

/** The same above the form in which the reasons stand. */
function refusedBelow(situation: Situation, { refused }: Filing): string[] {
  const [first] = refused.keys();
  if (first === undefined) return [];
  return [text('form.refused_below', { count: refused.size, label: labelOf(situation, first) })];
}

/** Where the interview stands then: at what was refused first, where it was if that is still open, else further on. */
function onwardFrom(situation: Situation, filed: Situation, filing: Filing, said: string): Outcome {
  const { focus, pending } = situation.head;
  const { changes, refused } = filing;
  const waits = pending && !isAbout(pending, changes) ? pending : null;
  const reply: Reply = { text: said };
  if (waits) return { changes, focus, pending: waits, replies: [reply], quiet: true };
  if (changes.length === 0 && refused.size === 0) return { ...stay(situation, reply, null), ask: 'full' };
  const went = goOn(situation, changes, focus, said);
  // An answer that no longer holds comes first.
  if (went.ask === 'full') return went;
  const [first] = refused.keys();
  if (first !== undefined && filed.plan.at(first))
    return { changes, focus: focusAt(filed, first), pending: null, replies: [reply] };
  const open = focus && filed.plan.at(focus.path) && !filed.answers.has(focus.path);
  return open ? { changes, focus, pending: null, replies: [reply], ask: 'full' } : went;
}

/** Whether what waits is about one of the answers, or only about where to go. */
function isAbout(pending: Pending, changes: readonly Change[]): boolean {
  if (pending.kind === 'go' || pending.kind === 'put_off') return true;
  return 'path' in pending && changes.some(({ path }) => path === pending.path);
}

/** The same fields again while something in them is refused; else those that are left of the section. */
function nextForm(
  before: Situation,
  filed: Situation,
  submit: FormSubmit,
  { refused }: Filing,
  lead: string,
): FormSheet | undefined {
  const section = filed.call.sections.find(({ id }) => id === submit.section);
  if (!section) return undefined;
  const shown = new Set(submit.shown);
  const fields = fieldsOf(filed, section);
  const paths = fields.map(({ path }) => path);
  const last = paths.findLastIndex((path) => shown.has(path));
  // What an answer has brought up stands in no form yet.
  const fresh = (path: Path): boolean => before.plan.at(path) === undefined && !filed.answers.has(path);
  const rest = paths.filter((path, at) => !shown.has(path) && (at > last || fresh(path)));
  if (refused.size > 0) {
    const only = new Set(paths.filter((path) => shown.has(path) || fresh(path)));
    return formOf(filed, section, { lead, only, refused });
  }
  if (rest.length === 0) return undefined;
  const goes = text('form.next', { title: sectionName(section) });
  return formOf(filed, section, { lead: `${lead}\n${goes}`, only: new Set(rest) });
}
