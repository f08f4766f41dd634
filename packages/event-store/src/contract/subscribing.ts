import { type EventStore, NO_STREAM, type RecordedEvent } from '../port';
import { appendOneByOne, Collector, gate, ids, newEvents, streamName } from './kit';

export function subscribingContract(store: () => EventStore): void {
  describe('subscribe', () => {
    it('starts behind the position given', async () => {
      const stream = streamName();
      const events = await appendOneByOne(store(), stream, 10);
      const middle = (await store().readStream(stream, { from: 5, limit: 1 }))[0]?.position ?? -1n;
      const collector = new Collector();
      const subscription = store().subscribe({ after: middle, ...collector.options });
      await collector.reaches(4);
      await subscription.stop();
      expect(ids(collector.events)).toEqual(ids(events.slice(6)));
    });

    it('goes over from catching up to live without a gap or a repeat', async () => {
      const base = await store().head();
      const stream = streamName();
      const collector = new Collector();
      const before = await appendOneByOne(store(), stream, 20);
      const subscription = store().subscribe({ after: base, batchSize: 3, ...collector.options });
      const during = await appendOneByOne(store(), stream, 30, 20);
      await collector.reaches(50);
      const after = await appendOneByOne(store(), stream, 5, 50);
      await collector.reaches(55);
      await subscription.stop();
      expect(ids(collector.events)).toEqual(ids([...before, ...during, ...after]));
      expect(Math.max(...collector.batches)).toBeLessThanOrEqual(3);
      expect(Math.min(...collector.batches)).toBeGreaterThanOrEqual(1);
    });

    it('waits for what comes later', async () => {
      const collector = new Collector();
      const subscription = store().subscribe({ after: await store().head(), ...collector.options });
      const [stream, events] = [streamName(), newEvents(2)];
      await store().append({ stream, expectedRevision: NO_STREAM, events });
      await collector.reaches(2);
      await subscription.stop();
      expect(collector.events).toEqual(await store().readStream(stream));
    });

    it('gives every subscription everything', async () => {
      const base = await store().head();
      const collectors = Array.from({ length: 5 }, () => new Collector());
      const subscriptions = collectors.map(({ options }) => store().subscribe({ after: base, ...options }));
      const events = await appendOneByOne(store(), streamName(), 10);
      for (const collector of collectors) {
        await collector.reaches(10);
        expect(ids(collector.events)).toEqual(ids(events));
      }
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
    });

    it('holds the next batch back until the handler is done', async () => {
      const base = await store().head();
      const [held, first] = [gate(), gate()];
      const slow: RecordedEvent[] = [];
      let calls = 0;
      let running = 0;
      let mostRunning = 0;
      const collector = new Collector();
      const subscription = store().subscribe({
        after: base,
        batchSize: 2,
        onEvents: async (events) => {
          calls += 1;
          running += 1;
          mostRunning = Math.max(mostRunning, running);
          first.open();
          await held.opened;
          running -= 1;
          slow.push(...events);
          void collector.options.onEvents(events);
        },
        onError: collector.options.onError,
      });
      const swift = new Collector();
      const other = store().subscribe({ after: base, ...swift.options });
      const events = await appendOneByOne(store(), streamName(), 10);
      await first.opened;
      await swift.reaches(10);
      expect(calls).toBe(1);
      held.open();
      await collector.reaches(10);
      await Promise.all([subscription.stop(), other.stop()]);
      expect(mostRunning).toBe(1);
      expect(ids(slow)).toEqual(ids(events));
    });

    it('stops in the middle: waits for the running handler, calls no other', async () => {
      const base = await store().head();
      const [reached, held] = [gate(), gate()];
      const seen: string[] = [];
      let finished = false;
      const errors: unknown[] = [];
      const subscription = store().subscribe({
        after: base,
        batchSize: 1,
        onEvents: async (events) => {
          seen.push(...ids(events));
          if (seen.length < 3) return;
          reached.open();
          await held.opened;
          finished = true;
        },
        onError: (error) => errors.push(error),
      });
      const events = await appendOneByOne(store(), streamName(), 6);
      await reached.opened;
      let stopped = false;
      const stopping = subscription.stop().then(() => {
        stopped = true;
      });
      const witness = new Collector();
      const other = store().subscribe({ after: base, ...witness.options });
      await witness.reaches(6);
      expect(stopped).toBe(false);
      held.open();
      await stopping;
      expect(finished).toBe(true);
      await appendOneByOne(store(), streamName(), 1);
      await witness.reaches(7);
      await other.stop();
      expect(seen).toEqual(ids(events.slice(0, 3)));
      expect(errors).toEqual([]);
    });

    it('stops while it waits, and twice', async () => {
      const collector = new Collector();
      const subscription = store().subscribe({ after: await store().head(), ...collector.options });
      await subscription.stop();
      await subscription.stop();
      expect(collector.events).toEqual([]);
    });

    it.each([
      [
        'throws',
        () => {
          throw new Error('handler broke');
        },
      ],
      ['rejects', () => Promise.reject(new Error('handler broke'))],
    ])('tells onError when the handler %s, and ends', async (_, handler) => {
      const base = await store().head();
      let calls = 0;
      const failed = new Promise<unknown>((resolve) => {
        const subscription = store().subscribe({
          after: base,
          batchSize: 1,
          onEvents: () => {
            calls += 1;
            return handler();
          },
          onError: (error) => resolve(subscription.stop().then(() => error)),
        });
      });
      const witness = new Collector();
      const other = store().subscribe({ after: base, ...witness.options });
      await appendOneByOne(store(), streamName(), 3);
      expect(await failed).toMatchObject({ message: 'handler broke' });
      await witness.reaches(3);
      await appendOneByOne(store(), streamName(), 1);
      await witness.reaches(4);
      await other.stop();
      expect(calls).toBe(1);
    });

    it('lets a handler append', async () => {
      const base = await store().head();
      const [source, echo] = [streamName('source'), streamName('echo')];
      const witness = new Collector();
      const subscription = store().subscribe({
        after: base,
        onEvents: async (events) => {
          for (const event of events) {
            if (event.stream !== source) continue;
            await store().append({ stream: echo, expectedRevision: event.revision - 1, events: newEvents(1) });
          }
          await witness.options.onEvents(events);
        },
        onError: witness.options.onError,
      });
      await appendOneByOne(store(), source, 4);
      await witness.reaches(8);
      await subscription.stop();
      expect(await store().readStream(echo)).toHaveLength(4);
    });
  });
}
