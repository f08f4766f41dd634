import type { Broker, IncomingRecord, Reader } from '@openlnp/broker';
import type { OnState } from '../connection';
import { asCarrierError, type CarrierError } from '../errors';
import { Backoff } from '../shared/backoff';
import type { Log } from '../shared/log';
import { newcomersPatience } from '../shared/patience';
import { pause, type Timers } from '../shared/timers';

/** Undefined: go on behind these records. An offset: read again from there. */
export type RecordsOutcome = bigint | undefined;

export interface FollowTopicOptions {
  readonly broker: Broker;
  readonly topic: string;
  /** Asked until it answers, and not again. */
  readonly start: () => Promise<bigint>;
  /** What it throws ends the feed with that error. */
  readonly onRecords: (records: readonly IncomingRecord[]) => Promise<RecordsOutcome>;
  readonly onState?: OnState | undefined;
  readonly timers: Timers;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
}

type Ending =
  | { readonly kind: 'aborted' }
  | { readonly kind: 'again'; readonly from: bigint }
  | { readonly kind: 'handler'; readonly error: unknown }
  | { readonly kind: 'broker'; readonly error: CarrierError };

/** Follows partition 0 of a topic. Resolves when the signal is aborted; rejects with what waiting does not cure. */
export async function followTopic(options: FollowTopicOptions): Promise<void> {
  const { timers, random, log, signal, topic } = options;
  const backoff = new Backoff({ random });
  const bearable = newcomersPatience(timers);
  let next: bigint | undefined;

  while (!signal.aborted) {
    options.onState?.('connecting', {});
    let ending: Ending;
    try {
      const from = next ?? (await options.start());
      next = from;
      ending = await readUntilItEnds(options, from, (position) => {
        next = position;
        backoff.reset();
      });
    } catch (error) {
      ending = { kind: 'broker', error: asCarrierError(error, 'broker_failed') };
    }
    if (ending.kind === 'handler') throw ending.error;
    if (ending.kind === 'aborted' || signal.aborted) return;
    if (ending.kind === 'again') {
      next = ending.from;
      continue;
    }
    const { error } = ending;
    if (!error.retriable && !bearable(error)) throw error;
    const retryInMs = backoff.next();
    log('feed_interrupted', { topic, retryInMs, code: error.code });
    options.onState?.('waiting', { retryInMs, error });
    await pause(timers, retryInMs, signal);
  }
}

/** One reader of the broker, from its start until something ends it; it is stopped when this resolves. */
async function readUntilItEnds(
  { broker, topic, onRecords, onState, signal }: FollowTopicOptions,
  from: bigint,
  advance: (next: bigint) => void,
): Promise<Ending> {
  let end: (ending: Ending) => void = () => undefined;
  let over = false;
  const ended = new Promise<Ending>((resolve) => {
    end = (ending) => {
      over = true;
      resolve(ending);
    };
  });
  const aborted = (): void => end({ kind: 'aborted' });
  signal.addEventListener('abort', aborted, { once: true });
  let reader: Reader | undefined;
  try {
    reader = await broker.read({
      topic,
      partition: 0,
      from,
      onError: (error) => end({ kind: 'broker', error: asCarrierError(error, 'broker_failed') }),
      // The reader cannot be stopped from inside its own handler: after the end, the rest is let pass.
      onRecords: async (records) => {
        if (over || signal.aborted) return;
        try {
          const again = await onRecords(records);
          if (again !== undefined) end({ kind: 'again', from: again });
          else advance((records.at(-1) as IncomingRecord).offset + 1n);
        } catch (error) {
          end({ kind: 'handler', error });
        }
      },
    });
    if (signal.aborted) return { kind: 'aborted' };
    onState?.('live', {});
    return await ended;
  } finally {
    over = true;
    signal.removeEventListener('abort', aborted);
    await reader?.stop();
  }
}
