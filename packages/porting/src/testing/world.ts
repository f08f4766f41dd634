import {
  type Instant,
  instant,
  type Lrn,
  NPAC,
  type NpaNxx,
  parseInstant,
  type Spid,
  type Tn,
} from '@openlnp/numbering';
import type {
  AcknowledgeCancel,
  Activate,
  Cancel,
  Disconnect,
  EndResponseWindow,
  ExcludeFailedSps,
  IntraSpCreate,
  Modify,
  NewSpCreate,
  OldSpCreate,
  PortingFacts,
  ReachDeadline,
  RecordAnswers,
  Resend,
  ResolveConflict,
  SetConflict,
  UndoCancel,
} from '../commands';
import type { LsmsAnswer, RouteData } from '../generated/common';

/** The instant of an ISO 8601 text that is known to be one. */
export function at(iso: string): Instant {
  const instant = parseInstant(iso);
  if (instant === undefined) throw new Error(`no instant: ${iso}`);
  return instant;
}

export const TN = 3035550123 as Tn;
export const CODE = 303555 as NpaNxx;

export const HOLDER = 'HOLD' as Spid;
export const GAINER = 'GAIN' as Spid;
export const THIRD = 'THRD' as Spid;
export const READER = 'READ' as Spid;
export const LSMS_A = 'LSMA' as Spid;
export const LSMS_B = 'LSMB' as Spid;
export const LSMS_C = 'LSMC' as Spid;

export const HOLDER_LRN = 3039860000 as Lrn;
export const GAINER_LRN = 3039870000 as Lrn;
export const THIRD_LRN = 7209870000 as Lrn;

/** Everything happens on this day unless a test says otherwise; ports are due the day after. */
export const DAY_BEFORE = at('2026-01-05T14:30:00Z');
export const DUE = at('2026-01-06T00:00:00Z');
export const DUE_DAY = at('2026-01-06T15:00:00Z');
export const CODE_EFFECTIVE = at('2026-01-01T06:00:00Z');
export const WINDOW = 15 * 60_000;

/** Lengths of the concurrence windows in this world. */
export const LONG_WINDOW = 48 * 3_600_000;
export const SHORT_WINDOW = 3_600_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WINDOW_LENGTHS = { long: LONG_WINDOW, medium: 3 * HOUR, short: SHORT_WINDOW };
/** How long the new service provider may not end a conflict. */
/** So long before the due date an old service provider may no longer start a conflict in this world. */
const RESTRICTED_HOURS = 6;
export const RESTRICTION = 6 * HOUR;
export const CONFLICT_EXPIRY = 30 * DAY;
export const RETENTION = {
  pending: 90 * DAY,
  canceled_from_pending: 90 * DAY,
  canceled_from_conflict: 30 * DAY,
  old: 548 * DAY,
};

export const routeBy = (lrn: Lrn): RouteData => ({
  lrn,
  classPointCode: { dpc: '123004005', ssn: 0 },
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: { dpc: '123004006', ssn: 0 },
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: 'wireline',
  optionalData: null,
});

/** A network of one code and three carriers, with ids from 1. */
export function facts(changes: Partial<PortingFacts> = {}): PortingFacts {
  let lastSvId = 0;
  const lrnOwners = new Map([
    [HOLDER_LRN, HOLDER],
    [GAINER_LRN, GAINER],
    [THIRD_LRN, THIRD],
  ]);
  const spTypes = new Map([HOLDER, GAINER, THIRD].map((spid) => [spid, 'wireline']));
  return {
    codeOf: (code) => (code === CODE ? { spid: HOLDER, effectiveAt: CODE_EFFECTIVE } : undefined),
    lrnOwner: (lrn) => lrnOwners.get(lrn),
    spType: (spid) => (spid === READER ? 'non_carrier' : spTypes.get(spid)),
    lsmsTargets: () => [LSMS_A, LSMS_B],
    timersOf: () => ({ portIn: 'long', portOut: 'long', businessDays: 'short', medium: false }),
    // By the clock, and longer than the day to the due date; packages/calendar knows business hours.
    windowEnd: (_tn, start, window, timerType) =>
      instant(start + (window === 'conflict_resolution' ? RESTRICTION : WINDOW_LENGTHS[timerType])),
    conflictRestriction: (_tn, dueDate, timerType) =>
      timerType === 'short' ? null : instant(dueDate - RESTRICTED_HOURS * HOUR),
    conflictExpiry: (_tn, start) => instant(start + CONFLICT_EXPIRY),
    retentionEnd: (_tn, kind, start) => instant(start + RETENTION[kind]),
    nextSvId: () => {
      lastSvId += 1;
      return lastSvId;
    },
    responseWindowMs: () => WINDOW,
    // Everything is decided at once unless a test says otherwise.
    clock: instant(0),
    // Long in use, and nothing waits for that.
    firstUseOf: () => ({ at: CODE_EFFECTIVE, usableFrom: null }),
    firstUsageEnd: (_tn, start) => start,
    soas: () => [],
    supports: (_spid, indicator) => indicator !== 'pseudo_lrn',
    pseudoLrnLsmss: () => [LSMS_B],
    ...changes,
  };
}

