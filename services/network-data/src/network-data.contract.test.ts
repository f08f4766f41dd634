import { REGIONS, type Region } from '@openlnp/calendar';
import { type AcceptedRequest, TOPICS } from '@openlnp/messages';
import { NPAC } from '@openlnp/numbering';
import { requestStream } from '@openlnp/service';
import {
  ANNA,
  accepted,
  BERTA,
  logOf,
  NOW,
  newSpCreate,
  oneByOneStore,
  readToEnd,
  requestRecord,
  type TestDeps,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { startNetworkData } from './network-data';

const newDeps = testDeps();

const provider = (messageId: string, more: object = {}) =>
  accepted(NPAC, messageId, 'ServiceProviderCreate', {
    spid: ANNA,
    name: 'Anna',
    spType: 'wireline',
    soa: 'http',
    lsms: null,
    ...more,
  });
const code = (messageId: string) =>
  accepted(NPAC, messageId, 'NpaNxxCreate', { spid: ANNA, npaNxx: '303555', effectiveAt: TODAY });
const lrn = (messageId: string) => accepted(ANNA, messageId, 'LrnCreate', { spid: ANNA, lrn: '3039870000' });

async function ask(deps: TestDeps, ...requests: readonly AcceptedRequest[]): Promise<void> {
  // One after the other: they lie in different partitions.
  for (const request of requests) {
    await deps.broker.produce([requestRecord(request)]);
    await readToEnd(deps.broker, 'network-data', TOPICS.portCommands);
  }
}

const outcome = async (deps: TestDeps, { requestId }: AcceptedRequest) =>
  (await deps.store.readStream(requestStream(requestId))).map(({ type, data }) => [
    type,
    ...((data as { errors?: { code: string }[] }).errors ?? []).map((error) => error.code),
  ]);

const facts = async (deps: TestDeps) =>
  (await logOf(deps.store)).filter(({ stream }) => !stream.startsWith('request-')).map(({ type }) => type);

describe('the owner of the network’s data', () => {
  it('takes a request that comes twice once, and refuses the same under another id', async () => {
    const deps = await newDeps();
    await deps.running(startNetworkData(deps));
    await ask(
      deps,
      provider('p1'),
      provider('p1'),
      provider('p2'),
      provider('p2'),
      code('c1'),
      code('c1'),
      lrn('l1'),
      lrn('l1'),
    );
    expect(await facts(deps)).toEqual(['ServiceProviderCreated', 'NpaNxxCreated', 'LrnCreated']);
    for (const request of [provider('p1'), code('c1'), lrn('l1')])
      expect(await outcome(deps, request)).toEqual([['RequestDone']]);
    const [[type, refusal] = []] = await outcome(deps, provider('p2'));
    expect(type).toBe('RequestRefused');
    expect(await deps.metrics.refused.get()).toMatchObject({ values: [{ labels: { code: refusal }, value: 1 }] });
    const done = (await deps.metrics.done.get()).values.map(({ labels, value }) => [labels.kind, value]);
    expect(done).toEqual([
      ['ServiceProviderCreate', 1],
      ['NpaNxxCreate', 1],
      ['LrnCreate', 1],
    ]);
  });

  it('finds what a crash left between the two streams (law 2)', async () => {
    const deps = await newDeps();
    const store = oneByOneStore(deps.store);
    await deps.running(startNetworkData({ ...deps, store }));
    for (const request of [provider('p1'), code('c1'), lrn('l1')]) {
      store.lose.after = 1;
      await ask(deps, request);
      expect(await outcome(deps, request)).toEqual([['RequestDone']]);
    }
    expect(await facts(deps)).toEqual(['ServiceProviderCreated', 'NpaNxxCreated', 'LrnCreated']);
  });

  it('lets the operator set tunables, for every region or for one', async () => {
    const deps = await newDeps();
    await deps.running(startNetworkData(deps));
    const name = 'long_initial_concurrence_window';
    const set = (messageId: string, more: object) =>
      accepted(NPAC, messageId, 'TunableSet', { name, region: null, effectiveFrom: null, person: null, ...more });
    const byCarrier = accepted(ANNA, 't9', 'TunableSet', { name, value: '12', region: null, effectiveFrom: null });
    const requests = [
      set('t1', { value: '12' }),
      set('t2', { value: '15', effectiveFrom: NOW + 1 }),
      set('t3', { value: '10', region: 'us' }),
      set('t4', { value: '73' }),
      set('t5', { value: '12', region: 'mars' }),
      set('t6', { value: '12', name: 'none' }),
      set('t7', { value: '12', effectiveFrom: NOW - 1 }),
      set('t10', { value: null, region: 'us', person: 'Ann' }),
      set('t11', { name: 'maximum_subscription_query', value: '60', region: 'us' }),
      byCarrier,
    ];
    await ask(deps, ...requests);
    expect(await Promise.all(requests.map((request) => outcome(deps, request)))).toEqual([
      [['RequestDone']],
      [['RequestDone']],
      [['RequestDone']],
      [['RequestRefused', 'tunable_out_of_range']],
      [['RequestRefused', 'unknown_region']],
      [['RequestRefused', 'unknown_tunable']],
      [['RequestRefused', 'effective_from_in_past']],
      [['RequestDone']],
      [['RequestRefused', 'tunable_not_regional']],
      [['RequestRefused', 'npac_only']],
    ]);
    const general = { region: null, name, person: null };
    const inUs = { ...general, region: 'us' };
    const changes = (await logOf(deps.store)).filter(({ type }) => type === 'TunableChanged');
    expect(changes.map(({ stream, data, metadata }) => [stream, data, metadata.actor])).toEqual([
      ['tunable-all', { ...general, value: '12', previousValue: null, effectiveFrom: NOW }, NPAC],
      ['tunable-all', { ...general, value: '15', previousValue: '12', effectiveFrom: NOW + 1 }, NPAC],
      ['tunable-us', { ...inUs, value: '10', previousValue: null, effectiveFrom: NOW }, NPAC],
      ['tunable-us', { ...inUs, value: null, previousValue: '10', effectiveFrom: NOW, person: 'Ann' }, NPAC],
    ]);
  });

  it('N321 keeps codes, LRNs and tunables to the regions of its own', async () => {
    const [us] = REGIONS as readonly [Region];
    const east: Region = { ...us, name: 'east', zone: 'America/New_York', npas: [212] };
    // 299 is in service nowhere, yet somebody says that it is theirs.
    const north: Region = { ...us, name: 'north', npas: [303, 299] };
    const deps = { ...(await newDeps()), regions: [north, east] };
    await deps.running(startNetworkData(deps));
    const codeOf = (npaNxx: string) =>
      accepted(NPAC, npaNxx, 'NpaNxxCreate', { spid: ANNA, npaNxx, effectiveAt: TODAY });
    const lrnOf = (number: string) => accepted(ANNA, number, 'LrnCreate', { spid: ANNA, lrn: number });
    const tunable = (region: string) =>
      accepted(NPAC, region, 'TunableSet', {
        ...{ name: 'short_business_day_start_time', value: '06:00', effectiveFrom: null, region },
      });
    const taken = [codeOf('303555'), codeOf('212555'), codeOf('299555'), lrnOf('2129870000'), tunable('east')];
    const refused = [codeOf('415555'), lrnOf('4159870000')];
    await ask(deps, provider('p1'), ...taken, ...refused, tunable('us'));
    for (const request of taken) expect(await outcome(deps, request)).toEqual([['RequestDone']]);
    for (const request of refused)
      expect(await outcome(deps, request)).toEqual([['RequestRefused', 'npa_not_in_region']]);
    expect(await outcome(deps, tunable('us'))).toEqual([['RequestRefused', 'unknown_region']]);
  });

  it('keeps what a profile says, and lets nobody be associated with who is no customer', async () => {
    const deps = await newDeps();
    await deps.running(startNetworkData(deps));
    const berta = (messageId: string, associatedWith: string) =>
      provider(messageId, { spid: BERTA, mediumTimers: true, wsmscSupported: false, associatedWith });
    await ask(deps, berta('p1', ANNA), provider('p2'), berta('p3', ANNA), berta('p4', ANNA));
    expect(await outcome(deps, berta('p1', ANNA))).toEqual([['RequestRefused', 'unknown_service_provider']]);
    expect(await outcome(deps, berta('p4', ANNA))).toEqual([['RequestRefused', 'already_exists']]);
    const joined = (await logOf(deps.store)).filter(({ type }) => type === 'ServiceProviderCreated');
    expect(joined.map(({ data }) => data)).toMatchObject([
      { spid: ANNA, mediumTimers: false, wsmscSupported: true, associatedWith: null },
      { spid: BERTA, mediumTimers: true, wsmscSupported: false, associatedWith: ANNA },
    ]);
  });

  it('refuses what is of somebody who is no customer, and leaves numbers to their owner', async () => {
    const deps = await newDeps();
    await deps.running(startNetworkData(deps));
    await ask(deps, code('c1'), accepted(BERTA, 'n1', 'NewSpCreate', newSpCreate('3035550001')));
    expect(await outcome(deps, code('c1'))).toEqual([['RequestRefused', 'unknown_service_provider']]);
    expect(await logOf(deps.store)).toHaveLength(1);
  });
});
