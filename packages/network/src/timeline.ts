/**
 * A map that remembers what it held at each version, so that a reader of an earlier version is not disturbed by what is
 * added later. Reading costs one look-up and, for a value that changed, a short search from its newest.
 */
export class Timeline<K, V> {
  readonly #values = new Map<K, { readonly since: number; readonly value: V | undefined }[]>();

  /** Undefined takes the value away. `since` must not be lower than in any call before. */
  set(key: K, value: V | undefined, since: number): void {
    const history = this.#values.get(key);
    if (history === undefined) this.#values.set(key, [{ since, value }]);
    else history.push({ since, value });
  }

  get(key: K, version: number): V | undefined {
    return this.#values.get(key)?.findLast(({ since }) => since <= version)?.value;
  }

  /** What was known at a version, as a map that may go its own way. */
  copyAt(version: number): Timeline<K, V> {
    const copy = new Timeline<K, V>();
    for (const [key, history] of this.#values) {
      for (const { since, value } of history) if (since <= version) copy.set(key, value, since);
    }
    return copy;
  }
}
