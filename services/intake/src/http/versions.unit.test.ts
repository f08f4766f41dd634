import type { SvQuery } from '@openlnp/service';
import { as, fakeDeps, ok } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();

/** What the read side is asked, and the answer. */
async function asking(search: string) {
  const queries: [string, SvQuery][] = [];
  const door = await startDoor(
    fakeDeps({
      reads: {
        ...fakeDeps().reads,
        subscriptionVersions: ({ spid }, query) => {
          queries.push([spid, query]);
          return ok({ subscriptionVersions: [{ svId: 1 }], next: 'here' });
        },
      },
    }),
  );
  const answer = await door.ask({ url: `/v1/subscription-versions${search}`, headers: as('token-b') });
  return { answer, queries };
}

describe('GET /v1/subscription-versions', () => {
  it('R5-72 passes on everything that is asked for, and R5-73 a number with a status or a version id', async () => {
    const { answer, queries } = await asking(
      '?tn=3035550100-0199&svId=17&status=pending,disconnect_pending&spid=A111&newSp=B222&oldSp=C333&createdFrom=2026-01-05T00:00:00Z' +
        '&dueTo=2026-01-06T00:00:00-05:00&activatedFrom=2026-01-01T00:00:00Z&activatedTo=2026-01-02T00:00:00Z' +
        '&changedTo=2026-01-03T00:00:00Z&limit=7&after=place',
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ subscriptionVersions: [{ svId: 1 }], next: 'here' });
    expect(queries).toEqual([
      [
        'B222',
        {
          tn: '3035550100-0199',
          svId: 17,
          statuses: ['pending', 'disconnect_pending'],
          spid: 'A111',
          newSp: 'B222',
          oldSp: 'C333',
          created: { from: Date.parse('2026-01-05T00:00:00Z') },
          due: { to: Date.parse('2026-01-06T05:00:00Z') },
          activated: { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2026-01-02T00:00:00Z') },
          changed: { to: Date.parse('2026-01-03T00:00:00Z') },
          limit: 7,
          after: 'place',
        },
      ],
    ]);
  });

  it('takes a number alone, and a question without any criterion', async () => {
    expect((await asking('?tn=3035550100')).queries).toEqual([['B222', { tn: '3035550100' }]]);
    expect((await asking('')).queries).toEqual([['B222', {}]]);
  });

  it.each([
    ['?tn=303555', 'invalid_tn', 'tn'],
    ['?tn=3035550199-0100', 'invalid_tn', 'tn'],
    ['?svId=0', 'invalid_request', 'svId'],
    ['?svId=2147483648', 'invalid_request', 'svId'],
    ['?status=ported', 'invalid_request', 'status'],
    ['?status=', 'invalid_request', 'status'],
    ['?status=active,', 'invalid_request', 'status'],
    ['?status=active&status=old', 'invalid_request', 'status'],
    ['?spid=A11', 'invalid_request', 'spid'],
    ['?oldSp=a111', 'invalid_request', 'oldSp'],
    ['?createdFrom=2026-01-05', 'invalid_request', 'createdFrom'],
    ['?dueTo=2026-02-30T00:00:00Z', 'invalid_request', 'dueTo'],
    ['?limit=0', 'invalid_request', 'limit'],
    ['?limit=1.5', 'invalid_request', 'limit'],
    [`?after=${'x'.repeat(65)}`, 'invalid_request', 'after'],
    ['?statuses=active', 'invalid_request', null],
  ])('refuses %s without asking anybody', async (search, code, field) => {
    const { answer, queries } = await asking(search);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const body = answer.json<{ status: number; code: string; errors: object[] }>();
    expect([answer.statusCode, body.code, body.errors]).toEqual([
      code === 'invalid_tn' ? 422 : 400,
      code,
      [expect.objectContaining({ code, field, expected: expect.any(String) })],
    ]);
    expect(queries).toEqual([]);
  });

  it('lists every fault at once', async () => {
    const { answer } = await asking('?tn=1&status=no&limit=x');
    const { errors } = answer.json<{ errors: { field: string }[] }>();
    expect(errors.map(({ field }) => field)).toEqual(['tn', 'status', 'limit']);
  });
});

describe('GET /v1/lsms/subscription-versions', () => {
  const asLsms = async (token: string) => {
    const queries: SvQuery[] = [];
    const reads = fakeDeps().reads;
    const subscriptionVersions: typeof reads.subscriptionVersions = (_identity, query) => {
      queries.push(query);
      return ok({ subscriptionVersions: [], next: null });
    };
    const door = await startDoor(fakeDeps({ reads: { ...reads, subscriptionVersions } }));
    const answer = await door.ask({ url: '/v1/lsms/subscription-versions?tn=3035550100', headers: as(token) });
    return { answer, queries };
  };

  it('R5-74.4 R5-73 asks the same question for an LSMS', async () => {
    for (const token of ['token-a', 'operator']) {
      const { answer, queries } = await asLsms(token);
      expect(answer.statusCode).toBe(200);
      expect(queries).toEqual([{ tn: '3035550100', view: 'lsms' }]);
    }
  });

  it('is for who has an LSMS', async () => {
    const { answer, queries } = await asLsms('token-b');
    expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'not_an_lsms' }]);
    expect(queries).toEqual([]);
  });
});
