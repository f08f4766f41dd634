import fc from 'fast-check';
import { createCatalogue } from './avro/catalogue';
import { isMessageError } from './message-error';
import { arbitraryRecord } from './testing/arbitrary-record';
import { catalogue, createWire, decodeAs, decodeWire, encodeWire } from './wire';

const COMPLETED = 'openlnp.event.porting.RangeCompleted';
const completedId = catalogue.newest(COMPLETED).id;

/** The bytes of a message with this schema id and body. */
const message = (id: number, ...body: number[]): Buffer =>
  Buffer.from([0, (id >>> 24) & 255, (id >>> 16) & 255, (id >>> 8) & 255, id & 255, ...body]);

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (isMessageError(error)) return error.code;
    throw error;
  }
  return 'no error';
}

describe('the wire format', () => {
  it('is byte 0, the schema id in four bytes big-endian, and the Avro record', () => {
    expect(encodeWire(COMPLETED, { jobId: '3035550100' })).toEqual(
      message(completedId, 20, ...Buffer.from('3035550100')),
    );
  });

  it('tells subject, record name, id and version of what it decodes', () => {
    expect(decodeWire(encodeWire(COMPLETED, { jobId: '3035550100' }))).toEqual({
      subject: COMPLETED,
      type: 'RangeCompleted',
      schemaId: completedId,
      version: 1,
      data: { jobId: '3035550100' },
    });
  });

  it.each(catalogue.all().map(({ subject }) => subject))('gives back every %s as it was', (subject) => {
    fc.assert(
      fc.property(arbitraryRecord(catalogue.newest(subject).schema), (record) => {
        expect(decodeWire(encodeWire(subject, record)).data).toStrictEqual(record);
      }),
      { numRuns: 50 },
    );
  });

  it('takes any Uint8Array, also a part of a larger buffer', () => {
    const bytes = encodeWire(COMPLETED, { jobId: '3035550100' });
    const larger = new Uint8Array(bytes.length + 10);
    larger.set(bytes, 7);
    expect(decodeWire(larger.subarray(7, 7 + bytes.length)).data).toEqual({ jobId: '3035550100' });
  });

  it('gives out bytes that later calls leave alone', () => {
    const first = encodeWire(COMPLETED, { jobId: '3035550100' });
    const copy = Buffer.from(first);
    encodeWire(COMPLETED, { jobId: '9999999999' });
    expect(first).toEqual(copy);
  });

  it('encodes records larger than its scratch buffer', () => {
    const jobId = 'x'.repeat(300_000);
    expect(decodeWire(encodeWire(COMPLETED, { jobId })).data).toEqual({ jobId });
  });

  it('writes the default of a field that is left out', () => {
    const data = { spid: '1234', name: 'Blue', spType: 'wireline' };
    const subject = 'openlnp.request.ServiceProviderCreate';
    expect(decodeWire(encodeWire(subject, data)).data).toEqual({
      ...data,
      soa: null,
      lsms: null,
      portInTimer: null,
      portOutTimer: null,
      businessDays: null,
      mediumTimers: false,
      wsmscSupported: true,
      associatedWith: null,
      pseudoLrnSoa: false,
      pseudoLrnLsms: false,
      tnRangeNotifications: true,
      noNewSpConcurrenceNotifications: true,
      cancelToConflictCause: true,
      notificationPriorities: [],
      soaOptionalFields: null,
      lsmsOptionalFields: null,
    });
  });

  it('names the field that cannot be encoded', () => {
    expect(() => encodeWire(COMPLETED, { jobId: 3035550100 })).toThrow(
      /openlnp\.event\.porting\.RangeCompleted: jobId is 3035550100/,
    );
    expect(codeOf(() => encodeWire(COMPLETED, {}))).toBe('not_encodable');
  });
});

