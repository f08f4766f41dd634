import { type DayType, holidaysOfYear, type KeptHoliday, type Region } from '@openlnp/calendar';
import { WEEKDAYS } from '@openlnp/network';
import type { Instant } from '@openlnp/numbering';
import type { Timers } from './timers';

/** A region as whoever asks is told of it. */
export interface RegionStatus {
  readonly name: string;
  readonly zone: string;
  /** Null for the region of all area codes in service that no other one lists. */
  readonly npas: readonly number[] | null;
  /** As they are now: of the region's data, but for what tunables say. */
  readonly businessDays: Readonly<
    Record<DayType, { readonly weekdays: string; readonly opens: string; readonly hours: number }>
  >;
  /** Of this year and the next, by UTC. */
  readonly holidays: readonly KeptHoliday[];
}

export const regionsAt = (
  regions: readonly Region[],
  timers: Pick<Timers, 'businessDay'>,
  now: Instant,
): readonly RegionStatus[] =>
  regions.map((region) => {
    const year = new Date(now).getUTCFullYear();
    const businessDay = (type: DayType) => {
      const { weekdays, ...day } = timers.businessDay(region, type, now);
      return { weekdays: WEEKDAYS.filter((_, index) => weekdays.includes((index + 1) % 7)).join(), ...day };
    };
    return {
      ...{ name: region.name, zone: region.zone, npas: region.npas },
      businessDays: { short: businessDay('short'), medium: businessDay('medium'), long: businessDay('long') },
      holidays: [year, year + 1].flatMap((of) => holidaysOfYear(region.holidays, of)),
    };
  });
