import { formatInstant, parseInstant } from '@openlnp/numbering';
import { MAX_LONG } from '../avro/byte-check';
import { type AvroField, type AvroRecord, type AvroSchema, foldSchema } from '../avro/schema';

/** What is wrong with one field of a JSON form; `field` is a path such as refused[0].number. */
export interface FieldError {
  readonly field: string;
  readonly expected: string;
  readonly actual: string;
  /** The field must be given, and is left out or null. */
  readonly missing?: true;
  /** There is no such field. */
  readonly unknown?: true;
}

export type JsonSchema = { readonly [keyword: string]: unknown };

/** How one Avro type looks in JSON. Compiled once per schema. */
export interface JsonForm {
  toJson(value: unknown): unknown;
  /** The Avro value; where there is none, what is wrong has been added to `faults`. */
  fromJson(json: unknown, path: string, faults: Faults): unknown;
  readonly schema: JsonSchema;
}

const MOST_FAULTS = 100;
const MOST_TEXT = 100;
/** Half of a character: no UTF-8 can hold it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Collects at most a hundred errors: a hostile list of a million wrong items must not cost a million objects. */
export class Faults {
  constructor(
    readonly errors: FieldError[] = [],
    private readonly missing = false,
  ) {}

  /** Collects into the same list, as missing, what is wrong with a field that is not there. */
  ofMissing(): Faults {
    return new Faults(this.errors, true);
  }

  add(field: string, expected: string, json: unknown): undefined {
    const error = { field, expected, actual: describe(json) };
    if (!this.full) this.errors.push(this.missing ? { ...error, missing: true } : error);
    return undefined;
  }

  addUnknown(field: string, json: unknown): void {
    if (!this.full) this.errors.push({ field, expected: 'no such field', actual: describe(json), unknown: true });
  }

  get full(): boolean {
    return this.errors.length >= MOST_FAULTS;
  }
}

function describe(json: unknown): string {
  if (json === undefined) return 'nothing';
  if (Array.isArray(json)) return 'an array';
  if (typeof json === 'object' && json !== null) return 'an object';
  return String(json).slice(0, MOST_TEXT);
}

const same = (value: unknown): unknown => value;

function scalar(expected: string, schema: JsonSchema, is: (json: unknown) => boolean): JsonForm {
  return {
    toJson: same,
    schema,
    fromJson: (json, path, faults) => (is(json) ? json : faults.add(path, expected, json)),
  };
}

const wholeNumber = (expected: string, format: string, least: number, most: number): JsonForm =>
  scalar(
    expected,
    { type: 'integer', format, minimum: least, maximum: most },
    (json) => Number.isInteger(json) && (json as number) >= least && (json as number) <= most,
  );

const INSTANT: JsonForm = {
  toJson: (value) => formatInstant(value as number),
  schema: { type: 'string', format: 'date-time' },
  fromJson: (json, path, faults) =>
    (typeof json === 'string' ? parseInstant(json) : undefined) ??
    faults.add(path, 'an instant in ISO 8601 with Z or an offset', json),
};

function binary(expected: string, encoding: 'hex' | 'base64', schema: JsonSchema, length?: number): JsonForm {
  return {
    toJson: (value) => (value as Buffer).toString(encoding),
    schema,
    fromJson: (json, path, faults) => {
      if (typeof json === 'string') {
        const bytes = Buffer.from(json, encoding);
        // Buffer.from stops at what it cannot read, so only what comes back unchanged was well formed.
        if (bytes.toString(encoding) === json && (length === undefined || bytes.length === length)) return bytes;
      }
      return faults.add(path, expected, json);
    },
  };
}

const PRIMITIVES: Readonly<Record<string, JsonForm>> = {
  null: scalar('null', { type: 'null' }, (json) => json === null),
  boolean: scalar('true or false', { type: 'boolean' }, (json) => typeof json === 'boolean'),
  int: wholeNumber('a whole number of 32 bits', 'int32', -(2 ** 31), 2 ** 31 - 1),
  long: wholeNumber('a whole number', 'int64', -MAX_LONG, MAX_LONG),
  string: scalar('a text', { type: 'string' }, (json) => typeof json === 'string' && !LONE_SURROGATE.test(json)),
  bytes: binary('bytes in base64', 'base64', { type: 'string', contentEncoding: 'base64' }),
};

/** The literals of an annotation such as 'http' | 'kafka'; undefined when it is something else. */
function literalsOf({ tsType }: AvroField): readonly string[] | undefined {
  return tsType?.startsWith("'") ? tsType.split('|').map((literal) => literal.trim().slice(1, -1)) : undefined;
}

