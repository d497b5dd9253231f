/**
 * A map that comes from another by a few changes and shares the rest with it, so that a change of one answer among a
 * thousand does not copy a thousand. What it came from stays as it is.
 */

/** From so many changes on they are laid together with what they stand on. */
const MOST = 48;

/** `null` in a change takes an entry away. */
export class Layers<K, V extends object> implements ReadonlyMap<K, V> {
  readonly #base: ReadonlyMap<K, V>;
  /** What differs from the base. */
  readonly #top: ReadonlyMap<K, V | null>;
  readonly size: number;

  private constructor(base: ReadonlyMap<K, V>, top: ReadonlyMap<K, V | null>, size: number) {
    this.#base = base;
    this.#top = top;
    this.size = size;
  }

  /** The map after changes, in their order. Whoever made `from` changes it no more. */
  static over<K, V extends object>(
    from: ReadonlyMap<K, V>,
    changes: Iterable<readonly [K, V | null]>,
  ): Layers<K, V> {
    const [base, before] = from instanceof Layers ? [from.#base, from.#top] : [from, []];
    const top = new Map<K, V | null>(before);
    let { size } = from;
    for (const [key, value] of changes) {
      const present = top.get(key);
      const was = present === undefined ? base.has(key) : present !== null;
      if (was && value === null) size -= 1;
      if (!was && value !== null) size += 1;
      top.set(key, value);
    }
    const layers = new Layers<K, V>(base, top, size);
    return top.size > MOST ? new Layers(new Map(layers), new Map(), size) : layers;
  }

  get(key: K): V | undefined {
    const changed = this.#top.get(key);
    return changed === undefined ? this.#base.get(key) : (changed ?? undefined);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  /** What the base has, in its order, and what was added to it. */
  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.#base) {
      const changed = this.#top.get(key);
      if (changed !== null) yield [key, changed ?? value];
    }
    for (const [key, value] of this.#top) if (value && !this.#base.has(key)) yield [key, value];
  }

  *keys(): MapIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  forEach(take: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this.entries()) take(value, key, this);
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
