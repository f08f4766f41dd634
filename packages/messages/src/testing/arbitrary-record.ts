import fc from 'fast-check';
import { MAX_LONG } from '../avro/byte-check';
import { type AvroSchema, foldSchema } from '../avro/schema';

// The years 0001 to 9999: what ISO 8601 can say without a sign.
const instants = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });

const PRIMITIVES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  null: fc.constant(null),
  boolean: fc.boolean(),
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  long: fc.oneof(
    fc.integer(),
    fc.maxSafeInteger().map((n) => Math.trunc(n / 2) + 0),
    fc.constantFrom(MAX_LONG, -MAX_LONG),
  ),
  string: fc.string({ unit: 'grapheme', maxLength: 20 }),
  bytes: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
};

/** Any record of a schema, as its types allow and no more. */
export function arbitraryRecord(schema: AvroSchema): fc.Arbitrary<object> {
  return foldSchema<fc.Arbitrary<unknown>>(schema, {
    primitive: (name, logicalType) =>
      logicalType === 'timestamp-millis' ? instants : (PRIMITIVES[name] as fc.Arbitrary<unknown>),
    record: (_record, fields) =>
      fc.record(
        Object.fromEntries(
          fields.map(({ field, of }) => [
            field.name,
            field.tsType?.startsWith("'")
              ? fc.constantFrom(...field.tsType.split('|').map((t) => t.trim().slice(1, -1)))
              : of,
          ]),
        ),
        { noNullPrototype: true },
      ),
    array: (items) => fc.array(items, { maxLength: 5 }),
    fixed: (size) => fc.uint8Array({ minLength: size, maxLength: size }).map((bytes) => Buffer.from(bytes)),
    union: (branches) => fc.oneof(...branches.map(({ of }) => of)),
  }) as fc.Arbitrary<object>;
}
