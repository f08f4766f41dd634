import type { Intake } from '@openlnp/intake-service';
import type { LsmsBroadcast } from '@openlnp/lsms-broadcast-service';
import type { Routing } from '@openlnp/routing-service';
import { followSandboxClock, type RunningService, type ServiceDeps } from '@openlnp/service';
import { readinessOf } from './readiness';
import { SERVICE_NAMES, type ServiceName } from './service-names';
import { acknowledgementDoor, type DoorConfig, readSide, startService } from './start-service';

export interface Registry {
  /** TCP port of the HTTP door. */
  readonly port: number;
  /** Stops the services, the door first; store and broker stay open: they belong to the caller. */
  stop(): Promise<void>;
}

/** All services in this process, on the store and the broker handed in. `diskIsFull` says whether there is room to go on. */
export async function startOneProcess(
  deps: ServiceDeps,
  config: DoorConfig,
  diskIsFull: () => boolean = () => false,
): Promise<Registry> {
  const running = new Map<ServiceName, RunningService>();
  const clockReader = config.sandbox ? await followSandboxClock(deps) : undefined;
  const stop = async (): Promise<void> => {
    for (const name of [...SERVICE_NAMES].reverse()) await running.get(name)?.stop();
    await clockReader?.stop();
  };
  try {
    for (const name of SERVICE_NAMES) {
      const siblings = () => ({
        reads: readSide(running.get('routing') as Routing),
        acknowledgements: acknowledgementDoor(running.get('lsms-broadcast') as LsmsBroadcast),
        readiness: async () =>
          readinessOf(
            Object.fromEntries(SERVICE_NAMES.map((service) => [service, running.has(service) ? 'ready' : 'starting'])),
            diskIsFull(),
          ),
        metrics: () => deps.metrics.registry.metrics(),
      });
      running.set(name, await startService(name, deps, config, siblings));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { port: (running.get('intake') as Intake).port, stop };
}
