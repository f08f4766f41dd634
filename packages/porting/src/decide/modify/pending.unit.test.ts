import { instant, NPAC, type Spid } from '@openlnp/numbering';
import type { Modify, RouteChanges } from '../../commands';
import { pending } from '../../testing/numbers';
import { given, givenWith, type Scenario } from '../../testing/scenario';
import {
  at,
  cancel,
  DAY_BEFORE,
  DUE,
  deadline,
  facts,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  LONG_WINDOW,
  modify,
  newSpCreate,
  oldSpCreate,
  RESTRICTION,
  RETENTION,
  resolveConflict,
  routeBy,
  setConflict,
  THIRD,
  THIRD_LRN,
  TN,
} from '../../testing/world';

const later = at('2026-01-09T00:00:00Z');
const conflict = pending.and(setConflict());
const own = given(intraSpCreate());
const OTHER_LRN = THIRD_LRN;
const pointCode = { dpc: '001002003', ssn: 7 };

const ROUTE: [keyof RouteChanges, RouteChanges][] = [
  ['lrn', { lrn: OTHER_LRN }],
  ['classPointCode', { classPointCode: pointCode }],
  ['lidbPointCode', { lidbPointCode: pointCode }],
  ['cnamPointCode', { cnamPointCode: pointCode }],
  ['isvmPointCode', { isvmPointCode: pointCode }],
  ['wsmscPointCode', { wsmscPointCode: pointCode }],
];
const OPTIONAL: [keyof RouteChanges, RouteChanges][] = [
  ['billingId', { billingId: '7' }],
  ['endUserLocationValue', { endUserLocationValue: '12' }],
  ['endUserLocationType', { endUserLocationType: '01' }],
];
const ALIKE: [string, Scenario, Spid, number][] = [
  ['pending inter-SP', pending, GAINER, GAINER_LRN],
  ['conflict inter-SP', conflict, GAINER, GAINER_LRN],
  ['pending intra-SP', own, HOLDER, HOLDER_LRN],
];

describe.each(ALIKE)('the new service provider of a %s version', (_what, scenario, sender, lrn) => {
  // Whoever the LRN belongs to in this world, here it is the sender's.
  const facts = { lrnOwner: () => sender };

  it.each([...ROUTE, ...OPTIONAL])('R5-27.1 R5-28 changes %s, and nothing else', (_field, route) => {
    const outcome = scenario.when(modify({ sender, route }), facts);
    const before = routeBy(lrn as typeof GAINER_LRN);
    outcome.thenTypes('SvPendingModified');
    expect(outcome.events).toMatchObject([
      { data: { by: 'new', npac: false, dueDate: null, authorized: null, causeCode: null } },
    ]);
    expect(outcome.sv(1)).toMatchObject({ status: scenario.state.versions[0]?.status, newSide: { dueDate: DUE } });
    expect(outcome.sv(1).newSide?.route).toEqual({ ...before, ...route });
    expect(outcome.sv(1).oldSide).toEqual(scenario.state.versions[0]?.oldSide);
  });

  it('R5-27.1 changes its due date, and with it the end of the pending retention (RR5-1.4)', () => {
    const outcome = scenario.when(modify({ sender, dueDate: later }));
    expect(outcome.sv(1)).toMatchObject({
      newSide: { dueDate: later, route: routeBy(lrn as typeof GAINER_LRN) },
      pendingRetentionEndsAt: later + RETENTION.pending,
    });
  });
});

describe('the new service provider of a version', () => {
  it('R5-28 takes an optional field away', () => {
    const route = { ...routeBy(GAINER_LRN), billingId: '7' };
    const outcome = given(newSpCreate({ route })).when(modify({ route: { billingId: null } }));
    expect(outcome.sv(1).newSide?.route).toEqual(routeBy(GAINER_LRN));
  });

  it('R5-27.1 R5-30.2 changes nothing of the old one’s half', () => {
    const bad = ['field_not_modifiable', 'R5-27.1'] as const;
    const dueDate = later;
    pending.when(modify({ dueDate, authorized: false })).thenRefused(...bad, { field: 'authorized' });
    pending.when(modify({ dueDate, causeCode: 54 })).thenRefused(...bad, { field: 'causeCode' });
    pending.when(modify({ customerDisconnectDate: DUE })).thenRefused(...bad, { field: 'customerDisconnectDate' });
    pending.when(modify({ effectiveReleaseDate: DUE })).thenRefused(...bad, { field: 'effectiveReleaseDate' });
  });

  it('R5-27.1 has no half to change before it has created', () => {
    given(oldSpCreate())
      .when(modify({ dueDate: later }))
      .thenRefused('new_sp_create_missing', 'R5-27.1');
  });

  it('R5-29.3 names an LRN of its own', () => {
    const unknown = { lrnOwner: () => undefined };
    pending
      .when(modify({ route: { lrn: OTHER_LRN } }), unknown)
      .thenRefused('invalid_lrn', 'R5-29.3', { field: 'lrn' });
    pending.when(modify({ route: { lrn: THIRD_LRN } })).thenRefused('lrn_not_owned', 'R5-29.3', { field: 'lrn' });
    pending
      .when(modify({ sender: NPAC, side: 'new', route: { lrn: HOLDER_LRN } }))
      .thenRefused('lrn_not_owned', 'R5-29.3');
  });

  it('a modification that changes nothing is done, with nothing to tell', () => {
    pending.when(modify()).thenNothingHappens();
    pending.when(modify({ dueDate: DUE, route: { ...routeBy(GAINER_LRN) } })).thenNothingHappens();
    const { classPointCode } = routeBy(GAINER_LRN);
    pending
      .when(modify({ route: { classPointCode: { ssn: 0, dpc: classPointCode?.dpc ?? '' } } }))
      .thenNothingHappens();
  });
});

