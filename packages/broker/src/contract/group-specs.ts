import type { Batch, Broker, ConsumeOptions } from '../port';
import { eventually, freshName, freshTopic, gate, Inbox, numbered, produceTexts, type Subject } from './harness';

/** A member that notes which partitions it was given. */
async function member(broker: Broker, group: string, topics: readonly string[], more: Partial<ConsumeOptions> = {}) {
  const inbox = new Inbox();
  const assigned: string[] = [];
  const consumer = await broker.consume({
    group,
    topics,
    fromBeginning: true,
    ...inbox,
    onAssigned: (places) => assigned.push(...places.map((p) => `${p.topic}/${p.partition}`)),
    ...more,
  });
  return { inbox, assigned, consumer };
}

export function groupSpecs(subject: () => Subject): void {
  describe('groups', () => {
    it('read everything, each for itself', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      const one = await member(broker, freshName('group'), [topic]);
      const two = await member(broker, freshName('group'), [topic]);
      await produceTexts(broker, topic, 0, ['a', 'b']);
      await one.inbox.holds(2);
      await two.inbox.holds(2);
      await one.consumer.stop();
      await two.consumer.stop();
      expect([one.inbox.texts(), two.inbox.texts()]).toEqual([
        ['a', 'b'],
        ['a', 'b'],
      ]);
    });

    it('share the partitions among their members and take over when one stops', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker, 4);
      const group = freshName('group');
      const all = numbered(0, 4).map((p) => `${topic}/${p}`);
      const one = await member(broker, group, [topic]);
      await eventually('all partitions with the first', () => one.assigned.length === 4);
      const two = await member(broker, group, [topic]);
      await eventually('two partitions with the second', () => two.assigned.length === 2);

      for (const p of numbered(0, 4)) await produceTexts(broker, topic, Number(p), [`shared ${p}`]);
      await eventually('four records', () => one.inbox.records.length + two.inbox.records.length === 4);
      const places = (inbox: Inbox) => inbox.records.map((r) => `${r.topic}/${r.partition}`);
      expect(places(two.inbox).sort()).toEqual([...two.assigned].sort());
      expect([...places(one.inbox), ...places(two.inbox)].sort()).toEqual(all);

      const lost = [...two.assigned];
      one.assigned.length = 0;
      await two.consumer.stop();
      await eventually('the first has the rest', () => lost.every((place) => one.assigned.includes(place)));
      for (const p of numbered(0, 4)) await produceTexts(broker, topic, Number(p), [`alone ${p}`]);
      await eventually('all four', () => one.inbox.texts().filter((t) => t.startsWith('alone')).length === 4);
      await one.consumer.stop();
      expect(two.inbox.texts().some((t) => t.startsWith('alone'))).toBe(false);
      const seen = [...one.inbox.texts(), ...two.inbox.texts()].sort();
      expect(seen).toEqual([...numbered(0, 4).map((p) => `alone ${p}`), ...numbered(0, 4).map((p) => `shared ${p}`)]);
    });

    it('never have one partition in two hands, and lose nothing while members come and go', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker, 3);
      const group = freshName('group');
      const busy = new Set<number>();
      const doubled: number[] = [];
      const seen = new Set<string>();
      const onBatch = async ({ partition, records }: Batch) => {
        if (busy.has(partition)) doubled.push(partition);
        busy.add(partition);
        await new Promise((resolve) => setImmediate(resolve));
        for (const r of records) seen.add(`${partition}/${r.offset}`);
        busy.delete(partition);
        return undefined;
      };
      const one = await member(broker, group, [topic], { onBatch, maxRecords: 5 });
      const produced = (async () => {
        for (const n of numbered(0, 60)) for (const p of [0, 1, 2]) await produceTexts(broker, topic, p, [n]);
      })();
      const two = await member(broker, group, [topic], { onBatch, maxRecords: 5 });
      await eventually('some records', () => seen.size > 20);
      await one.consumer.stop();
      await produced;
      await eventually('all records', () => seen.size === 180);
      await two.consumer.stop();
      expect(doubled).toEqual([]);
    });

    it('hand a partition over only after the batch in hand, which learns that it is stale', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker, 2);
      const group = freshName('group');
      const [begun, finish] = [gate(), gate()];
      let held: Batch | undefined;
      const one = await member(broker, group, [topic], {
        onBatch: async (batch) => {
          held = batch;
          begun.open();
          await finish.passed;
          return undefined;
        },
      });
      await eventually('an assignment', () => one.assigned.length === 2);
      await produceTexts(broker, topic, 1, ['held']);
      await begun.passed;
      const joining = member(broker, group, [topic]);
      await eventually('the batch is stale', () => held?.stale() === true);
      finish.open();
      const two = await joining;
      await eventually('the second has a partition', () => two.assigned.length === 1);
      await produceTexts(broker, topic, 0, ['after']);
      await produceTexts(broker, topic, 1, ['after']);
      await two.inbox.holds(1);
      expect(two.inbox.texts()).toEqual(['after']);
      await one.consumer.stop();
      await two.consumer.stop();
    });

    it('follow other topics when told so, and keep their offsets', async () => {
      const { broker } = subject();
      const [a, b] = [await freshTopic(broker), await freshTopic(broker)];
      const { inbox, assigned, consumer } = await member(broker, freshName('group'), [a]);
      await produceTexts(broker, a, 0, ['a1']);
      await inbox.holds(1);
      await consumer.setTopics([a, b]);
      await eventually('both topics', () => assigned.includes(`${b}/0`));
      await produceTexts(broker, a, 0, ['a2']);
      await produceTexts(broker, b, 0, ['b1']);
      await inbox.holds(3);
      await consumer.setTopics([b]);
      await produceTexts(broker, a, 0, ['a3']);
      await produceTexts(broker, b, 0, ['b2']);
      await inbox.holds(4);
      await consumer.setTopics([]);
      await produceTexts(broker, b, 0, ['b3']);
      await consumer.setTopics([a, b]);
      await inbox.holds(6);
      await consumer.stop();
      const of = (topic: string) => inbox.records.filter((r) => r.topic === topic).map((r) => Number(r.offset));
      expect(of(a)).toEqual([0, 1, 2]);
      expect(of(b)).toEqual([0, 1, 2]);
    });

    it('refuse topics that do not exist, and go on with the old ones', async () => {
      const { broker } = subject();
      const topic = await freshTopic(broker);
      const unknown = { code: 'unknown_topic' };
      const nowhere = member(broker, freshName('group'), [freshName('nowhere')]);
      await expect(nowhere).rejects.toMatchObject(unknown);
      const { inbox, consumer } = await member(broker, freshName('group'), [topic]);
      await expect(consumer.setTopics([topic, freshName('nowhere')])).rejects.toMatchObject(unknown);
      await produceTexts(broker, topic, 0, ['still']);
      await inbox.holds(1);
      await consumer.stop();
    });
  });
}
