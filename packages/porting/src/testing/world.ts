import { type Instant, instant, type Lrn, type NpaNxx, parseInstant, type Spid, type Tn } from '@openlnp/numbering';
import type {
  Activate,
  Disconnect,
  EndConcurrenceWindow,
  EndResponseWindow,
  IntraSpCreate,
  NewSpCreate,
  OldSpCreate,
  PortingFacts,
  RecordAnswers,
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
    timersOf: () => ({ portIn: 'long', portOut: 'long', businessDays: 'short' }),
    // By the clock, and longer than the day to the due date; packages/calendar knows business hours.
    windowEnd: (_tn, start, _window, timerType) => instant(start + (timerType === 'long' ? LONG_WINDOW : SHORT_WINDOW)),
    nextSvId: () => {
      lastSvId += 1;
      return lastSvId;
    },
    responseWindowMs: WINDOW,
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
  customerDisconnectDate: DUE,
  ...changes,
});

export const endOfConcurrence = (changes: Partial<EndConcurrenceWindow> = {}): EndConcurrenceWindow => ({
  type: 'EndConcurrenceWindow',
  now: instant(DAY_BEFORE + LONG_WINDOW),
  tn: TN,
  svId: 1,
  kind: 'initial',
  ...changes,
});

export const activate = (changes: Partial<Activate> = {}): Activate => ({
  type: 'Activate',
  now: DUE_DAY,
  sender: GAINER,
  tn: TN,
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
