import type { Broker, IncomingRecord } from '@openlnp/broker';
import { HEADERS, TOPICS } from '@openlnp/messages';
import { CarrierError } from '../errors';

export interface DownloadsStart {
  readonly offset: bigint;
  /** The first offset that the log still keeps. */
  readonly earliest: bigint;
}

/** Records read before the place that the search found, to see past repeats. */
export const WINDOW = 256n;
const PAGE = 500;

/** Throws malformed_record where there is none. */
export function downloadNumberOf(record: Pick<IncomingRecord, 'headers' | 'offset'>): number {
  const text = record.headers[HEADERS.number] ?? '';
  const number = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new CarrierError('malformed_record', `the record at offset ${record.offset} has no download number`);
}

/** Goes further back, more and more. */
export const furtherBack = (from: bigint, back: bigint, earliest: bigint): bigint =>
  from - back > earliest ? from - back : earliest;

/**
 * Where to begin reading the download log so that after+1 is, as a rule, the first number above `after`: numbers stand in order,
 * but for stretches that the relay repeats. A reader that meets a jump at once goes further back before it believes it.
 * Throws beyond_log when the log has never come as far as `after`.
 */
export async function downloadsStart(broker: Broker, after: number): Promise<DownloadsStart> {
  const { earliest, end } = await broker.offsets(TOPICS.lsmsDownloads, 0);
  const first = await placeAt(broker, earliest);
  if (first === undefined || first.number > after) return { offset: earliest, earliest };

  let low = first.offset;
  let high = end;
  const isAbove = async (offset: bigint): Promise<boolean> => {
    const place = await placeAt(broker, offset);
    const above = place === undefined || place.number > after;
    if (above) high = offset;
    else low = place.offset;
    return above;
  };
  // Every number has its own record, so without repeats this is the very place; with repeats the place is behind it.
  const guess = earliest + BigInt(after - first.number);
  if (guess > low && guess < high) await isAbove(guess);
  for (let step = WINDOW; low + step < high; step *= 4n) if (await isAbove(low + step)) break;
  while (high - low > WINDOW) await isAbove((low + high) / 2n);

  for (let back = WINDOW; ; back *= 16n) {
    const offset = furtherBack(low, back, earliest);
    if (high < end || (await highestFrom(broker, offset)) >= after) return { offset, earliest };
    if (offset === earliest) throw new CarrierError('beyond_log', `the download log has not come as far as ${after}`);
  }
}

/** The first record at an offset or behind it. */
async function placeAt(broker: Broker, from: bigint): Promise<{ offset: bigint; number: number } | undefined> {
  const [record] = await broker.fetch(TOPICS.lsmsDownloads, 0, from, 1);
  return record === undefined ? undefined : { offset: record.offset, number: downloadNumberOf(record) };
}

async function highestFrom(broker: Broker, from: bigint): Promise<number> {
  let highest = 0;
  for (let next = from; ; ) {
    const records = await broker.fetch(TOPICS.lsmsDownloads, 0, next, PAGE);
    for (const record of records) highest = Math.max(highest, downloadNumberOf(record));
    const last = records.at(-1);
    if (last === undefined) return highest;
    next = last.offset + 1n;
  }
}
