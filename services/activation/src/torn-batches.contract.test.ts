import type { EventStore, RecordedEvent, StreamAppend } from '@openlnp/event-store';
import { type AcceptedRequest, TOPICS } from '@openlnp/messages';
import type { Spid } from '@openlnp/numbering';
import { requestStream } from '@openlnp/service';
import {
  ANNA,
  accepted,
  BERTA,
  coded,
  eventually,
  join,
  logOf,
  newSpCreate,
  oldSpCreate,
  overStore,
  portOf,
  readToEnd,
  requestRecord,
  smallWorld,
  type TestDeps,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { command, deadLetters, outcomesOf, start, typesOf } from './testing/owner';

// What a store without atomic batches may leave behind, such as a cluster (law 2): after the redelivery each request has the one
// outcome that it would have had, and no number has an event twice.

const newDeps = testDeps();

const DAY = 86_400_000;
const TNS = ['3035550001', '3035550002', '3035550003'];
/** In one batch of one partition: refused, done, refused again, and done behind a refusal of the same number. */
const MIXED: readonly AcceptedRequest[] = TNS.flatMap((tn) => {
  const [create, concur, activate] = portOf(tn) as [AcceptedRequest, AcceptedRequest, AcceptedRequest];
  const tooSoon = accepted(BERTA, `soon-${tn}`, 'Activate', { tn });
  const twice = accepted(BERTA, `twice-${tn}`, 'NewSpCreate', newSpCreate(tn));
  return [create, tooSoon, concur, twice, activate];
});

/** Writes `limit` streams of all batches together, whichever `order` takes first; then it is unreachable once. */
function tearing(store: EventStore, limit: number, order: 'given' | 'backwards') {
  const tearer = { store, written: 0, torn: false };
  const appendBatch: EventStore['appendBatch'] = async (appends) => {
    const results = new Map<string, Awaited<ReturnType<EventStore['append']>>>();
    for (const append of inOrder(appends, order)) {
      if (tearer.written === limit && !tearer.torn) {
        tearer.torn = true;
        throw coded('store_unreachable');
      }
      results.set(append.stream, await store.append(append));
      tearer.written += 1;
    }
    return appends.map(({ stream }) => results.get(stream) as never);
  };
  tearer.store = overStore(store, { atomicBatches: false, appendBatch });
  return tearer;
}

/** Neighbours of a kind do not wait for each other: those behind may be there and those before not. */
function inOrder(appends: readonly StreamAppend[], order: 'given' | 'backwards'): readonly StreamAppend[] {
  if (order === 'given') return appends;
  const kind = ({ stream }: StreamAppend): string => stream.split('-', 1)[0] as string;
  const groups: StreamAppend[][] = [];
  for (const append of appends) {
    const group = groups.at(-1);
    if (group?.[0] !== undefined && kind(group[0]) === kind(append)) group.unshift(append);
    else groups.push([append]);
  }
  return groups.flat();
}

/** What counts of a world: the types of the events of each number, and each request's outcomes with their codes. */
async function outcomeOf(deps: TestDeps, requests: readonly AcceptedRequest[]) {
  const numbers = await Promise.all(TNS.map((tn) => typesOf(deps.store, `tn-${tn}`)));
  const outcomes: unknown[] = [];
  for (const { requestId } of requests) {
    const events = await deps.store.readStream(requestStream(requestId));
    outcomes.push(
      events.map(({ type, data }) => [type, (data as { errors?: { code: string }[] }).errors?.map(({ code }) => code)]),
    );
  }
  return { numbers, outcomes };
}

async function inOneBatch(deps: TestDeps, store: EventStore, requests: readonly AcceptedRequest[]): Promise<void> {
  await smallWorld(deps.store);
  await deps.broker.produce(requests.map((request) => requestRecord(request)));
  await start(deps, { store });
  await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
}

describe('a batch that is written in part', () => {
  // Each number is written once before and once after each refusal that concerns it.
  const WRITES = 3 * TNS.length + MIXED.length;
  let whole: Awaited<ReturnType<typeof outcomeOf>>;

  beforeEach(async () => {
    if (whole !== undefined) return;
    const deps = await newDeps();
    await inOneBatch(deps, deps.store, MIXED);
    whole = await outcomeOf(deps, MIXED);
  });

  it.each(
    Array.from({ length: WRITES + 1 }, (_, limit) => limit).flatMap((limit) => [
      [limit, 'given'] as const,
      ...(limit % 3 === 1 ? [[limit, 'backwards'] as const] : []),
    ]),
  )('after %i streams, %s, ends as a whole one does', async (limit, order) => {
    const deps = await newDeps();
    const tearer = tearing(deps.store, limit, order);
    await inOneBatch(deps, tearer.store, MIXED);
    expect(await outcomeOf(deps, MIXED)).toEqual(whole);
    expect(tearer.torn).toBe(limit < WRITES);
    expect(await deadLetters(deps)).toEqual([]);
  });

  it('is compared with a whole one that says something', async () => {
    const deps = await newDeps();
    await inOneBatch(deps, deps.store, MIXED.slice(0, 5));
    expect(await outcomeOf(deps, MIXED.slice(0, 5))).toEqual({
      numbers: [['SvCreated', 'SvSecondCreateReceived', 'SvBroadcastStarted'], [], []],
      outcomes: [
        [['RequestDone', undefined]],
        [['RequestRefused', ['old_sp_concurrence_missing']]],
        [['RequestDone', undefined]],
        [['RequestRefused', [expect.any(String)]]],
        [['RequestDone', undefined]],
      ],
    });
  });
});

describe('a range whose decision is there without its outcome', () => {
  it('answers with every version it concerned, also where their ids do not follow each other', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const range = '3035550001-0004';
    const singly = [4, 2, 1, 3].map((n) => {
      const tn = `303555000${n}`;
      return accepted(BERTA, `n-${tn}`, 'NewSpCreate', newSpCreate(tn));
    });
    let lost = 0;
    const store = overStore(deps.store, {
      atomicBatches: false,
      appendBatch: async (appends) => {
        const [first] = appends;
        if (first?.events[0]?.type !== 'RangeDecided' || lost > 0) return deps.store.appendBatch(appends);
        lost += 1;
        await deps.store.append(first);
        throw coded('store_unreachable');
      },
    });
    await start(deps, { store });
    await command(deps, ...singly);
    const concur = accepted(ANNA, 'o', 'OldSpCreate', oldSpCreate(range));
    await command(deps, concur);
    expect(lost).toBe(1);
    // 1001 to 1004 went to the numbers ending in 4, 2, 1, 3: no two neighbours follow each other.
    expect(await outcomesOf(deps.store, [concur])).toEqual([[['RequestDone', [1003, 1002, 1004, 1001]]]]);
    for (const n of [1, 2, 3, 4]) {
      expect(await typesOf(deps.store, `tn-303555000${n}`)).toEqual(['SvCreated', 'SvSecondCreateReceived']);
    }
  });
});

