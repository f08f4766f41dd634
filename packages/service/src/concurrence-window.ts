import { businessTimeAfter, type Calendar, calendarOf, type Region, regionOf } from '@openlnp/calendar';
import { npaNxxOf, npaOf } from '@openlnp/numbering';
import type { BusinessType, PortingFacts, TimerType } from '@openlnp/porting';

/** Business hours of the initial and of the final concurrence window (R5-21.3, R5-21.4, R5-23.3, RR5-52). */
export const CONCURRENCE_HOURS: Readonly<Record<'initial' | 'final', Readonly<Record<TimerType, number>>>> = {
  initial: { long: 9, short: 1 },
  final: { long: 9, short: 1 },
};

const calendars = new Map<Region, Map<BusinessType, Calendar>>();

function calendarFor(region: Region, businessType: BusinessType): Calendar {
  const ofRegion = calendars.get(region) ?? new Map<BusinessType, Calendar>();
  calendars.set(region, ofRegion);
  const calendar = ofRegion.get(businessType) ?? calendarOf(region, businessType);
  ofRegion.set(businessType, calendar);
  return calendar;
}

/** End of a concurrence window by the calendar of the number's region (N385: computed once, then stored in the event). */
export const windowEnd: PortingFacts['windowEnd'] = (tn, start, window, timerType, businessType) =>
  businessTimeAfter(
    start,
    CONCURRENCE_HOURS[window][timerType],
    calendarFor(regionOf(npaOf(npaNxxOf(tn))), businessType),
  );
