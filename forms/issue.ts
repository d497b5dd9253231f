import type { Json } from './json.ts';

/**
 * What a check found, as data. The sentence for it lives in `forms/text` under `issue.<code>`.
 *
 * `must` refuses (the notice's wording is hard), `should` warns once and stays on the record (the wording is
 * soft: 宜, 推荐, 原则上), `person` can only be judged by a person, who is asked.
 */
export type Level = 'must' | 'should' | 'person';

/** Parameters of a sentence: already shown forms, never raw objects. */
export type Params = Readonly<Record<string, string | number>>;

/** Another answer with which the finding would be gone: offered to the person, never filed unasked. */
export interface Remedy {
  readonly path: string;
  readonly value: Json;
}

export interface Issue {
  /** Stable name of the finding, e.g. `number.not_a_number`. */
  readonly code: string;
  readonly level: Level;
  readonly params: Params;
  /** Path of the answer it is about; absent where the caller knows it. */
  readonly path?: string;
  readonly remedy?: Remedy;
}

/** A must-fix finding: the answer is refused. */
export function must(code: string, params: Params = {}): Issue {
  return { code, level: 'must', params };
}

/** A warning: said once, kept on the record. */
export function should(code: string, params: Params = {}): Issue {
  return { code, level: 'should', params };
}
