import * as fc from 'fast-check';
import { formatLrn, type Lrn, parseLrn } from './lrn';

describe('a location routing number', () => {
  test('is read and written without loss', () => {
    const start = fc.integer({ min: 2, max: 9 });
    fc.assert(
      fc.property(start, fc.nat(99), start, fc.nat(999_999), (npa, rest, nxx, last) => {
        const text = `${npa}${String(rest).padStart(2, '0')}${nxx}${String(last).padStart(6, '0')}`;
        expect(parseLrn(text)).toBe(Number(text));
        expect(formatLrn(parseLrn(text) as Lrn)).toBe(text);
      }),
    );
  });

  test.each(['', '303555000', '30355500000', '1035550000', '3030550000', '303555000X', '303-555-0000', '3035550000\n'])(
    'is not %j',
    (text) => {
      expect(parseLrn(text)).toBeUndefined();
    },
  );
});
