import { MAX_RECORD_BYTES } from '../limits';
import type { OutgoingRecord } from '../port';
import { freshName, freshTopic, numbered, produceTexts, RETENTION_MS, record, type Subject, textOf } from './harness';

export function produceSpecs(subject: () => Subject): void {
  describe('topics', () => {
    it('makes what is missing, once, and lists it', async () => {
      const { broker } = subject();
      const name = freshName('contract');
      const spec = { name, partitions: 3, retentionMs: RETENTION_MS };
      await broker.ensureTopics([spec]);
      await broker.ensureTopics([spec]);
      expect(await broker.listTopics()).toContainEqual({ name, partitions: 3 });
    });

    it('refuses another number of partitions than a topic has', async () => {
      const { broker } = subject();
      const name = await freshTopic(broker, 2);
      const wider = broker.ensureTopics([{ name, partitions: 3, retentionMs: RETENTION_MS }]);
      await expect(wider).rejects.toMatchObject({ code: 'topic_mismatch' });
    });

    it('refuses a name that Kafka would not take', async () => {
      const odd = subject().broker.ensureTopics([{ name: 'a b', partitions: 1, retentionMs: RETENTION_MS }]);
      await expect(odd).rejects.toMatchObject({ code: 'invalid_topic' });
    });
  });

  describe('produce', () => {
    it('gives back key, headers, value and time', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      const sent: OutgoingRecord[] = [
        {
          topic,
          partition: 0,
          key: '201-555-0100',
          value: Buffer.from([0, 1, 255]),
          headers: { 'message-id': 'm-1', ü: 'é' },
        },
        { topic, partition: 0, key: null, value: Buffer.from('x'), headers: {} },
        { topic, partition: 0, key: '', value: new Uint8Array(0), headers: { empty: '' } },
      ];
      const before = Date.now();
      await broker.produce(sent);
      const got = await broker.fetch(topic, 0, 0n, 10);
      expect(got.map(({ key, headers }) => ({ key, headers: { ...headers } }))).toEqual(
        sent.map(({ key, headers }) => ({ key, headers })),
      );
      expect(got.map((r) => Buffer.from(r.value))).toEqual(sent.map((r) => Buffer.from(r.value)));
      expect(got.map(({ topic: t, partition }) => ({ t, partition }))).toEqual(
        sent.map(() => ({ t: topic, partition: 0 })),
      );
      for (const { timestamp } of got) expect(Math.abs(timestamp - before)).toBeLessThan(60_000);
    });

    it('keeps the order of a partition through many concurrent produces, and loses none', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker, 2);
      const calls = numbered(0, 400).map((n) =>
        broker.produce([record(topic, Number(n) % 2, `${n}a`), record(topic, Number(n) % 2, `${n}b`)]),
      );
      await Promise.all(calls);
      for (const partition of [0, 1]) {
        const got = (await broker.fetch(topic, partition, 0n, 1000)).map(textOf);
        const wanted = numbered(0, 400).filter((n) => Number(n) % 2 === partition);
        expect(got).toEqual(wanted.flatMap((n) => [`${n}a`, `${n}b`]));
      }
    });

    it('takes a record of 1 MB and refuses a larger one, and with it the whole call', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      const value = Buffer.alloc(MAX_RECORD_BYTES, 7);
      await broker.produce([{ topic, partition: 0, key: null, value, headers: {} }]);
      const tooLarge = broker.produce([
        record(topic, 0, 'small'),
        { topic, partition: 0, key: 'k', value, headers: {} },
      ]);
      await expect(tooLarge).rejects.toMatchObject({ code: 'record_too_large' });
      const got = await broker.fetch(topic, 0, 0n, 10);
      expect(got).toHaveLength(1);
      expect(value.equals(got[0]?.value ?? Buffer.alloc(0))).toBe(true);
    });

    it('takes many big records in one call', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      const big = Array.from({ length: 12 }, (_, i) => Buffer.alloc(400_000, i));
      await broker.produce(big.map((value) => ({ topic, partition: 0, key: null, value, headers: {} })));
      const sizes: number[] = [];
      for (let from = 0n; from < 12n; ) {
        const got = await broker.fetch(topic, 0, from, 12);
        sizes.push(...got.map((r) => r.value[0] as number));
        from = (got[got.length - 1]?.offset ?? 100n) + 1n;
      }
      expect(sizes).toEqual(big.map((_, i) => i));
    });

    it('does not hold on to the caller’s buffer', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      const scratch = Buffer.from('first');
      await broker.produce([{ topic, partition: 0, key: null, value: scratch, headers: {} }]);
      scratch.fill('x');
      expect((await broker.fetch(topic, 0, 0n, 1)).map(textOf)).toEqual(['first']);
    });

    it('refuses topics and partitions that do not exist', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker, 2);
      const unknown = { code: 'unknown_topic' };
      await expect(produceTexts(broker, freshName('nowhere'), 0, ['x'])).rejects.toMatchObject(unknown);
      await expect(produceTexts(broker, topic, 2, ['x'])).rejects.toMatchObject(unknown);
      await expect(broker.fetch(topic, 2, 0n, 1)).rejects.toMatchObject(unknown);
      await expect(broker.offsets(freshName('nowhere'), 0)).rejects.toMatchObject(unknown);
    });

    it('keeps what was produced over a restart', async () => {
      const s = subject();
      const topic = await freshTopic(s.broker);
      await produceTexts(s.broker, topic, 0, ['a', 'b']);
      const again = await s.restart();
      await produceTexts(again, topic, 0, ['c']);
      expect((await again.fetch(topic, 0, 0n, 10)).map(textOf)).toEqual(['a', 'b', 'c']);
    });
  });
}
