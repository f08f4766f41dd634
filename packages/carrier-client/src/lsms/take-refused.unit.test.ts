import { CarrierError } from '../errors';
import { svDownload } from '../testing/downloads';
import { FakeConnection } from '../testing/fake-connection';
import { ManualTimers } from '../testing/manual-timers';
import { type LsmsCheckpoint, memoryCheckpoint } from './checkpoint';
import type { Refusal } from './refusal';
import { runLsms } from './run-lsms';
import type { LsmsOptions, RunningLsms } from './running-lsms';
import { createLsmsTable, type RoutingLsmsTable } from './table';

let connection: FakeConnection;
let timers: ManualTimers;
let table: RoutingLsmsTable;
let checkpoint: LsmsCheckpoint;
/** Numbers of the downloads that it refuses now. */
let refusing: ReadonlySet<number>;
const running: RunningLsms[] = [];

beforeEach(() => {
  connection = new FakeConnection();
  timers = new ManualTimers();
  table = createLsmsTable();
  checkpoint = memoryCheckpoint();
  refusing = new Set();
});

afterEach(async () => {
  for (const lsms of running.splice(0)) await lsms.stop();
  expect(timers.pending).toEqual([]);
});

const full: Refusal = { code: 'full' };

function start(more: Partial<LsmsOptions> = {}): RunningLsms {
  const decide = ({ number }: { number: number }) => (refusing.has(number) ? full : undefined);
  const lsms = runLsms({ connection, table, checkpoint, timers, random: () => 0, decide, ...more });
  running.push(lsms);
  return lsms;
}

const routes = (): number[][] => [...table.routes.entries()].map(({ tn, svId }) => [tn - 3035550000, svId]);
const intervals = () =>
  connection.acknowledgements.map(({ after, through, refused }) => [after, through, refused.map((one) => one.number)]);
const range = (number: number, first: number, last: number, more: object = {}) =>
  svDownload(number, { firstTn: String(3035550000 + first), lastTn: String(3035550000 + last), ...more });

