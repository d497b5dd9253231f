/**
 * One turn as the dialogs see it: what was said, by whom, and the person's drafts. Everything a dialog changes is
 * staged here; the turn pipeline stores it in one commit and only then sends what was said.
 */
import type { TurnContext } from 'botbuilder-core';
import type { Call } from '../forms/call.ts';
import { AppError } from '../forms/error.ts';
import type { Issue } from '../forms/issue.ts';
import type { Capabilities } from '../forms/ports.ts';
import type { Sibling } from '../forms/rules/rule.ts';
import type { Submission } from '../forms/submission.ts';
import type { Input, Outcome, Speaker } from './engine/situation.ts';

/** A draft in a list. */
export interface Draft extends Sibling {
  readonly callTitle: string;
  readonly status: 'draft' | 'finished';
  readonly updatedAt: string;
  readonly done: number;
  readonly total: number;
  /** It was handed in to the office. */
  readonly handed?: true;
  /** Whether the version of the call that it was begun with is there; without it the draft cannot be opened. */
  readonly known: boolean;
}

/** A document that was made and kept. */
export interface MadeDocument {
  readonly name: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Hash in the file store. */
  readonly hash: string;
  readonly bytes: number;
  readonly draft: boolean;
  /** What the last look at the finished document found; with any it was made as 草稿. */
  readonly faults: readonly Issue[];
}

export interface Turn {
  readonly speaker: Speaker;
  readonly input: Input;
  readonly capabilities: Capabilities;
  readonly calls: readonly Call[];
  /** The person's current draft and its call; null while none is open. */
  readonly current: { readonly call: Call; readonly submission: Submission } | null;
  /** The person's drafts, newest first. */
  readonly drafts: readonly Draft[];
  /** The draft that was current and cannot be opened: the version of its call is not there. */
  readonly refused: Draft | null;
  /** Begins a draft of a call and makes it current. */
  create(call: Call): void;
  /** Makes one of the person's drafts current; false where it is not theirs. */
  open(submission: string): Promise<boolean>;
  /** Leaves the current draft; it is kept. */
  leave(): void;
  /** Nothing of the message may be stored. */
  withhold(): void;
  /** Stages what the engine decided about the current draft. */
  apply(outcome: Outcome): void;
  /**
   * Makes a link by which files for a question of the current draft can be uploaded; undefined where there is no page
   * to upload on.
   */
  uploadLink(path: string): { readonly url: string; readonly minutes: number } | undefined;
  /** Makes the current draft's documents from the staged answers. `final` also closes the draft as finished. */
  documents(final: boolean): Promise<readonly MadeDocument[]>;
}

const KEY = 'shenbao.turn';

/** Gives the turn to the dialogs. */
export function setTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(KEY, turn);
}

/** The turn being run. */
export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get(KEY) as Turn | undefined;
  if (!turn) throw new AppError('turn.missing', 'a dialog ran outside a turn');
  return turn;
}
