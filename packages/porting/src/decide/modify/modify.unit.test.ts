import { NPAC } from '@openlnp/numbering';
import type { Modify } from '../../commands';
import { active, goingBack, partly, pending, portedOn, portOn, refused, removed, sending } from '../../testing/numbers';
import { given, type Scenario } from '../../testing/scenario';
import {
  activate,
  answers,
  at,
  cancel,
  DUE_DAY,
  disconnect,
  GAINER,
  GAINER_LRN,
  HOLDER,
  intraSpCreate,
  modify,
  newSpCreate,
  READER,
  routeBy,
  setConflict,
  THIRD,
} from '../../testing/world';

const later = at('2026-01-09T00:00:00Z');
const conflict = pending.and(setConflict());
const cancelPending = pending.and(cancel());
const waiting = active.and(disconnect({ effectiveReleaseDate: later }));
/** Version 1 is active with GAINER, version 2 on its way to THIRD. */
const both = active.and(...portOn);
const billing = { route: { billingId: '7' } };

describe('who and what a modification is about', () => {
  it('R5-8.1 comes from a service provider, or from NPAC personnel, who say for which side', () => {
    pending.when(modify({ dueDate: later })).thenTypes('SvPendingModified');
    const asNpac = modify({ sender: NPAC, dueDate: later });
    const forNew = pending.when({ ...asNpac, side: 'new' });
    expect(forNew.events).toMatchObject([{ data: { by: 'new', npac: true, dueDate: later } }]);
    const forOld = pending.when({ ...asNpac, side: 'old' });
    expect(forOld.events).toMatchObject([{ data: { by: 'old', npac: true, dueDate: later } }]);
    pending.when(asNpac).thenRefused('side_missing', 'R5-8.1', { field: 'side' });
  });

  it('R5-8.1 NPAC personnel need not say it where only one side has such data', () => {
    const byNpac = (changes: Partial<Modify>) => pending.when(modify({ sender: NPAC, ...changes })).events;
    expect(byNpac(billing)).toMatchObject([{ data: { by: 'new', npac: true } }]);
    expect(byNpac({ authorized: false, causeCode: 54 })).toMatchObject([{ data: { by: 'old', npac: true } }, {}]);
    const own = given(intraSpCreate()).when(modify({ sender: NPAC, dueDate: later }));
    expect(own.events).toMatchObject([{ data: { by: 'new', npac: true } }]);
    active
      .when(modify({ sender: NPAC, now: DUE_DAY, ...billing }))
      .thenTypes('SvModifyRequested', 'SvBroadcastStarted');
  });

  it.each<[string, Scenario, string]>([
    ['sending', sending, 'sending'],
    ['failed', sending.and(answers(1, refused)), 'failed'],
    ['partial failure', sending.and(answers(1, partly)), 'partial_failure'],
    ['canceled', given(newSpCreate()).and(cancel()), 'canceled'],
    ['cancel-pending', cancelPending, 'cancel_pending'],
    ['old', removed, 'old'],
  ])('R5-25 is refused for a version that is %s', (_what, scenario, actual) => {
    for (const svId of [null, 1]) {
      const command = modify({ now: DUE_DAY, svId, ...billing });
      scenario.when(command).thenRefused('cannot_be_modified', 'R5-25', { actual });
    }
  });

  it('R5-25 N249 of a version that waits for its disconnect only its dates may change', () => {
    const command = modify({ now: DUE_DAY });
    waiting.when({ ...command, dueDate: later }).thenRefused('field_not_modifiable', 'N249', { field: 'dueDate' });
    waiting.when({ ...command, ...billing }).thenRefused('field_not_modifiable', 'N249', { field: 'billingId' });
    waiting.when({ ...command, customerDisconnectDate: DUE_DAY }).thenTypes('SvDisconnectModified');
  });

  it('R5-26 R5-35 means the version in the status named, or with the id', () => {
    const found = (command: Partial<Modify>) => {
      const [event] = both.when(modify({ now: DUE_DAY, sender: NPAC, side: 'new', ...command })).events;
      return event === undefined ? undefined : (event.data as { svId: number }).svId;
    };
    expect(found({ status: 'pending', ...billing })).toBe(2);
    expect(found({ status: 'active', ...billing })).toBe(1);
    expect(found({ svId: 2, ...billing })).toBe(2);
    expect(found({ svId: 1, ...billing })).toBe(1);
    expect(found({ svId: 1, status: 'active', ...billing })).toBe(1);
    expect(conflict.when(modify({ status: 'conflict', dueDate: later })).events).toHaveLength(1);
  });

  it('R5-25 R5-26 R5-35 is refused in another status than it names, and for an id that the number has not', () => {
    const command = modify({ now: DUE_DAY, ...billing });
    pending.when({ ...command, status: 'active' }).thenRefused('wrong_status', 'R5-25', { actual: 'pending' });
    active.when({ ...command, status: 'pending' }).thenRefused('wrong_status', 'R5-25', { actual: 'active' });
    both.when({ ...command, svId: 1, status: 'pending' }).thenRefused('wrong_status', 'R5-25', { expected: 'pending' });
    both.when({ ...command, svId: 9 }).thenRefused('no_such_version', 'R5-26', { field: 'svId', actual: '9' });
    given().when(command).thenRefused('no_such_version', 'R5-26', { field: 'tn' });
  });

  it('R5-26 R5-35 without status or id it hits none by mistake where the sender could mean two', () => {
    const command = modify({ now: DUE_DAY, ...billing });
    both.when(command).thenRefused('status_missing', 'R5-26', { field: 'status' });
    both.when({ ...command, sender: NPAC }).thenRefused('status_missing', 'R5-26');
    expect(both.when({ ...command, sender: THIRD, route: { billingId: '8' } }).events).toMatchObject([
      { type: 'SvPendingModified', data: { svId: 2 } },
    ]);
    // It is a party of both, but what is active only the other one may change.
    expect(goingBack.when(modify({ sender: HOLDER, now: DUE_DAY, dueDate: later })).events).toMatchObject([
      { type: 'SvPendingModified', data: { svId: 2 } },
    ]);
    goingBack.when(modify({ sender: GAINER, now: DUE_DAY, dueDate: later })).thenRefused('status_missing', 'R5-26');
    // Of the two, the first one's old service provider can only mean the first.
    both.when({ ...command, sender: HOLDER }).thenRefused('not_authorized', 'RR5-11');
  });

  it('R5-35 R5-26 without status or id it means the active one beside a port of its own that failed', () => {
    const move = { now: DUE_DAY, dueDate: DUE_DAY, sp: GAINER, route: routeBy(GAINER_LRN) };
    const failed = active.and(intraSpCreate(move), activate(), answers(2, refused));
    expect(failed.state.versions).toMatchObject([{ status: 'active' }, { status: 'failed', lnpType: 'lisp' }]);
    for (const sender of [GAINER, NPAC]) {
      const outcome = failed.when(modify({ now: DUE_DAY, sender, ...billing }));
      outcome.thenTypes('SvModifyRequested', 'SvBroadcastStarted');
      expect(outcome.events[0]?.data).toMatchObject({ svId: 1, route: { billingId: '7' } });
    }
  });

  it('R5-25 means a version of the sender’s own, if only to say that it cannot be modified', () => {
    const command = modify({ sender: THIRD, now: DUE_DAY, ...billing });
    const actual = 'cancel_pending';
    both
      .and(cancel({ sender: THIRD }))
      .when(command)
      .thenRefused('cannot_be_modified', 'R5-25', { actual });
    portedOn(active, 2, refused).when(command).thenRefused('cannot_be_modified', 'R5-25', { actual: 'failed' });
  });

  it('R5-29.4 R5-30.1 strangers are refused, and learn nothing of the version', () => {
    for (const scenario of [pending, conflict, cancelPending, waiting, sending]) {
      const outcome = scenario.when(modify({ sender: THIRD, now: DUE_DAY, dueDate: later }));
      outcome.thenRefused('not_authorized', 'R5-29.4', { expected: 'the new or old service provider' });
    }
    pending.when(modify({ sender: READER, ...billing })).thenRefused('not_authorized', 'R5-29.4');
  });

  it('R5-39.2 version_in_progress: a refused modification while something is being sent leaves all as it was', () => {
    const onItsWay = both.and(activate({ sender: THIRD }));
    const command = modify({ sender: GAINER, now: DUE_DAY, status: 'active', ...billing });
    onItsWay.when(command).thenRefused('version_in_progress', null);
    portedOn(active, 2, refused).when(command).thenTypes('SvModifyRequested', 'SvBroadcastStarted');
    goingBack
      .and(activate({ sender: HOLDER }))
      .when(command)
      .thenRefused('version_in_progress', null);
  });
});
