import type { OutgoingRecord } from '@openlnp/broker';
import { type EventStore, type Position, type RecordedEvent, START } from '@openlnp/event-store';
import { eventCodec, HEADERS, TOPICS } from '@openlnp/messages';
import { type FollowedLog, followLog } from './follow-log';
import { append, coded, eventually, gate, logOf, overBroker, overStore, type TestDeps, testDeps } from './testing';

const newDeps = testDeps();

const recordOf = (event: RecordedEvent): OutgoingRecord => ({
  topic: TOPICS.registryEvents,
  partition: 0,
  key: null,
  value: eventCodec.encode(event),
  headers: { [HEADERS.position]: String(event.position) },
});

const token = (n: number) => ({ type: 'TokenRevoked', data: { spid: 'A111', tokenId: String(n) } });

const appendMany = async (store: EventStore, count: number, stream = 'sp-A111'): Promise<void> => {
  for (let n = 0; n < count; n += 1) await append(store, stream, token(n));
};

/** Follows into an array. */
async function collect(
  deps: Pick<TestDeps, 'store' | 'broker'>,
  onEvents: (events: readonly RecordedEvent[]) => Promise<void> | void = () => undefined,
): Promise<{ followed: FollowedLog; positions: Position[]; errors: unknown[] }> {
  const positions: Position[] = [];
  const errors: unknown[] = [];
  const followed = await followLog({
    store: deps.store,
    broker: deps.broker,
    after: START,
    onEvents: async (events) => {
      await onEvents(events);
      positions.push(...events.map(({ position }) => position));
    },
    onError: (error) => errors.push(error),
  });
  return { followed, positions, errors };
}

const positionsOf = async (store: EventStore): Promise<Position[]> =>
  (await logOf(store)).map(({ position }) => position);

