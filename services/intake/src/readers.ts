import type { Broker, IncomingRecord } from '@openlnp/broker';
import { lsmsResponsesTopic, soaRequestsTopic, TOPICS } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';

const SHARED: Readonly<Record<string, readonly string[]>> = {
  [TOPICS.portRequests]: ['validation'],
  [TOPICS.portCommands]: ['activation', 'network-data'],
  [TOPICS.registryEvents]: ['lsms-broadcast', 'soa-notification'],
  [TOPICS.sandboxClock]: ['activation-clock'],
};
const SOA_REQUESTS = soaRequestsTopic('' as Spid);
const LSMS_RESPONSES = lsmsResponsesTopic('' as Spid);

/** The consumer groups of the registry that read a topic. Who reads without a group (projections, carriers) commits nothing. */
export function groupsOf(topic: string): readonly string[] {
  if (topic.startsWith(SOA_REQUESTS)) return ['intake'];
  if (topic.startsWith(LSMS_RESPONSES)) return ['lsms-broadcast-responses'];
  return SHARED[topic] ?? [];
}

/** The last record of a topic with one partition; undefined when it is empty. */
export async function lastRecord(broker: Broker, topic: string): Promise<IncomingRecord | undefined> {
  const { earliest, end } = await broker.offsets(topic, 0);
  return end === earliest ? undefined : (await broker.fetch(topic, 0, end - 1n, 1))[0];
}
