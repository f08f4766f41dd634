import * as fc from 'fast-check';
import { NPAC, parseSpid } from './spid';

describe('a service provider id', () => {
  test('is any four upper-case letters or digits, kept as they are', () => {
    const character = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789');
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 4, maxLength: 4 }), (text) => {
        expect(parseSpid(text)).toBe(text);
      }),
    );
    expect(parseSpid('0001')).toBe('0001');
    expect(parseSpid(NPAC)).toBe(NPAC);
  });

  test.each(['', 'ABC', 'ABCDE', 'abcd', 'AB D', 'AB-D', 'ABCD\n', ' ABCD', 'ABÇD', 'A.*D'])('is not %j', (text) => {
    expect(parseSpid(text)).toBeUndefined();
  });
});
