/** The ports of the office: what its page and a channel's search may look up. Implemented by the bot. */
import type { Download } from '../ports.ts';
import type {
  ConsoleAnswered,
  ConsoleCharts,
  ConsoleClosed,
  ConsoleDetail,
  ConsoleEntered,
  ConsoleOrder,
  ConsoleReminders,
  ConsoleTable,
  ConsoleView,
} from './console.ts';
import type { Stage, StandingAsk } from './standing.ts';

/** What is downloaded from the office's page: the lines as they are selected, or one document of a submission. */
export type ConsoleWanted =
  | { readonly what: 'table'; readonly ask: StandingAsk; readonly order: ConsoleOrder }
  | { readonly what: 'document'; readonly submission: string; readonly document: string };

/**
 * The office's page. A link's token is good for one opening and is exchanged for a session's token. Every method holds
 * the session's person against their grants as they are at that moment: what was withdrawn is gone with the next
 * request, and what lies outside them answers as if it did not exist.
 */
export interface Console {
  enter(link: string): Promise<ConsoleEntered | ConsoleClosed>;
  open(token: string): Promise<ConsoleAnswered<ConsoleView>>;
  /** `page` from 0. */
  table(
    token: string,
    ask: StandingAsk,
    order: ConsoleOrder,
    page: number,
  ): Promise<ConsoleAnswered<ConsoleTable>>;
  detail(token: string, submission: string): Promise<ConsoleAnswered<ConsoleDetail>>;
  charts(token: string, call: string): Promise<ConsoleAnswered<ConsoleCharts>>;
  /** Of one call, or of all that the person may remind in. */
  reminders(token: string, call: string | null, page: number): Promise<ConsoleAnswered<ConsoleReminders>>;
  download(token: string, wanted: ConsoleWanted): Promise<ConsoleAnswered<{ readonly file: Download }>>;
  /** Ends the session. */
  leave(token: string): Promise<void>;
}

/** A submission as reviewers and coordinators find it. No word of an answer stands in it but its title. */
export interface StandingLine {
  readonly id: string;
  readonly unit: string;
  /** Empty as long as nothing was begun or named. */
  readonly title: string;
  /** Short title of the call. */
  readonly call: string;
  readonly stage: Stage;
  /** Required questions that are answered, and all of them. */
  readonly done: number;
  readonly total: number;
  /** Last change, instant, ISO 8601 UTC; null where nothing was begun. */
  readonly updatedAt: string | null;
}

export interface InquiryAsk {
  /** A part of the unit's name, the title or the call's; empty for all. */
  readonly text: string;
  /** Where the words are looked for; everywhere unless told. */
  readonly among?: 'unit' | 'call';
  readonly skip: number;
  readonly take: number;
}

/** Looks up where submissions stand. It knows itself who may see what. */
export interface Inquiry {
  /** Whether a person may look up anything at all. */
  allows(person: string): Promise<boolean>;
  /** The lines within that person's grants, the last changed first; none for whoever has no grant. */
  search(person: string, ask: InquiryAsk): Promise<readonly StandingLine[]>;
}
