/** Edit distance in which swapping two neighbours counts as one change (optimal string alignment). */
export function distance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, i) => [i, ...Array<number>(right.length).fill(0)]);
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let j = 1; j <= right.length; j += 1) (rows[0] as number[])[j] = j;
  for (let i = 1; i <= left.length; i += 1) {
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1];
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const steps = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1)];
      (rows[i] as number[])[j] = Math.min(
        ...steps,
        swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
  }
  return at(left.length, right.length);
}

/** The name that was probably meant, or undefined where none is near (a third of its length, at least one change). */
export function nearest(wrong: string, names: Iterable<string>): string | undefined {
  let best: { name: string; steps: number } | undefined;
  for (const name of names) {
    const steps = distance(wrong.toLowerCase(), name.toLowerCase());
    if (steps > Math.max(1, Math.floor(name.length / 3)) || steps >= name.length) continue;
    if (!best || steps < best.steps) best = { name, steps };
  }
  return best?.name;
}
