import { formatInstant, type Instant, parseInstant, type Tn } from '@openlnp/numbering';
import { windowEnd } from './concurrence-window';

const TN = 3035550100 as Tn;
/** Monday, 15:00 Central time: 4 hours are left of a short business day, 5 of a long one. */
const start = parseInstant('2026-01-05T21:00:00Z') as Instant;
const endOf = (...question: [window: 'initial' | 'final', timer: 'long' | 'short', days: 'long' | 'short']) =>
  formatInstant(windowEnd(TN, start, ...question));

describe('the end of a concurrence window', () => {
  it('R5-21.3 the long initial window is 9 business hours', () => {
    expect(endOf('initial', 'long', 'short')).toBe('2026-01-06T18:00:00.000Z');
  });

  it('R5-21.4 the short initial window is 1 business hour', () => {
    expect(endOf('initial', 'short', 'short')).toBe('2026-01-05T22:00:00.000Z');
  });

  it('R5-23.3 the long final window is 9 business hours', () => {
    expect(endOf('final', 'long', 'short')).toBe('2026-01-06T18:00:00.000Z');
  });

  it('RR5-52 the short final window is 1 business hour', () => {
    expect(endOf('final', 'short', 'short')).toBe('2026-01-05T22:00:00.000Z');
  });

  it('R5-19.5 counts the business days and hours of the version', () => {
    // 5 hours until 20:00, then 4 from 8:00 on.
    expect(endOf('initial', 'long', 'long')).toBe('2026-01-06T18:00:00.000Z');
    const saturday = parseInstant('2026-01-10T14:00:00Z') as Instant;
    expect(formatInstant(windowEnd(TN, saturday, 'initial', 'short', 'long'))).toBe('2026-01-10T15:00:00.000Z');
    expect(formatInstant(windowEnd(TN, saturday, 'initial', 'short', 'short'))).toBe('2026-01-12T14:00:00.000Z');
  });
});
