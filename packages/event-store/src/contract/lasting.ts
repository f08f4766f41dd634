import { type EventStore, NO_STREAM, START } from '../port';
import { appendOneByOne, Collector, ids, newEvents, type OpenedStore, streamName } from './kit';

export function lastingContract(opened: () => OpenedStore): void {
  const store = (): EventStore => opened().store;

  describe('checkpoints', () => {
    it('are unknown until saved, then the last one saved, each under its name', async () => {
      const [one, two] = [streamName('checkpoint'), streamName('checkpoint')];
      expect(await store().loadCheckpoint(one)).toBeUndefined();
      await store().saveCheckpoint(one, START);
      expect(await store().loadCheckpoint(one)).toBe(START);
      await appendOneByOne(store(), streamName(), 1);
      const head = await store().head();
      await store().saveCheckpoint(one, head);
      expect(await store().loadCheckpoint(one)).toBe(head);
      expect(await store().loadCheckpoint(two)).toBeUndefined();
    });
  });

  describe('close and reopen', () => {
    it('keeps events, answers to repeats, checkpoints and positions', async () => {
      const base = await store().head();
      const stream = streamName();
      const checkpoint = streamName('checkpoint');
      await appendOneByOne(store(), stream, 5);
      const append = { stream, expectedRevision: 4, events: newEvents(2, 5) };
      const first = await store().append(append);
      await store().saveCheckpoint(checkpoint, first.position);
      const before = await store().readAll(base, 100);
      const again = await opened().reopen();
      expect(await again.readAll(base, 100)).toEqual(before);
      expect(await again.readStream(stream)).toEqual(before);
      expect(await again.head()).toBe(first.position);
      expect(await again.loadCheckpoint(checkpoint)).toBe(first.position);
      expect(await again.append(append)).toEqual(first);
      const next = await again.append({ stream, expectedRevision: 6, events: newEvents(1, 7) });
      expect(next.position > first.position).toBe(true);
    });

    it('waits for the appends in hand', async () => {
      const streams = Array.from({ length: 50 }, () => streamName());
      const appends = streams.map((stream) => ({ stream, expectedRevision: NO_STREAM, events: newEvents(1) }));
      const answers = Promise.all(appends.map((append) => store().append(append)));
      const again = await opened().reopen();
      expect((await answers).map((answer) => answer.revision)).toEqual(streams.map(() => 0));
      for (const { stream, events } of appends) expect(ids(await again.readStream(stream))).toEqual(ids(events));
    });

    it('ends subscriptions without an error, and they go on behind their last event', async () => {
      const base = await store().head();
      const stream = streamName();
      const early = await appendOneByOne(store(), stream, 3);
      const collector = new Collector();
      const errors: unknown[] = [];
      const onError = (error: unknown): void => void errors.push(error);
      store().subscribe({ after: base, onEvents: collector.options.onEvents, onError });
      await collector.reaches(3);
      const again = await opened().reopen();
      const late = await appendOneByOne(again, stream, 2, 3);
      const after = collector.events.at(-1)?.position ?? base;
      const subscription = again.subscribe({ after, onEvents: collector.options.onEvents, onError });
      await collector.reaches(5);
      await subscription.stop();
      expect(ids(collector.events)).toEqual(ids([...early, ...late]));
      expect(errors).toEqual([]);
    });
  });
}