describe('following the log', () => {
  it('folds the store to its head before it resolves, then what the relay publishes', async () => {
    const deps = await newDeps();
    await appendMany(deps.store, 5);
    await deps.broker.produce((await logOf(deps.store)).map(recordOf));
    const { followed, positions } = await collect(deps);
    expect(positions).toEqual(await positionsOf(deps.store));
    await appendMany(deps.store, 3, 'sp-B222');
    await deps.broker.produce((await logOf(deps.store)).slice(5).map(recordOf));
    await eventually('the live events', () => positions.length === 8);
    expect(positions).toEqual(await positionsOf(deps.store));
    await followed.stop();
  });

  it('loses and doubles nothing at the hand-over, while others append and the relay lags, leads and repeats', async () => {
    const deps = await newDeps();
    await appendMany(deps.store, 50);
    let published = 0;
    const publish = async (from: number): Promise<void> => {
      const events = (await logOf(deps.store)).slice(from);
      await deps.broker.produce(events.map(recordOf));
      published = from + events.length;
    };
    let busy = true;
    const appending = (async () => {
      for (let round = 0; round < 40; round += 1) {
        await appendMany(deps.store, 3, `sp-B${round}`);
        // An old relay that wakes up goes back over what was published (law 1).
        if (round % 3 === 0) await publish(round % 9 === 0 ? Math.max(0, published - 120) : published);
      }
      await publish(published);
      busy = false;
    })();
    const followers: Awaited<ReturnType<typeof collect>>[] = [];
    while (busy) {
      followers.push(await collect(deps));
      if (followers.length > 30) break;
    }
    await appending;
    const all = await positionsOf(deps.store);
    for (const { followed, positions, errors } of followers) {
      await eventually('everything', () => positions.length >= all.length);
      expect(positions).toEqual(all);
      expect(errors).toEqual([]);
      await followed.stop();
    }
    expect(followers.length).toBeGreaterThan(3);
  });

  it('drops repeats within one batch and across batches', async () => {
    const deps = await newDeps();
    const { followed, positions } = await collect(deps);
    await appendMany(deps.store, 4);
    const [a, b, c, d] = (await logOf(deps.store)).map(recordOf) as [OutgoingRecord, ...OutgoingRecord[]];
    // Two relays, one behind the other.
    await deps.broker.produce([a, b, a, b, c, a, c, d, b] as OutgoingRecord[]);
    await eventually('four events', () => positions.length >= 4);
    await deps.broker.produce([a]);
    await appendMany(deps.store, 1);
    await deps.broker.produce((await logOf(deps.store)).slice(4).map(recordOf));
    await eventually('the fifth', () => positions.length >= 5);
    expect(positions).toEqual(await positionsOf(deps.store));
    await followed.stop();
  });

  it('reaches what the store holds without waiting for the relay, and hands it over once', async () => {
    const deps = await newDeps();
    const { followed, positions } = await collect(deps);
    await appendMany(deps.store, 3);
    const head = await deps.store.head();
    await Promise.all([followed.reached(head), followed.reached(head), followed.reached(START)]);
    expect(positions).toHaveLength(3);
    await deps.broker.produce((await logOf(deps.store)).map(recordOf));
    await appendMany(deps.store, 1);
    await deps.broker.produce((await logOf(deps.store)).slice(3).map(recordOf));
    await eventually('the fourth', () => positions.length >= 4);
    expect(positions).toEqual(await positionsOf(deps.store));
    await followed.stop();
  });

  it('a pull that looked too early does not leave a later question waiting', async () => {
    const deps = await newDeps();
    const held = gate();
    const looking = gate();
    let hold = false;
    const store = overStore(deps.store, {
      readAll: async (after, limit) => {
        const page = await deps.store.readAll(after, limit);
        if (hold && page.length === 0) {
          looking.open();
          await held.opened;
        }
        return page;
      },
    });
    const { followed, positions } = await collect({ ...deps, store });
    await appendMany(deps.store, 1);
    hold = true;
    const first = followed.reached(0n);
    await looking.opened;
    await appendMany(deps.store, 1);
    const second = followed.reached(1n);
    hold = false;
    held.open();
    await Promise.all([first, second]);
    expect(positions).toEqual([0n, 1n]);
    await followed.stop();
  });

  it('hands over one batch at a time, also when the store and the relay tell of the same events at once', async () => {
    const deps = await newDeps();
    const held = gate();
    const busy = gate();
    let inside = 0;
    const { followed, positions } = await collect(deps, async () => {
      inside += 1;
      expect(inside).toBe(1);
      busy.open();
      await held.opened;
      inside -= 1;
    });
    await appendMany(deps.store, 2);
    await deps.broker.produce((await logOf(deps.store)).map(recordOf));
    await busy.opened;
    const reached = followed.reached(1n);
    // Long enough for the question to have looked into the store.
    for (let turn = 0; turn < 10; turn += 1) await deps.store.head();
    held.open();
    await reached;
    expect(positions).toEqual([0n, 1n]);
    await followed.stop();
  });

  it('waits for a position that is still to come, and tells with code stopping that it never will', async () => {
    const deps = await newDeps();
    const { followed } = await collect(deps);
    let reached = false;
    const soon = followed.reached(0n).then(() => {
      reached = true;
    });
    const never = followed.reached(99n);
    never.catch(() => undefined);
    expect(reached).toBe(false);
    await appendMany(deps.store, 1);
    await deps.broker.produce((await logOf(deps.store)).map(recordOf));
    await soon;
    await followed.stop();
    await expect(never).rejects.toMatchObject({ code: 'stopping' });
    await expect(followed.reached(99n)).rejects.toMatchObject({ code: 'stopping' });
  });

  it('a handler that throws ends it once, live or asked, and nothing is handed over after it', async () => {
    const deps = await newDeps();
    let broken = false;
    let calls = 0;
    const { followed, positions, errors } = await collect(deps, () => {
      calls += 1;
      if (broken) throw coded('bug');
    });
    await appendMany(deps.store, 2);
    await followed.reached(1n);
    broken = true;
    await appendMany(deps.store, 1);
    await expect(followed.reached(2n)).rejects.toMatchObject({ code: 'stopping', cause: { code: 'bug' } });
    broken = false;
    await deps.broker.produce((await logOf(deps.store)).map(recordOf));
    await expect(followed.reached(2n)).rejects.toMatchObject({ code: 'stopping', cause: { code: 'bug' } });
    expect(errors).toHaveLength(1);
    expect([positions, calls]).toEqual([[0n, 1n], 2]);
    await followed.stop();
  });

  it('tells when its reader can go on no more', async () => {
    const deps = await newDeps();
    let fail = (_error: unknown): void => undefined;
    const broker = overBroker(deps.broker, {
      read: async (options) => {
        fail = options.onError;
        return deps.broker.read(options);
      },
    });
    const { followed, errors } = await collect({ ...deps, broker });
    const waiting = followed.reached(99n);
    waiting.catch(() => undefined);
    fail(coded('offset_out_of_range'));
    expect(errors).toEqual([expect.objectContaining({ code: 'offset_out_of_range' })]);
    await expect(waiting).rejects.toMatchObject({ code: 'stopping', cause: { code: 'offset_out_of_range' } });
    await followed.stop();
  });
});
