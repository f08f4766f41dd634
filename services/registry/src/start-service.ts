import { startActivation } from '@openlnp/activation-service';
import { type AcknowledgementDoor, type Readiness, type ReadSide, startIntake } from '@openlnp/intake-service';
import { type LsmsBroadcast, startLsmsBroadcast } from '@openlnp/lsms-broadcast-service';
import { startNetworkData } from '@openlnp/network-data-service';
import { startRelay } from '@openlnp/relay-service';
import { type Routing, startRouting } from '@openlnp/routing-service';
import type { RunningService, ServiceDeps } from '@openlnp/service';
import { startSoaNotification } from '@openlnp/soa-notification-service';
import { startValidation } from '@openlnp/validation-service';
import type { Config } from './config';
import type { ServiceName } from './service-names';

/** What the door needs of the others, wherever they run. */
export interface Siblings {
  readonly reads: ReadSide;
  readonly acknowledgements: AcknowledgementDoor;
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: () => Promise<string>;
}

export type DoorConfig = Pick<
  Config,
  'port' | 'host' | 'sandbox' | 'quotaPerSecond' | 'quotaBurst' | 'responseWindow'
> & {
  readonly operatorTokenHash: string;
};

/** Starts one service; `siblings` is asked for by intake alone. */
export function startService(
  name: ServiceName,
  deps: ServiceDeps,
  config: DoorConfig,
  siblings: () => Siblings,
): Promise<RunningService> {
  switch (name) {
    case 'relay':
      return startRelay(deps);
    case 'network-data':
      return startNetworkData(deps);
    case 'validation':
      return startValidation(deps);
    case 'activation': {
      const { responseWindow: seconds, sandbox } = config;
      return startActivation(deps, { responseWindowMs: seconds === undefined ? undefined : seconds * 1000, sandbox });
    }
    case 'lsms-broadcast':
      return startLsmsBroadcast(deps);
    case 'soa-notification':
      return startSoaNotification(deps);
    case 'routing':
      return startRouting(deps);
    case 'intake': {
      const { port, host, operatorTokenHash, sandbox, responseWindow } = config;
      const quota = { perSecond: config.quotaPerSecond, burst: config.quotaBurst };
      return startIntake(deps, { port, host, operatorTokenHash, sandbox, responseWindow, quota, ...siblings() });
    }
    default: {
      const unknown: never = name;
      throw new Error(`no service ${String(unknown)}`);
    }
  }
}

/** The acknowledgement door of a running lsms-broadcast. */
export function acknowledgementDoor({ acknowledgements, head }: LsmsBroadcast): AcknowledgementDoor {
  return {
    acknowledge: async (spid, input, holder) => {
      const answer = await acknowledgements.acknowledge(spid, input, holder);
      if (answer.ok) return { ok: true, value: { acknowledgedThrough: answer.acknowledgedThrough } };
      const { code, acknowledgedThrough } = answer;
      const place =
        code === 'ack_beyond_log'
          ? { field: 'through', expected: `at most ${head()}`, actual: String(input.through) }
          : { field: 'after', expected: String(acknowledgedThrough), actual: String(input.after) };
      return { ok: false, error: { code, ...place } };
    },
    position: async (spid) => ({
      ok: true,
      value: { spid, acknowledgedThrough: await acknowledgements.acknowledgedThrough(spid), head: head() },
    }),
  };
}

export const readSide = ({ queries }: Routing): ReadSide => queries;
