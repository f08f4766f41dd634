import { NPAC } from '@openlnp/numbering';
import { downloadOf } from '../downloads';
import { liveVersion } from '../queries';
import { KEPT, listOf } from '../testing/numbers';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  DUE,
  DUE_DAY,
  disconnect,
  endOfWindow,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  routeBy,
  THIRD,
  THIRD_LRN,
  TN,
  WINDOW,
} from '../testing/world';

const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const taken = [ok(LSMS_A), ok(LSMS_B)];
const active = given(newSpCreate(), oldSpCreate(), activate(), answers(1, taken));
/** Version 2 is the copy of version 1. */
const removing = active.and(disconnect());
const removed = removing.and(answers(1, taken, { broadcast: 2 }));
const onwards = { newSp: THIRD, oldSp: GAINER, now: DUE_DAY, dueDate: DUE_DAY };
const portOn = newSpCreate({ ...onwards, route: routeBy(THIRD_LRN) });
const content = { svId: 1, tn: TN, spid: GAINER, lnpType: 'lspp', activatedAt: DUE_DAY } as const;

describe('disconnect', () => {
  it('R5-62 means the active version of the number, or the version whose id it names', () => {
    const next = active.and(portOn);
    for (const svId of [null, 1]) {
      expect(active.when(disconnect({ svId })).events[0]).toMatchObject({ data: { ...sv1, copySvId: 2 } });
      next.when(disconnect({ svId })).thenRefused('other_version_exists', 'R5-64.1');
    }
    active.when(disconnect({ svId: 7 })).thenRefused('no_such_version', 'R5-63', { field: 'svId', actual: '7' });
  });

  it('R5-65.1 R5-65.4 RR5-25.2 tells who is the donor, then takes the number away from every LSMS', () => {
    const outcome = active.when(disconnect());
    outcome.thenEvents(
      {
        type: 'SvDisconnectRequested',
        data: {
          ...sv1,
          ...{
            customerDisconnectDate: DUE,
            effectiveReleaseDate: null,
            donorSp: HOLDER,
            copySvId: 2,
            retainUntil: KEPT,
            failedSps: [],
          },
        },
      },
      {
        type: 'SvBroadcastStarted',
        data: {
          ...sv1,
          ...{ broadcast: 2, purpose: 'disconnect', targets: [LSMS_A, LSMS_B], respondBy: DUE_DAY + WINDOW },
          ...{ supersedes: null, resend: false },
          download: { ...content, action: 'delete', route: null },
        },
      },
    );
  });

  it('R5-65.5 R5-65.6 sets the version to sending, and keeps when', () => {
    expect(active.when(disconnect()).sv(1)).toMatchObject({
      ...{ status: 'sending', purpose: 'disconnect', broadcast: { number: 2, startedAt: DUE_DAY } },
      disconnect: { customerDisconnectDate: DUE, donorSp: HOLDER },
    });
  });

  it('RR5-48 keeps the version as it was, as an old one under an id of its own', () => {
    expect(active.when(disconnect()).sv(2)).toMatchObject({
      ...{ status: 'old', copyOf: 1, supersededBy: null, newSp: GAINER, oldSp: HOLDER, endedAt: DUE_DAY },
      route: routeBy(GAINER_LRN),
    });
  });

  it('RR5-49 the copy is not sent to anybody', () => {
    const { events } = active.when(disconnect());
    expect(events.map(downloadOf).map((download) => download?.svId)).toEqual([undefined, 1]);
  });

  it('R5-11 RN5-10 comes from the current service provider or NPAC personnel', () => {
    active.when(disconnect({ sender: NPAC })).thenTypes('SvDisconnectRequested', 'SvBroadcastStarted');
    active.when(disconnect({ sender: HOLDER })).thenRefused('not_authorized', 'RN5-10');
    active.when(disconnect({ sender: THIRD })).thenRefused('not_authorized', 'RN5-10');
  });

  it('R5-63 is refused without an active version', () => {
    const none = ['no_such_version', 'R5-63', { actual: 'none' }] as const;
    given()
      .when(disconnect())
      .thenRefused(...none);
    given(newSpCreate(), oldSpCreate()).when(disconnect()).thenRefused('not_active', 'R5-63', { actual: 'pending' });
    removed.when(disconnect()).thenRefused(...none);
    const sending = given(newSpCreate(), oldSpCreate(), activate());
    sending.when(disconnect()).thenRefused('not_active', 'R5-63', { actual: 'sending' });
    const some = [ok(LSMS_A), refusal(LSMS_B, 'full')];
    sending.and(answers(1, some)).when(disconnect()).thenRefused('not_active', 'R5-63', { actual: 'partial_failure' });
    removing.when(disconnect()).thenRefused('not_active', 'R5-63', { actual: 'sending' });
    given()
      .when(disconnect(), { codeOf: () => undefined })
      .thenRefused('npa_nxx_not_portable', 'R5-63');
  });

  it('R5-64.1 is refused while the number has a version other than old ones', () => {
    active.and(portOn).when(disconnect()).thenRefused('other_version_exists', 'R5-64.1', { actual: 'pending' });
    const none = [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')];
    active
      .and(portOn, oldSpCreate(onwards), activate({ sender: THIRD }), answers(2, none))
      .when(disconnect())
      .thenRefused('other_version_exists', 'R5-64.1', { actual: 'failed' });
  });

  it('RR5-23.1 is for service that ends today at the latest', () => {
    active
      .when(disconnect({ customerDisconnectDate: at('2026-01-07T00:00:00Z') }))
      .thenRefused('disconnect_date_in_future', 'RR5-23.1', {
        field: 'customerDisconnectDate',
        expected: 'before 2026-01-07T00:00:00.000Z, or an effective release date',
      });
    active
      .when(disconnect({ customerDisconnectDate: at('2026-01-06T23:59:59.999Z') }))
      .thenTypes('SvDisconnectRequested', 'SvBroadcastStarted');
  });

  it('the donor of an intra-SP port is the holder of the code too', () => {
    const own = given(intraSpCreate(), activate({ sender: HOLDER }), answers(1, taken));
    const outcome = own.when(disconnect({ sender: HOLDER }));
    expect(outcome.events[0]).toMatchObject({ data: { donorSp: HOLDER } });
  });

  it('R5-66.3 makes the version old at once where no LSMS takes downloads', () => {
    const outcome = active.when(disconnect(), { lsmsTargets: () => [] });
    outcome.thenTypes('SvDisconnectRequested', 'SvBroadcastStarted', 'SvDisconnected');
    expect(outcome.state.versions.map(({ status }) => status)).toEqual(['old', 'old']);
  });
});

describe('answers to a disconnect', () => {
  const tell = (given: Parameters<typeof answers>[1], changes = {}) => answers(1, given, { broadcast: 2, ...changes });

  it('R5-66.2 R5-68.6 RR5-67.1 the first success completes it, and does not change the status', () => {
    const first = at('2026-01-06T15:00:01Z');
    const outcome = removing.when(tell([ok(LSMS_B)], { now: first }));
    outcome.thenTypes('SvAnswersRecorded');
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', removedAt: first, firstSuccessAt: DUE_DAY });
    expect(liveVersion(outcome.state)?.svId).toBe(1);
    const last = at('2026-01-06T15:00:09Z');
    const over = removing.and(tell([ok(LSMS_B)], { now: first })).when(tell([ok(LSMS_A)], { now: last }));
    expect(over.sv(1)).toMatchObject({ status: 'old', removedAt: first, endedAt: last });
  });

  it('R5-66.3 R5-66.4 R5-68.9 RR5-67.2 RR5-69 one success is enough once all have answered; the rest fail', () => {
    const outcome = removing.and(tell([ok(LSMS_B)])).when(tell([refusal(LSMS_A, 'full')]));
    outcome.thenTypes('SvAnswersRecorded', 'SvDisconnected');
    expect(outcome.events[1]).toEqual({
      type: 'SvDisconnected',
      data: { ...sv1, failedSps: [{ spid: LSMS_A, reason: 'full' }], retainUntil: KEPT },
    });
    expect(outcome.sv(1)).toMatchObject({
      ...{ status: 'old', supersededBy: null, copyOf: null, endedAt: DUE_DAY, removedAt: DUE_DAY },
      failedSps: [{ spid: LSMS_A, reason: 'full' }],
    });
    expect(liveVersion(outcome.state)).toBeUndefined();
  });

  it('R5-66.4 R5-68.7 who has not answered by the end of the response window has failed', () => {
    const outcome = removing.and(tell([ok(LSMS_B)])).when(endOfWindow(1, { broadcast: 2 }));
    outcome.thenEvents({
      type: 'SvDisconnected',
      data: { ...sv1, failedSps: [{ spid: LSMS_A, reason: 'no_response' }], retainUntil: at('2027-07-08T15:15:00Z') },
    });
  });

  it('R5-67.1 RR5-67.2 RR5-69 failures everywhere leave it active, and a download puts back what the log took away', () => {
    const outcome = removing.and(tell([refusal(LSMS_A, 'full')])).when(endOfWindow(1, { broadcast: 2 }));
    const failedSps = [
      { spid: LSMS_A, reason: 'full' },
      { spid: LSMS_B, reason: 'no_response' },
    ];
    outcome.thenEvents({
      type: 'SvDisconnectFailed',
      data: {
        ...sv1,
        ...{ failedSps, broadcast: 3, targets: [LSMS_A, LSMS_B] },
        download: { ...content, action: 'activate', route: routeBy(GAINER_LRN) },
      },
    });
    expect(outcome.sv(1)).toMatchObject({
      ...{ status: 'active', failedSps, failedOperation: 'disconnect' },
      disconnect: { customerDisconnectDate: DUE, donorSp: HOLDER },
    });
    expect(downloadOf(outcome.events[0] as never)).toMatchObject({ action: 'activate', svId: 1 });
  });

  it('to the activation, repeated, or of others change nothing', () => {
    removing.when(answers(1, [refusal(LSMS_A, 'full')])).thenNothingHappens();
    removing
      .and(tell([ok(LSMS_A)]))
      .when(tell([ok(LSMS_A)]))
      .thenNothingHappens();
    removing.when(tell([ok(HOLDER)])).thenNothingHappens();
    removing.when(endOfWindow(1, { broadcast: 1 })).thenNothingHappens();
  });
});

describe('the failed-SP list of a disconnect', () => {
  const full = [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')];
  const partly = removing.and(answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')], { broadcast: 2 }));
  const nowhere = removing.and(answers(1, full, { broadcast: 2 }));

  it('an old version’s is left by taking the removal', () => {
    const outcome = partly.when(answers(1, [ok(LSMS_B)], { broadcast: 2 }));
    outcome.thenEvents({
      type: 'SvFailedSpsCleared',
      data: { ...sv1, status: 'old', cleared: [LSMS_B], remaining: [], excluded: false },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'old', failedSps: [] });
    partly
      .and(answers(1, [ok(LSMS_B)], { broadcast: 2 }))
      .when(answers(1, taken, { broadcast: 2 }))
      .thenNothingHappens();
  });

  it('R5-67.3 an active version’s stays for a resend, whoever takes the removal late or the download that puts it back', () => {
    nowhere.when(answers(1, [ok(LSMS_A)], { broadcast: 2 })).thenNothingHappens();
    nowhere.when(answers(1, taken, { broadcast: 3 })).thenNothingHappens();
    expect(nowhere.state.versions[0]).toMatchObject({ status: 'active', failedSps: listOf(LSMS_A, LSMS_B) });
  });

  it('does not stop another disconnect, whose broadcast has the next number', () => {
    const again = nowhere.when(disconnect());
    again.thenTypes('SvDisconnectRequested', 'SvBroadcastStarted');
    expect(again.events[1]).toMatchObject({ data: { broadcast: 4 } });
    const outcome = nowhere.and(disconnect()).when(answers(1, taken, { broadcast: 4 }));
    outcome.thenTypes('SvAnswersRecorded', 'SvDisconnected');
    expect(outcome.sv(1)).toMatchObject({ status: 'old', failedSps: [] });
  });

  it('is moot once the number is ported on', () => {
    const outcome = nowhere.and(portOn, oldSpCreate(onwards), activate({ sender: THIRD })).when(answers(3, taken));
    outcome.thenTypes('SvAnswersRecorded', 'SvSuperseded', 'SvActivated');
    // R5-67.1: it never was disconnected.
    expect(outcome.sv(1)).toMatchObject({
      ...{ status: 'old', supersededBy: 3, failedSps: [] },
      ...{ disconnect: null, disconnectBroadcastAt: null },
    });
  });
});

describe('a number that was disconnected', () => {
  it('R5-19.2 is back with its donor, from whom it may be ported again', () => {
    removed.when(newSpCreate({ ...onwards, route: routeBy(THIRD_LRN) })).thenRefused('wrong_old_sp', 'R5-19.2');
    removed.when(newSpCreate({ ...onwards, oldSp: HOLDER, route: routeBy(THIRD_LRN) })).thenTypes('SvCreated');
    removed.when(intraSpCreate({ now: DUE_DAY, dueDate: DUE_DAY, route: routeBy(HOLDER_LRN) })).thenTypes('SvCreated');
  });

  it('RN5-1 gets no other version while it is being disconnected', () => {
    removing.when(portOn).thenRefused('version_exists_in_blocking_status', 'RN5-1');
  });
});
