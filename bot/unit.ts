/**
 * The unit of work of one turn: what was read, what the dialogs stage, and the writes that store it in one commit.
 */
import type { ConversationReference } from 'botbuilder-core';
import type { Input, Outcome, Speaker } from '../dialogs/engine/situation.ts';
import { trailAfter } from '../dialogs/engine/trail.ts';
import type { Draft, MadeDocument, Turn } from '../dialogs/turn.ts';
import type { Call } from '../forms/call.ts';
import { AppError } from '../forms/error.ts';
import type { Json } from '../forms/json.ts';
import { planFor, questionAt } from '../forms/plan.ts';
import type { Capabilities, Stored, Write } from '../forms/ports.ts';
import {
  type Answer,
  applied,
  type Change,
  type Filed,
  type Head,
  type Submission,
} from '../forms/submission.ts';
import { type Catalog, callOf } from './calls.ts';
import { keys } from './keys.ts';
import { lineOf } from './line.ts';
import { newLink, type StagedLink } from './links.ts';
import { newSubmission, type Submissions, writesOf } from './submissions.ts';

/** A conversation's record. */
export interface Conversation {
  readonly person: string;
  /** Last number of its log. */
  readonly seq: number;
  readonly dialog: Json;
  /** Where to write to this conversation later. */
  readonly reference: Partial<ConversationReference>;
  /** When something was last said in it, ISO 8601 UTC. */
  readonly at?: string;
}

/** A person's record. */
export interface Person {
  readonly current: string | null;
  /** Ids of all that are theirs. */
  readonly submissions: readonly string[];
  /** Keys of all conversations they were met in. */
  readonly conversations?: readonly string[];
  /** The person whose further account this is: all else is in that record. */
  readonly is?: string;
  /** Further accounts of this person. */
  readonly accounts?: readonly string[];
}

export interface Opened {
  readonly call: Call;
  readonly submission: Submission;
  readonly stored: number;
  readonly changes: readonly Change[];
}

export interface UnitDeps {
  readonly catalog: Catalog;
  readonly submissions: Submissions;
  /** Point reads for a draft opened in the middle of the turn. */
  read(key: string): Promise<Stored | undefined>;
  newId(): string;
  makeDocuments(call: Call, submission: Submission): Promise<readonly MadeDocument[]>;
  readonly links?: LinkSettings | undefined;
}

/** Where links for uploading lead, and how long they hold. */
export interface LinkSettings {
  /** The address of the page's server, without a slash at the end. */
  base(): string;
  readonly minutes: number;
}

/** Staged work on top of what was read. */
export class Unit implements Turn {
  readonly speaker: Speaker;
  #input: Input;
  readonly capabilities: Capabilities;
  readonly drafts: readonly Draft[];
  readonly refused: Draft | null;
  readonly #deps: UnitDeps;
  readonly #known: Person;
  readonly #touched = new Map<string, Opened>();
  readonly #before = new Map<string, Submission>();
  /** Links for uploading that were made in this turn. */
  readonly links: StagedLink[] = [];
  /** Further records of this turn's commit. */
  readonly also: Write[] = [];
  /** What is done once the commit stands. */
  readonly afterwards: (() => void)[] = [];
  #currentId: string | null = null;
  #withheld: boolean;
  #erased: Submission | null = null;

  constructor(
    deps: UnitDeps,
    said: { speaker: Speaker; input: Input; capabilities: Capabilities },
    read: { person: Person; drafts: readonly Draft[]; current: Opened | null; refused: Draft | null },
  ) {
    this.#deps = deps;
    this.speaker = said.speaker;
    this.#input = said.input;
    this.capabilities = said.capabilities;
    this.#known = read.person;
    this.drafts = read.drafts;
    this.refused = read.refused;
    this.#withheld = said.input.withheld !== undefined;
    if (read.current) this.#opened(read.current);
  }

  get input(): Input {
    return this.#input;
  }

  /** What was said stands for these words: the number of an option for the option. */
  hear(text: string): void {
    this.#input = { ...this.#input, text };
  }

  get calls(): readonly Call[] {
    return this.#deps.catalog.list();
  }

  get current(): Opened | null {
    return this.#currentId === null ? null : (this.#touched.get(this.#currentId) ?? null);
  }

