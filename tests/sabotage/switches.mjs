// What can be switched off beside the rules that requests are refused by, and the requirements that stand behind each: data.
// A requirement is held to each of its switches by itself: one of the tests that name it must fail.
import functions from './functions.cjs';

/** Events that nobody is told of (services/soa-notification). */
const MESSAGES = {
  RequestDone: ['R5-50.2'],
  RequestRefused: ['R5-20.1', 'R5-30.1', 'R5-39.1', 'R5-53.2', 'RR5-7.1'],
  SvCreated: ['R5-21.7', 'RR5-9'],
  SvPendingModified: ['R5-31.3'],
  SvInitialWindowExpired: ['R5-22'],
  SvFinalWindowExpired: ['RR5-23.3', 'N013'],
  SvConflictSet: ['R5-44.3', 'RR5-2.3', 'RR5-2.4', 'RR5-10.2', 'RR5-10.3', 'RR5-36'],
  SvConflictResolved: ['RR5-12.1'],
  SvCancelRequested: ['RR5-26.1'],
  SvCancelWindowExpired: ['RR5-34'],
  SvCancelUndone: ['N388'],
  SvCanceled: ['R5-45.6', 'RR5-29.1', 'RR5-29.2'],
  SvDisconnectRequested: ['RR5-25.1', 'RR5-25.2'],
  SvReleaseDateReached: ['RR5-25.2'],
  SvPartiallyFailed: ['R5-60.10', 'RR5-22.1', 'RR5-22.2'],
  SvFailed: ['R5-61.2', 'RR5-22.1', 'RR5-22.2'],
  SvSuperseded: ['N123'],
  SvModified: ['R5-40.3', 'RR5-41.9', 'RR5-41.11'],
  SvDisconnected: ['R5-68.8'],
  SvDisconnectFailed: ['R5-67.2'],
};

/** Deadlines that never come (packages/porting). */
const DEADLINES = {
  initial_window: ['R5-22', 'R5-23.1'],
  final_window: ['R5-23.5', 'RR5-23.3', 'N240'],
  conflict_expiry: ['R5-45.4', 'R5-45.5'],
  cancel_initial_window: ['RR5-33.1', 'RR5-34'],
  cancel_final_window: ['RR5-35.1', 'RR5-35.2', 'N138'],
  pending_retention: ['RR5-1.4'],
  effective_release: ['RR5-25.2', 'R5-65.2'],
};

/** Events that change no state (packages/porting). */
const STATES = {
  SvCreated: ['R5-1.1', 'R5-20.5', 'R5-21.6', 'RR5-8'],
  SvSecondCreateReceived: ['R5-20.4'],
  SvPendingModified: ['R5-27.1', 'R5-27.3', 'R5-28'],
  SvConflictSet: ['R5-1.1', 'R5-44.1', 'R5-44.2', 'RR5-2.1', 'RR5-2.2', 'RR5-10.1'],
  SvConflictResolved: ['RR5-14'],
  SvCancelRequested: ['R5-1.1', 'R5-71.6'],
  SvCancelAcknowledged: ['RR5-30', 'RR5-31'],
  SvCancelUndone: ['N388'],
  SvCanceled: ['R5-1.1', 'R5-71.2', 'R5-71.3', 'R5-71.4', 'R5-71.11', 'R5-45.5', 'RR5-28.1'],
  SvFinalWindowExpired: ['R5-23.5'],
  SvBroadcastStarted: [
    'R5-1.1',
    'R5-57.2',
    'R5-57.3',
    'R5-40.1',
    'RR5-22',
    'RR5-38.6',
    'RR5-41.3',
    'R5-65.5',
    'R5-65.6',
  ],
  SvAnswersRecorded: ['R5-40.4', 'R5-51.2', 'R5-58.1', 'R5-66.2'],
  SvActivated: ['R5-1.1', 'R5-59.1'],
  SvPartiallyFailed: ['R5-1.1', 'R5-60.11'],
  SvFailed: ['R5-1.1', 'R5-61.1'],
  SvFailedSpsCleared: ['N227'],
  SvSuperseded: ['R5-59.2', 'R5-60.12'],
  SvModifyRequested: ['RR5-46'],
  SvModified: ['RR5-41.4'],
  SvDisconnectRequested: ['R5-1.1', 'RR5-24', 'RR5-48'],
  SvDisconnected: ['R5-1.1', 'R5-66.3', 'R5-66.4', 'R5-68.9', 'RR5-67.2'],
  SvDisconnectFailed: ['R5-67.1', 'RR5-67.2'],
  SvDisconnectCanceled: ['R5-71.10'],
  SvDisconnectModified: ['N249'],
  SvPortedToOriginal: ['RR5-68.2'],
};

