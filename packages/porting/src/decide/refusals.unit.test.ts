import { type Instant, instant, NPAC } from '@openlnp/numbering';
import type { PortingCommand } from '../commands';
import { active, goingBack, partly, pending, refused, removing, sending } from '../testing/numbers';
import { given, type Scenario } from '../testing/scenario';
import {
  acknowledgeCancel,
  activate,
  answers,
  at,
  CODE_EFFECTIVE,
  cancel,
  DAY_BEFORE,
  DUE,
  DUE_DAY,
  disconnect,
  GAINER,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  oldSpCreate,
  READER,
  resend,
  resolveConflict,
  routeBy,
  setConflict,
  THIRD,
  undoCancel,
} from '../testing/world';

// What a refusal tells whoever reads it: each row is one rule's whole answer.

const none = given();
const byNew = given(newSpCreate());
const conflict = pending.and(setConflict({ causeCode: 50 }));
const canceling = pending.and(cancel());
const twice = canceling.and(acknowledgeCancel({ sender: GAINER, now: instant(DAY_BEFORE + 1) }));
const failed = sending.and(answers(1, refused));
const partial = sending.and(answers(1, partly));
const later = (ms: number): Instant => instant(DAY_BEFORE + ms);
const BEFORE_ALL = instant(CODE_EFFECTIVE - 86_400_000);
const toOriginal = { newSp: HOLDER, oldSp: GAINER, sender: HOLDER, now: DUE_DAY, dueDate: DUE_DAY } as const;

type Row = readonly [
  code: string,
  rule: string | null,
  scenario: Scenario,
  command: PortingCommand,
  field: string | null,
  expected: string | null,
  actual: string | null,
];
const CUSTOMER = 'a customer of the registry';
const PARTIES = 'the new or the old service provider';
const MEDIUM = 'medium timers in the profiles of both service providers';
const NOBODY = 'NONE' as typeof HOLDER;

