import { instant, NPAC } from '@openlnp/numbering';
import {
  active,
  goingBack,
  listOf,
  partly,
  pending,
  portedOn,
  portOnFrom,
  refused,
  removing,
  sending,
  sv1,
  taken,
} from '../testing/numbers';
import { given, type Scenario } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  cancel,
  DUE_DAY,
  disconnect,
  GAINER,
  GAINER_LRN,
  HOLDER,
  LSMS_A,
  LSMS_B,
  LSMS_C,
  modify,
  resend,
  routeBy,
  setConflict,
  THIRD,
  THIRD_LRN,
  WINDOW,
} from '../testing/world';

const change = modify({ now: DUE_DAY, route: { billingId: '7' } });
const both = { lsms: [LSMS_A, LSMS_B] };
const failed = sending.and(answers(1, refused));
const partial = sending.and(answers(1, partly));
const lacksChange = active.and(change, answers(1, partly, { broadcast: 2 }));
const notRemoved = removing.and(answers(1, refused, { broadcast: 2 }));
const half = removing.and(answers(1, partly, { broadcast: 2 }));
const removal = { action: 'delete', svId: 1, spid: GAINER, route: null };
const route = routeBy(GAINER_LRN);

describe('a resend', () => {
  it('R5-61.3 RR5-38.4 RR5-38.6 sends the activation of a failed version again', () => {
    const outcome = failed.when(resend(both));
    outcome.thenEvents({
      type: 'SvBroadcastStarted',
      data: {
        ...sv1,
        ...{ broadcast: 3, purpose: 'activate', targets: [LSMS_A, LSMS_B], respondBy: instant(DUE_DAY + WINDOW) },
        ...{ supersedes: null, resend: true },
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
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', before: 'failed', leftOut: [] });
  });

  it('RR5-38.4 RR5-38.6 sends the activation of a partially failed version again', () => {
    const outcome = partial.when(resend({ lsms: [LSMS_B] }));
    expect(outcome.events).toMatchObject([
      { data: { broadcast: 2, purpose: 'activate', targets: [LSMS_B], resend: true, download: { svId: 1, route } } },
    ]);
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', before: 'partial_failure' });
  });

  it('RR5-38.9 sends a modification again also while the next port is on its way', () => {
    lacksChange
      .and(...portOnFrom(GAINER))
      .when(resend({ lsms: [LSMS_B] }))
      .thenTypes('SvBroadcastStarted');
  });

  it('RR5-41.10 RR5-38.9 sends a modification of an active version again', () => {
    const outcome = lacksChange.when(resend({ lsms: [LSMS_B] }));
    const download = { action: 'activate', svId: 1, route: { ...route, billingId: '7' } };
    expect(outcome.events).toMatchObject([{ data: { broadcast: 3, purpose: 'modify', targets: [LSMS_B], download } }]);
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', purpose: 'modify' });
  });

  it('R5-67.3 RR5-38.5 sends a disconnect again that failed everywhere', () => {
    const outcome = notRemoved.when(resend(both));
    expect(outcome.events).toMatchObject([
      { data: { broadcast: 4, purpose: 'disconnect', targets: both.lsms, resend: true, download: removal } },
    ]);
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', purpose: 'disconnect', ended: null });
  });

  it('R5-68.10 RR5-38.5 sends a disconnect again that failed in part', () => {
    const outcome = half.when(resend({ svId: 1, lsms: [LSMS_B] }));
    expect(outcome.events).toMatchObject([
      { data: { broadcast: 3, purpose: 'disconnect', targets: [LSMS_B], resend: true, download: removal } },
    ]);
    expect(outcome.sv(1)).toMatchObject({ status: 'sending', before: 'old' });
  });

  it('RR5-38.1.1 means the version with the id, or the one of the number that has a list', () => {
    const lsms = [LSMS_B];
    half.when(resend({ lsms })).thenTypes('SvBroadcastStarted');
    half.when(resend({ svId: 1, lsms })).thenTypes('SvBroadcastStarted');
    half.when(resend({ svId: 2, lsms })).thenRefused('no_failed_lsms', 'RR5-38.3');
    half.when(resend({ svId: 9, lsms })).thenRefused('no_such_version', 'RR5-38.1.1', { field: 'svId', actual: '9' });
    given().when(resend({ lsms })).thenRefused('no_such_version', 'RR5-38.1.1', { field: 'tn', actual: 'none' });
  });

  it('RR5-38.1.1 of two lists means the newer version’s', () => {
    const twice = portedOn(half, 3, partly, HOLDER);
    expect(twice.state.versions.map(({ status }) => status)).toEqual(['old', 'old', 'partial_failure']);
    expect(twice.when(resend({ lsms: [LSMS_B] })).events).toMatchObject([{ data: { svId: 3 } }]);
  });

  it('RR5-38.1.1 is for NPAC personnel', () => {
    for (const sender of [GAINER, HOLDER, THIRD]) {
      partial.when(resend({ sender, lsms: [LSMS_B] })).thenRefused('not_authorized', 'RR5-38.1.1');
      given().when(resend({ sender })).thenRefused('not_authorized', 'RR5-38.1.1');
    }
    partial.when(resend({ sender: NPAC, lsms: [LSMS_B] })).thenTypes('SvBroadcastStarted');
  });

  it('RR5-38.2 names LSMSs, all of them on the list', () => {
    const bad = ['lsms_not_failed', 'RR5-38.2'] as const;
    partial.when(resend()).thenRefused('no_lsms_named', 'RR5-38.2', { field: 'lsms', expected: 'LSMB' });
    partial.when(resend({ lsms: [LSMS_A] })).thenRefused(...bad, { actual: 'LSMA' });
    partial.when(resend({ lsms: [LSMS_B, LSMS_C] })).thenRefused(...bad, { actual: 'LSMC' });
  });

  it('RR5-38.1.2 as one of a range means the LSMSs named that are on its list, and nothing where none is', () => {
    const ofRange = { ofRange: true, svId: null };
    const [started] = failed.when(resend({ ...ofRange, lsms: [LSMS_B, LSMS_C] })).events;
    expect(started).toMatchObject({ type: 'SvBroadcastStarted', data: { targets: [LSMS_B], resend: true } });
    for (const none of [given(), pending, active, sending, partial.and(answers(1, taken))]) {
      const outcome = none.when(resend({ ...ofRange, lsms: [LSMS_A, LSMS_B] }));
      outcome.thenNothingHappens();
    }
    failed.when(resend({ ...ofRange, lsms: [LSMS_C] })).thenNothingHappens();
    // Named by an id that is another number's, it is no number without a list.
    failed.when(resend({ ...ofRange, svId: 9, lsms: [LSMS_B] })).thenRefused('no_such_version', 'RR5-38.1.1');
    failed.when(resend({ ...ofRange, sender: HOLDER, lsms: [LSMS_B] })).thenRefused('not_authorized', 'RR5-38.1.1');
  });

  it('RR5-38.2 waits for those named only, each once, whichever LSMSs take downloads by now', () => {
    const outcome = failed.when(resend({ lsms: [LSMS_B, LSMS_B] }), { lsmsTargets: () => [LSMS_C] });
    expect(outcome.events).toMatchObject([{ data: { targets: [LSMS_B] } }]);
    expect(outcome.sv(1)).toMatchObject({ leftOut: listOf(LSMS_A) });
  });

  it.each<[string, Scenario, string]>([
    ['pending', pending, 'pending'],
    ['in conflict', pending.and(setConflict()), 'conflict'],
    ['cancel-pending', pending.and(cancel()), 'cancel_pending'],
    ['active', active, 'active'],
    [
      'waiting for its disconnect',
      active.and(disconnect({ effectiveReleaseDate: at('2026-02-01T00:00:00Z') })),
      'disconnect_pending',
    ],
    [
      'waiting for its disconnect, and lacks a change',
      lacksChange.and(disconnect({ effectiveReleaseDate: at('2026-02-01T00:00:00Z') })),
      'disconnect_pending',
    ],
  ])('RR5-38.3 is refused for a version that is %s', (_what, scenario, actual) => {
    scenario.when(resend({ svId: 1, lsms: [LSMS_B] })).thenRefused('no_failed_lsms', 'RR5-38.3', { actual });
  });

  it('RR5-38.3 is refused once all have caught up, or the number was ported on', () => {
    const none = ['no_failed_lsms', 'RR5-38.3'] as const;
    partial
      .and(answers(1, taken))
      .when(resend({ lsms: [LSMS_B] }))
      .thenRefused(...none, { actual: 'active' });
    portedOn(lacksChange, 3)
      .when(resend({ svId: 1, lsms: [LSMS_B] }))
      .thenRefused(...none, { actual: 'old' });
  });

  it('RR5-38.3 is about the last operation: a modification after a failed disconnect takes its place', () => {
    const since = notRemoved.and(change, answers(1, taken, { broadcast: 4 }));
    since.when(resend(both)).thenRefused('no_failed_lsms', 'RR5-38.3');
  });

  it('R5-64.1 a disconnect that failed everywhere is not sent again once the number has another version', () => {
    const asked = notRemoved.and(...portOnFrom(GAINER).slice(0, 1));
    asked.when(resend(both)).thenRefused('other_version_exists', 'R5-64.1', { actual: 'pending' });
  });

  it('R5-65.2 RN5-1 an old one is not sent again while the live one waits for its disconnect, whose date may come', () => {
    const waits = portedOn(half, 3, taken, HOLDER).and(
      disconnect({ sender: THIRD, customerDisconnectDate: DUE_DAY, effectiveReleaseDate: instant(DUE_DAY + WINDOW) }),
    );
    for (const svId of [null, 1]) {
      const actual = 'disconnect_pending';
      waits.when(resend({ svId, lsms: [LSMS_B] })).thenRefused('other_version_exists', 'R5-65.2', { actual });
    }
    const calledOff = waits.and(cancel({ sender: THIRD, now: DUE_DAY }));
    calledOff.when(resend({ svId: 1, lsms: [LSMS_B] })).thenTypes('SvBroadcastStarted');
  });

  it('version_in_progress: waits for what is being sent', () => {
    const busy = ['version_in_progress', null] as const;
    sending.when(resend({ lsms: [LSMS_B] })).thenRefused(...busy);
    partial
      .and(resend({ lsms: [LSMS_B] }))
      .when(resend({ lsms: [LSMS_B] }))
      .thenRefused(...busy);
    const next = half.and(...portOnFrom(HOLDER), activate({ sender: THIRD }));
    next.when(resend({ svId: 1, lsms: [LSMS_B] })).thenRefused(...busy);
  });
});

describe('what a resend of a disconnect sends is what the LSMSs should have by now', () => {
  const again = resend({ svId: 1, lsms: [LSMS_B] });
  const pendingNext = half.and(...portOnFrom(HOLDER));
  const activeNext = pendingNext.and(activate({ sender: THIRD }), answers(3, taken));

  it('the removal, while another version is only pending', () => {
    expect(pendingNext.when(again).events).toMatchObject([{ data: { svId: 1, download: removal } }]);
  });

  it('the other version, once that is active', () => {
    const outcome = activeNext.when(again);
    const download = { action: 'activate', svId: 3, spid: THIRD, route: routeBy(THIRD_LRN) };
    expect(outcome.events).toMatchObject([{ data: { svId: 1, purpose: 'disconnect', download } }]);
    const failedAgain = activeNext.and(again).when(answers(1, refused, { broadcast: 3 }));
    expect(failedAgain.state.versions.map(({ status }) => status)).toEqual(['old', 'old', 'active']);
  });

  it('with its changes', () => {
    const changed = activeNext.and(
      modify({ now: DUE_DAY, sender: THIRD, status: 'active', route: { billingId: '9' } }),
      answers(3, taken, { broadcast: 2 }),
    );
    const download = { svId: 3, route: { ...routeBy(THIRD_LRN), billingId: '9' } };
    expect(changed.when(again).events).toMatchObject([{ data: { download } }]);
  });
});

describe('a resend of a failed activation', () => {
  const onwards = portedOn(active, 2, refused);

  it('R5-59.2 names the version that it would supersede', () => {
    expect(onwards.when(resend(both)).events).toMatchObject([{ data: { svId: 2, supersedes: 1 } }]);
    expect(partial.when(resend({ lsms: [LSMS_B] })).events).toMatchObject([{ data: { supersedes: null } }]);
    const back = goingBack.and(activate({ sender: HOLDER }), answers(2, refused)).when(resend(both));
    expect(back.events).toMatchObject([{ data: { svId: 2, supersedes: 1 } }]);
  });
});
