import type { IncomingRecord, OutgoingRecord } from '@openlnp/broker';
import { encodeWire, HEADERS, partitionOf, partitionOfText, TOPICS } from '@openlnp/messages';
import { npaNxxOf, parseLrn, parseNpaNxx, parseTnRange } from '@openlnp/numbering';

/** Header of port.requests and port.commands: the request's record name, so that an owner skips what is not its own unread. */
export const KIND_HEADER = 'kind';

const NETWORK_KINDS = new Set([
  ...['ServiceProviderCreate', 'ServiceProviderModify', 'NpaNxxCreate', 'LrnCreate'],
  ...['TokenIssue', 'TokenRevoke', 'TunableSet'],
]);

/** True for requests that services/network-data owns. */
export const isNetworkKind = (kind: string): boolean => NETWORK_KINDS.has(kind);

export const kindOf = (record: IncomingRecord): string => record.headers[KIND_HEADER] ?? '';

/**
 * Where a well-formed request goes: everything that concerns a number, its code or its LRN's code lies in one partition (law 3);
 * what concerns a service provider lies by its SPID, what concerns them all (tunables) in one partition.
 */
export function placeOf(data: object): { partition: number; key: string } {
  const { tn, npaNxx, lrn, spid } = data as { tn?: string; npaNxx?: string; lrn?: string; spid?: string };
  const first = tn === undefined ? (lrn === undefined ? undefined : parseLrn(lrn)) : parseTnRange(tn)?.first;
  const code =
    first === undefined ? (npaNxx === undefined ? undefined : parseNpaNxx(npaNxx)) : npaNxxOf(first as never);
  if (code !== undefined) return { partition: partitionOf(code), key: String(code) };
  return { partition: partitionOfText(spid ?? ''), key: spid ?? '' };
}

export interface CommandAddress {
  readonly topic?: string;
  readonly partition: number;
  readonly key: string;
  readonly kind: string;
  /** Message id of the record. */
  readonly id: string;
  readonly requestId?: string;
  readonly traceparent?: string | null;
}

/** A record of port.commands (or port.requests) with the headers its readers rely on. */
export function commandRecord(
  type: 'AcceptedRequest' | 'RecordAnswers' | 'DeadlineTick',
  data: object,
  to: CommandAddress,
): OutgoingRecord {
  return {
    topic: to.topic ?? TOPICS.portCommands,
    partition: to.partition,
    key: to.key,
    value: encodeWire(`openlnp.command.${type}`, data),
    headers: {
      [HEADERS.messageId]: to.id,
      [KIND_HEADER]: to.kind,
      ...(to.requestId === undefined ? {} : { [HEADERS.correlationId]: to.requestId }),
      ...(to.traceparent == null ? {} : { [HEADERS.traceparent]: to.traceparent }),
    },
  };
}