const creates: Row[] = [
  ['not_authorized', 'R5-18.7', none, newSpCreate({ sender: THIRD }), 'newSp', 'THRD', 'GAIN'],
  ['not_authorized', 'RR5-6.2', none, intraSpCreate({ sender: THIRD }), 'sp', 'THRD', 'HOLD'],
  ['invalid_spid', 'R5-18.5', none, newSpCreate({ oldSp: NOBODY }), 'oldSp', CUSTOMER, 'NONE'],
  ['same_sp', null, none, oldSpCreate({ newSp: HOLDER }), 'newSp', 'another SPID than oldSp', 'HOLD'],
  ['sp_type_not_allowed', null, none, newSpCreate({ newSp: READER }), 'newSp', 'a carrier', 'non_carrier'],
  [
    ...(['due_date_before_npanxx_effective', 'RR5-44', none, newSpCreate({ dueDate: BEFORE_ALL })] as const),
    ...(['dueDate', '2026-01-01T00:00:00.000Z or later', '2025-12-31T06:00:00.000Z'] as const),
  ],
  [
    ...(['due_date_in_past', 'R5-18.3', none, oldSpCreate({ now: DUE_DAY, dueDate: DAY_BEFORE })] as const),
    ...(['dueDate', '2026-01-06T00:00:00.000Z or later', '2026-01-05T14:30:00.000Z'] as const),
  ],
  [
    ...(['lrn_missing', 'R5-15.1', none, newSpCreate({ route: null })] as const),
    ...(['lrn', 'an LRN, since it is no port to original', 'none'] as const),
  ],
  [
    ...(['route_in_port_to_original', 'R5-15.2', active] as const),
    newSpCreate({ ...toOriginal, portingToOriginal: true, route: routeBy(HOLDER_LRN) }),
    ...(['lrn', 'no route in a port to original', '3039860000'] as const),
  ],
  [
    ...(['invalid_port_to_original', 'R5-15.2', none] as const),
    newSpCreate({ portingToOriginal: true, route: null }),
    ...(['newSp', 'HOLD', 'GAIN'] as const),
  ],
  [
    ...(['number_not_ported', 'R5-15.2', none] as const),
    newSpCreate({ newSp: HOLDER, oldSp: GAINER, portingToOriginal: true, route: null }),
    ...(['portingToOriginal', 'a number that is ported', 'true'] as const),
  ],
  [
    ...(['invalid_lrn', 'R5-18.6', none, newSpCreate({ route: routeBy(2125550000 as typeof HOLDER_LRN) })] as const),
    ...(['lrn', 'a registered LRN', '2125550000'] as const),
  ],
  [
    ...(['lrn_not_owned', 'R5-18.6', none, newSpCreate({ route: routeBy(HOLDER_LRN) })] as const),
    ...(['lrn', 'an LRN of GAIN', 'an LRN of HOLD'] as const),
  ],
  [
    ...(['already_created', 'R5-18.8', byNew, newSpCreate()] as const),
    ...([null, 'the new service provider creates once', 'created at 2026-01-05T14:30:00.000Z'] as const),
  ],
  [
    ...(['already_created', 'RR5-6.6', given(intraSpCreate()), intraSpCreate()] as const),
    ...([null, 'an intra-SP port is created once', 'created at 2026-01-05T14:30:00.000Z'] as const),
  ],
  [
    ...(['version_exists_in_blocking_status', 'RN5-1', sending] as const),
    newSpCreate({ now: DUE_DAY, dueDate: DUE_DAY }),
    ...(['tn', 'no version but active, canceled or old ones', 'sending'] as const),
  ],
  [
    ...(['cause_code_missing', 'R5-18.10', none, oldSpCreate({ authorized: false })] as const),
    ...(['causeCode', '50 to 54', 'none'] as const),
  ],
  [
    ...(['invalid_cause_code', 'R5-18.10', none, oldSpCreate({ authorized: false, causeCode: 55 })] as const),
    ...(['causeCode', '50 to 54', '55'] as const),
  ],
  [
    ...(['cause_code_not_allowed', 'R5-18.10', none, oldSpCreate({ causeCode: 51 })] as const),
    ...(['causeCode', 'none, since nothing is denied', '51'] as const),
  ],
  ['medium_timers_not_supported', 'N441', none, newSpCreate({ mediumTimer: true }), 'mediumTimer', MEDIUM, 'true'],
];

