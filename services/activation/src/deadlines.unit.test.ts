import type { OutgoingRecord } from '@openlnp/broker';
import { type RecordedEvent, START } from '@openlnp/event-store';
import { partitionOf } from '@openlnp/messages';
import type { NpaNxx } from '@openlnp/numbering';
import { announce, DeadlineIndex, REPEAT_AFTER_MS, type WindowLength } from './deadlines';

const WINDOW = 900_000;
const STARTED_AT = 1_000_000;
const TN = 3035550001;

const event = (type: string, data: object, occurredAt = 0): RecordedEvent => ({
  id: '',
  type,
  data,
  metadata: { occurredAt, requestId: null, actor: '', actingFor: null, traceparent: null, viewPosition: null },
  stream: 'tn-3035550001',
  revision: 0,
  position: START,
  recordedAt: 0,
});

/** Whose window has been open since `window` before its end. */
const broadcast = (svId: number, respondBy: number, tn = 3035550001, window = WINDOW): RecordedEvent =>
  event('SvBroadcastStarted', { tn, svId, broadcast: 1, respondBy }, respondBy - window);

const created = (
  svId: number,
  initialWindowEndsAt: number | null,
  pendingRetentionEndsAt: number | null,
  tn = TN,
): RecordedEvent => event('SvCreated', { tn, svId, initialWindowEndsAt, pendingRetentionEndsAt });

const index = (...events: RecordedEvent[]): DeadlineIndex => {
  return indexWith(() => Number.POSITIVE_INFINITY, ...events);
};

const indexWith = (length: WindowLength, ...events: RecordedEvent[]): DeadlineIndex => {
  const deadlines = new DeadlineIndex(STARTED_AT, length);
  for (const one of events) deadlines.apply(one);
  return deadlines;
};

const END = STARTED_AT + WINDOW;

