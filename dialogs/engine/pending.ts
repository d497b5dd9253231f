/**
 * What waits for the person's decision: how it is said, with which quick replies. The words at stake are kept in the
 * pending record itself, so that nothing is lost whatever is said in between. What a choice does: `decide.ts`.
 */

import type { Json } from '../../forms/json.ts';
import { leafKindOf } from '../../forms/kinds/index.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import type { Path, Pending, Proposal } from '../../forms/submission.ts';
import { text } from '../../forms/text/index.ts';
import { button, optionsOf, rowLabel } from './ask.ts';
import { groupOf, listsOf } from './lists.ts';
import { splitOptions, splitReply } from './paste.ts';
import { readingOptions } from './readings.ts';
import { after, answered, type Reply, type Situation } from './situation.ts';
import { countOf, cut, labelOf } from './wording.ts';

/** Quick replies of what waits. */
export function pendingOptions(situation: Situation, pending: Pending): Option[] {
  switch (pending.kind) {
    case 'confirm':
      return [button('right'), button('wrong')];
    case 'readings':
      return [...pending.values.map((_, at) => valueOption(situation, pending, at)), button('neither')];
    case 'intents':
      return readingOptions(situation, pending);
    case 'place':
    case 'file_place':
      return [...pending.paths.map((path) => labelOption(situation, path)), button('nowhere')];
    case 'go':
      return pending.paths.map((path) => labelOption(situation, path));
    case 'split':
      return splitOptions(situation, pending);
    case 'vague':
      return [button('keep'), button('rewrite')];
    case 'join':
      return [button('join'), button('replace'), button('nowhere')];
    case 'more_text':
    case 'more_files':
      return [button('done')];
    case 'remove':
      return [button('remove'), button('stay')];
    case 'rows':
      return pending.paths.map((path) => rowOption(situation, path));
    case 'half': {
      const slot = situation.plan.at(pending.path);
      return slot ? (leafKindOf(slot.leaf).options?.(slot.leaf.kind) ?? []) : [];
    }
    case 'put_off':
      return [button('fix_now'), button('look')];
    case 'proposed': {
      const slot = situation.plan.at(pending.path);
      return [button('take'), button('decline'), ...(slot ? optionsOf(situation, slot) : [])];
    }
    case 'erase':
      return [button('erase'), button('keep_open')];
  }
}

function valueOption(
  situation: Situation,
  pending: Extract<Pending, { kind: 'readings' }>,
  at: number,
): Option {
  const slot = situation.plan.at(pending.path);
  const value = pending.values[at];
  const title =
    slot && value !== undefined ? leafKindOf(slot.leaf).show(value, slot.leaf.kind) : String(at + 1);
  return { title, value: title };
}

function labelOption(situation: Situation, path: Path): Option {
  const title = labelOf(situation, path);
  return { title, value: title };
}

/** What waits, said: at first, again after a restart, and when something else came in between. */
export function pendingReply(situation: Situation, pending: Pending): Reply {
  return { text: question(situation, pending), options: pendingOptions(situation, pending) };
}

function question(situation: Situation, pending: Pending): string {
  switch (pending.kind) {
    case 'confirm':
      return [...proposalLines(situation, pending.proposals), text('confirm.ask')].join('\n');
    case 'readings':
      return text('readings.ask', { words: cut(pending.original) });
    case 'intents':
      return text('unclear.ask', { words: cut(pending.original) });
    case 'place':
      return text('place.ask', { words: cut(pending.original) });
    case 'file_place':
      return text('file.place', { names: pending.files.map((file) => file.name).join('、') });
    case 'go':
      return text('go.ask');
    case 'split':
      return splitReply(situation, pending).text;
    case 'vague':
      return text('follow.ask');
    case 'join':
      return text('join.ask', { words: cut(pending.original), label: labelOf(situation, pending.path) });
    case 'more_text':
      return text('more_text.ask', { count: countOf(pending.original) });
    case 'more_files':
      return text('file.more');
    case 'remove':
      return text('remove.ask', {
        row: labelOfRow(situation, pending.path, pending.row),
        summary: summary(situation, pending.path, pending.row),
      });
    case 'rows':
      return groupOf(pending.paths[0] ?? '') === undefined
        ? text(`${pending.act.act}.which_list`)
        : text(`${pending.act.act}.which`);
    case 'half':
      return text('half.again', { label: labelOf(situation, pending.path), words: cut(pending.original) });
    case 'proposed':
      return text('propose.again');
    case 'put_off':
      return text('put_off.ask', { count: pending.paths.length, names: namesOf(situation, pending.paths) });
    case 'erase':
      return text('confidential.erase', { count: filledOf(situation, pending.path) });
  }
}

