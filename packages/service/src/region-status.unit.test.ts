import { REGIONS, type Region } from '@openlnp/calendar';
import { KnownTunables } from '@openlnp/network';
import { type Instant, NPAC, parseInstant } from '@openlnp/numbering';
import { regionsAt } from './region-status';
import { Timers } from './timers';

const NOW = parseInstant('2026-01-05T14:30:00Z') as Instant;

it('RR3-14 a region tells its clock, its holidays of two years, and the business days that are in force', () => {
  const [us] = REGIONS as readonly [Region];
  const east: Region = { ...us, name: 'east', zone: 'America/New_York', npas: [212], holidays: [] };
  const tunables = new KnownTunables();
  const set = { value: '06:00', previousValue: null, effectiveFrom: NOW, person: null };
  tunables.apply({ name: 'short_business_day_start_time', region: 'east', ...set }, NOW, NPAC);
  const [first, second] = regionsAt([us, east], new Timers(tunables, [us, east]), NOW);
  expect(first).toMatchObject({ name: 'us', zone: 'America/Chicago', npas: null });
  expect(first?.businessDays).toEqual({
    short: { weekdays: 'mon,tue,wed,thu,fri', opens: '07:00', hours: 12 },
    medium: { weekdays: 'mon,tue,wed,thu,fri', opens: '07:00', hours: 17 },
    long: { weekdays: 'mon,tue,wed,thu,fri,sat', opens: '08:00', hours: 12 },
  });
  expect(first?.holidays.at(0)).toEqual({ date: '2026-01-01', name: "New Year's Day" });
  expect(first?.holidays.at(-1)).toEqual({ date: '2027-12-31', name: "New Year's Day" });
  expect(second).toMatchObject({
    name: 'east',
    npas: [212],
    holidays: [],
    businessDays: { short: { opens: '06:00' } },
  });
});
