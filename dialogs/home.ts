/** Outside a draft: choosing a call, or one of one's drafts. */
import type { Call } from '../forms/call.ts';
import type { Option } from '../forms/kinds/kind.ts';
import { planOf } from '../forms/plan.ts';
import { text } from '../forms/text/index.ts';
import { asks, deadlines } from './engine/explain.ts';
import { progressOf } from './engine/next.ts';
import type { Reply } from './engine/situation.ts';
import { optionNumbered } from './engine/understand/options.ts';
import { questionIn } from './engine/understand/questions.ts';
import { callsNamed } from './engine/understand/steer.ts';
import { commandIn } from './engine/understand/talk.ts';
import { squeeze } from './engine/understand/words.ts';
import type { Draft, Turn } from './turn.ts';

/** Drafts listed at once, newest first. */
const LISTED = 6;

/** What is on offer: own drafts first, then the calls. `greet` says hello first. */
export function offerHome(turn: Turn, greet: boolean): Reply {
  const drafts = titled(turn);
  const lines = refusalOf(turn);
  if (greet) lines.push(text(drafts.length > 0 ? 'home.again' : 'home.hello'));
  if (drafts.length > 0) lines.push(text('home.drafts'));
  for (const { title, draft } of drafts) {
    const { callTitle: call, done, total, known } = draft;
    const line = lineCode(draft);
    lines.push(text(known ? line : 'home.gone_line', { title, call, done, total }));
  }
  lines.push(text(drafts.length > 0 ? 'home.calls_too' : 'home.calls'));
  for (const call of turn.calls) lines.push(text('home.call_line', { title: call.title }));
  lines.push(text('home.ask'));
  return { text: lines.join('\n'), options: optionsOf(turn) };
}

function lineCode({ status, handed }: Draft): string {
  if (status !== 'finished') return handed ? 'home.reopened_line' : 'home.draft_line';
  return handed ? 'home.handed_line' : 'home.finished_line';
}

/** Where the draft that was open cannot be opened any more: why, and that nothing was filed. */
function refusalOf({ refused }: Turn): string[] {
  if (!refused) return [];
  return [gone(refused, refused.title || untitled(refused)), text('home.unfiled')];
}

function gone(draft: Draft, title: string): string {
  return text('home.gone', { title, call: draft.callTitle });
}

function untitled(draft: Draft): string {
  return text('home.untitled', { call: draft.callTitle });
}

function optionsOf(turn: Turn): Option[] {
  const opens = titled(turn)
    .filter(({ draft }) => draft.known)
    .map(({ title }) => option('home.open', { title }));
  return [...opens, ...turn.calls.map((call) => option('home.begin', { short: call.short }))];
}

function option(code: string, params: Record<string, string>): Option {
  const title = text(code, params);
  return { title, value: title };
}

/** Drafts with names that tell them apart. */
function titled(turn: Turn): { title: string; draft: Draft }[] {
  const seen = new Map<string, number>();
  return turn.drafts.slice(0, LISTED).map((draft) => {
    const name = draft.title || untitled(draft);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { title: count === 1 ? name : text('home.same_name', { name, count }), draft };
  });
}

/** Takes the choice; leaves `turn.current` set where one was made. */
export async function chooseHome(turn: Turn): Promise<Reply[]> {
  if (turn.refused) return [offerHome(turn, false)];
  const { text: said, files } = turn.input;
  if (files.length > 0) return [{ text: text('home.files'), options: optionsOf(turn) }];
  const words = said.trim();
  const bare = words.replace(/^(?:打开|选择?|要)/, '');
  const chosen = optionNumbered(optionsOf(turn), bare)?.value ?? words;
  const draft = titled(turn).find(({ title }) => chosen === title || chosen === text('home.open', { title }));
  if (draft) return open(turn, draft.draft, draft.title);
  const calls = named(turn, chosen);
  const [only] = calls;
  if (only && calls.length === 1) return begin(turn, only);
  if (calls.length > 1) return [which(calls)];
  return steered(turn, words);
}

/** Into a call by its name: the one draft of it, or a new one where there is none. Of several drafts one is chosen. */
export async function goToCall(turn: Turn, id: string): Promise<Reply[]> {
  const call = turn.calls.find((each) => each.id === id);
  const drafts = titled(turn).filter(({ draft }) => draft.call === id);
  const [only] = drafts;
  if (!call || drafts.length > 1) return [];
  return only ? open(turn, only.draft, only.title) : begin(turn, call);
}

function named(turn: Turn, words: string): Call[] {
  const call = turn.calls.find((each) => words === text('home.begin', { short: each.short }));
  if (call) return [call];
  const ids = callsNamed({ calls: turn.calls }, words);
  return turn.calls.filter((each) => ids.includes(each.id));
}

function which(calls: readonly Call[]): Reply {
  return {
    text: text('home.which'),
    options: calls.map((call) => option('home.begin', { short: call.short })),
  };
}

/** Words that choose nothing by name: going on, help, a question, or something that cannot be placed here. */
async function steered(turn: Turn, words: string): Promise<Reply[]> {
  const intent = commandIn(words);
  const command = intent?.kind === 'command' ? intent.name : undefined;
  const agrees = text('home.go_words').split('|').includes(squeeze(words));
  const latest = titled(turn).find(({ draft }) => draft.known);
  if (latest && (command === 'resume' || agrees)) return open(turn, latest.draft, latest.title);
  const [call] = turn.calls;
  const begins =
    command === 'start' || command === 'form' || command === 'resume' || command === 'new_draft' || agrees;
  if (call && begins && turn.calls.length === 1) return begin(turn, call);
  if (command === 'help') return [{ text: text('home.help'), options: optionsOf(turn) }];
  if (command !== undefined || squeeze(words) === '' || isGreeting(words))
    return [offerHome(turn, isGreeting(words))];
  // It has no place yet, and may be of what a call begun later lets nobody keep.
  if (turn.calls.some((each) => each.gates.some(({ stop }) => stop?.confidential))) turn.withhold();
  if (questionIn(words) && asks(squeeze(words), 'when')) {
    const lines = turn.calls.map((each) =>
      text('home.dates', { short: each.short, dates: deadlines(each, turn.speaker).join('') }),
    );
    return [{ text: lines.join('\n'), options: optionsOf(turn) }];
  }
  if (questionIn(words)) return [{ text: text('home.question'), options: optionsOf(turn) }];
  return [{ text: text('home.unclear'), options: optionsOf(turn) }];
}

function isGreeting(words: string): boolean {
  return text('home.greetings').split('|').includes(squeeze(words));
}

async function open(turn: Turn, draft: Draft, title: string): Promise<Reply[]> {
  if (!draft.known) return [{ text: gone(draft, title), options: optionsOf(turn) }];
  if (!(await turn.open(draft.id))) return [offerHome(turn, false)];
  return [{ text: text('home.opened', { title, done: draft.done, total: draft.total }) }];
}

function begin(turn: Turn, call: Call): Reply[] {
  turn.create(call);
  const { total } = progressOf(planOf(call, new Map()));
  const lines = [
    text('home.began', { title: call.title }),
    call.about,
    ...deadlines(call, turn.speaker),
    text('home.how', { total }),
  ];
  return [{ text: lines.join('\n') }];
}
