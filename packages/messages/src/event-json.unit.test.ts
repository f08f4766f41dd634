import type { Spid, Tn } from '@openlnp/numbering';
import fc from 'fast-check';
import { createCatalogue } from './avro/catalogue';
import { eventCodec, type RecordedShape, subjectOfEvent } from './event-codec';
import { createEventJsonCodec, eventJsonCodec } from './event-json';
import { arbitraryRecord } from './testing/arbitrary-record';
import { catalogue } from './wire';

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

/** What a store of JSON does between the two. */
function stored(of: RecordedShape, change: { data?: object; metadata?: object } = {}) {
  const { data, metadata } = eventJsonCodec.encode(of);
  const { id, type, stream, revision, position } = of;
  const parsed = { data: JSON.parse(data) as object, metadata: JSON.parse(metadata) as { schema: object } };
  return { id, type, stream, revision, position, ...parsed, ...change };
}

const events = catalogue
  .all()
  .filter(({ subject }) => subject.startsWith('openlnp.event.') && subject !== 'openlnp.event.StoredEvent');

describe('the JSON event codec', () => {
  it('gives back an event as it was', () => {
    expect(eventJsonCodec.decode(stored(event))).toStrictEqual(event);
    const ofRange = { ...event, metadata: { ...event.metadata, jobId: '1234-abc' } };
    expect(eventJsonCodec.decode(stored(ofRange))).toStrictEqual(ofRange);
    const ofNone = { ...event, metadata: { ...event.metadata, jobId: null } };
    expect(eventJsonCodec.decode(stored(ofNone))).toStrictEqual(event);
  });

  it('writes the data as it is, and the schema into the metadata', () => {
    expect(stored(event)).toMatchObject({
      data: event.data,
      metadata: {
        schema: { subject: 'openlnp.event.porting.SvActivated', version: 1, id: expect.any(Number) },
        occurredAt: 1_770_000_000_000,
        recordedAt: 1_770_000_000_001,
        actor: '1234',
      },
    });
  });

  it('reads what an older version wrote in the form of the newest', () => {
    const subject = 'openlnp.event.porting.SvActivated';
    const { schema, id } = catalogue.newest(subject);
    const fields = [...schema.fields, { name: 'note', type: ['null', 'string'], default: null }];
    const versions = createCatalogue([
      { id, subject, version: 1, schema },
      { id: 999, subject, version: 2, schema: { ...schema, fields } },
    ]);
    const codec = createEventJsonCodec(versions);
    expect(codec.decode(stored(event))).toStrictEqual({ ...event, data: { ...event.data, note: null } });
    const newest = { ...event, data: { ...event.data, note: 'new' } };
    const { data, metadata } = codec.encode(newest);
    expect(JSON.parse(data)).toMatchObject({ note: { string: 'new' } });
    expect(JSON.parse(metadata)).toMatchObject({ schema: { subject, version: 2, id: 999 } });
    expect(codec.decode({ ...event, data: JSON.parse(data), metadata: JSON.parse(metadata) })).toStrictEqual(newest);
  });

  it.each(events.map((version) => [version.name, version] as const))(
    'gives back any %s as the codec of bytes does',
    (name, { schema, subject }) => {
      expect(subjectOfEvent(name)).toBe(subject);
      fc.assert(
        fc.property(arbitraryRecord(schema), (data) => {
          const any = { ...event, type: name, data };
          const asBytes = eventCodec.decode(eventCodec.encode(any), 99n);
          expect(eventJsonCodec.decode(stored(any))).toStrictEqual(asBytes);
        }),
        { numRuns: 30, seed: 5 },
      );
    },
  );

  it('says of an event of somebody else that it is none of its own', () => {
    for (const metadata of [undefined, null, {}, { schema: 'x' }, 'text', new Uint8Array(3)]) {
      expect(eventJsonCodec.decode({ ...stored(event), metadata })).toBeUndefined();
    }
  });

  it('refuses a schema that is not known, not the event’s, or not that version', () => {
    const { schema } = stored(event).metadata as unknown as {
      schema: { subject: string; version: number; id: number };
    };
    const decode =
      (change: object, type = event.type) =>
      () =>
        eventJsonCodec.decode({
          ...stored(event),
          type,
          metadata: { ...event.metadata, schema: { ...schema, ...change } },
        });
    expect(decode({ id: 999_999 })).toThrow(expect.objectContaining({ code: 'unknown_schema_id' }));
    expect(decode({ version: schema.version + 1 })).toThrow(expect.objectContaining({ code: 'unknown_schema_id' }));
    expect(decode({}, 'SvCreated')).toThrow(expect.objectContaining({ code: 'unexpected_message' }));
    expect(decode({}, 'Activate')).toThrow(expect.objectContaining({ code: 'unexpected_message' }));
  });

  it('refuses data that is not of the schema, both ways', () => {
    const refused = expect.objectContaining({ code: 'malformed_avro' });
    for (const data of [{}, null, [], 'text', { ...event.data, svId: 'seven' }]) {
      expect(() => eventJsonCodec.decode({ ...stored(event), data })).toThrow(refused);
    }
    expect(() => eventJsonCodec.encode({ ...event, data: {} })).toThrow(
      expect.objectContaining({ code: 'not_encodable' }),
    );
    expect(() => eventJsonCodec.encode({ ...event, id: 'abc' })).toThrow(
      expect.objectContaining({ code: 'not_encodable' }),
    );
  });
});
