import type { Broker, IncomingRecord } from '@openlnp/broker';
import { HEADERS, TOPICS } from '@openlnp/messages';

export type DownloadsStart =
  | { readonly kind: 'from'; readonly offset: bigint }
  /** Number after+1 is no longer kept; `earliest` is the first that is. */
  | { readonly kind: 'expired'; readonly earliest: number }
  /** The log has not come as far as `after`. */
  | { readonly kind: 'beyond'; readonly highest: number };

interface Place {
  readonly offset: bigint;
  readonly number: number;
}

/** Records looked at before the place that the search found, to see past repeats. */
const WINDOW = 256n;
/** No further back than this is a number looked for that the log should have had and has not. */
const FURTHEST = 65_536n;
const PAGE = 500;

/** The download number in a record's header; an Error when there is none. */
export function downloadNumberOf(record: Pick<IncomingRecord, 'headers' | 'offset'>): number {
  const number = Number(record.headers[HEADERS.number]);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new Error(`record ${record.offset} of the downloads has no number`);
  return number;
}

/**
 * Where to begin reading so that the first number above `after` that comes is after+1.
 *
 * Numbers are dense from 1 in the order of their first appearance, but the relay may repeat a stretch, and two relays may
 * interleave theirs. So the search is for a place with a number not above after+1 whose next place is above, and then the
 * stretch from a little before it is read to see that after+1 does come first; if not, the search steps back further.
 * Where the log ends in a long repeat, the start may be inside it: the relay goes on from there. Should the next number not be
 * the next one after all, the feed ends, and the search of the reader that comes back steps past it.
 */
export async function downloadsStart(broker: Broker, after: number): Promise<DownloadsStart> {
  const { earliest, end } = await broker.offsets(TOPICS.lsmsDownloads, 0);
  const first = await placeAt(broker, earliest, end);
  if (first === undefined) return { kind: 'from', offset: end };
  const target = after + 1;
  const near = first.number > target ? first : await search(broker, first, end, target);
  for (let back = WINDOW; ; back *= 16n) {
    const from = near.offset - back > earliest ? near.offset - back : earliest;
    const { above, highest } = await scan(broker, from, end, after);
    if (above?.number === target) return { kind: 'from', offset: above.offset };
    if (above === undefined && highest >= after) return { kind: 'from', offset: near.offset };
    if (above !== undefined && from === earliest) return { kind: 'expired', earliest: above.number };
    if (above === undefined && (from === earliest || back >= FURTHEST)) return { kind: 'beyond', highest };
  }
}

/** The last place known not to be above `target`, next to one that is or to the end. */
async function search(broker: Broker, first: Place, end: bigint, target: number): Promise<Place> {
  let low = first;
  let high = end;
  // Without gaps and repeats a number is as far on as its offset; halving is for when it is not.
  for (let guess = true; low.offset + 1n < high; guess = !guess) {
    const guessed = low.offset + BigInt(Math.max(1, target - low.number));
    const middle = guess && guessed < high ? guessed : guess ? high - 1n : (low.offset + high) / 2n;
    const probe = middle <= low.offset ? low.offset + 1n : middle;
    const place = await placeAt(broker, probe, high);
    if (place === undefined || place.number > target) high = probe;
    else low = place;
  }
  return low;
}

/** The first record in [from, below). */
async function placeAt(broker: Broker, from: bigint, below: bigint): Promise<Place | undefined> {
  if (from >= below) return undefined;
  const [record] = await broker.fetch(TOPICS.lsmsDownloads, 0, from, 1);
  return record === undefined || record.offset >= below
    ? undefined
    : { offset: record.offset, number: downloadNumberOf(record) };
}

/** The first place in [from, below) with a number above `after`, and the highest number that stands before it. */
async function scan(
  broker: Broker,
  from: bigint,
  below: bigint,
  after: number,
): Promise<{ above: Place | undefined; highest: number }> {
  let highest = 0;
  for (let next = from; next < below; ) {
    const records = await broker.fetch(TOPICS.lsmsDownloads, 0, next, PAGE);
    for (const record of records) {
      const number = downloadNumberOf(record);
      if (number > after) return { above: { offset: record.offset, number }, highest };
      highest = Math.max(highest, number);
    }
    const last = records.at(-1);
    if (last === undefined) break;
    next = last.offset + 1n;
  }
  return { above: undefined, highest };
}
