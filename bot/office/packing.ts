/** What coordinators ask about what goes up: the check, the summary table, the letter, packages, the order, duplicates. */
import { type CallAct, HELD, type PackingAct, readPacking } from '../../dialogs/office/packing.ts';
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import { fileBytes } from '../../forms/kinds/file.ts';
import { callsFor, may, type OfficeActName } from '../../forms/office/roles.ts';
import type { Write } from '../../forms/ports.ts';
import { text } from '../../forms/text/index.ts';
import { refused, said } from './answers.ts';
import { askAgain, askNext, hearAnswer, type Step, valuesOf } from './asking.ts';
import type { Family, OfficeNow, OfficeOutcome } from './family.ts';
import { type Gathered, gather, type Scope, type Source } from './gather.ts';
import { type Job, jobAt, jobKey, jobWrite } from './jobs.ts';
import type { Letters } from './letters.ts';
import type { Notice } from './notices.ts';
import { front, move, showOrder } from './ordering.ts';
import { type Pack, packOf, packsOf } from './seal.ts';
import { sizeInWords } from './size.ts';
import { type Done, doTask, type Task, type TaskDeps } from './tasks.ts';
import { timeInWords } from './time.ts';
import { type ShownPair, verdictWrite } from './twins.ts';

export interface PackingDeps extends TaskDeps {
  /** Begins work that waits. */
  kick(): void;
}

/** So many submissions are looked at in the turn itself; more are a job. */
const IN_TURN: Readonly<Record<Task['kind'], number>> = {
  check: 30,
  pack: 30,
  seal: 30,
  letter: 300,
  table: 300,
  twins: 300,
};

/** So many bytes of files are read in the turn itself. */
const BYTES_IN_TURN = 100 * 1024 ** 2;

/** What is kept of a person between messages. */
interface Held {
  readonly call: string;
  readonly pairs?: readonly ShownPair[];
  /** The order as it was shown, so that a place said later means it. */
  readonly order?: string;
}

export function createPacking(deps: PackingDeps): Family<PackingAct> {
  return {
    name: 'packing',
    read: readPacking,
    async run(act, now, confirmed) {
      if (act.kind === 'which') return which(now, act.words);
      const call = deps.catalog.get(act.call);
      const name: OfficeActName = act.kind === 'twins' || act.kind === 'judge' ? 'duplicates' : 'package';
      if (!call || !may(now.office.grants, name, { call: act.call }))
        return refused(now, name, { call: act.call });
      return carryOut(deps, call, act, now, confirmed);
    },
    tell: (notice, now) => tellJob(deps, notice, now),
  };
}

function carryOut(
  deps: PackingDeps,
  call: Call,
  act: CallAct,
  now: OfficeNow,
  confirmed: boolean,
): Promise<OfficeOutcome> | OfficeOutcome {
  switch (act.kind) {
    case 'form':
      return {
        ...said('office.pack.form_ask', { call: call.short }),
        pending: { family: 'packing', act: act as unknown as Json },
        office: keeping(now, call),
      };
    case 'table':
      return begin(deps, call, 'table', act.scope, now, act.form ? { form: act.form } : {});
    case 'check':
    case 'pack':
      return begin(deps, call, act.kind, act.scope, now);
    case 'twins':
      return begin(deps, call, 'twins', 'submitted', now);
    case 'letter':
    case 'ask':
      return letter(deps, call, now, askNext(deps.store, call, now));
    case 'answer':
      return letter(deps, call, now, hearAnswer(deps.store, call, act, now));
    case 'change':
      return askAgain(deps.store, call, act.label, now);
    case 'packs':
      return packs(deps, call, now);
    case 'fetch':
      return fetch(deps, call, act.number, now);
    case 'order':
      return held(now, call, showOrder(deps, call));
    case 'move':
      return held(now, call, move(deps, call, act, holdsOf(now, call)?.order, now));
    case 'front':
      return held(now, call, front(deps, call, act.places, holdsOf(now, call)?.order, now));
    case 'judge':
      return judged(call, act, now);
    case 'seal':
      return confirmed
        ? start(deps, call, taskOf('seal', call, act.scope, now, act.digest), now)
        : said('office.dropped');
  }
}

/** Which call: one button for each. */
function which({ office, unit }: OfficeNow, words: string): OfficeOutcome {
  const own = callsFor(
    office.grants,
    'package',
    unit.calls.map(({ id }) => id),
  );
  const options = unit.calls
    .filter(({ id }) => own.includes(id))
    .map(({ short }) => ({ title: `${words} ${short}`, value: `${words} ${short}` }));
  return { replies: [{ text: text('office.pack.which'), options }] };
}

