import { instant, type Lrn, type NpaNxx, type Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import type { NetworkEvent } from './generated/events';
import { CARRIER, CODE, HASH, LRN, NOW, OTHER } from './testing/world';
import { applyNetworkEvent, emptyNetworkView, type NetworkView } from './view';

const joined = (spid: Spid, lsms: 'http' | 'kafka' | null): NetworkEvent => ({
  type: 'ServiceProviderCreated',
  data: {
    ...{ spid, name: spid, spType: 'wireline', soa: 'http', lsms },
    ...{ portInTimer: null, portOutTimer: null, businessDays: null },
  },
});
const opened = (npaNxx: NpaNxx, spid: Spid): NetworkEvent => ({
  type: 'NpaNxxCreated',
  data: { npaNxx, spid, effectiveAt: NOW },
});
const registered = (lrn: Lrn, spid: Spid): NetworkEvent => ({ type: 'LrnCreated', data: { lrn, spid } });
const issued = (spid: Spid, tokenId: string, tokenHash: string): NetworkEvent => ({
  type: 'TokenIssued',
  data: { spid, tokenId, tokenHash, label: '' },
});
const revoked = (spid: Spid, tokenId: string): NetworkEvent => ({ type: 'TokenRevoked', data: { spid, tokenId } });

const fold = (view: NetworkView, ...events: NetworkEvent[]) =>
  events.reduce((before, event) => applyNetworkEvent(before, event, NOW), view);

describe('the view of the network', () => {
  it('knows nothing at first', () => {
    const view = emptyNetworkView();
    expect(view.position).toBeNull();
    expect(view.serviceProviders()).toEqual([]);
    expect(view.lsmsTargets()).toEqual([]);
    expect(view.code(CODE)).toBeUndefined();
    expect(view.lrnOwner(LRN)).toBeUndefined();
    expect(view.token(HASH)).toBeUndefined();
  });

  it('looks up service providers, codes, LRNs and tokens', () => {
    const view = fold(
      emptyNetworkView(),
      joined(CARRIER, null),
      opened(CODE, CARRIER),
      registered(LRN, CARRIER),
      issued(CARRIER, 'tok-1', HASH),
    );
    expect(view.serviceProvider(CARRIER)).toMatchObject({ spType: 'wireline', soa: 'http', createdAt: NOW });
    expect(view.serviceProvider(OTHER)).toBeUndefined();
    expect(view.code(CODE)).toEqual({ spid: CARRIER, effectiveAt: NOW });
    expect(view.lrnOwner(LRN)).toBe(CARRIER);
    expect(view.token(HASH)).toEqual({ spid: CARRIER, tokenId: 'tok-1' });
  });

  it('lists the LSMSs in the profiles by SPID', () => {
    const view = fold(
      emptyNetworkView(),
      joined(OTHER, 'kafka'),
      joined('ZERO' as Spid, null),
      joined(CARRIER, 'http'),
    );
    expect(view.lsmsTargets()).toEqual([CARRIER, OTHER]);
    expect(view.serviceProviders().map(({ spid }) => spid)).toEqual([OTHER, 'ZERO', CARRIER]);
  });

  it('forgets a revoked token, and only that one', () => {
    const other = 'cd'.repeat(32);
    const before = fold(emptyNetworkView(), issued(CARRIER, 'tok-1', HASH), issued(OTHER, 'tok-1', other));
    const view = fold(before, revoked(CARRIER, 'tok-1'), revoked(CARRIER, 'never-issued'));
    expect(view.token(HASH)).toBeUndefined();
    expect(view.token(other)).toEqual({ spid: OTHER, tokenId: 'tok-1' });
    expect(before.token(HASH)).toBeDefined();
  });

  it('stands at the position that its reader says', () => {
    const view = fold(emptyNetworkView().withPosition('17'), opened(CODE, CARRIER));
    expect(view.position).toBe('17');
    expect(view.withPosition('18').position).toBe('18');
    expect(view.withPosition('18').code(CODE)).toBeDefined();
    expect(view.position).toBe('17');
  });

  it('may have two futures that know nothing of each other', () => {
    const before = fold(emptyNetworkView(), joined(CARRIER, 'http'), issued(CARRIER, 'tok-1', HASH));
    const one = fold(before, opened(CODE, CARRIER), revoked(CARRIER, 'tok-1'));
    const two = fold(before, opened(CODE, OTHER), registered(LRN, OTHER));
    expect(one.code(CODE)?.spid).toBe(CARRIER);
    expect(two.code(CODE)?.spid).toBe(OTHER);
    expect([one.lrnOwner(LRN), two.lrnOwner(LRN)]).toEqual([undefined, OTHER]);
    expect([one.token(HASH), two.token(HASH)?.spid]).toEqual([undefined, CARRIER]);
  });
});

describe('whatever happens in the network', () => {
  const spid = fc.constantFrom(CARRIER, OTHER, 'THRD' as Spid);
  const code = fc.integer({ min: 303200, max: 303204 }) as fc.Arbitrary<number> as fc.Arbitrary<NpaNxx>;
  const lrn = fc.integer({ min: 7202000000, max: 7202000003 }) as fc.Arbitrary<number> as fc.Arbitrary<Lrn>;
  const tokenId = fc.constantFrom('a', 'b');
  const event = fc.oneof(
    fc.tuple(spid, fc.constantFrom('http' as const, null)).map(([s, lsms]) => joined(s, lsms)),
    fc.tuple(code, spid).map(([c, s]) => opened(c, s)),
    fc.tuple(lrn, spid).map(([l, s]) => registered(l, s)),
    fc.tuple(spid, tokenId).map(([s, t]) => issued(s, t, `${s}-${t}`)),
    fc.tuple(spid, tokenId).map(([s, t]) => revoked(s, t)),
  );

  /** Everything that can be asked. */
  const seen = (view: NetworkView) => ({
    serviceProviders: view.serviceProviders(),
    lsmsTargets: view.lsmsTargets(),
    codes: [0, 1, 2, 3, 4].map((n) => view.code((303200 + n) as NpaNxx)),
    lrns: [0, 1, 2, 3].map((n) => view.lrnOwner((7202000000 + n) as Lrn)),
    tokens: [CARRIER, OTHER, 'THRD'].flatMap((s) => ['a', 'b'].map((t) => view.token(`${s}-${t}`))),
  });

  it('a view stays as it was, whatever is applied to it or to those that follow', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), fc.array(event, { maxLength: 10 }), (events, others) => {
        const views = [emptyNetworkView()];
        for (const next of events) views.push(applyNetworkEvent(views.at(-1) ?? emptyNetworkView(), next, NOW));
        const before = views.map(seen);
        for (const view of views) fold(view, ...others);
        expect(views.map(seen)).toEqual(before);
      }),
    );
  });

  it('folding the same events again gives the same view (law 7)', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        expect(seen(fold(emptyNetworkView(), ...events))).toEqual(seen(fold(emptyNetworkView(), ...events)));
      }),
    );
  });

  it('reads a code’s effective instant as one', () => {
    const view = fold(emptyNetworkView(), opened(CODE, CARRIER));
    expect(view.code(CODE)?.effectiveAt).toBe(instant(NOW));
  });
});
