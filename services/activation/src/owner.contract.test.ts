import { type AcceptedRequest, TOPICS } from '@openlnp/messages';
import { requestStream, type ServiceDeps, silentLog } from '@openlnp/service';
import {
  ANNA,
  accepted,
  append,
  BERTA,
  coded,
  eventually,
  gate,
  join,
  logOf,
  newSpCreate,
  oldSpCreate,
  oneByOneStore,
  openCode,
  overStore,
  portOf,
  readToEnd,
  registerLrn,
  requestRecord,
  smallWorld,
  testDeps,
} from '../../../packages/service/src/testing';
import { command, deadLetters, outcomesOf, STREAM, start, TN, typesOf } from './testing/owner';

const newDeps = testDeps();

describe('the owner of a number, once per request (law 2)', () => {
  it('decides a request that stands twice in the topic once, in one batch and in two', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const port = portOf(TN);
    await deps.broker.produce([...port, ...port].map((request) => requestRecord(request)));
    await start(deps);
    await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    await command(deps, ...port);
    expect(await typesOf(deps.store)).toEqual(['SvCreated', 'SvSecondCreateReceived', 'SvBroadcastStarted']);
    expect(await outcomesOf(deps.store, port)).toEqual(port.map(() => [['RequestDone', [1001]]]));
    const { values } = await deps.metrics.done.get();
    expect(values.map(({ labels, value }) => [labels.kind, value])).toEqual([
      ['NewSpCreate', 1],
      ['OldSpCreate', 1],
      ['Activate', 1],
    ]);
  });

  it('finds what a crash left between the number’s stream and the request’s, and gives the outcome it would have had', async () => {
    const deps = await newDeps();
    await join(deps.store, ANNA, 'http', null);
    await join(deps.store, BERTA, 'http', null);
    await openCode(deps.store);
    await registerLrn(deps.store);
    // A version is live already, so that the activation of the next one makes it old in the same append.
    const first = portOf(TN);
    const back = { tn: TN, oldSp: BERTA, newSp: ANNA, dueDate: newSpCreate(TN).dueDate };
    await registerLrn(deps.store, '3039880000', ANNA);
    const second = [
      accepted(ANNA, 'n2', 'NewSpCreate', { ...newSpCreate(TN), ...back, lrn: '3039880000' }),
      accepted(BERTA, 'o2', 'OldSpCreate', back),
      accepted(ANNA, 'a2', 'Activate', { tn: TN }),
    ];
    const store = oneByOneStore(deps.store);
    await start(deps, { store });
    for (const request of [...first, ...second]) {
      store.lose.after = 1;
      await command(deps, request);
      expect(store.lose.after).toBeUndefined();
    }
    expect(await typesOf(deps.store)).toEqual([
      'SvCreated',
      'SvSecondCreateReceived',
      'SvBroadcastStarted',
      'SvActivated',
      'SvCreated',
      'SvSecondCreateReceived',
      'SvBroadcastStarted',
      'SvSuperseded',
      'SvActivated',
    ]);
    expect(await outcomesOf(deps.store, first)).toEqual(first.map(() => [['RequestDone', [1001]]]));
    // 1002 was taken for the second create, which needed none.
    expect(await outcomesOf(deps.store, second)).toEqual(second.map(() => [['RequestDone', [1002]]]));
    expect(await deadLetters(deps)).toEqual([]);
  });

  it('the same when it is another process that goes on', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const [create] = portOf(TN) as [AcceptedRequest];
    const store = overStore(deps.store, {
      appendBatch: async ([first]) => {
        if (first !== undefined) await deps.store.append(first);
        throw coded('store_unreachable');
      },
    });
    await start(deps, { store });
    await deps.broker.produce([requestRecord(create)]);
    await eventually('the torn append', async () => (await typesOf(deps.store)).length === 1);
    expect(await outcomesOf(deps.store, [create])).toEqual([[]]);
    const again = await deps.restart();
    await start(again);
    await readToEnd(again.broker, 'activation', TOPICS.portCommands);
    expect(await typesOf(again.store)).toEqual(['SvCreated']);
    expect(await outcomesOf(again.store, [create])).toEqual([[['RequestDone', [1001]]]]);
  });

  it('a refusal is counted once and stands once, whoever asks again', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const activate = accepted(BERTA, 'too-soon', 'Activate', { tn: TN });
    await start(deps);
    await command(deps, activate, activate);
    await command(deps, activate);
    const [event, ...more] = await deps.store.readStream(requestStream(activate.requestId));
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'RequestRefused',
      data: { sender: BERTA, messageId: 'too-soon', tn: TN, errors: [{ code: 'no_such_version' }] },
    });
    const { values } = await deps.metrics.refused.get();
    expect(values).toEqual([{ labels: { code: 'no_such_version' }, value: 1 }]);
  });
});

