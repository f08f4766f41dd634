import { START } from '@openlnp/event-store';
import { HEADERS, lsmsResponsesTopic, sharedTopics, soaRequestsTopic, TOPICS } from '@openlnp/messages';
import { formatInstant, instant, type Spid } from '@openlnp/numbering';
import { moveSandboxClock, RELAY_CHECKPOINT, type ServiceDeps } from '@openlnp/service';
import { refuse } from './accept';
import type { Result, SandboxClock } from './http/ports';
import { groupsOf, lastRecord } from './readers';

type ClockReading = { now: string; offsetMs: number };

interface TopicReader {
  readonly group: string;
  readonly topic: string;
  readonly partitions: number;
}

/** Who reads what: when all have committed all, nothing is on its way. */
const READERS: readonly TopicReader[] = sharedTopics().flatMap(({ name: topic, partitions }) =>
  groupsOf(topic).map((group) => ({ group, topic, partitions })),
);
/** Who reads the carriers' own topics. */
const DOORS: readonly (readonly [prefix: string, group: string])[] = [
  [soaRequestsTopic('' as Spid), 'intake'],
  [lsmsResponsesTopic('' as Spid), 'lsms-broadcast-responses'],
];
const POLL_MS = 10;
const TIMEOUT_MS = 60_000;

/** The sandbox's clock. A move is answered when every timer up to then has taken effect, in one process and in many. */
export class SettlingClock implements SandboxClock {
  private moving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly deps: ServiceDeps,
    private readonly realNow: () => number,
  ) {}

  now(): ClockReading {
    return { now: formatInstant(this.deps.clock.now()), offsetMs: this.deps.clock.offsetMs };
  }

  /** One move at a time. Errors: clock_backwards. */
  moveTo(to: number): Promise<Result<ClockReading>> {
    const moved = this.moving.then(() => this.move(to));
    this.moving = moved.catch(() => undefined);
    return moved;
  }

  private async move(to: number): Promise<Result<ClockReading>> {
    const { clock, store } = this.deps;
    if (to < clock.now()) {
      return refuse('clock_backwards', {
        field: 'to',
        expected: `after ${formatInstant(clock.now())}`,
        actual: formatInstant(to),
      });
    }
    // What was accepted before the move is decided before it (law 6).
    await this.quiet();
    const real = this.realNow();
    for (;;) {
      const before = await store.head();
      await moveSandboxClock(this.deps, instant(to), real);
      clock.shift(to, real);
      await this.quiet();
      // Timers that went off may have set others that are due by now too.
      if ((await store.head()) === before) return { ok: true, value: this.now() };
    }
  }

  /** Waits until every topic is read to its end and the store's last event is published. */
  private async quiet(): Promise<void> {
    for (let waited = 0; waited < TIMEOUT_MS; waited += POLL_MS) {
      if ((await this.isQuiet()) && (await this.isQuiet())) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error(`the registry did not come to rest within ${TIMEOUT_MS / 1000} s`);
  }

  private async isQuiet(): Promise<boolean> {
    if ((await this.relayed()) < (await this.deps.store.head())) return false;
    for (const { group, topic, partitions } of [...(await this.doors()), ...READERS]) {
      for (let partition = 0; partition < partitions; partition += 1) {
        const { end, earliest } = await this.deps.broker.offsets(topic, partition);
        if (end > earliest && ((await this.deps.broker.committed(group, topic, partition)) ?? earliest) < end)
          return false;
      }
    }
    return (await this.relayed()) === (await this.deps.store.head());
  }

  private async doors(): Promise<TopicReader[]> {
    const topics = await this.deps.broker.listTopics();
    return DOORS.flatMap(([prefix, group]) =>
      topics
        .filter(({ name }) => name.startsWith(prefix))
        .map(({ name: topic, partitions }): TopicReader => ({ group, topic, partitions })),
    );
  }

  private async relayed(): Promise<bigint> {
    const tail = await lastRecord(this.deps.broker, TOPICS.registryEvents);
    // Retention has taken all of it: what the relay noted for that case says how far it came.
    if (tail === undefined) return (await this.deps.store.loadCheckpoint(RELAY_CHECKPOINT)) ?? START;
    return BigInt(tail.headers[HEADERS.position] ?? START);
  }
}
