/**
 * Who may do what: one pure function over what a person was granted. A researcher needs no grant: their own
 * submissions are theirs. What is not listed here is refused.
 */

export const ROLES = ['reviewer', 'coordinator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** A role with what it reaches; null reaches everything of its kind. */
export interface Grant {
  readonly role: Role;
  /** Call ids. */
  readonly calls: readonly string[] | null;
  /** Names of units, as the roster or the form has them. */
  readonly units: readonly string[] | null;
  /** Fields, as the form has them. */
  readonly fields: readonly string[] | null;
  /** Person who granted it; `setting` or `claim` for the first administrator. */
  readonly by: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
}

/** Everything that needs a grant. */
export const OFFICE_ACTS = [
  /** Counts, lists, one submission's state and findings, no answer's words. */
  'standing',
  /** The answers, evidence, preview and documents of what was submitted. */
  'answers',
  /** Send back with comments. */
  'return',
  /** Pass or refuse. */
  'decide',
  'remind',
  'roster',
  'deadline',
  /** Let one submission in after the deadline. */
  'exception',
  'duplicates',
  'package',
  'console',
  'invite_reviewer',
  'invite_coordinator',
  'invite_administrator',
  /** See and withdraw what others were granted. */
  'grants',
] as const;
export type OfficeActName = (typeof OFFICE_ACTS)[number];

const ALLOWED: Readonly<Record<Role, readonly OfficeActName[]>> = {
  reviewer: ['standing', 'answers', 'return', 'decide', 'console'],
  coordinator: [
    'standing',
    'answers',
    'return',
    'decide',
    'remind',
    'roster',
    'deadline',
    'exception',
    'duplicates',
    'package',
    'console',
    'invite_reviewer',
  ],
  administrator: [
    'standing',
    'deadline',
    'console',
    'invite_reviewer',
    'invite_coordinator',
    'invite_administrator',
    'grants',
  ],
};

/** What an act is done to. A part left out is not known yet: a grant that is limited in it does not reach it. */
export interface Target {
  readonly call?: string;
  readonly unit?: string;
  readonly field?: string;
}

/** Whether any of the grants allows the act on the target. */
export function may(grants: readonly Grant[], act: OfficeActName, target: Target): boolean {
  return grants.some(
    (grant) =>
      ALLOWED[grant.role].includes(act) &&
      reaches(grant.calls, target.call) &&
      reaches(grant.units, target.unit) &&
      reaches(grant.fields, target.field),
  );
}

/** Whether the act is allowed on anything at all: what a person is shown as a possibility. */
export function mayAnywhere(grants: readonly Grant[], act: OfficeActName): boolean {
  return grants.some(({ role }) => ALLOWED[role].includes(act));
}

/** The calls in which the act is allowed on at least a part, out of these. */
export function callsFor(
  grants: readonly Grant[],
  act: OfficeActName,
  calls: readonly string[],
): readonly string[] {
  const able = grants.filter(({ role }) => ALLOWED[role].includes(act));
  return calls.filter((call) => able.some((grant) => reaches(grant.calls, call)));
}

function reaches(limit: readonly string[] | null, value: string | undefined): boolean {
  if (limit === null) return true;
  return value !== undefined && limit.includes(value);
}
