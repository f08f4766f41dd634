import type { RecordedEvent } from '@openlnp/event-store';
import { type AcceptedRequest, TOPICS } from '@openlnp/messages';
import { instant, type Spid } from '@openlnp/numbering';
import { moveSandboxClock } from '@openlnp/service';
import {
  accepted,
  append,
  BERTA,
  eventually,
  failingProduce,
  gate,
  join,
  logOf,
  messagesOf,
  NOW,
  overBroker,
  portOf,
  readToEnd,
  requestRecord,
  smallWorld,
  type TestDeps,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { startActivation } from './activation';

const newDeps = testDeps();
const TN = '3035550001';
const WINDOW = 900_000;

async function sending(deps: TestDeps, broker = deps.broker): Promise<void> {
  await smallWorld(deps.store);
  await deps.running(startActivation({ ...deps, broker }, { responseWindowMs: WINDOW, sandbox: true }));
  await deps.broker.produce(portOf(TN).map((request) => requestRecord(request)));
  await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
}

const start = (deps: TestDeps) => deps.running(startActivation(deps, { responseWindowMs: undefined, sandbox: true }));

async function decide(deps: TestDeps, ...requests: readonly AcceptedRequest[]): Promise<void> {
  await deps.broker.produce(requests.map((request) => requestRecord(request)));
  await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
}

const tunable = (deps: TestDeps, name: string, value: number) =>
  append(deps.store, 'tunable-all', {
    type: 'TunableChanged',
    data: { name, region: null, value: String(value), previousValue: null, effectiveFrom: TODAY },
  });

/** Moves the clock to so many milliseconds after the machine's, and waits for what that makes due. */
async function moveTo(deps: TestDeps, ms: number): Promise<void> {
  await move(deps, ms);
  await readToEnd(deps.broker, 'activation-clock', TOPICS.sandboxClock);
  await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
}

const lastEvent = async (deps: TestDeps) => (await deps.store.readStream(`tn-${TN}`)).at(-1)?.type;

async function lastBroadcast(deps: TestDeps, tn = TN) {
  const events = await deps.store.readStream(`tn-${tn}`);
  const started = events.findLast(({ type }) => type === 'SvBroadcastStarted') as RecordedEvent;
  return { occurredAt: started.metadata.occurredAt, respondBy: (started.data as { respondBy: number }).respondBy };
}

const ticks = async (deps: TestDeps) =>
  (await messagesOf(deps.broker, TOPICS.portCommands)).filter(({ type }) => type === 'DeadlineTick');

const move = (deps: TestDeps, ms: number) => moveSandboxClock(deps, instant(deps.time.now + ms), deps.time.now);

describe('the end of a response window', () => {
  it('R5-60.8 who has not answered by then has failed; the tick is sent once', async () => {
    const deps = await newDeps();
    await sending(deps);
    await move(deps, WINDOW - 1);
    await readToEnd(deps.broker, 'activation-clock', TOPICS.sandboxClock);
    await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    expect([await lastEvent(deps), await ticks(deps)]).toEqual(['SvBroadcastStarted', []]);
    await move(deps, WINDOW);
    await readToEnd(deps.broker, 'activation-clock', TOPICS.sandboxClock);
    await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    expect(await lastEvent(deps)).toBe('SvFailed');
    expect(await ticks(deps)).toHaveLength(1);
  });

  it('a restart gives the window its full length again (law 5)', async () => {
    const deps = await newDeps();
    await sending(deps);
    deps.time.now += WINDOW - 1000;
    const again = await deps.restart();
    await again.running(startActivation(again, { responseWindowMs: WINDOW, sandbox: true }));
    await move(again, 2000);
    await readToEnd(again.broker, 'activation-clock', TOPICS.sandboxClock);
    await readToEnd(again.broker, 'activation', TOPICS.portCommands);
    expect(await lastEvent(again)).toBe('SvBroadcastStarted');
    await move(again, WINDOW);
    await readToEnd(again.broker, 'activation-clock', TOPICS.sandboxClock);
    await readToEnd(again.broker, 'activation', TOPICS.portCommands);
    expect(await lastEvent(again)).toBe('SvFailed');
  });

  it('R5-60.4 RR5-41.6 R5-68.3 a restart gives each kind of broadcast its own length again', async () => {
    const deps = await newDeps();
    const minutes = { activation: 40, modification: 20, disconnect: 10 };
    await smallWorld(deps.store, { lsms: null });
    for (const [kind, interval] of Object.entries(minutes)) {
      await tunable(deps, `subscription_${kind}_retry_attempts`, 1);
      await tunable(deps, `subscription_${kind}_retry_interval`, interval);
    }
    await start(deps);
    await decide(deps, ...['3035550003', '3035550005'].flatMap(portOf));
    // Who has an LSMS from now on is waited for.
    await join(deps.store, 'D444' as Spid, null, 'http');
    const sender = await deps.restart();
    await start(sender);
    await decide(
      sender,
      ...portOf(TN),
      accepted(BERTA, 'm', 'Modify', { tn: '3035550003', billingId: '7' }),
      accepted(BERTA, 'd', 'Disconnect', { tn: '3035550005', customerDisconnectDate: TODAY }),
    );
    const again = await sender.restart();
    again.time.now += 3_600_000;
    await start(again);
    const ended = async () => {
      const endings = (await logOf(again.store)).filter(({ type }) =>
        /^Sv(Failed|Modified|DisconnectFailed)$/.test(type),
      );
      return endings.map(({ stream }) => stream);
    };
    const seen: string[][] = [];
    for (const minute of [10, 20, 40]) {
      await moveTo(again, minute * 60_000 - 1);
      seen.push(await ended());
      await moveTo(again, minute * 60_000);
      seen.push(await ended());
    }
    const [activation, modification, disconnect] = ['tn-3035550001', 'tn-3035550003', 'tn-3035550005'];
    const [first, second, third] = [[disconnect], [disconnect, modification], [disconnect, modification, activation]];
    expect(seen).toEqual([[], first, first, second, second, third]);
  });

  it('R5-60.8 R5-60.9 R5-68.6 is not over when it begins, however late the activation is decided', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    // Nobody decided for longer than a window: what was accepted has waited in the partition.
    deps.time.now += 3 * WINDOW;
    await deps.running(startActivation(deps, { responseWindowMs: WINDOW, sandbox: true }));
    await decide(deps, ...portOf(TN));
    expect(await lastBroadcast(deps)).toEqual({
      occurredAt: NOW,
      respondBy: deps.time.now + WINDOW,
    });
    await moveTo(deps, WINDOW - 1);
    expect(await lastEvent(deps)).toBe('SvBroadcastStarted');
    await moveTo(deps, WINDOW);
    expect(await lastEvent(deps)).toBe('SvFailed');
  });

  it('R5-65.2 R5-68.6 R5-68.7 nor where a clock jumps past a release date: each number of a range has it whole', async () => {
    const deps = await newDeps();
    const range = `${TN}-0003`;
    await smallWorld(deps.store, { lsms: null });
    await deps.running(startActivation(deps, { responseWindowMs: WINDOW, sandbox: true }));
    const effectiveReleaseDate = deps.time.now + 86_400_000;
    const dates = { customerDisconnectDate: TODAY, effectiveReleaseDate };
    await decide(deps, ...portOf(range), accepted(BERTA, 'd', 'Disconnect', { tn: range, ...dates }));
    // Who has an LSMS from now on is waited for.
    await join(deps.store, 'D444' as Spid, null, 'http');
    const late = 86_400_000 + 5 * WINDOW;
    await moveTo(deps, late);
    const seen = { occurredAt: effectiveReleaseDate, respondBy: deps.time.now + late + WINDOW };
    expect(await lastBroadcast(deps)).toEqual(seen);
    expect(await lastBroadcast(deps, '3035550003')).toEqual(seen);
    await moveTo(deps, late + WINDOW - 1);
    expect(await lastEvent(deps)).toBe('SvBroadcastStarted');
    await moveTo(deps, late + WINDOW);
    expect(await lastEvent(deps)).toBe('SvDisconnectFailed');
  });

  it('R5-60.9 R5-68.6 a restart gives a window that was decided late no more than its length (law 5)', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    deps.time.now += 20 * WINDOW;
    await deps.running(startActivation(deps, { responseWindowMs: WINDOW, sandbox: true }));
    await decide(deps, ...portOf(TN));
    deps.time.now += WINDOW - 1000;
    const again = await deps.restart();
    await again.running(startActivation(again, { responseWindowMs: WINDOW, sandbox: true }));
    await moveTo(again, WINDOW - 1);
    expect(await lastEvent(again)).toBe('SvBroadcastStarted');
    await moveTo(again, WINDOW);
    expect(await lastEvent(again)).toBe('SvFailed');
  });

  it('a move of the clock is not answered before its ticks stand in their partitions, whatever the broker does', async () => {
    const deps = await newDeps();
    const held = gate();
    let holding = false;
    const failing = failingProduce(deps.broker, TOPICS.portCommands);
    const broker = overBroker(failing.broker, {
      produce: async (records) => {
        if (records.some(({ headers }) => headers.kind === 'DeadlineTick')) {
          holding = true;
          await held.opened;
        }
        return failing.broker.produce(records);
      },
    });
    await sending(deps, broker);
    failing.failures = 2;
    await move(deps, WINDOW);
    await eventually('a tick on its way', () => holding);
    expect((await deps.broker.committed('activation-clock', TOPICS.sandboxClock, 0)) ?? 0n).toBe(0n);
    held.open();
    await readToEnd(deps.broker, 'activation-clock', TOPICS.sandboxClock);
    expect((await ticks(deps)).length).toBeGreaterThan(0);
    await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    expect(await lastEvent(deps)).toBe('SvFailed');
  });
});
