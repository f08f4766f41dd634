import { NPAC, type Spid, type Tn } from '@openlnp/numbering';
import fc from 'fast-check';
import { type Choice, Histories, KINDS } from './testing/histories';
import { type Criteria, criteriaOf, factsOf, matches, type VersionFacts } from './version-facts';
import { VersionIndex, type VersionKey } from './version-index';

const SPIDS = ['A111', 'B222', 'C333', 'D444'];
const TNS = [3035550001, 3035550002, 3035559999, 3035560000, 7205550001, 2015550001] as Tn[];
const NOW = 500;
const BEGINNING: VersionKey = { tn: 0 as Tn, svId: 0 };

const moment = fc.integer({ min: 1, max: 1000 });
const choice: fc.Arbitrary<Choice> = fc.record({
  tn: fc.constantFrom(...TNS),
  back: fc.integer({ min: 0, max: 3 }),
  pick: fc.noBias(fc.nat({ max: 9999 })),
  side: fc.constantFrom('new' as const, 'old' as const),
  purpose: fc.constantFrom(
    'activate' as const,
    'modify' as const,
    'disconnect' as const,
    'disconnect' as const,
    'port_to_original' as const,
  ),
  ok: fc.boolean(),
  sps: fc.tuple(fc.constantFrom(...SPIDS), fc.constantFrom(...SPIDS)),
  at: moment,
  date: moment,
});
const choicesUpTo = (maxLength: number) => fc.array(choice, { maxLength, size: 'max' });

/** Folds as the service does: in batches, with the numbers read anew behind each. */
function indexOf(histories: Histories, taken: readonly Choice[], batch: number): VersionIndex {
  const index = new VersionIndex();
  let from = 0;
  const fold = (): void => {
    const changed = new Set<Tn>();
    for (const event of histories.log.slice(from)) {
      const tn = index.apply(event);
      if (tn !== undefined) changed.add(tn);
    }
    from = histories.log.length;
    for (const tn of changed) index.put(histories.state(tn));
  };
  for (const [at, one] of taken.entries()) {
    histories.add(one);
    if (at % batch === 0) fold();
  }
  fold();
  return index;
}

const everything = (asking: string = NPAC): Criteria => criteriaOf({}, asking as Spid, 0, () => undefined) as Criteria;

/** In the order of the answers. */
const factsIn = (histories: Histories): VersionFacts[] =>
  histories.numbers.flatMap(({ versions }) => versions.map(factsOf)).sort((a, b) => a.tn - b.tn || a.svId - b.svId);

const keysOf = (facts: readonly VersionFacts[]): object[] => facts.map(({ tn, svId }) => ({ tn, svId }));

const FACTS = [
  ...(['tn', 'svId', 'status', 'newSp', 'oldSp', 'createdAt', 'newSpDueDate', 'oldSpDueDate'] as const),
  ...(['activatedAt', 'changedAt', 'retainUntil'] as const),
] as const satisfies readonly (keyof VersionFacts)[];

/** A row is read where it stands: this is what it says now. */
const plain = (facts: VersionFacts): object => Object.fromEntries(FACTS.map((name) => [name, facts[name]]));

/** All that the index holds, in order. */
const factsKnown = (index: VersionIndex): object[] =>
  pages(index, everything(), 1000, 1000).map((key) => plain(index.get(key) as VersionFacts));

/** All pages, one behind the other. */
function pages(index: VersionIndex, criteria: Criteria, limit: number, effort: number): VersionKey[] {
  const keys: VersionKey[] = [];
  for (let from: VersionKey | undefined = BEGINNING; from !== undefined; ) {
    const found = index.find(criteria, from, limit, effort);
    expect(found.keys.length).toBeLessThanOrEqual(limit);
    keys.push(...found.keys);
    from = found.from;
  }
  return keys;
}

describe('the index of versions', () => {
  it('knows of each version what all its events have made of it, whatever they are', () => {
    const happened = new Map<string, number>();
    const statuses = new Set<string>();
    fc.assert(
      fc.property(choicesUpTo(500), fc.integer({ min: 1, max: 20 }), (taken, batch) => {
        const histories = new Histories();
        const index = indexOf(histories, taken, batch);
        const facts = factsIn(histories);
        expect(index.size).toBe(facts.length);
        expect(factsKnown(index)).toEqual(facts.map(plain));
        for (const { type } of histories.log) happened.set(type, (happened.get(type) ?? 0) + 1);
        for (const { status } of facts) statuses.add(status);
      }),
      { numRuns: 60, seed: 6, endOnFailure: true },
    );
    expect([...happened.keys()].sort()).toEqual([...KINDS].sort());
    expect(statuses.size).toBe(10);
  });

  const either = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(arbitrary, { nil: undefined });
  const spid = either(fc.constantFrom(...SPIDS, 'Z999'));
  const period = either(fc.record({ from: either(moment), to: either(moment) }));
  const query = fc.record({
    tn: either(fc.constantFrom('3035550001', '3035550001-9999', '3035550000-0002', '7205550000-0001', '4155550000')),
    svId: either(fc.integer({ min: 1001, max: 1012 })),
    statuses: either(fc.subarray(['pending', 'conflict', 'active', 'old', 'canceled', 'sending', 'nonsense'])),
    spid,
    newSp: spid,
    oldSp: spid,
    created: period,
    due: period,
    activated: period,
    changed: period,
  });
  // Mostly one thing is asked for, so that mostly something is found.
  const asked = fc
    .tuple(query, fc.subarray([...Array(10).keys()], { maxLength: 2 }))
    .map(([whole, kept]) => Object.fromEntries(Object.entries(whole).filter((_, place) => kept.includes(place))));

  it('finds what one would find by looking at every version, in order and in pages, however small', () => {
    let found = 0;
    const asking = fc.constantFrom(...SPIDS, NPAC);
    const small = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(choicesUpTo(120), asked, asking, small, small, (taken, sought, who, limit, effort) => {
        const histories = new Histories();
        const index = indexOf(histories, taken, 10);
        const all = factsIn(histories);
        const tnOf = (svId: number) => all.find((facts) => facts.svId === svId)?.tn as Tn | undefined;
        const criteria = criteriaOf(sought, who as Spid, NOW, tnOf) as Criteria;
        const expected = keysOf(all.filter((facts) => matches(facts, criteria)));
        found += expected.length;
        expect(pages(index, criteria, limit, effort)).toEqual(expected);
      }),
      { numRuns: 300, seed: 285, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(500);
  });

  it('does not look at an NPA-NXX that has nothing of the kind', () => {
    const histories = new Histories();
    const one = { back: 0, pick: 0, side: 'new', purpose: 'activate', ok: true, at: 1, date: 1 } as const;
    const taken = Array.from(
      { length: 100 },
      (_, line): Choice => ({ ...one, tn: (3035550000 + line) as Tn, sps: ['A111', 'B222'] }),
    );
    const index = indexOf(histories, [...taken, { ...one, tn: 7205550001 as Tn, sps: ['A111', 'C333'] }], 10);
    const found = index.find({ ...everything(), spid: 'C333' }, BEGINNING, 10, 50);
    expect(found).toEqual({ keys: [{ tn: 7205550001, svId: 1101 }], from: undefined });
    expect(index.find({ ...everything(), statuses: new Set(['active']) }, BEGINNING, 10, 50).from).toBeUndefined();
    expect(index.find({ ...everything(), oldSp: 'B222', svId: 1 }, BEGINNING, 10, 50).from).toEqual({
      tn: 7205550000,
      svId: 0,
    });
  });
});
