/** What was made of objects, for those that were used not long ago: others may come and go without end. */
export class Recent<K extends object, V> {
  readonly #most: number;
  #recent = new Map<K, V>();
  /** What was used before; what is not used again goes. */
  #older = new Map<K, V>();

  /** Between `most` and twice as many are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  of(key: K, make: () => V): V {
    const known = this.#recent.get(key);
    if (known !== undefined) return known;
    const value = this.#older.get(key) ?? make();
    if (this.#recent.size >= this.#most) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(key, value);
    return value;
  }
}
