import { type AcceptedRequest, TOPICS } from '@openlnp/messages';
import { commandRecord, LiveNetworkView } from '@openlnp/service';
import {
  ANNA,
  BERTA,
  join,
  logOf,
  portOf,
  readToEnd,
  requestRecord,
  smallWorld,
  testDeps,
} from '../../../packages/service/src/testing';
import { FirstUses } from './first-uses';
import { NumberOwner } from './owner';
import { OpenJobs } from './range-jobs';
import { SvIdSequence } from './sv-ids';
import { command, deadLetters, outcomesOf, STREAM, start, TN, typesOf, WINDOW } from './testing/owner';

const newDeps = testDeps();

describe('what an owner knows of the network (law 10)', () => {
  it('does not refuse a code that its view has not heard of yet: it reads on first', async () => {
    const deps = await newDeps();
    await start(deps);
    // No relay runs, so registry.events says nothing of all this.
    await smallWorld(deps.store);
    const port = portOf(TN);
    await command(deps, ...port);
    expect(await outcomesOf(deps.store, port)).toEqual(port.map(() => [['RequestDone', [1001]]]));
    const [created] = await deps.store.readStream(STREAM);
    expect(created?.metadata.viewPosition).not.toBeNull();
  });

  it('targets the LSMSs that are enabled when the event happens (law 5)', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await start(deps);
    await command(deps, ...portOf(TN));
    const broadcast = (await deps.store.readStream(STREAM)).at(-1);
    expect(broadcast).toMatchObject({ type: 'SvBroadcastStarted', data: { targets: [ANNA, BERTA] } });
  });

  it('a version is active at once where there is no LSMS (law 5)', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store, { lsms: null });
    await start(deps);
    await command(deps, ...portOf(TN));
    expect(await typesOf(deps.store)).toEqual([
      'SvCreated',
      'SvSecondCreateReceived',
      'SvBroadcastStarted',
      'SvActivated',
    ]);
  });
});

describe('the last id of a block', () => {
  it('goes to one of two partitions that want it at the same time; the other gets one of the next block', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const view = new LiveNetworkView();
    for (const event of await logOf(deps.store)) view.apply(event);
    const svIds = new SvIdSequence(deps.store, deps.ids, () => deps.time.now);
    await svIds.take(999);
    const facts = { ...view.facts(), responseWindowMs: () => WINDOW, clock: deps.clock.now() };
    const owner = new NumberOwner(deps, {
      svIds,
      facts: () => ({ facts, viewPosition: view.position }),
      openJobs: new OpenJobs(),
      firstUses: new FirstUses(),
      caughtUp: () => Promise.resolve(),
    });
    const handle = ([create]: AcceptedRequest[]) => {
      if (create === undefined) throw new Error('no request');
      return owner.handle([{ ...requestRecord(create), offset: 0n, timestamp: 0 }], 0);
    };
    await Promise.all([handle(portOf(TN)), handle(portOf('3035550002'))]);
    const created = (await logOf(deps.store)).filter(({ type }) => type === 'SvCreated');
    expect(created.map(({ data }) => (data as { svId: number }).svId)).toEqual([2000, 2001]);
  });
});

describe('commands that do not fit', () => {
  it('a record that is none goes to the dead letters, and the partition goes on', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const [create] = portOf(TN) as [AcceptedRequest];
    const good = requestRecord(create);
    await deps.broker.produce([{ ...good, value: Buffer.from('garbage') }, good]);
    await start(deps);
    await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    expect(await typesOf(deps.store)).toEqual(['SvCreated']);
    expect((await deadLetters(deps)).map(({ headers }) => headers['dead-letter-reason'])).toEqual(['not_wire_format']);
  });

  it('a command whose events fill more than an append is written in several', async () => {
    const deps = await newDeps();
    for (let n = 0; n < 100; n += 1) await join(deps.store, `L${String(n).padStart(3, '0')}` as never, null, 'http');
    await smallWorld(deps.store, { lsms: null });
    await start(deps);
    const tns = Array.from({ length: 100 }, (_, n) => `303555${String(1000 + n)}`);
    await command(deps, ...tns.flatMap(portOf));
    const started = (await logOf(deps.store)).filter(({ type }) => type === 'SvBroadcastStarted');
    expect(started).toHaveLength(100);
    const results = started.map(({ data }) => {
      const { tn, svId, targets } = data as { tn: number; svId: number; targets: string[] };
      return {
        firstTn: tn,
        lastTn: tn,
        svId,
        broadcast: 1,
        answers: targets.map((spid) => ({ spid, ok: false, code: 'c'.repeat(64) })),
      };
    });
    const { partition, key } = requestRecord(portOf(tns[0] as string)[0] as AcceptedRequest);
    const tooMuch = { commandId: 'all-refuse', at: deps.time.now, results };
    await deps.broker.produce([
      commandRecord('RecordAnswers', tooMuch, { partition, key: key ?? '', kind: 'RecordAnswers', id: 'all-refuse' }),
    ]);
    await readToEnd(deps.broker, 'activation', TOPICS.portCommands);
    expect(await deadLetters(deps)).toEqual([]);
    expect((await logOf(deps.store)).filter(({ type }) => type === 'SvFailed')).toHaveLength(100);
  });
});
