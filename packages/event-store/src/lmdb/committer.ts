import { engineError, isDiskFull } from './commit-error';
import type { Engine } from './engine';
import { DiskFullError, StoreClosedError, StoreFailedError } from './errors';

/** Position of the store's last event as the running write transaction sees it; writers move it on. */
export interface Tail {
  position: number;
}

/** Checks inside the write transaction; an error refuses this job alone. What it returns writes; an error there fails all. */
export type Stage<T> = (tail: Tail) => () => T;

interface Job {
  readonly bytes: number;
  readonly stage: Stage<unknown>;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome = { readonly result: unknown } | { readonly refusal: unknown };

/** Bound what one transaction holds in memory and how long it keeps the event loop and the other processes waiting. */
const MAX_GROUP_JOBS = 512;
const MAX_GROUP_BYTES = 4_000_000;

/**
 * Group commit: whatever is queued when the write transaction begins goes into it, and is answered after its flush. One
 * transaction at a time; several processes take turns by LMDB's own lock.
 */
export class Committer {
  private queue: Job[] = [];
  private running: Promise<void> | undefined;
  private refusesAll: Error | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly lastPosition: () => number,
    private readonly onCommitted: () => void,
    private readonly onFailed: (error: Error) => void,
  ) {}

  submit<T>(bytes: number, stage: Stage<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.refusesAll !== undefined) {
        reject(this.refusesAll);
        return;
      }
      this.queue.push({ bytes, stage, resolve, reject });
      this.running ??= this.drain();
    });
  }

  /** Refuses what comes from now on, waits for what was taken. */
  async close(): Promise<void> {
    this.refusesAll ??= new StoreClosedError();
    await this.running;
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) await this.commitGroup();
    this.running = undefined;
  }

  private async commitGroup(): Promise<void> {
    let group: Job[] = [];
    let outcomes: Outcome[] = [];
    let writeError: unknown;
    try {
      await this.engine.root.transaction(() => {
        group = this.takeGroup();
        try {
          outcomes = this.runGroup(group);
        } catch (error) {
          writeError = error;
          throw error;
        }
      });
    } catch (error) {
      const failure = this.failureOf(writeError ?? (await engineError(error)));
      this.onFailed(failure);
      if (failure instanceof StoreFailedError) this.refusesAll = failure;
      // Nothing is tried twice by itself: neither after a failure, nor when the transaction did not even begin.
      if (this.refusesAll !== undefined || group.length === 0) group.push(...this.queue.splice(0));
      for (const job of group) job.reject(failure);
      return;
    }
    this.onCommitted();
    for (const [index, job] of group.entries()) {
      const outcome = outcomes[index];
      if (outcome !== undefined && 'result' in outcome) job.resolve(outcome.result as never);
      else job.reject(outcome?.refusal);
    }
  }

  private takeGroup(): Job[] {
    let count = 0;
    for (let bytes = 0; count < Math.min(this.queue.length, MAX_GROUP_JOBS) && bytes < MAX_GROUP_BYTES; count += 1) {
      bytes += this.queue[count]?.bytes ?? 0;
    }
    return this.queue.splice(0, count);
  }

  private runGroup(group: readonly Job[]): Outcome[] {
    const tail = { position: this.lastPosition() };
    return group.map((job) => {
      let write: () => unknown;
      try {
        write = job.stage(tail);
      } catch (refusal) {
        return { refusal };
      }
      return { result: write() };
    });
  }

  /**
   * A full disk is only that as long as the engine still begins transactions: it does not when the failure hit the meta page.
   * Asked by the synchronous way, since lmdb-js hangs when a transaction of its write thread cannot begin.
   */
  private failureOf(error: unknown): DiskFullError | StoreFailedError {
    const { root, folder } = this.engine;
    if (!isDiskFull(error, folder)) return new StoreFailedError(folder, error);
    try {
      root.transactionSync(() => undefined);
      return new DiskFullError(folder, error);
    } catch (panic) {
      return new StoreFailedError(folder, panic);
    }
  }
}
