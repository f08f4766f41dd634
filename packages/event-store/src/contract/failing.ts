import { type EventStore, NO_STREAM, type RecordedEvent } from '../port';
import { appendOneByOne, Collector, type HookOf, ids, newEvents, streamName } from './kit';

/** An append may take effect and its answer be lost: by a deadline, or with the connection. */
export function lostAnswersContract(store: () => EventStore, hook: HookOf): void {
  describe('an append whose answer is lost', () => {
    it('is answered as if nothing had happened, and stands there once', async () => {
      for (let n = 0; n < 6; n += 1) {
        const append = { stream: streamName(), expectedRevision: NO_STREAM, events: newEvents(3) };
        hook('loseNextAnswer')();
        const answer = await store().append(append);
        const found = await store().readStream(append.stream);
        expect(ids(found)).toEqual(ids(append.events));
        expect(answer).toEqual({ revision: 2, position: found[2]?.position });
        expect(await store().append(append)).toEqual(answer);
      }
    });

    it('does not double the others that are under way', async () => {
      const base = await store().head();
      for (let n = 0; n < 3; n += 1) hook('loseNextAnswer')();
      const appends = Array.from({ length: 100 }, () => ({
        stream: streamName(),
        expectedRevision: NO_STREAM,
        events: newEvents(2),
      }));
      const answers = await Promise.all(appends.map((append) => store().append(append)));
      expect(answers.map(({ revision }) => revision)).toEqual(appends.map(() => 1));
      const all = await store().readAll(base, 1000);
      expect(ids(all).sort()).toEqual(ids(appends.flatMap(({ events }) => events)).sort());
      expect(all.filter(({ revision }) => revision === 1).map(({ position }) => position)).toEqual(
        answers.map(({ position }) => position).sort((one, two) => Number(one - two)),
      );
    });

    it('does not stop a batch, nor change its order of kinds', async () => {
      const base = await store().head();
      const first = (stream: string) => ({ stream, expectedRevision: NO_STREAM, events: newEvents(1) });
      const appends = [...Array.from({ length: 8 }, () => `tn-${streamName()}`), `request-${streamName()}`].map(first);
      hook('loseNextAnswer')();
      const results = await store().appendBatch(appends);
      const all = await store().readAll(base, 100);
      expect(all).toHaveLength(9);
      expect(all.at(-1)?.stream).toBe(appends.at(-1)?.stream);
      expect(results.at(-1)?.position).toBe(all.at(-1)?.position);
    });
  });
}

/** Reads and subscriptions that lose their connection in the middle. */
export function dropsContract(store: () => EventStore, hook: HookOf): void {
  describe('a connection that drops', () => {
    it('does not lose or double an event of a subscription, catching up or live', async () => {
      const base = await store().head();
      const early = await appendOneByOne(store(), streamName(), 20);
      hook('dropReads')(3, 16);
      const collector = new Collector();
      const subscription = store().subscribe({ after: base, batchSize: 2, ...collector.options });
      await collector.reaches(20);
      const late = await appendOneByOne(store(), streamName(), 60);
      await collector.reaches(80);
      await subscription.stop();
      expect(ids(collector.events)).toEqual(ids([...early, ...late]));
    });

    it('does not hand an event over again whose handler had it', async () => {
      const base = await store().head();
      const events = await appendOneByOne(store(), streamName(), 30);
      const seen: RecordedEvent[] = [];
      const collector = new Collector();
      hook('dropReads')(5, 4);
      const subscription = store().subscribe({
        after: base,
        batchSize: 3,
        onEvents: async (batch) => {
          seen.push(...batch);
          // Something to do meanwhile, in which the connection is lost.
          await store().readStream(batch[0]?.stream ?? '');
          await collector.options.onEvents(batch);
        },
        onError: collector.options.onError,
      });
      await collector.reaches(30);
      await subscription.stop();
      expect(ids(seen)).toEqual(ids(events));
    });

    it('does not shorten what is read', async () => {
      const base = await store().head();
      const stream = streamName();
      const events = await appendOneByOne(store(), stream, 30);
      hook('dropReads')(7, 2);
      expect(ids(await store().readStream(stream))).toEqual(ids(events));
      hook('dropReads')(11, 2);
      expect(ids(await store().readAll(base, 100))).toEqual(ids(events));
    });
  });
}
