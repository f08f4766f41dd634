import { encodeWire } from '@openlnp/messages';
import { concerning, recordFields } from './log';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const record = (value: Uint8Array, headers: Record<string, string> = {}) => ({
  topic: 'port.requests',
  partition: 3,
  key: '303555',
  offset: 17n,
  timestamp: 1,
  value,
  headers,
});

const accepted = encodeWire('openlnp.command.AcceptedRequest', {
  requestId: 'A111-m1',
  sender: 'A111',
  actingFor: null,
  messageId: 'm1',
  kind: 'Activate',
  origin: 'http',
  acceptedAt: 1,
  contentHash: '00',
  traceparent: TRACEPARENT,
  request: encodeWire('openlnp.request.Activate', { tn: '3035550100' }),
});

describe('the fields of a log line', () => {
  it('are the same everywhere, and what is not known is left out', () => {
    expect(concerning({ requestId: 'A111-m1', tn: '3035550100', traceparent: TRACEPARENT })).toEqual({
      requestId: 'A111-m1',
      tn: '3035550100',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    });
    expect(concerning({ requestId: null, traceparent: 'no trace' })).toEqual({});
  });

  it('say of a record where it stands and whom it concerns, also of a request inside it', () => {
    const headers = { 'message-id': 'm', 'correlation-id': 'A111-m1', traceparent: TRACEPARENT };
    expect(recordFields(record(accepted, headers))).toEqual({
      topic: 'port.requests',
      partition: 3,
      offset: '17',
      messageId: 'm',
      requestId: 'A111-m1',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      tn: '3035550100',
    });
  });

  it('can be made of bytes that nobody can read', () => {
    expect(recordFields(record(Buffer.from('junk')))).toEqual({ topic: 'port.requests', partition: 3, offset: '17' });
  });
});
