import { type logCreator, logLevel } from 'kafkajs';

/** pino's shape: fields first, then the message. */
export interface BrokerLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * kafkajs logs as errors what it goes on to mend by itself: a coordinator that is loading, a leader that moved, a connection that
 * is made anew. What it cannot mend it throws, and then it is ours to report. So nothing of it is louder than a warning here, and
 * what it retries is for debugging.
 */
export function kafkaLogTo(log: BrokerLog): logCreator {
  return () =>
    ({ namespace, level, log: { message, timestamp: _, ...fields } }) => {
      // The producer's own warning about few retries is about transactions, which are never used here.
      const retried = 'retryCount' in fields || ['Connection', 'BrokerPool', 'Producer'].includes(namespace);
      if (level <= logLevel.WARN && !retried) log.warn({ ...fields, namespace }, `kafka client: ${message}`);
      else log.debug({ ...fields, namespace }, `kafka client: ${message}`);
    };
}
