import { setTimeout as delay, setImmediate as yieldToLoop } from 'node:timers/promises';
import { nextOffset, redeliveryDelayMs } from '../limits';
import type { ConsumeOptions, IncomingRecord } from '../port';
import type { Partition } from './partition';

/** A reader with a backlog lets timers and sockets have their turn after this many batches. */
const BATCHES_PER_TURN = 16;

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // The only rejection is the abort, which ends the pause.
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

export interface LaneOptions {
  readonly partition: Partition;
  readonly maxRecords: number;
  readonly onBatch: ConsumeOptions['onBatch'];
  readonly onRedelivery: ConsumeOptions['onRedelivery'];
  readonly onError: (error: unknown) => void;
  readonly commit: (next: bigint) => void;
}

/** One member's work on one partition: batch after batch until it is stopped. */
export class Lane {
  #stopping = new AbortController();
  #attempt = 0;
  #position = 0n;

  constructor(private readonly options: LaneOptions) {}

  /** No new batch is begun; the one in hand learns that it is stale. */
  stop(): void {
    this.#stopping.abort();
  }

  get stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Resolves when the lane was stopped and its last batch is done. Never rejects. */
  async run(from: bigint): Promise<void> {
    const { partition, maxRecords, onError } = this.options;
    const { signal } = this.#stopping;
    this.#position = from;
    try {
      for (let batches = 1; !signal.aborted; batches += 1) {
        const records = partition.read(Number(this.#position), maxRecords);
        if (records.length === 0) await partition.grown(Number(this.#position), signal);
        else await this.#deliver(records);
        if (batches % BATCHES_PER_TURN === 0) await yieldToLoop();
      }
    } catch (error) {
      // Out of range, or the engine cannot read: this partition stands still until somebody decides.
      onError(error);
    }
  }

  async #deliver(records: IncomingRecord[]): Promise<void> {
    const { partition, onBatch, onRedelivery, commit } = this.options;
    const { signal } = this.#stopping;
    let pauseMs = 0;
    try {
      const outcome = await onBatch({
        topic: partition.topic,
        partition: partition.partition,
        records,
        stale: () => signal.aborted,
        heartbeat: () => Promise.resolve(),
      });
      const next = nextOffset(records, outcome);
      if (next !== this.#position) commit(next);
      this.#position = next;
      this.#attempt = 0;
      pauseMs = outcome?.pauseMs ?? 0;
    } catch (error) {
      this.#attempt += 1;
      onRedelivery?.(error, this.#attempt);
      pauseMs = redeliveryDelayMs(this.#attempt);
    }
    if (pauseMs > 0) await pause(pauseMs, signal);
  }
}
