import fc from 'fast-check';
import { z } from 'zod';
import { fromJson, jsonSchemaOf, toJson } from './json';
import { arbitraryRecord } from './testing/arbitrary-record';
import { catalogue } from './wire';

const CREATE = 'openlnp.request.OldSpCreate';
const create = { tn: '3035550100', oldSp: '1234', newSp: '5678', dueDate: '2026-03-02T15:00:00.000Z' };
const ACKNOWLEDGED = 'openlnp.acknowledgement.DownloadsAcknowledged';
const subjects = catalogue.all().map(({ subject }) => subject);

const errorsOf = (subject: string, json: unknown) => {
  const result = fromJson(subject, json);
  return result.ok ? [] : result.errors;
};

describe('the JSON form', () => {
  it('has instants in ISO 8601, fixed in hex, bytes in base64, absent values as null', () => {
    const event = {
      id: Buffer.from('00112233445566778899aabbccddeeff', 'hex'),
      stream: 'tn-3035550100',
      revision: 0,
      occurredAt: 1_772_463_600_000,
      recordedAt: 1_772_463_600_001,
      requestId: null,
      actor: 'NPAC',
      actingFor: null,
      traceparent: null,
      viewPosition: null,
      jobId: null,
      payload: Buffer.from([0, 255]),
    };
    const json = toJson('openlnp.event.StoredEvent', event);
    expect(json).toMatchObject({
      id: '00112233445566778899aabbccddeeff',
      occurredAt: '2026-03-02T15:00:00.000Z',
      requestId: null,
      payload: 'AP8=',
    });
    expect(fromJson('openlnp.event.StoredEvent', json)).toStrictEqual({ ok: true, data: event });
  });

  it.each(subjects)('of every %s goes through JSON text and back, and its JSON Schema holds', (subject) => {
    const schema = z.fromJSONSchema(jsonSchemaOf(subject) as Parameters<typeof z.fromJSONSchema>[0]);
    fc.assert(
      fc.property(arbitraryRecord(catalogue.newest(subject).schema), (record) => {
        const json: unknown = JSON.parse(JSON.stringify(toJson(subject, record)));
        expect(fromJson(subject, json)).toStrictEqual({ ok: true, data: record });
        expect(schema.safeParse(json).error).toBeUndefined();
      }),
      { numRuns: 30 },
    );
  });
});

describe('from JSON', () => {
  it('optional fields may be left out, and lists by default are never shared', () => {
    const one = fromJson<{ refused: unknown[] }>(ACKNOWLEDGED, { after: 0, through: 1 });
    const two = fromJson<{ refused: unknown[] }>(ACKNOWLEDGED, { after: 0, through: 1 });
    if (!one.ok || !two.ok) throw new Error('refused');
    expect(one.data).toStrictEqual({ after: 0, through: 1, refused: [] });
    expect(one.data.refused).not.toBe(two.data.refused);
  });

  it('instants may come with an offset', () => {
    const result = fromJson<{ dueDate: number }>(CREATE, { ...create, dueDate: '2026-03-02T09:00:00-06:00' });
    expect(result.ok && result.data.dueDate).toBe(Date.parse(create.dueDate));
  });

  it.each<[string, unknown, object]>([
    [
      'a missing field',
      { ...create, tn: undefined },
      { field: 'tn', expected: 'a text', actual: 'nothing', missing: true },
    ],
    [
      'null for a field that must be given',
      { ...create, tn: null },
      { field: 'tn', expected: 'a text', actual: 'null', missing: true },
    ],
    ['a number for a text', { ...create, tn: 3035550100 }, { field: 'tn', expected: 'a text', actual: '3035550100' }],
    ['half a character', { ...create, tn: '\ud800' }, { field: 'tn' }],
    ['a date without time', { ...create, dueDate: '2026-03-02' }, { field: 'dueDate', actual: '2026-03-02' }],
    ['a number for an instant', { ...create, dueDate: 1_772_463_600_000 }, { field: 'dueDate' }],
    [
      'a field that there is not',
      { ...create, lrn: 1 },
      { field: 'lrn', expected: 'no such field', actual: '1', unknown: true },
    ],
    ['__proto__', JSON.parse(`{"__proto__":{},${JSON.stringify(create).slice(1)}`), { field: '__proto__' }],
    ['a list', [create], { field: '', expected: 'an object', actual: 'an array' }],
    ['nothing at all', undefined, { field: '', expected: 'an object', actual: 'nothing' }],
  ])('refuses %s', (_what, json, error) => {
    expect(errorsOf(CREATE, json)).toEqual([expect.objectContaining(error)]);
  });

  it('names the place inside lists and records', () => {
    const json = {
      after: 0,
      through: 2.5,
      refused: [
        { number: 1, code: 'x', text: null },
        { number: '2', code: 'x' },
      ],
    };
    expect(errorsOf(ACKNOWLEDGED, json).map(({ field }) => field)).toEqual(['through', 'refused[1].number']);
  });

  it('refuses ints beyond 32 bits, longs beyond 2^52, wrong hex and wrong base64', () => {
    const event = (more: object) => ({
      id: '0'.repeat(32),
      stream: 's',
      revision: 0,
      occurredAt: create.dueDate,
      recordedAt: create.dueDate,
      actor: 'x',
      payload: '',
      ...more,
    });
    const fields = (more: object) => errorsOf('openlnp.event.StoredEvent', event(more)).map(({ field }) => field);
    expect(fields({})).toEqual([]);
    expect(fields({ revision: 2 ** 31 })).toEqual(['revision']);
    expect(fields({ id: `${'0'.repeat(31)}g` })).toEqual(['id']);
    expect(fields({ id: '00' })).toEqual(['id']);
    expect(fields({ payload: 'A' })).toEqual(['payload']);
    expect(errorsOf(ACKNOWLEDGED, { after: 2 ** 52, through: 1 }).map(({ field }) => field)).toEqual(['after']);
  });

  it('refuses values outside the annotated literals', () => {
    const provider = { spid: '1234', name: 'x', spType: 'wireline', soa: 'fax', lsms: null };
    expect(errorsOf('openlnp.event.network.ServiceProviderCreated', provider)).toEqual([
      { field: 'soa', expected: 'one of http, kafka', actual: 'fax' },
    ]);
  });

  it('stops at a hundred errors', () => {
    const refused = Array.from({ length: 100_000 }, () => 'x');
    const unknown = Object.fromEntries(refused.map((_, at) => [`f${at}`, 1]));
    expect(errorsOf(ACKNOWLEDGED, { after: 0, through: 1, refused })).toHaveLength(100);
    expect(errorsOf(ACKNOWLEDGED, { after: 0, through: 1, ...unknown })).toHaveLength(100);
  });
});

describe('the JSON Schema', () => {
  it('says what is required, that nothing else may come, and what each field means', () => {
    const schema = jsonSchemaOf('openlnp.request.NewSpCreate') as {
      properties: Record<string, unknown>;
      required: string[];
    };
    expect(schema).toMatchObject({ title: 'NewSpCreate', type: 'object', additionalProperties: false });
    expect(schema.required).toEqual(['tn', 'oldSp', 'newSp', 'dueDate']);
    expect(schema.properties.dueDate).toEqual({ type: 'string', format: 'date-time' });
    expect(schema.properties.billingId).toEqual({
      type: ['string', 'null'],
      description: '1 to 4 characters',
      default: null,
    });
  });

  it('holds no references, so that it can stand anywhere in an OpenAPI document', () => {
    for (const subject of subjects) expect(JSON.stringify(jsonSchemaOf(subject))).not.toContain('$ref');
  });
});
