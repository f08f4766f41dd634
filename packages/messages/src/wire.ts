import { type Catalogue, createCatalogue, type SchemaVersion } from './avro/catalogue';
import { PUBLISHED_SCHEMAS } from './generated/schemas';
import { MessageError } from './message-error';

// The Confluent wire format: byte 0, the schema's id in four bytes (big-endian), one Avro value.
const MAGIC = 0;
const HEADER_LENGTH = 5;
const SCRATCH_LENGTH = 64 * 1024;

export interface Decoded<T = unknown> {
  /** Namespace and record name, such as openlnp.request.Activate. */
  readonly subject: string;
  /** Record name without namespace. */
  readonly type: string;
  readonly schemaId: number;
  /** The version the writer used; the data has the form of the newest. */
  readonly version: number;
  readonly data: T;
}

export interface Wire {
  /** The record in the wire form of its subject's newest version. Throws MessageError not_encodable: a bug of the caller. */
  encodeWire(subject: string, data: object): Buffer;
  /**
   * Any published version, in the form of the subject's newest.
   * Throws MessageError not_wire_format, unknown_schema_id or malformed_avro, and nothing else.
   */
  decodeWire<T = unknown>(bytes: Uint8Array): Decoded<T>;
  /** The same for one namespace (`openlnp.request`, a final dot is allowed); throws MessageError unexpected_message for others. */
  decodeAs<T = unknown>(namespace: string, bytes: Uint8Array): Decoded<T>;
  /** As encodeWire, but the bytes are only valid until the next call: for what is copied into an envelope at once. */
  encodeBriefly(subject: string, data: object): Buffer;
}

/** A buffer to encode into, larger when that was needed once. avsc's own toBuffer costs three times as much. */
class Scratch {
  private buffer = Buffer.allocUnsafe(SCRATCH_LENGTH);

  write(version: SchemaVersion, data: object): Buffer {
    let end = this.tryWrite(version, data);
    if (end < 0) {
      this.buffer = Buffer.allocUnsafe(2 * (this.buffer.length - end));
      end = this.tryWrite(version, data);
    }
    return this.buffer.subarray(0, end);
  }

  private tryWrite(version: SchemaVersion, data: object): number {
    this.buffer[0] = MAGIC;
    this.buffer.writeUInt32BE(version.id, 1);
    try {
      return version.type.encode(data, this.buffer, HEADER_LENGTH);
    } catch (error) {
      throw new MessageError('not_encodable', `${version.subject}: ${whatIsWrong(version, data) ?? String(error)}`);
    }
  }
}

function whatIsWrong(version: SchemaVersion, data: object): string | undefined {
  let found: string | undefined;
  version.type.isValid(data, {
    errorHook: (path: string[], value: unknown, type: unknown) => {
      found ??= `${path.join('.') || 'the record'} is ${describe(value)}, expected ${String(type).slice(0, 100)}`;
    },
  });
  return found;
}

const describe = (value: unknown): string =>
  value === null || value === undefined || typeof value === 'number' ? String(value) : `a ${typeof value}`;

const asBuffer = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function readHeader(catalogue: Catalogue, buffer: Buffer): SchemaVersion {
  if (buffer.length < HEADER_LENGTH) throw new MessageError('not_wire_format', `${buffer.length} bytes are no message`);
  if (buffer[0] !== MAGIC) throw new MessageError('not_wire_format', `first byte is ${buffer[0]}, expected 0`);
  const id = buffer.readUInt32BE(1);
  const version = catalogue.byId(id);
  if (version === undefined) throw new MessageError('unknown_schema_id', `no schema has id ${id}`);
  return version;
}

function readBody<T>(version: SchemaVersion, buffer: Buffer): Decoded<T> {
  version.check(buffer, HEADER_LENGTH);
  const { type } = version.newest;
  const { value } = type.decode(buffer, HEADER_LENGTH, version.resolver) as { value: T };
  return { subject: version.subject, type: version.name, schemaId: version.id, version: version.version, data: value };
}

export function createWire(catalogue: Catalogue): Wire {
  const scratch = new Scratch();
  const encodeBriefly = (subject: string, data: object): Buffer => scratch.write(catalogue.newest(subject), data);
  return {
    encodeBriefly,
    encodeWire: (subject, data) => Buffer.from(encodeBriefly(subject, data)),
    decodeWire: (bytes) => {
      const buffer = asBuffer(bytes);
      return readBody(readHeader(catalogue, buffer), buffer);
    },
    decodeAs: (namespace, bytes) => {
      const buffer = asBuffer(bytes);
      const version = readHeader(catalogue, buffer);
      const prefix = namespace.endsWith('.') ? namespace : `${namespace}.`;
      if (!version.subject.startsWith(prefix)) {
        throw new MessageError('unexpected_message', `${version.subject} is not expected here, but ${prefix}*`);
      }
      return readBody(version, buffer);
    },
  };
}

/** Every schema ever published. */
export const catalogue = createCatalogue(PUBLISHED_SCHEMAS);

export const { encodeWire, decodeWire, decodeAs, encodeBriefly } = createWire(catalogue);
