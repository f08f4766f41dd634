import type { EventStore } from '@openlnp/event-store';
import { START } from '@openlnp/event-store';
import type { Spid } from '@openlnp/numbering';
import { followLog, LiveNetworkView, SvNumbers } from '@openlnp/service';
import { ANNA, append, BERTA, CARLA, join, type TestDeps, testDeps } from '../../../packages/service/src/testing';
import { knownFromLog } from './known-from-log';

const newDeps = testDeps();

const ANNAS = 'D444' as Spid;
const TN = 3035550100;

/** Views that follow the log of a registry in which nobody relays: they learn nothing unless they ask the store. */
async function followed(deps: TestDeps) {
  const view = new LiveNetworkView();
  const numbers = new SvNumbers();
  let read = 0;
  const following = await followLog({
    ...deps,
    after: START,
    onEvents: async (events) => {
      for (const event of events) {
        read += 1;
        view.apply(event);
        numbers.apply(event);
      }
    },
    onError: deps.fatal,
  });
  await deps.running(Promise.resolve({ name: 'views', stop: () => following.stop() }));
  const known = knownFromLog({ view, numbers, store: deps.store, followed: following });
  return { known, read: () => read };
}

const joinFor = (store: EventStore, spid: Spid, associatedWith: Spid): Promise<void> =>
  append(store, `sp-${spid}`, {
    type: 'ServiceProviderCreated',
    data: {
      ...{ spid, name: spid, spType: 'wireline', soa: 'http', lsms: null },
      ...{ portInTimer: null, portOutTimer: null, businessDays: null, mediumTimers: false, wsmscSupported: true },
      associatedWith,
    },
  });

const created = (svId: number) => ({
  type: 'SvInitialWindowExpired',
  data: { svId, tn: TN, newSp: BERTA, oldSp: ANNA, waitingFor: 'old', finalWindowEndsAt: 0, announced: true },
});

describe('what the doors ask of the log', () => {
  it('an association counts as soon as it is stored, also where the log comes late', async () => {
    const deps = await newDeps();
    await join(deps.store, ANNA, 'http', null);
    const { known } = await followed(deps);
    expect(await known.mayActFor(ANNA, ANNAS)).toBe(false);
    await joinFor(deps.store, ANNAS, ANNA);
    expect(await known.mayActFor(ANNA, ANNAS)).toBe(true);
    expect([await known.mayActFor(ANNAS, ANNA), await known.mayActFor(CARLA, ANNAS)]).toEqual([false, false]);
  });

  it('a version is found as soon as it is stored; none is found that is not', async () => {
    const deps = await newDeps();
    const { known } = await followed(deps);
    expect(await known.tnOfVersion(1001)).toBeUndefined();
    await append(deps.store, `tn-${TN}`, created(1001));
    expect(await known.tnOfVersion(1001)).toBe(TN);
    expect(await known.tnOfVersion(1002)).toBeUndefined();
  });

  it('what is known already is answered without the store', async () => {
    const deps = await newDeps();
    await join(deps.store, ANNA, 'http', null);
    await joinFor(deps.store, ANNAS, ANNA);
    await append(deps.store, `tn-${TN}`, created(1001));
    const { known, read } = await followed(deps);
    expect(await known.mayActFor(ANNA, ANNAS)).toBe(true);
    await append(deps.store, `tn-${TN}`, created(1001));
    const before = read();
    expect([await known.mayActFor(ANNA, ANNAS), await known.tnOfVersion(1001)]).toEqual([true, TN]);
    expect(read()).toBe(before);
    expect(await known.mayActFor(ANNA, BERTA)).toBe(false);
    expect(read()).toBe(before + 1);
  });
});
