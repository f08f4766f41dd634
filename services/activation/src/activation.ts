import { START } from '@openlnp/event-store';
import { TOPICS } from '@openlnp/messages';
import { OPERATIONS, type PortingFacts } from '@openlnp/porting';
import {
  applyClockMoves,
  consumeRecords,
  followLog,
  isPassing,
  LiveNetworkView,
  type RunningService,
  type ServiceDeps,
} from '@openlnp/service';
import { announce, DeadlineIndex, wakeUp } from './deadlines';
import { FirstUses } from './first-uses';
import { NumberOwner } from './owner';
import { OpenJobs } from './range-jobs';
import { SvIdSequence } from './sv-ids';

export interface ActivationOptions {
  /** How long LSMSs have to answer a broadcast, in milliseconds; undefined leaves it to the tunables. */
  readonly responseWindowMs: number | undefined;
  /** Also follow the sandbox's clock, so that a move is answered when its ticks are queued. */
  readonly sandbox: boolean;
}

const TIMER_MS = 200;

/**
 * Owns Subscription Versions: decides the commands of port.commands, appends, keeps the deadlines.
 *
 * Delivery: at least once, applied once by the request's outcome stream. Ordering: by partition. Failure: a lost race or an
 * unreachable store gives the batch back and folds anew. Rebuild: everything here is folded from the store.
 */
export async function startActivation(deps: ServiceDeps, options: ActivationOptions): Promise<RunningService> {
  const log = deps.log.child({ service: 'activation' });
  const view = new LiveNetworkView(deps.regions);
  const { responseWindowMs: configured } = options;
  const responseWindowMs: PortingFacts['responseWindowMs'] =
    configured === undefined ? view.timers.responseWindowMs : () => configured;
  const deadlines = new DeadlineIndex(deps.clock.now(), ({ tn, purpose }, start) =>
    responseWindowMs(tn, start, OPERATIONS[purpose]),
  );
  const openJobs = new OpenJobs();
  const firstUses = new FirstUses();

  const followed = await followLog({
    ...deps,
    after: START,
    onEvents: (events) => {
      for (const event of events) {
        view.apply(event);
        deadlines.apply(event);
        openJobs.apply(event);
        firstUses.apply(event);
      }
    },
    onError: deps.fatal,
  });

  const [homeless] = view.codesWithoutRegion();
  if (homeless !== undefined) {
    await followed.stop();
    const text = `the NPA-NXX ${homeless} is open, and its area code is in no region of the registry (LNP_REGIONS)`;
    throw Object.assign(new Error(text), { code: 'code_without_region' });
  }

  const caughtUp = async (): Promise<void> => followed.reached(await deps.store.head());
  const owner = new NumberOwner(deps, {
    svIds: new SvIdSequence(deps.store, deps.ids, () => deps.clock.now()),
    facts: () => ({
      facts: { ...view.facts(), responseWindowMs, clock: deps.clock.now() },
      viewPosition: view.position,
    }),
    openJobs,
    firstUses,
    caughtUp,
  });

  const consumer = await consumeRecords(deps, {
    group: 'activation',
    topics: [TOPICS.portCommands],
    onAssigned: () => owner.reset(),
    reset: () => owner.reset(),
    onRecords: (records, { partition }) => owner.handle(records, partition),
  });

  // One at a time: whoever has waited for it knows that no tick is on its way to the broker.
  let firing: Promise<void> = Promise.resolve();
  const fire = (): Promise<void> => {
    const fired = firing.then(async () => {
      const realNow = performance.now();
      const ticks = deadlines.due(deps.clock.now(), realNow);
      await announce(deps, ticks);
      deadlines.markAnnounced(ticks, realNow);
    });
    firing = fired.catch(() => undefined);
    return fired;
  };
  // Where the broker is away, one look waits for it, not one for each interval.
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    fire()
      .catch((error: unknown) => {
        if (!isPassing(error)) deps.fatal(error);
      })
      .finally(() => {
        looking = false;
      });
  }, TIMER_MS);
  // What a crash left half carried out comes before the next command of its partition. This is one, if there should be no other:
  // the broker need not be the one of before.
  await announce(deps, openJobs.of(() => true).map(wakeUp));

  // A group of its own on the clock's topic: committed means that all ticks up to that move are in their partitions.
  const clockConsumer = options.sandbox
    ? await consumeRecords(deps, {
        group: 'activation-clock',
        topics: [TOPICS.sandboxClock],
        onRecords: async (records) => {
          applyClockMoves(deps.clock, records);
          await caughtUp();
          await fire();
        },
      })
    : undefined;
  log.info({ numbersWaiting: deadlines.size }, 'activation owns its partitions');

  return {
    name: 'activation',
    stop: async () => {
      clearInterval(timer);
      await Promise.all([consumer.stop(), clockConsumer?.stop(), firing]);
      await followed.stop();
    },
  };
}
