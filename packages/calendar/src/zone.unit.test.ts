import fc from 'fast-check';
import { instantOfWall, offsetAt } from './zone';

const HOUR = 3_600_000;

describe('the clocks of a zone', () => {
  it('are put forward and back at an instant, to the millisecond', () => {
    const forward = Date.UTC(2026, 2, 8, 8);
    expect([forward - 1, forward].map((at) => offsetAt('America/Chicago', at) / HOUR)).toEqual([-6, -5]);
    const back = Date.UTC(2026, 10, 1, 7);
    expect([back - 1, back].map((at) => offsetAt('America/Chicago', at) / HOUR)).toEqual([-5, -6]);
  });

  it('may be changed within an hour, and by half of one', () => {
    // Lord Howe Island, 4 April 2026: back by half an hour at 15:00Z. Its offsets are half hours.
    const back = Date.UTC(2026, 3, 4, 15);
    expect([back - 1, back].map((at) => offsetAt('Australia/Lord_Howe', at) / HOUR)).toEqual([11, 10.5]);
    // Newfoundland changed its clocks at one minute past midnight until 2011.
    const forward = Date.UTC(2010, 2, 14, 3, 31);
    expect([forward - 1, forward].map((at) => offsetAt('America/St_Johns', at) / HOUR)).toEqual([-3.5, -2.5]);
  });

  it('are those of the time zone data, however often and in which order they are asked', () => {
    const zones = ['America/Chicago', 'America/St_Johns', 'Pacific/Guam'];
    const wallOf = (zone: string, at: number) =>
      new Date(at).toLocaleString('sv-SE', { timeZone: zone, hourCycle: 'h23' }).replace(' ', 'T');
    const instants = fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, zone) => {
        const wall = Date.parse(`${wallOf(zone, at)}.000Z`);
        expect(at - (((at % 1_000) + 1_000) % 1_000) + offsetAt(zone, at)).toBe(wall);
        expect(offsetAt(zone, at)).toBe(offsetAt(zone, at));
        // The instant at which the clocks show that is this one, but for the second of two.
        expect([0, HOUR]).toContain(at - (at % 1_000) - instantOfWall(zone, wall));
      }),
    );
  });

  it('are none of a zone that does not exist', () => {
    expect(() => offsetAt('Mars/Olympus', 0)).toThrow(RangeError);
  });
});
