import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, type OutgoingRecord, openEmbeddedBroker } from '@openlnp/broker';
import { encodeWire, HEADERS, soaMessagesTopic, TOPICS } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';

export interface CountedBroker extends Broker {
  /** Readers that were started and have not been stopped. */
  readonly reading: () => number;
}

/** The same broker, with its open readers counted. */
export function countReaders(broker: Broker): CountedBroker {
  let open = 0;
  return {
    reading: () => open,
    ensureTopics: (topics) => broker.ensureTopics(topics),
    listTopics: () => broker.listTopics(),
    produce: (records) => broker.produce(records),
    consume: (options) => broker.consume(options),
    fetch: (...args) => broker.fetch(...args),
    offsets: (...args) => broker.offsets(...args),
    committed: (...args) => broker.committed(...args),
    close: () => broker.close(),
    read: async (options) => {
      const reader = await broker.read(options);
      open += 1;
      return {
        stop: async () => {
          await reader.stop();
          open -= 1;
        },
      };
    },
  };
}

/** Gives embedded brokers in folders of their own that go away after the tests of the file. */
export function testBrokers(): () => Promise<CountedBroker> {
  const open: { broker: Broker; folder: string }[] = [];
  afterAll(async () => {
    for (const { broker, folder } of open) {
      await broker.close();
      await rm(folder, { recursive: true });
    }
  });
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openlnp-door-'));
    const broker = await openEmbeddedBroker({ folder, now: () => 0 });
    open.push({ broker, folder });
    return countReaders(broker);
  };
}

export const topic = (name: string): { name: string; partitions: number; retentionMs: number } => ({
  name,
  partitions: 1,
  retentionMs: 604_800_000,
});

const AT = Date.UTC(2026, 0, 5, 14, 30);

export function doneMessage(spid: Spid, messageId: string): OutgoingRecord {
  const data = {
    requestId: `${spid}-${messageId}`,
    messageId,
    kind: 'Activate',
    tn: '3035550100',
    svIds: [7],
    occurredAt: AT,
  };
  return {
    topic: soaMessagesTopic(spid),
    partition: 0,
    key: null,
    value: encodeWire('openlnp.message.RequestDone', data),
    headers: { [HEADERS.messageId]: `id-${messageId}` },
  };
}

export function download(number: number): OutgoingRecord {
  const data = {
    number,
    action: 'delete',
    firstTn: '3035550100',
    lastTn: '3035550100',
    firstSvId: 7,
    spid: 'A111',
    lnpType: 'lspp',
    lrn: null,
    classPointCode: null,
    lidbPointCode: null,
    isvmPointCode: null,
    cnamPointCode: null,
    wsmscPointCode: null,
    endUserLocationValue: null,
    endUserLocationType: null,
    billingId: null,
    svType: null,
    activatedAt: AT,
    downloadReason: 'delete',
    occurredAt: AT,
  };
  return {
    topic: TOPICS.lsmsDownloads,
    partition: 0,
    key: null,
    value: encodeWire('openlnp.download.SvDownload', data),
    headers: { [HEADERS.number]: String(number) },
  };
}
