import type { IncomingRecord } from '@openlnp/broker';
import type { RecordedEvent } from '@openlnp/event-store';
import { messagesTopicPlan, TOPICS } from '@openlnp/messages';
import type { ServiceProviderCreated } from '@openlnp/network';
import { NPAC, type Spid } from '@openlnp/numbering';
import { consumeRecords, decodeRecord, type RunningService, type ServiceDeps } from '@openlnp/service';
import { asWanted } from './as-wanted';
import { outgoingRecord } from './outgoing-record';
import { Profiles } from './profiles';
import { toldBy } from './told-by';

/**
 * Replies and notifications out to each service provider's topic soa.messages.<SPID>.
 *
 * Delivery: at least once; a message's id and bytes come from its event, recipient and kind alone, so that a repeat is dropped by
 * its id. The recipient's profile counts as it was at the event's position. Ordering: the store's. Failure: a batch is given back
 * and done again. Rebuild: the set of topics, and the profiles that the store has.
 */
export async function startSoaNotification(deps: ServiceDeps): Promise<RunningService> {
  const made = new Set<Spid>();
  const profiles = new Profiles(deps.store);

  async function ensureTopics(spids: readonly Spid[]): Promise<void> {
    const missing = [...new Set(spids)].filter((spid) => !made.has(spid));
    if (missing.length === 0) return;
    await deps.broker.ensureTopics(missing.map(messagesTopicPlan));
    for (const spid of missing) made.add(spid);
  }

  async function react(records: readonly IncomingRecord[]): Promise<void> {
    const events = records.map(decodeRecord);
    for (const event of events) profiles.apply(event);
    const told = events.map((event) => ({ event, messages: toldBy(event) }));
    await profiles.know(new Set(told.flatMap(({ messages }) => messages.map(({ recipient }) => recipient))));
    const outgoing = told.flatMap(({ event, messages }) =>
      messages
        .flatMap((message, place) => asWanted(message, place, profiles.at(message.recipient, event.position)))
        .map((one) => ({ event, one })),
    );
    await ensureTopics([...newcomers(events), ...outgoing.map(({ one }) => one.message.recipient)]);
    await deps.broker.produce(outgoing.map(({ event, one }) => outgoingRecord(event, one)));
  }

  await ensureTopics([NPAC]);
  const consumer = await consumeRecords(deps, {
    group: 'soa-notification',
    topics: [TOPICS.registryEvents],
    // A topic that was made may be gone.
    reset: () => made.clear(),
    onRecords: react,
  });
  return {
    name: 'soa-notification',
    stop: () => consumer.stop(),
  };
}

/** A service provider's topic is there before its first message, so that it can be followed from the first day. */
const newcomers = (events: readonly RecordedEvent[]): Spid[] =>
  events
    .filter(({ type }) => type === 'ServiceProviderCreated')
    .map(({ data }) => (data as ServiceProviderCreated).spid);
