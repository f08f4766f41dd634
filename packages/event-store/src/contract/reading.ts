import { type EventStore, NO_STREAM, type Position, type RecordedEvent } from '../port';
import { appendOneByOne, Collector, ids, newEvents, streamName } from './kit';

const revisions = (events: readonly RecordedEvent[]): number[] => events.map((event) => event.revision);

export function readingContract(store: () => EventStore): void {
  describe('readStream', () => {
    it('gives events back as they were appended', async () => {
      const stream = streamName();
      const events = newEvents(4);
      const { position } = await store().append({ stream, expectedRevision: NO_STREAM, events });
      const found = await store().readStream(stream);
      expect(found).toEqual(
        events.map((event, revision) => ({
          ...event,
          stream,
          revision,
          position: found[revision]?.position,
          recordedAt: found[revision]?.recordedAt,
        })),
      );
      expect(found.at(-1)?.position).toBe(position);
      for (const { recordedAt } of found) expect(Number.isSafeInteger(recordedAt)).toBe(true);
    });

    it('is empty for a stream that does not exist, either way', async () => {
      const stream = streamName();
      expect(await store().readStream(stream)).toEqual([]);
      expect(await store().readStream(stream, { direction: 'backward', limit: 1 })).toEqual([]);
    });

    it.each([
      [{}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
      [{ limit: 3 }, [0, 1, 2]],
      [{ limit: 0 }, []],
      [{ from: 4, limit: 3 }, [4, 5, 6]],
      [{ from: 10, limit: 3 }, [10, 11]],
      [{ from: 12 }, []],
      [{ from: 99, limit: 1 }, []],
      [{ direction: 'backward', limit: 1 }, [11]],
      [{ direction: 'backward', limit: 0 }, []],
      [{ direction: 'backward', from: 5 }, [5, 4, 3, 2, 1, 0]],
      [{ direction: 'backward', from: 5, limit: 2 }, [5, 4]],
      [{ direction: 'backward', from: 0 }, [0]],
      [{ direction: 'backward', from: 99, limit: 2 }, [11, 10]],
    ] as const)('%j of twelve gives %j', async (options, expected) => {
      const stream = streamName();
      const other = streamName('other');
      for (let n = 0; n < 4; n += 1) {
        await store().append({ stream, expectedRevision: 3 * n - 1, events: newEvents(3, 3 * n) });
        await store().append({ stream: other, expectedRevision: n - 1, events: newEvents(1, n) });
      }
      expect(revisions(await store().readStream(stream, options))).toEqual(expected);
    });

    it('finds every revision of a long stream', async () => {
      const stream = streamName();
      const events = newEvents(150);
      for (let n = 0; n < events.length; n += 5) {
        await store().append({ stream, expectedRevision: n - 1, events: events.slice(n, n + 5) });
      }
      for (const [from, event] of events.entries()) {
        expect(ids(await store().readStream(stream, { from, limit: 1 }))).toEqual([event.id]);
      }
    });
  });

  describe('readAll', () => {
    it('gives the events of all streams in the order of their positions', async () => {
      const base = await store().head();
      const [one, two] = [streamName(), streamName()];
      const expected = [];
      for (let n = 0; n < 6; n += 1) {
        const events = newEvents(1, n);
        await store().append({ stream: n % 2 === 0 ? one : two, expectedRevision: (n >> 1) - 1, events });
        expected.push(...events);
      }
      const all = await store().readAll(base, 100);
      expect(ids(all)).toEqual(ids(expected));
      for (const [index, event] of all.slice(1).entries()) {
        expect(event.position > (all[index]?.position ?? event.position)).toBe(true);
      }
      expect(await store().head()).toBe(all.at(-1)?.position);
    });

    it('is empty at the end and for a limit of 0', async () => {
      await appendOneByOne(store(), streamName(), 2);
      expect(await store().readAll(await store().head(), 10)).toEqual([]);
      expect(await store().readAll(-1n, 0)).toEqual([]);
    });

    it('gives in pages what a subscription gives', async () => {
      const base = await store().head();
      for (let n = 0; n < 5; n += 1) await appendOneByOne(store(), streamName(), 5);
      const paged: RecordedEvent[] = [];
      let after: Position = base;
      for (;;) {
        const page = await store().readAll(after, 7);
        if (page.length === 0) break;
        expect(page.length).toBeLessThanOrEqual(7);
        paged.push(...page);
        after = page.at(-1)?.position ?? after;
      }
      const collector = new Collector();
      const subscription = store().subscribe({ after: base, batchSize: 4, ...collector.options });
      await collector.reaches(25);
      await subscription.stop();
      expect(paged).toHaveLength(25);
      expect(collector.events).toEqual(paged);
    });
  });
}
