import { START } from '@openlnp/event-store';
import { formatTn, type Tn } from '@openlnp/numbering';
import {
  eventsOfNumbers,
  foldNumber,
  followLog,
  LiveNetworkView,
  type RunningService,
  type ServiceDeps,
  SvNumbers,
  TableProjection,
} from '@openlnp/service';
import { Queries } from './queries';
import { RefusalIndex } from './refusal-index';
import { VersionIndex } from './version-index';

export interface Routing extends RunningService {
  readonly queries: Queries;
}

/**
 * The read side: the current routing table, the index of versions, and what is asked of them.
 *
 * Delivery: each event once. Ordering: the store's. Determinism: a fold of the log, no clock. Rebuild: at every start, from zero.
 */
export async function startRouting(deps: ServiceDeps): Promise<Routing> {
  const table = new TableProjection();
  const network = new LiveNetworkView(deps.regions);
  const numbers = new SvNumbers();
  const versions = new VersionIndex();
  const refusals = new RefusalIndex(START);
  const { store } = deps;
  const followed = await followLog({
    ...deps,
    after: START,
    onEvents: async (events) => {
      const changed = new Set<Tn>();
      for (const event of events) {
        table.apply(event);
        network.apply(event);
        numbers.apply(event);
        refusals.apply(event);
        const tn = versions.apply(event);
        if (tn !== undefined) changed.add(tn);
      }
      const last = events.at(-1)?.position;
      for await (const [tn, stored] of eventsOfNumbers(store, [...changed], last)) {
        try {
          versions.put(foldNumber(tn, stored));
        } catch (err) {
          // A bug, and one number's: the answers about all others must not stop for it.
          deps.log.error({ err, tn: formatTn(tn) }, 'the events of a number do not follow one another');
        }
      }
    },
    onError: deps.fatal,
  });
  const caughtUp = async () => followed.reached(await store.head());
  const now = () => deps.clock.now();
  return {
    name: 'routing',
    queries: new Queries({ store, table, network, numbers, versions, refusals, caughtUp, now }),
    stop: () => followed.stop(),
  };
}
