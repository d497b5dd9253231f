/** Words by which a researcher hands a finished submission in to the office, asks for the receipt, answers comments. */
import { mayAnywhere } from '../../forms/office/roles.ts';
import { commandIn } from '../engine/understand/talk.ts';
import { squeeze } from '../engine/understand/words.ts';
import { after, type Reading, wordList } from './reading.ts';

export type SubmittingAct =
  /** How what was handed in stands. */
  | { readonly kind: 'receipt'; readonly submission: string }
  | { readonly kind: 'submit'; readonly submission: string }
  /** Goes to the first or next open comment. */
  | { readonly kind: 'comments'; readonly submission: string }
  /** The answer stays as it is, for a reason. `number` counts the open comments from 1. */
  | {
      readonly kind: 'keep';
      readonly submission: string;
      readonly number: number | null;
      readonly why: string;
    };

/** Only what is finished is handed in: before, the same words finish it. */
export function readSubmitting({ words, files, current, grants }: Reading): SubmittingAct | undefined {
  if (!current || files.length > 0) return undefined;
  const { head } = current.submission;
  const bare = squeeze(words);
  const submission = head.id;
  const asksState = (commandIn(words) as { name?: string } | undefined)?.name === 'status';
  // For the office the bare word asks about everybody's.
  if (head.handed !== undefined && asksState && !mayAnywhere(grants, 'standing'))
    return { kind: 'receipt', submission };
  // Comments there can only be of what was handed in; while the interview waits for a decision, 不改 is meant for it.
  const answers = head.handed !== undefined && head.pending === null;
  if (answers && wordList('office.submit.comment_words').includes(bare))
    return { kind: 'comments', submission };
  const kept = answers ? after(words, wordList('office.submit.keep_words')) : undefined;
  if (kept !== undefined) {
    const [, number, why = ''] = /^第?\s*(\d{1,3})?\s*[条项]?[\s：:，,]*(.*)$/.exec(kept) ?? [];
    return {
      kind: 'keep',
      submission,
      number: number === undefined ? null : Number(number),
      why: why.trim(),
    };
  }
  const finished = head.status === 'finished' && head.documents === head.revision;
  if (finished && wordList('office.submit.words').includes(bare)) return { kind: 'submit', submission };
  return undefined;
}