/** Events that are not decided (packages/porting). */
const EVENTS = {
  SvCreated: ['R5-7', 'R5-20.5', 'RR5-4', 'RR5-6.8'],
  SvSecondCreateReceived: ['R5-20.4'],
  SvPendingModified: ['R5-8.1', 'R5-27.1', 'R5-27.2', 'R5-27.3'],
  SvConflictSet: ['R5-10.1', 'R5-27.4', 'R5-42', 'R5-44.1', 'RR5-2.1'],
  SvConflictResolved: ['R5-46', 'R5-50.1'],
  SvCancelRequested: ['R5-12', 'R5-71.6'],
  SvCanceled: ['R5-12', 'R5-71.3', 'R5-71.4', 'R5-71.8', 'R5-71.11', 'RR5-28.1'],
  SvBroadcastStarted: [
    'R5-9',
    'R5-11',
    'R5-41',
    'R5-57.1',
    'RR5-21',
    'RR5-38.4',
    'RR5-38.5',
    'RR5-38.9',
    'RR5-41.2',
    'R5-61.3',
    'R5-65.1',
    'R5-65.2',
    'R5-67.3',
    'R5-68.10',
    'RR5-41.10',
  ],
  SvAnswersRecorded: ['R5-58.1'],
  SvActivated: ['R5-59.1', 'RR5-38.7'],
  SvPartiallyFailed: ['R5-60.11'],
  SvFailedSpsCleared: ['N227'],
  SvSuperseded: ['R5-59.2', 'RR5-68.3', 'R5-60.12'],
  SvModifyRequested: ['RR5-46'],
  SvModified: ['RR5-38.10', 'RR5-41.4'],
  SvDisconnectRequested: ['R5-11', 'RR5-24', 'RR5-48'],
  SvDisconnected: ['R5-66.3', 'RR5-38.8', 'R5-66.4', 'R5-68.9', 'RR5-67.2', 'RR5-69'],
  SvDisconnectFailed: ['R5-67.1', 'RR5-67.2', 'RR5-69'],
  SvDisconnectCanceled: ['R5-71.10'],
  SvDisconnectModified: ['N249'],
  SvPortedToOriginal: ['RR5-68.2', 'RR5-68.1', 'RR5-70'],
};

/** Kinds of requests that nothing is refused to (packages/porting). */
const COMMANDS = {
  NewSpCreate: ['R5-20.3'],
  OldSpCreate: ['R5-20.2'],
  IntraSpCreate: ['RR5-7.2'],
  Modify: ['R5-30.2', 'R5-39.2'],
  SetConflict: ['RR5-50'],
};

/** What an event says, and the version does not have afterwards (packages/porting). */
const FIELDS = {
  'SvConflictSet.causeCode': ['R5-14'],
  'SvCreated.route.billingId': ['R5-16', 'RR5-5'],
  'SvModifyRequested.route.endUserLocationValue': ['R5-37'],
};

