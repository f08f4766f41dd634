import type { Broker, OutgoingRecord } from '@openlnp/broker';
import type { EventStore, StreamAppend } from '@openlnp/event-store';
import { createMetrics, type Log, randomIds, type ServiceDeps, ShiftableClock } from '@openlnp/service';
import { DiskWatch } from './disk-watch';
import { observed } from './observed';

const TRACEPARENT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const diskFull = Object.assign(new Error('no room'), { code: 'disk_full' });

function house() {
  const lines: [string, object][] = [];
  const line = (level: string) => (fields: object, text: string) => void lines.push([level, { ...fields, text }]);
  const log: Log = {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    child: () => log,
  };
  const produced: OutgoingRecord[] = [];
  const appended: StreamAppend[] = [];
  const state = { full: false };
  const refuseWhenFull = (): void => {
    if (state.full) throw diskFull;
  };
  const broker: Pick<Broker, 'produce'> = {
    produce: async (records) => {
      refuseWhenFull();
      produced.push(...records);
    },
  };
  const store: Pick<EventStore, 'append' | 'appendBatch' | 'atomicBatches'> = {
    atomicBatches: true,
    append: async (append) => {
      refuseWhenFull();
      appended.push(append);
      return { revision: 0, position: 0n };
    },
    appendBatch: async (appends) => {
      refuseWhenFull();
      appended.push(...appends);
      return appends.map(() => ({ revision: 0, position: 0n }));
    },
  };
  const deps = {
    broker: broker as Broker,
    store: store as EventStore,
    clock: new ShiftableClock(() => 2_000),
    ids: randomIds,
    log,
    metrics: createMetrics(),
    regions: [],
    fatal: () => undefined,
  } satisfies ServiceDeps;
  const disk = new DiskWatch(
    () => 10_000_000,
    () => 0,
  );
  return { ...observed(deps, { disk, store: true, broker: true }), lines, produced, appended, state, disk };
}

const metadata = {
  occurredAt: 1_000,
  requestId: 'A111-m1',
  actor: 'A111',
  actingFor: null,
  traceparent: TRACEPARENT,
  viewPosition: null,
};
const append = (type: string, data: object): StreamAppend => ({
  stream: 's',
  expectedRevision: -1,
  events: [{ id: '00', type, data, metadata }],
});

describe('what services are given', () => {
  it('makes a hop of the trace of every record and every event', async () => {
    const { broker, store, produced, appended } = house();
    const record = { topic: 't', partition: 0, key: null, value: Buffer.alloc(0) };
    await broker.produce([{ ...record, headers: { 'message-id': 'm', traceparent: TRACEPARENT } }]);
    await store.append(append('SvCreated', {}));
    await store.appendBatch([append('SvCreated', {})]);
    const parents = [
      ...produced.map(({ headers }) => headers.traceparent),
      ...appended.map(({ events }) => events[0]?.metadata.traceparent),
    ];
    expect(parents).toEqual(parents.map(() => expect.stringMatching(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`))));
    expect(parents).toHaveLength(3);
    expect(parents).not.toContain(TRACEPARENT);
  });

  it('writes a line for what was refused and for what failed, with request, number and trace', async () => {
    const { store, lines } = house();
    const errors = [{ code: 'invalid_tn' }];
    const common = { acceptedAt: 1, tn: '3035550100', kind: 'Activate', sender: 'A111' };
    await store.append(append('RequestRefused', { ...common, errors }));
    await store.append(append('RequestDone', { ...common, svIds: [7] }));
    await store.append(
      append('SvFailed', { tn: 3035550100, svId: 7, failedSps: [{ spid: 'B222', reason: 'timeout' }] }),
    );
    await store.append(append('SvCreated', {}));
    const whom = { requestId: 'A111-m1', tn: '3035550100', traceId: TRACE };
    expect(lines).toEqual([
      ['info', { ...whom, kind: 'Activate', sender: 'A111', errors, text: 'a request was refused' }],
      ['debug', { ...whom, kind: 'Activate', sender: 'A111', svIds: [7], text: 'a request is done' }],
      [
        'warn',
        {
          ...whom,
          type: 'SvFailed',
          svId: 7,
          failedSps: [{ spid: 'B222', reason: 'timeout' }],
          text: 'a number failed at an LSMS',
        },
      ],
    ]);
  });

  it('shortens a refusal of many numbers and reasons', async () => {
    const { store, lines } = house();
    const tns = Array.from({ length: 25 }, (_, n) => String(3035550100 + 2 * n));
    const errors = Array.from({ length: 23 }, (_, n) => ({ code: `code_${n}`, tn: null, tns: n === 0 ? tns : null }));
    await store.append(append('RequestRefused', { acceptedAt: 1, errors }));
    const shown = errors.slice(0, 20).map(({ code, tn }) => ({ code, tn }));
    expect(lines).toMatchObject([
      ['info', { errors: [{ code: 'code_0', tns: tns.slice(0, 20), moreTns: 5 }, ...shown.slice(1)], moreErrors: 3 }],
    ]);
  });

  it('passes faults on, writes nothing of what was not appended, and knows when the disk is full', async () => {
    const { store, broker, state, disk, lines } = house();
    state.full = true;
    await expect(store.append(append('RequestRefused', { acceptedAt: 1, errors: [] }))).rejects.toBe(diskFull);
    await expect(broker.produce([])).rejects.toBe(diskFull);
    expect(disk.isFull).toBe(true);
    expect(lines).toEqual([]);
    state.full = false;
    await store.append(append('SvCreated', {}));
    expect(disk.isFull).toBe(false);
  });
});
