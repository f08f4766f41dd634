import {
  blockingVersion,
  currentSp,
  isLive,
  isPendingLike,
  liveVersion,
  pendingLikeVersion,
  versionById,
} from './queries';
import {
  active,
  goingBack,
  KEPT,
  partly,
  pending,
  portOn,
  refused,
  removed,
  removing,
  sending,
  taken,
} from './testing/numbers';
import { given, type Scenario } from './testing/scenario';
import {
  activate,
  answers,
  at,
  CODE_EFFECTIVE,
  cancel,
  DAY_BEFORE,
  DUE_DAY,
  disconnect,
  GAINER,
  HOLDER,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  ok,
  oldSpCreate,
  RETENTION,
  resend,
  setConflict,
  THIRD,
} from './testing/world';

const code = { codeOf: () => ({ spid: HOLDER, effectiveAt: CODE_EFFECTIVE }) };
const change = modify({ now: DUE_DAY, route: { billingId: '7' } });
const next = active.and(...portOn);
const nextSending = next.and(activate({ sender: THIRD }));
const goesBack = goingBack.and(activate({ sender: HOLDER }));
const half = removing.and(answers(1, partly, { broadcast: 2 }));

/** Version ids that are live, pending-like, in the way of another one; then who has the number. */
type Row = [string, Scenario, number | undefined, number | undefined, number | undefined, string];
const ROWS: Row[] = [
  ['nothing', given(), undefined, undefined, undefined, HOLDER],
  ['pending', pending, undefined, 1, 1, HOLDER],
  ['conflict', pending.and(setConflict()), undefined, 1, 1, HOLDER],
  ['cancel_pending', pending.and(cancel()), undefined, 1, 1, HOLDER],
  ['canceled', given(newSpCreate()).and(cancel()), undefined, undefined, undefined, HOLDER],
  ['sending, taken by nobody yet', sending, undefined, 1, 1, HOLDER],
  ['sending, taken by the first', sending.and(answers(1, [ok(LSMS_A)])), 1, undefined, 1, GAINER],
  ['active', active, 1, undefined, undefined, GAINER],
  [
    'active intra-SP',
    given(intraSpCreate(), activate({ sender: HOLDER }), answers(1, taken)),
    1,
    undefined,
    undefined,
    HOLDER,
  ],
  ['partial_failure', sending.and(answers(1, partly)), 1, undefined, 1, GAINER],
  ['failed', sending.and(answers(1, refused)), undefined, 1, 1, HOLDER],
  ['failed, sent again', sending.and(answers(1, refused), resend({ lsms: [LSMS_A] })), undefined, 1, 1, HOLDER],
  ['partial_failure, sent again', sending.and(answers(1, partly), resend({ lsms: [LSMS_B] })), 1, undefined, 1, GAINER],
  ['sending a modification', active.and(change), 1, undefined, 1, GAINER],
  [
    'disconnect_pending',
    active.and(disconnect({ effectiveReleaseDate: at('2026-02-01T00:00:00Z') })),
    1,
    undefined,
    1,
    GAINER,
  ],
  ['sending a removal', removing, 1, undefined, 1, GAINER],
  [
    'sending a removal, taken by the first',
    removing.and(answers(1, [ok(LSMS_A)], { broadcast: 2 })),
    1,
    undefined,
    1,
    GAINER,
  ],
  ['old', removed, undefined, undefined, undefined, HOLDER],
  ['old, sent again', half.and(resend({ lsms: [LSMS_B] })), undefined, undefined, 1, HOLDER],
  ['a removal that failed', removing.and(answers(1, refused, { broadcast: 2 })), 1, undefined, undefined, GAINER],
  ['active and pending', next, 1, 2, 2, GAINER],
  ['a modification that is being sent, and pending', next.and({ ...change, status: 'active' }), 1, 2, 2, GAINER],
  ['active and sending', nextSending, 1, 2, 2, GAINER],
  ['superseded and sending', nextSending.and(answers(2, [ok(LSMS_A)])), 2, undefined, 2, THIRD],
  ['superseded and active', nextSending.and(answers(2, taken)), 2, undefined, undefined, THIRD],
  ['active and failed', nextSending.and(answers(2, refused)), 1, 2, 2, GAINER],
  ['a port to original, pending', goingBack, 1, 2, 2, GAINER],
  ['a port to original, sending', goesBack, 1, 2, 2, GAINER],
  ['a port to original, taken by the first', goesBack.and(answers(2, [ok(LSMS_A)])), 1, undefined, 2, GAINER],
  ['a port to original, partial_failure', goesBack.and(answers(2, partly)), undefined, undefined, 2, HOLDER],
  ['a port to original, done', goesBack.and(answers(2, taken)), undefined, undefined, undefined, HOLDER],
  ['a port to original, failed', goesBack.and(answers(2, refused)), 1, 2, 2, GAINER],
];

describe.each(ROWS)('of a number with: %s', (_what, { state }, live, pendingLike, blocking, sp) => {
  it('RN5-1 RN5-2 at most one version is live, at most one is on its way, and one that is unfinished blocks', () => {
    expect(state.versions.filter(isLive).map(({ svId }) => svId)).toEqual(live === undefined ? [] : [live]);
    expect(state.versions.filter(isPendingLike).map(({ svId }) => svId)).toEqual(
      pendingLike === undefined ? [] : [pendingLike],
    );
    expect(liveVersion(state)?.svId).toBe(live);
    expect(pendingLikeVersion(state)?.svId).toBe(pendingLike);
    expect(blockingVersion(state)?.svId).toBe(blocking);
  });

  it('the current service provider is that of the live version, or holds the code', () => {
    expect(currentSp(state, code)).toBe(sp);
  });
});

describe('versions that are over', () => {
  it('RN5-3 stand in nobody’s way, however many there are', () => {
    const canceledTwice = given(newSpCreate()).and(cancel(), newSpCreate(), cancel());
    const often = canceledTwice.and(newSpCreate(), oldSpCreate(), activate(), answers(3, taken), disconnect());
    const { versions } = often.and(answers(3, taken, { broadcast: 2 })).state;
    expect(versions.map(({ status }) => status)).toEqual(['canceled', 'canceled', 'old', 'old']);
    expect(often.and(answers(3, taken, { broadcast: 2 })).when(newSpCreate({ now: DUE_DAY })).events).toHaveLength(1);
  });

  it('R5-2.1 R5-3.1 R5-3.4 are retained until an instant that each has of its own', () => {
    const [old, copy] = removed.state.versions;
    const [canceled] = given(newSpCreate()).and(cancel()).state.versions;
    const [fromConflict] = given(oldSpCreate({ authorized: false, causeCode: 54 })).and(cancel({ sender: HOLDER }))
      .state.versions;
    const ends = [
      [old, KEPT],
      [copy, KEPT],
      [canceled, DAY_BEFORE + RETENTION.canceled_from_pending],
      [fromConflict, DAY_BEFORE + RETENTION.canceled_from_conflict],
    ] as const;
    for (const [sv, end] of ends) {
      if (sv === undefined) throw new Error('a version is missing');
      expect(sv).toMatchObject({ retainUntil: end });
    }
  });

  it('are found by their id', () => {
    expect(versionById(removed.state, 2)?.svId).toBe(2);
    expect(versionById(removed.state, 3)).toBeUndefined();
  });
});
