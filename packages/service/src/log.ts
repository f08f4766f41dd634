import type { IncomingRecord } from '@openlnp/broker';
import { decodeWire, HEADERS } from '@openlnp/messages';
import pino from 'pino';
import { traceIdOf } from './trace';

/** Structured log: fields first, then a sentence without values in it. */
export interface Log {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
  child(fields: object): Log;
}

/** JSON lines on stderr, so that stdout stays free for what a person or a script reads. */
export function createLog(level: string, fields: object = {}): Log {
  return pino(
    { level, base: fields, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: false }),
  );
}

/** Says nothing: for tests and for tools with a screen of their own. */
export const silentLog: Log = pino({ level: 'silent' });

/**
 * What a line about a request or a number carries, under the same names everywhere; what is not known is left out. `tn` is as in
 * requests: ten digits, or a range.
 */
export interface Concerned {
  readonly requestId?: string | null | undefined;
  readonly tn?: string | null | undefined;
  readonly traceparent?: string | null | undefined;
}

export const concerning = ({ requestId, tn, traceparent }: Concerned): object => ({
  ...(requestId == null ? {} : { requestId }),
  ...(tn == null ? {} : { tn }),
  ...(traceIdOf(traceparent) === undefined ? {} : { traceId: traceIdOf(traceparent) }),
});

/** Where a record stands, and whom it concerns. Decodes it: for lines about faults. */
export function recordFields({ topic, partition, offset, headers, value }: IncomingRecord): object {
  return {
    topic,
    partition,
    offset: String(offset),
    ...(headers[HEADERS.messageId] === undefined ? {} : { messageId: headers[HEADERS.messageId] }),
    ...concerning({
      requestId: headers[HEADERS.correlationId],
      tn: tnIn(value),
      traceparent: headers[HEADERS.traceparent],
    }),
  };
}

/** Requests and events name a number themselves, or hold a record that does. */
interface Speaking {
  readonly tn?: unknown;
  readonly firstTn?: unknown;
  readonly request?: Uint8Array;
  readonly payload?: Uint8Array;
}

/** The number that a record speaks of, if it can be read and does. */
function tnIn(value: Uint8Array): string | undefined {
  try {
    const { tn, firstTn, request, payload } = decodeWire<Speaking>(value).data;
    const number = tn ?? firstTn;
    if (typeof number === 'string' || typeof number === 'number') return String(number);
    const inside = request ?? payload;
    return inside === undefined ? undefined : tnIn(inside);
  } catch {
    // A record that nobody can read concerns no number that anybody could name.
    return undefined;
  }
}
