/** Business days of the wireline (short) and of the wireless carriers (long), RR3-10, and of one-day ports (medium), N441. */
export type DayType = 'short' | 'medium' | 'long';

/** Which days are worked, and when: the business day lasts `hours` from `opens` on (RR3-12.1, RR3-13.1). */
export interface BusinessDay {
  /** 0 for Sunday to 6 for Saturday. */
  readonly weekdays: readonly number[];
  /** HH:MM, 00:00 to 23:59, by the clocks of the region's zone. */
  readonly opens: string;
  /** More than 0, at most 24. */
  readonly hours: number;
}

/** The same day of every year; one that falls on a weekend is kept on the working day next to it as well. */
export interface FixedHoliday {
  readonly name: string;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** Such as the fourth Thursday of November; -1 for the last one. */
export interface WeekdayHoliday {
  readonly name: string;
  readonly month: number;
  readonly weekday: number;
  readonly nth: number;
}

/** A single day, YYYY-MM-DD. */
export interface DatedHoliday {
  readonly name: string;
  readonly date: string;
}

export type Holiday = FixedHoliday | WeekdayHoliday | DatedHoliday;

/** A region is data: its clock, its holidays, its area codes. */
export interface Region {
  readonly name: string;
  /** IANA time zone. Central time unless the region says otherwise (AR3-3, RR3-13.2). */
  readonly zone: string;
  readonly holidays: readonly Holiday[];
  readonly businessDays: Readonly<Record<DayType, BusinessDay>>;
  /** Its area codes; null for the region of all those that no other region lists. */
  readonly npas: readonly number[] | null;
}