/** Tunables (packages/network) that cannot be changed, and that have another default. */
const TUNABLES = {
  long_initial_concurrence_window: { change: ['R5-21.1', 'R5-21.2'], standard: ['R5-21.3'] },
  short_initial_concurrence_window: { change: ['R5-21.1', 'R5-21.2'], standard: ['R5-21.4'] },
  long_final_concurrence_window: { change: ['R5-23.2'], standard: ['R5-23.3'] },
  short_final_concurrence_window: { change: ['R5-23.2'], standard: ['RR5-52'] },
  long_conflict_resolution_new_sp_restriction: { change: ['RR5-12.5'], standard: ['RR5-12.4'] },
  short_conflict_resolution_new_sp_restriction: { change: ['RR5-12.5'], standard: ['RR5-12.6'] },
  long_cancellation_initial_concurrence_window: { change: ['RR5-32.1', 'RR5-32.2'], standard: ['RR5-32.3'] },
  short_cancellation_initial_concurrence_window: { change: ['RR5-32.1', 'RR5-32.2'], standard: ['RR5-32.4'] },
  long_cancellation_final_concurrence_window: { change: ['RR5-33.2'], standard: ['RR5-33.3'] },
  short_cancellation_final_concurrence_window: { change: ['RR5-33.2'], standard: ['RR5-33.4'] },
  long_conflict_restriction_window: { change: ['RR5-42.3'], standard: ['RR5-42.4'] },
  conflict_expiration_window: { change: ['R5-45.1', 'R5-45.3'], standard: ['R5-45.2'] },
  pending_subscription_retention: { change: ['RR5-1.1', 'RR5-1.2'], standard: ['RR5-1.3'] },
  cancel_pending_subscription_retention: { change: ['R5-3.1', 'R5-3.2'], standard: ['R5-3.3'] },
  cancel_conflict_subscription_retention: { change: ['R5-3.4', 'R5-3.5'], standard: ['R5-3.6'] },
  old_subscription_retention: { change: ['R5-2.1', 'R5-2.2'], standard: ['R5-2.3'] },
  local_sms_activation_log_retention_period: { change: ['R5-58.2', 'R5-58.3'], standard: ['R5-58.4'] },
  subscription_activation_retry_attempts: { change: ['R5-60.1', 'R5-60.3'], standard: ['R5-60.5'] },
  subscription_activation_retry_interval: { change: ['R5-60.2', 'R5-60.4'], standard: ['R5-60.6'] },
  subscription_modification_retry_attempts: { change: ['RR5-41.5'], standard: ['RR5-41.5'] },
  subscription_modification_retry_interval: { change: ['RR5-41.6'], standard: ['RR5-41.6'] },
  subscription_disconnect_retry_attempts: { change: ['R5-68.1'], standard: ['R5-68.2'] },
  subscription_disconnect_retry_interval: { change: ['R5-68.3'], standard: ['R5-68.4'] },
};

const of = (seam, words, table) =>
  Object.entries(table).flatMap(([what, ids]) => ids.map((rule) => ({ rule, code: words(what), seam, what })));

/** The table of one of the lists that each entry of another has. */
const listsOf = (table, list) => Object.fromEntries(Object.entries(table).map(([what, lists]) => [what, lists[list]]));

/** @type {{rule: string, code: string, seam: string, what: string}[]} `code` says in words what is off */
export const SWITCHES = [
  ...of('messages', (type) => `no message of ${type}`, MESSAGES),
  ...of('deadlines', (kind) => `no ${kind}`, DEADLINES),
  ...of('states', (type) => `${type} changes nothing`, STATES),
  ...of('events', (type) => `no ${type}`, EVENTS),
  ...of('commands', (type) => `no ${type} is refused`, COMMANDS),
  ...of('fields', (path) => `no ${path}`, FIELDS),
  ...of('tunables', (name) => `no change of ${name}`, listsOf(TUNABLES, 'change')),
  ...of('defaults', (name) => `another default of ${name}`, listsOf(TUNABLES, 'standard')),
  ...of('functions', (what) => what, listsOf(functions.FUNCTIONS, 'ids')),
];
