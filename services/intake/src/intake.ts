import { START } from '@openlnp/event-store';
import { carrierTopics } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import { formatInstant } from '@openlnp/numbering';
import {
  followLog,
  inBackground,
  LiveNetworkView,
  type RunningService,
  regionsAt,
  type ServiceDeps,
  SvNumbers,
} from '@openlnp/service';
import { buildDoor } from './http/door';
import type { AcknowledgementDoor, Readiness, ReadSide } from './http/ports';
import { createQuota } from './http/quota';
import { authenticator } from './identity';
import { KafkaDoor } from './kafka-door';
import { knownFromLog } from './known-from-log';
import { PendingRequests } from './pending';
import { HttpRequestDoor } from './request-door';
import { SettlingClock } from './sandbox';
import { LiveStatus } from './status';
import { tunablesAt } from './tunables';

export interface IntakeOptions {
  /** TCP port of the one HTTP door; 0 for any. */
  readonly port: number;
  readonly host: string;
  /** SHA-256 of the operator's token, hex. */
  readonly operatorTokenHash: string;
  readonly reads: ReadSide;
  readonly acknowledgements: AcknowledgementDoor;
  readonly sandbox: boolean;
  /** Seconds that stand before what the tunables say of LSMSs' time to answer; undefined where they count. */
  readonly responseWindow: number | undefined;
  /** Requests per second and burst, per SPID. */
  readonly quota: { readonly perSecond: number; readonly burst: number };
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: () => Promise<string>;
}

export interface Intake extends RunningService {
  readonly port: number;
}

/**
 * The only door in: requests over HTTP and from the carriers' topics, one way for both.
 *
 * Delivery: an answered request is durable; a repeat is answered from what is known. Rebuild: what is pending is read from the
 * topics, who may knock from the log.
 */
export async function startIntake(deps: ServiceDeps, options: IntakeOptions): Promise<Intake> {
  const view = new LiveNetworkView(deps.regions);
  const numbers = new SvNumbers();
  const pending = await PendingRequests.rebuild(deps.broker, deps.store);
  let live = false;
  // Never waited for while the log is folded: records of the topics may wait for that very log.
  const joining = inBackground(followCarriers, deps.fatal);

  const followed = await followLog({
    ...deps,
    after: START,
    onEvents: (events) => {
      for (const event of events) {
        view.apply(event);
        numbers.apply(event);
        if (event.type === 'RequestDone' || event.type === 'RequestRefused') {
          pending.remove((event.data as { requestId: string }).requestId);
        }
      }
      if (live && events.some(({ type }) => type === 'ServiceProviderCreated')) joining.start();
    },
    onError: deps.fatal,
  });

  const known = knownFromLog({ view, numbers, store: deps.store, followed, now: () => deps.clock.now() });
  const kafkaDoor = new KafkaDoor(
    deps,
    pending,
    createQuota(options.quota, () => performance.now()),
    known,
  );

  async function followCarriers(): Promise<void> {
    const spids: readonly Spid[] = view.connectedBy('soa', 'kafka');
    if (spids.length === 0) return;
    await deps.broker.ensureTopics(spids.flatMap((spid) => carrierTopics(spid, { soa: true, lsms: false })));
    await kafkaDoor.follow(spids);
  }

  await followCarriers();
  live = true;
  // Somebody may have joined meanwhile.
  joining.start();
  const door = await buildDoor({
    authenticate: authenticator(options.operatorTokenHash, view),
    requests: new HttpRequestDoor(deps, pending, followed, known),
    reads: options.reads,
    acknowledgements: options.acknowledgements,
    status: new LiveStatus(deps, {
      readiness: options.readiness,
      position: (spid) => options.acknowledgements.position(spid),
      lsms: () => [...view.connectedBy('lsms', 'http'), ...view.connectedBy('lsms', 'kafka')].sort(),
    }),
    serviceProviders: {
      list: async () => {
        await followed.reached(await deps.store.head());
        return view.serviceProviders().map((profile) => ({ ...profile, createdAt: formatInstant(profile.createdAt) }));
      },
    },
    tunables: {
      list: async () => {
        await followed.reached(await deps.store.head());
        const now = deps.clock.now();
        const regions = regionsAt(view.regions, view.timers, now);
        return tunablesAt(view.tunables, now, regions, options.responseWindow);
      },
    },
    regions: {
      list: async () => {
        await followed.reached(await deps.store.head());
        return regionsAt(view.regions, view.timers, deps.clock.now());
      },
    },
    broker: deps.broker,
    sandbox: options.sandbox ? new SettlingClock(deps, () => deps.clock.now() - deps.clock.offsetMs) : undefined,
    hasLsms: (spid) => view.hasLsms(spid),
    mayActFor: (primary, spid) => view.mayActFor(primary, spid),
    quota: options.quota,
    monotonicMs: () => performance.now(),
    readiness: options.readiness,
    metrics: options.metrics,
    refused: (code) => deps.metrics.refused.inc({ code }),
    log: deps.log.child({ service: 'intake' }),
  });
  const { port } = await door.listen(options.port, options.host);

  return {
    name: 'intake',
    port,
    stop: async () => {
      await door.close();
      await followed.stop();
      await joining.stop();
      await kafkaDoor.stop();
    },
  };
}
