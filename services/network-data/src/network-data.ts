import { TOPICS } from '@openlnp/messages';
import { consumeRecords, type RunningService, regionFacts, type ServiceDeps } from '@openlnp/service';
import { NetworkOwner } from './owner';

/**
 * Owns service providers, NPA-NXX codes, LRNs and tunables: decides the commands of port.commands that concern them.
 *
 * Delivery: at least once, applied once by the request's outcome stream. Ordering: by partition. Rebuild: nothing is kept.
 */
export async function startNetworkData(deps: ServiceDeps): Promise<RunningService> {
  const owner = new NetworkOwner(deps, regionFacts(deps.regions));
  const consumer = await consumeRecords(deps, {
    group: 'network-data',
    topics: [TOPICS.portCommands],
    onRecords: (records) => owner.handle(records),
  });
  return { name: 'network-data', stop: () => consumer.stop() };
}
