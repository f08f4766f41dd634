import { TOPICS } from '@openlnp/messages';
import { instant } from '@openlnp/numbering';
import { moveSandboxClock } from '@openlnp/service';
import {
  eventually,
  failingProduce,
  gate,
  messagesOf,
  overBroker,
  portOf,
  readToEnd,
  requestRecord,
  smallWorld,
  type TestDeps,
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

const lastEvent = async (deps: TestDeps) => (await deps.store.readStream(`tn-${TN}`)).at(-1)?.type;

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
