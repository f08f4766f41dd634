import { calendarOf } from './calendar';
import { dayOf, parseDay } from './day';
import type { BusinessDay, DayType, Holiday, Region } from './region';
import { offsetAt } from './zone';

/** Regions, or everything that is wrong with the data, for people, each with where it stands. */
export type ParsedRegions =
  | { readonly ok: true; readonly regions: readonly Region[] }
  | { readonly ok: false; readonly faults: readonly string[] };

/** What JSON holds, before anything is known of it. */
type Json = Readonly<Record<string, unknown>>;

const DAY_TYPES = ['short', 'medium', 'long'] as const satisfies readonly DayType[];

/**
 * The regions that data in the form of data/us.json describe: `regions`, each with name, zone, npas (null: all that no other one
 * lists), the name of its list of holidays and, where they differ, business days of its own; the `businessDays` of all others; the
 * lists of `holidays`. Whatever is wrong is told at once, so that a file can be set right in one go.
 */
export function parseRegions(data: unknown): ParsedRegions {
  const faults: string[] = [];
  const file = objectIn(data, 'the data', ['regions', 'businessDays', 'holidays'], faults);
  const lists = new Map<string, readonly Holiday[]>();
  for (const [name, list] of Object.entries(objectIn(file.holidays, 'holidays', undefined, faults)))
    lists.set(name, holidaysIn(list, `holidays.${name}`, faults));
  const general = businessDaysIn(file.businessDays, 'businessDays', faults);
  for (const type of DAY_TYPES) if (general[type] === undefined) faults.push(`businessDays.${type}: is missing`);

  const regions = listIn(file.regions, 'regions', faults).map((entry, index): Region => {
    const where = `regions.${index}`;
    const region = objectIn(entry, where, ['name', 'zone', 'npas', 'holidays', 'businessDays'], faults);
    const holidays = lists.get(String(region.holidays));
    if (holidays === undefined) faults.push(`${where}.holidays: no list of this name: ${shown(region.holidays)}`);
    const own =
      region.businessDays === undefined ? {} : businessDaysIn(region.businessDays, `${where}.businessDays`, faults);
    return {
      name: nameIn(region.name, where, faults),
      zone: zoneIn(region.zone, where, faults),
      npas: npasIn(region.npas, where, faults),
      holidays: holidays ?? [],
      businessDays: { ...(general as Region['businessDays']), ...own },
    };
  });
  faults.push(...faultsAmong(regions));
  if (faults.length === 0) faults.push(...senseless(regions));
  return faults.length === 0 ? { ok: true, regions } : { ok: false, faults };
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);

function objectIn(value: unknown, where: string, fields: readonly string[] | undefined, faults: string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    faults.push(`${where}: expected an object, not ${shown(value)}`);
    return {};
  }
  for (const field of Object.keys(value))
    if (fields !== undefined && !fields.includes(field)) faults.push(`${where}.${field}: no such field`);
  return value as Json;
}

function listIn(value: unknown, where: string, faults: string[]): readonly unknown[] {
  if (Array.isArray(value) && value.length > 0) return value;
  faults.push(`${where}: expected a list that is not empty, not ${shown(value)}`);
  return [];
}

const isWhole = (value: unknown, least: number, most: number): value is number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** The name is part of a stream's; `all` is the stream of every region. */
function nameIn(name: unknown, where: string, faults: string[]): string {
  const fits = typeof name === 'string' && /^[A-Za-z0-9][A-Za-z0-9_-]{0,31}$/.test(name);
  if (!fits) faults.push(`${where}.name: expected 1 to 32 letters, digits, _ and -, not ${shown(name)}`);
  if (name === 'all') faults.push(`${where}.name: all is reserved: it stands for every region`);
  return String(name);
}

function zoneIn(zone: unknown, where: string, faults: string[]): string {
  try {
    offsetAt(String(zone), 0);
  } catch {
    faults.push(`${where}.zone: no such time zone: ${shown(zone)}`);
  }
  return String(zone);
}

