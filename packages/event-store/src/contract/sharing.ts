import { type AppendResult, type EventStore, NO_STREAM, type RecordedEvent, type StreamAppend } from '../port';
import { appendOneByOne, Collector, type HookOf, ids, newEvent, newEvents, type OpenedStore, streamName } from './kit';

/** Two stores on the same events, as two processes have. */
export function writersContract(store: () => EventStore, hook: HookOf): void {
  describe('two stores', () => {
    it('race for each revision, and one of them gets it', async () => {
      const other = await hook('openAnother')();
      const stream = streamName();
      const winners: string[] = [];
      for (let expectedRevision = NO_STREAM; expectedRevision < 19; expectedRevision += 1) {
        const events = newEvents(2);
        const outcomes = await Promise.allSettled(
          events.map((event, n) => (n === 0 ? store() : other).append({ stream, expectedRevision, events: [event] })),
        );
        const won = events.filter((_, n) => outcomes[n]?.status === 'fulfilled');
        expect(won).toHaveLength(1);
        winners.push(...ids(won));
        expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
          reason: { code: 'wrong_expected_revision', actual: expectedRevision + 1 },
        });
      }
      expect(ids(await store().readStream(stream))).toEqual(winners);
      expect(await other.readStream(stream)).toEqual(await store().readStream(stream));
    });

    it('answer the same append alike, whoever came first', async () => {
      const other = await hook('openAnother')();
      for (let n = 0; n < 10; n += 1) {
        const append = { stream: streamName(), expectedRevision: NO_STREAM, events: newEvents(2) };
        const [one, two] = await Promise.all([store().append(append), other.append(append)]);
        expect(two).toEqual(one);
        expect(await store().readStream(append.stream)).toHaveLength(2);
      }
    });

    it('see what the other appends: reads, heads and subscriptions', async () => {
      const other = await hook('openAnother')();
      const base = await store().head();
      const collector = new Collector();
      const subscription = other.subscribe({ after: base, ...collector.options });
      const stream = streamName();
      const events = await appendOneByOne(store(), stream, 20);
      await collector.reaches(20);
      await subscription.stop();
      expect(ids(collector.events)).toEqual(ids(events));
      expect(await other.readStream(stream)).toEqual(collector.events);
      expect(await other.head()).toBe(await store().head());
    });

    it('refuse what a stale owner planned, and nothing of its request is written', async () => {
      const other = await hook('openAnother')();
      const [number, request] = [`tn-${streamName()}`, `request-${streamName()}`];
      const at = (stream: string, expectedRevision: number): StreamAppend => ({
        stream,
        expectedRevision,
        events: [newEvent(0)],
      });
      await store().append(at(number, NO_STREAM));
      await other.append(at(number, 0));
      await expect(store().appendBatch([at(number, 0), at(request, NO_STREAM)])).rejects.toMatchObject({
        code: 'wrong_expected_revision',
        stream: number,
        actual: 1,
      });
      expect(await other.readStream(request)).toEqual([]);
    });
  });
}

/** A log that holds more than this store's events. */
export function foreignContract(opened: () => OpenedStore, hook: HookOf): void {
  const store = (): EventStore => opened().store;

  /** Ours with others' before, between and behind. */
  async function mixed(count: number): Promise<{ stream: string; events: RecordedEvent[]; answers: AppendResult[] }> {
    const stream = streamName();
    const answers: AppendResult[] = [];
    await hook('writeForeign')(3);
    for (let n = 0; n < count; n += 1) {
      answers.push(await store().append({ stream, expectedRevision: n - 1, events: [newEvent(n)] }));
      await hook('writeForeign')(n % 3);
    }
    await hook('writeForeign')(70);
    return { stream, events: await store().readStream(stream), answers };
  }

  describe('events of others in between', () => {
    it('are not read, and pages are as full as they can be', async () => {
      const base = await store().head();
      const { events, answers } = await mixed(12);
      expect(answers.map(({ position }) => position)).toEqual(events.map(({ position }) => position));
      expect(await store().readAll(base, 100)).toEqual(events);
      expect(await store().readAll(base, 5)).toEqual(events.slice(0, 5));
      for (const [index, { position }] of events.entries()) {
        expect(await store().readAll(position, 2)).toEqual(events.slice(index + 1, index + 3));
      }
    });

    it('do not move the head', async () => {
      const { events } = await mixed(2);
      expect(await store().head()).toBe(events.at(-1)?.position);
      const again = await opened().reopen();
      expect(await again.head()).toBe(events.at(-1)?.position);
    });

    it('are not handed to subscriptions, catching up or live, and batches are never empty', async () => {
      const base = await store().head();
      const collector = new Collector();
      const subscription = store().subscribe({ after: base, batchSize: 2, ...collector.options });
      const { events } = await mixed(12);
      await collector.reaches(12);
      const late = new Collector();
      const second = store().subscribe({ after: base, batchSize: 5, ...late.options });
      await late.reaches(12);
      await hook('writeForeign')(3);
      const last = await store().append({ stream: streamName(), expectedRevision: NO_STREAM, events: newEvents(1) });
      for (const { reaches, got } of [collector, late].map((one) => ({ reaches: one.reaches(13), got: one }))) {
        await reaches;
        expect(got.events.slice(0, 12)).toEqual(events);
        expect(got.events.at(-1)?.position).toBe(last.position);
        expect(Math.min(...got.batches)).toBeGreaterThanOrEqual(1);
      }
      await Promise.all([subscription.stop(), second.stop()]);
    });

    it('nor are checkpoints read as events', async () => {
      const base = await store().head();
      for (let n = 0; n < 3; n += 1) await store().saveCheckpoint(streamName('checkpoint'), BigInt(n));
      expect(await store().head()).toBe(base);
      expect(await store().readAll(base, 10)).toEqual([]);
    });
  });
}
