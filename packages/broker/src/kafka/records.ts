import type { IHeaders, Message } from 'kafkajs';
import type { IncomingRecord, OutgoingRecord } from '../port';

/** A message as a fetch gives it, be it kafkajs' or ours. */
export interface FetchedMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestamp: string;
  readonly offset: string;
  readonly headers?: IHeaders | undefined;
}

export const toMessage = ({ key, value, headers, partition }: OutgoingRecord): Message => ({
  key,
  // kafkajs would write a plain Uint8Array as the text "1,2,3".
  value: Buffer.from(value.buffer, value.byteOffset, value.byteLength),
  headers: headers as Record<string, string>,
  partition,
});

export function toRecord(topic: string, partition: number, message: FetchedMessage): IncomingRecord {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    // Of a header that stands several times the last counts, as with Kafka's own lastHeader.
    const last = Array.isArray(value) ? value[value.length - 1] : value;
    headers[name] = last?.toString() ?? '';
  }
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    timestamp: Number(message.timestamp),
    key: message.key?.toString() ?? null,
    value: message.value ?? new Uint8Array(0),
    headers,
  };
}
