/** How often the head is looked at for what other processes append, in milliseconds: growing while nothing comes. */
const SHORTEST_MS = 5;
const LONGEST_MS = 25;
const GROWTH = 1.25;

/** Tells those who have read everything that there is more. One timer for all of them, none when nobody waits. */
export class HeadWatch {
  private readonly waiting = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private delay = SHORTEST_MS;
  private seen = -1;

  constructor(private readonly lastPosition: () => number) {}

  /** Calls once, when there may be more; the caller must have found nothing in this same turn of the event loop. */
  onceChanged(resume: () => void): void {
    this.waiting.add(resume);
    this.timer ??= setTimeout(this.look, this.delay);
  }

  forget(resume: () => void): void {
    this.waiting.delete(resume);
    if (this.waiting.size === 0) this.stopTimer();
  }

  /** This process has appended. */
  wake(): void {
    this.delay = SHORTEST_MS;
    this.stopTimer();
    const resumed = [...this.waiting];
    this.waiting.clear();
    for (const resume of resumed) resume();
  }

  private readonly look = (): void => {
    this.timer = undefined;
    let head: number;
    try {
      head = this.lastPosition();
    } catch {
      // Each reader then meets the error in its own read, and can say so.
      this.wake();
      return;
    }
    if (head !== this.seen) {
      this.seen = head;
      this.wake();
      return;
    }
    this.delay = Math.min(this.delay * GROWTH, LONGEST_MS);
    if (this.waiting.size > 0) this.timer = setTimeout(this.look, this.delay);
  };

  private stopTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
