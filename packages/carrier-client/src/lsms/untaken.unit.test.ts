import fc from 'fast-check';
import { activation } from '../testing/downloads';
import { createLsmsTable } from './table';
import { openParts, UntakenDownloads } from './untaken';

const span = (first: number, length: number) => ({
  firstTn: String(3035550000 + first),
  lastTn: String(3035550000 + first + length - 1),
});
const refusal = (number: number) => ({ number, code: 'full', text: null });

describe('UntakenDownloads', () => {
  it('whatever is refused and in whatever order it is taken later, the table ends as if all had been applied', () => {
    const ranges = fc.array(
      fc.record({
        first: fc.nat(12),
        length: fc.integer({ min: 1, max: 6 }),
        gone: fc.boolean(),
        refused: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(ranges, fc.infiniteStream(fc.nat()), (steps, order) => {
        const [all, mine, untaken] = [createLsmsTable(), createLsmsTable(), new UntakenDownloads()];
        for (const [index, { first, length, gone, refused }] of steps.entries()) {
          const number = index + 1;
          const more = {
            ...span(first, length),
            firstSvId: number * 100,
            ...(gone && { action: 'delete', lrn: null }),
          };
          const download = activation(number, more);
          all.apply(download);
          if (refused) untaken.add(refusal(number), download);
          else {
            mine.apply(download);
            untaken.applied(download);
          }
        }
        while (untaken.all.length > 0) {
          const pick = (order.next().value as number) % untaken.all.length;
          const entry = untaken.all[pick] as (typeof untaken.all)[number];
          for (const part of openParts(entry)) {
            mine.apply(part);
            untaken.applied(part);
          }
          untaken.delete(entry.refused.number);
        }
        expect(mine.digest()).toBe(all.digest());
        expect([...mine.entries()]).toEqual([...all.entries()]);
      }),
    );
  });

  it('keeps the latest, and says which one it forgets', () => {
    const untaken = new UntakenDownloads([], 2);
    expect([1, 2, 3].map((number) => untaken.add(refusal(number), activation(number)))).toEqual([
      undefined,
      undefined,
      1,
    ]);
    expect(untaken.all.map(({ refused }) => refused.number)).toEqual([2, 3]);
  });
});
