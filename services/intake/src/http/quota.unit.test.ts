import { createQuota } from './quota';

describe('the quota', () => {
  it('lets a burst through, then says how long to wait', () => {
    const quota = createQuota({ perSecond: 2, burst: 3 }, () => 0);
    expect([quota('A111'), quota('A111'), quota('A111')]).toEqual([undefined, undefined, undefined]);
    expect(quota('A111')).toBe(0.5);
  });

  it('takes nothing from another key', () => {
    const quota = createQuota({ perSecond: 1, burst: 1 }, () => 0);
    expect(quota('A111')).toBeUndefined();
    expect(quota('A111')).toBe(1);
    expect(quota('B222')).toBeUndefined();
  });

  it('refills at its rate and never above the burst', () => {
    let now = 0;
    const quota = createQuota({ perSecond: 10, burst: 2 }, () => now);
    const allowed = (): number => {
      let count = 0;
      while (quota('A111') === undefined) count += 1;
      return count;
    };
    expect(allowed()).toBe(2);
    now += 100;
    expect(allowed()).toBe(1);
    now += 3_600_000;
    expect(allowed()).toBe(2);
  });

  it('charges nothing for a refused call', () => {
    let now = 0;
    const quota = createQuota({ perSecond: 1, burst: 1 }, () => now);
    quota('A111');
    for (let i = 0; i < 50; i += 1) quota('A111');
    now = 1_000;
    expect(quota('A111')).toBeUndefined();
  });
});
