import { isDeepStrictEqual } from 'node:util';
import { foldSchema } from './avro/schema';
import { contentHash } from './ids';
import { catalogue, decodeWire } from './wire';

/** What a value says, in plain JSON. */
type Said = (value: unknown) => unknown;

const forms = new Map<string, Said>();

/** A request as it was sent: its record in the wire form, and whom it is for. */
export interface SentRequest {
  readonly request: Uint8Array;
  readonly actingFor: string | null;
}

/**
 * Hash of what the sender of a request said: the same message id with another one is another request. The version of the schema is no
 * content, so that a repeat after an upgrade, of the sender's or of the registry, is a repeat.
 */
export const requestHash = ({ request, actingFor }: SentRequest): string =>
  contentHash(Buffer.from(JSON.stringify([contentOf(request), actingFor])));

/** Whether a request with this hash said the same. Earlier builds took the hash of the bytes that came. */
export const saysTheSame = (hash: string, sent: SentRequest): boolean =>
  hash === requestHash(sent) || hash === contentHash(Buffer.concat([sent.request, Buffer.from(sent.actingFor ?? '')]));

/**
 * What a record in the wire form says, as text: the same under every version of its schema, which only add fields with a default,
 * and in whatever order they are. A field that says no more than its default is left out.
 * Throws MessageError for what is no record.
 */
export function contentOf(bytes: Uint8Array): string {
  const { subject, data } = decodeWire(bytes);
  let form = forms.get(subject);
  if (form === undefined) {
    form = compile(subject);
    forms.set(subject, form);
  }
  return JSON.stringify([subject, form(data)]);
}

const compile = (subject: string): Said =>
  foldSchema<Said>(catalogue.newest(subject).schema, {
    primitive: (name) => (name === 'bytes' ? hex : same),
    fixed: () => hex,
    array: (items) => (value) => (value as readonly unknown[]).map(items),
    union: (branches) => {
      const { of } = branches.find(({ isNull }) => !isNull) as { of: Said };
      return (value) => (value === null ? null : of(value));
    },
    record: (_record, fields) => {
      const byName = [...fields].sort((a, b) => (a.field.name < b.field.name ? -1 : 1));
      return (value) =>
        byName.flatMap(({ field, of }) => {
          const own = (value as Record<string, unknown>)[field.name];
          return 'default' in field && isDeepStrictEqual(own, field.default) ? [] : [[field.name, of(own)]];
        });
    },
  });

const same: Said = (value) => value;
const hex: Said = (value) => (value as Buffer).toString('hex');
