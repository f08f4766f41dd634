import type { ServiceDeps } from '@openlnp/service';
import type { DiskWatch } from './disk-watch';
import { HopClock } from './hop-clock';
import { observedBroker } from './observed-broker';
import { observedStore } from './observed-store';
import { OutcomeLog } from './outcome-log';

/**
 * What services are given instead of the bare store and broker: traced, measured and logged in one place for all of them. `disk`
 * is that of the embedded store or broker; where both are servers there is none to watch.
 */
export function observed(deps: ServiceDeps, disk?: DiskWatch): ServiceDeps {
  const hops = new HopClock(deps.metrics, deps.clock);
  const watch = disk === undefined ? [] : [disk];
  return {
    ...deps,
    broker: observedBroker(deps.broker, [hops, ...watch]),
    store: observedStore(deps.store, [hops, ...watch, new OutcomeLog(deps.log)]),
  };
}