function holdsOf({ office }: OfficeNow, call: Call): Held | undefined {
  const kept = office.holds?.[HELD] as unknown as Held | undefined;
  return kept?.call === call.id ? kept : undefined;
}

function keeping(now: OfficeNow, call: Call, more: Omit<Held, 'call'> = {}): OfficeNow['office'] {
  const kept: Held = { ...holdsOf(now, call), call: call.id, ...more };
  return { ...now.office, holds: { ...now.office.holds, [HELD]: kept as unknown as Json } };
}

async function held(
  now: OfficeNow,
  call: Call,
  shown: Promise<{ readonly outcome: OfficeOutcome; readonly order: string }>,
): Promise<OfficeOutcome> {
  const { outcome, order } = await shown;
  return { ...outcome, office: keeping(now, call, { order }) };
}

function taskOf(kind: Task['kind'], call: Call, scope: Scope, now: OfficeNow, digest?: string): Task {
  const { person: by, at, today, office } = now;
  const name = office.name || text('office.pack.nobody');
  return { kind, call: call.id, scope, by, name, at, today, ...(digest === undefined ? {} : { digest }) };
}

/** Looks what there is, then does it or says what is missing. Without a word about it, what was passed is meant. */
async function begin(
  deps: PackingDeps,
  call: Call,
  kind: 'check' | 'table' | 'pack' | 'letter' | 'twins',
  scope: Scope | null,
  now: OfficeNow,
  more: { readonly letters?: Letters; readonly form?: Task['form'] } = {},
): Promise<OfficeOutcome> {
  const gathered = await gather(deps.store, call.id, scope ?? 'passed');
  const none = noneOf(call, kind, gathered, scope);
  if (none) return { ...none, office: keeping(now, call) };
  const { letters, form } = more;
  const task = taskOf(kind, call, scope ?? 'passed', now);
  return start(deps, call, { ...task, ...(form ? { form } : {}) }, now, letters);
}

function noneOf(
  call: Call,
  kind: Task['kind'],
  { received, passed, sources }: Gathered,
  scope: Scope | null,
): OfficeOutcome | null {
  if (received === 0) return said('office.pack.none_received', { call: call.short });
  if ((kind === 'check' || kind === 'pack') && !call.package)
    return said('office.pack.no_package', { call: call.short });
  if (sources.length > 0) return null;
  if (scope !== null || passed > 0) return said('office.pack.none_left', { call: call.short });
  const word = text(`office.pack.job_word.${kind}`);
  const words = `${word} ${call.short} ${text('office.pack.scope.submitted')}`;
  const outcome = said('office.pack.none_passed', { call: call.short, count: received, word });
  return {
    replies: outcome.replies.map((reply) => ({ ...reply, options: [{ title: words, value: words }] })),
  };
}

/** Does the task now, or begins a job where it is long. */
async function start(
  deps: PackingDeps,
  call: Call,
  task: Task,
  now: OfficeNow,
  letters?: Letters,
): Promise<OfficeOutcome> {
  const { sources } = await gather(deps.store, call.id, task.scope);
  if (await isLong(task.kind, sources)) return enqueue(deps, call, task, now, sources.length);
  const done = await doTask(deps, call, task, { newId: now.newId, letters });
  return outcomeOf(call, task, done, now);
}

/** Whether a task is too long for a turn: too many submissions, or too many bytes to read. */
async function isLong(kind: Task['kind'], sources: readonly Source[]): Promise<boolean> {
  if (sources.length > IN_TURN[kind]) return true;
  if (kind !== 'check' && kind !== 'pack' && kind !== 'seal') return false;
  let bytes = 0;
  for (const source of sources) {
    const submission = await source.load();
    bytes += submission ? fileBytes(submission.answers) : 0;
  }
  return bytes > BYTES_IN_TURN;
}

function outcomeOf(
  call: Call,
  task: Task,
  done: Omit<Done, 'writes'> & { writes?: readonly Write[] },
  now: OfficeNow,
): OfficeOutcome {
  const { replies, documents, writes = [], confirm, pairs } = done;
  const act: PackingAct = { kind: 'seal', call: call.id, scope: task.scope, digest: confirm ?? '' };
  return {
    replies,
    documents,
    writes,
    office: keeping(now, call, pairs === undefined ? {} : { pairs }),
    ...(confirm === undefined ? {} : { pending: { family: 'packing', act: act as unknown as Json } }),
  };
}

async function enqueue(
  deps: PackingDeps,
  call: Call,
  task: Task,
  now: OfficeNow,
  count: number,
): Promise<OfficeOutcome> {
  const there = await jobAt(deps.store, jobKey(task));
  if (there && there.job.result === undefined) {
    const { done, total } = there.job;
    return said('office.pack.job_again', { done, total: total || count });
  }
  return {
    ...said('office.pack.job', { count }),
    writes: [jobWrite(task, there?.rev ?? 0)],
    office: keeping(now, call),
    after: deps.kick,
  };
}

