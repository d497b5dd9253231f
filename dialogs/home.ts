/** Outside a draft: choosing a call, or one of one's drafts. */
import type { Call } from '../forms/call.ts';
import { text } from '../forms/text/index.ts';
import { dayInWords } from './engine/finish.ts';
import type { Reply } from './engine/situation.ts';
import { callsNamed } from './engine/understand/steer.ts';
import type { Draft, Turn } from './turn.ts';

/** What is on offer: own drafts first, then the calls. */
export function offerHome(turn: Turn): Reply {
  const drafts = turn.drafts.slice(0, 6);
  const lines = [text(drafts.length > 0 ? 'home.again' : 'home.hello')];
  const options = [];
  for (const draft of drafts) {
    lines.push(
      text('home.draft_line', {
        title: titleOf(draft),
        call: draft.callTitle,
        done: draft.done,
        total: draft.total,
      }),
    );
    options.push(choice('home.open', { title: titleOf(draft) }));
  }
  lines.push(text('home.calls'));
  for (const call of turn.calls) {
    lines.push(text('home.call_line', { title: call.title, about: call.about }));
    options.push(choice('home.begin', { short: call.short }));
  }
  lines.push(text('home.ask'));
  return { text: lines.join('\n'), options };
}

function choice(code: string, params: Record<string, string>): { title: string; value: string } {
  const title = text(code, params);
  return { title, value: title };
}

/** Name of a draft in lists. */
function titleOf(draft: Draft): string {
  return draft.title || text('home.untitled', { call: draft.callTitle });
}

/** Takes the choice; leaves `turn.current` set where one was made. */
export async function chooseHome(turn: Turn): Promise<Reply[]> {
  const words = turn.input.text.trim();
  const offered = offerHome(turn).options ?? [];
  const number = /^[1-9]\d?$/.test(words) ? Number(words) : 0;
  const said = offered[number - 1]?.value ?? words;
  const draft = turn.drafts.find(
    (each) => said === text('home.open', { title: titleOf(each) }) || said === each.title,
  );
  if (draft && (await turn.open(draft.id))) return [{ text: text('home.opened', { title: titleOf(draft) }) }];
  const call = turn.calls.find((each) => said === text('home.begin', { short: each.short }));
  const named = call
    ? [call]
    : callsNamed({ calls: turn.calls }, said).flatMap(
        (id) => turn.calls.find((each) => each.id === id) ?? [],
      );
  if (named.length === 1 && named[0]) return begin(turn, named[0]);
  if (turn.calls.length === 1 && turn.calls[0] && text('home.go_words').split('|').includes(said))
    return begin(turn, turn.calls[0]);
  return [offerHome(turn)];
}

function begin(turn: Turn, call: Call): Reply[] {
  turn.create(call);
  const lines = [
    text('home.began', { title: call.title }),
    call.about,
    ...deadlines(call, turn.speaker.today),
    text('home.how'),
  ];
  return [{ text: lines.join('\n') }];
}

/** The dates that matter, said before anyone writes a word; a passed one is said plainly. */
function deadlines(call: Call, today: string): string[] {
  return call.deadlines.map(({ name, date, status }) => {
    if (date === null) return text('deadline.unknown', { name });
    const params = { name, date: dayInWords(date) };
    if (date < today) return text('deadline.passed', params);
    return text(status === 'stated' ? 'deadline.stated' : 'deadline.to_confirm', params);
  });
}
