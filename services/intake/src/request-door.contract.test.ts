import { decodeWire, encodeWire, requestHash, TOPICS } from '@openlnp/messages';
import { NPAC, type Spid, type Tn } from '@openlnp/numbering';
import { doneAppend, refusedAppend } from '@openlnp/service';
import {
  ANNA,
  type accepted,
  BERTA,
  coded,
  eventually,
  messagesOf,
  type TestDeps,
  testDeps,
} from '../../../packages/service/src/testing';
import type { SubmitInput } from './http/ports';
import { hashToken } from './identity';
import { PendingRequests } from './pending';
import { HttpRequestDoor } from './request-door';
import type { KnownFromLog } from './resolve';

const newDeps = testDeps();

const identity = (spid: typeof ANNA) => ({ spid, operator: spid === NPAC, user: `id-${spid}` });
const activate = { kind: 'Activate', tn: '3035550001' };

/** Berta is Anna's service bureau; version 1001 is of one number. */
const known: KnownFromLog = {
  mayActFor: async (primary, spid) => primary === BERTA && spid === ANNA,
  tnOfVersion: async (svId) => (svId === 1001 ? (3035550001 as Tn) : undefined),
};

function doorOf(deps: TestDeps, changes: Partial<KnownFromLog> = {}) {
  const reached: bigint[] = [];
  const followed = { reached: async (position: bigint) => void reached.push(position) };
  return { door: new HttpRequestDoor(deps, new PendingRequests(), followed, { ...known, ...changes }), reached };
}

const input = (body: object, messageId?: string, actingFor?: string): SubmitInput => ({
  body,
  messageId,
  traceparent: undefined,
  actingFor,
});

const requests = async (deps: TestDeps) =>
  (await messagesOf(deps.broker, TOPICS.portRequests)).map(({ data }) => data as ReturnType<typeof accepted>);

describe('requests over HTTP', () => {
  it('have an id of their own when the sender gives none', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const traced = { ...input(activate), traceparent: '00-ab-cd-01' };
    const [one, two] = [await door.submit(identity(BERTA), traced), await door.submit(identity(BERTA), traced)];
    expect([one, two]).toMatchObject([{ value: { status: 'pending' } }, { value: { status: 'pending' } }]);
    const found = await requests(deps);
    expect(new Set(found.map(({ requestId }) => requestId)).size).toBe(2);
    expect(found[0]).toMatchObject({ sender: BERTA, traceparent: '00-ab-cd-01' });
  });

  it('R5-6 keep whose credential they came with', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    expect(await door.submit(identity(BERTA), input(activate, 'm1'))).toMatchObject({ value: { user: 'id-B222' } });
    expect(await requests(deps)).toMatchObject([{ sender: BERTA, user: 'id-B222' }]);
  });

  it('are told to their sender and the operator, and to nobody else', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    await door.submit(identity(BERTA), input(activate, 'm1'));
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

  it('a tunable is changed by NPAC personnel, and answered for once that is known here', async () => {
    const deps = await newDeps();
    const { door, reached } = doorOf(deps);
    const change = {
      name: 'short_business_day_start_time',
      value: '06:00',
      region: 'us',
      effectiveFrom: null,
      person: 'Ann',
    };
    const setting = door.setTunable({ ...change, effectiveFrom: '2026-02-01T00:00:00-06:00' });
    await eventually('the request', async () => (await requests(deps)).length > 0);
    const [request] = await requests(deps);
    if (request === undefined) throw new Error('no request');
    expect(request).toMatchObject({ sender: NPAC, kind: 'TunableSet' });
    const effectiveFrom = Date.UTC(2026, 1, 1, 6);
    expect(decodeWire(request.request)).toMatchObject({ type: 'TunableSet', data: { ...change, effectiveFrom } });
    expect(reached).toEqual([]);
    await deps.store.append(doneAppend(request, []));
    expect(await setting).toEqual({ ok: true, value: null });
    expect(reached).toEqual([await deps.store.head()]);
  });
});

