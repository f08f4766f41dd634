import { formatLrn, instant, NPAC } from '@openlnp/numbering';
import { given } from '../../../packages/porting/src/testing/scenario';
import {
  activate,
  answers,
  at,
  cancel,
  DAY_BEFORE,
  disconnect,
  GAINER,
  GAINER_LRN,
  HOLDER,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  resolveConflict,
  setConflict,
  undoCancel,
} from '../../../packages/porting/src/testing/world';
import { svView } from './sv-view';

const EVERYTHING = { wsmsc: true, optional: null };
const HOUR = 3_600_000;
const later = (hours: number) => instant(DAY_BEFORE + hours * HOUR);
const point = (dpc: string) => ({ dpc, ssn: 0 });
const optionalData = {
  ...{ altSpid: 'THRD', lastAltSpid: null, altEndUserLocationValue: null, altEndUserLocationType: null },
  ...{
    altBillingId: null,
    voiceUri: 'sip:voice@example.net',
    mmsUri: null,
    pocUri: null,
    presenceUri: null,
    smsUri: null,
  },
};
const points = {
  classPointCode: point('001001001'),
  lidbPointCode: point('002002002'),
  isvmPointCode: point('003003003'),
  cnamPointCode: point('004004004'),
  wsmscPointCode: point('005005005'),
};
const rest = {
  endUserLocationValue: '123456789012',
  endUserLocationType: '01',
  billingId: 'ACME',
  svType: 'wireless',
  optionalData,
};
const route = { lrn: GAINER_LRN, ...points, ...rest };
/** Created, disputed, settled, canceled and that taken back: all on the day before its due date. */
const disputed = given(
  newSpCreate({ route }),
  oldSpCreate({ now: later(1), authorized: false, causeCode: 52 }),
  resolveConflict({ now: later(2), sender: HOLDER }),
);
const due = at('2026-01-06T00:00:00Z');
const common = {
  ...{ svId: 1, tn: '3035550123', lnpType: 'lspp', portingToOriginal: false, newSp: GAINER, oldSp: HOLDER },
  ...{ newSpDueDate: '2026-01-06T00:00:00.000Z', oldSpDueDate: '2026-01-06T00:00:00.000Z' },
  ...{ newSpCreatedAt: '2026-01-05T14:30:00.000Z', oldSpCreatedAt: '2026-01-05T15:30:00.000Z' },
  ...{ timerType: 'long', businessType: 'short', createdAt: '2026-01-05T14:30:00.000Z' },
  ...{ lrn: formatLrn(GAINER_LRN), ...points, ...rest },
  ...{ conflictAt: '2026-01-05T15:30:00.000Z', conflictResolvedAt: '2026-01-05T16:30:00.000Z' },
  ...{ oldSpConflictResolvedAt: '2026-01-05T16:30:00.000Z', newSpConflictResolvedAt: null },
};

