import type { OutgoingRecord } from '@openlnp/broker';
import { type Position, type RecordedEvent, START } from '@openlnp/event-store';
import { eventCodec, HEADERS, TOPICS } from '@openlnp/messages';
import { decodeRecord, isPassing, RELAY_CHECKPOINT, type RunningService, type ServiceDeps } from '@openlnp/service';

const RETRY_MS = 200;
const CHECKPOINT_EVERY_MS = 5_000;

/**
 * Publishes the store's log to registry.events (law 1).
 *
 * Delivery: at least once, each record made from its event alone, so that a repeat is byte-equal.
 * Ordering: the store's, one produce in flight. Checkpoint: after the broker's acknowledgement; what stands at the end of the
 * topic counts too, so a lost checkpoint costs nothing. Failure: an unreachable broker or store is waited for.
 */
export async function startRelay(deps: ServiceDeps): Promise<RunningService> {
  const log = deps.log.child({ service: 'relay' });
  let stopping = false;
  let published = await startingPoint(deps);
  let saved = published;

  async function publish(events: readonly RecordedEvent[]): Promise<void> {
    const records = events.map(recordOf);
    for (;;) {
      try {
        await deps.broker.produce(records);
        break;
      } catch (error) {
        if (!isPassing(error) || stopping) throw error;
        log.warn({ err: error }, 'waiting for the broker');
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    published = (events.at(-1) as RecordedEvent).position;
  }

  // The end of the topic is the better checkpoint; the saved one only matters once retention has emptied the topic.
  async function save(): Promise<void> {
    const reached = published;
    if (reached === saved) return;
    await deps.store.saveCheckpoint(RELAY_CHECKPOINT, reached);
    saved = reached;
  }
  const saver = setInterval(() => {
    save().catch((error: unknown) => {
      if (!isPassing(error)) deps.fatal(error);
    });
  }, CHECKPOINT_EVERY_MS);

  const subscription = deps.store.subscribe({
    after: published,
    onEvents: publish,
    onError: (error) => {
      if (!stopping) deps.fatal(error);
    },
  });
  log.info({ after: String(published) }, 'relay follows the store');

  return {
    name: 'relay',
    stop: async () => {
      stopping = true;
      clearInterval(saver);
      await subscription.stop();
      // A store that takes nothing just now is no reason to go down: the end of the topic says the same.
      await save().catch((error: unknown) => {
        if (!isPassing(error)) throw error;
        log.warn({ err: error }, 'the checkpoint is not saved this time');
      });
    },
  };
}

/** Code other_log: the topic was made from the log of another store, where positions mean something else. */
export class OtherLogError extends Error {
  readonly code = 'other_log';
}

/** The later of the saved checkpoint and what the topic already holds. Throws OtherLogError. */
async function startingPoint(deps: ServiceDeps): Promise<Position> {
  const saved = (await deps.store.loadCheckpoint(RELAY_CHECKPOINT)) ?? START;
  const { earliest, end } = await deps.broker.offsets(TOPICS.registryEvents, 0);
  if (end === earliest) return saved;
  const tail = (await deps.broker.fetch(TOPICS.registryEvents, 0, end - 1n, 1))[0];
  if (tail === undefined) return saved;
  const last = decodeRecord(tail);
  const [stored] = await deps.store.readStream(last.stream, { from: last.revision, limit: 1 });
  if (stored?.id !== last.id || stored.position !== last.position) {
    throw new OtherLogError(
      `${TOPICS.registryEvents} ends with an event at position ${last.position} that this event store does not have there: ` +
        'the broker belongs to another store. Take the store it was used with, or make that topic anew (docs/operators.md, ' +
        '"Moving to another event store")',
    );
  }
  return last.position > saved ? last.position : saved;
}

/** Nothing but the event goes into its record: no clock, no counter. */
export function recordOf(event: RecordedEvent): OutgoingRecord {
  const { requestId, traceparent, occurredAt } = event.metadata;
  return {
    topic: TOPICS.registryEvents,
    partition: 0,
    key: event.stream,
    value: eventCodec.encode(event),
    headers: {
      [HEADERS.messageId]: event.id,
      [HEADERS.position]: String(event.position),
      [HEADERS.occurredAt]: String(occurredAt),
      ...(requestId === null ? {} : { [HEADERS.correlationId]: requestId }),
      ...(traceparent === null ? {} : { [HEADERS.traceparent]: traceparent }),
    },
  };
}
