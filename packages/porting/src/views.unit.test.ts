import { blockingVersion, liveVersion, pendingLikeVersion, versionById } from './queries';
import { given } from './testing/scenario';
import {
  activate,
  answers,
  at,
  DAY_BEFORE,
  DUE,
  DUE_DAY,
  disconnect,
  GAINER,
  GAINER_LRN,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  routeBy,
  THIRD,
  THIRD_LRN,
  WINDOW,
} from './testing/world';
import { routeView, svView } from './views';

const onwards = { newSp: THIRD, oldSp: GAINER, now: DUE_DAY };
const sending = given(newSpCreate(), oldSpCreate(), activate());
const active = sending.and(answers(1, [ok(LSMS_A), ok(LSMS_B)]));
const movingOn = active
  .and(newSpCreate({ ...onwards, route: routeBy(THIRD_LRN) }), oldSpCreate(onwards))
  .and(activate({ sender: THIRD }));

describe('which version a number has', () => {
  it.each([
    ['nothing', given(), undefined, undefined, undefined],
    ['a pending version', given(newSpCreate()), undefined, 1, 1],
    ['a version in sending', sending, undefined, 1, 1],
    ['a version that the first LSMS has', sending.and(answers(1, [ok(LSMS_A)])), 1, undefined, 1],
    ['an active version', active, 1, undefined, undefined],
    [
      'a version that LSMSs are removing',
      active.and(disconnect(), answers(1, [ok(LSMS_A)], { broadcast: 2 })),
      1,
      undefined,
      1,
    ],
    ['an active version and one in sending', movingOn, 1, 2, 2],
    ['an old version and one that the first LSMS has', movingOn.and(answers(2, [ok(LSMS_A)])), 2, undefined, 2],
    ['a partial failure', sending.and(answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')])), 1, undefined, 1],
    [
      'an active version and a failed one',
      movingOn.and(answers(2, [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')])),
      1,
      2,
      2,
    ],
  ])('%s', (_, { state }, live, pendingLike, blocking) => {
    expect(liveVersion(state)?.svId).toBe(live);
    expect(pendingLikeVersion(state)?.svId).toBe(pendingLike);
    expect(blockingVersion(state)?.svId).toBe(blocking);
    expect(routeView(state)?.svId).toBe(live);
  });

  it('routes by the live version while the next one is being sent', () => {
    expect(routeView(movingOn.state)).toEqual({ svId: 1, spid: GAINER, route: routeBy(GAINER_LRN) });
  });
});

describe('a version as the read side shows it', () => {
  const viewOf = (scenario: ReturnType<typeof given>, svId: number) => {
    const sv = versionById(scenario.state, svId);
    return sv && svView(sv);
  };

  it('has what is known of a pending version, and null for the rest', () => {
    expect(viewOf(given(oldSpCreate()), 1)).toMatchObject({
      status: 'pending',
      newSpDueDate: null,
      newSpCreatedAt: null,
      oldSpDueDate: DUE,
      oldSpAuthorizedAt: DAY_BEFORE,
      route: null,
      activatedAt: null,
      respondBy: null,
    });
    expect(viewOf(given(newSpCreate()), 1)).toMatchObject({ route: routeBy(GAINER_LRN), oldSpDueDate: null });
  });

  it('R5-57.3 R5-51.2 has the instants of its broadcast', () => {
    expect(viewOf(sending, 1)).toMatchObject({
      status: 'sending',
      activatedAt: DUE_DAY,
      broadcastAt: DUE_DAY,
      respondBy: DUE_DAY + WINDOW,
      broadcastCompletedAt: null,
    });
    const first = at('2026-01-06T15:00:02Z');
    const done = sending.and(answers(1, [ok(LSMS_A)], { now: first }), answers(1, [ok(LSMS_B)]));
    expect(viewOf(done, 1)).toMatchObject({ status: 'active', broadcastCompletedAt: first, respondBy: null });
  });

  it('has its failed-SP list, and what it was superseded by', () => {
    const partial = sending.and(answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')]));
    expect(viewOf(partial, 1)?.failedSps).toEqual([{ spid: LSMS_B, reason: 'full' }]);
    expect(viewOf(movingOn.and(answers(2, [ok(LSMS_A)])), 1)).toMatchObject({
      status: 'old',
      supersededBy: 2,
      endedAt: DUE_DAY,
      failedSps: [],
    });
  });

  it('has its concurrence window while it waits for a side, and its timers', () => {
    const waiting = viewOf(given(newSpCreate()), 1);
    expect(waiting).toMatchObject({ timerType: 'long', businessType: 'short', window: { phase: 'initial' } });
    expect(viewOf(given(newSpCreate(), oldSpCreate()), 1)?.window).toBeNull();
    expect(viewOf(sending, 1)?.window).toBeNull();
  });

  it('has what it was disconnected with, and whose copy it is', () => {
    const removing = active.and(disconnect());
    expect(viewOf(removing, 1)).toMatchObject({ status: 'sending', customerDisconnectDate: DUE, copyOf: null });
    expect(viewOf(removing, 2)).toMatchObject({ status: 'old', customerDisconnectDate: null, copyOf: 1 });
    const gone = removing.and(answers(1, [ok(LSMS_A), refusal(LSMS_B, 'full')], { broadcast: 2 }));
    const failedSps = [{ spid: LSMS_B, reason: 'full' }];
    expect(viewOf(gone, 1)).toMatchObject({
      status: 'old',
      customerDisconnectDate: DUE,
      supersededBy: null,
      failedSps,
    });
  });
});
