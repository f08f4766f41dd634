import type { IncomingRecord } from '@openlnp/broker';
import { decodeWire, HEADERS, isMessageError, PUBLISHED_SCHEMAS, toJson } from '@openlnp/messages';
import type { CarrierMessage, Download } from '../connection';
import { CarrierError } from '../errors';
import { downloadNumberOf } from './downloads-start';

/** Record name of a schema that this library does not have; undefined when it cannot be found out. */
export type RecordNameOf = (schemaId: number) => Promise<string | undefined>;

/** A message as the HTTP feed would give it; what cannot be read is named UnreadableMessage and carries nothing. */
export function messageOf(record: IncomingRecord): CarrierMessage {
  const place = String(record.offset);
  const id = record.headers[HEADERS.messageId] ?? place;
  const priority = record.headers[HEADERS.priority] ?? null;
  try {
    const { subject, type, data } = decodeWire<object>(record.value);
    return { id, place, type, priority, data: toJson(subject, data) };
  } catch (error) {
    if (!isMessageError(error)) throw error;
    return { id, place, type: 'UnreadableMessage', priority, data: {} };
  }
}

/**
 * A download as the HTTP feed would give it. A schema made after this library is a kind to skip only if its name says so: a newer
 * version of a kind that must be applied ends the feed with unknown_schema_id, and so does a name that cannot be found out.
 */
export async function downloadOf(record: IncomingRecord, recordNameOf: RecordNameOf | undefined): Promise<Download> {
  const number = downloadNumberOf(record);
  try {
    const { subject, type, data } = decodeWire<object>(record.value);
    return { number, type, data: toJson(subject, data) };
  } catch (error) {
    if (!isMessageError(error)) throw error;
    if (error.code !== 'unknown_schema_id') {
      throw new CarrierError('malformed_record', `download ${number}: ${error.message}`, { cause: error });
    }
    const schemaId = Buffer.from(record.value).readUInt32BE(1);
    const name = await recordNameOf?.(schemaId);
    if (name !== undefined && !KNOWN_DOWNLOADS.has(name)) return { number, type: name, data: {} };
    const what = name === undefined ? `schema ${schemaId}` : `a newer ${name}, schema ${schemaId}`;
    throw new CarrierError('unknown_schema_id', `download ${number} is of ${what}: bring this library up to date`);
  }
}

const DOWNLOAD = 'openlnp.download.';
const KNOWN_DOWNLOADS: ReadonlySet<string> = new Set(
  PUBLISHED_SCHEMAS.filter(({ subject }) => subject.startsWith(DOWNLOAD)).map(({ subject }) =>
    subject.slice(DOWNLOAD.length),
  ),
);

/** Asks the registry, which answers in the form of a schema registry: GET /schemas/ids/{id}. */
export function recordNamesFrom(url: string, fetchFn: typeof fetch, timeoutMs: number): RecordNameOf {
  const names = new Map<number, string>();
  return async (schemaId) => {
    const known = names.get(schemaId);
    if (known !== undefined) return known;
    try {
      const response = await fetchFn(new URL(`/schemas/ids/${schemaId}`, url), {
        signal: AbortSignal.timeout(timeoutMs),
      });
      const { schema } = (await response.json()) as { schema?: unknown };
      const { name } = JSON.parse(String(schema)) as { name?: unknown };
      if (typeof name === 'string') names.set(schemaId, name);
      return names.get(schemaId);
    } catch {
      return undefined;
    }
  };
}
