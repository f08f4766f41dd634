import { GAINER, HOLDER, LSMS_B, TN } from '../../../packages/porting/src/testing/world';
import { metadata } from '../../../packages/service/src/testing';
import { answersIn } from './answers';

const cleared = (excluded: boolean) => ({
  ...{ id: '00', stream: `tn-${TN}`, revision: 0, position: 0n, recordedAt: 0 },
  type: 'SvFailedSpsCleared' as const,
  data: {
    ...{ svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER },
    ...{ status: 'active' as const, cleared: [LSMS_B], remaining: [], excluded },
  },
  metadata: metadata(null),
});

describe('what an LSMS answered', () => {
  it('N227 is nothing when NPAC personnel took it off the failed-SP list', () => {
    expect(answersIn(cleared(false))).toMatchObject([{ svId: 1, broadcast: null, spid: LSMS_B, ok: true, code: null }]);
    expect(answersIn(cleared(true))).toEqual([]);
  });
});
