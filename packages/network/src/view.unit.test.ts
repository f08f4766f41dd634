import { instant, type Lrn, NPAC, type NpaNxx, type Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import type { NetworkEvent, NpaNxxCreated, ServiceProviderCreated } from './generated/events';
import { CARRIER, CODE, HASH, LRN, NOW, OTHER } from './testing/world';
import { NetworkView } from './view';

const joined = (spid: Spid, lsms: 'http' | 'kafka' | null, associatedWith: Spid | null = null): NetworkEvent => ({
  type: 'ServiceProviderCreated',
  data: {
    ...{ spid, name: spid, spType: 'wireline', soa: 'http', lsms },
    ...{ portInTimer: null, portOutTimer: null, businessDays: null },
    ...{ mediumTimers: false, wsmscSupported: true, associatedWith },
    ...{ pseudoLrnSoa: false, pseudoLrnLsms: false, tnRangeNotifications: true, notificationPriorities: [] },
    ...{ noNewSpConcurrenceNotifications: true, cancelToConflictCause: true },
    ...{ soaOptionalFields: null, lsmsOptionalFields: null },
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

function viewOf(...events: NetworkEvent[]): NetworkView {
  const view = new NetworkView();
  for (const event of events) view.apply(event, NOW, NPAC);
  return view;
}

describe('the view of the network', () => {
  it('knows nothing at first', () => {
    const view = new NetworkView();
    expect(view.serviceProviders()).toEqual([]);
    expect(view.lsmsTargets()).toEqual([]);
    expect(view.code(CODE)).toBeUndefined();
    expect(view.lrnOwner(LRN)).toBeUndefined();
    expect(view.token(HASH)).toBeUndefined();
  });

  it('looks up service providers, codes, LRNs and tokens', () => {
    const view = viewOf(
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
    const view = viewOf(joined(OTHER, 'kafka'), joined('ZERO' as Spid, null), joined(CARRIER, 'http'));
    expect(view.lsmsTargets()).toEqual([CARRIER, OTHER]);
    expect(view.serviceProviders().map(({ spid }) => spid)).toEqual([OTHER, 'ZERO', CARRIER]);
  });

  it('forgets a revoked token, and only that one', () => {
    const other = 'cd'.repeat(32);
    const view = viewOf(issued(CARRIER, 'tok-1', HASH), issued(OTHER, 'tok-1', other));
    expect(view.token(HASH)).toBeDefined();
    view.apply(revoked(CARRIER, 'tok-1'), NOW, NPAC);
    view.apply(revoked(CARRIER, 'never-issued'), NOW, NPAC);
    expect(view.token(HASH)).toBeUndefined();
    expect(view.token(other)).toEqual({ spid: OTHER, tokenId: 'tok-1' });
  });

  it('a revocation takes no token away that went to somebody else since', () => {
    const view = viewOf(issued(CARRIER, 'tok-1', HASH), issued(OTHER, 'tok-2', HASH), revoked(CARRIER, 'tok-1'));
    expect(view.token(HASH)).toEqual({ spid: OTHER, tokenId: 'tok-2' });
  });

  it('knows whose credential may act for whom', () => {
    const bureau = viewOf(joined(CARRIER, null), joined(OTHER, null, CARRIER));
    expect(bureau.mayActFor(CARRIER, OTHER)).toBe(true);
    expect(bureau.mayActFor(OTHER, CARRIER)).toBe(false);
    expect(bureau.mayActFor(OTHER, OTHER)).toBe(false);
    expect(bureau.mayActFor(CARRIER, 'NONE' as Spid)).toBe(false);
  });

  it('a list of LSMSs that was given out stays as it was', () => {
    const view = viewOf(joined(CARRIER, 'http'));
    const targets = view.lsmsTargets();
    view.apply(joined(OTHER, 'http'), NOW, NPAC);
    expect(targets).toEqual([CARRIER]);
    expect(view.lsmsTargets()).toEqual([CARRIER, OTHER]);
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

  it('says of each thing what its last event said', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        const view = viewOf(...events);
        const last = (match: (e: NetworkEvent) => boolean) => events.findLast(match)?.data;
        for (const n of [0, 1, 2, 3, 4]) {
          const npaNxx = (303200 + n) as NpaNxx;
          const said = last((e) => e.type === 'NpaNxxCreated' && e.data.npaNxx === npaNxx);
          expect(view.code(npaNxx)?.spid).toBe((said as NpaNxxCreated | undefined)?.spid);
        }
        for (const s of [CARRIER, OTHER, 'THRD' as Spid]) {
          const profile = last((e) => e.type === 'ServiceProviderCreated' && e.data.spid === s);
          expect(view.serviceProvider(s)).toEqual(profile && { ...profile, createdAt: NOW });
          expect(view.lsmsTargets().includes(s)).toBe((view.serviceProvider(s)?.lsms ?? null) !== null);
          for (const t of ['a', 'b']) {
            const token = events.findLast((e) => 'tokenId' in e.data && e.data.spid === s && e.data.tokenId === t);
            expect(view.token(`${s}-${t}`) !== undefined).toBe(token?.type === 'TokenIssued');
          }
        }
      }),
    );
  });

  it('folding the same events again gives the same view (law 7)', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (events) => {
        expect(seen(viewOf(...events))).toEqual(seen(viewOf(...events)));
      }),
    );
  });

  it('reads a code’s effective instant as one', () => {
    const view = viewOf(opened(CODE, CARRIER));
    expect(view.code(CODE)?.effectiveAt).toBe(instant(NOW));
  });
});

it('N442 knows the LSMSs that take numbers with the pseudo-LRN, as the profiles say now', () => {
  const takes = (spid: Spid, lsms: 'http' | null, pseudoLrnLsms: boolean): NetworkEvent => ({
    type: 'ServiceProviderModified',
    data: { ...(joined(spid, lsms).data as ServiceProviderCreated), pseudoLrnLsms },
  });
  const all = [joined(OTHER, 'http'), joined(CARRIER, 'http')];
  expect(viewOf(...all).pseudoLrnLsmss()).toEqual([]);
  expect(viewOf(...all, takes(OTHER, 'http', true), takes(CARRIER, 'http', true)).pseudoLrnLsmss()).toEqual([
    CARRIER,
    OTHER,
  ]);
  expect(viewOf(...all, takes(OTHER, 'http', true), takes(OTHER, 'http', false)).pseudoLrnLsmss()).toEqual([]);
  expect(viewOf(joined(OTHER, null), takes(OTHER, null, true)).pseudoLrnLsmss()).toEqual([]);
  const view = new NetworkView();
  view.apply(joined(OTHER, 'http'), NOW, NPAC);
  view.apply(takes(OTHER, 'http', true), instant(NOW + 1), NPAC);
  expect(view.serviceProvider(OTHER)).toMatchObject({ createdAt: NOW, pseudoLrnLsms: true });
  expect(view.lsmsTargets()).toEqual([OTHER]);
});
