import { TOPICS } from '@openlnp/messages';
import { NPAC } from '@openlnp/numbering';
import { doneAppend, refusedAppend } from '@openlnp/service';
import {
  ANNA,
  type accepted,
  BERTA,
  eventually,
  messagesOf,
  type TestDeps,
  testDeps,
} from '../../../packages/service/src/testing';
import { hashToken } from './identity';
import { PendingRequests } from './pending';
import { HttpRequestDoor } from './request-door';

const newDeps = testDeps();

const identity = (spid: typeof ANNA) => ({ spid, operator: spid === NPAC });
const activate = { kind: 'Activate', tn: '3035550001' };

function doorOf(deps: TestDeps) {
  const reached: bigint[] = [];
  const followed = { reached: async (position: bigint) => void reached.push(position) };
  return { door: new HttpRequestDoor(deps, new PendingRequests(), followed), reached };
}

const requests = async (deps: TestDeps) =>
  (await messagesOf(deps.broker, TOPICS.portRequests)).map(({ data }) => data as ReturnType<typeof accepted>);

describe('requests over HTTP', () => {
  it('have an id of their own when the sender gives none', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const input = { body: activate, messageId: undefined, traceparent: '00-ab-cd-01' };
    const [one, two] = [await door.submit(identity(BERTA), input), await door.submit(identity(BERTA), input)];
    expect([one, two]).toMatchObject([{ value: { status: 'pending' } }, { value: { status: 'pending' } }]);
    const found = await requests(deps);
    expect(new Set(found.map(({ requestId }) => requestId)).size).toBe(2);
    expect(found[0]).toMatchObject({ sender: BERTA, traceparent: '00-ab-cd-01' });
  });

  it('are told to their sender and the operator, and to nobody else', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    await door.submit(identity(BERTA), { body: activate, messageId: 'm1', traceparent: undefined });
    const unknown = { ok: false, error: { code: 'not_found' } };
    expect(await door.status(identity(BERTA), 'B222-m1')).toMatchObject({ value: { status: 'pending' } });
    expect(await door.status(identity(NPAC), 'B222-m1')).toMatchObject({ value: { status: 'pending' } });
    expect(await door.status(identity(ANNA), 'B222-m1')).toEqual(unknown);
    for (const id of ['B222-m2', 'm1', '', 'B222-../x'])
      expect(await door.status(identity(BERTA), id)).toEqual(unknown);
  });

  it('a token is given out once it is valid here; only its hash leaves the door', async () => {
    const deps = await newDeps();
    const { door, reached } = doorOf(deps);
    const issuing = door.issueToken(BERTA, 'first');
    await eventually('the request', async () => (await requests(deps)).length > 0);
    const [request] = await requests(deps);
    if (request === undefined) throw new Error('no request');
    expect(request).toMatchObject({ sender: NPAC, kind: 'TokenIssue' });
    expect(reached).toEqual([]);
    await deps.store.append(doneAppend(request, []));
    const issued = await issuing;
    if (!issued.ok) throw new Error(issued.error.code);
    expect(reached).toEqual([await deps.store.head()]);
    expect(request.request.includes(issued.value.token)).toBe(false);
    expect(request.request.includes(hashToken(issued.value.token))).toBe(true);
  });

  it('a token that is refused is none', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const issuing = door.issueToken('Z999', 'first');
    await eventually('the request', async () => (await requests(deps)).length > 0);
    const [request] = await requests(deps);
    if (request === undefined) throw new Error('no request');
    const why = {
      code: 'unknown_service_provider',
      number: 1,
      rule: null,
      field: 'spid',
      expected: null,
      actual: 'Z999',
      tn: null,
      tns: null,
    };
    await deps.store.append(refusedAppend(request, [why]));
    expect(await issuing).toMatchObject({ ok: false, error: { code: 'unknown_service_provider', field: 'spid' } });
  });
});
