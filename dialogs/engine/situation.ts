/**
 * What the interview engine sees at one moment and what it decides. Pure data in, pure data out: no clock, no
 * storage, no channel, no framework.
 */
import type { Call } from '../../forms/call.ts';
import type { Json } from '../../forms/json.ts';
import type { Option } from '../../forms/kinds/kind.ts';
import { type Plan, planFor } from '../../forms/plan.ts';
import type { Place } from '../../forms/ports.ts';
import type { Sibling } from '../../forms/rules/rule.ts';
import type { SecurityMark } from '../../forms/secrecy.ts';
import type { FormSubmit, Sheet } from '../../forms/sheet.ts';
import {
  type Answer,
  applied,
  type Change,
  type FileRef,
  type Focus,
  type Head,
  type Path,
  type Pending,
  type Submission,
} from '../../forms/submission.ts';

/** Who says it, where and when: the provenance of every answer. */
export interface Speaker {
  readonly person: string;
  readonly channel: string;
  /** Id of the message. */
  readonly message: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  /** That instant's day in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly today: string;
}

/** A file that came with the message, already kept. */
export interface SentFile extends FileRef {
  readonly extension: string;
}

export interface Input {
  readonly text: string;
  readonly files: readonly SentFile[];
  /** Where the files belong, known since they set out; the person may have gone on meanwhile. */
  readonly place?: Place;
  /** A click on an answer in the page or on a card: edit that path. */
  readonly edit?: Path;
  /** A form of a section, filled in. */
  readonly form?: FormSubmit;
  /** The message carried a security mark: neither its words nor its files are here, and none of it is stored. */
  readonly withheld?: { readonly mark: SecurityMark; readonly where: 'text' | 'file' };
}

/** What the dialog remembers having asked; null when it does not know. */
export interface Asked {
  readonly submission: string;
  readonly question: Path | null;
  readonly revision: number;
  readonly memo?: Memo | undefined;
}

/** What the conversation remembers of its last steps; losing it costs nothing. */
export interface Memo {
  /** The same refusal at the same place, and how often in a row. */
  readonly refused?: { readonly key: string; readonly times: number };
  /** The person was told that these words still wait for a decision. */
  readonly held?: string;
}

export interface Situation {
  readonly call: Call;
  readonly head: Head;
  readonly answers: ReadonlyMap<Path, Answer>;
  readonly plan: Plan;
  readonly speaker: Speaker;
  readonly siblings: readonly Sibling[];
  /** All calls on offer, for "换征集". */
  readonly calls: readonly {
    readonly id: string;
    readonly title: string;
    readonly short: string;
    readonly aliases: readonly string[];
  }[];
}

/** The question a reply ends with; stands in `channelData.question` on every channel. */
export interface QuestionData {
  readonly call: string;
  readonly submission: string;
  /** Null in the formal check, where no question is open. */
  readonly section: string | null;
  readonly question: Path | null;
  /** The kind of answer; `rows` and `confirm` for steps that steer, `review` in the formal check. */
  readonly kind: string;
  readonly required: boolean;
  readonly options: readonly Option[];
  /** Place among the visible questions, from 1; 0 in the formal check. */
  readonly index: number;
  readonly total: number;
  /** The section that it opens can be filled in as a form. */
  readonly form?: true;
}

/** One thing to say. Several in a row are sent as one message. */
export interface Reply {
  readonly text: string;
  /** The same to be painted, where the channel can; in the last of a message only. */
  readonly sheet?: Sheet;
  readonly options?: readonly Option[];
  readonly question?: QuestionData;
}

/** What a step decided. Nothing has happened yet: the caller stores it, then says it. */
export interface Outcome {
  readonly changes: readonly Change[];
  readonly focus: Focus | null;
  readonly pending: Pending | null;
  readonly replies: readonly Reply[];
  /** The reply itself asked or told enough: the question is not put again. */
  readonly quiet?: boolean;
  /** How the question is put: shortly where it is still the same, unless said here; `again` after a part was changed. */
  readonly ask?: 'full' | 'again';
  /** The changes take the last filing back, or do again what was taken back. */
  readonly step?: 'undo' | 'redo';
  /** Codes of the findings on which the answer was refused. */
  readonly refused?: string;
  readonly memo?: Memo;
  /** Something beyond the form: leave the interview, make documents. */
  readonly effect?: Effect;
  /** Nothing of the message is stored: content that may not be taken, or not yet. */
  readonly withhold?: boolean;
  /** All that was stored of this submission is erased, its history, files and conversations too. */
  readonly erase?: boolean;
}

export type Effect =
  | {
      readonly kind: 'home';
      readonly why: 'switch' | 'drafts' | 'new' | 'pause' | 'stopped';
      /** The one call that the person named, other than the present one. */
      readonly call?: string;
      readonly text?: string;
    }
  | { readonly kind: 'documents'; readonly final: boolean }
  /** A link by which files for that question can be uploaded. */
  | { readonly kind: 'link'; readonly path: Path };

/** Builds a situation from a submission. */
export function situationOf(
  call: Call,
  submission: Submission,
  speaker: Speaker,
  world: Pick<Situation, 'siblings' | 'calls'>,
): Situation {
  const { head, answers } = submission;
  return { call, head, answers, plan: planFor(call, answers), speaker, ...world };
}

/** A submission as it stands on a day, nobody speaking: for views and checks outside the interview. */
export function standing(call: Call, submission: Submission, today: string): Situation {
  const nobody: Speaker = { person: '', channel: '', message: '', at: '', today };
  return situationOf(call, submission, nobody, { siblings: [], calls: [] });
}

/** The same moment after changes of the answers. */
export function after(situation: Situation, changes: readonly Change[]): Situation {
  if (changes.length === 0) return situation;
  const answers = applied(situation.answers, changes);
  return { ...situation, answers, plan: planFor(situation.call, answers) };
}

/** An answer of the speaker. */
export function answered(
  speaker: Speaker,
  state: Answer['state'],
  original: string,
  value?: Json,
  kept?: readonly string[],
): Answer {
  return {
    state,
    ...(value === undefined ? {} : { value }),
    original,
    by: speaker.person,
    at: speaker.at,
    channel: speaker.channel,
    message: speaker.message,
    ...(kept && kept.length > 0 ? { kept } : {}),
  };
}
