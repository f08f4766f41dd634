import type { Broker } from '@openlnp/broker';
import type { Region } from '@openlnp/calendar';
import type { EventStore } from '@openlnp/event-store';
import type { ShiftableClock } from './clock';
import type { Ids } from './ids';
import type { Log } from './log';
import type { Metrics } from './metrics';

/** All that a service takes from outside; nothing else is global. */
export interface ServiceDeps {
  readonly store: EventStore;
  readonly broker: Broker;
  readonly clock: ShiftableClock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  /** The regions of the registry: whose clocks, holidays and tunables count for which numbers. */
  readonly regions: readonly Region[];
  /** A fault the service cannot mend: the process must go down and be started again. */
  readonly fatal: (error: unknown) => void;
}

export interface RunningService {
  readonly name: string;
  /** Waits for what is in hand, then lets go of everything it opened itself. */
  stop(): Promise<void>;
}
