import { statfsSync } from 'node:fs';
import { codeOf } from '@openlnp/service';
import type { ProduceObserver } from './observed-broker';
import type { AppendObserver } from './observed-store';

/** With less than this, LMDB's next write may come out short. */
const NO_ROOM_BYTES = 1_048_576;
/** A write that found no room says more than the free bytes (quotas), but not for long: nobody may be writing any more. */
const BELIEVED_MS = 5_000;

/** Knows whether there is room to go on writing. */
export class DiskWatch implements ProduceObserver, AppendObserver {
  private failedAt = Number.NEGATIVE_INFINITY;

  /** `monotonicMs` in milliseconds; `freeBytes` on the disk of the data folder. */
  constructor(
    private readonly freeBytes: () => number,
    private readonly monotonicMs: () => number,
  ) {}

  get isFull(): boolean {
    return this.monotonicMs() - this.failedAt < BELIEVED_MS || this.freeBytes() < NO_ROOM_BYTES;
  }

  produced(): void {
    this.failedAt = Number.NEGATIVE_INFINITY;
  }

  appended(): void {
    this.failedAt = Number.NEGATIVE_INFINITY;
  }

  failed(error: unknown): void {
    if (codeOf(error) === 'disk_full') this.failedAt = this.monotonicMs();
  }
}

/** Watches the disk of a folder. */
export const watchDisk = (folder: string): DiskWatch =>
  new DiskWatch(
    () => {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize;
    },
    () => performance.now(),
  );
