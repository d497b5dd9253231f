/**
 * The order in which submissions go up: what a coordinator put in front first (004 三1: 按本单位初选后的优先顺序填报),
 * then the others as they were received.
 */

/** A submission as far as its place among the others is concerned. */
export interface Ranked {
  readonly id: string;
  /** When it was first received, ISO 8601 UTC. */
  readonly receivedAt: string;
  /** Receipt number; null where there is none. */
  readonly number: string | null;
}

/** The submissions in their order; `priority` are ids, those that are not among them being ignored. */
export function inOrder<T extends Ranked>(all: readonly T[], priority: readonly string[]): T[] {
  const places = new Map(priority.map((id, place) => [id, place]));
  const placeOf = ({ id }: T): number => places.get(id) ?? priority.length;
  return [...all].sort(
    (left, right) =>
      placeOf(left) - placeOf(right) ||
      compare(left.receivedAt, right.receivedAt) ||
      compare(left.number ?? '', right.number ?? '') ||
      compare(left.id, right.id),
  );
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/**
 * The priority after the one at place `from` was put at place `to`, places from 1; undefined where there is no such
 * place. Everything down to the lower of both is in a fixed order from now on.
 */
export function moved(ids: readonly string[], from: number, to: number): string[] | undefined {
  const id = ids[from - 1];
  if (id === undefined || !Number.isInteger(to) || to < 1 || to > ids.length) return undefined;
  const others = ids.filter((_, at) => at !== from - 1);
  others.splice(to - 1, 0, id);
  return others.slice(0, Math.max(from, to));
}

/** The priority after those at these places were put in front, in the order they are named; undefined for none. */
export function foremost(ids: readonly string[], places: readonly number[]): string[] | undefined {
  const first = [...new Set(places)].map((place) => ids[place - 1]);
  if (first.length === 0 || first.some((id) => id === undefined)) return undefined;
  const last = Math.max(...places);
  return [...first.flatMap((id) => id ?? []), ...ids.slice(0, last).filter((id) => !first.includes(id))];
}
