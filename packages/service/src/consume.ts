import type { Batch, BatchOutcome, ConsumeOptions, Consumer, IncomingRecord } from '@openlnp/broker';
import { HEADERS, TOPICS } from '@openlnp/messages';
import type { ServiceDeps } from './deps';
import { codeOf, isEngineFailure, isPassing } from './faults';
import { recordFields } from './log';

/** What a handler returns: nothing when all is done, or where to go on later (a quota). */
export type HandlerOutcome = BatchOutcome | void;

export interface ConsumeRecords {
  readonly group: string;
  readonly topics: readonly string[];
  /** All records of the batch, in order. Throwing a passing fault delivers them again; any other error is a bug of ours or theirs. */
  readonly onRecords: (records: readonly IncomingRecord[], batch: Batch) => Promise<HandlerOutcome>;
  readonly onAssigned?: ConsumeOptions['onAssigned'];
  /** Drops what was cached, before records are tried again. */
  readonly reset?: () => void;
}

const PAUSE_MS = 200;

/**
 * Consumes a group's topics with the registry's rules for faults: passing faults pause, an engine that failed ends the process, a
 * record that throws a bug twice goes to the dead letters with the reason, and the rest goes on.
 */
export async function consumeRecords(deps: ServiceDeps, options: ConsumeRecords): Promise<Consumer> {
  const log = deps.log.child({ group: options.group });

  const isNoFaultOfRecords = (error: unknown): boolean => isPassing(error) || isEngineFailure(error);

  const again = (record: IncomingRecord, error: unknown): BatchOutcome => {
    if (isEngineFailure(error)) deps.fatal(error);
    log.warn({ code: codeOf(error), ...recordFields(record) }, 'waiting for a passing fault to go');
    options.reset?.();
    return { next: record.offset, pauseMs: codeOf(error) === 'wrong_expected_revision' ? 0 : PAUSE_MS };
  };

  async function oneByOne(batch: Batch): Promise<HandlerOutcome> {
    for (const record of batch.records) {
      if (batch.stale()) return { next: record.offset };
      const outcome = await twice(record, batch);
      if (outcome !== undefined) return outcome;
    }
    return undefined;
  }

  async function twice(record: IncomingRecord, batch: Batch): Promise<HandlerOutcome> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await options.onRecords([record], batch);
      } catch (error) {
        if (isNoFaultOfRecords(error)) return again(record, error);
        options.reset?.();
        log.error({ err: error, attempt, ...recordFields(record) }, 'a record could not be handled');
        if (attempt === 2) {
          await deadLetter(deps, record, codeOf(error) ?? 'internal_error', String(error));
          return undefined;
        }
      }
    }
  }

  return deps.broker.consume({
    group: options.group,
    topics: options.topics,
    fromBeginning: true,
    ...(options.onAssigned === undefined ? {} : { onAssigned: options.onAssigned }),
    onError: deps.fatal,
    onBatch: async (batch) => {
      try {
        return await options.onRecords(batch.records, batch);
      } catch (error) {
        if (isNoFaultOfRecords(error)) return again(batch.records[0] as IncomingRecord, error);
        options.reset?.();
        return oneByOne(batch);
      }
    },
  });
}

/**
 * Puts a record that nobody can handle where people can look at it, with where it came from and why. One that leaves no room for
 * that within the size of a record is left where it stands; its dead letter is empty and says `dead-letter-truncated`.
 */
export async function deadLetter(
  deps: Pick<ServiceDeps, 'broker' | 'metrics' | 'clock' | 'log'>,
  record: IncomingRecord,
  reason: string,
  detail: string,
): Promise<void> {
  const about = {
    [HEADERS.occurredAt]: String(deps.clock.now()),
    'dead-letter-reason': reason,
    'dead-letter-detail': detail.slice(0, 1000),
    'dead-letter-source': `${record.topic}/${record.partition}/${record.offset}`,
  };
  const whole = {
    topic: TOPICS.deadLetters,
    partition: 0,
    key: record.key,
    value: record.value,
    headers: { ...record.headers, ...about },
  };
  try {
    await deps.broker.produce([whole]);
  } catch (error) {
    if (codeOf(error) !== 'record_too_large') throw error;
    const headers = { ...about, 'dead-letter-truncated': 'true' };
    await deps.broker.produce([{ ...whole, key: null, value: new Uint8Array(), headers }]);
  }
  deps.metrics.deadLettered.inc({ reason });
  deps.log.warn({ code: reason, ...recordFields(record) }, 'a record went to the dead letters');
}
