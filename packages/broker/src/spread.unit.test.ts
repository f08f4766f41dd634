import fc from 'fast-check';
import { placeKey, spreadPartitions } from './spread';

const topicNames = ['a', 'b', 'c', 'd'];
const group = fc.record({
  topics: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 4, maxLength: 4 }),
  members: fc.array(fc.subarray(topicNames, { minLength: 1 }), { minLength: 1, maxLength: 5 }),
});

describe('spreadPartitions', () => {
  it('gives each followed partition to exactly one member that follows its topic', () => {
    fc.assert(
      fc.property(group, ({ topics, members }) => {
        const counts = new Map(topicNames.map((name, i) => [name, topics[i] as number]));
        const followers = members.map((followed, i) => ({ id: `m${i}`, topics: followed }));
        const spread = spreadPartitions(counts, followers);
        const given = followers.flatMap((m) => {
          const places = spread.get(m.id) ?? [];
          for (const { topic } of places) expect(m.topics).toContain(topic);
          return places.map((p) => placeKey(p.topic, p.partition));
        });
        const wanted = topicNames
          .filter((t) => members.some((m) => m.includes(t)))
          .flatMap((t) => Array.from({ length: counts.get(t) ?? 0 }, (_, p) => placeKey(t, p)));
        expect(given.sort()).toEqual(wanted.sort());
      }),
    );
  });

  it('does not depend on the order of members or topics', () => {
    const members = [
      { id: 'x', topics: ['a', 'b'] },
      { id: 'y', topics: ['b'] },
    ];
    const there = spreadPartitions(
      new Map([
        ['a', 2],
        ['b', 5],
      ]),
      members,
    );
    const back = spreadPartitions(
      new Map([
        ['b', 5],
        ['a', 2],
      ]),
      [...members].reverse(),
    );
    expect([...back].sort()).toEqual([...there].sort());
  });

  it('spreads many topics of one partition evenly', () => {
    const topics = Array.from({ length: 9 }, (_, i) => `t${i}`);
    const members = ['x', 'y', 'z'].map((id) => ({ id, topics }));
    const spread = spreadPartitions(new Map(topics.map((t) => [t, 1])), members);
    expect([...spread.values()].map((places) => places.length)).toEqual([3, 3, 3]);
  });
});