  #open(opened: Opened): void {
    this.#touched.set(opened.submission.head.id, opened);
    this.#currentId = opened.submission.head.id;
  }

  /** One that is stored, as it is stored. */
  #opened(opened: Opened): void {
    this.#before.set(opened.submission.head.id, opened.submission);
    this.#open(opened);
  }

  create(call: Call): void {
    const id = this.#deps.newId();
    const submission = newSubmission(id, call, this.speaker.person, this.speaker.at);
    const first = planFor(call, submission.answers).slots[0];
    const head: Head = { ...submission.head, focus: first ? { path: first.path, mode: 'walk' } : null };
    this.#open({ call, submission: { ...submission, head }, stored: 0, changes: [] });
  }

  async open(id: string): Promise<boolean> {
    if (!this.drafts.some((draft) => draft.id === id && draft.known)) return false;
    const { submission, stored } = await this.#deps.submissions.load(
      id,
      await this.#deps.read(keys.submission(id)),
    );
    if (submission.head.owner !== this.speaker.person) return false;
    this.#opened({ call: callOf(this.#deps.catalog, submission.head.call), submission, stored, changes: [] });
    return true;
  }

  leave(): void {
    this.#currentId = null;
  }

  withhold(): void {
    this.#withheld = true;
  }

  apply(outcome: Outcome): void {
    const opened = this.current;
    if (!opened) throw new AppError('turn.no_draft', 'an outcome was applied while no draft is open');
    const { head } = opened.submission;
    const before = opened.submission.answers;
    const filed: { path: string; before: Answer | null }[] = [];
    for (const { path } of outcome.changes) {
      if (questionAt(opened.call, path)) filed.push({ path, before: before.get(path) ?? null });
    }
    const changed = outcome.changes.length > 0;
    const answers = applied(before, outcome.changes);
    const plan = planFor(opened.call, answers);
    const revision = head.revision + (changed ? 1 : 0);
    const inForm = outcome.changes.some(
      ({ path }) => !plan.at(path)?.section?.later && questionAt(opened.call, path),
    );
    if (outcome.withhold) this.#withheld = true;
    if (outcome.erase) this.#erased = opened.submission;
    const next: Head = {
      ...head,
      focus: outcome.focus,
      pending: outcome.pending,
      // Nothing that is erased may come back by 撤销 or 重做.
      ...(outcome.erase
        ? { last: null, past: [], undone: [] }
        : trailAfter(head, lastOf(filed, revision), outcome.step)),
      revision,
      documents: inForm || head.documents === null ? head.documents : revision,
      updatedAt: this.speaker.at,
      status: inForm ? 'draft' : head.status,
    };
    this.#stage({
      ...opened,
      submission: { head: next, answers },
      changes: [...opened.changes, ...outcome.changes],
    });
  }

  /** Leads the interview to a question. */
  focus(focus: Head['focus']): void {
    const opened = this.current;
    if (!opened) throw new AppError('turn.no_draft', 'a question was put while no draft is open');
    const head: Head = { ...opened.submission.head, focus, pending: null };
    this.#stage({ ...opened, submission: { ...opened.submission, head } });
  }

  /** The current draft was handed in to the office. */
  handIn(round: number): void {
    const opened = this.current;
    if (!opened) throw new AppError('turn.no_draft', 'nothing is open that could be handed in');
    const head: Head = { ...opened.submission.head, handed: round, updatedAt: this.speaker.at };
    this.#stage({ ...opened, submission: { ...opened.submission, head } });
  }

  #stage(opened: Opened): void {
    this.#touched.set(opened.submission.head.id, opened);
  }

  uploadLink(path: string): { url: string; minutes: number } | undefined {
    const { links } = this.#deps;
    const opened = this.current;
    if (!links || !opened) return undefined;
    const expiresAt = Date.parse(this.speaker.at) + links.minutes * 60_000;
    const { token, link } = newLink({ submission: opened.submission.head.id, path }, expiresAt);
    this.links.push(link);
    return { url: `${links.base()}/u/${token}`, minutes: links.minutes };
  }

  async documents(final: boolean): Promise<readonly MadeDocument[]> {
    const opened = this.current;
    if (!opened) return [];
    const made = await this.#deps.makeDocuments(opened.call, opened.submission);
    const { head } = opened.submission;
    const next: Head = {
      ...head,
      documents: head.revision,
      status: final && made.every(({ faults }) => faults.length === 0) ? 'finished' : head.status,
      updatedAt: this.speaker.at,
    };
    this.#stage({ ...opened, submission: { ...opened.submission, head: next } });
    return made;
  }

  /** The current draft as it was before the turn; undefined where it was begun in it. */
  get before(): Submission | undefined {
    return this.#currentId === null ? undefined : this.#before.get(this.#currentId);
  }

  /** Nothing of the message may be stored. */
  get withheld(): boolean {
    return this.#withheld;
  }

  /** The submission whose content is erased, as it was before; null for none. */
  get erased(): Submission | null {
    return this.#erased;
  }

  /** Submissions this turn has read or changed. */
  get touched(): readonly Opened[] {
    return [...this.#touched.values()];
  }

  /** The person's record after the turn in a conversation; the one that was read where nothing in it changes. */
  personIn(conversation: string): Person {
    const begun = this.touched.filter((each) => each.stored === 0).map((each) => each.submission.head.id);
    const { current, submissions, conversations = [] } = this.#known;
    const met = conversations.includes(conversation);
    if (current === this.#currentId && begun.length === 0 && met) return this.#known;
    return {
      ...this.#known,
      current: this.#currentId,
      submissions: [...submissions, ...begun],
      conversations: met ? conversations : [...conversations, conversation],
    };
  }

  /** Submissions that are not as they were read. */
  get changed(): readonly Opened[] {
    return this.touched.filter((each) => this.#before.get(each.submission.head.id) !== each.submission);
  }

  /** The writes for them. */
  writes(): Write[] {
    return this.changed.flatMap(({ call, submission, stored, changes }) => {
      const { id } = submission.head;
      // What is erased stays in no history.
      const before = this.#erased?.head.id === id ? undefined : (this.#before.get(id)?.answers ?? new Map());
      return writesOf(submission, { stored, changes, before, line: lineOf(call, submission) });
    });
  }
}

/** What 撤销 takes back: the answer filed last, with all that changed in the same filing. */
function lastOf(
  filed: readonly { path: string; before: Answer | null }[],
  revision: number,
): Filed | undefined {
  const main = filed.at(-1);
  const also = filed.slice(0, -1);
  return main && { ...main, revision, ...(also.length > 0 ? { also } : {}) };
}