describe('requests over HTTP for somebody else (law 4)', () => {
  it('name the service bureau that sent them and whom they are for', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const answer = await door.submit(identity(BERTA), input(activate, 'm1', 'A111'));
    expect(answer).toMatchObject({ ok: true, value: { id: 'B222-m1', sender: BERTA, status: 'pending' } });
    expect(await requests(deps)).toMatchObject([{ sender: BERTA, actingFor: ANNA, requestId: 'B222-m1' }]);
  });

  it('are told to the bureau that sent them, to whom they are for, and to nobody else', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    await door.submit(identity(BERTA), input(activate, 'm1', 'A111'));
    for (const spid of [BERTA, ANNA, NPAC]) {
      expect(await door.status(identity(spid), 'B222-m1')).toMatchObject({ value: { actingFor: ANNA, sender: BERTA } });
    }
    expect(await door.status(identity('C333' as Spid), 'B222-m1')).toMatchObject({ error: { code: 'not_found' } });
  });

  it.each([
    [BERTA, 'C333', 'acting_for_not_associated'],
    [ANNA, 'B222', 'acting_for_not_associated'],
    [ANNA, 'NPAC', 'acting_for_not_associated'],
    [NPAC, 'a1', 'malformed_spid'],
    [BERTA, '', 'malformed_spid'],
  ])('by %s for %j are refused as %s, and nothing is kept of them', async (sender, actingFor, code) => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const refused = { ok: false, error: { code, field: 'acting-for', actual: actingFor, errors: [{ code }] } };
    expect(await door.submit(identity(sender as Spid), input(activate, 'm1', actingFor))).toMatchObject(refused);
    expect(await door.status(identity(sender as Spid), `${sender}-m1`)).toMatchObject({ error: { code: 'not_found' } });
    expect(await requests(deps)).toEqual([]);
  });

  it('the same id for another SPID is another request', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const submit = (actingFor?: string) => door.submit(identity(BERTA), input(activate, 'm1', actingFor));
    const first = await submit('A111');
    expect(await submit('A111')).toEqual(first);
    for (const other of [undefined, 'B222']) {
      expect(await submit(other)).toMatchObject({ error: { code: 'message_id_reused' } });
    }
    expect(await requests(deps)).toHaveLength(1);
  });
});

describe('requests over HTTP by version id', () => {
  const byId = { kind: 'Activate', svId: 1001 };

  it('R5-51.1: go on with the number of the version, which says whose work it is (law 3)', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const answer = await door.submit(identity(BERTA), input(byId, 'm1'));
    expect(answer).toMatchObject({ ok: true, value: { tn: '3035550001', status: 'pending' } });
    const [request] = await deps.broker.fetch(TOPICS.portRequests, 303555 % 12, 0n, 10);
    if (request === undefined) throw new Error('no request in the partition of its NPA-NXX');
    const { request: bytes, contentHash: hash } = decodeWire(request.value).data as ReturnType<typeof accepted>;
    expect(decodeWire(bytes).data).toEqual({ tn: '3035550001', svId: 1001 });
    const asSent = encodeWire('openlnp.request.Activate', { tn: null, svId: 1001 });
    expect(hash).toBe(requestHash({ request: asSent, actingFor: null }));
  });

  it('are the same request when they come again, before and after the outcome', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const submit = (body: object) => door.submit(identity(BERTA), input(body, 'm1'));
    const first = await submit(byId);
    expect(await submit(byId)).toEqual(first);
    const [request] = await requests(deps);
    if (request === undefined) throw new Error('no request');
    await deps.store.append(doneAppend(request, [1001]));
    expect(await submit(byId)).toMatchObject({ value: { status: 'done', tn: '3035550001', svIds: [1001] } });
    // The number beside the id was not in what was sent.
    expect(await submit({ ...byId, tn: '3035550001' })).toMatchObject({ error: { code: 'message_id_reused' } });
    expect(await requests(deps)).toHaveLength(1);
  });

  it('of an unknown version are refused, and their id may be used again', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    const unknown = { ok: false, error: { code: 'no_such_version', field: 'svId', actual: '7' } };
    expect(await door.submit(identity(BERTA), input({ ...byId, svId: 7 }, 'm1'))).toMatchObject(unknown);
    expect(await requests(deps)).toEqual([]);
    expect(await door.submit(identity(BERTA), input(byId, 'm1'))).toMatchObject({ ok: true });
  });

  it.each<[object, string]>([
    [{ kind: 'Activate' }, 'missing_required_field'],
    [{ ...byId, svId: 0 }, 'invalid_request'],
    [{ ...byId, svId: -1 }, 'invalid_request'],
    [{ ...byId, svId: 1.5 }, 'invalid_request'],
  ])('%j names none', async (body, code) => {
    const deps = await newDeps();
    const { door } = doorOf(deps);
    expect(await door.submit(identity(BERTA), input(body, 'm1'))).toMatchObject({ error: { code } });
  });

  it('a store that is away is nobody’s unknown version', async () => {
    const deps = await newDeps();
    const { door } = doorOf(deps, { tnOfVersion: () => Promise.reject(coded('store_unreachable')) });
    await expect(door.submit(identity(BERTA), input(byId, 'm1'))).rejects.toMatchObject({ code: 'store_unreachable' });
    expect(await requests(deps)).toEqual([]);
  });
});
