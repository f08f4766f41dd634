import { type Field, TemporarySchemas } from './testing/temporary-schemas';

const EVENTS = 'openlnp.event.porting';
const MESSAGES = 'openlnp.message';
const a = { name: 'a', type: 'int' };
const b = { name: 'b', type: ['null', 'string'], default: null };
const enumOf = (symbols: string[], more: object = {}): Field => ({
  name: 'kind',
  type: { type: 'enum', namespace: 'openlnp.common', name: 'Kind', symbols, ...more },
});
const instantOf = (logicalType: string): Field => ({ name: 'at', type: { type: 'long', logicalType } });

let schemas: TemporarySchemas;

type Case = [what: string, namespace: string, versions: Field[][], unreadable?: [reader: number, writer: number][]];

const TAKEN: Case[] = [
  ['a new field with a default, stored', EVENTS, [[a], [a, b]]],
  ['a field left out, stored', EVENTS, [[a, { name: 'c', type: 'string' }], [a]]],
  ['a wider number, stored', EVENTS, [[a], [{ name: 'a', type: 'long' }]]],
  ['a new enum symbol, stored', EVENTS, [[enumOf(['X'])], [enumOf(['X', 'Y'])]]],
  ['a new field with a default, read by carriers', MESSAGES, [[a], [a, b]]],
  [
    'a new enum symbol with a default, read by carriers',
    MESSAGES,
    [[enumOf(['X'], { default: 'X' })], [enumOf(['X', 'Y'], { default: 'X' })]],
  ],
  ['another doc', MESSAGES, [[a], [{ ...a, doc: 'new' }]]],
];

const CAUGHT: Case[] = [
  ['a new field without a default, stored', EVENTS, [[a], [a, { name: 'c', type: 'string' }]], [[2, 1]]],
  ['a narrower number, stored', EVENTS, [[{ name: 'a', type: 'long' }], [a]], [[2, 1]]],
  ['an enum symbol taken away, stored', EVENTS, [[enumOf(['X', 'Y'])], [enumOf(['X'])]], [[2, 1]]],
  [
    'what only the version before last shows, stored',
    EVENTS,
    [
      [a],
      [{ ...a, default: 1 }, b],
      [b, { name: 'c', type: 'int', default: 0 }],
      [b, { name: 'a', type: 'string', default: '' }],
    ],
    [
      [4, 1],
      [4, 2],
    ],
  ],
  ['a renamed field, in a request', 'openlnp.request', [[a], [{ name: 'z', type: 'int' }]], [[2, 1]]],
  ['another type, in a command', 'openlnp.command', [[a], [{ name: 'a', type: 'string' }]], [[2, 1]]],
  ['a field left out, read by carriers', MESSAGES, [[a, { name: 'c', type: 'string' }], [a]], [[1, 2]]],
  ['a wider number, read by carriers', 'openlnp.download', [[a], [{ name: 'a', type: 'long' }]], [[1, 2]]],
  ['a new enum symbol, read by carriers', MESSAGES, [[enumOf(['X'])], [enumOf(['X', 'Y'])]], [[1, 2]]],
  [
    'a new union branch, read by carriers',
    MESSAGES,
    [[{ name: 'a', type: ['null', 'int'] }], [{ name: 'a', type: ['null', 'int', 'string'] }]],
    [[1, 2]],
  ],
  [
    'a field that becomes optional, in acknowledgements',
    'openlnp.acknowledgement',
    [[a], [{ name: 'a', type: ['null', 'int'], default: null }]],
    [[1, 2]],
  ],
  [
    'milliseconds read as microseconds',
    EVENTS,
    [[instantOf('timestamp-millis')], [instantOf('timestamp-micros')]],
    [[2, 1]],
  ],
  [
    'an instant inside a list that becomes a number',
    EVENTS,
    [
      [{ name: 'l', type: { type: 'array', items: instantOf('timestamp-millis').type } }],
      [{ name: 'l', type: { type: 'array', items: 'long' } }],
    ],
    [[2, 1]],
  ],
];

describe('compatibility', () => {
  // One run over all cases, each a subject of its own.
  const numbered = [...TAKEN, ...CAUGHT].map((one, at) => ({ one, subject: `${one[1]}.Case${at}` }));
  let outcome: ReturnType<TemporarySchemas['check']>;

  beforeAll(() => {
    schemas = new TemporarySchemas();
    for (const { one, subject } of numbered) schemas.write(subject, ...one[2]);
    schemas.number();
    outcome = schemas.check();
  });
  afterAll(() => schemas.remove());

  const found = (one: Case) => {
    const subject = numbered.find((other) => other.one === one)?.subject;
    return outcome.result.incompatible.filter((incompatible) => incompatible.subject === subject);
  };

  it.each(TAKEN.map((one) => [one[0], one] as const))('takes %s', (_what, one) => {
    expect(found(one)).toEqual([]);
  });

  it.each(CAUGHT.map((one) => [one[0], one] as const))('catches %s', (_what, one) => {
    expect(found(one).map(({ reader, writer }) => [reader, writer])).toEqual(one[3]);
    expect(found(one).every(({ reason }) => reason !== '')).toBe(true);
  });

  it('fails as a whole, and says nothing of drift', () => {
    expect(outcome.status).toBe(1);
    expect(outcome.result).toMatchObject({ subjects: numbered.length, drifted: [] });
  });
});

describe('schemas that cannot be compared', () => {
  beforeEach(() => {
    schemas = new TemporarySchemas();
  });
  afterEach(() => schemas.remove());

  it('are caught: no Avro, or a namespace without a rule', () => {
    schemas.write(`${EVENTS}.Thing`, [{ name: 'a', type: 'nonsense' }]);
    schemas.write('openlnp.gossip.Thing', [a]);
    schemas.number();
    const { status, result } = schemas.check();
    expect(result.incompatible.map(({ subject, reason }) => [subject, reason])).toEqual([
      [`${EVENTS}.Thing`, expect.stringContaining('not a valid schema')],
      ['openlnp.gossip.Thing', 'its namespace has no compatibility rule'],
    ]);
    expect(status).toBe(1);
  });
});