describe('an LSMS takes what it refused', () => {
  it('when it is asked to: applies, saves, and acknowledges those numbers again, now as taken', async () => {
    refusing = new Set([2, 3, 5]);
    const lsms = start();
    await connection.deliver(...[1, 2, 3, 4, 5].map((number) => svDownload(number)));
    await connection.acknowledgedIs(5);
    expect(lsms.untaken).toEqual([2, 3, 5].map((number) => ({ number, code: 'full', text: null })));
    refusing = new Set();
    await expect(lsms.takeRefused()).resolves.toEqual({ taken: [2, 3, 5], refused: [] });
    expect(routes().map(([tn]) => tn)).toEqual([1, 2, 3, 4, 5]);
    expect(lsms.untaken).toEqual([]);
    await connection.until(() => connection.acknowledgements.length === 3);
    expect(intervals()).toEqual([
      [0, 5, [2, 3, 5]],
      [1, 3, []],
      [4, 5, []],
    ]);
    expect(lsms.acknowledged).toBe(5);
    await connection.deliver(svDownload(6));
    await connection.acknowledgedIs(6);
    expect(intervals().at(-1)).toEqual([5, 6, []]);
    expect(await checkpoint.load()).toMatchObject({ untaken: [], repaired: [] });
  });

  it('some of it, and keeps what it refuses again, with the reason of now', async () => {
    refusing = new Set([1, 2, 3]);
    const lsms = start();
    await connection.deliver(svDownload(1), svDownload(2), svDownload(3));
    await connection.acknowledgedIs(3);
    refusing = new Set([2]);
    const refused = [{ number: 2, code: 'full', text: null }];
    await expect(lsms.takeRefused([2, 3, 99])).resolves.toEqual({ taken: [3], refused });
    expect(lsms.untaken.map(({ number }) => number)).toEqual([1, 2]);
    await connection.until(() => connection.acknowledgements.length === 2);
    expect(intervals()[1]).toEqual([2, 3, []]);
    await expect(lsms.takeRefused([])).resolves.toEqual({ taken: [], refused: [] });
  });

  it('but leaves alone what a later download has changed, so that its table stays in step', async () => {
    refusing = new Set([1, 2]);
    const lsms = start();
    await connection.deliver(
      range(1, 0, 9, { firstSvId: 100 }),
      range(2, 20, 20, { firstSvId: 200 }),
      range(3, 0, 1, { firstSvId: 300 }),
      range(4, 4, 5, { firstSvId: 400 }),
      range(5, 20, 20, { firstSvId: 500, action: 'delete', lrn: null }),
    );
    await connection.acknowledgedIs(5);
    refusing = new Set();
    await expect(lsms.takeRefused()).resolves.toMatchObject({ taken: [1, 2] });
    const inOrder = createLsmsTable();
    for (const download of [range(1, 0, 9, { firstSvId: 100 }), range(3, 0, 1, { firstSvId: 300 })])
      inOrder.apply(download.data as never);
    inOrder.apply(range(4, 4, 5, { firstSvId: 400 }).data as never);
    expect(routes()).toEqual([...inOrder.routes.entries()].map(({ tn, svId }) => [tn - 3035550000, svId]));
    expect(table.digest()).toBe(inOrder.digest());
  });

  it('in any order: of two for the same number, the later one counts', async () => {
    refusing = new Set([1, 2]);
    const lsms = start();
    await connection.deliver(range(1, 7, 7, { firstSvId: 100 }), range(2, 7, 7, { firstSvId: 200 }));
    await connection.acknowledgedIs(2);
    refusing = new Set();
    await lsms.takeRefused([2]);
    await expect(lsms.takeRefused([1])).resolves.toMatchObject({ taken: [1] });
    expect(routes()).toEqual([[7, 200]]);
  });

  it('in its next life too, and acknowledges then what the last one could not', async () => {
    refusing = new Set([1, 2]);
    const first = start();
    await connection.deliver(svDownload(1), svDownload(2), range(3, 1, 1));
    await connection.acknowledgedIs(3);
    await first.stop();
    refusing = new Set();
    // The acknowledgement of this life never arrives.
    const acknowledge: typeof connection.acknowledge = () => Promise.reject(new CarrierError('deadline_exceeded', ''));
    const second = start({ connection: { ...bound(connection), acknowledge } });
    await expect(second.takeRefused([2])).resolves.toMatchObject({ taken: [2] });
    await second.stop();
    const third = start();
    await connection.until(() => connection.acknowledgements.length === 3);
    // The repeat of what the checkpoint does not know as acknowledged still tells the refusals of then: it repairs nothing.
    expect(intervals().slice(1)).toEqual([
      [0, 3, [1, 2]],
      [1, 2, []],
    ]);
    expect(third.untaken.map(({ number }) => number)).toEqual([1]);
    await third.takeRefused();
    expect(routes()).toEqual([
      [1, 1003],
      [2, 1002],
    ]);
  });

  it('while its refusal is not acknowledged yet: after that', async () => {
    refusing = new Set([2]);
    const lsms = start({ ackEvery: 10, ackAfterMs: 700 });
    await connection.deliver(svDownload(1), svDownload(2));
    refusing = new Set();
    await lsms.takeRefused();
    expect(connection.acknowledgements).toEqual([]);
    await timers.fire(700);
    await connection.until(() => connection.acknowledgements.length === 2);
    expect(intervals()).toEqual([
      [0, 2, [2]],
      [1, 2, []],
    ]);
  });

  it('and says so when the registry has lost what it knew', async () => {
    refusing = new Set([2]);
    const lsms = start();
    await connection.deliver(svDownload(1), svDownload(2));
    await connection.acknowledgedIs(2);
    refusing = new Set();
    await lsms.takeRefused();
    await connection.until(() => connection.acknowledgements.length === 2);
    connection.acknowledgedThrough = 0;
    await connection.deliver(svDownload(3));
    await connection.acknowledgedIs(3);
    expect(intervals().at(-1)).toEqual([0, 3, []]);
  });

  it('not when it has ended', async () => {
    const lsms = start();
    await lsms.stop();
    await expect(lsms.takeRefused()).rejects.toMatchObject({ code: 'closed' });
  });
});

/** A connection whose methods may be replaced one by one. */
function bound(from: FakeConnection): LsmsOptions['connection'] {
  return {
    spid: from.spid,
    send: () => from.send(),
    messages: () => from.messages(),
    waitForReply: () => from.waitForReply(),
    downloads: (options) => from.downloads(options),
    acknowledge: (acknowledgement) => from.acknowledge(acknowledgement),
    close: () => from.close(),
  };
}
