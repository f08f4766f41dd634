import { type EventStore, NO_STREAM } from '../port';
import { appendOneByOne, ids, newEvent, newEvents, streamName } from './kit';

const HALF_MEGABYTE = 'x'.repeat(520_000);

const wrongRevision = (stream: string, expected: number, actual: number) => ({
  code: 'wrong_expected_revision',
  stream,
  expected,
  actual,
});

export function appendingContract(store: () => EventStore): void {
  describe('append', () => {
    it('starts a stream at revision 0 and counts on', async () => {
      const stream = streamName();
      const first = await store().append({ stream, expectedRevision: NO_STREAM, events: newEvents(1) });
      const second = await store().append({ stream, expectedRevision: 0, events: newEvents(2, 1) });
      expect(first.revision).toBe(0);
      expect(second.revision).toBe(2);
      expect(second.position > first.position).toBe(true);
    });

    it.each([
      ['NO_STREAM on a stream that exists', NO_STREAM, 1],
      ['a revision behind the last', 0, 1],
      ['a revision that was not reached', 2, 1],
    ])('refuses %s', async (_, expected, actual) => {
      const stream = streamName();
      const before = newEvents(2);
      await store().append({ stream, expectedRevision: NO_STREAM, events: before });
      await expect(
        store().append({ stream, expectedRevision: expected, events: newEvents(1, 2) }),
      ).rejects.toMatchObject(wrongRevision(stream, expected, actual));
      expect(ids(await store().readStream(stream))).toEqual(ids(before));
    });

    it('refuses a revision of a stream that does not exist', async () => {
      const stream = streamName();
      await expect(store().append({ stream, expectedRevision: 0, events: newEvents(1) })).rejects.toMatchObject(
        wrongRevision(stream, 0, NO_STREAM),
      );
      expect(await store().readStream(stream)).toEqual([]);
    });

    it('takes half a megabyte, and refuses more than one with nothing appended', async () => {
      const stream = streamName();
      const half = { stream, expectedRevision: NO_STREAM, events: [newEvent(0, HALF_MEGABYTE)] };
      expect((await store().append(half)).revision).toBe(0);
      const tooLarge = { stream, expectedRevision: 0, events: [1, 2, 3].map((n) => newEvent(n, HALF_MEGABYTE)) };
      await expect(store().append(tooLarge)).rejects.toMatchObject({ code: 'append_too_large' });
      expect((await store().readStream(stream)).map((event) => event.data)).toEqual([half.events[0]?.data]);
    });
  });

  describe('repeated append', () => {
    it('answers as the first did and appends nothing', async () => {
      const append = { stream: streamName(), expectedRevision: NO_STREAM, events: newEvents(3) };
      const first = await store().append(append);
      expect(await store().append(append)).toEqual(first);
      expect(ids(await store().readStream(append.stream))).toEqual(ids(append.events));
    });

    it('answers as the first did after more events were appended', async () => {
      const stream = streamName();
      await appendOneByOne(store(), stream, 5);
      const append = { stream, expectedRevision: 4, events: newEvents(2, 5) };
      const first = await store().append(append);
      await appendOneByOne(store(), stream, 40, 7);
      expect(await store().append(append)).toEqual(first);
      expect(await store().readStream(stream)).toHaveLength(47);
    });

    it('answers both alike when the two run at the same time', async () => {
      const append = { stream: streamName(), expectedRevision: NO_STREAM, events: newEvents(2) };
      const [one, two] = await Promise.all([store().append(append), store().append(append)]);
      expect(two).toEqual(one);
      expect(ids(await store().readStream(append.stream))).toEqual(ids(append.events));
    });

    it('is refused when one of its events is another one', async () => {
      const stream = streamName();
      const events = newEvents(3);
      await store().append({ stream, expectedRevision: NO_STREAM, events });
      const altered = [...events.slice(0, 2), newEvent(2)];
      await expect(store().append({ stream, expectedRevision: NO_STREAM, events: altered })).rejects.toMatchObject(
        wrongRevision(stream, NO_STREAM, 2),
      );
    });

    it('is refused when it goes on behind the last event', async () => {
      const stream = streamName();
      const events = newEvents(2);
      await store().append({ stream, expectedRevision: NO_STREAM, events });
      await expect(
        store().append({ stream, expectedRevision: NO_STREAM, events: [...events, newEvent(2)] }),
      ).rejects.toMatchObject(wrongRevision(stream, NO_STREAM, 1));
      expect(await store().readStream(stream)).toHaveLength(2);
    });
  });

  describe('batch', () => {
    it('appends to several streams, in the order given', async () => {
      const base = await store().head();
      const appends = ['b', 'a', 'c'].map((kind, index) => ({
        stream: streamName(kind),
        expectedRevision: NO_STREAM,
        events: newEvents(2, 2 * index),
      }));
      const results = await store().appendBatch(appends);
      expect(results.map((result) => result.revision)).toEqual([1, 1, 1]);
      const all = await store().readAll(base, 100);
      expect(ids(all)).toEqual(ids(appends.flatMap((append) => append.events)));
      expect(results.map((result) => result.position)).toEqual([1, 3, 5].map((index) => all[index]?.position));
    });

    it('answers an empty batch', async () => {
      const base = await store().head();
      expect(await store().appendBatch([])).toEqual([]);
      expect(await store().head()).toBe(base);
    });

    it('appends nothing from the refused stream on, and nothing at all where batches are atomic', async () => {
      const [before, refused, after] = [streamName('before'), streamName('refused'), streamName('after')];
      const append = (stream: string, expectedRevision: number) => ({ stream, expectedRevision, events: newEvents(1) });
      await expect(
        store().appendBatch([append(before, NO_STREAM), append(refused, 7), append(after, NO_STREAM)]),
      ).rejects.toMatchObject(wrongRevision(refused, 7, NO_STREAM));
      expect(await store().readStream(refused)).toEqual([]);
      expect(await store().readStream(after)).toEqual([]);
      expect((await store().readStream(before)).length).toBeLessThanOrEqual(store().atomicBatches ? 0 : 1);
    });

    it('answers a repeated batch as the first', async () => {
      const appends = ['a', 'b'].map((kind) => ({
        stream: streamName(kind),
        expectedRevision: NO_STREAM,
        events: newEvents(2),
      }));
      const first = await store().appendBatch(appends);
      expect(await store().appendBatch(appends)).toEqual(first);
      for (const { stream, events } of appends) expect(ids(await store().readStream(stream))).toEqual(ids(events));
    });

    it('completes a batch of which a part was appended before', async () => {
      const lone = (kind: string) => ({
        stream: streamName(kind),
        expectedRevision: NO_STREAM,
        events: newEvents(1),
      });
      const [one, two] = [lone('one'), lone('two')];
      const first = await store().append(one);
      const results = await store().appendBatch([one, two]);
      expect(results[0]).toEqual(first);
      expect(ids(await store().readStream(one.stream))).toEqual(ids(one.events));
      expect(ids(await store().readStream(two.stream))).toEqual(ids(two.events));
    });

    it('is refused above one megabyte in all, with nothing appended', async () => {
      const appends = ['a', 'b', 'c'].map((kind) => ({
        stream: streamName(kind),
        expectedRevision: NO_STREAM,
        events: [newEvent(0, HALF_MEGABYTE)],
      }));
      await expect(store().appendBatch(appends)).rejects.toMatchObject({ code: 'append_too_large' });
      for (const { stream } of appends) expect(await store().readStream(stream)).toEqual([]);
    });
  });
}
