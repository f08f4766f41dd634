import { NPAC } from '@openlnp/numbering';
import {
  active,
  goingBack,
  KEPT,
  listOf,
  partly,
  pending,
  portedOn,
  portOnFrom,
  refused,
  removing,
  sending,
  sv1,
  sv2back,
  taken,
} from '../testing/numbers';
import { given, givenWith, type Scenario } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  cancel,
  DUE_DAY,
  disconnect,
  exclude,
  GAINER,
  HOLDER,
  LSMS_A,
  LSMS_B,
  LSMS_C,
  modify,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  resend,
  THIRD,
} from '../testing/world';

const change = modify({ now: DUE_DAY, route: { billingId: '7' } });
const onlyB = { lsms: [LSMS_B] };
const none = ['no_failed_lsms', 'N227'] as const;
const failed = sending.and(answers(1, refused));
const partial = sending.and(answers(1, partly));
const lacksChange = active.and(change, answers(1, partly, { broadcast: 2 }));
const half = removing.and(answers(1, partly, { broadcast: 2 }));
const notRemoved = removing.and(answers(1, refused, { broadcast: 2 }));
const later = disconnect({ effectiveReleaseDate: at('2026-02-01T00:00:00Z') });

/** Of three LSMSs only A took the activation. */
const two = givenWith({ lsmsTargets: () => [LSMS_A, LSMS_B, LSMS_C] }, newSpCreate(), oldSpCreate(), activate()).and(
  answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full'), refusal(LSMS_C, 'full')]),
);

describe('the exclusion of LSMSs from a failed-SP list', () => {
  it('N227 makes a partially failed version active with the last one, and sends nothing', () => {
    const outcome = partial.when(exclude(onlyB));
    outcome.thenEvents(
      {
        type: 'SvFailedSpsCleared',
        data: { ...sv1, status: 'partial_failure', cleared: [LSMS_B], remaining: [], excluded: true },
      },
      { type: 'SvActivated', data: sv1 },
    );
    expect(outcome.sv(1)).toMatchObject({ status: 'active', failedSps: [], changedAt: DUE_DAY });
  });

  it('N227 leaves it partially failed while others are on the list', () => {
    const outcome = two.when(exclude({ lsms: [LSMS_C, LSMS_C] }));
    const remaining = listOf(LSMS_B);
    outcome.thenEvents({
      type: 'SvFailedSpsCleared',
      data: { ...sv1, status: 'partial_failure', cleared: [LSMS_C], remaining, excluded: true },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'partial_failure', failedSps: remaining });
    two
      .and(exclude({ lsms: [LSMS_C] }))
      .when(answers(1, [ok(LSMS_B)]))
      .thenTypes('SvFailedSpsCleared', 'SvActivated');
  });

  it('N227 as one of a range takes off what is on its list, and nothing where none is', () => {
    const ofRange = { ofRange: true, svId: null };
    partial.when(exclude({ ...ofRange, lsms: [LSMS_B, LSMS_C] })).thenTypes('SvFailedSpsCleared', 'SvActivated');
    for (const none of [given(), active, partial])
      none.when(exclude({ ...ofRange, lsms: [LSMS_C] })).thenNothingHappens();
    partial.when(exclude({ ...ofRange, svId: 9, ...onlyB })).thenRefused('no_such_version', 'N227', { field: 'svId' });
  });

  it('N227 takes off several at once, in the order of the list', () => {
    const outcome = two.when(exclude({ lsms: [LSMS_C, LSMS_B] }));
    outcome.thenTypes('SvFailedSpsCleared', 'SvActivated');
    expect(outcome.events).toMatchObject([{ data: { cleared: [LSMS_B, LSMS_C], remaining: [] } }, {}]);
  });

  it('N227 RR5-68.2 ends a port to original with the last one', () => {
    const back = goingBack.and(activate({ sender: HOLDER }), answers(2, partly));
    const outcome = back.when(exclude(onlyB));
    outcome.thenEvents(
      {
        type: 'SvFailedSpsCleared',
        data: { ...sv2back, status: 'partial_failure', cleared: [LSMS_B], remaining: [], excluded: true },
      },
      { type: 'SvPortedToOriginal', data: { ...sv2back, failedSps: [], retainUntil: KEPT } },
    );
    expect(outcome.sv(2).status).toBe('old');
  });

  it.each<[string, Scenario, 'active' | 'old']>([
    ['an active version that they lack a change of', lacksChange, 'active'],
    [
      'an active version that no LSMS took a change of',
      active.and(change, answers(1, refused, { broadcast: 2 })),
      'active',
    ],
    ['an old version that they did not remove', half, 'old'],
  ])('N227 is possible for %s, which stays what it is', (_what, scenario, status) => {
    const outcome = scenario.when(exclude({ svId: 1, ...onlyB }));
    outcome.thenTypes('SvFailedSpsCleared');
    expect(outcome.events).toMatchObject([{ data: { svId: 1, status, cleared: [LSMS_B] } }]);
    expect(outcome.sv(1).status).toBe(status);
    expect(outcome.sv(1)).not.toMatchObject({ failedSps: expect.arrayContaining(listOf(LSMS_B)) });
  });

  it('N227 lets the number go on: what partial failure is in the way of is possible then', () => {
    const excluded = partial.and(exclude(onlyB));
    partial.when(later).thenRefused('not_active', 'R5-63');
    excluded.when(later).thenTypes('SvDisconnectRequested');
    excluded.when(change).thenTypes('SvModifyRequested', 'SvBroadcastStarted');
  });

  it('N227 a later success of who was excluded changes nothing, and neither does its refusal', () => {
    for (const scenario of [partial, lacksChange, half]) {
      const broadcast = scenario === partial ? 1 : 2;
      const excluded = scenario.and(exclude({ svId: 1, ...onlyB }));
      for (const answer of [ok(LSMS_B), refusal(LSMS_B, 'full')]) {
        excluded.when(answers(1, [answer], { broadcast })).thenNothingHappens();
      }
    }
  });

  it('N227 is once: nothing is left to exclude, or to send again', () => {
    const excluded = partial.and(exclude(onlyB));
    excluded.when(exclude(onlyB)).thenRefused(...none, { actual: 'active' });
    excluded.when(resend(onlyB)).thenRefused('no_failed_lsms', 'RR5-38.3');
    two
      .and(exclude(onlyB))
      .when(exclude(onlyB))
      .thenRefused('lsms_not_failed', 'N227', { expected: 'LSMC', actual: 'LSMB' });
  });
});

