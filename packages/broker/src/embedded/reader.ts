import { setImmediate as yieldToLoop } from 'node:timers/promises';
import { DEFAULT_MAX_RECORDS } from '../limits';
import type { Reader, ReadOptions } from '../port';
import type { Partition } from './partition';

/** Catches up from an offset and follows live. Throws offset_out_of_range when the offset is bad at the start. */
export function openReader(partition: Partition, options: ReadOptions): Reader {
  partition.check(Number(options.from));
  const stopping = new AbortController();
  const done = follow(partition, options, stopping.signal).catch(options.onError);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function follow(partition: Partition, { from, onRecords }: ReadOptions, signal: AbortSignal): Promise<void> {
  let position = Number(from);
  while (!signal.aborted) {
    const records = partition.read(position, DEFAULT_MAX_RECORDS);
    if (records.length === 0) {
      await partition.grown(position, signal);
      continue;
    }
    await onRecords(records);
    position += records.length;
    if (position < partition.end) await yieldToLoop();
  }
}
