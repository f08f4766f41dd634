import { UTC } from '../output/times';
import { tell } from './events';

const DUE = '2026-01-05T00:00:00.000Z';
const LATER = '2026-01-06T09:30:00.000Z';
const MUCH_LATER = '2026-02-04T00:00:00.000Z';
const parties = { svId: 1001, tn: 3035550100, newSp: 'X202', oldSp: 'X101' };
const route = { lrn: 7205559990, svType: null };
const failedSps = [{ spid: 'X303', reason: 'no_response' }];

describe('an event of a dispute, a change or an end in words', () => {
  it.each([
    [
      'SvDisconnectRequested',
      { ...parties, customerDisconnectDate: DUE, donorSp: 'X101', copySvId: 1003 },
      undefined,
      'X202 ends service 2026-01-05; the number goes back to X101; what it was is kept as SV 1003',
    ],
    [
      'SvConflictSet',
      { ...parties, by: 'old', causeCode: 52, newSpMayResolveFrom: LATER, expiresAt: MUCH_LATER },
      'conflict',
      'X101 puts it into conflict, cause 52: due dates differ; X202 may end it from 2026-01-06 09:30; canceled if it lasts until 2026-02-04',
    ],
    [
      'SvConflictSet',
      { ...parties, by: 'npac', causeCode: 50, newSpMayResolveFrom: LATER, expiresAt: MUCH_LATER },
      'conflict',
      'NPAC puts it into conflict, cause 50: no LSR or WPR received; canceled if it lasts until 2026-02-04',
    ],
    [
      'SvConflictSet',
      { ...parties, by: 'system', causeCode: 2, newSpMayResolveFrom: LATER, expiresAt: MUCH_LATER },
      'conflict',
      'the registry puts it into conflict, cause 2: the cancellation was not acknowledged; X202 may end it from 2026-01-06 09:30; canceled if it lasts until 2026-02-04',
    ],
    ['SvConflictResolved', { ...parties, by: 'new' }, 'pending', 'X202 ends the conflict'],
    [
      'SvCancelRequested',
      { ...parties, by: 'new', npac: false, initialWindowEndsAt: LATER },
      'cancel_pending',
      'X202 cancels; X101 has until 2026-01-06 09:30 to acknowledge',
    ],
    [
      'SvCancelRequested',
      { ...parties, by: 'old', npac: true, initialWindowEndsAt: LATER },
      'cancel_pending',
      'X101 cancels; X202 has until 2026-01-06 09:30 to acknowledge',
    ],
    [
      'SvCancelWindowExpired',
      { ...parties, waitingFor: 'old', finalWindowEndsAt: LATER },
      undefined,
      'X101 has not acknowledged the cancellation; the last window ends 2026-01-06 09:30',
    ],
    ['SvCancelAcknowledged', { ...parties, by: 'old' }, undefined, 'X101 acknowledges the cancellation'],
    ['SvCancelUndone', { ...parties, by: 'new', status: 'conflict' }, 'conflict', 'X202 takes the cancellation back'],
    ['SvCanceled', { ...parties, by: 'new', causeCode: null }, 'canceled', 'canceled by X202'],
    [
      'SvCanceled',
      { ...parties, by: 'system', causeCode: 1 },
      'canceled',
      'canceled by the registry, cause 1: automatic cancellation',
    ],
    [
      'SvPendingModified',
      { ...parties, by: 'new', dueDate: DUE, route, authorized: null, causeCode: null },
      undefined,
      'X202 changes its data: due 2026-01-05, LRN 7205559990',
    ],
    [
      'SvPendingModified',
      { ...parties, by: 'old', dueDate: null, route: null, authorized: false, causeCode: 54 },
      undefined,
      'X101 changes its data: not authorized, cause 54: general conflict',
    ],
    [
      'SvPendingModified',
      { ...parties, by: 'old', authorized: true, mediumTimer: false, timerType: 'long', businessType: 'short' },
      undefined,
      'X101 changes its data: authorized, without medium timers, long timers from now on, short business days',
    ],
    [
      'SvModifyRequested',
      { ...parties, route, copySvId: 1003 },
      undefined,
      'X202 changes the route, LRN 7205559990; what it was is kept as SV 1003',
    ],
    ['SvModified', { ...parties, failedSps: [] }, 'active', 'every LSMS has the new route'],
    ['SvModified', { ...parties, failedSps }, 'active', 'the new route stands; not taken by X303 (no_response)'],
    [
      'SvPortedToOriginal',
      { ...parties, failedSps },
      'old',
      'the number is back with X202; not removed at X303 (no_response)',
    ],
    [
      'SvDisconnectRequested',
      {
        ...{ ...parties, customerDisconnectDate: DUE, donorSp: 'X101', copySvId: 1003 },
        effectiveReleaseDate: MUCH_LATER,
      },
      'disconnect_pending',
      'X202 ends service 2026-01-05; the number goes back to X101 when it is released, 2026-02-04; what it was is kept as SV 1003',
    ],
    [
      'SvDisconnectModified',
      { ...parties, customerDisconnectDate: DUE, effectiveReleaseDate: MUCH_LATER },
      undefined,
      'other dates: X202 ends service 2026-01-05; the number goes back when it is released, 2026-02-04',
    ],
    ['SvDisconnectCanceled', { ...parties, by: 'npac' }, 'active', 'NPAC calls the disconnect off'],
    [
      'SvReleaseDateReached',
      { ...parties, donorSp: 'X101', customerDisconnectDate: DUE, effectiveReleaseDate: DUE },
      undefined,
      'the effective release date has come; X101 is told',
    ],
  ])('%s', (type, data, status, words) => {
    expect(tell({ type, data }, UTC)).toEqual(status === undefined ? { words } : { status, words });
  });
});
