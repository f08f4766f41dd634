import type { OutgoingRecord } from '../port';

/**
 * The storage format of one record (format 1 of the folder), big-endian:
 *
 *     float64 timestamp (ms) | uint32 key length, 0xffffffff for no key | key | uint16 number of headers |
 *     per header: uint16 name length | name | uint32 value length | value | the record's value
 */
export interface StoredRecord {
  readonly timestamp: number;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Uint8Array;
}

const NO_KEY = 0xffffffff;

export function encodeRecord(record: OutgoingRecord, timestamp: number): Buffer {
  const names = Object.keys(record.headers);
  const keyLength = record.key === null ? 0 : Buffer.byteLength(record.key);
  let size = 8 + 4 + keyLength + 2 + record.value.byteLength;
  for (const name of names) size += 2 + Buffer.byteLength(name) + 4 + Buffer.byteLength(record.headers[name] as string);

  const bytes = Buffer.allocUnsafeSlow(size);
  let at = bytes.writeDoubleBE(timestamp, 0);
  at = bytes.writeUInt32BE(record.key === null ? NO_KEY : keyLength, at);
  if (record.key !== null) at += bytes.write(record.key, at);
  at = bytes.writeUInt16BE(names.length, at);
  for (const name of names) {
    const nameLength = bytes.write(name, at + 2);
    bytes.writeUInt16BE(nameLength, at);
    at += 2 + nameLength;
    const valueLength = bytes.write(record.headers[name] as string, at + 4);
    bytes.writeUInt32BE(valueLength, at);
    at += 4 + valueLength;
  }
  bytes.set(record.value, at);
  return bytes;
}

/** The value shares memory with `bytes`, which the caller must not use again. */
export function decodeRecord(bytes: Buffer): StoredRecord {
  const keyLength = bytes.readUInt32BE(8);
  let at = 12;
  let key: string | null = null;
  if (keyLength !== NO_KEY) {
    key = bytes.toString('utf8', at, at + keyLength);
    at += keyLength;
  }
  const count = bytes.readUInt16BE(at);
  at += 2;
  const headers: [string, string][] = [];
  for (let i = 0; i < count; i += 1) {
    const nameLength = bytes.readUInt16BE(at);
    const name = bytes.toString('utf8', at + 2, at + 2 + nameLength);
    at += 2 + nameLength;
    const valueLength = bytes.readUInt32BE(at);
    headers.push([name, bytes.toString('utf8', at + 4, at + 4 + valueLength)]);
    at += 4 + valueLength;
  }
  // Not by assignment: a header may be named __proto__.
  return { timestamp: bytes.readDoubleBE(0), key, headers: Object.fromEntries(headers), value: bytes.subarray(at) };
}

export const timestampOf = (bytes: Buffer): number => bytes.readDoubleBE(0);
