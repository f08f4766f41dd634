import type { ServiceDeps } from '@openlnp/service';
import type { DiskWatch } from './disk-watch';
import { HopClock } from './hop-clock';
import { observedBroker } from './observed-broker';
import { observedStore } from './observed-store';
import { OutcomeLog } from './outcome-log';
import { watchWrites } from './stuck-watch';

/** Which of the two are engines of this process, on a disk of this machine. */
export interface Embedded {
  readonly disk: DiskWatch;
  readonly store: boolean;
  readonly broker: boolean;
}

/** What services are given instead of the bare store and broker: traced, measured, watched and logged in one place for all of them. */
export function observed(deps: ServiceDeps, embedded?: Embedded): ServiceDeps {
  const hops = new HopClock(deps.metrics, deps.clock);
  const disk = embedded === undefined ? [] : [embedded.disk];
  // Of engines only: servers that are away are waited for.
  const writes = watchWrites(deps.fatal);
  const stuck = (watched: boolean | undefined) => (watched ? [writes] : []);
  return {
    ...deps,
    broker: observedBroker(deps.broker, [hops, ...disk, ...stuck(embedded?.broker)]),
    store: observedStore(deps.store, [hops, ...disk, ...stuck(embedded?.store), new OutcomeLog(deps.log)]),
  };
}
