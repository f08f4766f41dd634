import { ERRORS } from '@openlnp/messages';
import { bearerToken } from './auth';
import type { DoorDeps } from './ports';
import { as, fakeDeps, ok, PENDING } from './testing/fake-deps';
import { type Answer, testDoors } from './testing/test-door';

const startDoor = testDoors();

const submitting = (submit: DoorDeps['requests']['submit']): Partial<DoorDeps> => ({
  requests: { ...fakeDeps().requests, submit },
});

async function expectProblem(
  asking: Promise<Answer>,
  code: keyof typeof ERRORS,
  status: number = ERRORS[code].httpStatus,
): Promise<Record<string, unknown>> {
  const answer = await asking;
  const { number, title } = ERRORS[code];
  expect(answer.json()).toMatchObject({ type: `urn:openlnp:error:${code}`, code, number, title, status });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  return { ...answer.json(), headers: answer.headers };
}

describe('the token', () => {
  it.each([
    [undefined, ''],
    ['', ''],
    ['Basic abc', ''],
    ['Bearer', ''],
    ['Bearer a b', ''],
    ['Bearer abc', 'abc'],
    ['bearer  abc ', 'abc'],
  ])('of %j is %j', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });

  it('is looked up even when there is none, so that both cost the same', async () => {
    const asked: string[] = [];
    const door = await startDoor(fakeDeps({ authenticate: (token) => void asked.push(token) as undefined }));
    const missing = await expectProblem(door.ask({ url: '/v1/lsms/digest' }), 'unauthorized');
    const unknown = await expectProblem(door.ask({ url: '/v1/lsms/digest', headers: as('nobody') }), 'unauthorized');
    expect(asked).toEqual(['', 'nobody']);
    expect(missing.headers).toMatchObject({ 'www-authenticate': 'Bearer realm="openlnp"' });
    expect(unknown.headers).toMatchObject({ 'www-authenticate': 'Bearer realm="openlnp", error="invalid_token"' });
  });

  it('comes before the body: who is unknown gets no parser', async () => {
    const door = await startDoor(fakeDeps());
    await expectProblem(
      door.ask({
        method: 'POST',
        url: '/v1/requests',
        headers: { 'content-type': 'application/json' },
        payload: '{',
      }),
      'unauthorized',
    );
  });
});