export const newSpCreate = (changes: Partial<NewSpCreate> = {}): NewSpCreate => ({
  type: 'NewSpCreate',
  now: DAY_BEFORE,
  sender: changes.newSp ?? GAINER,
  tn: TN,
  oldSp: HOLDER,
  newSp: GAINER,
  dueDate: DUE,
  route: routeBy(GAINER_LRN),
  portingToOriginal: false,
  mediumTimer: false,
  ...changes,
});

export const oldSpCreate = (changes: Partial<OldSpCreate> = {}): OldSpCreate => ({
  type: 'OldSpCreate',
  now: DAY_BEFORE,
  sender: changes.oldSp ?? HOLDER,
  tn: TN,
  oldSp: HOLDER,
  newSp: GAINER,
  dueDate: DUE,
  authorized: true,
  causeCode: null,
  mediumTimer: false,
  ...changes,
});

export const intraSpCreate = (changes: Partial<IntraSpCreate> = {}): IntraSpCreate => ({
  type: 'IntraSpCreate',
  now: DAY_BEFORE,
  sender: changes.sp ?? HOLDER,
  tn: TN,
  sp: HOLDER,
  dueDate: DUE,
  route: routeBy(HOLDER_LRN),
  ...changes,
});

export const disconnect = (changes: Partial<Disconnect> = {}): Disconnect => ({
  type: 'Disconnect',
  now: DUE_DAY,
  sender: GAINER,
  tn: TN,
  svId: null,
  customerDisconnectDate: DUE,
  effectiveReleaseDate: null,
  ...changes,
});

export const deadline = (changes: Partial<ReachDeadline> = {}): ReachDeadline => ({
  type: 'ReachDeadline',
  now: instant(DAY_BEFORE + LONG_WINDOW),
  tn: TN,
  svId: 1,
  kind: 'initial_window',
  ...changes,
});

export const activate = (changes: Partial<Activate> = {}): Activate => ({
  type: 'Activate',
  now: DUE_DAY,
  sender: GAINER,
  tn: TN,
  svId: null,
  ...changes,
});

/** What commands about a version share, unless a test says otherwise. */
const about = { now: DAY_BEFORE, tn: TN, svId: null } as const;

export const modify = (changes: Partial<Modify> = {}): Modify => ({
  type: 'Modify',
  ...about,
  sender: GAINER,
  status: null,
  side: null,
  dueDate: null,
  route: {},
  authorized: null,
  causeCode: null,
  mediumTimer: null,
  customerDisconnectDate: null,
  effectiveReleaseDate: null,
  ...changes,
});

export const setConflict = (changes: Partial<SetConflict> = {}): SetConflict => ({
  type: 'SetConflict',
  ...about,
  sender: HOLDER,
  causeCode: 54,
  ...changes,
});

export const resolveConflict = (changes: Partial<ResolveConflict> = {}): ResolveConflict => ({
  type: 'ResolveConflict',
  ...about,
  sender: HOLDER,
  ...changes,
});

export const cancel = (changes: Partial<Cancel> = {}): Cancel => ({
  type: 'Cancel',
  ...about,
  sender: GAINER,
  side: null,
  ...changes,
});

export const acknowledgeCancel = (changes: Partial<AcknowledgeCancel> = {}): AcknowledgeCancel => ({
  type: 'AcknowledgeCancel',
  ...about,
  sender: HOLDER,
  side: null,
  ...changes,
});

export const undoCancel = (changes: Partial<UndoCancel> = {}): UndoCancel => ({
  type: 'UndoCancel',
  ...about,
  sender: GAINER,
  ...changes,
});

export const resend = (changes: Partial<Resend> = {}): Resend => ({
  type: 'Resend',
  ...about,
  now: DUE_DAY,
  sender: NPAC,
  lsms: [],
  ...changes,
});

export const exclude = (changes: Partial<ExcludeFailedSps> = {}): ExcludeFailedSps => ({
  type: 'ExcludeFailedSps',
  ...about,
  now: DUE_DAY,
  sender: NPAC,
  lsms: [],
  ...changes,
});

export const ok = (spid: Spid): LsmsAnswer => ({ spid, ok: true, code: null });
export const refusal = (spid: Spid, code: string): LsmsAnswer => ({ spid, ok: false, code });

export const answers = (svId: number, given: LsmsAnswer[], changes: Partial<RecordAnswers> = {}): RecordAnswers => ({
  type: 'RecordAnswers',
  now: DUE_DAY,
  tn: TN,
  svId,
  broadcast: 1,
  answers: given,
  ...changes,
});

export const endOfWindow = (svId: number, changes: Partial<EndResponseWindow> = {}): EndResponseWindow => ({
  type: 'EndResponseWindow',
  now: at('2026-01-06T15:15:00Z'),
  tn: TN,
  svId,
  broadcast: 1,
  ...changes,
});
