import type { Broker } from '@openlnp/broker';
import type { EventStore } from '@openlnp/event-store';
import { createLog, createMetrics, randomIds, type ServiceDeps, ShiftableClock } from '@openlnp/service';
import { DiskWatch } from './disk-watch';
import { type Embedded, observed } from './observed';

const never = new Promise<never>(() => undefined);
const append = { stream: 's', expectedRevision: -1, events: [] };

describe('a write that never ends', () => {
  const fatal = jest.fn();
  const deps = (parts: { store?: Promise<unknown>; broker?: Promise<unknown> }): ServiceDeps => ({
    store: { append: () => parts.store } as unknown as EventStore,
    broker: { produce: () => parts.broker } as unknown as Broker,
    clock: new ShiftableClock(() => 0),
    ids: randomIds,
    log: createLog('silent'),
    metrics: createMetrics(),
    regions: [],
    fatal,
  });
  const disk = new DiskWatch(
    () => 10_000_000,
    () => 0,
  );
  const embedded: Embedded = { disk, store: true, broker: true };

  beforeEach(() => {
    fatal.mockReset();
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] });
  });
  afterEach(() => jest.useRealTimers());

  it.each([
    ['an append', (all: ServiceDeps) => all.store.append(append)],
    ['a produce', (all: ServiceDeps) => all.broker.produce([])],
  ])('ends the process, once: %s', async (_, write) => {
    const all = observed(deps({ store: never, broker: never }), embedded);
    for (let n = 0; n < 3; n += 1) void write(all);
    await jest.advanceTimersByTimeAsync(59_000);
    expect(fatal).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(fatal.mock.calls).toEqual([[expect.objectContaining({ code: 'write_stuck' })]]);
  });

  it('is none that ended, well or not', async () => {
    const refused = Promise.reject(Object.assign(new Error('no room'), { code: 'disk_full' }));
    const all = observed(deps({ store: refused, broker: Promise.resolve() }), embedded);
    await expect(all.store.append(append)).rejects.toMatchObject({ code: 'disk_full' });
    await all.broker.produce([]);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(fatal).not.toHaveBeenCalled();
  });

  it('is waited for where a server takes it', async () => {
    const all = observed(deps({ broker: never }), { ...embedded, broker: false });
    void all.broker.produce([]);
    await jest.advanceTimersByTimeAsync(600_000);
    expect(fatal).not.toHaveBeenCalled();
  });
});