describe('a bad body', () => {
  const post = async (
    payload: string | Buffer,
    headers: Record<string, string> = { 'content-type': 'application/json' },
  ) => {
    const door = await startDoor(fakeDeps(submitting(() => ok(PENDING))));
    return door.ask({ method: 'POST', url: '/v1/requests', headers: { ...as('token-a'), ...headers }, payload });
  };

  it.each(['{', '', '{"a":1,}', '\u0000', '{"__proto__":{"operator":true}}', '{"constructor":{"prototype":{}}}', '[1'])(
    'that is no JSON: %j',
    async (text) => {
      await expectProblem(post(text), 'malformed_json');
    },
  );

  it.each(['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'nonsense'])(
    'of type %s',
    async (type) => {
      await expectProblem(post('{}', { 'content-type': type }), 'unsupported_media_type');
    },
  );

  it('of a megabyte and one byte', async () => {
    await expectProblem(post(`"${'x'.repeat(1_048_575)}"`), 'body_too_large');
    expect((await post(`"${'x'.repeat(1_048_574)}"`)).statusCode).toBe(202);
  });
});

describe('a wrong path', () => {
  it('is a problem too', async () => {
    const door = await startDoor(fakeDeps());
    await expectProblem(door.ask({ url: '/nothing' }), 'not_found');
    await expectProblem(door.ask({ url: `/v1/requests/${'x'.repeat(300)}`, headers: as('token-a') }), 'not_found');
    await expectProblem(door.ask({ url: '/v1/requests/%zz', headers: as('token-a') }), 'invalid_request');
  });

  it('or a wrong method, with those that are allowed', async () => {
    const door = await startDoor(fakeDeps());
    const wrong = await expectProblem(door.ask({ method: 'PUT', url: '/v1/requests?x=1' }), 'not_found', 405);
    expect(wrong.headers).toMatchObject({ allow: 'POST' });
    const clock = await expectProblem(door.ask({ method: 'DELETE', url: '/sandbox/clock' }), 'not_found', 405);
    expect(clock.headers).toMatchObject({ allow: 'GET, HEAD, POST' });
    const feed = await door.ask({ method: 'HEAD', url: '/v1/soa/messages', headers: as('token-a') });
    expect(feed.statusCode).toBe(405);
    expect((await door.ask({ method: 'HEAD', url: '/healthz' })).statusCode).toBe(200);
  });
});

describe('a fault of ours', () => {
  it('is answered with an id and nothing else, and logged with it', async () => {
    const deps = fakeDeps(submitting(() => Promise.reject(new Error('the password is 1234'))));
    const door = await startDoor(deps, { newErrorId: () => '0b5e7d4e-0000-4000-8000-000000000001' });
    const problem = await expectProblem(
      door.ask({ method: 'POST', url: '/v1/requests?token=x', headers: as('token-a'), payload: {} }),
      'internal_error',
    );
    expect(problem.instance).toBe('urn:uuid:0b5e7d4e-0000-4000-8000-000000000001');
    expect(JSON.stringify(problem)).not.toContain('1234');
    expect(deps.logged).toEqual([
      {
        level: 'error',
        text: 'a request failed unexpectedly',
        fields: expect.objectContaining({
          errorId: '0b5e7d4e-0000-4000-8000-000000000001',
          method: 'POST',
          path: '/v1/requests',
        }),
      },
    ]);
  });

  it('is not a code that the error table lacks', async () => {
    const door = await startDoor(
      fakeDeps(submitting(() => Promise.resolve({ ok: false, error: { code: 'no_such_code' } }))),
    );
    await expectProblem(
      door.ask({ method: 'POST', url: '/v1/requests', headers: as('token-a'), payload: {} }),
      'internal_error',
    );
  });

  it.each(['broker_unreachable', 'store_unreachable', 'service_unreachable'] as const)(
    'passes when it is %s',
    async (code) => {
      const door = await startDoor(
        fakeDeps(submitting(() => Promise.reject(Object.assign(new Error('away'), { code })))),
      );
      const problem = await expectProblem(
        door.ask({ method: 'POST', url: '/v1/requests', headers: as('token-a'), payload: {} }),
        code,
      );
      expect(problem.headers).toMatchObject({ 'retry-after': '1' });
    },
  );
});

describe('the quota', () => {
  it('is each SPID’s own, and polling takes nothing from requests', async () => {
    let now = 0;
    const deps = fakeDeps({
      ...submitting(() => ok(PENDING)),
      reads: { ...fakeDeps().reads, digest: () => ok({ number: 0, digest: '', entries: 0 }) },
      quota: { perSecond: 0.5, burst: 2 },
      monotonicMs: () => now,
    });
    const door = await startDoor(deps);
    const post = (token: string) => door.ask({ method: 'POST', url: '/v1/requests', headers: as(token), payload: {} });
    const read = (token: string) => door.ask({ url: '/v1/lsms/digest', headers: as(token) });
    expect([(await post('token-a')).statusCode, (await post('token-a')).statusCode]).toEqual([202, 202]);
    const problem = await expectProblem(post('token-a'), 'quota_exceeded');
    expect(problem.headers).toMatchObject({ 'retry-after': '2' });
    expect((await read('token-a')).statusCode).toBe(200);
    expect((await post('token-b')).statusCode).toBe(202);
    for (let i = 0; i < 5; i += 1) expect((await post('operator')).statusCode).toBe(202);
    now += 2_000;
    expect((await post('token-a')).statusCode).toBe(202);
  });
});
