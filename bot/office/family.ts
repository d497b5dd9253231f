/**
 * A family of office commands: which words mean one, how it is carried out, and how its notices are told. Families are
 * asked in order before the interview; the first that reads an act handles the message, and the interview keeps its
 * place. A new family is a file here, its words under `dialogs/office`, and its line in `families.ts`.
 */

import type { Reply } from '../../dialogs/engine/situation.ts';
import type { Holds, Reading } from '../../dialogs/office/reading.ts';
import type { MadeDocument } from '../../dialogs/turn.ts';
import type { Json } from '../../forms/json.ts';
import type { Grant } from '../../forms/office/roles.ts';
import type { Write } from '../../forms/ports.ts';
import type { Unit } from '../unit.ts';
import type { Notice } from './notices.ts';

/** An act that waits for 确认. */
export interface Pending {
  readonly family: string;
  readonly act: Json;
  /** Instant, ISO 8601 UTC; it lapses ten minutes later, or with the next thing said. */
  readonly at: string;
  /** Key of the conversation it was asked in. */
  readonly conversation: string;
}

/** A person's record in the office. */
export interface OfficePerson {
  /** Person id. */
  readonly person: string;
  /** Name as the channel has it, for lists. */
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly pending: Pending | null;
  /** What families keep of a person between messages, by names of their own, until they take it away. */
  readonly holds?: Holds;
  /** What the numbers stand for that the office said last, and where it did. */
  readonly offered?: { readonly conversation: string; readonly values: readonly string[] };
  /** Wrong codes in a row, and since when (ISO 8601 UTC): guessing is slowed down. */
  readonly wrong?: { readonly count: number; readonly at: string };
}

/** What an act sees of the turn. `unit.speaker.person` is the person, whatever account they speak from. */
export interface OfficeNow {
  readonly person: string;
  /** The account that speaks. */
  readonly account: string;
  /** All accounts of the person, the first by which they were known included. */
  readonly accounts: readonly string[];
  readonly office: OfficePerson;
  readonly unit: Unit;
  /** Key of the conversation's record. */
  readonly conversation: string;
  /** Instant of the turn, ISO 8601 UTC. */
  readonly at: string;
  /** `YYYY-MM-DD` in Asia/Shanghai. */
  readonly today: string;
  /** A new id for a record. */
  newId(): string;
}

/** What an act comes to. Everything in `writes` is stored in the commit of the turn, or none of it. */
export interface OfficeOutcome {
  readonly replies: readonly Reply[];
  readonly documents?: readonly MadeDocument[];
  readonly writes?: readonly Write[];
  /** The person's record afterwards; as it was where left out, `moved` where `writes` see to it. */
  readonly office?: OfficePerson | 'moved';
  /** What waits for 确认 from now on. */
  readonly pending?: Pick<Pending, 'family' | 'act'>;
  /** What a number stands for that is said next: the first for 1. The options of the replies where left out. */
  readonly offers?: readonly string[];
  /** A secret in the replies, said once and never stored. */
  readonly once?: string;
  /** The interview puts its question below the replies, where it stands now. */
  readonly goesOn?: true;
  /** Runs once the commit stands. */
  readonly after?: () => void;
}

export interface Family<A> {
  readonly name: string;
  /** The act that is meant; undefined where the words are for somebody else. Pure. */
  read(reading: Reading): A | undefined;
  /** `confirmed` where the act was shown before and 确认 was said. Rejects as the store does. */
  run(act: A, now: OfficeNow, confirmed: boolean): Promise<OfficeOutcome>;
  /** Says a notice of this family as things stand now; null where it no longer holds. */
  tell?(notice: Notice, now: OfficeNow): Promise<OfficeOutcome | null>;
}