const beforeActivation: Row[] = [
  ['no_such_version', 'R5-51.1', none, activate(), 'tn', 'a pending version', 'none'],
  ['no_such_version', 'R5-51.1', byNew, activate({ svId: 9 }), 'svId', 'a pending version', '9'],
  ['not_authorized', 'R5-51.1', pending, activate({ sender: HOLDER }), null, 'the new service provider', 'HOLD'],
  ['not_pending', 'R5-52', sending, activate(), 'tn', 'pending', 'sending'],
  ['new_sp_create_missing', 'R5-53.1', given(oldSpCreate()), activate(), 'tn', null, null],
  [
    ...(['old_sp_concurrence_missing', 'R5-23.6', byNew, activate()] as const),
    ...(['tn', 'concurrence, or the end of the final concurrence window'] as const),
    'initial window until 2026-01-07T14:30:00.000Z',
  ],
  [
    ...(['due_date_not_reached', 'R5-53.3', pending, activate({ now: DAY_BEFORE })] as const),
    ...([null, '2026-01-06T00:00:00.000Z or later', '2026-01-05T14:30:00.000Z'] as const),
  ],
  ['no_such_version', 'R5-42', none, setConflict(), 'tn', 'a version that is not active yet', 'none'],
  [
    ...(['not_authorized', 'R5-43.1', pending, setConflict({ sender: GAINER })] as const),
    ...([null, 'the old service provider', 'GAIN'] as const),
  ],
  ['cannot_be_put_into_conflict', 'R5-43.1', active, setConflict(), 'tn', 'pending or cancel_pending', 'active'],
  ['invalid_cause_code', 'R5-43.2', pending, setConflict({ causeCode: 49 }), 'causeCode', '50 to 54', '49'],
  ['cause_code_missing', 'R5-43.2', pending, setConflict({ causeCode: null }), 'causeCode', '50 to 54', 'none'],
  [
    ...(['conflict_already_used', 'RR5-42.1', conflict.and(resolveConflict()), setConflict()] as const),
    ...([null, 'one conflict by the old service provider', 'conflict at 2026-01-05T14:30:00.000Z'] as const),
  ],
  ['no_such_version', 'R5-46', none, resolveConflict(), 'tn', 'a version in conflict', 'none'],
  ['not_authorized', 'R5-46', conflict, resolveConflict({ sender: THIRD }), null, PARTIES, 'THRD'],
  ['not_in_conflict', 'R5-47', pending, resolveConflict(), 'tn', 'conflict', 'pending'],
  [
    ...(['conflict_not_resolvable', 'N375', conflict, resolveConflict({ sender: GAINER })] as const),
    ...([null, 'another cause than 50 and 51', 'cause 50'] as const),
  ],
  ['no_such_version', 'R5-69', none, cancel(), 'tn', 'a version that can be canceled', 'none'],
  ['not_authorized', 'RR5-27', pending, cancel({ sender: THIRD }), null, PARTIES, 'THRD'],
  ['cannot_be_canceled', 'R5-70', active, cancel(), 'tn', 'pending, conflict or disconnect_pending', 'active'],
  ['side_missing', 'R5-71.6', pending, cancel({ sender: NPAC }), 'side', 'new or old', null],
  ['no_such_version', 'RR5-28.1', none, acknowledgeCancel(), 'tn', 'a version in cancel-pending', 'none'],
  ['not_cancel_pending', 'RR5-28.1', pending, acknowledgeCancel(), 'tn', 'cancel_pending', 'pending'],
  [
    ...(['already_acknowledged', 'RR5-31', twice, acknowledgeCancel({ sender: GAINER, now: later(2) })] as const),
    ...([null, 'one acknowledgment', 'acknowledged at 2026-01-05T14:30:00.001Z'] as const),
  ],
  ['no_such_version', 'N388', none, undoCancel(), 'tn', 'a version in cancel-pending', 'none'],
  ['not_cancel_pending', 'N388', pending, undoCancel(), 'tn', 'cancel_pending', 'pending'],
  [
    ...(['undo_not_allowed', 'N388', canceling, undoCancel({ sender: HOLDER })] as const),
    ...([null, 'the new service provider, which canceled', 'HOLD'] as const),
  ],
];

const changes: Row[] = [
  ['no_such_version', 'R5-26', none, modify(), 'tn', 'a version that can be modified', 'none'],
  ['side_missing', 'R5-8.1', pending, modify({ sender: NPAC, dueDate: DUE }), 'side', 'new or old', null],
  ['new_sp_create_missing', 'R5-27.1', given(oldSpCreate()), modify({ dueDate: DUE }), 'tn', null, null],
  ['old_sp_create_missing', 'R5-27.3', byNew, modify({ sender: HOLDER, dueDate: DUE }), 'tn', null, null],
  [
    ...(['field_not_modifiable', 'R5-27.1', pending, modify({ authorized: true, causeCode: 50 })] as const),
    ...(['authorized', 'dueDate, route, mediumTimer', null] as const),
  ],
  ['medium_timers_not_supported', 'N441', pending, modify({ mediumTimer: true }), 'mediumTimer', MEDIUM, null],
  ['no_such_version', 'R5-63', none, disconnect(), 'tn', 'an active version', 'none'],
  ['no_such_version', 'R5-63', byNew.and(cancel()), disconnect(), 'tn', 'an active version', 'none'],
  [
    ...(['not_authorized', 'RN5-10', active, disconnect({ sender: HOLDER })] as const),
    ...([null, 'the current service provider', 'HOLD'] as const),
  ],
  ['not_active', 'R5-63', removing, disconnect(), 'tn', 'active', 'sending'],
  [
    ...(['other_version_exists', 'R5-64.1', goingBack, disconnect({ svId: 1 })] as const),
    ...(['tn', 'no other version but canceled or old ones', 'pending'] as const),
  ],
  [
    ...(['release_date_before_disconnect_date', 'RR5-23.2', active] as const),
    disconnect({ customerDisconnectDate: DUE_DAY, effectiveReleaseDate: DUE }),
    ...(['effectiveReleaseDate', '2026-01-06T15:00:00.000Z or later', '2026-01-06T00:00:00.000Z'] as const),
  ],
  ['not_authorized', 'RR5-38.1.1', failed, resend({ sender: GAINER }), null, 'NPAC personnel', 'GAIN'],
  ['no_such_version', 'RR5-38.1.1', none, resend(), 'tn', 'a version with a failed-SP list', 'none'],
  ['no_failed_lsms', 'RR5-38.3', active, resend({ lsms: [LSMS_A] }), 'tn', 'a failed-SP list', 'active'],
  ['lsms_not_failed', 'RR5-38.2', failed, resend({ lsms: [GAINER] }), 'lsms', 'LSMA, LSMB', 'GAIN'],
  ['no_lsms_named', 'RR5-38.2', partial, resend(), 'lsms', 'LSMB', 'none'],
  [
    ...(['version_in_progress', null, sending, resend({ lsms: [LSMS_B] })] as const),
    ...(['tn', 'no version in sending', 'sending'] as const),
  ],
];

