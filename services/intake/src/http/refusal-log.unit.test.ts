import { as, fakeDeps, no, ok, PENDING } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

describe('what the door refuses', () => {
  const door = testDoors();
  const unused = () => Promise.reject(new Error('not asked'));
  const house = (submit: () => ReturnType<typeof ok<typeof PENDING>>) => {
    const refused: string[] = [];
    const requests = {
      submit,
      status: () => no('not_found'),
      issueToken: unused,
      revokeToken: unused,
      setTunable: unused,
    };
    return { ...fakeDeps({ requests, refused: (code) => void refused.push(code) }), refusedCodes: refused };
  };
  const post = (payload: object | string, headers: Record<string, string> = {}) => ({
    method: 'POST',
    url: '/v1/requests?secret=1',
    headers: { ...as('token-a'), ...headers },
    payload,
  });

  it('is one line each, with who, which request, which number and which trace, and never the query', async () => {
    const deps = house(() => no('disk_full'));
    const { ask } = await door(deps);
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await ask(post({ kind: 'Activate', tn: '3035550100' }, { 'idempotency-key': 'm1', traceparent }));
    expect(deps.logged).toEqual([
      {
        level: 'info',
        text: 'the door refused',
        fields: {
          code: 'disk_full',
          status: 503,
          method: 'POST',
          path: '/v1/requests',
          spid: 'A111',
          requestId: 'A111-m1',
          tn: '3035550100',
          traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        },
      },
    ]);
    expect(deps.refusedCodes).toEqual(['disk_full']);
  });

  it('is a line without what nobody knows', async () => {
    const deps = house(() => no('invalid_request'));
    const { ask } = await door(deps);
    await ask({ url: '/v1/requests/A111-m1' });
    await ask(post({ tn: 7 }, { 'idempotency-key': 'x'.repeat(300) }));
    expect(deps.logged.map(({ fields }) => fields)).toEqual([
      { code: 'unauthorized', status: 401, method: 'GET', path: '/v1/requests/A111-m1' },
      expect.objectContaining({ code: 'invalid_request', spid: 'A111', requestId: `A111-${'x'.repeat(64)}` }),
    ]);
    expect(deps.refusedCodes).toEqual(['invalid_request']);
  });

  it('is no line when it took the request', async () => {
    const deps = house(() => ok(PENDING));
    const { ask } = await door(deps);
    expect((await ask(post({ kind: 'Activate', tn: '3035550100' }))).statusCode).toBe(202);
    expect([deps.logged, deps.refusedCodes]).toEqual([[], []]);
  });
});

describe('what the machines around it are told', () => {
  const door = testDoors();

  it('is why nothing can be accepted, though every service is ready', async () => {
    const readiness = { ready: false, services: { intake: 'ready' }, reason: 'disk_full' };
    const { ask } = await door(fakeDeps({ readiness: () => Promise.resolve(readiness) }));
    const answer = await ask({ url: '/readyz' });
    expect([answer.statusCode, answer.json()]).toEqual([503, readiness]);
  });

  it('is what the processes count, and where the registry stands', async () => {
    const status = {
      now: '2026-01-05T14:30:00.000Z',
      ready: true,
      services: { relay: 'ready' },
      store: { head: '41', relayed: '40', lag: 1 },
      lastDownload: 3,
      consumers: [{ group: 'validation', topic: 'port.requests', lag: 2 }],
      lsms: [],
    };
    const topics = () => Promise.reject(new Error('not asked'));
    const { ask } = await door(fakeDeps({ status: { status: () => Promise.resolve(status), topics } }));
    const lines = (await ask({ url: '/metrics' })).body.split('\n').filter((line) => !line.startsWith('#'));
    expect(lines).toEqual(
      expect.arrayContaining([
        'up 1',
        'lnp_log_position 41',
        'lnp_relay_lag_events 1',
        'lnp_service_ready{service="relay"} 1',
      ]),
    );
  });

  it('are the counts alone, when nobody can say where it stands', async () => {
    const deps = fakeDeps();
    const { ask } = await door(deps);
    const { statusCode, body } = await ask({ url: '/metrics' });
    expect([statusCode, body]).toEqual([200, '# HELP up Up\nup 1\n']);
    expect(deps.logged).toMatchObject([{ level: 'warn', text: 'nobody can say where the registry stands' }]);
  });
});
