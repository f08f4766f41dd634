/** How instants are written for people. */
export interface Times {
  /** Such as UTC. */
  readonly zone: string;
  /** 2026-01-05 14:30:00.000 of an ISO 8601 instant. */
  readonly exact: (iso: string) => string;
  /** The same without what is zero at its end: 2026-01-05, or 2026-01-05 14:30. */
  readonly short: (iso: string) => string;
}

const shorten = (exact: string): string =>
  exact
    .replace(/\.000$/, '')
    .replace(/(:\d\d):00$/, '$1')
    .replace(/ 00:00$/, '');

export const UTC: Times = {
  zone: 'UTC',
  exact: (iso) => iso.replace('T', ' ').replace('Z', ''),
  short: (iso) => shorten(UTC.exact(iso)),
};

/** In a time zone of the IANA database, such as America/Denver. */
export function zoned(timeZone: string): Times {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  const exact = (iso: string): string => {
    const part = Object.fromEntries(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
    return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}.${part.fractionalSecond}`;
  };
  return { zone: timeZone, exact, short: (iso) => shorten(exact(iso)) };
}

export const localTimes = (): Times => zoned(Intl.DateTimeFormat().resolvedOptions().timeZone);
