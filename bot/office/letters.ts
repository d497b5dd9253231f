/** The office's own papers of a call: what a coordinator was asked for them, kept, and the documents made of it. */
import { review } from '../../dialogs/engine/review.ts';
import { standing } from '../../dialogs/engine/situation.ts';
import type { MadeDocument } from '../../dialogs/turn.ts';
import type { Call } from '../../forms/call.ts';
import { buildDocument, fillingOf, isDue, type OfficeSum } from '../../forms/documents/build.ts';
import { fillText } from '../../forms/documents/fill.ts';
import type { Painter } from '../../forms/documents/ports.ts';
import type { Issue } from '../../forms/issue.ts';
import type { Json } from '../../forms/json.ts';
import { papersOf } from '../../forms/office/papers.ts';
import { planOf } from '../../forms/plan.ts';
import type { FileStore, Store, Write } from '../../forms/ports.ts';
import type { Answer, Answers, Path, Submission } from '../../forms/submission.ts';
import { once, paint } from '../documents.ts';
import { keys } from '../keys.ts';
import { newSubmission } from '../submissions.ts';

/** The answers to the office's questions of a call. */
export interface Letters {
  /** The small call of its questions and documents. */
  readonly papers: Call;
  readonly answers: Answers;
  /** Grows with every change. */
  readonly revision: number;
  /** Revision of the record; 0 while nothing was said. */
  readonly rev: number;
  /** Lines above the summary table by their printed label; those without an answer are left out. */
  readonly head: Readonly<Record<string, string>>;
  /** What stands against them: missing answers, rules. */
  readonly issues: readonly Issue[];
}

interface Kept {
  readonly revision: number;
  readonly answers: readonly (readonly [Path, Answer])[];
}

/** What is known so far; null where the call asks the office nothing. `today` is `YYYY-MM-DD`. */
export async function lettersOf(store: Store, call: Call, today: string): Promise<Letters | null> {
  const papers = papersOf(call);
  if (!papers) return null;
  const key = keys.papers(call.id);
  const record = (await store.read([key])).get(key);
  const kept = (record?.value ?? { revision: 0, answers: [] }) as unknown as Kept;
  return lettersWith(call, papers, { kept, rev: record?.rev ?? 0 }, today);
}

function lettersWith(
  call: Call,
  papers: Call,
  { kept, rev }: { readonly kept: Kept; readonly rev: number },
  today: string,
): Letters {
  const answers = new Map(kept.answers);
  const plan = planOf(papers, answers);
  const filling = fillingOf(plan, { revision: kept.revision, draft: false });
  const head = Object.entries(call.office?.head ?? {}).flatMap(([label, template]) => {
    const line = fillText(template, filling).trim();
    return line === '' ? [] : [[label, line] as const];
  });
  const { must } = review(standing(papers, submissionOf(papers, answers, kept.revision), today));
  return { papers, answers, revision: kept.revision, rev, head: Object.fromEntries(head), issues: must };
}

/** The office's answers as if they were a submission's, for everything that reads one. */
export function submissionOf(papers: Call, answers: Answers, revision: number): Submission {
  const empty = newSubmission('papers', papers, '', '');
  return { head: { ...empty.head, revision }, answers };
}

/** The letters after an answer, and the write that keeps it; of two coordinators at once the second turn runs again. */
export function answered(
  call: Call,
  before: Letters,
  path: Path,
  answer: Answer,
  today: string,
): { readonly letters: Letters; readonly write: Write } {
  const answers = new Map(before.answers).set(path, answer);
  const kept: Kept = { revision: before.revision + 1, answers: [...answers] };
  const write: Write = {
    key: keys.papers(call.id),
    value: kept as unknown as Json,
    expect: before.rev === 0 ? 'absent' : before.rev,
  };
  return { letters: lettersWith(call, before.papers, { kept, rev: before.rev + 1 }, today), write };
}

/**
 * The documents, kept; those of these ids where some are named. With anything still open they are made as 草稿, and
 * `issues` says what it is.
 */
export async function lettersFrom(
  { painter, files }: { readonly painter: Painter; readonly files: FileStore },
  letters: Letters,
  sum: OfficeSum,
  ids?: readonly string[],
): Promise<{ readonly documents: readonly MadeDocument[]; readonly issues: readonly Issue[] }> {
  const { papers, answers, revision } = letters;
  const plan = planOf(papers, answers);
  // An empty numbered line above a seal is an invitation: only the lines that count are printed.
  const table = sum.table && { ...sum.table, rows: sum.table.rows.slice(0, sum.lines) };
  const making = {
    revision,
    draft: letters.issues.length > 0,
    sum: { ...sum, ...(table ? { table } : {}) },
  };
  const documents: MadeDocument[] = [];
  for (const spec of papers.documents) {
    if ((ids && !ids.includes(spec.id)) || !isDue(spec, plan)) continue;
    const model = buildDocument(spec, plan, making);
    const { bytes, ...made } = await paint(painter, { kind: 'docx', model, spec, plan });
    const kept = await files.put(once(bytes), { maxBytes: Number.MAX_SAFE_INTEGER });
    documents.push({ ...made, name: spec.name, hash: kept.hash, bytes: kept.bytes });
  }
  return { documents, issues: [...letters.issues, ...documents.flatMap(({ faults }) => faults)] };
}
