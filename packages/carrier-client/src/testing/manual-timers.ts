import type { Timers } from '../shared/timers';

interface Waiting {
  readonly ms: number;
  readonly at: number;
  readonly call: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualTimers implements Timers {
  private time = 0;
  private readonly waiting = new Set<Waiting>();
  private readonly watchers = new Set<() => void>();

  now(): number {
    return this.time;
  }

  after(ms: number, call: () => void): () => void {
    const entry = { ms, at: this.time + ms, call };
    this.waiting.add(entry);
    for (const watch of [...this.watchers]) watch();
    return () => this.waiting.delete(entry);
  }

  /** Delays of what waits now. */
  get pending(): number[] {
    return [...this.waiting].map(({ ms }) => ms);
  }

  /** Waits until something waits for exactly so long, moves the clock to its end and calls it. */
  async fire(ms: number): Promise<void> {
    const find = (): Waiting | undefined => [...this.waiting].find((entry) => entry.ms === ms);
    if (find() === undefined) {
      await new Promise<void>((resolve) => {
        const watch = (): void => {
          if (find() === undefined) return;
          this.watchers.delete(watch);
          resolve();
        };
        this.watchers.add(watch);
      });
    }
    const entry = find() as Waiting;
    this.waiting.delete(entry);
    this.time = Math.max(this.time, entry.at);
    entry.call();
  }
}
