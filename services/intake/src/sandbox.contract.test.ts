import { carrierTopics, eventCodec, HEADERS, soaRequestsTopic, TOPICS } from '@openlnp/messages';
import { formatInstant, instant } from '@openlnp/numbering';
import { followSandboxClock, RELAY_CHECKPOINT } from '@openlnp/service';
import {
  ANNA,
  append,
  eventually,
  logOf,
  overBroker,
  portOf,
  requestRecord,
  type TestDeps,
  testDeps,
} from '../../../packages/service/src/testing';
import { SettlingClock } from './sandbox';

const newDeps = testDeps();

const HOUR = 3_600_000;

const READERS: [group: string, topic: string][] = [
  ['validation', TOPICS.portRequests],
  ['activation', TOPICS.portCommands],
  ['network-data', TOPICS.portCommands],
  ['lsms-broadcast', TOPICS.registryEvents],
  ['soa-notification', TOPICS.registryEvents],
  ['activation-clock', TOPICS.sandboxClock],
];

/** Stands for the services: reads everything, and does what a test wants to happen. */
async function house(deps: TestDeps, act: Record<string, () => Promise<void>> = {}, except: readonly string[] = []) {
  for (const [group, topic] of READERS) {
    if (except.includes(group)) continue;
    await deps.running(
      deps.broker
        .consume({
          group,
          topics: [topic],
          fromBeginning: true,
          onError: deps.fatal,
          onBatch: async () => act[group]?.(),
        })
        .then((consumer) => ({ name: group, stop: () => consumer.stop() })),
    );
  }
}

const fact = (n: number) => ({ type: 'TokenRevoked', data: { spid: ANNA, tokenId: String(n) } });

const relay = async (deps: TestDeps): Promise<void> => {
  const { end } = await deps.broker.offsets(TOPICS.registryEvents, 0);
  const events = (await logOf(deps.store)).slice(Number(end));
  await deps.broker.produce(
    events.map((event) => ({
      topic: TOPICS.registryEvents,
      partition: 0,
      key: null,
      value: eventCodec.encode(event),
      headers: { [HEADERS.position]: String(event.position) },
    })),
  );
};

const clockOf = (deps: TestDeps): SettlingClock => new SettlingClock(deps, () => deps.time.now);

describe('the sandbox’s clock', () => {
  it('moves every clock that follows it, and says what time it is', async () => {
    const deps = await newDeps();
    await house(deps);
    const other = {
      ...deps,
      clock: new (deps.clock.constructor as new (now: () => number) => TestDeps['clock'])(() => deps.time.now),
    };
    const reader = await followSandboxClock(other);
    const to = deps.time.now + HOUR;
    expect(await clockOf(deps).moveTo(to)).toEqual({
      ok: true,
      value: { now: formatInstant(instant(to)), offsetMs: HOUR },
    });
    await eventually('the other clock', () => other.clock.now() === to);
    await reader.stop();
    // One that joins later stands where the others stand.
    const late = {
      ...deps,
      clock: new (deps.clock.constructor as new (now: () => number) => TestDeps['clock'])(() => deps.time.now),
    };
    const lateReader = await followSandboxClock(late);
    expect(late.clock.now()).toBe(to);
    await lateReader.stop();
  });

  it('refuses to go back', async () => {
    const deps = await newDeps();
    await house(deps);
    const clock = clockOf(deps);
    await clock.moveTo(deps.time.now + HOUR);
    expect(await clock.moveTo(deps.time.now + HOUR - 1)).toMatchObject({
      ok: false,
      error: { code: 'clock_backwards' },
    });
    expect(clock.now().offsetMs).toBe(HOUR);
  });

  it('answers when timers that went off, and the timers these set, have taken effect', async () => {
    const deps = await newDeps();
    let timers = 3;
    await house(deps, {
      'activation-clock': async () => {
        if (timers === 0) return;
        timers -= 1;
        await append(deps.store, 'sp-A111', fact(timers));
        // The relay is slower than the reader.
        setImmediate(() => void relay(deps).catch(deps.fatal));
      },
    });
    await clockOf(deps).moveTo(deps.time.now + HOUR);
    expect(timers).toBe(0);
    expect((await logOf(deps.store)).length).toBe(3);
    expect(Number((await deps.broker.offsets(TOPICS.registryEvents, 0)).end)).toBe(3);
  });

  it('what was accepted before the move is decided before it, also on the carriers’ own topics (law 6)', async () => {
    const deps = await newDeps();
    const seen: [string, number][] = [];
    await house(deps, { validation: async () => void seen.push(['request', deps.clock.offsetMs]) });
    await deps.broker.ensureTopics(carrierTopics(ANNA, { soa: true, lsms: true }));
    const [create] = portOf('3035550001');
    if (create === undefined) throw new Error('no request');
    await deps.broker.produce([
      { topic: soaRequestsTopic(ANNA), partition: 0, key: null, value: Buffer.from('x'), headers: {} },
      requestRecord(create, TOPICS.portRequests),
    ]);
    let looks = 0;
    const broker = overBroker(deps.broker, {
      committed: async (group, topic, partition) => {
        if (group === 'intake') looks += 1;
        return deps.broker.committed(group, topic, partition);
      },
    });
    let moved = false;
    const moving = new SettlingClock({ ...deps, broker }, () => deps.time.now).moveTo(deps.time.now + HOUR).then(() => {
      moved = true;
    });
    await eventually('a few looks at the carrier’s topic', () => looks > 3);
    const { end } = await deps.broker.offsets(TOPICS.sandboxClock, 0);
    expect([seen, moved, end]).toEqual([[['request', 0]], false, 0n]);
    await deps.running(
      deps.broker
        .consume({
          group: 'intake',
          topics: [soaRequestsTopic(ANNA)],
          fromBeginning: true,
          onError: deps.fatal,
          onBatch: async () => undefined,
        })
        .then((consumer) => ({ name: 'intake', stop: () => consumer.stop() })),
    );
    await moving;
    expect(deps.clock.offsetMs).toBe(HOUR);
  });

  it('one move at a time', async () => {
    const deps = await newDeps();
    await house(deps);
    const clock = clockOf(deps);
    const [one, two] = await Promise.all([clock.moveTo(deps.time.now + HOUR), clock.moveTo(deps.time.now + 2 * HOUR)]);
    expect([one, two]).toMatchObject([{ value: { offsetMs: HOUR } }, { value: { offsetMs: 2 * HOUR } }]);
  });

  it('does not wait for events that were published and that retention has taken since', async () => {
    const deps = await newDeps();
    await house(deps);
    await append(deps.store, 'sp-A111', fact(1));
    await deps.store.saveCheckpoint(RELAY_CHECKPOINT, await deps.store.head());
    const broker = overBroker(deps.broker, {
      offsets: async (topic, partition) =>
        topic === TOPICS.registryEvents ? { earliest: 1n, end: 1n } : deps.broker.offsets(topic, partition),
    });
    const clock = new SettlingClock({ ...deps, broker }, () => deps.time.now);
    expect(await clock.moveTo(deps.time.now + HOUR)).toMatchObject({ ok: true });
  });
});
