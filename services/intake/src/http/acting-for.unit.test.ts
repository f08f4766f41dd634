import type { Identity } from './ports';
import { as, fakeDeps, IDENTITIES, ok } from './testing/fake-deps';
import { testDoors } from './testing/test-door';

const startDoor = testDoors();
const A111 = IDENTITIES['token-a']?.spid;
const B222 = IDENTITIES['token-b']?.spid;

/** B222 is a service bureau for A111. Who was said to ask. */
async function doorOfABureau() {
  const asked: Identity[] = [];
  const acknowledged: unknown[] = [];
  const history = (identity: Identity) => {
    asked.push(identity);
    return ok({});
  };
  const given = fakeDeps({
    mayActFor: (primary, spid) => primary === B222 && spid === A111,
    reads: { ...fakeDeps().reads, history },
    hasLsms: (spid) => spid === A111,
    acknowledgements: {
      ...fakeDeps().acknowledgements,
      acknowledge: (spid, { through }, holder) => {
        acknowledged.push([spid, holder]);
        return ok({ acknowledgedThrough: through });
      },
    },
  });
  const door = await startDoor(given);
  const ask = (token: string, actingFor?: string, url = '/v1/telephone-numbers/3035550100/history') =>
    door.ask({ url, headers: { ...as(token), ...(actingFor === undefined ? {} : { 'acting-for': actingFor }) } });
  const acknowledge = (token: string, actingFor?: string) =>
    door.ask({
      ...{ method: 'POST', url: '/v1/lsms/acknowledgements', payload: { after: 0, through: 3 } },
      headers: { ...as(token), ...(actingFor === undefined ? {} : { 'acting-for': actingFor }) },
    });
  return { ask, asked, acknowledge, acknowledged };
}

describe('a question for somebody else (law 4)', () => {
  it('is answered as that service provider would be', async () => {
    const { ask, asked } = await doorOfABureau();
    expect((await ask('token-b', 'A111')).statusCode).toBe(200);
    expect((await ask('token-b')).statusCode).toBe(200);
    expect((await ask('token-b', 'B222')).statusCode).toBe(200);
    expect(asked).toEqual([
      { spid: A111, operator: false, user: 'id-b', holder: B222 },
      ...[B222, B222].map((spid) => ({ spid, operator: false, user: 'id-b' })),
    ]);
  });

  it('is not answered to who is not associated, and the association goes one way', async () => {
    const { ask, asked } = await doorOfABureau();
    const refused = await ask('token-a', 'B222');
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ code: 'acting_for_not_associated', field: 'acting-for', actual: 'B222' });
    expect((await ask('token-b', 'C333')).statusCode).toBe(403);
    expect((await ask('token-b', 'NPAC')).statusCode).toBe(403);
    expect(asked).toEqual([]);
  });

  it.each(['', 'a111', 'A1', 'A111 ', 'A111, C333'])('is refused for what is no SPID: %j', async (actingFor) => {
    const { ask, asked } = await doorOfABureau();
    const refused = await ask('token-b', actingFor);
    // HTTP takes the blanks around a header away.
    expect(refused.statusCode).toBe(actingFor.trim() === 'A111' ? 200 : 422);
    expect(asked).toHaveLength(actingFor.trim() === 'A111' ? 1 : 0);
  });

  it('may be asked by NPAC personnel for everybody, who are no operator then', async () => {
    const { ask, asked } = await doorOfABureau();
    expect((await ask('operator', 'C333')).statusCode).toBe(200);
    expect(asked).toEqual([{ spid: 'C333', operator: false, user: 'operator', holder: 'NPAC' }]);
  });
});

describe('an acknowledgement for somebody else (law 4)', () => {
  it('is that service provider’s, whose log the bureau may read', async () => {
    const { acknowledge, acknowledged } = await doorOfABureau();
    expect((await acknowledge('token-b', 'A111')).json()).toEqual({ acknowledgedThrough: 3 });
    expect(acknowledged).toEqual([[A111, B222]]);
    expect((await acknowledge('token-b')).json()).toMatchObject({ code: 'not_an_lsms' });
  });

  it('may be made by NPAC personnel for every LSMS', async () => {
    const { acknowledge, acknowledged } = await doorOfABureau();
    expect((await acknowledge('operator', 'A111')).statusCode).toBe(200);
    expect((await acknowledge('operator')).json()).toMatchObject({ code: 'not_an_lsms' });
    expect(acknowledged).toEqual([[A111, 'NPAC']]);
  });

  it('is refused where it may not act', async () => {
    const { acknowledge, acknowledged } = await doorOfABureau();
    expect((await acknowledge('token-b', 'C333')).json()).toMatchObject({ code: 'acting_for_not_associated' });
    expect((await acknowledge('token-a', 'x')).json()).toMatchObject({ code: 'malformed_spid', field: 'acting-for' });
    expect(acknowledged).toEqual([]);
  });
});
