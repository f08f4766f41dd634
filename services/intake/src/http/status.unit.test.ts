import { EXAMPLES } from './openapi/examples';
import type { RegistryStatus } from './ports';
import { as, fakeDeps } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();

const deps = () =>
  fakeDeps({
    status: {
      status: () => Promise.resolve(EXAMPLES.status as unknown as RegistryStatus),
      topics: () => Promise.resolve(EXAMPLES.topics.topics),
    },
  });

describe('/v1/status', () => {
  it('tells every token where the registry stands, and nobody else', async () => {
    const door = await startDoor(deps());
    for (const token of ['operator', 'token-a']) {
      const answer = await door.ask({ url: '/v1/status', headers: as(token) });
      expect([answer.statusCode, answer.json()]).toEqual([200, EXAMPLES.status]);
    }
    expect((await door.ask({ url: '/v1/status' })).statusCode).toBe(401);
  });
});

describe('/v1/topics', () => {
  it('is for the operator', async () => {
    const door = await startDoor(deps());
    const answer = await door.ask({ url: '/v1/topics', headers: as('operator') });
    expect([answer.statusCode, answer.json()]).toEqual([200, EXAMPLES.topics]);
    expect((await door.ask({ url: '/v1/topics', headers: as('token-a') })).json()).toMatchObject({
      status: 403,
      code: 'not_authorized',
    });
  });

  it('answers 503 while the broker is away', async () => {
    const away = Object.assign(new Error('no broker'), { code: 'broker_unreachable', retriable: true });
    const door = await startDoor(fakeDeps({ status: { ...deps().status, topics: () => Promise.reject(away) } }));
    const answer = await door.ask({ url: '/v1/topics', headers: as('operator') });
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'broker_unreachable']);
  });
});
