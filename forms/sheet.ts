/**
 * What a reply shows where a channel can paint it: a section as a form, a section's answers, the ladders, how far one has
 * come. Plain objects; words that say the same stand in the reply for all other channels.
 */
import { z } from 'zod';
import type { LadderModel } from './documents/model.ts';
import type { Path } from './submission.ts';

/** Longest entry of one field, in characters; longer answers are sent in the chat. */
export const ENTRY_LENGTH = 500;

/** What a person enters in one field: the options they picked, by title, and words. */
export interface Entry {
  readonly words: string;
  readonly chosen: readonly string[];
}

/** One short question of a form. */
export interface FormField extends Entry {
  readonly path: Path;
  readonly label: string;
  readonly ask: string;
  /**
   * `one` and `many` pick among `options`, the words standing beside them where `beside` names them; the others are
   * words alone. A `day` is YYYY-MM-DD.
   */
  readonly input: 'line' | 'lines' | 'phone' | 'email' | 'day' | 'one' | 'many';
  readonly required: boolean;
  /** Titles; empty unless there is something to pick. */
  readonly options: readonly string[];
  /** What the words beside the options are: 请写明其他. */
  readonly beside?: string;
  /** How it may be written: a unit, an example. */
  readonly hint: string;
  /** Why what was entered is refused. */
  readonly error?: string;
}

/** The short questions of a section, filled in at once. A card that holds fewer takes the first ones. */
export interface FormSheet {
  readonly kind: 'form';
  readonly submission: string;
  readonly section: string;
  readonly title: string;
  /** What is said with it, in place of all that the words without it say. */
  readonly lead: string;
  readonly fields: readonly FormField[];
  /** Place of the first field among all of the section's, from 1, and how many these are. */
  readonly first: number;
  readonly total: number;
  /** What is asked in the chat instead; empty where nothing is. */
  readonly foot: string;
}

/** The answers of a section, each of which can be changed. */
export interface SummarySheet {
  readonly kind: 'summary';
  readonly title: string;
  readonly lead: string;
  readonly items: readonly {
    readonly path: Path;
    readonly label: string;
    readonly value: string;
    /** Nothing is given there yet. */
    readonly open: boolean;
  }[];
  readonly foot: string;
}

export interface LaddersSheet {
  readonly kind: 'ladders';
  readonly title: string;
  readonly lead: string;
  readonly ladders: readonly LadderModel[];
}

/** How far one has come, section by section. */
export interface ProgressSheet {
  readonly kind: 'progress';
  readonly title: string;
  readonly lead: string;
  readonly done: number;
  readonly total: number;
  readonly sections: readonly {
    readonly name: string;
    readonly done: number;
    readonly total: number;
    /** `later` is for after printing. */
    readonly state: 'done' | 'here' | 'open' | 'later';
    /** The first question that is open in it, else its first one. */
    readonly path: Path;
  }[];
  readonly foot: string;
}

export type Sheet = FormSheet | SummarySheet | LaddersSheet | ProgressSheet;

/** A sheet as it is said: `words` say the same where it cannot be painted after all. */
export type SaidSheet = Sheet & { readonly words: string };

const path = z.string().min(1).max(400);

/** A form as it comes back: the fields it showed, and what was entered in those that were changed. */
export const FormSubmit = z.object({
  submission: z.string().min(1).max(64),
  section: z.string().min(1).max(64),
  shown: z.array(path).max(200),
  entries: z
    .array(
      z.object({
        path,
        words: z.string().max(2 * ENTRY_LENGTH),
        chosen: z.array(z.string().max(500)).max(200),
      }),
    )
    .max(200),
});
export type FormSubmit = z.infer<typeof FormSubmit>;
