import { commit } from './engine-errors';
import type { Partition } from './partition';
import { expiredKeys, offsetOfKey, type Store } from './store';

/** Removed at once; small, so that a sweep never keeps producers waiting long. */
const SWEEP_RECORDS = 1000;

/** Removes the records of a partition that are older than `before` (ms). Resolves to how many. */
export async function sweepPartition(store: Store, partition: Partition, before: number): Promise<number> {
  const { topicId, partition: index } = partition;
  let removed = 0;
  for (;;) {
    const keys = expiredKeys(store, { topicId, partition: index, end: partition.end }, before, SWEEP_RECORDS);
    if (keys.length === 0) return removed;
    // First out of sight, then out of the disk: a reader meets an error, never a hole.
    partition.dropBefore(Math.max(partition.earliest, removedUpTo(keys)));
    await commit(store, () => {
      store.marks.putSync([topicId, index], { earliest: partition.earliest, end: partition.end });
      for (const key of keys) store.records.removeSync(key);
    });
    removed += keys.length;
    if (keys.length < SWEEP_RECORDS) return removed;
  }
}

function removedUpTo(keys: readonly Uint8Array[]): number {
  const last = keys[keys.length - 1] as Uint8Array;
  return offsetOfKey(last) + 1;
}
