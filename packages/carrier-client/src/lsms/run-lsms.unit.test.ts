import { CarrierError } from '../errors';
import { svDownload } from '../testing/downloads';
import { FakeConnection } from '../testing/fake-connection';
import { ManualTimers } from '../testing/manual-timers';
import { type LsmsCheckpoint, type LsmsProgress, memoryCheckpoint } from './checkpoint';
import { runLsms } from './run-lsms';
import type { LsmsOptions, RunningLsms } from './running-lsms';
import { createLsmsTable, type RoutingLsmsTable } from './table';

let connection: FakeConnection;
let timers: ManualTimers;
let table: RoutingLsmsTable;
let checkpoint: LsmsCheckpoint;
const running: RunningLsms[] = [];

beforeEach(() => {
  connection = new FakeConnection();
  timers = new ManualTimers();
  table = createLsmsTable();
  checkpoint = memoryCheckpoint();
});

afterEach(async () => {
  for (const lsms of running.splice(0)) await lsms.stop();
  expect(timers.pending).toEqual([]);
});

function start(more: Partial<LsmsOptions> = {}): RunningLsms {
  const lsms = runLsms({ connection, table, checkpoint, timers, random: () => 0, ...more });
  running.push(lsms);
  return lsms;
}

const tns = (): number[] => [...table.routes.entries()].map(({ tn }) => tn - 3035550000);
const intervals = (): number[][] => connection.acknowledgements.map(({ after, through }) => [after, through]);
const progress = (number: number, acknowledged: number, more: Partial<LsmsProgress> = {}): LsmsProgress => ({
  number,
  acknowledged,
  refused: [],
  ...more,
});

describe('an LSMS applies', () => {
  it('downloads in order, and acknowledges each batch', async () => {
    const lsms = start();
    await connection.deliver(svDownload(1), svDownload(2));
    await connection.acknowledgedIs(2);
    await connection.deliver(
      svDownload(3, { action: 'delete', firstTn: '3035550001', lastTn: '3035550001', lrn: null }),
    );
    await connection.acknowledgedIs(3);
    expect(tns()).toEqual([2]);
    expect(intervals()).toEqual([
      [0, 2],
      [2, 3],
    ]);
    expect(lsms.number).toBe(3);
    await lsms.stop();
    await expect(lsms.done).resolves.toBeUndefined();
    expect(lsms.acknowledged).toBe(3);
  });

  it('nothing twice: numbers it has had are passed over', async () => {
    const applied: number[] = [];
    start({ onApplied: ({ number }) => void applied.push(number) });
    await connection.deliver(svDownload(1), svDownload(2), svDownload(1));
    await connection.deliver(svDownload(1), svDownload(2));
    await connection.deliver(svDownload(2), svDownload(3));
    expect(applied).toEqual([1, 2, 3]);
  });

  it('nothing behind a jump: it ends with download_jump, what came before being applied, saved and acknowledged', async () => {
    const lsms = start();
    await connection.deliver(svDownload(1), svDownload(2), svDownload(4), svDownload(3));
    await expect(lsms.done).rejects.toMatchObject({ code: 'download_jump' });
    expect(tns()).toEqual([1, 2]);
    expect(await checkpoint.load()).toMatchObject({ number: 2 });
    expect(connection.acknowledgedThrough).toBe(2);
    await expect(lsms.reached(3)).rejects.toMatchObject({ code: 'download_jump' });
  });

  it('no kinds that it does not know, but counts them', async () => {
    start();
    await connection.deliver(svDownload(1), { number: 2, type: 'BlockDownload', data: {} }, svDownload(3));
    await connection.acknowledgedIs(3);
    expect(tns()).toEqual([1, 3]);
    expect(connection.acknowledgements[0]?.refused).toEqual([]);
  });

  it('not what it refuses, and says so', async () => {
    start({ decide: ({ number }) => (number === 2 ? { code: 'no_such_switch' } : undefined) });
    await connection.deliver(svDownload(1), svDownload(2), svDownload(3, { lrn: '12' }), svDownload(4));
    await connection.acknowledgedIs(4);
    expect(tns()).toEqual([1, 4]);
    expect(connection.acknowledgements[0]?.refused).toEqual([
      { number: 2, code: 'no_such_switch', text: null },
      { number: 3, code: 'malformed_lrn', text: expect.any(String) },
    ]);
  });

  it('to the same table as everybody else', async () => {
    start();
    await connection.deliver(svDownload(1), svDownload(2));
    const other = createLsmsTable();
    for (const number of [1, 2]) other.apply(svDownload(number).data as never);
    expect(table.digest()).toBe(other.digest());
    expect(table.digest()).not.toBe(createLsmsTable().digest());
  });

  it('until its table breaks', async () => {
    const apply = (): never => {
      throw new Error('disk full');
    };
    const broken = { apply, digest: () => table.digest() };
    const lsms = start({ table: broken });
    const waiting = expect(lsms.reached(1)).rejects.toThrow('disk full');
    await connection.deliver(svDownload(1));
    await expect(lsms.done).rejects.toThrow('disk full');
    await waiting;
    expect(connection.acknowledgements).toEqual([]);
  });
});

