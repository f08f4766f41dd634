import { NPAC } from '@openlnp/numbering';
import { append, CARLA, smallWorld, testDeps } from '../../../packages/service/src/testing';
import { created, pending, routing, stages } from './testing/versions';

const newDeps = testDeps();
const mostIs = (value: string) => ({
  type: 'TunableChanged',
  data: { name: 'maximum_subscription_query', region: null, value, previousValue: null, effectiveFrom: 0 },
});

describe('pages of versions', () => {
  it('N285 gives the first of too many and the place to go on, until all were given once', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await pending(deps.store, 23);
    await append(deps.store, 'tunable-all', mostIs('10'));
    const { ask } = await routing(deps);
    const pages: number[][] = [];
    let after: string | undefined;
    do {
      const { versions, next } = await ask({ limit: 100, after });
      pages.push(versions.map(({ svId }) => svId));
      after = next ?? undefined;
    } while (after !== undefined);
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 3]);
    expect(pages.flat()).toEqual(Array.from({ length: 23 }, (_, at) => 1001 + at));
    // Exactly as many as there are: nothing is left, and nothing says otherwise.
    expect((await ask({ tn: '3035550001-0010' })).next).toBeNull();
    expect((await ask({ limit: 2 })).versions).toHaveLength(2);
  });

  it('N285 gives fifty when nobody says how many', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await pending(deps.store, 51);
    const { ask } = await routing(deps);
    const { versions, next } = await ask({});
    expect(versions).toHaveLength(50);
    expect((await ask({ after: next ?? '' })).versions).toMatchObject([{ svId: 1051 }]);
  });

  it('goes on from where it was, whatever came in between', async () => {
    const deps = await newDeps();
    const { store } = deps;
    await smallWorld(store);
    await pending(store, 4);
    const { ask } = await routing(deps);
    const first = await ask({ limit: 2 });
    await append(store, 'tn-2015550001', created({ tn: 2015550001, svId: 2001 }));
    await append(store, 'tn-3035550004', created({ tn: 3035550004, svId: 2002, newSp: CARLA }));
    const second = await ask({ limit: 9, after: first.next ?? '' });
    expect(second.versions.map(({ svId }) => svId)).toEqual([1003, 1004, 2002]);
  });

  it.each([
    '',
    'nonsense',
    Buffer.from('303.1').toString('base64url'),
    Buffer.from('1035550001.1').toString('base64url'),
  ])('knows its own places only: %p', async (after) => {
    const deps = await newDeps();
    const { queries } = await routing(deps);
    expect(await queries.subscriptionVersions({ spid: NPAC }, { after })).toEqual({
      ok: false,
      error: { code: 'invalid_request', field: 'after', actual: after, expected: '`next` of the answer before' },
    });
  });

  it('is not older than the store, and is the same after a restart (law 7)', async () => {
    let deps = await newDeps();
    await smallWorld(deps.store);
    const before = await routing(deps);
    await stages(deps.store);
    const known = await before.ask({});
    expect(known.versions).toHaveLength(9);
    deps = await deps.restart();
    expect(await (await routing(deps)).ask({})).toEqual(known);
  });
});
