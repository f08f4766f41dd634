import type { ProduceObserver } from './observed-broker';
import type { AppendObserver } from './observed-store';

const STEP_MS = 1_000;
/** Steps that a write may take: far beyond what a slow disk needs, well within what a carrier waits for. */
const MOST_STEPS = 60;

/** Code `write_stuck`: an embedded engine neither took nor refused a write, and takes no other one before it. */
export class WriteStuckError extends Error {
  readonly code = 'write_stuck';
}

/**
 * Notices writes that never end. Nothing but a new process helps against them, and what was accepted goes on there; until then
 * requests would be taken in and never get their outcome.
 *
 * Counts steps of its own timer, not time: a machine that stood still for an hour has taken one.
 */
export class StuckWatch implements ProduceObserver, AppendObserver {
  private readonly steps = new Map<Promise<unknown>, number>();

  /** `onStuck` is called once. */
  constructor(private readonly onStuck: (error: WriteStuckError) => void) {}

  begun(work: Promise<unknown>): void {
    this.steps.set(work, 0);
    const over = (): void => void this.steps.delete(work);
    work.then(over, over);
  }

  step(): void {
    for (const [work, steps] of this.steps) {
      if (steps === MOST_STEPS) {
        this.steps.clear();
        this.onStuck(new WriteStuckError(`a write has not ended in ${(MOST_STEPS * STEP_MS) / 1000} seconds`));
        return;
      }
      this.steps.set(work, steps + 1);
    }
  }
}

/** Watches the writes of this process as long as it lives. */
export function watchWrites(onStuck: (error: unknown) => void): StuckWatch {
  const watch = new StuckWatch(onStuck);
  setInterval(() => watch.step(), STEP_MS).unref();
  return watch;
}
