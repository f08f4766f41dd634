import { encodeWire } from '@openlnp/messages';
import { parseTnRange, type TnRange } from '@openlnp/numbering';
import type { RequestError } from '@openlnp/porting';
import fc from 'fast-check';
import { rangeRefusal } from './range-refusal';
import { tnsOf } from './range-runs';

const FIRST = 3035550000;
const error = (place: number, code: string, actual: string | null = null): RequestError => ({
  ...{ code, number: 4015, rule: 'R5-51.1', field: 'tn', expected: 'a pending version', actual },
  ...{ tn: String(FIRST + place), tns: null },
});

/** Places of the numbers that an error is about. */
const placesOf = ({ tn, tns }: RequestError): number[] =>
  (tns ?? [tn as string]).flatMap((text) => [...tnsOf(parseTnRange(text) as TnRange)].map((one) => one - FIRST));

const sizeOf = (errors: readonly RequestError[]): number =>
  encodeWire('openlnp.message.RequestRefused', {
    ...{ requestId: 'X123-a', messageId: 'a', kind: 'Activate', tn: '3035550000-9999', errors, occurredAt: 0 },
  }).length;

const everyPlace = (make: (place: number) => RequestError): RequestError[] =>
  Array.from({ length: 10_000 }, (_, place) => make(place));

describe('the refusal of a range', () => {
  it('names every failing number exactly once, under its own reason or under the last error', () => {
    const reasons = fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined, freq: 3 }), { maxLength: 60 });
    fc.assert(
      fc.property(reasons, fc.integer({ min: 0, max: 1_500 }), (failing, mostBytes) => {
        const errors = failing.flatMap((reason, place) =>
          reason === undefined ? [] : [error(place, `code_${reason}`, `actual ${reason}`)],
        );
        const refusal = rangeRefusal(errors, mostBytes);
        const named = refusal.flatMap(placesOf);
        expect(named.sort((a, b) => a - b)).toEqual(errors.map(({ tn }) => Number(tn) - FIRST));
        for (const { code, number, rule, field, expected, actual, tn, tns } of refusal) {
          if (code === 'more_numbers_at_fault') continue;
          const own = placesOf({ code, number, rule, field, expected, actual, tn, tns });
          expect(own.map((place) => failing[place])).toEqual(own.map(() => Number(code.slice(5))));
          expect([tn === null, tns === null]).toEqual(own.length === 1 ? [false, true] : [true, false]);
        }
        const codes = refusal.map(({ code }) => code);
        expect(new Set(codes).size).toBe(codes.length);
        expect([-1, codes.length - 1]).toContain(codes.indexOf('more_numbers_at_fault'));
      }),
    );
  });

  it('leaves a single number as it is', () => {
    expect(rangeRefusal([error(7, 'no_such_version')])).toEqual([error(7, 'no_such_version')]);
  });

  it('joins neighbours with the same reason, in the order of the first of them', () => {
    const errors = [error(0, 'b'), error(1, 'a'), error(2, 'a', 'none'), error(3, 'b'), error(4, 'b'), error(6, 'b')];
    expect(rangeRefusal(errors).map(({ code, actual, tn, tns }) => [code, actual, tn, tns])).toEqual([
      ['b', null, null, ['3035550000', '3035550003-0004', '3035550006']],
      ['a', null, '3035550001', null],
      ['a', 'none', '3035550002', null],
    ]);
  });

  it('of 10,000 numbers for one reason is small, for two that alternate still whole', () => {
    const one = rangeRefusal(everyPlace((place) => error(place, 'a')));
    expect(one).toMatchObject([{ tn: null, tns: ['3035550000-9999'] }]);
    expect(sizeOf(one)).toBeLessThan(200);
    const two = rangeRefusal(everyPlace((place) => error(place, place % 2 === 0 ? 'a' : 'b')));
    expect(two.map((each) => placesOf(each).length)).toEqual([5_000, 5_000]);
    expect(sizeOf(two)).toBeLessThan(200_000);
  });

  it('of 10,000 numbers for 10,000 reasons fits a record, and says which and how many are without their reason', () => {
    const refusal = rangeRefusal(everyPlace((place) => error(place, 'a', `${place}: ${'x'.repeat(300)}`)));
    expect(sizeOf(refusal)).toBeLessThan(700_000);
    const last = refusal.at(-1) as RequestError;
    const more = 10_000 - (refusal.length - 1);
    expect(last).toMatchObject({
      code: 'more_numbers_at_fault',
      field: 'tn',
      actual: `${more} more numbers`,
      tn: null,
    });
    expect(refusal.length).toBeGreaterThan(1_000);
    expect(new Set(refusal.flatMap(placesOf)).size).toBe(10_000);
  });
});
