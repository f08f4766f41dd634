import { type AppendResult, type EventStore, NO_STREAM } from '../port';
import { appendOneByOne, ids, newEvent, newEvents, streamName } from './kit';

export function racingContract(store: () => EventStore): void {
  describe('writers at the same time', () => {
    it('lets exactly one of them have each revision', async () => {
      const stream = streamName();
      const winners: string[] = [];
      for (let expectedRevision = NO_STREAM; expectedRevision < 9; expectedRevision += 1) {
        const events = newEvents(8);
        const outcomes = await Promise.allSettled(
          events.map((event) => store().append({ stream, expectedRevision, events: [event] })),
        );
        const won = events.filter((_, index) => outcomes[index]?.status === 'fulfilled');
        expect(won).toHaveLength(1);
        winners.push(...ids(won));
        for (const outcome of outcomes) {
          if (outcome.status === 'fulfilled') expect(outcome.value.revision).toBe(expectedRevision + 1);
          else expect(outcome.reason).toMatchObject({ code: 'wrong_expected_revision', expected: expectedRevision });
        }
      }
      expect(ids(await store().readStream(stream))).toEqual(winners);
    });

    it('loses nothing of those that retry until they win', async () => {
      const stream = streamName();
      const writer = async (n: number): Promise<string> => {
        const event = newEvent(n);
        for (;;) {
          const [last] = await store().readStream(stream, { direction: 'backward', limit: 1 });
          const appended = await store()
            .append({ stream, expectedRevision: last?.revision ?? NO_STREAM, events: [event] })
            .catch((error: { code?: unknown }) => {
              if (error.code !== 'wrong_expected_revision') throw error;
              return undefined;
            });
          if (appended !== undefined) return event.id;
        }
      };
      const written = await Promise.all(Array.from({ length: 12 }, (_, n) => writer(n)));
      const found = await store().readStream(stream);
      expect(ids(found).sort()).toEqual(written.sort());
      expect(found.map((event) => event.revision)).toEqual(found.map((_, index) => index));
    });

    it('refuses one without hurting those beside it', async () => {
      const streams = Array.from({ length: 10 }, () => streamName());
      const outcomes = await Promise.allSettled(
        streams.map((stream, n) =>
          store().append({ stream, expectedRevision: n % 2 === 0 ? NO_STREAM : 3, events: newEvents(1) }),
        ),
      );
      expect(outcomes.map((outcome) => outcome.status)).toEqual(
        streams.map((_, n) => (n % 2 === 0 ? 'fulfilled' : 'rejected')),
      );
      for (const [n, stream] of streams.entries()) {
        expect(await store().readStream(stream)).toHaveLength(n % 2 === 0 ? 1 : 0);
      }
    });

    it('takes 200 of them on streams of their own', async () => {
      const base = await store().head();
      const streams = Array.from({ length: 200 }, () => streamName());
      const appended = await Promise.all(streams.map((stream) => appendOneByOne(store(), stream, 3)));
      for (const [index, stream] of streams.entries()) {
        expect(ids(await store().readStream(stream))).toEqual(ids(appended[index] ?? []));
      }
      const all = await store().readAll(base, 1000);
      expect(ids(all).sort()).toEqual(ids(appended.flat()).sort());
    });

    it('answers with the position at which the event is then found', async () => {
      const base = await store().head();
      const streams = Array.from({ length: 30 }, () => streamName());
      const results: AppendResult[] = await Promise.all(
        streams.map((stream) => store().append({ stream, expectedRevision: NO_STREAM, events: newEvents(2) })),
      );
      const all = await store().readAll(base, 1000);
      for (const [index, { position }] of results.entries()) {
        const event = all.find((candidate) => candidate.position === position);
        expect(event).toMatchObject({ stream: streams[index], revision: 1 });
      }
    });
  });
}
