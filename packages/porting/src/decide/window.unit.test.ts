import { given } from '../testing/scenario';
import {
  activate,
  answers,
  at,
  endOfWindow,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
} from '../testing/world';

const sending = given(newSpCreate(), oldSpCreate(), activate());

describe('the end of the response window', () => {
  it('R5-60.8 fails whoever has not answered', () => {
    const outcome = sending.and(answers(1, [ok(LSMS_B)])).when(endOfWindow(1));
    outcome.thenTypes('SvPartiallyFailed');
    expect(outcome.sv(1)).toMatchObject({ failedSps: [{ spid: LSMS_A, reason: 'no_response' }] });
  });

  it('R5-61.1 fails the version when nobody has it, and takes it back', () => {
    const outcome = sending.and(answers(1, [refusal(LSMS_A, 'full')])).when(endOfWindow(1));
    outcome.thenTypes('SvFailed');
    expect(outcome.events[0]).toMatchObject({
      data: {
        broadcast: 2,
        failedSps: [{ reason: 'full' }, { spid: LSMS_B, reason: 'no_response' }],
        download: { action: 'delete', svId: 1 },
      },
    });
    expect(outcome.sv(1)).toMatchObject({ status: 'failed', broadcast: { number: 1 }, lastBroadcast: 2 });
  });

  it('R5-60.9 has come only when the window has run out', () => {
    sending.when(endOfWindow(1, { now: at('2026-01-06T15:14:59.999Z') })).thenNothingHappens();
    sending.when(endOfWindow(1, { now: at('2026-01-06T15:15:00Z') })).thenTypes('SvFailed');
  });

  it('does not come by itself: an answer that is recorded before it counts, however late', () => {
    const late = at('2026-01-06T18:00:00Z');
    const outcome = sending.when(answers(1, [ok(LSMS_A), ok(LSMS_B)], { now: late }));
    outcome.thenTypes('SvAnswersRecorded', 'SvActivated');
  });

  it('told again, for another broadcast, or for a version that is not being sent, changes nothing', () => {
    sending.and(endOfWindow(1)).when(endOfWindow(1)).thenNothingHappens();
    sending.when(endOfWindow(1, { broadcast: 2 })).thenNothingHappens();
    sending.when(endOfWindow(2)).thenNothingHappens();
    given(newSpCreate()).when(endOfWindow(1)).thenNothingHappens();
    sending
      .and(answers(1, [ok(LSMS_A), ok(LSMS_B)]))
      .when(endOfWindow(1))
      .thenNothingHappens();
  });
});
