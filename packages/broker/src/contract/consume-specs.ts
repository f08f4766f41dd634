import type { Batch } from '../port';
import {
  eventually,
  freshName,
  freshTopic,
  gate,
  Inbox,
  numbered,
  produceTexts,
  type Subject,
  textOf,
} from './harness';

export function consumeSpecs(subject: () => Subject): void {
  const start = async (partitions = 1) => {
    const s = subject();
    return { s, broker: s.broker, topic: await freshTopic(s.broker, partitions), group: freshName('group') };
  };

  describe('consume', () => {
    it('delivers each partition in order, commits behind the last record and resumes there after a restart', async () => {
      const { s, broker, topic, group } = await start(2);
      expect(await broker.committed(group, topic, 0)).toBeUndefined();
      for (const partition of [0, 1]) await produceTexts(broker, topic, partition, numbered(0, 50));
      const first = new Inbox();
      const consumer = await broker.consume({ group, topics: [topic], fromBeginning: true, ...first });
      await first.holds(100);
      await consumer.stop();
      for (const partition of [0, 1]) expect(first.texts(partition)).toEqual(numbered(0, 50));
      expect(await broker.committed(group, topic, 0)).toBe(50n);

      const again = await s.restart();
      expect(await again.committed(group, topic, 1)).toBe(50n);
      await produceTexts(again, topic, 1, ['next']);
      const second = new Inbox();
      const resumed = await again.consume({ group, topics: [topic], fromBeginning: true, ...second });
      await second.holds(1);
      await resumed.stop();
      expect(second.texts()).toEqual(['next']);
    });

    it('starts at the end when told so, and keeps that place though nothing came', async () => {
      const { broker, topic, group } = await start();
      await produceTexts(broker, topic, 0, ['old']);
      const options = { group, topics: [topic], fromBeginning: false };
      const quiet = await broker.consume({ ...options, ...new Inbox() });
      await quiet.stop();
      await produceTexts(broker, topic, 0, ['while away']);
      const inbox = new Inbox();
      const consumer = await broker.consume({ ...options, ...inbox });
      await produceTexts(broker, topic, 0, ['live']);
      await inbox.holds(2);
      await consumer.stop();
      expect(inbox.texts()).toEqual(['while away', 'live']);
    });

    it('hands over no more records at a time than asked for', async () => {
      const { broker, topic, group } = await start();
      await produceTexts(broker, topic, 0, numbered(0, 25));
      const sizes: number[] = [];
      const inbox = new Inbox();
      const onBatch = (batch: Batch) => {
        sizes.push(batch.records.length);
        return inbox.onBatch(batch);
      };
      const options = { group, topics: [topic], fromBeginning: true, maxRecords: 10 };
      const consumer = await broker.consume({ ...options, ...inbox, onBatch });
      await inbox.holds(25);
      await consumer.stop();
      expect(Math.max(...sizes)).toBeLessThanOrEqual(10);
      expect(inbox.texts()).toEqual(numbered(0, 25));
    });

    it('delivers a batch again when the handler threw, while other partitions go on', async () => {
      const { broker, topic, group } = await start(2);
      const inbox = new Inbox();
      const failures: [string, number][] = [];
      let broken = true;
      const consumer = await broker.consume({
        group,
        topics: [topic],
        fromBeginning: true,
        ...inbox,
        onBatch: (batch) => {
          if (batch.partition === 0 && broken) throw new Error('store away');
          return inbox.onBatch(batch);
        },
        onRedelivery: (error, attempt) => failures.push([(error as Error).message, attempt]),
      });
      await produceTexts(broker, topic, 0, ['a', 'b']);
      await eventually('two failures', () => failures.length >= 2);
      await produceTexts(broker, topic, 1, ['other']);
      await inbox.holds(1);
      expect(inbox.texts()).toEqual(['other']);
      expect(await broker.committed(group, topic, 0)).toBeUndefined();
      broken = false;
      await inbox.holds(3);
      await consumer.stop();
      expect(inbox.texts(0)).toEqual(['a', 'b']);
      expect(failures.slice(0, 2)).toEqual([
        ['store away', 1],
        ['store away', 2],
      ]);
      expect(inbox.errors).toEqual([]);
    });

    it('commits at `next`, pauses, and delivers again from there', async () => {
      const { broker, topic, group } = await start();
      await produceTexts(broker, topic, 0, ['a', 'b', 'c']);
      const batches: { at: number; texts: string[] }[] = [];
      const consumer = await broker.consume({
        group,
        topics: [topic],
        fromBeginning: true,
        onError: () => undefined,
        onBatch: async ({ records }) => {
          batches.push({ at: performance.now(), texts: records.map(textOf) });
          if (batches.length === 1) return { next: (records[0]?.offset ?? 0n) + 1n, pauseMs: 300 };
          if (batches.length === 2) {
            expect(await broker.committed(group, topic, 0)).toBe(1n);
            return { next: records[0]?.offset ?? 0n };
          }
          return undefined;
        },
      });
      await eventually('three batches', () => batches.length >= 3);
      await consumer.stop();
      expect(batches.map((b) => b.texts)).toEqual([
        ['a', 'b', 'c'],
        ['b', 'c'],
        ['b', 'c'],
      ]);
      expect((batches[1]?.at ?? 0) - (batches[0]?.at ?? 0)).toBeGreaterThanOrEqual(295);
      expect(await broker.committed(group, topic, 0)).toBe(3n);
    });

    it('treats a `next` outside the batch as a fault of the handler', async () => {
      const { broker, topic, group } = await start();
      await produceTexts(broker, topic, 0, ['a']);
      const codes: unknown[] = [];
      const consumer = await broker.consume({
        group,
        topics: [topic],
        fromBeginning: true,
        onError: () => undefined,
        onBatch: () => Promise.resolve({ next: 7n }),
        onRedelivery: (error) => codes.push((error as { code?: string }).code),
      });
      await eventually('a refusal', () => codes.length > 0);
      await consumer.stop();
      expect(codes[0]).toBe('invalid_outcome');
      expect(await broker.committed(group, topic, 0)).toBeUndefined();
    });

    it('stops only after the batch in hand, which learns that it is stale, and commits it', async () => {
      const { broker, topic, group } = await start();
      await produceTexts(broker, topic, 0, ['a', 'b']);
      const [begun, finish] = [gate(), gate()];
      let staleBefore: boolean | undefined;
      let staleAfter: boolean | undefined;
      const consumer = await broker.consume({
        group,
        topics: [topic],
        fromBeginning: true,
        onError: () => undefined,
        onBatch: async ({ records, stale, heartbeat }) => {
          staleBefore = stale();
          begun.open();
          await finish.passed;
          await heartbeat();
          staleAfter = stale();
          return { next: (records[0]?.offset ?? 0n) + 1n };
        },
      });
      await begun.passed;
      let stopped = false;
      const stopping = consumer.stop().then(() => {
        stopped = true;
      });
      await produceTexts(broker, topic, 0, ['c']);
      expect(stopped).toBe(false);
      finish.open();
      await stopping;
      expect([staleBefore, staleAfter]).toEqual([false, true]);
      expect(await broker.committed(group, topic, 0)).toBe(1n);
    });

    it('reports a committed offset that is not kept any more, and never resets it', async () => {
      const { s, broker, topic, group } = await start(2);
      const options = { group, topics: [topic], fromBeginning: true };
      await produceTexts(broker, topic, 0, ['a', 'b', 'c']);
      let done = false;
      const stopAtOne = await broker.consume({
        ...options,
        onError: () => undefined,
        onBatch: ({ records }) => {
          done = true;
          return Promise.resolve({ next: (records[0]?.offset ?? 0n) + 1n, pauseMs: 60_000 });
        },
      });
      await eventually('the first batch', () => done);
      await stopAtOne.stop();
      await s.expire(topic, 0);
      await produceTexts(broker, topic, 0, ['d']);
      await produceTexts(broker, topic, 1, ['other']);

      const inbox = new Inbox();
      const consumer = await broker.consume({ ...options, ...inbox });
      await eventually('an error and the other record', () => inbox.errors.length > 0 && inbox.records.length > 0);
      await produceTexts(broker, topic, 1, ['another']);
      await eventually('another record', () => inbox.records.length > 1);
      await consumer.stop();
      expect(inbox.texts()).toEqual(['other', 'another']);
      expect(inbox.errors).toMatchObject([{ code: 'offset_out_of_range' }]);
      expect(await broker.committed(group, topic, 0)).toBe(1n);
    });
  });
}
