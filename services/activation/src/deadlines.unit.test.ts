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

const broadcast = (svId: number, respondBy: number): RecordedEvent =>
  event('SvBroadcastStarted', { tn: 3035550001, svId, broadcast: 1, respondBy });

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
    expect(deadlines.due(END, 0)).toEqual([
      { commandId: 'window-7-1', kind: 'response_window', tn: 3035550001, svId: 7, broadcast: 1, dueAt: END },
    ]);
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

  it.each(['SvActivated', 'SvPartiallyFailed', 'SvFailed'])('is over with %s', (type) => {
    const deadlines = index(broadcast(7, 0), broadcast(8, 0), event(type, { svId: 7 }));
    expect(deadlines.size).toBe(1);
    expect(deadlines.due(END, 0)).toMatchObject([{ svId: 8 }]);
  });

  it('an answer alone ends nothing', () => {
    const deadlines = index(
      broadcast(7, 0),
      event('SvAnswersRecorded', { svId: 7 }),
      event('SvCreated', { svId: 9, initialWindowEndsAt: null }),
    );
    expect(deadlines.due(END, 0)).toHaveLength(1);
  });
});
