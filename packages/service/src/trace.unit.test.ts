import type { OutgoingRecord } from '@openlnp/broker';
import { newTraceparent, nextHop, tracedEvent, tracedRecord, traceIdOf, traceparentOf } from './trace';

const PARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

const record = (headers: Record<string, string>, topic = 'port.requests'): OutgoingRecord => ({
  topic,
  partition: 0,
  key: null,
  value: Buffer.from('a'),
  headers,
});

describe('the trace context', () => {
  it('is taken as the W3C says, and nothing else is', () => {
    expect(traceparentOf(PARENT)).toBe(PARENT);
    expect(traceparentOf(PARENT.replace(/01$/, '00'))).toBe(PARENT.replace(/01$/, '00'));
    const wrong = [
      undefined,
      ['00'],
      '',
      PARENT.toUpperCase(),
      `${PARENT}-00`,
      PARENT.replace('00-', 'ff-'),
      PARENT.replace(TRACE, '0'.repeat(32)),
      PARENT.replace('00f067aa0ba902b7', '0'.repeat(16)),
    ];
    expect(wrong.map(traceparentOf)).toEqual(wrong.map(() => undefined));
  });

  it('begins with ids that are handed in', () => {
    const first = newTraceparent({ uuid: () => 'one' });
    expect(traceparentOf(first)).toBe(first);
    expect(newTraceparent({ uuid: () => 'one' })).toBe(first);
    expect(newTraceparent({ uuid: () => 'two' })).not.toBe(first);
  });

  it('keeps its trace id and flags at each hop, whose own id follows from its name', () => {
    const hop = nextHop(PARENT, 'port.requests', 'm1');
    expect(traceparentOf(hop)).toBe(hop);
    expect(hop).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(nextHop(PARENT, 'port.requests', 'm1')).toBe(hop);
    expect(
      new Set([PARENT, hop, nextHop(PARENT, 'port.commands', 'm1'), nextHop(PARENT, 'port.requests', 'm2')]).size,
    ).toBe(4);
    expect(traceIdOf(nextHop(hop, 'x'))).toBe(TRACE);
  });

  it('goes with records: a repeat is byte-equal, whoever sent what it was made from', () => {
    const sent = tracedRecord(record({ 'message-id': 'm1', traceparent: PARENT }));
    expect(sent).toEqual(record({ 'message-id': 'm1', traceparent: nextHop(PARENT, 'port.requests', 'm1') }));
    expect(tracedRecord(sent)).toEqual(sent);
    const untraced = [record({ 'message-id': 'm1' }), record({ 'message-id': 'm1', traceparent: 'no trace' })];
    expect(untraced.map(tracedRecord)).toEqual(untraced);
  });

  it('goes with events, and changes nothing else of them', () => {
    const metadata = {
      occurredAt: 1,
      requestId: 'A111-m1',
      actor: 'A111',
      actingFor: null,
      traceparent: PARENT,
      viewPosition: null,
    };
    const event = { id: 'ab', type: 'SvCreated', data: {}, metadata };
    expect(tracedEvent(event)).toEqual({ ...event, metadata: { ...metadata, traceparent: nextHop(PARENT, 'ab') } });
    const untraced = { ...event, metadata: { ...metadata, traceparent: null } };
    expect(tracedEvent(untraced)).toBe(untraced);
  });
});
