import { type EventStore, NO_STREAM } from '../port';
import { appendOneByOne, newEvents, streamName } from './kit';

const first = (stream: string) => ({ stream, expectedRevision: NO_STREAM, events: newEvents(1) });
const numberStream = (): string => `tn-${streamName()}`;
const requestStream = (): string => `request-${streamName()}`;

/** Neighbours that an engine may append at the same time: numbers, then their requests (law 2). */
export function batchesContract(store: () => EventStore): void {
  const lengths = (streams: readonly string[]): Promise<number[]> =>
    Promise.all(streams.map(async (stream) => (await store().readStream(stream)).length));

  describe('batch of numbers and requests', () => {
    it('has all numbers before the requests, and answers in the order given', async () => {
      const base = await store().head();
      const streams = [...Array.from({ length: 60 }, numberStream), ...Array.from({ length: 20 }, requestStream)];
      const results = await store().appendBatch(streams.map(first));
      const all = await store().readAll(base, 1000);
      const kinds = all.map(({ stream }) => stream.slice(0, stream.indexOf('-')));
      expect(kinds).toEqual(streams.map((_, index) => (index < 60 ? 'tn' : 'request')));
      const positions = new Map(all.map(({ stream, position }) => [stream, position]));
      expect(results.map(({ position }) => position)).toEqual(streams.map((stream) => positions.get(stream)));
    });

    it('appends no request when one of the numbers is refused, whichever', async () => {
      for (const refused of [0, 2, 4]) {
        const numbers = Array.from({ length: 5 }, numberStream);
        const requests = [requestStream(), requestStream()];
        await appendOneByOne(store(), numbers[refused] ?? '', 1);
        await expect(store().appendBatch([...numbers, ...requests].map(first))).rejects.toMatchObject({
          code: 'wrong_expected_revision',
          stream: numbers[refused],
        });
        expect(await lengths(requests)).toEqual([0, 0]);
      }
    });

    it('appends no number behind a job that is refused, nor what stands behind another kind', async () => {
      const [job, number, request, late] = [`job-${streamName()}`, numberStream(), requestStream(), numberStream()];
      await appendOneByOne(store(), job, 1);
      await expect(store().appendBatch([job, number, request].map(first))).rejects.toMatchObject({ stream: job });
      await appendOneByOne(store(), request, 1);
      await expect(store().appendBatch([number, request, late].map(first))).rejects.toMatchObject({ stream: request });
      expect(await lengths([job, request, late])).toEqual([1, 1, 0]);
    });

    it('goes on where an earlier try was broken off, answering as that did', async () => {
      const appends = [...Array.from({ length: 10 }, numberStream), requestStream()].map(first);
      const early = await Promise.all([1, 4, 7].map((index) => store().append(appends[index] ?? first(''))));
      const results = await store().appendBatch(appends);
      expect([1, 4, 7].map((index) => results[index])).toEqual(early);
      expect(await lengths(appends.map(({ stream }) => stream))).toEqual(appends.map(() => 1));
    });

    it('takes a range of 1,000', async () => {
      const base = await store().head();
      const appends = [...Array.from({ length: 1000 }, numberStream), requestStream()].map(first);
      const results = await store().appendBatch(appends);
      expect(results.map(({ revision }) => revision)).toEqual(appends.map(() => 0));
      expect(await store().readAll(base, 2000)).toHaveLength(1001);
    });
  });
}
