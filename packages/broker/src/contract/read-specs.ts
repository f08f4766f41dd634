import { freshTopic, Inbox, numbered, produceTexts, type Subject, textOf } from './harness';

export function readSpecs(subject: () => Subject): void {
  describe('offsets', () => {
    it('answers the first kept and the next offset', async () => {
      const s = subject();
      const topic = await freshTopic(s.broker);
      expect(await s.broker.offsets(topic, 0)).toEqual({ earliest: 0n, end: 0n });
      await produceTexts(s.broker, topic, 0, ['a', 'b', 'c']);
      expect(await s.broker.offsets(topic, 0)).toEqual({ earliest: 0n, end: 3n });
      await s.expire(topic, 0);
      expect(await s.broker.offsets(topic, 0)).toEqual({ earliest: 3n, end: 3n });
    });

    it('does not begin again at zero when time has taken everything, also over a restart', async () => {
      const s = subject();
      const topic = await freshTopic(s.broker);
      await produceTexts(s.broker, topic, 0, ['a', 'b', 'c']);
      await s.expire(topic, 0);
      const again = await s.restart();
      await produceTexts(again, topic, 0, ['d']);
      expect(await again.offsets(topic, 0)).toEqual({ earliest: 3n, end: 4n });
      expect((await again.fetch(topic, 0, 3n, 10)).map(textOf)).toEqual(['d']);
    });
  });

  describe('fetch', () => {
    it('answers at most the limit, nothing at the end, and an error outside', async () => {
      const s = subject();
      const topic = await freshTopic(s.broker);
      await produceTexts(s.broker, topic, 0, numbered(0, 10));
      expect((await s.broker.fetch(topic, 0, 4n, 3)).map(textOf)).toEqual(['4', '5', '6']);
      expect((await s.broker.fetch(topic, 0, 8n, 100)).map((r) => r.offset)).toEqual([8n, 9n]);
      expect(await s.broker.fetch(topic, 0, 10n, 100)).toEqual([]);
      const outside = { code: 'offset_out_of_range' };
      await expect(s.broker.fetch(topic, 0, 11n, 1)).rejects.toMatchObject(outside);
      await s.expire(topic, 0);
      await expect(s.broker.fetch(topic, 0, 4n, 1)).rejects.toMatchObject(outside);
    });
  });

  describe('read', () => {
    it('catches up from an offset and then follows live, in order', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      await produceTexts(broker, topic, 0, numbered(0, 3000));
      const inbox = new Inbox();
      const reader = await broker.read({ topic, partition: 0, from: 100n, ...inbox });
      await inbox.holds(2900);
      await produceTexts(broker, topic, 0, ['3000']);
      await inbox.holds(2901);
      await produceTexts(broker, topic, 0, ['3001', '3002']);
      await inbox.holds(2903);
      await reader.stop();
      await produceTexts(broker, topic, 0, ['unread']);
      expect(inbox.texts()).toEqual(numbered(100, 3003));
      expect(inbox.records.map((r) => r.offset)).toEqual(numbered(100, 3003).map(BigInt));
    });

    it('reads at the end of an empty topic', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      const inbox = new Inbox();
      const reader = await broker.read({ topic, partition: 0, from: 0n, ...inbox });
      await produceTexts(broker, topic, 0, ['first']);
      await inbox.holds(1);
      await reader.stop();
      expect(inbox.texts()).toEqual(['first']);
    });

    it('gives the same again to the next reader of the same offset', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      await produceTexts(broker, topic, 0, ['a']);
      for (let time = 0; time < 2; time += 1) {
        const inbox = new Inbox();
        const reader = await broker.read({ topic, partition: 0, from: 0n, ...inbox });
        await inbox.holds(1);
        await reader.stop();
        expect(inbox.texts()).toEqual(['a']);
      }
    });

    it('refuses an offset that is not kept any more, and one behind the end', async () => {
      const s = subject();
      const topic = await freshTopic(s.broker);
      await produceTexts(s.broker, topic, 0, ['a', 'b']);
      await s.expire(topic, 0);
      const inbox = new Inbox();
      const outside = { code: 'offset_out_of_range' };
      await expect(s.broker.read({ topic, partition: 0, from: 1n, ...inbox })).rejects.toMatchObject(outside);
      await expect(s.broker.read({ topic, partition: 0, from: 3n, ...inbox })).rejects.toMatchObject(outside);
      const unknown = s.broker.read({ topic, partition: 1, from: 0n, ...inbox });
      await expect(unknown).rejects.toMatchObject({ code: 'unknown_topic' });
    });

    it('ends with the error that the handler threw, and waits for the handler when stopped', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      await produceTexts(broker, topic, 0, ['a']);
      const inbox = new Inbox();
      const failed = new Promise((resolve) => {
        void broker.read({
          topic,
          partition: 0,
          from: 0n,
          onRecords: () => Promise.reject(new Error('full')),
          onError: resolve,
        });
      });
      await expect(failed).resolves.toMatchObject({ message: 'full' });
      const reader = await broker.read({ topic, partition: 0, from: 0n, ...inbox });
      await inbox.holds(1);
      await reader.stop();
    });
  });
}
