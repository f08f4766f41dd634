import type { Consumer, IncomingRecord, OutgoingRecord } from '@openlnp/broker';
import { type RecordedEvent, START } from '@openlnp/event-store';
import {
  type acknowledgements as acks,
  carrierTopics,
  decodeAs,
  HEADERS,
  isMessageError,
  type LsmsEvent,
  lsmsResponsesTopic,
  TOPICS,
} from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import {
  consumeRecords,
  deadLetter,
  decodeRecord,
  followLog,
  inBackground,
  LiveNetworkView,
  type RunningService,
  type ServiceDeps,
} from '@openlnp/service';
import { LsmsAcknowledgements } from './acknowledgements';
import { AnswerCollector } from './answers';
import { DownloadIndex, downloadsOf } from './download-index';
import { downloadRecord } from './download-record';

export interface LsmsBroadcast extends RunningService {
  readonly acknowledgements: LsmsAcknowledgements;
  /** Number of the last download. */
  head(): number;
}

const RESPONSES = lsmsResponsesTopic('' as Spid);

/**
 * Downloads out, acknowledgements in.
 *
 * Delivery: at least once; a download's number and bytes come from its event alone, so that a repeat is dropped by its number.
 * Ordering: the store's, one partition. Failure: a batch is given back and done again. Rebuild: the index is counted from the store.
 */
export async function startLsmsBroadcast(deps: ServiceDeps): Promise<LsmsBroadcast> {
  const index = new DownloadIndex(deps.store);
  const view = new LiveNetworkView(deps.regions);
  const acknowledgements = new LsmsAcknowledgements(deps.store, deps.clock, deps.ids, () => index.count);
  let responses: Consumer | undefined;
  let responseTopics = '';
  let live = false;
  let written = await lastWritten(deps);
  const joining = inBackground(joinResponses, deps.fatal);

  const followed = await followLog({
    ...deps,
    after: START,
    onEvents: (events) => {
      for (const event of events) {
        index.apply(event);
        view.apply(event);
      }
      if (live && events.some(({ type }) => type === 'ServiceProviderCreated')) joining.start();
    },
    onError: deps.fatal,
  });

  /** Events in; downloads and the owners' commands out. */
  async function react(records: readonly IncomingRecord[]): Promise<void> {
    const events = eventsOf(records);
    const [first, last] = [events[0], events.at(-1)] as [RecordedEvent, RecordedEvent];
    await followed.reached(last.position);
    const outgoing = events.flatMap(download);
    const collector = new AnswerCollector(index);
    // Kinds that are none of these are passed over by the collector.
    for (const event of events) await collector.add(event as unknown as LsmsEvent);
    await deps.broker.produce([...outgoing, ...collector.commands(first.position, last)]);
    written = Math.max(written, ...outgoing.map(({ headers }) => Number(headers[HEADERS.number])));
  }

  function download(event: RecordedEvent): OutgoingRecord[] {
    const downloads = downloadsOf(event);
    if (downloads.length === 0) return [];
    const first = index.numberAt(event.position);
    if (first === undefined) throw new Error(`the download of the event at ${event.position} has no number`);
    return downloads.flatMap((unnumbered, place) =>
      first + place <= written ? [] : [downloadRecord(event, unnumbered, first + place)],
    );
  }

  async function takeResponse(record: IncomingRecord): Promise<void> {
    const spid = record.topic.slice(RESPONSES.length) as Spid;
    let ack: acks.DownloadsAcknowledged;
    try {
      ack = decodeAs<acks.DownloadsAcknowledged>('openlnp.acknowledgement.', record.value).data;
    } catch (error) {
      if (!isMessageError(error)) throw error;
      return deadLetter(deps, record, error.code, error.message);
    }
    await acknowledgements.acknowledge(spid, ack);
  }

  async function joinResponses(): Promise<void> {
    const spids = view.connectedBy('lsms', 'kafka');
    const topics = spids.map(lsmsResponsesTopic).sort();
    if (topics.length === 0 || topics.join() === responseTopics) return;
    await deps.broker.ensureTopics(spids.flatMap((spid) => carrierTopics(spid, { soa: false, lsms: true })));
    if (responses !== undefined) await responses.setTopics(topics);
    else
      responses = await consumeRecords(deps, {
        group: 'lsms-broadcast-responses',
        topics,
        onRecords: async (records) => {
          for (const record of records) await takeResponse(record);
        },
      });
    responseTopics = topics.join();
  }

  await joinResponses();
  live = true;
  // Somebody may have joined meanwhile.
  joining.start();
  const consumer = await consumeRecords(deps, {
    group: 'lsms-broadcast',
    topics: [TOPICS.registryEvents],
    onRecords: react,
  });

  return {
    name: 'lsms-broadcast',
    acknowledgements,
    head: () => index.count,
    stop: async () => {
      await consumer.stop();
      await followed.stop();
      await joining.stop();
      await responses?.stop();
    },
  };
}

/** The batch in the store's order, each event once: an old relay may repeat what stands there already (law 1). */
function eventsOf(records: readonly IncomingRecord[]): RecordedEvent[] {
  const byPosition = new Map(records.map(decodeRecord).map((event) => [event.position, event]));
  return [...byPosition.values()].sort((a, b) => (a.position < b.position ? -1 : 1));
}

/** Number of the last record of lsms.downloads: what an earlier run has written already. */
async function lastWritten(deps: ServiceDeps): Promise<number> {
  const { earliest, end } = await deps.broker.offsets(TOPICS.lsmsDownloads, 0);
  if (end === earliest) return 0;
  const [tail] = await deps.broker.fetch(TOPICS.lsmsDownloads, 0, end - 1n, 1);
  return Number(tail?.headers[HEADERS.number] ?? 0);
}
