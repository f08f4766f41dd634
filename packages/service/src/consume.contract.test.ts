import type { IncomingRecord, OutgoingRecord } from '@openlnp/broker';
import { TOPICS } from '@openlnp/messages';
import { type ConsumeRecords, consumeRecords } from './consume';
import { coded, eventually, failingProduce, readToEnd, recordsOf, type TestDeps, testDeps } from './testing';

const newDeps = testDeps();

const record = (text: string, more: Partial<OutgoingRecord> = {}): OutgoingRecord => ({
  topic: TOPICS.portRequests,
  partition: 0,
  key: 'key',
  value: Buffer.from(text),
  headers: { kind: 'Activate' },
  ...more,
});

const textOf = ({ value }: IncomingRecord): string => Buffer.from(value).toString();

const consume = (deps: TestDeps, onRecords: ConsumeRecords['onRecords'], reset = (): void => undefined) =>
  deps.running(
    consumeRecords(deps, { group: 'test', topics: [TOPICS.portRequests], onRecords, reset }).then((consumer) => ({
      name: 'test',
      stop: () => consumer.stop(),
    })),
  );

const deadLetters = (deps: TestDeps) => recordsOf(deps.broker, TOPICS.deadLetters);

describe('consuming with the registry’s rules for faults (law 8)', () => {
  it('puts a record that throws twice to the dead letters with reason and source, and goes on with the rest', async () => {
    const deps = await newDeps();
    await deps.broker.produce(['a', 'poison', 'b'].map((text) => record(text)));
    const attempts: string[] = [];
    const done: string[] = [];
    let resets = 0;
    await consume(
      deps,
      async (records) => {
        for (const one of records) {
          const text = textOf(one);
          attempts.push(text);
          if (text === 'poison') throw coded('malformed_avro');
          done.push(text);
        }
      },
      () => {
        resets += 1;
      },
    );
    await readToEnd(deps.broker, 'test', TOPICS.portRequests);
    expect(attempts).toEqual(['a', 'poison', 'a', 'poison', 'poison', 'b']);
    expect(done).toEqual(['a', 'a', 'b']);
    expect(resets).toBe(3);
    const [letter, ...others] = await deadLetters(deps);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      key: 'key',
      headers: {
        kind: 'Activate',
        'dead-letter-reason': 'malformed_avro',
        'dead-letter-detail': 'Error: malformed_avro',
        'dead-letter-source': `${TOPICS.portRequests}/0/1`,
        'occurred-at': String(deps.clock.now()),
      },
    });
    expect(textOf(letter as IncomingRecord)).toBe('poison');
    expect(await deps.metrics.deadLettered.get()).toMatchObject({
      values: [{ labels: { reason: 'malformed_avro' }, value: 1 }],
    });
  });

  it('a record without a code is a bug of ours: internal_error', async () => {
    const deps = await newDeps();
    await deps.broker.produce([record('x')]);
    await consume(deps, () => Promise.reject(new TypeError('undefined is no function')));
    await eventually('the dead letter', async () => (await deadLetters(deps)).length > 0);
    expect((await deadLetters(deps))[0]?.headers).toMatchObject({
      'dead-letter-reason': 'internal_error',
      'dead-letter-detail': 'TypeError: undefined is no function',
    });
  });

  it.each(['broker_unreachable', 'store_unreachable', 'wrong_expected_revision', 'disk_full', 'store_closed'])(
    'waits for %s to pass, however often, and dead-letters nothing',
    async (code) => {
      const deps = await newDeps();
      await deps.broker.produce(['a', 'b'].map((text) => record(text)));
      let failures = code === 'wrong_expected_revision' ? 5 : 3;
      let resets = 0;
      const done: string[] = [];
      await consume(
        deps,
        async (records) => {
          for (const one of records) {
            if (textOf(one) === 'b' && failures > 0) {
              failures -= 1;
              throw coded(code);
            }
            done.push(textOf(one));
          }
        },
        () => {
          resets += 1;
        },
      );
      await readToEnd(deps.broker, 'test', TOPICS.portRequests);
      expect(done.at(-1)).toBe('b');
      expect(resets).toBeGreaterThanOrEqual(3);
      expect(await deadLetters(deps)).toEqual([]);
    },
  );

  it('a passing fault in the middle of going one by one goes on at that record', async () => {
    const deps = await newDeps();
    await deps.broker.produce(['poison', 'b', 'c'].map((text) => record(text)));
    let failures = 2;
    const done: string[] = [];
    await consume(deps, async (records) => {
      for (const one of records) {
        if (textOf(one) === 'poison') throw coded('bug');
        if (textOf(one) === 'b' && failures > 0) {
          failures -= 1;
          throw coded('broker_unreachable');
        }
        done.push(textOf(one));
      }
    });
    await readToEnd(deps.broker, 'test', TOPICS.portRequests);
    expect(done).toEqual(['b', 'c']);
    expect(await deadLetters(deps)).toHaveLength(1);
  });

  it('an engine that failed ends the process and costs no record', async () => {
    const deps = await newDeps();
    await deps.broker.produce([record('a')]);
    await consume(deps, () => Promise.reject(coded('store_failed')));
    await eventually('the fault', () => deps.faults.length > 1);
    expect(deps.faults.splice(0)[0]).toMatchObject({ code: 'store_failed' });
    expect(await deadLetters(deps)).toEqual([]);
    expect((await deps.broker.committed('test', TOPICS.portRequests, 0)) ?? 0n).toBe(0n);
    // It is asked again until the process is gone.
    await deps.restart();
    deps.faults.splice(0);
  });

  it('a dead letter waits for a broker that is away', async () => {
    const deps = await newDeps();
    const failing = failingProduce(deps.broker, TOPICS.deadLetters);
    failing.failures = 2;
    await deps.broker.produce([record('poison'), record('b')]);
    const done: string[] = [];
    await consume({ ...deps, broker: failing.broker }, async (records) => {
      for (const one of records) {
        if (textOf(one) === 'poison') throw coded('bug');
        done.push(textOf(one));
      }
    });
    await readToEnd(deps.broker, 'test', TOPICS.portRequests);
    expect(done).toEqual(['b']);
    expect(await deadLetters(deps)).toHaveLength(1);
  });

  it('a poison record as large as a record may be does not stop its partition', async () => {
    const deps = await newDeps();
    const large = record('', { value: Buffer.alloc(1_048_576 - 20, 1) });
    await deps.broker.produce([large, record('b')]);
    const done: string[] = [];
    await consume(deps, async (records) => {
      for (const one of records) {
        if (one.value.length > 1000) throw coded('not_wire_format');
        done.push(textOf(one));
      }
    });
    await readToEnd(deps.broker, 'test', TOPICS.portRequests);
    expect(done).toEqual(['b']);
    const [letter] = await deadLetters(deps);
    expect(letter?.value).toHaveLength(0);
    expect(letter?.headers).toMatchObject({
      'dead-letter-truncated': 'true',
      'dead-letter-reason': 'not_wire_format',
      'dead-letter-source': `${TOPICS.portRequests}/0/0`,
    });
  });

  it('goes on later where the handler says so', async () => {
    const deps = await newDeps();
    await deps.broker.produce(['a', 'b', 'c'].map((text) => record(text)));
    const batches: string[][] = [];
    await consume(deps, async (records) => {
      batches.push(records.map(textOf));
      const second = records[1];
      return second === undefined ? undefined : { next: second.offset, pauseMs: 1 };
    });
    await readToEnd(deps.broker, 'test', TOPICS.portRequests);
    expect(batches).toEqual([['a', 'b', 'c'], ['b', 'c'], ['c']]);
  });
});