describe('a version as queries show it', () => {
  it('R5-74.3 with all that there is of one that was disputed and is canceled', () => {
    const canceled = disputed
      .and(cancel({ now: later(3) }))
      .when(cancel({ now: later(4), sender: HOLDER }))
      .sv(1);
    expect(svView(canceled, EVERYTHING)).toEqual({
      ...common,
      ...{ status: 'canceled', oldSpAuthorization: true, causeCode: null, changedAt: '2026-01-05T18:30:00.000Z' },
      ...{ newSpCancellationAt: '2026-01-05T17:30:00.000Z', oldSpCancellationAt: '2026-01-05T18:30:00.000Z' },
      ...{ preCancellationStatus: 'pending', canceledAt: '2026-01-05T18:30:00.000Z' },
      ...{ conflictRestrictedFrom: '2026-01-05T18:00:00.000Z', retainUntil: '2026-04-05T18:30:00.000Z' },
      ...{ activatedAt: null, activationBroadcastAt: null, firstSuccessAt: null },
      ...{ purpose: null, downloadReason: null, broadcastAt: null },
      ...{ respondBy: null, targets: [], answers: [], failedSps: [] },
      ...{ customerDisconnectDate: null, effectiveReleaseDate: null },
      ...{ disconnectBroadcastAt: null, disconnectCompletedAt: null, modifyBroadcastAt: null, modifiedAt: null },
      ...{ supersededBy: null, copyOf: null, endedAt: null },
    });
  });

  it('R5-74.3 with all that there is of one that was disputed, active, modified and is disconnected', () => {
    const hour = (hours: number) => instant(due + hours * HOUR);
    const to = (broadcast: number, hours: number) =>
      answers(1, [ok(LSMS_A), ok(LSMS_B)], { broadcast, now: hour(hours) });
    const partly = answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')], { broadcast: 3, now: hour(7) });
    const old = disputed
      .and(cancel({ now: later(3) }), undoCancel({ now: later(4) }))
      .and(activate({ now: hour(1) }), to(1, 2))
      .and(modify({ now: hour(3), status: 'active', route: { billingId: 'ACM2' } }), to(2, 4))
      .and(disconnect({ now: hour(6), customerDisconnectDate: due }))
      .when(partly)
      .sv(1);
    expect(svView(old, EVERYTHING)).toEqual({
      ...common,
      ...{ status: 'old', oldSpAuthorization: true, causeCode: null, changedAt: '2026-01-06T07:00:00.000Z' },
      billingId: 'ACM2',
      ...{ newSpCancellationAt: null, oldSpCancellationAt: null, preCancellationStatus: null, canceledAt: null },
      ...{ conflictRestrictedFrom: null, activatedAt: '2026-01-06T01:00:00.000Z' },
      activationBroadcastAt: '2026-01-06T01:00:00.000Z',
      ...{ firstSuccessAt: '2026-01-06T02:00:00.000Z', purpose: null, downloadReason: 'delete' },
      ...{ broadcastAt: '2026-01-06T06:00:00.000Z', respondBy: '2026-01-06T06:15:00.000Z' },
      ...{ targets: [LSMS_A, LSMS_B], answers: [], failedSps: [{ spid: LSMS_B, reason: 'full' }] },
      ...{ customerDisconnectDate: '2026-01-06T00:00:00.000Z', effectiveReleaseDate: null },
      ...{ disconnectBroadcastAt: '2026-01-06T06:00:00.000Z', disconnectCompletedAt: '2026-01-06T07:00:00.000Z' },
      ...{ modifyBroadcastAt: '2026-01-06T03:00:00.000Z', modifiedAt: '2026-01-06T04:00:00.000Z' },
      ...{ supersededBy: null, copyOf: null, endedAt: '2026-01-06T07:00:00.000Z', retainUntil: expect.any(String) },
    });
    const conflict = disputed.and(setConflict({ now: later(3), sender: NPAC, causeCode: 54 })).state.versions[0];
    expect(conflict && svView(conflict, EVERYTHING)).toMatchObject({ oldSpAuthorization: false, causeCode: 54 });
  });

  it('R5-74.3 RR5-30 RR5-31 while it waits for a side’s acknowledgment, that side has no time of an earlier one', () => {
    const times = (...commands: Parameters<typeof disputed.and>) => {
      const [sv] = disputed.and(...commands).state.versions;
      return sv && svView(sv, EVERYTHING);
    };
    const earlier = [
      cancel({ sender: HOLDER, now: later(3) }),
      setConflict({ sender: NPAC, now: later(4) }),
      resolveConflict({ now: later(5) }),
    ];
    const old = { oldSpCancellationAt: '2026-01-05T17:30:00.000Z' };
    expect(times(...earlier)).toMatchObject({ status: 'pending', ...old, newSpCancellationAt: null });
    const byNew = [...earlier, cancel({ now: later(6) })];
    const waits = { newSpCancellationAt: '2026-01-05T20:30:00.000Z', oldSpCancellationAt: null };
    expect(times(...byNew)).toMatchObject({ status: 'cancel_pending', ...waits });
    expect(times(...byNew, undoCancel({ now: later(7) }))).toMatchObject({ status: 'pending', ...old });
    const acknowledged = {
      newSpCancellationAt: waits.newSpCancellationAt,
      oldSpCancellationAt: '2026-01-05T21:30:00.000Z',
    };
    const agreed = [...byNew, cancel({ sender: HOLDER, now: later(7) })];
    expect(times(...agreed)).toMatchObject({ status: 'canceled', ...acknowledged });
  });

  it('R5-74.3 tells why its last download was sent: new, modified or delete', () => {
    const sent = disputed.and(activate({ now: due }));
    const active = sent.and(answers(1, [ok(LSMS_A), ok(LSMS_B)], { now: due }));
    const reasonOf = ({ state }: typeof sent) =>
      state.versions[0] && (svView(state.versions[0], EVERYTHING) as { downloadReason: string }).downloadReason;
    expect([sent, active].map(reasonOf)).toEqual(['new', 'new']);
    const modified = active.and(modify({ now: due, status: 'active', route: { billingId: 'ACM2' } }));
    expect(reasonOf(modified)).toBe('modified');
    expect(reasonOf(active.and(disconnect({ now: due, customerDisconnectDate: due })))).toBe('delete');
    const later = { now: instant(due + HOUR), sender: HOLDER };
    const back = { ...later, newSp: HOLDER, oldSp: GAINER, dueDate: instant(due) };
    const goesBack = active.and(newSpCreate({ ...back, portingToOriginal: true, route: null }));
    const gone = goesBack.and(
      oldSpCreate({ ...back, sender: GAINER }),
      activate(later),
      answers(2, [ok(LSMS_A), ok(LSMS_B)], later),
    );
    expect(reasonOf(gone)).toBe('delete');
  });
});
