import type { Broker, IncomingRecord } from '@openlnp/broker';
import { encodeWire, fromJson } from '@openlnp/messages';
import fc from 'fast-check';
import type { Download } from '../connection';
import { activation } from '../testing/downloads';
import { connectKafka } from './connect-kafka';
import { downloadsStart } from './downloads-start';

const DOWNLOAD = (() => {
  const record = fromJson('openlnp.download.SvDownload', activation(1));
  if (!record.ok) throw new Error(JSON.stringify(record.errors));
  return encodeWire('openlnp.download.SvDownload', record.data);
})();

/** A log of these download numbers, from an offset on; counts how often it is asked. */
function logOf(numbers: readonly number[], earliest = 0n): { broker: Broker; fetches: () => number } {
  let fetches = 0;
  const record = (index: number) =>
    ({
      value: DOWNLOAD,
      offset: earliest + BigInt(index),
      headers: { number: String(numbers[index]) },
    }) as unknown as IncomingRecord;
  const broker: Pick<Broker, 'fetch' | 'offsets' | 'read'> = {
    read: ({ from, onRecords }) => {
      const first = Number(from - earliest);
      void onRecords(Array.from({ length: numbers.length - first }, (_, i) => record(first + i)));
      return Promise.resolve({ stop: () => Promise.resolve() });
    },
    offsets: () => Promise.resolve({ earliest, end: earliest + BigInt(numbers.length) }),
    fetch: (_topic, _partition, from, limit) => {
      fetches += 1;
      const first = Number(from - earliest);
      const count = Math.max(0, Math.min(limit, numbers.length - first));
      return Promise.resolve(Array.from({ length: count }, (_, i) => record(first + i)));
    },
  };
  return { broker: broker as Broker, fetches: () => fetches };
}

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** What a reader behind `after` is given, up to number `last`. */
async function delivered(numbers: readonly number[], earliest: bigint, after: number, last: number): Promise<number[]> {
  const carrier = await connectKafka({ broker: logOf(numbers, earliest).broker, spid: '2222' });
  const controller = new AbortController();
  const got: number[] = [];
  const onDownloads = (batch: readonly Download[]): void => {
    got.push(...batch.map(({ number }) => number));
    if (got.at(-1) === last) controller.abort();
  };
  await carrier.downloads({ after, onDownloads, signal: controller.signal });
  await carrier.close();
  return got;
}

describe('downloadsStart', () => {
  it('law 5: from any number, all that follow come once and in order, whatever a relay repeated', async () => {
    const restarts = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.nat({ max: 300 })), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        restarts,
        fc.integer({ min: 1, max: 1_000 }),
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.nat(),
        async (runs, first, earliest, wanted) => {
          const numbers: number[] = [first];
          let head = first;
          for (const [forward, back] of runs) {
            numbers.push(...upTo(Math.max(first, head - back), head + forward));
            head += forward;
          }
          const after = first - 1 + (wanted % (head - first + 2));
          expect(await delivered([...numbers, head + 1], earliest, after, head + 1)).toEqual(upTo(after + 1, head + 1));
        },
      ),
    );
  });

  it('asks seldom: a log without repeats is as long as its numbers', async () => {
    const numbers = upTo(5, 100_004);
    for (const after of [4, 5, 77, 50_000, 99_999, 100_004]) {
      const { broker, fetches } = logOf(numbers, 7n);
      const { offset } = await downloadsStart(broker, after);
      expect(numbers[Number(offset - 7n)]).toBeLessThanOrEqual(after + 1);
      expect(after - (numbers[Number(offset - 7n)] ?? 0)).toBeLessThanOrEqual(600);
      expect(fetches()).toBeLessThanOrEqual(6);
    }
  });

  it('starts at the earliest number kept when the one looked for is gone', async () => {
    expect(await downloadsStart(logOf(upTo(50, 60), 9n).broker, 3)).toEqual({ offset: 9n, earliest: 9n });
    expect(await downloadsStart(logOf([], 9n).broker, 3)).toEqual({ offset: 9n, earliest: 9n });
  });

  it('says when the log has never come so far', async () => {
    await expect(downloadsStart(logOf(upTo(1, 20_000)).broker, 20_001)).rejects.toMatchObject({ code: 'beyond_log' });
  });

  it('says when a record has no number', async () => {
    await expect(downloadsStart(logOf([Number.NaN]).broker, 0)).rejects.toMatchObject({ code: 'malformed_record' });
  });
});
