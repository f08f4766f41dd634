import { type AcceptedRequest, TOPICS } from '@openlnp/messages';
import { commandRecord, requestStream } from '@openlnp/service';
import {
  ANNA,
  accepted,
  BERTA,
  BERTAS_LRN,
  failingProduce,
  newSpCreate,
  oldSpCreate,
  portOf,
  readToEnd,
  recordsOf,
  registerLrn,
  requestRecord,
  smallWorld,
  type TestDeps,
  testDeps,
} from '../../../packages/service/src/testing';
import { startValidation } from './validation';

const newDeps = testDeps();
const TN = '3035550001';
/** 120 numbers; and as many of a code that nobody has opened. */
const RANGE = '3035550100-0219';
const CLOSED = '3035560100-0219';
const ANNAS_LRN = '3039990000';

async function request(deps: TestDeps, ...requests: readonly AcceptedRequest[]): Promise<void> {
  await deps.broker.produce(requests.map((one) => requestRecord(one, TOPICS.portRequests)));
  await readToEnd(deps.broker, 'validation', TOPICS.portRequests);
}

const passed = async (deps: TestDeps) =>
  (await recordsOf(deps.broker, TOPICS.portCommands)).map(({ headers }) => headers['message-id']);

const outcome = async (deps: TestDeps, { requestId }: AcceptedRequest) =>
  (await deps.store.readStream(requestStream(requestId))).map(({ type, data }) => [
    type,
    (data as { errors?: { code: string; rule: string | null }[] }).errors?.map(({ code }) => code),
  ]);

const errorsOf = async (deps: TestDeps, { requestId }: AcceptedRequest) =>
  (await deps.store.readStream(requestStream(requestId))).flatMap(({ data }) => (data as { errors: object[] }).errors);

const intraSpCreate = (tn: string, lrn = BERTAS_LRN) => ({ ...newSpCreate(tn), sp: BERTA, lrn });

