// Sample records in their JSON form (instants ISO 8601, fixed hex, bytes base64), made from a schema alone.

const INSTANT = '2026-03-02T15:00:00.000Z';
const LAST_INSTANT = '9999-12-31T23:59:59.999Z';
const MAX_LONG = 2 ** 52 - 1;

/** Likely values by field name; where a name is not listed its type decides. */
const LIKELY = {
  string: {
    tn: '3035550100',
    firstTn: '3035550100',
    lastTn: '3035550109',
    lrn: '3035550000',
    npaNxx: '303555',
    spid: 'A123',
    sender: 'A123',
    newSp: 'A123',
    oldSp: 'B456',
    dpc: '001002003',
    kind: 'NewSpCreate',
    messageId: '0f8fad5b-d9cb-469f-a165-70867728950e',
    requestId: 'A123-0f8fad5b-d9cb-469f-a165-70867728950e',
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    stream: 'tn-3035550100',
    actor: 'A123',
    viewPosition: '4711',
    status: 'active',
    rule: 'R5-18.6',
    field: 'lrn',
    expected: 'an LRN of A123',
    actual: 'an LRN of B456',
    endUserLocationValue: '123456789012',
    endUserLocationType: '01',
    billingId: 'AB1',
    svType: 'wireline',
    lnpType: 'lspp',
    spType: 'wireline',
    downloadReason: 'new',
    contentHash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    tokenHash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  },
  int: { svId: 123456, firstSvId: 123456, bySvId: 123457, supersedes: 123400, npaNxx: 303555, ssn: 8, revision: 3 },
  long: { tn: 3035550100, lrn: 3035550000, after: 117, through: 120, number: 119 },
};

/** full: every optional field given; least: none; edge: the ends of every type. */
export const STYLES = ['full', 'least', 'edge'];

function scalar(type, name, style) {
  const edge = style === 'edge';
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return !edge;
    case 'int':
      return edge ? -(2 ** 31) : (LIKELY.int[name] ?? 7);
    case 'long':
      return edge ? MAX_LONG : (LIKELY.long[name] ?? 1_234_567_890);
    case 'string':
      return edge ? 'ä€☎😀"\\\n' : (LIKELY.string[name] ?? name);
    case 'bytes':
      return Buffer.from(edge ? [] : [0, 0, 0, 0, 33, 20, 255]).toString('base64');
    default:
      throw new Error(`no sample for type ${type}`);
  }
}

/** Every named type that a schema defines, wherever it does. */
function namedTypes(schema, named = new Map()) {
  if (Array.isArray(schema)) for (const branch of schema) namedTypes(branch, named);
  else if (typeof schema === 'object') {
    if (schema.name !== undefined) named.set(`${schema.namespace}.${schema.name}`, schema);
    for (const field of schema.fields ?? []) namedTypes(field.type, named);
    if (schema.items !== undefined) namedTypes(schema.items, named);
  }
  return named;
}

/** A record of a schema in one of the styles, in its JSON form. */
export const sampleOf = (schema, style) => sample(schema, style, { name: 'value' }, namedTypes(schema));

function sample(schema, style, field, named) {
  if (Array.isArray(schema)) {
    if (style === 'least' && schema.includes('null')) return null;
    return sample(withoutNull(schema), style, field, named);
  }
  const literals = field.tsType?.startsWith("'") ? field.tsType.match(/[a-z_]+/g) : undefined;
  if (literals !== undefined) return style === 'least' ? literals.at(-1) : literals[0];
  if (typeof schema === 'string') {
    return named.has(schema) ? sample(named.get(schema), style, field, named) : scalar(schema, field.name, style);
  }
  switch (schema.type) {
    case 'record':
      return Object.fromEntries(schema.fields.map((f) => [f.name, sample(f.type, style, f, named)]));
    case 'array': {
      const item = sample(schema.items, style, field, named);
      return style === 'least' ? [] : [item, item];
    }
    case 'fixed':
      return '0123456789abcdef'.repeat(schema.size).slice(0, 2 * schema.size);
    default:
      if (schema.logicalType === 'timestamp-millis') return style === 'edge' ? LAST_INSTANT : INSTANT;
      return scalar(schema.type, field.name, style);
  }
}

/** The Avro value of a JSON form: what avsc writes. */
export const avroOf = (schema, json) => avro(schema, json, namedTypes(schema));

function avro(schema, json, named) {
  if (Array.isArray(schema)) return json === null ? null : avro(withoutNull(schema), json, named);
  if (typeof schema === 'string') {
    if (named.has(schema)) return avro(named.get(schema), json, named);
    return schema === 'bytes' ? Buffer.from(json, 'base64') : json;
  }
  switch (schema.type) {
    case 'record':
      return Object.fromEntries(schema.fields.map((f) => [f.name, avro(f.type, json[f.name], named)]));
    case 'array':
      return json.map((item) => avro(schema.items, item, named));
    case 'fixed':
      return Buffer.from(json, 'hex');
    default:
      return schema.logicalType === 'timestamp-millis' ? Date.parse(json) : avro(schema.type, json, named);
  }
}

const withoutNull = (union) => union.find((branch) => branch !== 'null');
