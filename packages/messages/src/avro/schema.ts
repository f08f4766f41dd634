/** The part of Avro that schemas/ uses, as it stands in the files. */
export type AvroSchema = AvroName | AvroUnion | AvroComplex;

/** A primitive, or the full name of a type defined earlier in the same file. */
export type AvroName = string;
export type AvroUnion = readonly AvroSchema[];

export interface AvroField {
  readonly name: string;
  readonly type: AvroSchema;
  readonly doc?: string;
  readonly default?: unknown;
  /** Our own annotation: a brand of @openlnp/numbering, or a union of literals such as 'new' | 'old'. */
  readonly tsType?: string;
}

export interface AvroRecord {
  readonly type: 'record';
  readonly name: string;
  readonly namespace?: string;
  readonly doc?: string;
  readonly fields: readonly AvroField[];
}

export type AvroComplex =
  | AvroRecord
  | { readonly type: 'array'; readonly items: AvroSchema }
  | { readonly type: 'fixed'; readonly name: string; readonly namespace?: string; readonly size: number }
  | { readonly type: AvroName; readonly logicalType?: string };

export const isUnion = (schema: AvroSchema): schema is AvroUnion => Array.isArray(schema);
export const isRecord = (schema: AvroComplex): schema is AvroRecord => schema.type === 'record';
export const isArray = (schema: AvroComplex): schema is Extract<AvroComplex, { type: 'array' }> =>
  schema.type === 'array' && 'items' in schema;
export const isFixed = (schema: AvroComplex): schema is Extract<AvroComplex, { type: 'fixed' }> =>
  schema.type === 'fixed' && 'size' in schema;

/** Namespace and name of a named type; all schemas here state their namespace. */
export const fullName = (schema: { readonly name: string; readonly namespace?: string }): string =>
  schema.namespace === undefined ? schema.name : `${schema.namespace}.${schema.name}`;

/**
 * Compiles a schema bottom-up into something else, once per schema. `named` remembers what named types became, so that a later
 * reference gets the same. Throws for Avro that schemas/ does not use (maps, enums, recursion): then this file grows.
 */
export interface SchemaFold<T> {
  primitive(name: string, logicalType: string | undefined): T;
  record(schema: AvroRecord, fields: readonly { readonly field: AvroField; readonly of: T }[]): T;
  array(items: T): T;
  fixed(size: number): T;
  union(branches: readonly { readonly isNull: boolean; readonly of: T }[]): T;
}

const PRIMITIVES = new Set(['null', 'boolean', 'int', 'long', 'string', 'bytes']);

export function foldSchema<T>(schema: AvroSchema, fold: SchemaFold<T>, named = new Map<string, T>()): T {
  if (isUnion(schema)) {
    return fold.union(schema.map((branch) => ({ isNull: branch === 'null', of: foldSchema(branch, fold, named) })));
  }
  if (typeof schema === 'string') {
    if (PRIMITIVES.has(schema)) return fold.primitive(schema, undefined);
    const known = named.get(schema);
    if (known === undefined) throw new Error(`schema refers to ${schema}, which is not defined before`);
    return known;
  }
  if (isRecord(schema)) {
    const fields = schema.fields.map((field) => ({ field, of: foldSchema(field.type, fold, named) }));
    return remember(fullName(schema), fold.record(schema, fields), named);
  }
  if (isArray(schema)) return fold.array(foldSchema(schema.items, fold, named));
  if (isFixed(schema)) return remember(fullName(schema), fold.fixed(schema.size), named);
  if (PRIMITIVES.has(schema.type)) {
    return fold.primitive(schema.type, 'logicalType' in schema ? schema.logicalType : undefined);
  }
  throw new Error(`Avro type ${schema.type} is not supported here`);
}

function remember<T>(name: string, value: T, named: Map<string, T>): T {
  named.set(name, value);
  return value;
}
