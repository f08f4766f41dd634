import { askService, codeOf, type Metrics, type MetricsSnapshot, mergeMetrics } from '@openlnp/service';
import { readinessOf } from './readiness';
import { SERVICE_NAMES, type ServiceName } from './service-names';
import type { Siblings } from './start-service';

/** The door's view of services that run in other processes. `diskIsFull` speaks of the embedded store's disk, which all share. */
export function remoteSiblings(
  urlOf: (name: ServiceName) => string,
  own: Metrics,
  diskIsFull: () => boolean,
): Siblings {
  const ask = async <T>(name: ServiceName, method: string, input: unknown): Promise<T> => {
    try {
      return await askService<T>(urlOf(name), method, input);
    } catch (error) {
      if (codeOf(error) !== 'service_unreachable') throw error;
      return {
        ok: false,
        error: { code: 'service_unreachable', detail: `${name} is being started again`, retryAfter: 1 },
      } as T;
    }
  };
  const others = SERVICE_NAMES.filter((name) => name !== 'intake');
  return {
    reads: {
      subscriptionVersion: (identity, svId) => ask('routing', 'subscriptionVersion', { identity, svId }),
      subscriptionVersions: (identity, query) => ask('routing', 'subscriptionVersions', { identity, query }),
      telephoneNumber: (identity, tn) => ask('routing', 'telephoneNumber', { identity, tn }),
      history: (identity, tn) => ask('routing', 'history', { identity, tn }),
      lsmsAnswers: (tn) => ask('routing', 'lsmsAnswers', { tn }),
      digest: () => ask('routing', 'digest', {}),
    },
    acknowledgements: {
      acknowledge: (spid, input, holder) => ask('lsms-broadcast', 'acknowledge', { spid, input, holder }),
      position: (spid) => ask('lsms-broadcast', 'position', { spid }),
    },
    readiness: async () => {
      const states = await Promise.all(
        others.map(async (name) => [name, (await isReady(urlOf(name))) ? 'ready' : 'starting'] as const),
      );
      return readinessOf({ ...Object.fromEntries(states), intake: 'ready' }, diskIsFull());
    },
    metrics: async () => {
      const sets = await Promise.all(
        others.map((name) =>
          askService<MetricsSnapshot>(urlOf(name), 'metrics', {}).catch(() => [] as MetricsSnapshot),
        ),
      );
      return mergeMetrics([await own.registry.getMetricsAsJSON(), ...sets]);
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  );
