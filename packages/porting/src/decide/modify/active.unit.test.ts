import { instant, NPAC } from '@openlnp/numbering';
import type { Modify, RouteChanges } from '../../commands';
import { downloadOf } from '../../downloads';
import { liveVersion } from '../../queries';
import { active, KEPT, listOf, partly, portOn, refused, sv1, taken } from '../../testing/numbers';
import {
  answers,
  at,
  DUE_DAY,
  disconnect,
  endOfWindow,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  LSMS_A,
  LSMS_B,
  LSMS_C,
  modify,
  ok,
  refusal,
  routeBy,
  THIRD,
  THIRD_LRN,
  WINDOW,
} from '../../testing/world';

const changed = (changes: Partial<Modify> = {}) => modify({ now: DUE_DAY, route: { billingId: '7' }, ...changes });
const route = { ...routeBy(GAINER_LRN), billingId: '7' };
/** Version 2 is the copy; the new route is the second broadcast. */
const modifying = active.and(changed());
const tell = (given: Parameters<typeof answers>[1], now = DUE_DAY) => answers(1, given, { broadcast: 2, now });
const pointCode = { dpc: '001002003', ssn: 7 };

const CHANGES: [keyof RouteChanges, RouteChanges][] = [
  ['lrn', { lrn: THIRD_LRN }],
  ['classPointCode', { classPointCode: pointCode }],
  ['lidbPointCode', { lidbPointCode: pointCode }],
  ['cnamPointCode', { cnamPointCode: null }],
  ['isvmPointCode', { isvmPointCode: pointCode }],
  ['wsmscPointCode', { wsmscPointCode: pointCode }],
  ['billingId', { billingId: '7' }],
  ['endUserLocationValue', { endUserLocationValue: '12' }],
  ['endUserLocationType', { endUserLocationType: '01' }],
];

describe('a modification of an active version', () => {
  it('R5-41 RR5-41.1 RR5-41.2 RR5-46 RR5-47 goes to every LSMS at once; the version as it was stays behind', () => {
    active.when(changed()).thenEvents(
      { type: 'SvModifyRequested', data: { ...sv1, copySvId: 2, route, retainUntil: KEPT } },
      {
        type: 'SvBroadcastStarted',
        data: {
          ...sv1,
          ...{ broadcast: 2, purpose: 'modify', targets: [LSMS_A, LSMS_B], respondBy: instant(DUE_DAY + WINDOW) },
          ...{ supersedes: null, resend: false },
          download: {
            action: 'activate',
            svId: 1,
            tn: sv1.tn,
            spid: GAINER,
            lnpType: 'lspp',
            route,
            activatedAt: DUE_DAY,
          },
        },
      },
    );
  });

  it.each(CHANGES)('R5-36 R5-37 may change %s, and nothing else changes', (_field, change) => {
    const outcome = active.when(changed({ route: change }), { lrnOwner: () => GAINER });
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', purpose: 'modify', newSp: GAINER, oldSp: HOLDER });
    expect(outcome.sv(1)).toHaveProperty('route', { ...routeBy(GAINER_LRN), ...change });
  });

  it('R5-36 R5-39.1 changes neither dates nor authorization', () => {
    const bad = (field: string) => ['field_not_modifiable', 'R5-36', { field }] as const;
    active.when(changed({ dueDate: DUE_DAY })).thenRefused(...bad('dueDate'));
    active.when(changed({ authorized: true })).thenRefused(...bad('authorized'));
    active.when(changed({ causeCode: 50 })).thenRefused(...bad('causeCode'));
    active.when(changed({ mediumTimer: true })).thenRefused(...bad('mediumTimer'));
    active.when(changed({ customerDisconnectDate: DUE_DAY })).thenRefused(...bad('customerDisconnectDate'));
    active.when(changed({ effectiveReleaseDate: DUE_DAY })).thenRefused(...bad('effectiveReleaseDate'));
  });

  it('RR5-11 R5-39.1 comes from the current service provider or NPAC personnel', () => {
    active.when(changed({ sender: NPAC })).thenTypes('SvModifyRequested', 'SvBroadcastStarted');
    active.when(changed({ sender: HOLDER })).thenRefused('not_authorized', 'RR5-11');
    active.when(changed({ sender: THIRD })).thenRefused('not_authorized', 'RR5-11');
  });

  it('R5-38.2 R5-39.1 R5-39.2 names an LRN of the current service provider, or is refused as a whole', () => {
    const outcome = active.when(changed({ route: { billingId: '7', lrn: HOLDER_LRN } }));
    outcome.thenRefused('lrn_not_owned', 'R5-38.2', { field: 'lrn' });
    expect(() => outcome.events).toThrow('refused');
    active
      .when(changed({ route: { lrn: THIRD_LRN } }), { lrnOwner: () => undefined })
      .thenRefused('invalid_lrn', 'R5-38.2');
  });

  it('that changes nothing is done, with no copy and no broadcast', () => {
    active.when(changed({ route: {} })).thenNothingHappens();
    active.when(changed({ route: routeBy(GAINER_LRN) })).thenNothingHappens();
  });

  it('RR5-46 leaves an old copy with the data before it, under an id of its own', () => {
    expect(modifying.state.versions[1]).toMatchObject({
      ...{ svId: 2, status: 'old', copyOf: 1, supersededBy: null, endedAt: DUE_DAY, retainUntil: KEPT },
      ...{ route: routeBy(GAINER_LRN), newSp: GAINER, oldSp: HOLDER, failedSps: [] },
    });
    const again = modifying.and(tell(taken)).when(changed({ route: { billingId: '8' } }));
    expect(again.sv(3)).toMatchObject({ status: 'old', copyOf: 1, route });
  });

  it('RR5-47 sends nobody the copy', () => {
    const { events } = active.when(changed());
    expect(events.map(downloadOf).map((download) => download?.svId)).toEqual([undefined, 1]);
  });

  it('R5-40.1 RR5-41.3 is in sending from the start of its broadcast, and keeps when that was', () => {
    const later = at('2026-01-07T09:00:00Z');
    const outcome = active.when(changed({ now: later }));
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', modifyBroadcastAt: later, activatedAt: DUE_DAY });
    expect(liveVersion(outcome.state)).toMatchObject({ svId: 1, route });
    const after = active.and(changed({ now: later }), tell(taken, later), disconnect({ now: later }));
    expect(after.state.versions[0]).toMatchObject({ modifyBroadcastAt: later });
  });

  it('RR5-41.1 addresses the LSMSs that take downloads at that moment, and no others', () => {
    const { events } = active.when(changed(), { lsmsTargets: () => [LSMS_C] });
    expect(events[1]).toMatchObject({ data: { targets: [LSMS_C] } });
  });

  it('RR5-41.4 is done at once where no LSMS takes downloads', () => {
    const outcome = active.when(changed(), { lsmsTargets: () => [] });
    outcome.thenTypes('SvModifyRequested', 'SvBroadcastStarted', 'SvModified');
    expect(outcome.sv(1)).toMatchObject({ status: 'active', route, modifiedAt: DUE_DAY });
  });

  it('does not wait for the number’s next port, nor stop it', () => {
    const next = active.and(...portOn).when(changed({ status: 'active' }));
    expect(next.state.versions.map(({ status }) => status)).toEqual(['sending', 'pending', 'old']);
    const alone = active.and(portOn[0]).and(changed({ status: 'active' }));
    alone.when(portOn[1]).thenTypes('SvSecondCreateReceived');
    modifying.when(portOn[0]).thenRefused('version_exists_in_blocking_status', 'RN5-1');
    modifying.and(tell(taken)).when(portOn[0]).thenTypes('SvCreated');
  });
});

