import { instant } from '@openlnp/numbering';
import type { PortingCommand } from './commands';
import { deadlinesInForce, deadlinesOf, nextDeadline, type TrackedVersion, trackDeadlines } from './deadlines';
import { decisionInstant } from './decide/decision';
import { evolve } from './evolve/evolve';
import { initial } from './state';
import { partly, refused, taken } from './testing/numbers';
import { given } from './testing/scenario';
import {
  acknowledgeCancel,
  activate,
  answers,
  at,
  cancel,
  DAY_BEFORE,
  DUE,
  DUE_DAY,
  deadline,
  disconnect,
  GAINER,
  HOLDER,
  intraSpCreate,
  LONG_WINDOW,
  modify,
  newSpCreate,
  oldSpCreate,
  RETENTION,
  resolveConflict,
  setConflict,
  TN,
  undoCancel,
} from './testing/world';

const RELEASE = at('2026-02-01T00:00:00Z');
const T1 = instant(DAY_BEFORE + LONG_WINDOW);
const T2 = instant(T1 + LONG_WINDOW);
const later = (kind: 'final_window' | 'cancel_initial_window' | 'cancel_final_window', now = T2) =>
  deadline({ kind, now });
const both = [newSpCreate(), oldSpCreate()] as const;

/** What comes next for version 1 after each command of its life; undefined where it waits for nothing. */
const LIVES: readonly (readonly [string, readonly (readonly [PortingCommand, string | undefined])[]])[] = [
  [
    'a port whose old side is silent',
    [
      [newSpCreate(), 'initial_window'],
      [modify({ dueDate: DUE_DAY }), 'initial_window'],
      [deadline(), 'final_window'],
      [later('final_window'), 'pending_retention'],
      [deadline({ kind: 'pending_retention', now: instant(DUE_DAY + RETENTION.pending) }), undefined],
    ],
  ],
  [
    'a port that both create and that is activated',
    [
      [oldSpCreate(), 'initial_window'],
      [newSpCreate({ now: instant(DAY_BEFORE + 1) }), 'pending_retention'],
      [activate(), 'response_window'],
      [answers(1, taken), undefined],
      [disconnect({ effectiveReleaseDate: RELEASE }), 'effective_release'],
      [modify({ now: DUE_DAY, effectiveReleaseDate: instant(RELEASE + 1) }), 'effective_release'],
      [cancel({ now: DUE_DAY }), undefined],
      [modify({ now: DUE_DAY, route: { billingId: '7' } }), 'response_window'],
      [answers(1, taken, { broadcast: 2 }), undefined],
      [disconnect(), 'response_window'],
      [answers(1, taken, { broadcast: 3 }), undefined],
    ],
  ],
  ['an intra-SP port', [[intraSpCreate(), 'pending_retention']]],
  [
    'an activation that some LSMSs fail',
    [
      [both[0], 'initial_window'],
      [both[1], 'pending_retention'],
      [activate(), 'response_window'],
      [answers(1, partly), undefined],
    ],
  ],
  [
    'an activation that all LSMSs fail',
    [
      [both[0], 'initial_window'],
      [both[1], 'pending_retention'],
      [activate(), 'response_window'],
      [answers(1, refused), undefined],
    ],
  ],
  [
    'a conflict, which suspends the retention and not the windows',
    [
      [newSpCreate(), 'initial_window'],
      [setConflict(), 'initial_window'],
      [deadline(), 'final_window'],
      [later('final_window'), 'conflict_expiry'],
      [resolveConflict({ now: T2 }), 'pending_retention'],
    ],
  ],
  [
    'a cancellation that is taken back, and one that is acknowledged',
    [
      [both[0], 'initial_window'],
      [both[1], 'pending_retention'],
      [cancel(), 'cancel_initial_window'],
      [undoCancel(), 'pending_retention'],
      [cancel(), 'cancel_initial_window'],
      [later('cancel_initial_window', T1), 'cancel_final_window'],
      [acknowledgeCancel({ now: T1 }), undefined],
    ],
  ],
  [
    'a cancellation from a conflict that is taken back',
    [
      [both[0], 'initial_window'],
      [both[1], 'pending_retention'],
      [setConflict(), 'conflict_expiry'],
      [cancel({ sender: HOLDER }), 'cancel_initial_window'],
      [undoCancel({ sender: HOLDER }), 'conflict_expiry'],
    ],
  ],
  [
    'a cancellation that the new service provider never acknowledges',
    [
      [both[0], 'initial_window'],
      [both[1], 'pending_retention'],
      [cancel({ sender: HOLDER }), 'cancel_initial_window'],
      [later('cancel_final_window'), 'conflict_expiry'],
    ],
  ],
];

describe('the deadlines of a version', () => {
  it.each(LIVES)('follow from its events alone: %s', (_, life) => {
    let state = initial(TN);
    let scenario = given();
    let tracked = new Map<number, TrackedVersion>();
    const next: (string | undefined)[] = [];
    for (const [command] of life) {
      const { events } = scenario.when(command);
      for (const event of events) {
        const before = state;
        state = evolve(state, event, event.at ?? decisionInstant(command, before));
        if (!('svId' in event.data)) continue;
        const version = trackDeadlines(tracked.get(event.data.svId), event);
        tracked = new Map([...tracked, ...(version === undefined ? [] : [[event.data.svId, version] as const])]);
        if (version === undefined) tracked.delete(event.data.svId);
        for (const sv of state.versions) {
          const known = tracked.get(sv.svId);
          const inForce = known === undefined ? [] : deadlinesInForce(known);
          const wanted =
            sv.status === 'sending'
              ? [{ kind: 'response_window', at: sv.broadcast.respondBy, broadcast: sv.broadcast.number }]
              : deadlinesOf(sv);
          expect(new Set<unknown>(inForce)).toEqual(new Set<unknown>(wanted));
          if (known !== undefined) expect(known).toMatchObject({ tn: TN, svId: sv.svId, status: sv.status });
        }
      }
      scenario = scenario.and(command);
      const first = tracked.get(1);
      next.push(first === undefined ? undefined : nextDeadline(first)?.kind);
    }
    expect(next).toEqual(life.map(([, kind]) => kind));
  });

  it('begin with a create: nothing is known of a version by another event', () => {
    const resolved = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER, by: 'old' } as const;
    expect(trackDeadlines(undefined, { type: 'SvConflictResolved', data: resolved })).toBeUndefined();
  });

  it('are the same object after an event that moves none', () => {
    const [created] = given().when(newSpCreate()).events;
    const before = created && trackDeadlines(undefined, created);
    const [changed] = given(newSpCreate()).when(modify({ route: { billingId: '7' } })).events;
    expect(changed && before && trackDeadlines(before, changed)).toBe(before);
    const data = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER, by: 'old' } as const;
    expect(before && trackDeadlines(before, { type: 'SvCancelAcknowledged', data })).toBe(before);
  });

  it('come one after the other: of two at the same time the first that was stored', () => {
    const stored = [
      { kind: 'initial_window', at: DUE_DAY },
      { kind: 'pending_retention', at: DUE_DAY },
      { kind: 'conflict_expiry', at: DUE },
    ] as const;
    expect(nextDeadline({ tn: TN, svId: 1, status: 'pending', stored })).toBe(stored[0]);
    expect(nextDeadline({ tn: TN, svId: 1, status: 'conflict', stored })).toBe(stored[2]);
    expect(nextDeadline({ tn: TN, svId: 1, status: 'sending', stored })).toBeUndefined();
  });
});