describe('an append that takes effect after its caller was told that it did not', () => {
  /** The first batch that holds the type is kept back, called unreachable, and written just before the next such batch. */
  function late(store: EventStore, type: string): EventStore {
    let kept: readonly StreamAppend[] | undefined;
    let done = false;
    return overStore(store, {
      atomicBatches: false,
      appendBatch: async (appends) => {
        if (done || !appends.some(({ events }) => events.some((event) => event.type === type))) {
          return store.appendBatch(appends);
        }
        if (kept === undefined) {
          kept = appends.slice(0, 1);
          throw coded('store_unreachable');
        }
        done = true;
        await store.appendBatch(kept);
        return store.appendBatch(appends);
      },
    });
  }

  it('is what counts: the decision that was made again meanwhile is not taken for its repeat', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps, { store: late(deps.store, 'SvCreated') });
    const [create, concur] = portOf(TNS[0] as string) as [AcceptedRequest, AcceptedRequest];
    await command(deps, create);
    const stream = `tn-${TNS[0]}`;
    const [created] = (await deps.store.readStream(stream)) as [RecordedEvent];
    const { svId } = created.data as { svId: number };
    expect(await outcomesOf(deps.store, [create])).toEqual([[['RequestDone', [svId]]]]);
    await command(deps, concur);
    expect((await deps.store.readStream(stream)).map(({ data }) => (data as { svId: number }).svId)).toEqual([
      svId,
      svId,
    ]);
  });

  it('the same for a range: its numbers get what was decided first', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps, { store: late(deps.store, 'RangeDecided') });
    const create = accepted(BERTA, 'n', 'NewSpCreate', newSpCreate('3035550001-0003'));
    await command(deps, create);
    const log = await logOf(deps.store);
    expect(log.filter(({ type }) => type === 'RangeDecided')).toHaveLength(1);
    const created = log.filter(({ type }) => type === 'SvCreated').map(({ data }) => (data as { svId: number }).svId);
    const [first] = created as [number];
    expect(created).toEqual([first, first + 1, first + 2]);
    expect(await outcomesOf(deps.store, [create])).toEqual([[['RequestDone', [first]]]]);
    expect(log.filter(({ type }) => type === 'RangeCompleted')).toHaveLength(1);
  });

  it('R5-65.2 the same for a release date of a range: it has one removal, though the clock has gone on meanwhile', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: null });
    await start(deps);
    const range = '3035550001-0003';
    const dates = { customerDisconnectDate: TODAY, effectiveReleaseDate: deps.time.now + DAY };
    await command(deps, ...portOf(range), accepted(BERTA, 'd', 'Disconnect', { tn: range, ...dates }));
    await join(deps.store, 'D444' as Spid, null, 'http');
    const again = await deps.restart();
    again.time.now += 2 * DAY;
    let attempts = 0;
    const store = late(again.store, 'RangeDecided');
    const slow = overStore(store, {
      atomicBatches: false,
      appendBatch: (appends) => {
        attempts += 1;
        again.time.now += 1000;
        return store.appendBatch(appends);
      },
    });
    await start(again, { store: slow });
    await eventually('the removal is on its way', async () =>
      (await typesOf(again.store, `tn-${TNS[2]}`)).includes('SvReleaseDateReached'),
    );
    await readToEnd(again.broker, 'activation', TOPICS.portCommands);
    const jobs = (await logOf(again.store)).filter(({ type }) => type === 'RangeDecided');
    expect(jobs.filter(({ data }) => (data as { kind: string }).kind === 'ReachDeadline')).toHaveLength(1);
    expect(attempts).toBeGreaterThan(1);
    for (const tn of TNS) {
      expect((await typesOf(again.store, `tn-${tn}`)).slice(-2)).toEqual([
        'SvReleaseDateReached',
        'SvBroadcastStarted',
      ]);
    }
    expect(await deadLetters(again)).toEqual([]);
  });
});