function restrict(form: JsonForm, literals: readonly string[], nullable: boolean): JsonForm {
  const schema = nullable ? { enum: [...literals, null] } : { enum: literals };
  const expected = `one of ${literals.join(', ')}`;
  return {
    ...form,
    schema,
    fromJson: (json, path, faults) =>
      literals.includes(json as string) || (nullable && json === null) ? json : faults.add(path, expected, json),
  };
}

interface Member {
  readonly name: string;
  readonly form: JsonForm;
  /** Undefined for a field that must be given. */
  readonly fallback: { readonly value: unknown } | undefined;
  readonly doc: string | undefined;
}

function memberOf(field: AvroField, form: JsonForm): Member {
  const literals = literalsOf(field);
  const nullable = Array.isArray(field.type) && field.type.includes('null');
  return {
    name: field.name,
    form: literals === undefined ? form : restrict(form, literals, nullable),
    fallback: 'default' in field ? { value: field.default } : undefined,
    doc: field.doc,
  };
}

function recordForm(record: AvroRecord, members: readonly Member[]): JsonForm {
  const names = new Set(members.map(({ name }) => name));
  const memberValue = (
    { name, form, fallback }: Member,
    json: Record<string, unknown>,
    path: string,
    faults: Faults,
  ) => {
    const given = Object.hasOwn(json, name) ? json[name] : undefined;
    // A list by default is made anew, so that no two records share one.
    if (given === undefined && fallback !== undefined) return structuredClone(fallback.value);
    const left = fallback === undefined && (given === undefined || given === null);
    return form.fromJson(given, join(path, name), left ? faults.ofMissing() : faults);
  };
  return {
    toJson: (value) => {
      const json: Record<string, unknown> = {};
      for (const { name, form } of members) json[name] = form.toJson((value as Record<string, unknown>)[name]);
      return json;
    },
    fromJson: (json, path, faults) => {
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return faults.add(path, 'an object', json);
      const value: Record<string, unknown> = {};
      for (const member of members)
        value[member.name] = memberValue(member, json as Record<string, unknown>, path, faults);
      for (const key of Object.keys(json)) {
        if (faults.full) break;
        if (!names.has(key))
          faults.addUnknown(join(path, key.slice(0, MOST_TEXT)), (json as Record<string, unknown>)[key]);
      }
      return value;
    },
    schema: {
      title: record.name,
      ...(record.doc === undefined ? {} : { description: record.doc }),
      type: 'object',
      properties: Object.fromEntries(members.map((member) => [member.name, schemaOfMember(member)])),
      required: members.filter(({ fallback }) => fallback === undefined).map(({ name }) => name),
      additionalProperties: false,
    },
  };
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

function schemaOfMember({ form, fallback, doc }: Member): JsonSchema {
  return {
    ...form.schema,
    ...(doc === undefined ? {} : { description: doc }),
    ...(fallback === undefined ? {} : { default: fallback.value }),
  };
}

function arrayForm(items: JsonForm): JsonForm {
  return {
    toJson: (value) => (value as readonly unknown[]).map((item) => items.toJson(item)),
    fromJson: (json, path, faults) => {
      if (!Array.isArray(json)) return faults.add(path, 'an array', json);
      const values: unknown[] = [];
      for (let at = 0; at < json.length && !faults.full; at += 1)
        values.push(items.fromJson(json[at], `${path}[${at}]`, faults));
      return values;
    },
    schema: { type: 'array', items: items.schema },
  };
}

/** The only unions in schemas/ are of null and one other type. */
function unionForm(branches: readonly { readonly isNull: boolean; readonly of: JsonForm }[]): JsonForm {
  const [form, ...others] = branches.filter(({ isNull }) => !isNull).map(({ of }) => of);
  if (form === undefined || others.length > 0 || branches.length !== 2)
    throw new Error('a union must be of null and one type');
  return {
    toJson: (value) => (value === null || value === undefined ? null : form.toJson(value)),
    fromJson: (json, path, faults) => (json === null ? null : form.fromJson(json, path, faults)),
    schema:
      typeof form.schema.type === 'string' && form.schema.type !== 'object'
        ? { ...form.schema, type: [form.schema.type, 'null'] }
        : { anyOf: [form.schema, { type: 'null' }] },
  };
}

export function compileJsonForm(schema: AvroSchema): JsonForm {
  return foldSchema<JsonForm>(schema, {
    primitive: (name, logicalType) => (logicalType === 'timestamp-millis' ? INSTANT : (PRIMITIVES[name] as JsonForm)),
    record: (record, fields) =>
      recordForm(
        record,
        fields.map(({ field, of }) => memberOf(field, of)),
      ),
    array: arrayForm,
    fixed: (size) =>
      binary(`${2 * size} hex digits`, 'hex', { type: 'string', pattern: `^[0-9a-f]{${2 * size}}$` }, size),
    union: unionForm,
  });
}
