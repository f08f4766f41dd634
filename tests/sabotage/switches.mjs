// What can be switched off beside the rules that requests are refused by, and the requirements that stand behind each: data.
// A requirement is held to each of its switches by itself: one of the tests that name it must fail.

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
  effective_release: ['RR5-25.2'],
};

/** Events that change no state (packages/porting). */
const STATES = {
  SvCreated: ['R5-20.5', 'R5-21.6', 'RR5-8'],
  SvSecondCreateReceived: ['R5-20.4'],
  SvPendingModified: ['R5-27.1', 'R5-27.3', 'R5-28'],
  SvConflictSet: ['R5-44.1', 'R5-44.2', 'RR5-2.1', 'RR5-2.2', 'RR5-10.1'],
  SvConflictResolved: ['RR5-14'],
  SvCancelRequested: ['R5-71.6'],
  SvCancelAcknowledged: ['RR5-30', 'RR5-31'],
  SvCancelUndone: ['N388'],
  SvCanceled: ['R5-71.2', 'R5-71.3', 'R5-71.4', 'R5-71.11', 'R5-45.5', 'RR5-28.1'],
  SvFinalWindowExpired: ['R5-23.5'],
  SvBroadcastStarted: ['R5-57.2', 'R5-57.3', 'R5-40.1', 'RR5-22', 'RR5-38.6', 'RR5-41.3'],
  SvAnswersRecorded: ['R5-40.4', 'R5-51.2', 'R5-58.1', 'R5-66.2'],
  SvActivated: ['R5-59.1'],
  SvPartiallyFailed: ['R5-60.11'],
  SvFailed: ['R5-61.1'],
  SvSuperseded: ['R5-59.2'],
  SvModifyRequested: ['RR5-46'],
  SvModified: ['RR5-41.4'],
  SvDisconnectRequested: ['RR5-24', 'RR5-48'],
  SvDisconnected: ['R5-66.3'],
  SvDisconnectFailed: ['R5-67.1'],
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
  SvBroadcastStarted: ['R5-9', 'R5-11', 'R5-41', 'R5-57.1', 'RR5-21', 'RR5-38.4', 'RR5-38.5', 'RR5-38.9', 'RR5-41.2'],
  SvAnswersRecorded: ['R5-58.1'],
  SvActivated: ['R5-59.1', 'RR5-38.7'],
  SvPartiallyFailed: ['R5-60.11'],
  SvSuperseded: ['R5-59.2', 'RR5-68.3'],
  SvModifyRequested: ['RR5-46'],
  SvModified: ['RR5-38.10', 'RR5-41.4'],
  SvDisconnectRequested: ['R5-11', 'RR5-24', 'RR5-48'],
  SvDisconnected: ['R5-66.3', 'RR5-38.8'],
  SvDisconnectFailed: ['R5-67.1'],
  SvDisconnectCanceled: ['R5-71.10'],
  SvDisconnectModified: ['N249'],
  SvPortedToOriginal: ['RR5-68.2'],
};

/** Announcements to everybody; what others may not see, and what is kept no longer (services/routing). */
const OTHERS = { headsUp: ['RR5-3'], visibility: ['RR5-39'], retention: ['RR5-40'] };

const of = (seam, words, table) =>
  Object.entries(table).flatMap(([what, ids]) => ids.map((rule) => ({ rule, code: words(what), seam, what })));

/** @type {{rule: string, code: string, seam: string, what: string}[]} `code` says in words what is off */
export const SWITCHES = [
  ...of('messages', (type) => `no message of ${type}`, MESSAGES),
  ...of('deadlines', (kind) => `no ${kind}`, DEADLINES),
  ...of('states', (type) => `${type} changes nothing`, STATES),
  ...of('events', (type) => `no ${type}`, EVENTS),
  ...of('others', (what) => `no ${what}`, OTHERS),
];
