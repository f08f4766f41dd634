import { type Instant, instant } from '@openlnp/numbering';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
  formats.set(zone, known);
  return known;
}

function computedOffset(zone: string, at: number): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const wholeSeconds = Math.floor(at / 1_000) * 1_000;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSeconds;
}

/** Offsets at full hours (hours since 1970), by zone: a number costs a hundredth of what the formatter takes. */
const known = new Map<string, Map<number, number>>();
const MOST_KNOWN = 20_000;

function offsetAtHour(zone: string, hour: number): number {
  const ofZone = known.get(zone) ?? new Map<number, number>();
  known.set(zone, ofZone);
  const offset = ofZone.get(hour) ?? computedOffset(zone, hour * HOUR);
  if (ofZone.size >= MOST_KNOWN) ofZone.clear();
  ofZone.set(hour, offset);
  return offset;
}

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. Throws RangeError for an unknown zone. */
export function offsetAt(zone: string, at: number): number {
  const hour = Math.floor(at / HOUR);
  const offset = offsetAtHour(zone, hour);
  // Where the two differ, the clocks are changed within the hour.
  return offset === offsetAtHour(zone, hour + 1) ? offset : computedOffset(zone, at);
}

/**
 * The instant at which the zone's clocks show a time: `wall` is that time as if it were UTC, in milliseconds. A time that clocks
 * show twice is the first of the two; one that they leave out is as much later as they were put forward.
 */
export function instantOfWall(zone: string, wall: number): Instant {
  const before = wall - offsetAt(zone, wall - DAY);
  const after = wall - offsetAt(zone, wall + DAY);
  // Where clocks change on that day, one of the two, both or neither show the time.
  const shown = [before, after].filter((at) => at + offsetAt(zone, at) === wall);
  return instant(shown.length === 0 ? before : Math.min(...shown));
}