/** How much there is beside the gate's own answer. */
function filledOf({ plan, answers }: Situation, gate: Path): number {
  return plan.slots.filter(({ path, control }) => !control && path !== gate && answers.has(path)).length;
}

/** Most names in one list. */
const NAMED = 6;

/** The names of some places, the rest counted. */
export function namesOf(situation: Situation, paths: readonly Path[]): string {
  const names = paths.slice(0, NAMED).map((path) => labelOf(situation, path));
  return names.join('、') + (paths.length > NAMED ? text('names.more', { count: paths.length }) : '');
}

/** A row by its number: 案例2. */
function labelOfRow(situation: Situation, group: Path, row: string): string {
  const slot = situation.plan.slots.find((each) => each.path.startsWith(`${group}/${row}/`));
  if (!slot?.row) return labelOf(situation, group);
  return `${rowLabel(slot)}${slot.row.number}`;
}

/** 案例2 for a row's path; empty for a row that was taken away. */
export function numberOfRow({ plan }: Situation, path: Path): string {
  const list = listsOf(plan).find((each) => each.path === groupOf(path));
  const at = list?.rows.indexOf(path.slice(list.path.length + 1)) ?? -1;
  return list && at >= 0 ? text('rows.number', { label: list.label, number: at + 1 }) : '';
}

/** What a row is about, also one that was taken away. */
export function nameOfRow(situation: Situation, group: Path, row: string): string {
  const gone = listsOf(situation.plan)
    .find(({ path }) => path === group)
    ?.removed.find((each) => each.row === row);
  return gone ? gone.name : summary(situation, group, row);
}

/** A list by its question, a row by its number and what it is about. */
function rowOption(situation: Situation, path: Path): Option {
  const group = groupOf(path);
  if (group === undefined) return labelOption(situation, path);
  const row = numberOfRow(situation, path);
  const name = cut(nameOfRow(situation, group, path.slice(group.length + 1)), 20);
  const title = row === '' ? name : text('rows.option', { row, name });
  return { title, value: title };
}

/** The first cell of a row, to recognise it by. */
export function summary(situation: Situation, group: Path, row: string): string {
  const first = situation.plan.slots.find(
    (slot) => slot.path.startsWith(`${group}/${row}/`) && situation.answers.has(slot.path),
  );
  return first ? cut(situation.answers.get(first.path)?.original ?? '') : text('preview.empty');
}

function proposalLines(situation: Situation, proposals: readonly Proposal[]): string[] {
  const changes = proposals.map(({ path, value, original }) => ({
    path,
    answer: answered(situation.speaker, 'given', original, value),
  }));
  const filed = after(situation, changes);
  const lines = new Map<string, string[]>();
  for (const each of proposals) {
    const slot = filed.plan.at(each.path);
    if (slot?.control) continue;
    const row = slot?.row ? `${rowLabel(slot)}${slot.row.number}` : '';
    const key = row || each.path;
    lines.set(key, [...(lines.get(key) ?? []), proposalLine(situation, filed, each)]);
  }
  return [...lines.values()].map((cells) =>
    text('confirm.line', { line: cells.join(text('confirm.between')) }),
  );
}

/** One proposed answer, with the present one where it replaces one. */
function proposalLine(situation: Situation, filed: Situation, proposal: Proposal): string {
  const slot = filed.plan.at(proposal.path);
  const show = (value: Json): string =>
    slot ? leafKindOf(slot.leaf).show(value, slot.leaf.kind) : proposal.original;
  const shown = show(proposal.value);
  const label = labelOf(filed, proposal.path);
  const answer =
    shown.length > 200 ? text('confirm.long', { start: cut(shown), count: countOf(shown) }) : shown;
  const old = situation.answers.get(proposal.path);
  if (old?.state !== 'given' || old.value === undefined || show(old.value) === shown)
    return text('confirm.cell', { label, answer });
  return text('confirm.change', { label, old: cut(show(old.value)), answer });
}

/** Words that are in no answer yet: they must be placed, or given up, before the person goes on. Else undefined. */
export function wordsHeld(situation: Situation, pending: Pending): string | undefined {
  switch (pending.kind) {
    case 'intents':
    case 'place':
    case 'join':
    case 'readings':
      return pending.original;
    case 'confirm':
      return namesOf(
        situation,
        pending.proposals.filter(({ path }) => !situation.plan.at(path)?.control).map(({ path }) => path),
      );
    case 'split':
      return pending.pieces.find((piece) => piece.to === null)?.text ?? '';
    case 'file_place':
      return pending.files.map((file) => file.name).join('、');
    default:
      return undefined;
  }
}
