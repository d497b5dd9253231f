/** After the documents: what was made, and what the person has to do with them, in the notice's order. */
import type { Deadline } from '../../forms/call.ts';
import { fillingOf } from '../../forms/documents/build.ts';
import { fillText } from '../../forms/documents/fill.ts';
import { versionMark } from '../../forms/documents/version.ts';
import { text } from '../../forms/text/index.ts';
import type { Reply, Situation } from './situation.ts';

/** A document as far as it is spoken of. */
interface Made {
  readonly fileName: string;
  readonly draft: boolean;
}

/** Says which files there are; with the final ones, what comes next and by when. */
export function documentsReply(situation: Situation, made: readonly Made[], final: boolean): Reply {
  const { plan, head } = situation;
  const lines = [
    text('documents.made'),
    ...made.map((each) => text(each.draft ? 'documents.draft' : 'documents.final', { name: each.fileName })),
    text('documents.mark', { mark: versionMark(plan, head.revision) }),
  ];
  if (final) lines.push('', text('documents.after'), ...steps(situation));
  return { text: lines.join('\n') };
}

/** What comes after printing, in the notice's order. */
export function steps(situation: Situation): string[] {
  const { call, plan, head, speaker } = situation;
  const filling = fillingOf(plan, { revision: head.revision, draft: false, today: speaker.today });
  return call.after.map((step, at) => {
    const deadline = call.deadlines.find((each) => each.id === step.deadline);
    const said = text('documents.step', { number: at + 1, text: fillText(step.text, filling) });
    return said + (deadline ? due(deadline) : '');
  });
}

/** By when; nothing where the date is not known. */
function due({ name, date, status, ask }: Deadline): string {
  if (date === null) return '';
  const code = status === 'inferred' ? 'documents.due_inferred' : 'documents.due';
  return text(code, { name, date: dayInWords(date), ask: ask ?? text('deadline.authority') });
}

/** 2025年3月8日 */
export function dayInWords(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return text('date.day', { year, month, day: date });
}
