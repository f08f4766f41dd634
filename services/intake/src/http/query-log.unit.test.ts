import { as, fakeDeps, no, ok } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

describe('the log of questions', () => {
  const door = testDoors();

  it('R5-6 has a line for each question about versions: who, with whose credential, about what, and what came of it', async () => {
    const { reads } = fakeDeps();
    const deps = fakeDeps({
      reads: {
        ...reads,
        subscriptionVersions: () => ok({ subscriptionVersions: [], next: null }),
        telephoneNumber: () => no('invalid_tn'),
      },
    });
    const { ask } = await door(deps);
    await ask({ url: '/v1/subscription-versions?tn=3035550100&status=active', headers: as('token-a') });
    await ask({ url: '/v1/telephone-numbers/nonsense', headers: as('operator') });
    await ask({ url: '/v1/telephone-numbers/3035550100', headers: as('unknown') });
    await ask({ url: '/healthz' });
    expect(deps.logged.filter(({ text }) => text === 'a question was asked').map(({ fields }) => fields)).toEqual([
      {
        ...{ spid: 'A111', user: 'id-a', path: '/v1/subscription-versions', status: 200 },
        query: { tn: '3035550100', status: 'active' },
      },
      { spid: 'NPAC', user: 'operator', path: '/v1/telephone-numbers/nonsense', query: {}, status: 422 },
    ]);
  });
});
