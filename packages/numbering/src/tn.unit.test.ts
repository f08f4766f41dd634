import * as fc from 'fast-check';
import {
  formatNpaNxx,
  formatTn,
  formatTnRange,
  npaNxxOf,
  npaOf,
  parseNpaNxx,
  parseTn,
  parseTnRange,
  type Tn,
  tnCount,
} from './tn';

const digit = fc.integer({ min: 0, max: 9 });
const nonZeroOne = fc.integer({ min: 2, max: 9 });
/** Ten digits whose NPA and NXX start with 2 to 9. */
const tnText = fc
  .tuple(nonZeroOne, digit, digit, nonZeroOne, digit, digit, digit, digit, digit, digit)
  .map((digits) => digits.join(''));
const line = fc.integer({ min: 0, max: 9999 });

describe('a telephone number', () => {
  test('is read and written without loss', () => {
    fc.assert(
      fc.property(tnText, (text) => {
        const tn = parseTn(text) as Tn;
        expect(tn).toBe(Number(text));
        expect(formatTn(tn)).toBe(text);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['nine digits', '303555010'],
    ['eleven digits', '13035550100'],
    ['an NPA that starts with 1', '1035550100'],
    ['an NPA that starts with 0', '0035550100'],
    ['an NXX that starts with 1', '3031550100'],
    ['an NXX that starts with 0', '3030550100'],
    ['punctuation', '303-555-0100'],
    ['a plus sign', '+3035550100'],
    ['a space before', ' 3035550100'],
    ['a line end after', '3035550100\n'],
    ['a letter', '303555010O'],
    ['an exponent', '3.0355501e9'],
    ['digits of another script', '３０３５５５０１００'],
  ])('is not %s', (_, text) => {
    expect(parseTn(text)).toBeUndefined();
  });

  test('lies in the code of its first six digits, and that in the area code of its first three', () => {
    fc.assert(
      fc.property(tnText, (text) => {
        const code = npaNxxOf(parseTn(text) as Tn);
        expect(formatNpaNxx(code)).toBe(text.slice(0, 6));
        expect(parseNpaNxx(text.slice(0, 6))).toBe(code);
        expect(npaOf(code)).toBe(Number(text.slice(0, 3)));
      }),
    );
  });

  test.each(['', '30355', '3035551', '103555', '303155', '303-555', '303555\n'])('has no code %j', (text) => {
    expect(parseNpaNxx(text)).toBeUndefined();
  });
});

describe('a range of telephone numbers', () => {
  test('is read, counted and written without loss', () => {
    fc.assert(
      fc.property(tnText, line, line, (text, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((n) => String(n).padStart(4, '0')) as [string, string];
        const code = text.slice(0, 6);
        const written = from === to ? `${code}${from}` : `${code}${from}-${to}`;
        const range = parseTnRange(written);
        if (range === undefined) throw new Error(`${written} was not read`);
        expect(range).toEqual({ first: Number(code + from), last: Number(code + to) });
        expect(tnCount(range)).toBe(Number(to) - Number(from) + 1);
        expect(formatTnRange(range)).toBe(written);
      }),
    );
  });

  test('of one number is that number, however it is written', () => {
    expect(parseTnRange('3035550100')).toEqual({ first: 3035550100, last: 3035550100 });
    expect(parseTnRange('3035550100-0100')).toEqual({ first: 3035550100, last: 3035550100 });
  });

  test('may be a whole code', () => {
    const range = parseTnRange('3035550000-9999');
    expect(range && tnCount(range)).toBe(10_000);
  });

  test.each([
    ['backwards', '3035550199-0100'],
    ['open', '3035550100-'],
    ['without a first number', '-0100'],
    ['with a full second number', '3035550100-3035550199'],
    ['with three last digits', '3035550100-199'],
    ['with five last digits', '3035550100-00199'],
    ['with spaces', '3035550100 - 0199'],
    ['with a first number that is none', '1035550100-0199'],
    ['with two hyphens', '3035550100--0199'],
    ['with a line end', '3035550100-0199\n'],
  ])('is not one that is %s', (_, text) => {
    expect(parseTnRange(text)).toBeUndefined();
  });
});
