import { START } from '@openlnp/event-store';
import { followLog, LiveNetworkView, type RunningService, type ServiceDeps, TableProjection } from '@openlnp/service';
import { Queries } from './queries';

export interface Routing extends RunningService {
  readonly queries: Queries;
}

/**
 * The read side: the current routing table and what is asked of it.
 *
 * Delivery: each event once. Ordering: the store's. Determinism: a fold of the log, no clock. Rebuild: at every start, from zero.
 */
export async function startRouting(deps: ServiceDeps): Promise<Routing> {
  const projection = new TableProjection();
  const network = new LiveNetworkView();
  const followed = await followLog({
    ...deps,
    after: START,
    onEvents: (events) => {
      for (const event of events) {
        projection.apply(event);
        network.apply(event);
      }
    },
    onError: deps.fatal,
  });
  const caughtUp = async () => followed.reached(await deps.store.head());
  return {
    name: 'routing',
    queries: new Queries(deps.store, projection, network, caughtUp),
    stop: () => followed.stop(),
  };
}