describe('bytes that are no message', () => {
  const body = [20, ...Buffer.from('3035550100')];
  const acknowledged = catalogue.newest('openlnp.acknowledgement.DownloadsAcknowledged').id;
  const stored = catalogue.newest('openlnp.event.lsms.LsmsAcknowledged').id;
  const answers = catalogue.newest('openlnp.event.porting.SvAnswersRecorded').id;
  const TEN_BYTES = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];

  it.each([
    ['nothing', Buffer.alloc(0), 'not_wire_format'],
    ['less than a header', Buffer.from([0, 0, 0]), 'not_wire_format'],
    ['JSON', Buffer.from('{"tn":"3035550100"}'), 'not_wire_format'],
    ['another magic', Buffer.concat([Buffer.from([1]), message(completedId, ...body).subarray(1)]), 'not_wire_format'],
    ['an id that was never given', message(4_000_000_000, ...body), 'unknown_schema_id'],
    ['id 0', message(0, ...body), 'unknown_schema_id'],
    ['a header alone', message(completedId), 'malformed_avro'],
    ['a truncated text', message(completedId, ...body.slice(0, -1)), 'malformed_avro'],
    ['a byte too many', message(completedId, ...body, 0), 'malformed_avro'],
    ['a negative length', message(completedId, 1), 'malformed_avro'],
    ['a length of 2^40', message(completedId, 128, 128, 128, 128, 128, 64), 'malformed_avro'],
    ['a number without end', message(completedId, ...Array<number>(50).fill(255)), 'malformed_avro'],
    ['text that is not UTF-8', message(completedId, 4, 0xc3, 0x28), 'malformed_avro'],
    ['an array of 2^40', message(acknowledged, 0, 2, 128, 128, 128, 128, 128, 64), 'malformed_avro'],
    ['an array of -2^40', message(acknowledged, 0, 2, 129, 128, 128, 128, 128, 64, 0), 'malformed_avro'],
    ['a block of another size', message(acknowledged, 0, 2, 1, 0, 2, 0, 0, 0), 'malformed_avro'],
    ['a long beyond 2^52', message(acknowledged, ...TEN_BYTES, 2, 0), 'malformed_avro'],
    ['an int beyond 2^31', message(answers, 128, 128, 128, 128, 32), 'malformed_avro'],
    ['a boolean of 2', message(answers, 2, 2, 2, 65, 2, 65, 2, 2, 2, 65, 2, 0, 0), 'malformed_avro'],
    ['a union branch that is none', message(stored, 2, 65, 0, 2, 2, 2, 2, 65, 4, 0), 'malformed_avro'],
  ])('%s', (_what, bytes, code) => {
    expect(codeOf(() => decodeWire(bytes))).toBe(code);
  });

  it('accepts an array in sized blocks, as other writers may send it', () => {
    const { data } = decodeWire(message(acknowledged, 0, 4, 1, 8, 2, 2, 65, 0, 2, 4, 2, 66, 0, 0));
    expect(data).toEqual({
      after: 0,
      through: 2,
      refused: [
        { number: 1, code: 'A', text: null },
        { number: 2, code: 'B', text: null },
      ],
    });
  });

  it('refuses other namespaces where one is expected', () => {
    const bytes = encodeWire(COMPLETED, { jobId: '3035550100' });
    expect(decodeAs('openlnp.event', bytes).type).toBe('RangeCompleted');
    expect(decodeAs('openlnp.event.porting.', bytes).type).toBe('RangeCompleted');
    expect(codeOf(() => decodeAs('openlnp.acknowledgement', bytes))).toBe('unexpected_message');
    expect(codeOf(() => decodeAs('openlnp.req', bytes))).toBe('unexpected_message');
  });
});

describe('schema versions', () => {
  const record = (fields: object[]) => ({ type: 'record', namespace: 'test', name: 'Thing', fields });
  const v1 = {
    id: 1,
    subject: 'test.Thing',
    version: 1,
    schema: record([
      { name: 'a', type: 'int' },
      { name: 'gone', type: 'string' },
    ]),
  };
  const v2 = {
    id: 7,
    subject: 'test.Thing',
    version: 2,
    schema: record([
      { name: 'b', type: ['null', 'string'], default: null },
      { name: 'a', type: 'long' },
    ]),
  };
  const before = createWire(createCatalogue([v1]));
  const after = createWire(createCatalogue([v2, v1]));

  it('writes the newest', () => {
    expect(after.encodeWire('test.Thing', { a: 1, b: null }).readUInt32BE(1)).toBe(7);
  });

  it('reads an older one in the form of the newest, and says which it was', () => {
    const bytes = before.encodeWire('test.Thing', { a: 5, gone: 'x' });
    expect(after.decodeWire(bytes)).toStrictEqual({
      subject: 'test.Thing',
      type: 'Thing',
      schemaId: 1,
      version: 1,
      data: { a: 5, b: null },
    });
  });

  it('checks the bytes of an older one by its own schema', () => {
    const bytes = before.encodeWire('test.Thing', { a: 5, gone: 'x' });
    expect(codeOf(() => after.decodeWire(bytes.subarray(0, -1)))).toBe('malformed_avro');
  });

  it('refuses to load an id that is given twice', () => {
    expect(() => createCatalogue([v1, { ...v2, id: 1 }])).toThrow('given twice');
  });
});
