import { instantOf, when } from './dates';
import { lrn, messageId, oneTn, spid, tnOrRange, wholeNumber } from './numbers';

const wrong = (code: string) => expect.objectContaining({ code, exitCode: 2 });

describe('a telephone number', () => {
  it.each([
    ['3035550100', '3035550100'],
    ['303-555-0100', '3035550100'],
    ['(303) 555-0100', '3035550100'],
    ['303.555.0100', '3035550100'],
    ['3035550100-0199', '3035550100-0199'],
    ['303-555-0100-0199', '3035550100-0199'],
    ['3035550100-0100', '3035550100'],
    ['3035550000-9999', '3035550000-9999'],
  ])('%s is %s', (text, tn) => expect(tnOrRange(text)).toBe(tn));

  it.each([
    '',
    '303555010',
    '30355501000',
    '+13035550100',
    '3035550100-199',
    '3035550100,0199',
    '3035550100-3035550199',
  ])('%p is none', (text) => expect(() => tnOrRange(text)).toThrow(wrong('invalid_tn')));

  it('has an NPA and NXX that start with 2 to 9', () => {
    expect(() => tnOrRange('1035550100')).toThrow(wrong('invalid_tn'));
    expect(() => tnOrRange('3031550100')).toThrow(wrong('invalid_tn'));
  });

  it('runs forward, and says how to turn it round', () => {
    expect(() => tnOrRange('3035550199-0100')).toThrow(
      expect.objectContaining({ code: 'invalid_range', next: expect.stringContaining('3035550100-0199') }),
    );
  });

  it('is asked about one at a time', () => {
    expect(oneTn('303-555-0100')).toBe('3035550100');
    expect(() => oneTn('3035550100-0101')).toThrow(wrong('invalid_tn'));
  });
});

describe('the other words of a command line', () => {
  it('are checked before anything is sent', () => {
    expect(spid('x101')).toBe('X101');
    expect(() => spid('X10')).toThrow(wrong('malformed_spid'));
    expect(lrn('720-555-9990')).toBe('7205559990');
    expect(() => lrn('555')).toThrow(wrong('malformed_lrn'));
    expect(messageId('a.b:C_1-')).toBe('a.b:C_1-');
    for (const id of ['', 'a b', 'x'.repeat(65)]) expect(() => messageId(id)).toThrow(wrong('message_id_invalid'));
    expect(wholeNumber('--sv', 1)('12')).toBe(12);
    for (const text of ['0', '-1', '1.5', 'x', ''])
      expect(() => wholeNumber('--sv', 1)(text)).toThrow(wrong('invalid_number'));
  });
});

describe('a date', () => {
  const now = () => Promise.resolve('2026-01-31T23:59:59.999Z');

  it.each([
    ['today', '2026-01-31T00:00:00.000Z'],
    ['TOMORROW', '2026-02-01T00:00:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T18:00Z', '2026-03-01T18:00:00.000Z'],
    ['2026-03-01T18:00:00.5-07:00', '2026-03-02T01:00:00.500Z'],
  ])('%s is %s', async (text, at) => expect(await instantOf(when(text), now)).toBe(at));

  it.each(['', 'yesterday', '2026-02-30', '30.01.2026', '2026-1-1', '2026-03-01T18:00', '1767225600000'])(
    '%p is none',
    (text) => expect(() => when(text)).toThrow(wrong('invalid_date')),
  );

  it('asks the registry for its time only where it matters', async () => {
    const unasked = () => Promise.reject(new Error('asked'));
    expect(await instantOf(when('2026-03-01'), unasked)).toBe('2026-03-01T00:00:00.000Z');
    await expect(instantOf(when('today'), unasked)).rejects.toThrow('asked');
  });
});