function npasIn(npas: unknown, where: string, faults: string[]): readonly number[] | null {
  if (npas === null) return null;
  return listIn(npas, `${where}.npas`, faults).filter((npa): npa is number => {
    const fits = isWhole(npa, 200, 999);
    if (!fits) faults.push(`${where}.npas: no area code: ${shown(npa)}`);
    return fits;
  });
}

function businessDaysIn(value: unknown, where: string, faults: string[]): Partial<Record<DayType, BusinessDay>> {
  const days: Partial<Record<DayType, BusinessDay>> = {};
  const given = objectIn(value, where, DAY_TYPES, faults);
  for (const type of DAY_TYPES) {
    if (given[type] === undefined) continue;
    const day = objectIn(given[type], `${where}.${type}`, ['weekdays', 'opens', 'hours'], faults);
    const weekdays = listIn(day.weekdays, `${where}.${type}.weekdays`, faults);
    if (!weekdays.every((weekday) => isWhole(weekday, 0, 6)) || new Set(weekdays).size < weekdays.length)
      faults.push(
        `${where}.${type}.weekdays: expected numbers from 0 (Sunday) to 6, each once, not ${shown(weekdays)}`,
      );
    if (typeof day.hours !== 'number')
      faults.push(`${where}.${type}.hours: expected a number, not ${shown(day.hours)}`);
    days[type] = { weekdays: weekdays as number[], opens: String(day.opens), hours: Number(day.hours) };
  }
  return days;
}

function holidaysIn(list: unknown, where: string, faults: string[]): readonly Holiday[] {
  if (!Array.isArray(list)) {
    faults.push(`${where}: expected a list, not ${shown(list)}`);
    return [];
  }
  return list.map((entry, index) => {
    const holiday = objectIn(entry, `${where}.${index}`, ['name', 'date', 'month', 'day', 'weekday', 'nth'], faults);
    if (typeof holiday.name !== 'string' || !isHoliday(holiday))
      faults.push(
        `${where}.${index}: expected a name with a date (YYYY-MM-DD), with month and day, or with month, weekday and nth (1 to 4, -1 to -4), not ${shown(entry)}`,
      );
    return holiday as unknown as Holiday;
  });
}

function isHoliday({ date, month, day, weekday, nth }: Json): boolean {
  if (date !== undefined)
    return (
      typeof date === 'string' &&
      parseDay(date) !== undefined &&
      [month, day, weekday, nth].every((x) => x === undefined)
    );
  if (!isWhole(month, 1, 12)) return false;
  // 29 February too: in other years it is kept on the day after.
  if (day !== undefined)
    return (
      isWhole(day, 1, dayOf(2028, month + 1, 1) - dayOf(2028, month, 1)) && weekday === undefined && nth === undefined
    );
  return isWhole(weekday, 0, 6) && isWhole(nth, -4, 4) && nth !== 0;
}

/** Whether each number is in one region, and in one only. */
function faultsAmong(regions: readonly Region[]): readonly string[] {
  const faults = new Set<string>();
  const owners = new Map<number, string>();
  for (const [index, { name, npas }] of regions.entries()) {
    const before = regions.slice(0, index);
    if (before.some((other) => other.name === name)) faults.add(`regions: two have the name ${name}`);
    if (npas === null && before.some((other) => other.npas === null))
      faults.add('regions: only one may take the area codes that no other one lists (npas: null)');
    for (const npa of npas ?? []) {
      const owner = owners.get(npa);
      if (owner !== undefined) faults.add(`regions: the area code ${npa} is listed twice: by ${owner} and ${name}`);
      owners.set(npa, name);
    }
  }
  return [...faults];
}

function senseless(regions: readonly Region[]): readonly string[] {
  return regions.flatMap((region) =>
    DAY_TYPES.flatMap((type) => {
      try {
        calendarOf(region, type);
        return [];
      } catch (error) {
        return [(error as Error).message];
      }
    }),
  );
}