/** Tells what a job came to, and forgets it. */
async function tellJob(deps: PackingDeps, notice: Notice, now: OfficeNow): Promise<OfficeOutcome | null> {
  const { job: key } = notice.data as { readonly job: string };
  const found = await jobAt(deps.store, key);
  const { task, result }: Partial<Job> = found?.job ?? {};
  const call = task && deps.catalog.get(task.call);
  if (!found || !task || !call || result === undefined) return null;
  const gone: Write = { key, value: null, expect: found.rev };
  // What they may see may have been taken from them meanwhile.
  if (!may(now.office.grants, task.kind === 'twins' ? 'duplicates' : 'package', { call: call.id }))
    return { replies: [], writes: [gone] };
  if (result === null) {
    const word = text(`office.pack.job_word.${task.kind}`);
    return { ...said('office.pack.job_failed', { call: call.short, word }), writes: [gone] };
  }
  const outcome = outcomeOf(call, task, result, now);
  return { ...outcome, writes: [gone] };
}

/** Goes on asking, or makes what was asked for once all is known. */
async function letter(
  deps: PackingDeps,
  call: Call,
  now: OfficeNow,
  asked: Promise<Step>,
): Promise<OfficeOutcome> {
  const step = await asked;
  if (step.is === 'asks') return { ...step.outcome, office: keeping(now, call) };
  const { letters, lines, writes } = step;
  const values = valuesOf(letters);
  const [document] = letters.papers.documents;
  const tail = document
    ? text('office.pack.letter_values', { values, name: document.name, label: labelIn(letters) })
    : text('office.pack.letter_head_made', { values });
  const kept = lines.length > 0 ? [{ text: lines.join('\n') }] : [];
  if (!document) return { replies: [...kept, { text: tail }], writes, office: keeping(now, call) };
  const made = await begin(deps, call, 'letter', null, now, { letters });
  return {
    ...made,
    replies: [...kept, ...made.replies, { text: tail }],
    writes: [...writes, ...(made.writes ?? [])],
  };
}

function labelIn({ papers }: Extract<Step, { is: 'done' }>['letters']): string {
  return papers.sections[0]?.questions.at(-1)?.label ?? '';
}

async function packs({ store }: PackingDeps, call: Call, now: OfficeNow): Promise<OfficeOutcome> {
  const all = await packsOf(store, call.id);
  const office = keeping(now, call);
  if (all.length === 0) return { ...said('office.pack.none_yet', { call: call.short }), office };
  const lines = [
    text('office.pack.packs', { call: call.short, count: all.length }),
    ...all.slice(-10).map(packLine),
    text('office.pack.packs_how', { number: all.at(-1)?.number ?? 1 }),
  ];
  return { replies: [{ text: lines.join('\n') }], office };
}

function packLine({ number, at, name, scope, entries, bytes, leftOut }: Pack): string {
  return text('office.pack.pack_line', {
    number,
    time: timeInWords(at),
    name,
    scope: text(`office.pack.scope.${scope}`),
    count: entries.length,
    size: sizeInWords(bytes),
    out: leftOut > 0 ? text('office.pack.pack_out', { count: leftOut }) : '',
  });
}

/** A package again, as it was made. */
async function fetch(
  { store }: PackingDeps,
  call: Call,
  number: number,
  now: OfficeNow,
): Promise<OfficeOutcome> {
  const pack = await packOf(store, call.id, number);
  const office = keeping(now, call);
  if (!pack) return { ...said('office.pack.no_such', { number }), office };
  if (pack.hash === null) return { ...said('office.pack.taken_away', { number }), office };
  const { fileName, hash, bytes, at, name, entries } = pack;
  const document = {
    name: fileName,
    fileName,
    mediaType: 'application/zip',
    hash,
    bytes,
    draft: false,
    faults: [],
  };
  return {
    ...said('office.pack.here', { number, time: timeInWords(at), name, count: entries.length }),
    documents: [document],
    office,
  };
}

function judged(
  call: Call,
  { number, same }: Extract<PackingAct, { kind: 'judge' }>,
  now: OfficeNow,
): OfficeOutcome {
  const pair = holdsOf(now, call)?.pairs?.[number - 1];
  if (!pair) return said('office.pack.twins_no_such', { number });
  return {
    ...said(same ? 'office.pack.twins_same' : 'office.pack.twins_different', { number }),
    writes: [verdictWrite(call.id, pair, same, { by: now.person, at: now.at })],
    office: keeping(now, call),
  };
}