describe('an LSMS goes on', () => {
  it('from its checkpoint, acknowledging first what the last run left', async () => {
    const refused = [{ number: 4, code: 'full', text: null }];
    checkpoint = memoryCheckpoint(progress(5, 3, { refused }));
    connection.acknowledgedThrough = 3;
    const lsms = start({ ackEvery: 100, ackAfterMs: 60_000 });
    await connection.acknowledgedIs(5);
    expect(connection.acknowledgements).toEqual([{ after: 3, through: 5, refused }]);
    expect(connection.readFrom).toEqual([5]);
    await lsms.reached(5);
    await connection.deliver(svDownload(5), svDownload(6));
    expect(tns()).toEqual([6]);
  });

  it('saves before it acknowledges', async () => {
    const order: string[] = [];
    const inner = memoryCheckpoint();
    checkpoint = {
      load: () => inner.load(),
      save: async (state) => {
        await new Promise(setImmediate);
        order.push(`saved ${state.number}`);
        await inner.save(state);
      },
    };
    const acknowledge = connection.acknowledge.bind(connection);
    connection.acknowledge = (acknowledgement) => {
      order.push(`acknowledged ${acknowledgement.through}`);
      return acknowledge(acknowledgement);
    };
    start();
    await connection.deliver(svDownload(1), svDownload(2));
    await connection.acknowledgedIs(2);
    expect(order).toEqual(['saved 2', 'acknowledged 2']);
  });

  it.each(['at once', 'later'] as const)(
    'after ack_gap, from the number of the registry (answered %s)',
    async (answers) => {
      connection = new FakeConnection(answers);
      const refused = [{ number: 4, code: 'full', text: null }];
      checkpoint = memoryCheckpoint(progress(5, 3, { refused }));
      connection.acknowledgedThrough = 1;
      start();
      await connection.acknowledgedIs(5);
      expect(connection.acknowledgements).toEqual([
        { after: 3, through: 5, refused },
        { after: 1, through: 5, refused },
      ]);
    },
  );

  it('after ack_gap, when the registry knows of more than the checkpoint: silent until that is passed', async () => {
    connection.acknowledgedThrough = 3;
    const lsms = start();
    await connection.deliver(svDownload(1));
    await connection.deliver(svDownload(2), svDownload(3));
    await lsms.reached(3);
    await connection.deliver(svDownload(4));
    await connection.acknowledgedIs(4);
    expect(intervals()).toEqual([
      [0, 1],
      [3, 4],
    ]);
  });

  it('when an older refusal comes by message after a newer acknowledgement', async () => {
    connection = new FakeConnection('later');
    start();
    await connection.deliver(svDownload(1));
    await connection.acknowledgedIs(1);
    await connection.deliver(svDownload(2));
    await connection.acknowledgedIs(2);
    connection.refuse({ after: 0, through: 1, code: 'ack_gap', expectedAfter: 0 });
    await new Promise(setImmediate);
    await connection.deliver(svDownload(3));
    await connection.acknowledgedIs(3);
    expect(intervals()).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('through faults of the registry, with longer and longer waits, applying meanwhile', async () => {
    connection.failures.push(
      new CarrierError('deadline_exceeded', 'no answer'),
      new CarrierError('broker_unreachable', 'away', { retriable: true }),
      new CarrierError('ack_beyond_log', 'its view is behind', { status: 422 }),
    );
    const lsms = start();
    await connection.deliver(svDownload(1));
    await connection.until(() => connection.acknowledgements.length === 1);
    await connection.deliver(svDownload(2));
    for (const ms of [1_000, 2_000]) await timers.fire(ms);
    await timers.fire(4_000);
    await connection.acknowledgedIs(2);
    expect(lsms.number).toBe(2);
    expect(intervals()).toEqual([
      [0, 1],
      [0, 2],
      [0, 2],
      [0, 2],
    ]);
  });

  it('after ack_beyond_log by message, a moment later', async () => {
    connection = new FakeConnection('later');
    start();
    await connection.deliver(svDownload(1));
    await connection.until(() => connection.acknowledgements.length === 1);
    connection.refuse({ after: 0, through: 1, code: 'ack_beyond_log', expectedAfter: 0 });
    await timers.fire(1_000);
    await connection.until(() => connection.acknowledgements.length === 2);
    expect(intervals()).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('not after an answer that no waiting cures', async () => {
    connection.failures.push(new CarrierError('not_authorized', 'no LSMS', { status: 403 }));
    const lsms = start();
    await connection.deliver(svDownload(1));
    await expect(lsms.done).rejects.toMatchObject({ code: 'not_authorized' });
  });

  it('not when the connection is closed under it', async () => {
    connection.downloads = () => Promise.resolve();
    await expect(start().done).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('an LSMS acknowledges', () => {
  it('as soon as ackEvery downloads wait for it', async () => {
    start({ ackEvery: 3, ackAfterMs: 60_000 });
    await connection.deliver(svDownload(1), svDownload(2));
    await connection.deliver(svDownload(3));
    await connection.acknowledgedIs(3);
    expect(intervals()).toEqual([[0, 3]]);
  });

  it('fewer after ackAfterMs', async () => {
    start({ ackEvery: 3, ackAfterMs: 700 });
    await connection.deliver(svDownload(1));
    await timers.fire(700);
    await connection.acknowledgedIs(1);
    expect(intervals()).toEqual([[0, 1]]);
  });

  it('at most 1,000 refusals at a time', async () => {
    start({ decide: () => ({ code: 'full' }) });
    await connection.deliver(...Array.from({ length: 1_500 }, (_, i) => svDownload(i + 1)));
    await connection.acknowledgedIs(1_500);
    expect(intervals()).toEqual([
      [0, 1_000],
      [1_000, 1_500],
    ]);
    expect(connection.acknowledgements.map(({ refused }) => refused.length)).toEqual([1_000, 500]);
  });
});
