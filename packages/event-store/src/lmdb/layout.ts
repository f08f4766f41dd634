import type { Link } from './chain';

/**
 * What stands in the LMDB file, whichever library reads it. Numbers are big-endian, so that byte order is number order.
 *
 *   meta         "format" -> the format version, in decimal
 *   heads        stream name in UTF-8 -> revision (4 bytes), position (8), jump (8) of its last event
 *   log          position (8 bytes) -> previous (8), jump (8), the event as the codec wrote it
 *   checkpoints  name in UTF-8 -> position (8 bytes, signed)
 *
 * `previous` and `jump` are positions in the same stream, plus one, zero for none. This is the storage format: a change needs
 * a new FORMAT.
 */
export const FORMAT = '1';
export const DATABASES = ['meta', 'heads', 'log', 'checkpoints'] as const;
export const RECORD_HEADER_BYTES = 16;
/** Half of what LMDB could take as a key in a page of 4 KiB. */
export const MAX_NAME_BYTES = 900;

const HIGH = 2 ** 32;

function writeUint64(target: Buffer, value: number, offset: number): void {
  target.writeUInt32BE(Math.floor(value / HIGH), offset);
  target.writeUInt32BE(value % HIGH, offset + 4);
}

function readUint64(source: Uint8Array, offset: number): number {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  return view.getUint32(offset) * HIGH + view.getUint32(offset + 4);
}

export function positionKey(position: number): Buffer {
  const key = Buffer.allocUnsafe(8);
  writeUint64(key, position, 0);
  return key;
}

export const keyPosition = (key: Uint8Array): number => readUint64(key, 0);

export const nameKey = (name: string): Buffer => Buffer.from(name, 'utf8');

/** The pointers are written when the append is, inside the write transaction. */
export function newRecord(event: Uint8Array): Buffer {
  const record = Buffer.allocUnsafe(RECORD_HEADER_BYTES + event.length);
  record.set(event, RECORD_HEADER_BYTES);
  return record;
}

export function writePointers(record: Buffer, previous: number, jump: number): void {
  writeUint64(record, previous + 1, 0);
  writeUint64(record, jump + 1, 8);
}

export const readPointers = (record: Uint8Array): { previous: number; jump: number } => ({
  previous: readUint64(record, 0) - 1,
  jump: readUint64(record, 8) - 1,
});

export const eventBytes = (record: Uint8Array): Uint8Array => record.subarray(RECORD_HEADER_BYTES);

export function writeHead(head: Link): Buffer {
  const value = Buffer.allocUnsafe(20);
  value.writeUInt32BE(head.revision, 0);
  writeUint64(value, head.position, 4);
  writeUint64(value, head.jump + 1, 12);
  return value;
}

export const readHead = (value: Uint8Array): Link => ({
  revision: new DataView(value.buffer, value.byteOffset).getUint32(0),
  position: readUint64(value, 4),
  jump: readUint64(value, 12) - 1,
});

export function writeCheckpoint(position: bigint): Buffer {
  const value = Buffer.allocUnsafe(8);
  value.writeBigInt64BE(position);
  return value;
}

export const readCheckpoint = (value: Uint8Array): bigint =>
  new DataView(value.buffer, value.byteOffset).getBigInt64(0);
