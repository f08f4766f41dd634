import type { EventStore } from '@openlnp/event-store';
import { START } from '@openlnp/event-store';
import { NPAC, type Spid } from '@openlnp/numbering';
import { followLog, LiveNetworkView, SvNumbers } from '@openlnp/service';
import {
  ANNA,
  append,
  BERTA,
  CARLA,
  join,
  NOW,
  type TestDeps,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { knownFromLog } from './known-from-log';

const newDeps = testDeps();

const ANNAS = 'D444' as Spid;
const TN = 3035550100;
const DAY = 86_400_000;

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
  const known = knownFromLog({ view, numbers, store: deps.store, followed: following, now: () => deps.clock.now() });
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

const parties = (svId: number) => ({ svId, tn: TN, newSp: BERTA, oldSp: ANNA });
const created = (svId: number) => ({
  type: 'SvCreated',
  data: {
    ...parties(svId),
    ...{ lnpType: 'lspp', createdBy: 'old', dueDate: TODAY, route: null, portingToOriginal: false },
    ...{ timerType: 'long', businessType: 'short', initialWindowEndsAt: TODAY + DAY, pendingRetentionEndsAt: null },
    ...{ authorized: true, causeCode: null, mediumTimer: false },
  },
});
const canceled = (svId: number) => ({
  type: 'SvCanceled',
  data: { ...parties(svId), by: 'old', causeCode: null, from: 'pending', retainUntil: NOW + DAY },
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
    expect(await known.tnOfVersion(1001, ANNA)).toBeUndefined();
    await append(deps.store, `tn-${TN}`, created(1001));
    expect(await known.tnOfVersion(1001, ANNA)).toBe(TN);
    expect(await known.tnOfVersion(1002, ANNA)).toBeUndefined();
  });

  it('RR5-39 RN5-6 a version that is not to be seen is found by its parties and NPAC personnel only', async () => {
    const deps = await newDeps();
    await append(deps.store, `tn-${TN}`, created(1001));
    const { known } = await followed(deps);
    const finders = async () => {
      const found = [];
      for (const asking of [ANNA, BERTA, CARLA, NPAC]) {
        if ((await known.tnOfVersion(1001, asking)) === TN) found.push(asking);
      }
      return found;
    };
    expect(await finders()).toEqual([ANNA, BERTA, NPAC]);
    // Canceled versions are for everybody (RR5-39), as long as they are kept (RR5-40).
    await append(deps.store, `tn-${TN}`, canceled(1001));
    expect(await finders()).toEqual([ANNA, BERTA, CARLA, NPAC]);
    deps.clock.shift(NOW + 2 * DAY, NOW);
    expect(await finders()).toEqual([NPAC]);
  });

  it('what is known already is answered without reading on', async () => {
    const deps = await newDeps();
    await join(deps.store, ANNA, 'http', null);
    await joinFor(deps.store, ANNAS, ANNA);
    await append(deps.store, `tn-${TN}`, created(1001));
    const { known, read } = await followed(deps);
    expect(await known.mayActFor(ANNA, ANNAS)).toBe(true);
    await append(deps.store, `tn-${TN}`, canceled(1001));
    const before = read();
    expect([await known.mayActFor(ANNA, ANNAS), await known.tnOfVersion(1001, ANNA)]).toEqual([true, TN]);
    expect(read()).toBe(before);
    expect(await known.mayActFor(ANNA, BERTA)).toBe(false);
    expect(read()).toBe(before + 1);
  });
});
