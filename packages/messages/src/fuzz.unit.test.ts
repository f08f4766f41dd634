import fc from 'fast-check';
import { eventCodec } from './event-codec';
import { fromJson, jsonFormOf } from './json';
import { isMessageError } from './message-error';
import { arbitraryRecord } from './testing/arbitrary-record';
import { catalogue, decodeAs, decodeWire, encodeWire } from './wire';

const versions = catalogue.all();
const RUNS = 3000;

/** Undefined when the bytes were refused as they must be; anything else thrown fails the test. */
function refusedOr<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (isMessageError(error)) return undefined;
    throw error;
  }
}

/** A valid message of any kind. */
const valid = fc
  .constantFrom(...versions)
  .chain(({ subject, schema }) => arbitraryRecord(schema).map((record) => encodeWire(subject, record)));

/** A byte changed in place: the likeliest to be a message still. */
const changed = fc.record({
  at: fc.nat(400),
  remove: fc.constant(1),
  insert: fc.uint8Array({ minLength: 1, maxLength: 1 }),
});

/** Bytes replaced, inserted, left out and cut off. */
const anyMutation = fc.record({
  at: fc.nat(400),
  remove: fc.nat(4),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc.constantFrom(Uint8Array.of(255, 255, 255, 255, 15), Uint8Array.of(128)),
  ),
});

const mutations = fc.oneof(
  fc.array(changed, { minLength: 1, maxLength: 2 }),
  fc.array(anyMutation, { minLength: 1, maxLength: 4 }),
);

const mutated = fc.tuple(valid, mutations).map(([bytes, all]) =>
  all.reduce<Buffer>((before, { at, remove, insert }) => {
    const place = before.length === 0 ? 0 : at % before.length;
    return Buffer.concat([before.subarray(0, place), insert, before.subarray(place + remove)]);
  }, bytes),
);

/** Right in front, anything behind. */
const headed = fc.tuple(fc.constantFrom(...versions), fc.uint8Array({ maxLength: 200 })).map(([{ id }, body]) => {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  return Buffer.concat([header, body]);
});

const hostile = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  headed,
  mutated,
);

describe('whatever the bytes', () => {
  it('decodeWire refuses with a code, or gives a record that its schema can write and read again', () => {
    let decoded = 0;
    fc.assert(
      fc.property(hostile, (bytes) => {
        const message = refusedOr(() => decodeWire<object>(bytes));
        if (message === undefined) return;
        decoded += 1;
        expect(catalogue.newest(message.subject).type.isValid(message.data)).toBe(true);
        expect(decodeWire(encodeWire(message.subject, message.data)).data).toStrictEqual(message.data);
      }),
      { numRuns: RUNS },
    );
    expect(decoded).toBeGreaterThan(RUNS / 100);
  });

  it('decodeAs refuses with a code, or gives the namespace asked for', () => {
    fc.assert(
      fc.property(hostile, (bytes) => {
        const message = refusedOr(() => decodeAs('openlnp.request', bytes));
        expect(message?.subject ?? 'openlnp.request.').toMatch(/^openlnp\.request\./);
      }),
      { numRuns: RUNS },
    );
  });

  it('the event codec refuses with a code, or gives an event that it can write and read again', () => {
    const { schema } = catalogue.newest('openlnp.event.StoredEvent');
    const envelopes = fc
      .tuple(arbitraryRecord(schema), hostile)
      .map(([envelope, payload]) => encodeWire('openlnp.event.StoredEvent', { ...envelope, payload }));
    fc.assert(
      fc.property(fc.oneof(hostile, envelopes), (bytes) => {
        const event = refusedOr(() => eventCodec.decode(bytes, 1n));
        if (event !== undefined) expect(eventCodec.decode(eventCodec.encode(event), 1n)).toStrictEqual(event);
      }),
      { numRuns: RUNS },
    );
  });

  it('a valid message is refused at every shorter length, and with a byte behind it', () => {
    fc.assert(
      fc.property(valid, fc.nat(255), (bytes, more) => {
        for (let length = 0; length < bytes.length; length += 1) {
          expect(refusedOr(() => decodeWire(bytes.subarray(0, length)))).toBeUndefined();
        }
        expect(refusedOr(() => decodeWire(Buffer.concat([bytes, Buffer.from([more])])))).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  it('fromJson never throws, and takes nothing that its schema cannot write', () => {
    const forms = versions.map((version) => ({ version, form: jsonFormOf(version) }));
    const almost = fc.constantFrom(...forms).chain(({ version, form }) =>
      fc
        .tuple(fc.constant(version), arbitraryRecord(version.schema), fc.nat(20), fc.jsonValue())
        .map(([{ subject }, record, at, other]) => {
          const json = form.toJson(record) as Record<string, unknown>;
          const key = Object.keys(json)[at % Object.keys(json).length] as string;
          return { subject, json: { ...json, [key]: other } as unknown };
        }),
    );
    const any = fc.record({ subject: fc.constantFrom(...versions.map((v) => v.subject)), json: fc.jsonValue() });
    fc.assert(
      fc.property(fc.oneof(almost, any), ({ subject, json }) => {
        const result = fromJson(subject, json);
        if (result.ok) expect(() => encodeWire(subject, result.data)).not.toThrow();
        else expect(result.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
  });
});
