import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestOutcome } from '@openlnp/cli';
import { START } from '@openlnp/event-store';
import { TOPICS } from '@openlnp/messages';
import { steadyTime } from '@openlnp/service';
import { eventually } from '../../../tests/support/eventually';
import { type InProcess, startInProcess } from './testing/in-process';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = Date.parse('2026-01-05T19:00:00.000Z');
const DUE = '2026-01-05T00:00:00.000Z';

/** The clock of the machine, which somebody sets; time itself passes as it does. */
class MachineClock {
  private set = 0;
  private readonly started = performance.now();

  readonly elapsed = (): number => performance.now() - this.started;
  readonly wall = (): number => Math.floor(NOON + this.elapsed() + this.set);

  jump(ms: number): void {
    this.set += ms;
  }
}

describe('a machine whose clock jumps', () => {
  let folder: string;
  let machine: MachineClock;
  let registry: InProcess;
  const start = () => startInProcess(folder, { now: steadyTime(machine.wall, machine.elapsed) });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lnp-clock-'));
    machine = new MachineClock();
    registry = await start();
    await registry.seed();
  }, 60_000);

  afterAll(async () => {
    await registry.stop();
    rmSync(folder, { recursive: true });
  });

  const parties = (tn: string) => ({ tn, oldSp: 'X101', newSp: 'X202', dueDate: DUE });
  const create = (tn: string, key: string) =>
    requestOutcome(registry.client('X202'), key, { kind: 'NewSpCreate', ...parties(tn), lrn: '7205559990' });
  const concur = (tn: string, key: string) =>
    requestOutcome(registry.client('X101'), key, { kind: 'OldSpCreate', ...parties(tn) });
  const activate = (tn: string, key: string) => requestOutcome(registry.client('X202'), key, { kind: 'Activate', tn });
  const typesOf = async (tn: string) => (await registry.store.readStream(`tn-${tn}`)).map(({ type }) => type);
  const fatals = () => registry.lines.filter(({ fatal }) => fatal !== undefined);

  it('forward by days ends no window, expires no topic, and lets every step be done', async () => {
    const [waiting, sending] = ['3035550101', '3035550102'];
    expect(await create(waiting, 'f1')).toMatchObject({ status: 'done' });
    expect(await create(sending, 'f2')).toMatchObject({ status: 'done' });
    expect(await concur(sending, 'f3')).toMatchObject({ status: 'done' });
    expect(await activate(sending, 'f4')).toMatchObject({ status: 'done' });
    machine.jump(30 * DAY);
    const { end } = await registry.broker.offsets(TOPICS.registryEvents, 0);
    expect(await registry.broker.sweep()).toBe(0);
    expect((await registry.broker.offsets(TOPICS.registryEvents, 0)).earliest).toBe(0n);
    expect(end).toBeGreaterThan(0n);
    // A request that is accepted now is decided behind whatever timer went off before it.
    expect(await create('3035550103', 'f5')).toMatchObject({ status: 'done' });
    await eventually(async () => {
      const { store, consumers } = await registry.operator.call<{
        store: { lag: number };
        consumers: { lag: number }[];
      }>('GET', '/v1/status');
      expect([store.lag, ...consumers.map(({ lag }) => lag)].some((lag) => lag > 0)).toBe(false);
    });
    expect(await typesOf(waiting)).toEqual(['SvCreated']);
    expect(await typesOf(sending)).toEqual(['SvCreated', 'SvSecondCreateReceived', 'SvBroadcastStarted']);
    expect(fatals()).toEqual([]);
  }, 30_000);

  it('back by days stops no timer and no quota, and acceptance never goes back', async () => {
    machine.jump(-60 * DAY);
    const tn = '3035550104';
    expect(await create(tn, 'b1')).toMatchObject({ status: 'done' });
    expect(await concur(tn, 'b2')).toMatchObject({ status: 'done' });
    expect(await activate(tn, 'b3')).toMatchObject({ status: 'done' });
    const log = await registry.store.readAll(START, 10_000);
    const recorded = log.map(({ recordedAt }) => recordedAt);
    expect(recorded).toEqual([...recorded].sort((a, b) => a - b));
    expect(fatals()).toEqual([]);
  }, 30_000);

  it('back while nothing runs: the next start takes the earlier time, and a number still never goes back', async () => {
    const tn = '3035550105';
    expect(await create(tn, 'r1')).toMatchObject({ status: 'done' });
    await registry.stop();
    // The machine's clock is behind by a month from the jumps before: a new process starts there.
    registry = await start();
    const concurred = await registry
      .client('X101')
      .call<{ acceptedAt: string }>(
        'POST',
        '/v1/requests',
        { kind: 'OldSpCreate', ...parties(tn) },
        { 'idempotency-key': 'r2' },
      );
    expect(Date.parse(concurred.acceptedAt)).toBeLessThan(NOON - 29 * DAY);
    expect(await concur(tn, 'r2')).toMatchObject({ status: 'done' });
    const occurred = (await registry.store.readStream(`tn-${tn}`)).map(({ metadata }) => metadata.occurredAt);
    expect(occurred).toHaveLength(2);
    expect(occurred[1]).toBeGreaterThanOrEqual(occurred[0] as number);
    expect(fatals()).toEqual([]);
  }, 30_000);
});
