/** Who is expected to take part in a call: units and people, as the coordinator's list has them. */

/** One expected submission. */
export interface RosterEntry {
  /** Stable through later imports of the same person and unit. */
  readonly id: string;
  readonly call: string;
  readonly unit: string;
  /** Name of the person. */
  readonly person: string;
  /** As given, empty where not: what people are matched by on first contact. */
  readonly phone: string;
  readonly email: string;
  /** Account in WeCom (userid), where the list has it. */
  readonly wecom: string;
  /** The person that was met, once they were. */
  readonly met: string | null;
  /** The unit's own deadline, `YYYY-MM-DD`, null where it has none. */
  readonly due: string | null;
}
