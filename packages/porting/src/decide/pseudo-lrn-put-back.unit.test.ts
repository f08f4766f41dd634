import { type Lrn, PSEUDO_LRN } from '@openlnp/numbering';
import type { DecidedEvent } from '../commands';
import { downloadOf } from '../downloads';
import { refused, taken } from '../testing/numbers';
import { givenWith } from '../testing/scenario';
import {
  activate,
  answers,
  DUE_DAY,
  disconnect,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  refusal,
  resend,
  routeBy,
} from '../testing/world';

// The LSMS of B takes numbers with the pseudo-LRN, and that of A does not. Both read one log.
const allowed = { supports: () => true };
const byHolder = { sender: HOLDER, now: DUE_DAY };
const due = { now: DUE_DAY, dueDate: DUE_DAY };
const pseudo = intraSpCreate({ ...due, route: routeBy(PSEUDO_LRN) });

/** The route that A has of the number once it has read on: the pseudo-LRN removes what is there. */
const routeOfA = (before: Lrn | null, events: readonly DecidedEvent[]): Lrn | null =>
  events.reduce((route, event) => {
    const download = downloadOf(event);
    if (download === undefined) return route;
    return download.route === null || download.route.lrn === PSEUDO_LRN ? null : download.route.lrn;
  }, before);

describe('the pseudo-LRN where it is the number’s content again', () => {
  const published = givenWith(allowed, pseudo, activate(byHolder), answers(1, [ok(LSMS_B)]));
  const onwards = published.and(intraSpCreate({ ...due }));

  it('N442 R5-61.1 puts back what a failed activation stands before, and removes its route elsewhere', () => {
    const started = onwards.when(activate({ ...byHolder, svId: 2 }));
    expect(routeOfA(null, started.events)).toBe(HOLDER_LRN);
    const failed = onwards.and(activate({ ...byHolder, svId: 2 })).when(answers(2, refused));
    failed.thenTypes('SvAnswersRecorded', 'SvFailed');
    expect(failed.events.slice(1).map(downloadOf)).toMatchObject([
      { action: 'activate', svId: 1, route: { lrn: PSEUDO_LRN } },
    ]);
    expect(routeOfA(HOLDER_LRN, failed.events)).toBeNull();
  });

  it('N442 R5-68.10 RR5-38.5 is what an old version sends again, and removes the route of that elsewhere', () => {
    const lackedByA = givenWith(
      allowed,
      ...[newSpCreate(), oldSpCreate(), activate(), answers(1, taken)],
      ...[disconnect(), answers(1, [refusal(LSMS_A, 'full'), ok(LSMS_B)], { broadcast: 2 })],
    );
    // Version 2 is the copy that the disconnect left.
    const again = lackedByA.and(pseudo, activate({ ...byHolder, svId: 3 }), answers(3, [ok(LSMS_B)]));
    const outcome = again.when(resend({ svId: 1, lsms: [LSMS_A] }));
    expect(outcome.events).toMatchObject([
      { type: 'SvBroadcastStarted', data: { targets: [LSMS_A], purpose: 'disconnect' } },
    ]);
    expect(outcome.events.map(downloadOf)).toMatchObject([{ action: 'activate', svId: 3, route: { lrn: PSEUDO_LRN } }]);
    expect(routeOfA(GAINER_LRN, outcome.events)).toBeNull();
    const cleared = again.and(resend({ svId: 1, lsms: [LSMS_A] })).when(answers(1, [ok(LSMS_A)], { broadcast: 3 }));
    expect(cleared.sv(1)).toMatchObject({ status: 'old', failedSps: [] });
  });
});
