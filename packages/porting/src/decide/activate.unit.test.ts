import { instant, NPAC } from '@openlnp/numbering';
import { active, portOn } from '../testing/numbers';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  DUE,
  DUE_DAY,
  GAINER,
  GAINER_LRN,
  HOLDER,
  LONG_WINDOW,
  LSMS_A,
  LSMS_B,
  LSMS_C,
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

const ready = given(newSpCreate(), oldSpCreate());
const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const download = {
  action: 'activate',
  svId: 1,
  tn: TN,
  spid: GAINER,
  lnpType: 'lspp',
  route: routeBy(GAINER_LRN),
  activatedAt: DUE_DAY,
} as const;

describe('activate', () => {
  it('R5-57.1 R5-57.2 R5-57.3 sends the route to every LSMS that takes downloads', () => {
    const outcome = ready.when(activate());
    outcome.thenEvents({
      type: 'SvBroadcastStarted',
      data: {
        ...sv1,
        broadcast: 1,
        purpose: 'activate',
        targets: [LSMS_A, LSMS_B],
        respondBy: DUE_DAY + WINDOW,
        supersedes: null,
        resend: false,
        download,
      },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', broadcast: { startedAt: DUE_DAY, number: 1 } });
  });

  it('R5-55 addresses the LSMSs that take downloads at that moment, and no others', () => {
    const outcome = ready.when(activate(), { lsmsTargets: () => [LSMS_B, LSMS_C] });
    expect(outcome.events).toMatchObject([{ data: { targets: [LSMS_B, LSMS_C] } }]);
  });

  it('R5-51.1 means the pending version of the number, or the version whose id it names', () => {
    const next = active.and(...portOn);
    next.when(activate({ sender: THIRD })).thenTypes('SvBroadcastStarted');
    expect(next.when(activate({ sender: THIRD, svId: 2 })).sv(2).status).toBe('sending');
    next.when(activate({ sender: NPAC, svId: 1 })).thenRefused('not_pending', 'R5-52', { actual: 'active' });
  });

  it('R5-51.1 is refused for an id that is no version of the number', () => {
    ready.when(activate({ svId: 7 })).thenRefused('no_such_version', 'R5-51.1', { field: 'svId', actual: '7' });
  });

  it('RR5-22 keeps the instant at which the activation was asked for', () => {
    expect(ready.when(activate()).sv(1)).toMatchObject({ activatedAt: DUE_DAY });
  });

  it('R5-9 comes from the new service provider or NPAC personnel', () => {
    for (const sender of [GAINER, NPAC]) ready.when(activate({ sender })).thenTypes('SvBroadcastStarted');
  });

  it('R5-51.1 R5-53.2 is refused from anybody else, who learns nothing of the version', () => {
    ready.when(activate({ sender: HOLDER })).thenRefused('not_authorized', 'R5-51.1');
    ready.when(activate({ sender: THIRD })).thenRefused('not_authorized', 'R5-51.1');
  });

  it('R5-53.2 is refused for a number without any version', () => {
    given().when(activate()).thenRefused('no_such_version', 'R5-51.1', { field: 'tn', actual: 'none' });
  });

  it('R5-52 is refused for a version that is not pending', () => {
    const sending = ready.and(activate());
    const over = (status: string) => ['not_pending', 'R5-52', { expected: 'pending', actual: status }] as const;
    sending.when(activate()).thenRefused(...over('sending'));
    sending
      .and(answers(1, [ok(LSMS_A), ok(LSMS_B)]))
      .when(activate())
      .thenRefused(...over('active'));
    const some = [ok(LSMS_A), refusal(LSMS_B, 'full')];
    sending
      .and(answers(1, some))
      .when(activate())
      .thenRefused(...over('partial_failure'));
    const none = [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')];
    sending
      .and(answers(1, none))
      .when(activate())
      .thenRefused(...over('failed'));
  });

  it('R5-53.1 R5-53.2 is refused until the new service provider has created', () => {
    given(oldSpCreate()).when(activate()).thenRefused('new_sp_create_missing', 'R5-53.1');
  });

  it('R5-23.6 is refused until the old service provider has agreed', () => {
    given(newSpCreate()).when(activate()).thenRefused('old_sp_concurrence_missing', 'R5-23.6');
  });

  it('R5-53.2 R5-53.3 is refused before the due date, and not from it on', () => {
    ready
      .when(activate({ now: at('2026-01-05T23:59:59.999Z') }))
      .thenRefused('due_date_not_reached', 'R5-53.3', { expected: '2026-01-06T00:00:00.000Z or later' });
    ready.when(activate({ now: DUE })).thenTypes('SvBroadcastStarted');
    // A due date that names a time of day means it.
    const dueDate = at('2026-01-06T18:00:00Z');
    const evening = given(newSpCreate({ dueDate }), oldSpCreate({ dueDate }));
    evening.when(activate({ now: instant(dueDate - 1) })).thenRefused('due_date_not_reached', 'R5-53.3');
    evening.when(activate({ now: dueDate })).thenTypes('SvBroadcastStarted');
  });

  it('R5-53.1 R5-53.2 is refused while the code is not effective', () => {
    const codeOf = () => ({ spid: HOLDER, effectiveAt: at('2026-01-06T15:00:00.001Z') });
    ready.when(activate(), { codeOf }).thenRefused('network_data_not_ready', 'R5-53.1', { field: 'tn' });
  });

  it('R5-18.6 is refused when the LRN has gone, or has gone to somebody else', () => {
    const gone = { lrnOwner: () => undefined };
    ready.when(activate(), gone).thenRefused('network_data_not_ready', 'R5-18.6', { actual: 'not registered' });
    const sold = { lrnOwner: () => THIRD };
    ready.when(activate(), sold).thenRefused('network_data_not_ready', 'R5-18.6', { field: 'lrn', actual: THIRD });
  });

  it('version_in_progress: is refused while another version of the number is being sent', () => {
    const onwards = { svId: 2, tn: TN, newSp: THIRD, oldSp: GAINER, dueDate: DUE, lnpType: 'lspp' } as const;
    const route = routeBy(THIRD_LRN);
    ready
      .and(activate())
      .andEvents(
        DUE_DAY,
        {
          type: 'SvCreated',
          data: {
            ...onwards,
            createdBy: 'new',
            route,
            timerType: 'long',
            businessType: 'short',
            initialWindowEndsAt: DUE_DAY + LONG_WINDOW,
            ...{ portingToOriginal: false, authorized: null, causeCode: null, mediumTimer: false },
            pendingRetentionEndsAt: null,
            firstUse: null,
            conflictRestrictedFrom: null,
          },
        },
        {
          type: 'SvSecondCreateReceived',
          data: {
            ...onwards,
            ...{ by: 'old', route: null, authorized: true, causeCode: null, mediumTimer: false },
            ...{ timerType: null, businessType: null, pendingRetentionEndsAt: null, conflictRestrictedFrom: null },
          },
        },
      )
      .when(activate({ sender: THIRD }))
      .thenRefused('version_in_progress', null);
  });

  it('R5-59.1 makes the version active at once where no LSMS takes downloads', () => {
    const outcome = ready.when(activate(), { lsmsTargets: () => [] });
    outcome.thenTypes('SvBroadcastStarted', 'SvActivated');
    expect(outcome.sv(1)).toMatchObject({ status: 'active', firstSuccessAt: DUE_DAY });
  });

  it('R5-59.2 makes the previous version old at once where no LSMS takes downloads', () => {
    const onwards = { newSp: THIRD, oldSp: GAINER, now: DUE_DAY };
    const outcome = ready
      .and(activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)]))
      .and(newSpCreate({ ...onwards, route: routeBy(THIRD_LRN) }), oldSpCreate(onwards))
      .when(activate({ sender: THIRD }), { lsmsTargets: () => [] });
    outcome.thenTypes('SvBroadcastStarted', 'SvSuperseded', 'SvActivated');
    expect(outcome.events[0]).toMatchObject({ data: { supersedes: 1, targets: [] } });
    expect(outcome.state.versions.map((sv) => sv.status)).toEqual(['old', 'active']);
  });

  it('takes place no earlier than the number’s last event (law 6)', () => {
    const late = given(newSpCreate(), oldSpCreate({ now: DUE_DAY, sender: HOLDER }));
    const outcome = late.when(activate({ now: at('2026-01-06T14:00:00Z') }));
    expect(outcome.sv(1)).toMatchObject({ activatedAt: DUE_DAY, broadcast: { respondBy: DUE_DAY + WINDOW } });
  });
});
