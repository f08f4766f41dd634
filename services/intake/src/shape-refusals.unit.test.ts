import { shapeErrors } from './shape';

describe('what is told of a request that is not well-formed', () => {
  it('is the first hundred faults, and no item of a list that is far too long', () => {
    const resend = (lsms: readonly string[]) => shapeErrors('Resend', { tn: '3035550100', svId: null, lsms });
    const wrong = resend(Array.from({ length: 1_000 }, () => ''));
    expect(wrong.map(({ field }) => field)).toEqual(Array.from({ length: 100 }, (_, place) => `lsms[${place}]`));
    expect(resend(Array.from({ length: 1_001 }, () => 'A111'))).toMatchObject([
      { code: 'invalid_request', field: 'lsms', expected: 'at most 1000 items', actual: '1001 items' },
    ]);
    expect(resend(Array.from({ length: 1_000 }, () => 'A111'))).toEqual([]);
  });

  it.each([
    [Date.UTC(9995, 0, 1), '9995-01-01T00:00:00.000Z'],
    [1e15, '+033658-09-27T01:46:40.000Z'],
    [1e16, '10000000000000000'],
  ])('is a date as a date, where it is one: %s', (dueDate, actual) => {
    const create = { tn: '3035550100', oldSp: 'HOLD', newSp: 'GAIN', dueDate };
    const [error] = shapeErrors('OldSpCreate', { ...create, authorized: true, causeCode: null, mediumTimer: false });
    expect(error).toMatchObject({ code: 'invalid_due_date', field: 'dueDate', actual });
  });
});
