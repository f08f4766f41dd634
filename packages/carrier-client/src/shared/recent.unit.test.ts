import { Backoff } from './backoff';
import { RecentMap } from './recent';

describe('RecentMap', () => {
  it('remembers the last keys put in and no more', () => {
    const recent = new RecentMap<number>(3);
    for (const [value, key] of ['a', 'b', 'c', 'a', 'd'].entries()) recent.set(key, value);
    expect(recent.size).toBe(3);
    expect(['a', 'b', 'c', 'd'].map((key) => recent.get(key))).toEqual([3, undefined, 2, 4]);
  });
});

describe('Backoff', () => {
  it('doubles up to the most, less up to half at random, and starts again after a reset', () => {
    let random = 0;
    const backoff = new Backoff({ random: () => random });
    expect([1, 2, 3, 4, 5, 6, 7].map(() => backoff.next())).toEqual([1000, 2000, 4000, 8000, 16000, 30000, 30000]);
    random = 0.5;
    expect(backoff.next()).toBe(22_500);
    backoff.reset();
    expect(backoff.next()).toBe(750);
    backoff.startFrom(60_000);
    backoff.reset();
    expect(backoff.next()).toBe(22_500);
  });
});
