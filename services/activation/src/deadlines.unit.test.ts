import { type RecordedEvent, START } from '@openlnp/event-store';
import { DeadlineIndex, REPEAT_AFTER_MS } from './deadlines';

const WINDOW = 900_000;
const STARTED_AT = 1_000_000;

const event = (type: string, data: object): RecordedEvent => ({
  id: '',
  type,
  data,
  metadata: { occurredAt: 0, requestId: null, actor: '', actingFor: null, traceparent: null, viewPosition: null },
  stream: 'tn-3035550001',
  revision: 0,
  position: START,
  recordedAt: 0,
});

const broadcast = (svId: number, respondBy: number, tn = 3035550001): RecordedEvent =>
  event('SvBroadcastStarted', { tn, svId, broadcast: 1, respondBy });

const index = (...events: RecordedEvent[]): DeadlineIndex => {
  const deadlines = new DeadlineIndex(STARTED_AT, WINDOW);
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

  it('a concurrence window follows the other, without broadcast and not from the start anew', () => {
    const svId = 7;
    const deadlines = index(event('SvCreated', { tn: 3035550001, svId, initialWindowEndsAt: 500 }));
    expect(deadlines.due(499, 0)).toEqual([]);
    expect(deadlines.due(500, 0)).toMatchObject([{ kind: 'initial_window', svId, broadcast: 0, dueAt: 500 }]);
    deadlines.apply(event('SvInitialWindowExpired', { tn: 3035550001, svId, finalWindowEndsAt: 900 }));
    expect(deadlines.due(899, 0)).toEqual([]);
    expect(deadlines.due(900, 0)).toMatchObject([{ kind: 'final_window', svId, broadcast: 0, dueAt: 900 }]);
    deadlines.apply(event('SvSecondCreateReceived', { svId }));
    expect([deadlines.size, deadlines.due(900, 0)]).toEqual([0, []]);
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

  it.each(['SvActivated', 'SvPartiallyFailed', 'SvFailed', 'SvDisconnected', 'SvDisconnectFailed'])(
    'is over with %s',
    (type) => {
      const deadlines = index(broadcast(7, 0), broadcast(8, 0), event(type, { svId: 7 }));
      expect(deadlines.size).toBe(1);
      expect(deadlines.due(END, 0)).toMatchObject([{ svId: 8 }]);
    },
  );

  it('an answer alone ends nothing', () => {
    const deadlines = index(
      broadcast(7, 0),
      event('SvAnswersRecorded', { svId: 7 }),
      event('SvCreated', { svId: 9, initialWindowEndsAt: null }),
    );
    expect(deadlines.due(END, 0)).toHaveLength(1);
  });
});
