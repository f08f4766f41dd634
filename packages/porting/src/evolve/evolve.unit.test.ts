import type { PortingEvent } from '../generated/events';
import { initial, type TnState } from '../state';
import { given } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  DAY_BEFORE,
  DUE_DAY,
  disconnect,
  GAINER,
  HOLDER,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  TN,
} from '../testing/world';
import { evolve } from './evolve';

const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
const pending = given(newSpCreate(), oldSpCreate()).state;
const sending = given(newSpCreate(), oldSpCreate(), activate()).state;
const active = given(newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)])).state;
const started = given(newSpCreate(), oldSpCreate()).when(activate()).events[0] as PortingEvent;
const removing = given(newSpCreate(), oldSpCreate(), activate(), answers(1, [ok(LSMS_A), ok(LSMS_B)])).and(
  disconnect(),
).state;
const said = { dueDate: null, createdAt: null, authorized: null, causeCode: null, timerType: null, businessType: null };
const expired: PortingEvent = {
  type: 'SvFinalWindowExpired',
  data: { ...sv1, waitingFor: 'old', announced: true, ...said },
};

describe('evolve', () => {
  it('remembers the latest instant of all events', () => {
    expect(initial(TN).lastInstant).toBe(0);
    expect(pending.lastInstant).toBe(DAY_BEFORE);
    const earlier = evolve(sending, { type: 'SvActivated', data: sv1 }, at('2026-01-01T00:00:00Z'));
    expect(earlier.lastInstant).toBe(DUE_DAY);
  });

  it('leaves the state it was given as it was', () => {
    const before = structuredClone(pending);
    evolve(pending, started, DUE_DAY);
    expect(pending).toEqual(before);
  });

  it('keeps plain data: a state that was stored and read again is the same', () => {
    expect(JSON.parse(JSON.stringify(active))).toEqual(active);
  });

  const failedSps = [{ spid: LSMS_A, reason: 'full' }];
  it.each<[string, TnState, PortingEvent]>([
    [
      'the answers of a pending version',
      pending,
      { type: 'SvAnswersRecorded', data: { ...sv1, broadcast: 1, answers: [] } },
    ],
    ['a version that is active before it was sent', pending, { type: 'SvActivated', data: sv1 }],
    ['a version that is sent twice', sending, started],
    [
      'a version that is superseded before it was active',
      sending,
      { type: 'SvSuperseded', data: { ...sv1, bySvId: 2, retainUntil: null } },
    ],
    ['a partial failure of an active version', active, { type: 'SvPartiallyFailed', data: { ...sv1, failedSps } }],
    [
      'a list cleared that there is none of',
      sending,
      {
        type: 'SvFailedSpsCleared',
        data: { ...sv1, status: 'partial_failure', cleared: [], remaining: [], excluded: false },
      },
    ],
    ['a version that was never created', initial(TN), { type: 'SvActivated', data: sv1 }],
    ['the end of a window of a version that is being sent', sending, expired],
    [
      'a removal that nobody asked for',
      active,
      { ...started, data: { ...started.data, purpose: 'disconnect' } } as PortingEvent,
    ],
    ['the activation of a version that is being removed', removing, { type: 'SvActivated', data: sv1 }],
    [
      'the removal of a version that is being activated',
      sending,
      { type: 'SvDisconnected', data: { ...sv1, failedSps, retainUntil: null } },
    ],
    [
      'a modification of a version that is being activated',
      sending,
      { type: 'SvModified', data: { ...sv1, failedSps } },
    ],
    [
      'a modification of a version that was never active',
      pending,
      { ...started, data: { ...started.data, purpose: 'modify' } } as PortingEvent,
    ],
    ['an activation of a version that is active', active, started],
    ['a range decision', pending, { type: 'RangeCompleted', data: { jobId: 'job' } }],
    ['an event of another kind of stream', pending, { type: 'SvIdsReserved', data: { first: 1, last: 100 } }],
  ])('stops at a history that no decision makes: %s', (_, state, event) => {
    expect(() => evolve(state, event, DUE_DAY)).toThrow();
  });
});
