import { TOPICS } from '@openlnp/messages';
import fc from 'fast-check';
import { ShiftableClock } from './clock';
import { commandRecord, isNetworkKind, placeOf } from './commands';

describe('where a request goes (law 3)', () => {
  it('everything about a number, its code and its LRN’s code lies in one partition', () => {
    const place = { partition: 303555 % 12, key: '303555' };
    expect(placeOf({ tn: '3035550001' })).toEqual(place);
    expect(placeOf({ tn: '3035550001-0100' })).toEqual(place);
    expect(placeOf({ tn: '3035550001', lrn: '7205550001', spid: 'A111' })).toEqual(place);
    expect(placeOf({ npaNxx: '303555', spid: 'A111' })).toEqual(place);
    expect(placeOf({ lrn: '3035559999', spid: 'A111' })).toEqual(place);
  });

  it('what concerns a service provider lies by its SPID, one of the twelve for whatever SPID', () => {
    expect(placeOf({ spid: 'A111', tokenId: 'x' })).toEqual(placeOf({ spid: 'A111' }));
    fc.assert(
      fc.property(fc.string(), (spid) => {
        const { partition, key } = placeOf({ spid });
        expect(key).toBe(spid);
        expect(partition >= 0 && partition < 12 && Number.isInteger(partition)).toBe(true);
      }),
    );
  });

  it('knows whose a request is', () => {
    const kinds = ['ServiceProviderCreate', 'NpaNxxCreate', 'LrnCreate', 'TokenIssue', 'TokenRevoke', 'TunableSet'];
    expect(kinds.every(isNetworkKind)).toBe(true);
    expect(['NewSpCreate', 'OldSpCreate', 'Activate', 'RecordAnswers', ''].some(isNetworkKind)).toBe(false);
  });

  it('a command has the headers that its readers rely on', () => {
    const range = { firstTn: 3035550001, lastTn: 3035550004 };
    const tick = { commandId: 'c', kind: 'response_window', ...range, svId: 1, broadcast: 1, dueAt: 0 };
    const to = { partition: 3, key: 'k', kind: 'DeadlineTick', id: 'c' };
    expect(commandRecord('DeadlineTick', tick, to)).toMatchObject({
      topic: TOPICS.portCommands,
      partition: 3,
      key: 'k',
      headers: { 'message-id': 'c', kind: 'DeadlineTick' },
    });
    const full = { ...to, topic: TOPICS.portRequests, requestId: 'A111-m', traceparent: '00-1' };
    expect(commandRecord('DeadlineTick', tick, full)).toMatchObject({
      topic: TOPICS.portRequests,
      headers: { 'correlation-id': 'A111-m', traceparent: '00-1' },
    });
  });
});

describe('a clock that can be moved', () => {
  it('is the machine’s until it is moved, goes on from there, and never goes back', () => {
    let real = 1000;
    const clock = new ShiftableClock(() => real);
    expect([clock.now(), clock.offsetMs]).toEqual([1000, 0]);
    clock.shift(5000, 1000);
    real = 1500;
    expect([clock.now(), clock.offsetMs]).toEqual([5500, 4000]);
    clock.shift(2000, 1500);
    clock.shift(5000, 1000);
    expect(clock.now()).toBe(5500);
  });
});
