import type { Spid, Tn } from '@openlnp/numbering';
import { asRegistryEvent, eventCodec, type RecordedShape, subjectOfEvent } from './event-codec';
import { catalogue, decodeWire, encodeWire } from './wire';

const event: RecordedShape = {
  id: '00112233445566778899aabbccddeeff',
  type: 'SvActivated',
  data: { svId: 7, tn: 3035550100 as Tn, newSp: '1234' as Spid, oldSp: '5678' as Spid },
  metadata: {
    occurredAt: 1_770_000_000_000,
    requestId: '1234-abc',
    actor: '1234',
    actingFor: null,
    traceparent: null,
    viewPosition: '12',
  },
  stream: 'tn-3035550100',
  revision: 3,
  position: 99n,
  recordedAt: 1_770_000_000_001,
};

describe('the event codec', () => {
  it('gives back an event as it was, at the position it is told', () => {
    expect(eventCodec.decode(eventCodec.encode(event), 99n)).toStrictEqual(event);
  });

  it('keeps the range decision that an event is part of, and says nothing where there is none', () => {
    const ofRange = { ...event, metadata: { ...event.metadata, jobId: '1234-abc' } };
    expect(eventCodec.decode(eventCodec.encode(ofRange), 99n)).toStrictEqual(ofRange);
    const ofNone = { ...event, metadata: { ...event.metadata, jobId: null } };
    expect(eventCodec.decode(eventCodec.encode(ofNone), 99n)).toStrictEqual(event);
  });

  it('writes an envelope around the event, both in the wire form', () => {
    const { subject, data } = decodeWire<{ payload: Buffer }>(eventCodec.encode(event));
    expect(subject).toBe('openlnp.event.StoredEvent');
    expect(decodeWire(data.payload)).toMatchObject({ subject: 'openlnp.event.porting.SvActivated', data: event.data });
  });

  it('refuses an id that is not 16 bytes of hex, and data that is not of the type', () => {
    expect(() => eventCodec.encode({ ...event, id: 'abc' })).toThrow(
      expect.objectContaining({ code: 'not_encodable' }),
    );
    expect(() => eventCodec.encode({ ...event, data: {} })).toThrow(expect.objectContaining({ code: 'not_encodable' }));
  });

  it('refuses what is no event, bare or in the envelope', () => {
    const request = encodeWire('openlnp.request.Activate', { tn: '3035550100' });
    const bare = encodeWire('openlnp.event.porting.SvActivated', event.data);
    const { data } = decodeWire<object>(eventCodec.encode(event));
    const wrapped = encodeWire('openlnp.event.StoredEvent', { ...data, payload: request });
    const twice = encodeWire('openlnp.event.StoredEvent', { ...data, payload: eventCodec.encode(event) });
    for (const bytes of [request, bare, wrapped, twice]) {
      expect(() => eventCodec.decode(bytes, 0n)).toThrow(expect.objectContaining({ code: 'unexpected_message' }));
    }
  });
});

describe('event names', () => {
  it('lead to their subject', () => {
    expect(subjectOfEvent('SvCreated')).toBe('openlnp.event.porting.SvCreated');
    expect(subjectOfEvent('RequestDone')).toBe('openlnp.event.request.RequestDone');
    expect(subjectOfEvent('LrnCreated')).toBe('openlnp.event.network.LrnCreated');
    expect(subjectOfEvent('LsmsAcknowledged')).toBe('openlnp.event.lsms.LsmsAcknowledged');
  });

  it.each(['StoredEvent', 'Activate', 'SvObjectCreation', 'constructor', ''])('%s is none', (type) => {
    expect(() => subjectOfEvent(type)).toThrow(expect.objectContaining({ code: 'unexpected_message' }));
  });

  it('cover every schema below openlnp.event but the envelope', () => {
    const events = catalogue
      .all()
      .filter(({ subject }) => subject.startsWith('openlnp.event.') && subject !== 'openlnp.event.StoredEvent');
    expect(events.length).toBeGreaterThan(15);
    for (const { name, subject } of events) expect(subjectOfEvent(name)).toBe(subject);
  });

  it('narrow what the store gave back', () => {
    const narrowed = asRegistryEvent(event);
    if (narrowed.type !== 'SvActivated') throw new Error('not narrowed');
    const tn: Tn = narrowed.data.tn;
    expect(tn).toBe(3035550100);
    expect(() => asRegistryEvent({ ...event, type: 'Activate' })).toThrow('Activate is no event');
  });
});
