import type { Broker } from '@openlnp/broker';
import fc from 'fast-check';
import { downloadLog } from '../testing/memory-log';
import { downloadNumberOf, downloadsStart } from './downloads-start';

/** What a feed sends from there: each number once and in order; undefined when it would have to jump. */
async function sentFrom(broker: Broker, offset: bigint, after: number): Promise<number[] | undefined> {
  const numbers: number[] = [];
  for (const record of await broker.fetch('', 0, offset, 100_000)) {
    const number = downloadNumberOf(record);
    const last = numbers.at(-1) ?? after;
    if (number > last + 1) return undefined;
    if (number === last + 1) numbers.push(number);
  }
  return numbers;
}

const upTo = (from: number, through: number): number[] =>
  Array.from({ length: Math.max(0, through - from + 1) }, (_, i) => from + i);

const logOf = (numbers: readonly number[], gaps: readonly number[] = []): ReturnType<typeof downloadLog> => {
  let offset = 100n;
  const places = numbers.map((number, index) => {
    offset += 1n + BigInt(gaps[index % Math.max(1, gaps.length)] ?? 0);
    return { offset, number };
  });
  return downloadLog(numbers.length, (index) => places[index] as { offset: bigint; number: number });
};

/** One relay that now and then begins again some numbers back, as after a restart. */
const restarts = fc
  .array(fc.record({ back: fc.nat(40), on: fc.integer({ min: 1, max: 60 }) }), { maxLength: 12 })
  .map((runs) => {
    const numbers: number[] = [];
    let next = 1;
    for (const { back, on } of runs) {
      next = Math.max(1, next - back);
      for (let i = 0; i < on; i += 1) numbers.push(next++);
    }
    return numbers;
  });

/** Two relays at once, the second late: only the first appearances are in order. */
const interleaved = fc.array(fc.boolean(), { maxLength: 400 }).map((turns) => {
  const numbers: number[] = [];
  let first = 1;
  let late = 1;
  for (const isLate of turns) {
    if (isLate && late < first) numbers.push(late++);
    else numbers.push(first++);
  }
  return numbers;
});

describe('the start of a download feed', () => {
  it.each([
    ['a relay that restarts', restarts],
    ['two relays', interleaved],
  ])('law 5: from any number, everything after it comes once and in order: %s', async (_name, logs) => {
    await fc.assert(
      fc.asyncProperty(logs, fc.array(fc.nat(3), { maxLength: 7 }), fc.nat(500), async (numbers, gaps, wanted) => {
        const broker = logOf(numbers, gaps);
        const head = Math.max(0, ...numbers);
        const after = wanted % (head + 1);
        const start = await downloadsStart(broker, after);
        expect(start.kind).toBe('from');
        const sent = start.kind === 'from' ? await sentFrom(broker, start.offset, after) : undefined;
        const through = after + (sent?.length ?? 0);
        expect(sent).toEqual(upTo(after + 1, through));
        // Short of the head only where the log ends in the middle of a repeat, with which the relay goes on.
        if (through < head) expect(numbers.at(-1)).toBeLessThanOrEqual(through);
      }),
      { numRuns: 300 },
    );
  });

  it('says which is the first kept when the next one is not', async () => {
    const broker = logOf(upTo(500, 900));
    expect(await downloadsStart(broker, 498)).toEqual({ kind: 'expired', earliest: 500 });
    expect(await downloadsStart(broker, 0)).toEqual({ kind: 'expired', earliest: 500 });
    expect(await downloadsStart(broker, 499)).toEqual({ kind: 'from', offset: 101n });
  });

  it('refuses a number that the log has not come to', async () => {
    const broker = logOf(upTo(1, 900));
    expect(await downloadsStart(broker, 901)).toEqual({ kind: 'beyond', highest: 900 });
    expect((await downloadsStart(broker, 900)).kind).toBe('from');
  });

  it('waits at the end of an empty log', async () => {
    expect(await downloadsStart(logOf([]), 0)).toEqual({ kind: 'from', offset: 7n });
    expect(await downloadsStart(logOf([]), 12)).toEqual({ kind: 'from', offset: 7n });
  });

  it('asks little of a long log', async () => {
    const size = 5_000_000;
    const dense = downloadLog(size, (index) => ({ offset: BigInt(index), number: index + 1 }));
    for (const after of [0, 1, 2_345_678, size - 1, size])
      expect((await downloadsStart(dense, after)).kind).toBe('from');
    expect(dense.fetches()).toBeLessThanOrEqual(5 * 6);

    const sparse = downloadLog(size, (index) => ({ offset: BigInt(index) * 3n, number: index + 1 }));
    const start = await downloadsStart(sparse, 2_345_678);
    expect(start).toEqual({ kind: 'from', offset: 2_345_678n * 3n });
    expect(sparse.fetches()).toBeLessThanOrEqual(60);
  });

  it('takes a record without a number for a fault', () => {
    expect(() => downloadNumberOf({ headers: {}, offset: 3n })).toThrow('no number');
    expect(() => downloadNumberOf({ headers: { number: '0' }, offset: 3n })).toThrow('no number');
  });
});
