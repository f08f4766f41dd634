import type { RecordedEvent } from '@openlnp/event-store';
import type { Spid } from '@openlnp/numbering';
import type { Addressed } from './addressed';
import { outgoingRecord } from './outgoing-record';

const decided = {
  id: 'e1',
  position: 7n,
  metadata: {
    occurredAt: 2_000,
    requestId: 'A111-o',
    actor: 'A111',
    actingFor: null,
    traceparent: '00-1',
    viewPosition: null,
  },
} as unknown as RecordedEvent;

const headersOf = (occurredAt: number) => {
  const recipient = 'GAIN' as Spid;
  const data = { svId: 7, tn: '3035550101-0102', newSp: 'GAIN', oldSp: 'HOLD', occurredAt };
  const [status, failedSps, causeCode] = ['canceled', [], 1];
  const message = {
    ...{ recipient, type: 'SvStatusAttributeValueChange', data: { ...data, status, failedSps, causeCode } },
  } as unknown as Addressed;
  return outgoingRecord(decided, { message, name: 'n/0', priority: null }).headers;
};

describe('a message as it goes out', () => {
  it('names the request that it came of', () => {
    expect(headersOf(2_000)).toMatchObject({ 'occurred-at': '2000', 'correlation-id': 'A111-o', traceparent: '00-1' });
  });

  it('names none, and its own instant, where a request found a range due', () => {
    const headers = headersOf(1_000);
    expect(headers).toMatchObject({ 'occurred-at': '1000' });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['correlation-id']));
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['traceparent']));
  });
});
