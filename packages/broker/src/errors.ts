/**
 * unknown_topic: no such topic or partition. offset_out_of_range: no longer kept, or not yet written. record_too_large: over 1 MB.
 * topic_mismatch: the topic stands with another number of partitions. broker_unreachable: try again. not_authorized: an ACL or a
 * credential refuses. broker_locked: another process has the embedded broker open. broker_closed: used after close().
 * disk_full: nothing was taken; goes on by itself when there is room (retriable). broker_failed: a commit failed for another reason,
 * nothing more is taken until the broker is opened by a new process.
 * invalid_outcome: onBatch named an offset outside its batch. invalid_topic: a name that Kafka would not take.
 */
export type BrokerErrorCode =
  | 'unknown_topic'
  | 'offset_out_of_range'
  | 'record_too_large'
  | 'topic_mismatch'
  | 'broker_unreachable'
  | 'not_authorized'
  | 'broker_locked'
  | 'broker_closed'
  | 'broker_failed'
  | 'disk_full'
  | 'invalid_outcome'
  | 'invalid_topic'
  | 'unknown_format';

/** Recognised by `code`, never by class, so that it survives duplicate packages. */
export class BrokerError extends Error {
  /** Repeating the same call later may succeed. */
  readonly retriable: boolean;

  constructor(
    readonly code: BrokerErrorCode,
    message: string,
    options: { retriable?: boolean; cause?: unknown } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.retriable = options.retriable ?? false;
  }
}

export const hasBrokerCode = (error: unknown, code: BrokerErrorCode): boolean =>
  error instanceof Error && (error as { code?: unknown }).code === code;

export const unknownTopic = (topic: string, partition?: number): BrokerError =>
  new BrokerError(
    'unknown_topic',
    partition === undefined ? `no topic ${topic}` : `no partition ${partition} of topic ${topic}`,
  );

export const offsetOutOfRange = (topic: string, partition: number, detail: string, cause?: unknown): BrokerError =>
  new BrokerError(
    'offset_out_of_range',
    `topic ${topic}, partition ${partition}: ${detail}`,
    cause === undefined ? {} : { cause },
  );

export const brokerClosed = (): BrokerError => new BrokerError('broker_closed', 'the broker is closed');