describe('answers to a modification', () => {
  const first = at('2026-01-06T15:00:01Z');
  const last = at('2026-01-06T15:00:09Z');

  it('R5-40.4 RR5-41.8 the first success completes it, later ones do not move that, and the status stays sending', () => {
    const outcome = modifying.when(tell([ok(LSMS_B)], first));
    outcome.thenTypes('SvAnswersRecorded');
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', modifiedAt: first, firstSuccessAt: DUE_DAY });
    const done = modifying.and(tell([ok(LSMS_B)], first)).when(tell([ok(LSMS_A)], last));
    expect(done.sv(1)).toMatchObject({ status: 'active', modifiedAt: first });
    const secondTime = modifying.and(tell(taken, first), changed({ now: last, route: { billingId: '8' } }));
    expect(secondTime.state.versions[0]).toMatchObject({ modifiedAt: null, modifyBroadcastAt: last });
  });

  it.each([
    ['all took it', taken, []],
    ['some took it', partly, listOf(LSMS_B)],
    ['none took it', refused, listOf(LSMS_A, LSMS_B)],
  ])('RR5-41.4 the version is active again when %s, with the new data', (_what, given, failedSps) => {
    const outcome = modifying.when(tell(given));
    outcome.thenTypes('SvAnswersRecorded', 'SvModified');
    expect(outcome.events[1]).toEqual({ type: 'SvModified', data: { ...sv1, failedSps } });
    const failedOperation = failedSps.length > 0 ? 'modify' : null;
    expect(outcome.sv(1)).toMatchObject({ status: 'active', route, failedSps, failedOperation });
  });

  it('RR5-41.8 the last one’s time ends it when not all have answered', () => {
    const half = modifying.and(tell([refusal(LSMS_A, 'full')]));
    half.when(endOfWindow(1, { broadcast: 2, now: last })).thenNothingHappens();
    const outcome = half.when(endOfWindow(1, { broadcast: 2 }));
    outcome.thenTypes('SvModified');
    expect(outcome.sv(1)).toMatchObject({
      ...{ status: 'active', route, modifiedAt: null },
      failedSps: [...listOf(LSMS_A), { spid: LSMS_B, reason: 'no_response' }],
    });
  });

  it('late ones take an LSMS off the list, and the version stays active', () => {
    const lacking = modifying.and(tell(partly));
    lacking.when(tell([ok(LSMS_B)])).thenEvents({
      type: 'SvFailedSpsCleared',
      data: { ...sv1, status: 'active', cleared: [LSMS_B], remaining: [], excluded: false },
    });
    lacking.when(answers(1, [ok(LSMS_B)])).thenNothingHappens();
    const newer = lacking.and(changed({ route: { billingId: '8' } }), answers(1, partly, { broadcast: 3 }));
    newer.when(tell([ok(LSMS_B)])).thenNothingHappens();
  });
});
