import type { ServiceDeps } from '@openlnp/service';
import type { DiskWatch } from './disk-watch';
import { HopClock } from './hop-clock';
import { observedBroker } from './observed-broker';
import { observedStore } from './observed-store';
import { OutcomeLog } from './outcome-log';

/** What services are given instead of the bare store and broker: traced, measured and logged in one place for all of them. */
export function observed(deps: ServiceDeps, disk: DiskWatch): ServiceDeps {
  const hops = new HopClock(deps.metrics, deps.clock);
  return {
    ...deps,
    broker: observedBroker(deps.broker, [hops, disk]),
    store: observedStore(deps.store, [hops, disk, new OutcomeLog(deps.log)]),
  };
}
