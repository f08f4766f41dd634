import type { Catalogue, SchemaVersion } from './avro/catalogue';
import { type RecordedShape, subjectOfEvent } from './event-codec';
import { MessageError } from './message-error';
import { catalogue } from './wire';

/** What a store of JSON events gives back; `data` and `metadata` are parsed. */
export interface StoredJsonShape extends Pick<RecordedShape, 'id' | 'type' | 'stream' | 'revision' | 'position'> {
  readonly data: unknown;
  readonly metadata: unknown;
}

/** The writer's schema; in the metadata, so that the data is the event and nothing else. */
interface WriterSchema {
  readonly subject: string;
  readonly version: number;
  readonly id: number;
}

type StoredMetadata = RecordedShape['metadata'] & { readonly schema: WriterSchema; readonly recordedAt: number };

/** Hex only: the store makes its own form of the id, and must be able to. */
const EVENT_ID = /^[0-9a-f]{32}$/;

const isStoredMetadata = (metadata: unknown): metadata is StoredMetadata =>
  typeof (metadata as Partial<StoredMetadata> | null | undefined)?.schema?.subject === 'string';

function writerOf(catalogue: Catalogue, { subject, version, id }: WriterSchema, type: string): SchemaVersion {
  const writer = catalogue.byId(id);
  if (writer === undefined) throw new MessageError('unknown_schema_id', `no schema has id ${id}`);
  if (writer.subject !== subject || writer.version !== version) {
    throw new MessageError('unknown_schema_id', `schema ${id} is not version ${version} of ${subject}`);
  }
  if (subject !== subjectOfEvent(type)) throw new MessageError('unexpected_message', `${type} with schema ${subject}`);
  return writer;
}

/** Avro JSON of the writer's version, in the form of the newest. */
function resolve(writer: SchemaVersion, data: unknown): object {
  try {
    const value = writer.type.fromString(JSON.stringify(data)) as object;
    if (writer.resolver === undefined) return value;
    return writer.newest.type.fromBuffer(writer.type.toBuffer(value), writer.resolver) as object;
  } catch (error) {
    throw new MessageError('malformed_avro', `${writer.subject} version ${writer.version}: ${String(error)}`);
  }
}

/** For a test of schema versions; all else takes eventJsonCodec. */
export const createEventJsonCodec = (schemas: Catalogue) => ({
  encode(event: Omit<RecordedShape, 'position'>): { readonly data: string; readonly metadata: string } {
    const { subject, version, id, type } = schemas.newest(subjectOfEvent(event.type));
    if (!EVENT_ID.test(event.id)) throw new MessageError('not_encodable', `${event.id} is not 16 bytes in hex`);
    const { occurredAt, requestId, actor, actingFor, traceparent, viewPosition, jobId } = event.metadata;
    const metadata: StoredMetadata = {
      schema: { subject, version, id },
      occurredAt,
      recordedAt: event.recordedAt,
      requestId,
      actor,
      actingFor,
      traceparent,
      viewPosition,
      ...(jobId === null || jobId === undefined ? {} : { jobId }),
    };
    try {
      return { data: type.toString(event.data), metadata: JSON.stringify(metadata) };
    } catch (error) {
      throw new MessageError('not_encodable', `${subject}: ${String(error)}`);
    }
  },

  decode(stored: StoredJsonShape): RecordedShape | undefined {
    const { id, type, stream, revision, position, metadata } = stored;
    if (!isStoredMetadata(metadata)) return undefined;
    const { schema, recordedAt, ...own } = metadata;
    const data = resolve(writerOf(schemas, schema, type), stored.data);
    return { id, type, data, metadata: own, stream, revision, position, recordedAt };
  },
});

/**
 * Events as JSON texts, for stores whose own tools should be able to read them: the data is the Avro JSON of the event in its
 * newest schema version (unions name their branch, bytes are a character each), the metadata says which, and what
 * openlnp.event.StoredEvent says beside the payload; instants are milliseconds since the epoch.
 *
 * Both throw MessageError; decode refuses with unknown_schema_id, unexpected_message, malformed_avro, and answers undefined for
 * an event that this codec did not write.
 */
export const eventJsonCodec = createEventJsonCodec(catalogue);