describe('which version an exclusion is about', () => {
  it('N227 is the one with the id, or the one of the number that has a list', () => {
    half.when(exclude(onlyB)).thenTypes('SvFailedSpsCleared');
    half.when(exclude({ svId: 2, ...onlyB })).thenRefused(...none, { field: 'tn', actual: 'old' });
    half.when(exclude({ svId: 9, ...onlyB })).thenRefused('no_such_version', 'N227', { field: 'svId', actual: '9' });
    const told = { field: 'tn', expected: 'a version with a failed-SP list', actual: 'none' };
    given().when(exclude(onlyB)).thenRefused('no_such_version', 'N227', told);
  });

  it('N227 is of two lists the newer version’s, also where that cannot be shortened', () => {
    const twice = portedOn(half, 3, partly, HOLDER);
    expect(twice.when(exclude(onlyB)).events).toMatchObject([{ data: { svId: 3 } }, { data: { svId: 3 } }]);
    const emptied = twice.and(exclude(onlyB));
    expect(emptied.when(exclude(onlyB)).events).toMatchObject([{ data: { svId: 1, cleared: [LSMS_B] } }]);
    emptied.when(exclude({ svId: 3, ...onlyB })).thenRefused(...none, { actual: 'active' });
    const inVain = portedOn(half, 3, refused, HOLDER);
    inVain.when(exclude(onlyB)).thenRefused(...none, { actual: 'failed' });
    inVain.when(exclude({ svId: 1, ...onlyB })).thenTypes('SvFailedSpsCleared');
  });
});

describe('an exclusion is refused', () => {
  it('N227 to everybody but NPAC personnel', () => {
    for (const sender of [GAINER, HOLDER, THIRD]) {
      const told = { expected: 'NPAC personnel', actual: String(sender) };
      partial.when(exclude({ sender, ...onlyB })).thenRefused('not_authorized', 'N227', told);
      given().when(exclude({ sender })).thenRefused('not_authorized', 'N227');
    }
    partial.when(exclude({ sender: NPAC, ...onlyB })).thenTypes('SvFailedSpsCleared', 'SvActivated');
  });

  it('N227 unless it names LSMSs, all of them on the list', () => {
    const bad = ['lsms_not_failed', 'N227'] as const;
    const nobody = { field: 'lsms', expected: 'LSMB, LSMC', actual: 'none' };
    two.when(exclude()).thenRefused('no_lsms_named', 'N227', nobody);
    two
      .when(exclude({ lsms: [LSMS_A] }))
      .thenRefused(...bad, { field: 'lsms', expected: 'LSMB, LSMC', actual: 'LSMA' });
    partial.when(exclude({ lsms: [LSMS_B, LSMS_C] })).thenRefused(...bad, { expected: 'LSMB', actual: 'LSMC' });
  });

  it.each<[string, Scenario, string]>([
    ['pending', pending, 'pending'],
    ['canceled', pending.and(cancel({ sender: HOLDER }), cancel()), 'canceled'],
    ['active, and everywhere', active, 'active'],
    ['failed: no LSMS has it', failed, 'failed'],
    ['waiting for its disconnect', active.and(later), 'disconnect_pending'],
    ['waiting for its disconnect, and lacks a change', lacksChange.and(later), 'disconnect_pending'],
    ['active because no LSMS removed it', notRemoved, 'a disconnect that no LSMS took'],
    ['active, since all have caught up', partial.and(answers(1, taken)), 'active'],
  ])('N227 for a version that is %s', (_what, scenario, actual) => {
    const told = { field: 'tn', expected: 'LSMSs that lack what the registry has', actual };
    const both = { lsms: [LSMS_A, LSMS_B] };
    scenario.when(exclude({ svId: 1, ...both })).thenRefused(...none, told);
    scenario.when(exclude(both)).thenRefused(...none);
  });

  it('version_in_progress: while something of the number is being sent', () => {
    const busy = ['version_in_progress', null] as const;
    sending.when(exclude(onlyB)).thenRefused(...busy);
    partial
      .and(resend(onlyB))
      .when(exclude(onlyB))
      .thenRefused(...busy);
    const next = half.and(...portOnFrom(HOLDER), activate({ sender: THIRD }));
    next.when(exclude({ svId: 1, ...onlyB })).thenRefused(...busy);
  });
});
