/**
 * What one message is, before anything is done about it. `understand` gives one of these; the interview decides.
 * Nothing here is filed anywhere: `correction`, `several` and `section_paste` are proposals to show back.
 */
import type { Call } from '../../../forms/call.ts';
import type { Option } from '../../../forms/kinds/kind.ts';
import type { Plan, PlannedSlot } from '../../../forms/plan.ts';
import type { Path, Pending, RowAct } from '../../../forms/submission.ts';

/** A call as people may name it in the chat. */
export interface CallName {
  readonly id: string;
  readonly title: string;
  readonly short: string;
  readonly aliases: readonly string[];
}

/** Everything a message may refer to at the moment it is read. */
export interface Moment {
  readonly call: Call;
  /** What is being asked; null where nothing is (choosing a call, all done). */
  readonly slot: PlannedSlot | null;
  readonly plan: Plan;
  /** Today in Asia/Shanghai, `YYYY-MM-DD`. */
  readonly today: string;
  /** The slot answered last. */
  readonly previous: PlannedSlot | null;
  /** What waits for a decision. */
  readonly pending: Pending | null;
  /** The quick replies shown now, numbered from 1 in this order. */
  readonly options: readonly Option[];
  /** The calls open for choosing. */
  readonly calls: readonly CallName[];
}

/**
 * A place in the form that words point to. `path` is the slot where one lands: the slot itself, or the first visible
 * one of the question, row or section. `label` is what to show in a list of candidates.
 */
export interface Place {
  readonly kind: 'slot' | 'question' | 'row' | 'section';
  /** Path of the slot, question or row; id of the section. */
  readonly id: string;
  readonly path: Path;
  readonly label: string;
}

/** Commands without parameters. */
export type PlainCommand =
  | 'start'
  | 'help'
  | 'progress'
  | 'back'
  | 'skip'
  | 'skip_section'
  | 'preview'
  | 'export'
  | 'example'
  | 'pause'
  | 'resume'
  | 'drafts'
  | 'new_draft'
  | 'check'
  | 'status'
  | 'finish'
  | 'add_row'
  | 'undo'
  | 'draft'
  | 'ladder'
  | 'redo'
  | 'form'
  | 'done';

/** One piece of a message and the slot it is proposed for. */
export interface Piece {
  readonly path: Path;
  readonly text: string;
}

/** `places`: one is certain, several are candidates to choose from, none means that nothing was named or found. */
export type Intent =
  | { readonly kind: 'command'; readonly name: PlainCommand }
  /** `about` is what was named ("" where nothing was). */
  | {
      readonly kind: 'command';
      readonly name: 'edit';
      readonly places: readonly Place[];
      readonly about: string;
    }
  /** 预览投资: what stands there, without going there. */
  | { readonly kind: 'command'; readonly name: 'preview_at'; readonly places: readonly Place[] }
  /** 用表单填联系方式: the form of the section there. */
  | { readonly kind: 'command'; readonly name: 'form_at'; readonly places: readonly Place[] }
  /** `calls` are ids of the calls named, if any. */
  | { readonly kind: 'command'; readonly name: 'switch_call'; readonly calls: readonly string[] }
  /** Something done to the rows of a list; `lists` are the lists named, if any. */
  | {
      readonly kind: 'command';
      readonly name: 'rows';
      readonly act: RowAct;
      readonly lists: readonly Path[];
    }
  /** Going somewhere: "回到投资那里". Like `edit`, but the person may only want to look. */
  | { readonly kind: 'goto'; readonly places: readonly Place[]; readonly about: string }
  /** A question back. `about` is the term asked about, null for the present question. */
  | { readonly kind: 'question_back'; readonly about: string | null }
  | {
      readonly kind: 'small_talk';
      readonly which: 'greeting' | 'thanks' | 'complaint' | 'farewell' | 'thinking' | 'tired';
    }
  /** A quick reply, by its exact value, title or number. */
  | { readonly kind: 'option'; readonly value: string }
  /**
   * Yes or no to something that waits for a decision, to a step that steers, or to nothing in particular (never an
   * answer then); `rest` are the words after it ("是的，但…"), "" if none.
   */
  | { readonly kind: 'agree'; readonly yes: boolean; readonly rest: string }
  | { readonly kind: 'same_as_before' }
  /** Not known yet. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'none' }
  /** Only spaces, punctuation or emoji. */
  | { readonly kind: 'blank' }
  /** An earlier answer is to be replaced by `text`. `original` is the whole message. */
  | {
      readonly kind: 'correction';
      readonly places: readonly Place[];
      readonly text: string;
      readonly original: string;
    }
  /** More text for the answer given last, or for the one named (`places`). */
  | { readonly kind: 'append'; readonly text: string; readonly places: readonly Place[] }
  /** A long text that evidently goes on. The marks that say so (未完, 1/3) are taken out of `text`. */
  | { readonly kind: 'open_ended'; readonly text: string }
  /** Several answers in one message. `rest` is what fitted nowhere, "" if nothing. */
  | { readonly kind: 'several'; readonly pieces: readonly Piece[]; readonly rest: string }
  /** A section pasted at once; unlabelled paragraphs go to null. Nothing of the message is left out. */
  | {
      readonly kind: 'section_paste';
      readonly pieces: readonly { readonly text: string; readonly to: Path | null }[];
    }
  /** What was said last belongs elsewhere: to `places`, or unsaid. `text` where the words come along ("" if not). */
  | { readonly kind: 'move_last'; readonly places: readonly Place[]; readonly text: string }
  /** Two or more readings are equally good: the person is asked. */
  | { readonly kind: 'unclear'; readonly readings: readonly Intent[] }
  | { readonly kind: 'answer'; readonly text: string };
