import type { Broker, IncomingRecord } from '@openlnp/broker';
import { HEADERS, TOPICS } from '@openlnp/messages';
import { fakeDeps } from './fake-deps';

/** A download log given as offset and number of each record kept; only what the search for a start asks is answered. */
export function downloadLog(
  size: number,
  at: (index: number) => { offset: bigint; number: number },
): Broker & { readonly fetches: () => number } {
  let fetches = 0;
  const indexAtOrAfter = (offset: bigint): number => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at(middle).offset < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const recordAt = (index: number): IncomingRecord => {
    const { offset, number } = at(index);
    return {
      topic: TOPICS.lsmsDownloads,
      partition: 0,
      key: null,
      value: new Uint8Array(),
      headers: { [HEADERS.number]: String(number) },
      offset,
      timestamp: 0,
    };
  };
  return {
    ...fakeDeps().broker,
    fetches: () => fetches,
    offsets: () =>
      Promise.resolve(
        size === 0 ? { earliest: 7n, end: 7n } : { earliest: at(0).offset, end: at(size - 1).offset + 1n },
      ),
    fetch: (_topic, _partition, from, limit) => {
      fetches += 1;
      const first = indexAtOrAfter(from);
      const count = Math.max(0, Math.min(limit, size - first));
      return Promise.resolve(Array.from({ length: count }, (_, index) => recordAt(first + index)));
    },
  };
}
