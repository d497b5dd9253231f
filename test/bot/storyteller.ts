/** A person who follows a case: from what the bot said last to what is said next, to the finished documents. */
import type { Activity } from 'botbuilder';
import type { Case } from '../fixtures/case.ts';
import { countRow, questionOf, replyTo } from '../fixtures/interview.ts';
import type { Pipeline } from './pipeline.ts';

/** What is said next: words, or one file. */
export interface Next {
  readonly text: string;
  readonly files?: readonly string[];
  /** The question it answers; '' where it answers none. */
  readonly path: string;
}

const STEERING = ['就这样', '都确认无误', '完成并导出'];

/** Tells a case from `first` to the documents; each call of the result gives the next message, once. */
export function storyteller(
  story: Case,
  first: string,
): (last: Partial<Activity> | undefined) => Next | undefined {
  const rows = new Map<string, number>();
  const sent = new Map<string, number>();
  return (last) => {
    if (!last) return { text: first, path: '' };
    const path = questionOf(last)?.question ?? '';
    const offered = (last.suggestedActions?.actions ?? []).map((action) => action.title);
    const steering = STEERING.find((each) => offered.includes(each));
    if (steering) return { text: steering, path: '' };
    const question = questionOf(last);
    if (!question) return undefined;
    countRow(rows, path);
    const said = replyTo(story, question, rows);
    if (said?.kind !== 'files') return { text: said?.words ?? '跳过', path };
    const at = sent.get(path) ?? 0;
    sent.set(path, at + 1);
    const file = said.files[at];
    return file ? { text: '', files: [file.name], path } : { text: '发完了', path };
  };
}

/** More messages than any case has. */
const NEVER_ENDING = 1000;

/** Who tells it where, and how far: `most` messages, or until the bot asks `until`, which is left open. */
export interface Telling {
  readonly who: string;
  readonly channel: string;
  readonly most?: number;
  readonly until?: string;
}

/** Tells a case on a pipeline, message by message, to its end or as far as asked; gives what was said. */
export async function tell(
  pipeline: Pick<Pipeline, 'deliver'>,
  story: Case,
  first: string,
  { who, channel, most = Number.POSITIVE_INFINITY, until }: Telling,
): Promise<Next[]> {
  const next = storyteller(story, first);
  const told: Next[] = [];
  let last: Partial<Activity> | undefined;
  for (let said = next(last); said && told.length < most; said = next(last)) {
    if (said.path !== '' && said.path === until) break;
    if (told.length === NEVER_ENDING)
      throw new Error(`still asking ${said.path} after ${NEVER_ENDING} messages`);
    told.push(said);
    last = (await pipeline.deliver({ who, channel, id: `m${told.length}`, ...said })).at(-1);
  }
  return told;
}
