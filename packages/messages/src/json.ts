import type { SchemaVersion } from './avro/catalogue';
import { compileJsonForm, Faults, type FieldError, type JsonForm, type JsonSchema } from './json/form';
import { catalogue } from './wire';

// The JSON form of records: instants in ISO 8601, fixed in hex, bytes in base64, all else as it is. HTTP speaks it, and so do
// event stores that keep JSON.

const forms = new Map<number, JsonForm>();

/** The JSON form of one version of a schema. */
export function jsonFormOf(version: SchemaVersion): JsonForm {
  let form = forms.get(version.id);
  if (form === undefined) {
    form = compileJsonForm(version.schema);
    forms.set(version.id, form);
  }
  return form;
}

/** A record of the subject's newest version as an object that JSON.stringify takes as it is; absent values stay as null. */
export const toJson = (subject: string, data: object): Record<string, unknown> =>
  jsonFormOf(catalogue.newest(subject)).toJson(data) as Record<string, unknown>;

export type FromJson<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * A record of the subject's newest version from its JSON form. Optional fields may be left out; unknown fields and wrong types
 * are errors, a field at a time, at most a hundred. Throws only for a subject that does not exist.
 */
export function fromJson<T extends object = object>(subject: string, json: unknown): FromJson<T> {
  const faults = new Faults();
  const data = jsonFormOf(catalogue.newest(subject)).fromJson(json, '', faults) as T;
  return faults.errors.length === 0 ? { ok: true, data } : { ok: false, errors: faults.errors };
}

/** JSON Schema 2020-12 of that form, whole in itself (no references), so that OpenAPI 3.1 can hold it. */
export const jsonSchemaOf = (subject: string): JsonSchema => jsonFormOf(catalogue.newest(subject)).schema;

export type { FieldError, JsonSchema };
