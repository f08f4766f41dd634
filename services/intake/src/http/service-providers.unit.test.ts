import type { ProfileStatus } from './ports';
import { as, fakeDeps, IDENTITIES } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();

const profileOf = (token: string) => ({ spid: IDENTITIES[token]?.spid, name: token }) as unknown as ProfileStatus;
const [A, B] = [profileOf('token-a'), profileOf('token-b')];

describe('GET /v1/service-providers', () => {
  it.each([
    ['operator', [A, B]],
    ['token-a', [A]],
    ['token-b', [B]],
  ])('shows %s what it may see', async (token, expected) => {
    const door = await startDoor(fakeDeps({ serviceProviders: { list: () => Promise.resolve([A, B]) } }));
    const answer = await door.ask({ url: '/v1/service-providers', headers: as(token) });
    expect([answer.statusCode, answer.json()]).toEqual([200, { serviceProviders: expected }]);
  });
});
