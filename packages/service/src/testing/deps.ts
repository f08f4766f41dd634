import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, openEmbeddedBroker } from '@openlnp/broker';
import { REGIONS, type Region } from '@openlnp/calendar';
import { type EventStore, openLmdbStore } from '@openlnp/event-store';
import { eventCodec, sharedTopics } from '@openlnp/messages';
import { ShiftableClock } from '../clock';
import type { RunningService, ServiceDeps } from '../deps';
import type { Ids } from '../ids';
import { silentLog } from '../log';
import { createMetrics } from '../metrics';
import { NOW } from './world';

export interface TestDeps extends ServiceDeps {
  /** The machine's time, in milliseconds since the epoch, for a test to move. */
  readonly time: { now: number };
  /** What was reported as fatal; a test that expects none finds out at its end. */
  readonly faults: unknown[];
  /** Stopped at the end of the test, before store and broker are closed. */
  running<S extends RunningService>(service: Promise<S>): Promise<S>;
  /** Stops the services and opens store and broker anew on the same data: what a restart finds. */
  restart(): Promise<TestDeps>;
}

/** Ids that count. */
export function countingIds(): Ids {
  let count = 0;
  const next = (): number => {
    count += 1;
    return count;
  };
  return {
    uuid: () => `00000000-0000-4000-8000-${String(next()).padStart(12, '0')}`,
    secret: () => `secret-${next()}`,
  };
}

interface Opened {
  readonly folder: string;
  readonly store: EventStore;
  readonly broker: Broker;
  readonly services: RunningService[];
  readonly faults: unknown[];
}

/**
 * Gives each test a real embedded store and broker in a folder of its own, with the shared topics, a clock that stands still, ids
 * that count and a `fatal` that records. Services started through `running` are stopped, everything is closed and removed, and a
 * fault that the test did not take out of `faults` fails it.
 */
export function testDeps(regions: readonly Region[] = REGIONS): () => Promise<TestDeps> {
  const open = new Set<Opened>();

  async function close(opened: Opened): Promise<void> {
    for (const service of opened.services.reverse()) await service.stop();
    await opened.broker.close();
    await opened.store.close();
    open.delete(opened);
  }

  async function openIn(folder: string, time: { now: number }, ids: Ids): Promise<TestDeps> {
    const now = () => time.now;
    const broker = await openEmbeddedBroker({ folder: join(folder, 'broker'), now });
    const store = await openLmdbStore({ folder: join(folder, 'store'), codec: eventCodec, now });
    await broker.ensureTopics(sharedTopics());
    const opened: Opened = { folder, store, broker, services: [], faults: [] };
    open.add(opened);
    return {
      store,
      broker,
      clock: new ShiftableClock(now),
      ids,
      log: silentLog,
      metrics: createMetrics(),
      regions,
      fatal: (error) => void opened.faults.push(error),
      time,
      faults: opened.faults,
      running: async (starting) => {
        const service = await starting;
        opened.services.push(service);
        return service;
      },
      restart: async () => {
        await close(opened);
        return openIn(folder, time, ids);
      },
    };
  }

  afterEach(async () => {
    const faults: unknown[] = [];
    for (const opened of [...open]) {
      faults.push(...opened.faults);
      await close(opened);
      await rm(opened.folder, { recursive: true });
    }
    expect(faults).toEqual([]);
  });

  return async () => openIn(await mkdtemp(join(tmpdir(), 'openlnp-service-')), { now: NOW }, countingIds());
}