describe('an owner that is not alone (law 3)', () => {
  it('gives a batch back when somebody else has appended, folds anew, and doubles nothing', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const [create, concur, activate] = portOf(TN) as [AcceptedRequest, AcceptedRequest, AcceptedRequest];
    await start(deps);
    await command(deps, create);
    // Another owner took the old side's create while this one had folded the number already.
    await append(deps.store, STREAM, {
      type: 'SvSecondCreateReceived',
      data: {
        svId: 1001,
        tn: Number(TN),
        newSp: BERTA,
        oldSp: ANNA,
        by: 'old',
        dueDate: oldSpCreate(TN).dueDate,
        route: null,
      },
    });
    await command(deps, concur, activate);
    expect(await typesOf(deps.store)).toEqual(['SvCreated', 'SvSecondCreateReceived', 'SvBroadcastStarted']);
    const [refused, done] = await outcomesOf(deps.store, [concur, activate]);
    expect([refused?.[0]?.[0], done?.[0]?.[0]]).toEqual(['RequestRefused', 'RequestDone']);
    expect(await deadLetters(deps)).toEqual([]);
  });

  it('a request that got its outcome from another owner meanwhile is left alone', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const [create] = portOf(TN) as [AcceptedRequest];
    const held = gate();
    let reads = 0;
    const stream = requestStream(create.requestId);
    const store = overStore(deps.store, {
      readStream: async (name, options) => {
        const events = await deps.store.readStream(name, options);
        if (name === stream) {
          reads += 1;
          if (reads === 1) await held.opened;
        }
        return events;
      },
    });
    await start(deps, { store });
    await deps.broker.produce([requestRecord(create)]);
    await eventually('the first look', () => reads === 1);
    const { requestId, sender, messageId, kind, contentHash, acceptedAt } = create;
    const outcome = {
      requestId,
      sender,
      actingFor: null,
      messageId,
      kind,
      contentHash,
      acceptedAt,
      tn: TN,
      errors: [],
    };
    await append(deps.store, stream, { type: 'RequestRefused', data: outcome });
    held.open();
    await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    expect(await typesOf(deps.store)).toEqual([]);
    expect(await typesOf(deps.store, stream)).toEqual(['RequestRefused']);
  });

  it('hands out no id twice when two owners count at the same time, and fails no request at a block’s end', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    for (let code = 303556; code <= 303568; code += 1) await openCode(deps.store, code as never);
    const errors: unknown[] = [];
    const log: ServiceDeps['log'] = { ...silentLog, child: () => log, error: (fields) => void errors.push(fields) };
    await start(deps, { log });
    await start(deps, { log });
    const tns = Array.from({ length: 13 }, (_, n) => 303556 + n).flatMap((code) =>
      Array.from({ length: 170 }, (_, n) => `${code}${String(n).padStart(4, '0')}`),
    );
    const requests = tns.map((tn) => accepted(BERTA, tn, 'NewSpCreate', newSpCreate(tn)));
    for (let from = 0; from < requests.length; from += 500)
      await deps.broker.produce(requests.slice(from, from + 500).map((request) => requestRecord(request)));
    await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    const created = (await logOf(deps.store)).filter(({ type }) => type === 'SvCreated');
    expect(created).toHaveLength(tns.length);
    expect(new Set(created.map(({ data }) => (data as { svId: number }).svId)).size).toBe(tns.length);
    expect([errors, await deadLetters(deps)]).toEqual([[], []]);
  });
});