describe('the deadlines (law 6)', () => {
  it('a window that was open before the start gets its full length again (law 5)', () => {
    const deadlines = index(broadcast(7, STARTED_AT - 5 * WINDOW));
    expect(deadlines.due(END - 1, 0)).toEqual([]);
    const range = { firstTn: 3035550001, lastTn: 3035550001 };
    expect(deadlines.due(END, 0)).toEqual([
      {
        commandId: `response_window-7-7-1-${END}`,
        kind: 'response_window',
        ...range,
        svId: 7,
        broadcast: 1,
        dueAt: END,
      },
    ]);
  });

  it('every window gets its own full length again, whatever the others have (law 5)', () => {
    const windows = [3, 2, 1].map((times, n) => broadcast(7 + n, 0, TN + n, times * WINDOW));
    const deadlines = index(...windows);
    const dueBy = (now: number) => deadlines.due(now, 0).map(({ svId, dueAt }) => [svId, dueAt]);
    expect(dueBy(END - 1)).toEqual([]);
    expect(dueBy(END)).toEqual([[9, END]]);
    expect(dueBy(END + 2 * WINDOW - 1)).toEqual([
      [8, END + WINDOW],
      [9, END],
    ]);
    expect(dueBy(END + 2 * WINDOW).map(([svId]) => svId)).toEqual([7, 8, 9]);
  });

  it('R5-60.9 R5-68.6 a window that was decided late gets its own length again, not the time before it (law 5)', () => {
    const lateBy = 20 * WINDOW;
    const asked: unknown[] = [];
    const deadlines = indexWith(
      ({ tn }, start) => {
        asked.push([tn, start]);
        return WINDOW;
      },
      broadcast(7, STARTED_AT - 1, TN, lateBy + WINDOW),
    );
    expect(deadlines.due(END - 1, 0)).toEqual([]);
    expect(deadlines.due(END, 0)).toMatchObject([{ svId: 7, dueAt: END }]);
    expect(asked[0]).toEqual([TN, STARTED_AT - 1 - lateBy - WINDOW]);
    // Decided only after the start, it has all of it left.
    const later = indexWith(() => WINDOW, broadcast(7, END + 5, TN, lateBy + WINDOW));
    expect(later.due(END + 4, 0)).toEqual([]);
    expect(later.due(END + 5, 0)).toMatchObject([{ svId: 7, dueAt: END + 5 }]);
  });

  it('the next broadcast of a version has its own window', () => {
    const deadlines = index(broadcast(7, 0, TN, 3 * WINDOW), event('SvActivated', { svId: 7 }), broadcast(7, 0));
    expect(deadlines.due(END - 1, 0)).toEqual([]);
    expect(deadlines.due(END, 0)).toMatchObject([{ svId: 7, dueAt: END }]);
  });

  it('neighbours with one deadline share a tick; other instants, gaps and codes make another', () => {
    const own = [broadcast(7, 0, 3035550001), broadcast(8, 0, 3035550002), broadcast(10, 0, 3035550003)];
    const last = [broadcast(20, 0, 3035559999), broadcast(21, 0, 3035560000), broadcast(22, END + 1, 3035560001)];
    const ticks = index(...own, ...last).due(END + 1, 0);
    expect(ticks.map(({ firstTn, lastTn, svId }) => [firstTn, lastTn, svId])).toEqual([
      [3035550001, 3035550002, 7],
      [3035550003, 3035550003, 10],
      [3035559999, 3035559999, 20],
      [3035560000, 3035560000, 21],
      [3035560001, 3035560001, 22],
    ]);
  });

  it('numbers of one range decision are due together: not before the last of them has its events', () => {
    const ofJob = (one: RecordedEvent): RecordedEvent => ({ ...one, metadata: { ...one.metadata, jobId: 'B222-n1' } });
    const deadlines = index(...[1, 2, 3].map((n) => ofJob(broadcast(6 + n, 0, 3035550000 + n))));
    expect(deadlines.due(END, 0)).toEqual([]);
    deadlines.apply(event('RangeCompleted', { jobId: 'another' }));
    expect(deadlines.due(END, 0)).toEqual([]);
    deadlines.apply(event('RangeCompleted', { jobId: 'B222-n1' }));
    expect(deadlines.due(END, 0)).toMatchObject([{ firstTn: 3035550001, lastTn: 3035550003, svId: 7 }]);
  });

  it('deadlines of a version come one after the other, without broadcast and not from the start anew', () => {
    const svId = 7;
    const deadlines = index(created(svId, 500, 2_000));
    expect(deadlines.due(499, 0)).toEqual([]);
    expect(deadlines.due(3_000, 0)).toMatchObject([{ kind: 'initial_window', svId, broadcast: 0, dueAt: 500 }]);
    deadlines.apply(event('SvInitialWindowExpired', { tn: TN, svId, finalWindowEndsAt: 900 }));
    expect(deadlines.due(899, 0)).toEqual([]);
    expect(deadlines.due(900, 0)).toMatchObject([{ kind: 'final_window', svId, broadcast: 0, dueAt: 900 }]);
    deadlines.apply(event('SvSecondCreateReceived', { tn: TN, svId, pendingRetentionEndsAt: null }));
    expect([deadlines.size, deadlines.due(1_999, 0)]).toEqual([1, []]);
    expect(deadlines.due(2_000, 0)).toMatchObject([{ kind: 'pending_retention', svId, broadcast: 0, dueAt: 2_000 }]);
    deadlines.apply(event('SvCanceled', { tn: TN, svId }));
    expect([deadlines.size, deadlines.due(2_000, 0)]).toEqual([0, []]);
  });

  it('a tick that took effect before it is marked says nothing of what the version waits for next', () => {
    const svId = 7;
    const deadlines = index(created(svId, 500, 2_000));
    const ticks = deadlines.due(1_000, 0);
    deadlines.apply(event('SvInitialWindowExpired', { tn: TN, svId, finalWindowEndsAt: 900 }));
    deadlines.markAnnounced(ticks, 0);
    expect(deadlines.due(1_000, 0)).toMatchObject([{ kind: 'final_window', svId, dueAt: 900 }]);
  });

  it.each([
    ['conflict_expiry', [created(7, null, 100), event('SvConflictSet', { svId: 7, expiresAt: 400 })]],
    [
      'cancel_initial_window',
      [created(7, null, 100), event('SvCancelRequested', { svId: 7, initialWindowEndsAt: 400 })],
    ],
    [
      'cancel_final_window',
      [
        created(7, null, 100),
        event('SvCancelRequested', { svId: 7, initialWindowEndsAt: 100 }),
        event('SvCancelWindowExpired', { svId: 7, finalWindowEndsAt: 400 }),
      ],
    ],
    ['effective_release', [event('SvDisconnectRequested', { tn: TN, svId: 7, effectiveReleaseDate: 400 })]],
  ])('%s is announced too, and what the status suspends is not', (kind, events) => {
    const deadlines = index(...events);
    expect(deadlines.due(399, 0)).toEqual([]);
    expect(deadlines.due(400, 0)).toMatchObject([{ kind, commandId: `${kind}-7-7-0-400`, svId: 7, dueAt: 400 }]);
  });

  it('what was suspended and has passed meanwhile is due at once when it bears again', () => {
    const deadlines = index(created(7, null, 100), event('SvConflictSet', { svId: 7, expiresAt: 400 }));
    expect(deadlines.due(200, 0)).toEqual([]);
    deadlines.apply(event('SvConflictResolved', { svId: 7 }));
    expect(deadlines.due(200, 0)).toMatchObject([{ kind: 'pending_retention', dueAt: 100 }]);
  });

  it('neighbours share a tick though their numbers have other versions that wait, and other kinds make another', () => {
    const range = [created(7, 100, null, TN), created(8, 100, null, TN + 1)];
    const others = [created(9, 90, null, TN + 2), created(10, null, 90, TN + 3)];
    const removal = event('SvBroadcastStarted', { tn: TN, svId: 3, broadcast: 2, respondBy: 0 }, -WINDOW);
    const ticks = index(...others, ...range, removal).due(END, 0);
    expect(ticks.map(({ kind, firstTn, lastTn, dueAt }) => [kind, firstTn - TN, lastTn - TN, dueAt])).toEqual([
      ['response_window', 0, 0, END],
      ['initial_window', 0, 1, 100],
      ['initial_window', 2, 2, 90],
      ['pending_retention', 3, 3, 90],
    ]);
    expect(new Set(ticks.map(({ commandId }) => commandId)).size).toBe(ticks.length);
  });

  it('the next deadline of a version is announced though the one before was just now', () => {
    const deadlines = index(created(7, 100, 200));
    deadlines.markAnnounced(deadlines.due(200, 500), 500);
    expect(deadlines.due(200, 501)).toEqual([]);
    deadlines.apply(event('SvFinalWindowExpired', { svId: 7 }));
    expect(deadlines.due(200, 502)).toMatchObject([{ kind: 'pending_retention' }]);
  });

  it('what does not touch a deadline does not announce it again', () => {
    const deadlines = index(broadcast(7, 0));
    deadlines.markAnnounced(deadlines.due(END, 500), 500);
    deadlines.apply(event('SvAnswersRecorded', { svId: 7 }));
    expect(deadlines.due(END, 501)).toEqual([]);
  });

  it('a window opened later ends when its event says', () => {
    const deadlines = index(broadcast(7, END + 60_000));
    expect(deadlines.due(END + 59_999, 0)).toEqual([]);
    expect(deadlines.due(END + 60_000, 0)).toMatchObject([{ svId: 7, dueAt: END + 60_000 }]);
  });

  it('is announced once, and again only when it had time to take effect and has not', () => {
    const deadlines = index(broadcast(7, 0));
    const ticks = deadlines.due(END, 500);
    deadlines.markAnnounced(ticks, 500);
    expect(deadlines.due(END + 1, 500 + REPEAT_AFTER_MS - 1)).toEqual([]);
    expect(deadlines.due(END + 1, 500 + REPEAT_AFTER_MS)).toEqual(ticks);
  });

  it('is due again at once when it could not be announced', () => {
    const deadlines = index(broadcast(7, 0));
    expect(deadlines.due(END, 500)).toEqual(deadlines.due(END, 501));
    expect(deadlines.due(END, 502)).toHaveLength(1);
  });

  it.each([
    ...['SvActivated', 'SvPartiallyFailed', 'SvFailed', 'SvPortedToOriginal', 'SvSuperseded', 'SvModified'],
    ...['SvDisconnected', 'SvDisconnectFailed', 'SvDisconnectCanceled', 'SvCanceled'],
  ])('is over with %s, and the version forgotten', (type) => {
    const deadlines = index(broadcast(7, 0), broadcast(8, 0), event(type, { svId: 7 }));
    expect(deadlines.size).toBe(1);
    expect(deadlines.due(END, 0)).toMatchObject([{ svId: 8 }]);
  });

  it('an answer alone ends nothing', () => {
    const deadlines = index(
      broadcast(7, 0),
      event('SvAnswersRecorded', { svId: 7 }),
      event('RangeCompleted', { jobId: 'job' }),
      event('LrnCreated', {}),
    );
    expect(deadlines.due(END, 0)).toHaveLength(1);
  });
});

describe('announcing', () => {
  it('queues each tick in the partition of its code, and asks the broker for nothing when there is none', async () => {
    const produced: OutgoingRecord[][] = [];
    const produce = async (records: readonly OutgoingRecord[]) => {
      produced.push([...records]);
    };
    await announce({ broker: { produce } }, []);
    expect(produced).toEqual([]);
    await announce({ broker: { produce } }, index(broadcast(7, 0)).due(END, 0));
    expect(produced).toMatchObject([[{ partition: partitionOf(303555 as NpaNxx), key: '303555' }]]);
  });
});
