import { setTimeout as pause } from 'node:timers/promises';
import type { Broker, IncomingRecord } from '@openlnp/broker';
import { type EventStore, type RecordedEvent, START } from '@openlnp/event-store';
import { decodeWire } from '@openlnp/messages';

const WAIT_MS = 10_000;

/** Looks again and again until it holds; fails with what it was waiting for. */
export async function eventually(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MS;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`not within ${WAIT_MS} ms: ${what}`);
    await pause(5);
  }
}

/** Everything that stands in a topic, partition after partition. */
export async function recordsOf(broker: Broker, topic: string): Promise<IncomingRecord[]> {
  const found = (await broker.listTopics()).find(({ name }) => name === topic);
  const records: IncomingRecord[] = [];
  for (let partition = 0; partition < (found?.partitions ?? 0); partition += 1) {
    let { earliest: from } = await broker.offsets(topic, partition);
    for (;;) {
      const page = await broker.fetch(topic, partition, from, 1000);
      records.push(...page);
      const last = page.at(-1);
      if (last === undefined) break;
      from = last.offset + 1n;
    }
  }
  return records;
}

/** What stands in a topic, decoded. */
export const messagesOf = async (broker: Broker, topic: string): Promise<{ type: string; data: unknown }[]> =>
  (await recordsOf(broker, topic)).map(({ value }) => {
    const { type, data } = decodeWire(value);
    return { type, data };
  });

/** Waits until the group has committed everything that stands in the topic. */
export async function readToEnd(broker: Broker, group: string, topic: string): Promise<void> {
  const found = (await broker.listTopics()).find(({ name }) => name === topic);
  await eventually(`${group} has read ${topic}`, async () => {
    for (let partition = 0; partition < (found?.partitions ?? 0); partition += 1) {
      const { earliest, end } = await broker.offsets(topic, partition);
      if (end > earliest && ((await broker.committed(group, topic, partition)) ?? earliest) < end) return false;
    }
    return true;
  });
}

/** The whole log. */
export const logOf = (store: EventStore): Promise<RecordedEvent[]> => store.readAll(START, 1_000_000);
