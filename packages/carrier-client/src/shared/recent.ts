/** How many message ids a feed remembers: a repeat that comes later than this many messages is delivered again. */
export const REMEMBERED_IDS = 10_000;

/** A map of the last `limit` keys put in; older ones are forgotten. */
export class RecentMap<V> {
  private readonly entries = new Map<string, V>();

  constructor(private readonly limit: number = REMEMBERED_IDS) {}

  get(key: string): V | undefined {
    return this.entries.get(key);
  }

  has(key: string): boolean {
    return this.entries.has(key);
  }

  set(key: string, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size <= this.limit) return;
    for (const oldest of this.entries.keys()) {
      this.entries.delete(oldest);
      return;
    }
  }

  get size(): number {
    return this.entries.size;
  }
}