describe('the old service provider of a version', () => {
  it('R5-27.3 leaves the cause of a conflict as it was where it gives none', () => {
    const cause = (scenario: Scenario) => (scenario.state.versions[0] as { conflict?: { causeCode: number } }).conflict;
    const moved = modify({ sender: HOLDER, status: 'conflict', dueDate: later });
    expect(cause(conflict.and(moved))).toEqual(cause(conflict));
    expect(cause(conflict)?.causeCode).toEqual(expect.any(Number));
  });

  const byOld = (changes: Partial<Modify>) => modify({ sender: HOLDER, ...changes });

  it('R5-27.3 changes its own due date, pending or in conflict, and not the other one’s', () => {
    for (const scenario of [pending, conflict]) {
      const outcome = scenario.when(byOld({ dueDate: later }));
      expect(outcome.sv(1)).toMatchObject({ oldSide: { dueDate: later }, newSide: { dueDate: DUE } });
      expect(outcome.events).toMatchObject([{ data: { by: 'old', pendingRetentionEndsAt: null } }]);
    }
    const alone = given(oldSpCreate()).when(byOld({ dueDate: later }));
    expect(alone.sv(1)).toMatchObject({ pendingRetentionEndsAt: later + RETENTION.pending });
  });

  it('R5-27.3 R5-27.4 RR5-10.1 takes its authorization back, with a cause: then the version is in conflict', () => {
    for (const sender of [HOLDER, NPAC]) {
      const now = instant(DAY_BEFORE + 3_600_000);
      const outcome = pending.when(byOld({ now, sender, authorized: false, causeCode: 50 }));
      outcome.thenTypes('SvPendingModified', 'SvConflictSet');
      expect(outcome.sv(1)).toMatchObject({
        ...{ status: 'conflict', conflict: { by: sender === NPAC ? 'npac' : 'old', causeCode: 50, since: now } },
        oldSide: { authorized: false, causeCode: 50 },
        conflictByOldSpAt: sender === NPAC ? null : now,
      });
    }
  });

  it('R5-27.3 gives its authorization in a conflict, which that alone does not end (R5-50.1)', () => {
    const outcome = conflict.when(byOld({ authorized: true }));
    expect(outcome.sv(1)).toMatchObject({ status: 'conflict', oldSide: { authorized: true, causeCode: null } });
  });

  it('R5-27.3 gives another reason for the conflict, saying once more that it denies or not', () => {
    conflict.when(byOld({ authorized: false, causeCode: 51 })).thenTypes('SvPendingModified');
    conflict.when(byOld({ authorized: false, causeCode: 54 })).thenNothingHappens();
    const outcome = conflict.when(byOld({ causeCode: 51 }));
    outcome.thenTypes('SvPendingModified');
    expect(outcome.sv(1)).toMatchObject({ conflict: { causeCode: 51 }, oldSide: { authorized: false, causeCode: 51 } });
  });

  it('R5-27.4 N441 a denial that ends medium timers has the restriction of the timers from then on', () => {
    const windowEnd = jest.fn(facts().windowEnd);
    const timersOf = () => ({ portIn: 'long', portOut: 'long', businessDays: 'short', medium: true }) as const;
    const medium = { mediumTimer: true };
    const asked = givenWith({ timersOf }, newSpCreate(medium), oldSpCreate(medium));
    const denial = byOld({ authorized: false, causeCode: 54, mediumTimer: false });
    asked.when(denial, { timersOf, windowEnd }).thenTypes('SvPendingModified', 'SvConflictSet');
    expect(windowEnd).toHaveBeenLastCalledWith(TN, expect.anything(), 'conflict_resolution', 'long', 'short');
  });

  it('R5-27.4 RR5-42.1 denies only once, in whatever status', () => {
    const used = ['conflict_already_used', 'RR5-42.1'] as const;
    const denial = byOld({ authorized: false, causeCode: 50 });
    conflict
      .and(resolveConflict())
      .when(denial)
      .thenRefused(...used);
    conflict
      .and(byOld({ authorized: true }))
      .when(denial)
      .thenRefused(...used);
    const byNpac = pending.and(setConflict({ sender: NPAC }), resolveConflict());
    byNpac.when(denial).thenTypes('SvPendingModified', 'SvConflictSet');
  });

  it('R5-27.4 RR5-51 in the conflict from a cancellation it may still deny, which then counts', () => {
    const since = instant(DAY_BEFORE + 2 * LONG_WINDOW);
    const unanswered = (before: Scenario) =>
      before
        .and(cancel({ sender: HOLDER }))
        .and(deadline({ now: instant(DAY_BEFORE + LONG_WINDOW), kind: 'cancel_initial_window' }))
        .and(deadline({ now: since, kind: 'cancel_final_window' }));
    const unacknowledged = unanswered(pending);
    expect(unacknowledged.state.versions[0]).toMatchObject({
      status: 'conflict',
      conflict: { by: 'system', causeCode: 2 },
    });
    // Both have created, so that only the restriction before the due date closes the window.
    const open = unanswered(givenWith({ conflictRestriction: () => null }, newSpCreate(), oldSpCreate()));
    const outcome = open.when(byOld({ now: since, authorized: false, causeCode: 52 }));
    expect(outcome.sv(1)).toMatchObject({ conflict: { by: 'system', causeCode: 52 }, conflictByOldSpAt: since });
    // From then on the reason is its own to change.
    const another = open.and(byOld({ now: since, authorized: false, causeCode: 52 })).when(byOld({ causeCode: 50 }));
    expect(another.sv(1)).toMatchObject({ conflict: { causeCode: 50 }, oldSide: { causeCode: 50 } });
    // Where it had denied before it canceled, another cause is data of its half: the conflict keeps the registry's (N375).
    const denied = unanswered(conflict).when(byOld({ now: since, causeCode: 51 }));
    expect(denied.sv(1)).toMatchObject({ conflict: { by: 'system', causeCode: 2 }, oldSide: { causeCode: 51 } });
    unacknowledged
      .when(byOld({ now: since, authorized: false, causeCode: 52 }))
      .thenRefused('conflict_window_closed', 'RR5-51');
  });

  it('N375 R5-27.3 leaves the cause of NPAC personnel’s conflict to them: it decides who may end it', () => {
    const theirs = pending.and(setConflict({ sender: NPAC, causeCode: 54 }));
    for (const command of [byOld({ causeCode: 50 }), byOld({ authorized: false, causeCode: 50 })]) {
      const said = theirs.and(command);
      expect(said.state.versions[0]).toMatchObject({
        ...{ conflict: { by: 'npac', causeCode: 54 }, oldSide: { authorized: false, causeCode: 50 } },
      });
      const restricted = instant(DAY_BEFORE + RESTRICTION);
      said.when(resolveConflict({ sender: GAINER, now: restricted })).thenTypes('SvConflictResolved');
    }
  });

  it('R5-29.5 says why exactly when it denies', () => {
    const at = { field: 'causeCode' };
    const superfluous = ['cause_code_not_allowed', 'R5-29.5', at] as const;
    pending.when(byOld({ authorized: false })).thenRefused('cause_code_missing', 'R5-29.5', at);
    pending.when(byOld({ authorized: false, causeCode: 49 })).thenRefused('invalid_cause_code', 'R5-29.5', at);
    pending.when(byOld({ causeCode: 54 })).thenRefused(...superfluous);
    pending.when(byOld({ authorized: true, causeCode: 54 })).thenRefused(...superfluous);
    conflict.when(byOld({ authorized: true, causeCode: 54 })).thenRefused(...superfluous);
  });

  it('R5-27.3 changes nothing of the new one’s half', () => {
    const bad = ['field_not_modifiable', 'R5-27.3', { field: 'lrn' }] as const;
    pending.when(byOld({ route: { lrn: HOLDER_LRN } })).thenRefused(...bad);
    pending.when(byOld({ sender: NPAC, authorized: true, route: { lrn: HOLDER_LRN } })).thenRefused(...bad);
  });

  it('R5-27.3 has no half to change before it has created, and none in an intra-SP port', () => {
    const missing = ['old_sp_create_missing', 'R5-27.3'] as const;
    given(newSpCreate())
      .when(byOld({ dueDate: later }))
      .thenRefused(...missing);
    own.when(byOld({ sender: NPAC, side: 'old', dueDate: later })).thenRefused(...missing);
  });
});

describe('a refused modification of a version that is not active', () => {
  it('R5-30.1 R5-30.2 names the first rule it broke, and changes nothing, also when the rest was right', () => {
    const dueDate = at('2026-01-01T00:00:00Z');
    const all = { dueDate, route: { lrn: THIRD_LRN, billingId: '7' }, mediumTimer: true };
    const outcome = pending.when(modify(all));
    outcome.thenRefused('due_date_in_past', 'R5-29.2');
    expect(() => outcome.events).toThrow('refused');
    pending.when(modify({ ...all, dueDate: later })).thenRefused('lrn_not_owned', 'R5-29.3');
    pending
      .when(modify({ ...all, dueDate: later, route: { billingId: '7' } }))
      .thenRefused('medium_timers_not_supported', 'N441');
    pending.when(modify({ ...all, authorized: true })).thenRefused('field_not_modifiable', 'R5-27.1');
  });

  it('R5-29.4 comes from neither party', () => {
    pending.when(modify({ sender: THIRD, dueDate: later })).thenRefused('not_authorized', 'R5-29.4');
  });
});
