import { metadata } from '../../../packages/service/src/testing';
import { note } from './numbers';

describe('the version that a decision concerned (law 2)', () => {
  const noted = (...events: readonly [svId: number, occurredAt: number][]) => {
    const decisions: Parameters<typeof note>[0] = new Map();
    for (const [svId, occurredAt] of events) note(decisions, { ...metadata('B222-n1'), occurredAt }, { svId });
    return decisions.get('B222-n1')?.svId;
  };

  it('is that of its first event: a later one may be of the version that is replaced', () => {
    expect(noted([2001, 20], [1001, 20])).toBe(2001);
  });

  it('is not that of a deadline which was due before', () => {
    expect(noted([1001, 10], [1001, 11], [2001, 20], [1001, 20])).toBe(2001);
  });
});
