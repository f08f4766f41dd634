import { REGIONS, type Region } from '@openlnp/calendar';
import type { NpaNxx } from '@openlnp/numbering';
import type { SvCreated } from '@openlnp/porting';
import {
  accepted,
  append,
  BERTA,
  newSpCreate,
  openCode,
  smallWorld,
  TODAY,
  testDeps,
} from '../../../packages/service/src/testing';
import { command, start } from './testing/owner';

const [us] = REGIONS as readonly [Region];
const MOUNTAIN: Region = { ...us, name: 'mountain', zone: 'America/Denver', npas: [303] };
const PACIFIC: Region = {
  ...us,
  name: 'pacific',
  zone: 'America/Los_Angeles',
  npas: [415],
  // The very day of the world of these tests.
  holidays: [{ name: 'Foundation Day', date: '2026-01-05' }],
};
const newDeps = testDeps([MOUNTAIN, PACIFIC]);

describe('a registry of two regions', () => {
  it('RR3-14 RR3-13.2 gives the windows of each region its own clock, holidays and tunables', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await openCode(deps.store, 415555 as NpaNxx);
    const name = 'long_initial_concurrence_window';
    await append(deps.store, 'tunable-pacific', {
      type: 'TunableChanged',
      data: { name, region: 'pacific', value: '3', previousValue: null, effectiveFrom: TODAY },
    });
    await start(deps);
    const tns = ['3035550001', '4155550001'] as const;
    await command(deps, ...tns.map((tn) => accepted(BERTA, tn, 'NewSpCreate', newSpCreate(tn))));
    const created = await Promise.all(tns.map((tn) => deps.store.readStream(`tn-${tn}`)));
    const ends = created.flat().map(({ data }) => (data as SvCreated).initialWindowEndsAt);
    expect(ends).toEqual([
      // It is 7:30 in Denver: nine hours of this day.
      Date.UTC(2026, 0, 5, 23, 30),
      // The next day from 7:00 in Los Angeles on: three hours.
      Date.UTC(2026, 0, 6, 18),
    ]);
  });

  it('N321 does not start while a code is open that belongs to none of them', async () => {
    const deps = await newDeps();
    await smallWorld(deps.store);
    await openCode(deps.store, 720555 as NpaNxx);
    await expect(start(deps)).rejects.toMatchObject({
      code: 'code_without_region',
      message: expect.stringContaining('the NPA-NXX 720555 is open'),
    });
  });
});
