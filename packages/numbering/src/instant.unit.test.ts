import * as fc from 'fast-check';
import { formatInstant, instant, parseInstant } from './instant';

const anyInstant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => instant(date.getTime()));

describe('an instant', () => {
  test('is read back from what is written', () => {
    fc.assert(fc.property(anyInstant, (at) => expect(parseInstant(formatInstant(at))).toBe(at)));
  });

  test('is written in UTC with milliseconds', () => {
    expect(formatInstant(Date.UTC(2026, 0, 5, 14, 30))).toBe('2026-01-05T14:30:00.000Z');
  });

  test('is the same whatever the offset it is given in', () => {
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(anyInstant, minutes, (at, offset) => {
        const local = at + offset * 60_000;
        fc.pre(local >= Date.UTC(1, 0) && local <= Date.UTC(9999, 11, 31));
        const [hh, mm] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((n) =>
          String(n).padStart(2, '0'),
        );
        const written = `${formatInstant(local).slice(0, -1)}${offset < 0 ? '-' : '+'}${hh}:${mm}`;
        expect(parseInstant(written)).toBe(at);
      }),
    );
  });

  test.each([
    ['2026-01-05T14:30Z', Date.UTC(2026, 0, 5, 14, 30)],
    ['2026-01-05T14:30:15Z', Date.UTC(2026, 0, 5, 14, 30, 15)],
    ['2026-01-05T14:30:15.5Z', Date.UTC(2026, 0, 5, 14, 30, 15, 500)],
    ['2026-01-05T14:30:00-05:00', Date.UTC(2026, 0, 5, 19, 30)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
  ])('may be written %s', (text, at) => {
    expect(parseInstant(text)).toBe(at);
  });

  test.each([
    ['text', 'tomorrow'],
    ['empty', ''],
    ['a day', '2026-01-05'],
    ['a local time', '2026-01-05T14:30:00'],
    ['milliseconds since the epoch', '1767623400000'],
    ['in nanoseconds', '2026-01-05T14:30:00.000000001Z'],
    ['in lower case', '2026-01-05t14:30:00z'],
    ['padded', ' 2026-01-05T14:30:00Z'],
    ['followed by a line end', '2026-01-05T14:30:00Z\n'],
    ['in month 13', '2026-13-05T14:30:00Z'],
    ['on 30 February', '2026-02-30T14:30:00Z'],
    ['on 29 February of a common year', '2026-02-29T14:30:00+05:00'],
    ['on 31 April', '2026-04-31T14:30:00Z'],
    ['on day 0', '2026-01-00T14:30:00Z'],
    ['in hour 25', '2026-01-05T25:30:00Z'],
    ['in minute 60', '2026-01-05T14:60:00Z'],
    ['at an offset of a day', '2026-01-05T14:30:00+24:00'],
  ])('is not one that is %s', (_, text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
