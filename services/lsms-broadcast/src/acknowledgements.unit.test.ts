import { decideAcknowledgement } from './acknowledgements';

const refusal = (number: number) => ({ number, code: 'no_room', text: null });

const decided = (after: number, through: number, { acknowledged = 5, head = 10, refused = [] as number[] } = {}) => {
  const decision = decideAcknowledgement({ after, through, refused: refused.map(refusal) }, acknowledged, head);
  return decision.outcome === 'refused' ? decision.code : decision.outcome;
};

describe('an acknowledgement starts where the last one ended and ends within the log (law 5)', () => {
  it.each([
    ['the next one', 5, 6, 'taken'],
    ['all there is', 5, 10, 'taken'],
    ['a repeat of the last', 4, 5, 'known'],
    ['a repeat of all before', 0, 5, 'known'],
    ['nothing, where the LSMS stands', 5, 5, 'known'],
    ['a gap', 6, 7, 'ack_gap'],
    ['nothing, further on', 7, 7, 'ack_gap'],
    ['an overlap', 3, 8, 'ack_gap'],
    ['beyond the log', 5, 11, 'ack_beyond_log'],
    ['backwards', 5, 4, 'ack_backwards'],
    ['before the first', -1, 3, 'ack_backwards'],
  ])('%s (%i, %i]: %s', (_what, after, through, expected) => {
    expect(decided(after, through)).toBe(expected);
  });

  it('may refuse what lies in it, and nothing else', () => {
    expect(decided(5, 8, { refused: [6, 8] })).toBe('taken');
    expect(decided(5, 8, { refused: [5] })).toBe('refused_number_outside_interval');
    expect(decided(5, 8, { refused: [9] })).toBe('refused_number_outside_interval');
  });

  it('of an empty log has nothing to take', () => {
    expect(decided(0, 0, { acknowledged: 0, head: 0 })).toBe('known');
    expect(decided(0, 1, { acknowledged: 0, head: 0 })).toBe('ack_beyond_log');
  });
});