describe('a refusal says what was expected, and what came', () => {
  it.each([...creates, ...beforeActivation, ...changes])(
    '%s of %s',
    (code, rule, scenario, command, field, expected, actual) => {
      scenario.when(command).thenRefused(code as 'invalid_tn', rule, { field, expected, actual });
    },
  );

  it('R5-18.4 R5-15.2 of a code that is not open', () => {
    const closed = { codeOf: () => undefined };
    none.when(oldSpCreate(), closed).thenRefused('npa_nxx_not_portable', 'R5-18.4', {
      ...{ field: 'tn', expected: 'an NPA-NXX open for porting', actual: '303555' },
    });
    // What was created before it was closed: nothing of the code is asked of a change, or can be.
    pending.when(modify({ dueDate: DUE_DAY }), closed).thenTypes('SvPendingModified');
  });

  it('RR5-54 RR5-44 R5-53.1 of a code that is open later', () => {
    const effectiveAt = instant(DUE_DAY + 1);
    const opens = { codeOf: () => ({ spid: HOLDER, effectiveAt }) };
    const expected = '2026-01-06T00:00:00.000Z or later';
    const dueBefore = modify({ dueDate: at('2026-01-05T23:59:00Z') });
    pending.when(dueBefore, opens).thenRefused('due_date_before_npanxx_effective', 'RR5-54', {
      ...{ field: 'dueDate', expected, actual: '2026-01-05T23:59:00.000Z' },
    });
    pending.when(modify({ dueDate: DUE_DAY }), opens).thenTypes('SvPendingModified');
    pending.when(activate(), opens).thenRefused('network_data_not_ready', 'R5-53.1', {
      ...{ field: 'tn', expected: 'NPA-NXX effective since 2026-01-06T15:00:00.001Z' },
      actual: '2026-01-06T15:00:00.000Z',
    });
    pending.when(activate({ now: effectiveAt }), opens).thenTypes('SvBroadcastStarted');
  });

  it('R5-18.6 of an LRN that has gone, or is another one’s by now', () => {
    const told = { field: 'lrn', expected: 'LRN 3039870000 of GAIN' };
    const owner = (lrnOwner: () => typeof HOLDER | undefined) => ({ lrnOwner });
    pending
      .when(
        activate(),
        owner(() => undefined),
      )
      .thenRefused('network_data_not_ready', 'R5-18.6', { ...told, actual: 'not registered' });
    pending
      .when(
        activate(),
        owner(() => THIRD),
      )
      .thenRefused('network_data_not_ready', 'R5-18.6', { ...told, actual: 'THRD' });
  });
});