describe('validation', () => {
  it('passes on what the network allows, as it came', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await deps.running(startValidation(deps));
    const port = portOf(TN);
    await request(deps, ...port);
    expect(await passed(deps)).toEqual(port.map(({ requestId }) => requestId));
    const bytes = async (topic: string) =>
      (await recordsOf(deps.broker, topic)).map(({ partition, key, value, headers }) => [
        partition,
        key,
        Buffer.from(value).toString('hex'),
        headers,
      ]);
    expect(await bytes(TOPICS.portCommands)).toEqual(await bytes(TOPICS.portRequests));
  });

  it('refuses what it forbids: the reply is the outcome, once, however often it is sent', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await deps.running(startValidation(deps));
    const wrong = accepted(BERTA, 'm1', 'NewSpCreate', { ...newSpCreate(TN), lrn: '3039990000' });
    await request(deps, wrong, wrong);
    await request(deps, wrong);
    expect(await outcome(deps, wrong)).toEqual([['RequestRefused', ['invalid_lrn']]]);
    expect(await passed(deps)).toEqual([]);
    // Of the two that were looked at together, both may count.
    const { values } = await deps.metrics.refused.get();
    expect(values).toMatchObject([{ labels: { code: 'invalid_lrn' } }]);
  });

  it.each([
    ['R5-5 R5-20.1', BERTA, 'NewSpCreate', { ...newSpCreate(RANGE), lrn: ANNAS_LRN }, 'lrn_not_owned', 'R5-18.6'],
    ['R5-5 R5-20.1', ANNA, 'OldSpCreate', oldSpCreate(CLOSED), 'npa_nxx_not_portable', 'R5-18.4'],
    ['R5-5 RR5-7.1', BERTA, 'IntraSpCreate', intraSpCreate(RANGE, ANNAS_LRN), 'lrn_not_owned', 'RR5-6.5'],
    ['R5-5 RR5-7.1', BERTA, 'IntraSpCreate', intraSpCreate(CLOSED), 'npa_nxx_not_portable', 'RR5-6.4'],
    ['R5-53.2', BERTA, 'Activate', { tn: CLOSED }, 'npa_nxx_not_portable', 'R5-18.4'],
  ])('%s what it forbids a range, it forbids each number: %s, %s', async (_ids, sender, kind, data, code, rule) => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await registerLrn(deps.store, ANNAS_LRN, ANNA);
    await deps.running(startValidation(deps));
    const wrong = accepted(sender, 'm1', kind, data);
    await request(deps, wrong);
    expect(await errorsOf(deps, wrong)).toMatchObject([{ code, rule, tn: null, tns: [data.tn] }]);
    expect(await passed(deps)).toEqual([]);
    expect((await deps.metrics.refused.get()).values).toMatchObject([{ labels: { code }, value: 120 }]);
  });

  it.each([TN, `${TN}-0001`])('R5-20.1 what it forbids one number, it forbids that: %s', async (tn) => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await deps.running(startValidation(deps));
    const wrong = accepted(BERTA, 'm1', 'NewSpCreate', { ...newSpCreate(tn), lrn: ANNAS_LRN });
    await request(deps, wrong);
    expect(await errorsOf(deps, wrong)).toMatchObject([{ code: 'invalid_lrn', tn: TN, tns: null }]);
    expect((await deps.metrics.refused.get()).values).toMatchObject([{ value: 1 }]);
  });

  it('reads the streams themselves before it refuses what its view has not heard of (law 10)', async () => {
    const deps = await newDeps();
    await deps.running(startValidation(deps));
    // No relay runs: the view stays as empty as it was at the start.
    await smallWorld(deps.store);
    const port = portOf(TN);
    const wrong = accepted(ANNA, 'm1', 'OldSpCreate', { ...oldSpCreate('3035560001') });
    await request(deps, ...port, wrong);
    expect(await passed(deps)).toEqual(port.map(({ requestId }) => requestId));
    expect(await outcome(deps, wrong)).toEqual([['RequestRefused', ['npa_nxx_not_portable']]]);
    const theirs = accepted(BERTA, 'm2', 'NewSpCreate', { ...newSpCreate('3035550002'), lrn: '3039990000' });
    await registerLrn(deps.store, '3039990000', ANNA);
    await request(deps, theirs);
    expect(await outcome(deps, theirs)).toEqual([['RequestRefused', ['lrn_not_owned']]]);
  });

  it('passes on what concerns the network itself: its owner knows best', async () => {
    const deps = await newDeps();
    await deps.running(startValidation(deps));
    await request(deps, accepted(BERTA, 'm1', 'LrnCreate', { spid: BERTA, lrn: '3039870000' }));
    expect(await passed(deps)).toEqual(['B222-m1']);
  });

  it('drops what has its outcome already', async () => {
    const deps = await newDeps();
    const wrong = accepted(BERTA, 'm1', 'NewSpCreate', newSpCreate(TN));
    await deps.running(startValidation(deps));
    await request(deps, wrong);
    expect(await outcome(deps, wrong)).toHaveLength(1);
    await smallWorld(deps.store);
    // By now it would be allowed; but it was answered.
    await request(deps, wrong);
    expect(await passed(deps)).toEqual([]);
    expect(await outcome(deps, wrong)).toHaveLength(1);
  });

  it('waits for a broker that is away, and passes everything on in order', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    const failing = failingProduce(deps.broker, TOPICS.portCommands);
    failing.failures = 2;
    await deps.running(startValidation({ ...deps, broker: failing.broker }));
    const port = portOf(TN);
    await request(deps, ...port);
    expect(await passed(deps)).toEqual(port.map(({ requestId }) => requestId));
  });

  it('what is no request goes to the dead letters, and the rest goes on', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await deps.running(startValidation(deps));
    const [create] = portOf(TN) as [AcceptedRequest];
    const good = requestRecord(create, TOPICS.portRequests);
    const range = { firstTn: Number(TN), lastTn: Number(TN) };
    const tick = { commandId: 'x', kind: 'response_window', ...range, svId: 1, broadcast: 1, dueAt: 0 };
    await deps.broker.produce([
      { ...good, value: Buffer.from([0, 0, 0, 0, 99]) },
      { ...good, value: commandRecord('DeadlineTick', tick, { partition: 0, key: '', kind: '', id: '' }).value },
      good,
    ]);
    await readToEnd(deps.broker, 'validation', TOPICS.portRequests);
    expect(await passed(deps)).toEqual([create.requestId]);
    const reasons = (await recordsOf(deps.broker, TOPICS.deadLetters)).map((r) => r.headers['dead-letter-reason']);
    expect(reasons).toHaveLength(2);
  });
});
