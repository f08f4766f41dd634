import { BrokerError } from './errors';
import type { BatchOutcome, IncomingRecord, OutgoingRecord, TopicSpec } from './port';

/** Key, value and headers of one record together (design, section 4: no record exceeds 1 MB). */
export const MAX_RECORD_BYTES = 1_048_576;

/** Largest batch handed to a consumer or reader that names no other. */
export const DEFAULT_MAX_RECORDS = 500;

/** Bytes of key, value and headers. */
export function recordBytes(record: OutgoingRecord): number {
  let bytes = record.value.byteLength + (record.key === null ? 0 : Buffer.byteLength(record.key));
  for (const name in record.headers)
    bytes += Buffer.byteLength(name) + Buffer.byteLength(record.headers[name] as string);
  return bytes;
}

/** The record's bytes; throws record_too_large. */
export function checkedRecordBytes(record: OutgoingRecord): number {
  const bytes = recordBytes(record);
  if (bytes > MAX_RECORD_BYTES) {
    throw new BrokerError(
      'record_too_large',
      `a record of ${bytes} bytes for topic ${record.topic}; the limit is 1 MB`,
    );
  }
  return bytes;
}

/** Kafka's own rules for names, so that what the embedded broker takes Kafka takes too. */
export function checkTopicSpec({ name, partitions }: TopicSpec): void {
  if (!/^[a-zA-Z0-9._-]{1,249}$/.test(name) || name === '.' || name === '..') {
    throw new BrokerError('invalid_topic', `${JSON.stringify(name)} is no topic name: 1 to 249 of a-z A-Z 0-9 . _ -`);
  }
  if (!Number.isInteger(partitions) || partitions < 1) {
    throw new BrokerError('invalid_topic', `topic ${name} cannot have ${partitions} partitions`);
  }
}

/** Where a consumer goes on after a batch; throws invalid_outcome when onBatch named an offset outside of it. */
export function nextOffset(records: readonly IncomingRecord[], outcome: BatchOutcome | void): bigint {
  const first = (records[0] as IncomingRecord).offset;
  const behind = (records[records.length - 1] as IncomingRecord).offset + 1n;
  const next = outcome?.next ?? behind;
  if (next < first || next > behind) {
    throw new BrokerError('invalid_outcome', `next is ${next}, the batch spans ${first} to ${behind}`);
  }
  return next;
}

/** Pause before the n-th redelivery (from 1) of a batch whose handler threw: 100 ms, doubling up to 10 s. */
export const redeliveryDelayMs = (attempt: number): number => Math.min(100 * 2 ** Math.min(attempt - 1, 10), 10_000);
