import { numbersAtFault } from './faults';

describe('the numbers at fault', () => {
  const stretches = Array.from({ length: 11 }, (_, n) => `30355501${10 + 2 * n}`);

  it.each([
    ['one number', { tn: '3035550100' }, '3035550100'],
    ['several', { tn: null, tns: ['3035550100-0119', '3035550150'] }, '3035550100-0119 3035550150'],
    ['none', { tn: null, tns: null }, undefined],
    ['none of an older registry', {}, undefined],
    ['too many', { tns: stretches }, `${stretches.slice(0, 8).join(' ')} ... and 3 more: --json shows all`],
  ])('are told: %s', (_name, fault, told) => {
    expect(numbersAtFault(fault)).toBe(told);
  });
});
