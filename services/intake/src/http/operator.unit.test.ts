import { PUBLISHED_SCHEMAS } from '@openlnp/messages';
import type { DoorDeps } from './ports';
import { as, fakeDeps, no, ok } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();

const requestsThat = (given: Partial<DoorDeps['requests']>): Partial<DoorDeps> => ({
  requests: { ...fakeDeps().requests, ...given },
});

describe('tokens', () => {
  it('are issued by the operator only', async () => {
    const door = await startDoor(
      fakeDeps(requestsThat({ issueToken: (spid, label) => ok({ tokenId: `${spid}/${label}`, token: 'secret' }) })),
    );
    const post = (token: string, payload: object) =>
      door.ask({ method: 'POST', url: '/v1/tokens', headers: as(token), payload });
    const issued = await post('operator', { spid: 'A111', label: 'soa' });
    expect([issued.statusCode, issued.json()]).toEqual([201, { tokenId: 'A111/soa', token: 'secret' }]);
    expect(issued.headers['cache-control']).toBe('no-store');
    expect((await post('token-a', { spid: 'A111' })).json()).toMatchObject({ code: 'not_authorized', status: 403 });
    expect((await post('operator', { spid: 'a111' })).json()).toMatchObject({ code: 'invalid_request', field: 'spid' });
  });

  it('are taken back by the operator only', async () => {
    const revoked: string[] = [];
    const door = await startDoor(
      fakeDeps(
        requestsThat({
          revokeToken: (spid, tokenId) => {
            revoked.push(`${spid} ${tokenId}`);
            return tokenId === 'gone' ? no('not_found') : ok(null);
          },
        }),
      ),
    );
    const drop = (url: string, token = 'operator') => door.ask({ method: 'DELETE', url, headers: as(token) });
    const done = await drop('/v1/tokens/t1?spid=A111');
    expect([done.statusCode, done.body]).toEqual([204, '']);
    expect((await drop('/v1/tokens/gone?spid=A111')).statusCode).toBe(404);
    expect((await drop('/v1/tokens/t1')).json()).toMatchObject({ code: 'missing_required_field', field: 'spid' });
    expect((await drop('/v1/tokens/t1?spid=A111', 'token-a')).statusCode).toBe(403);
    expect(revoked).toEqual(['A111 t1', 'A111 gone']);
  });
});

describe('the sandbox clock', () => {
  const moves: number[] = [];
  const sandbox = {
    now: () => ({ now: '2026-01-05T00:00:00.000Z', offsetMs: 5 }),
    moveTo: (to: number) => {
      moves.push(to);
      return ok({ now: new Date(to).toISOString(), offsetMs: 6 });
    },
  };

  it.each([
    [{ to: '2026-01-06T09:00:00Z' }, '2026-01-06T09:00:00.000Z'],
    [{ advance: 'PT9H' }, '2026-01-05T09:00:00.000Z'],
    [{ advance: 'P1DT30M' }, '2026-01-06T00:30:00.000Z'],
    [{ advance: 'P2W' }, '2026-01-19T00:00:00.000Z'],
    [{ advance: 'PT0.25S' }, '2026-01-05T00:00:00.250Z'],
  ])('moves by %j', async (payload, now) => {
    const door = await startDoor(fakeDeps({ sandbox }));
    const answer = await door.ask({ method: 'POST', url: '/sandbox/clock', headers: as('operator'), payload });
    expect([answer.statusCode, answer.json()]).toEqual([200, { now, offsetMs: 6 }]);
    expect(moves.at(-1)).toBe(Date.parse(now));
  });

  it.each([
    {},
    { to: '2026-01-06T09:00:00Z', advance: 'PT1H' },
    { to: 'tomorrow' },
    { advance: 'P1M' },
    { advance: 'PT' },
    { advance: 'P' },
    { advance: '' },
  ])('refuses %j', async (payload) => {
    const door = await startDoor(fakeDeps({ sandbox }));
    const answer = await door.ask({ method: 'POST', url: '/sandbox/clock', headers: as('operator'), payload });
    expect(answer.json()).toMatchObject({ code: 'invalid_request', status: 400 });
  });

  it('is the operator’s, and only of a sandbox', async () => {
    const inside = await startDoor(fakeDeps({ sandbox }));
    const outside = await startDoor(fakeDeps());
    expect((await inside.ask({ url: '/sandbox/clock', headers: as('operator') })).json()).toEqual(sandbox.now());
    expect((await inside.ask({ url: '/sandbox/clock', headers: as('token-a') })).statusCode).toBe(403);
    for (const method of ['GET', 'POST'] as const) {
      const answer = await outside.ask({ method, url: '/sandbox/clock', headers: as('operator') });
      expect(answer.json()).toMatchObject({ code: 'not_in_sandbox', status: 404 });
    }
  });
});

describe('what needs no token', () => {
  it('schemas, in the Confluent form', async () => {
    const door = await startDoor(fakeDeps());
    for (const { id, schema } of PUBLISHED_SCHEMAS) {
      const answer = await door.ask({ url: `/schemas/ids/${id}` });
      expect(JSON.parse(answer.json<{ schema: string }>().schema)).toEqual(schema);
    }
    expect((await door.ask({ url: '/schemas/ids/999999' })).json()).toMatchObject({
      code: 'not_found',
      status: 404,
    });
    expect((await door.ask({ url: '/schemas/ids/__proto__' })).statusCode).toBe(404);
  });

  it('health, readiness and metrics', async () => {
    const starting = { ready: false, services: { intake: 'ready', relay: 'starting' } };
    const ready = await startDoor(fakeDeps());
    const notReady = await startDoor(fakeDeps({ readiness: () => Promise.resolve(starting) }));
    expect((await ready.ask({ url: '/healthz' })).json()).toEqual({ status: 'up' });
    expect((await ready.ask({ url: '/readyz' })).statusCode).toBe(200);
    const answer = await notReady.ask({ url: '/readyz' });
    expect([answer.statusCode, answer.json()]).toEqual([503, starting]);
    const metrics = await ready.ask({ url: '/metrics' });
    expect([metrics.headers['content-type'], metrics.body]).toEqual([
      'text/plain; version=0.0.4; charset=utf-8',
      '# HELP up Up\nup 1\n',
    ]);
  });
});
