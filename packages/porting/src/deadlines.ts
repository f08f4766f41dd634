import { type Instant, instant, type Tn } from '@openlnp/numbering';
import type { PortingEvent, SvCreated } from './generated/events';
import type { Sv } from './state';

/** What a version may have to wait for, but for the response window of a broadcast, which only its own tick ends (law 5). */
export const DEADLINE_KINDS = [
  'initial_window',
  'final_window',
  'conflict_expiry',
  'cancel_initial_window',
  'cancel_final_window',
  'pending_retention',
  'effective_release',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

export interface Deadline {
  readonly kind: DeadlineKind;
  readonly at: Instant;
}

/** The stored deadlines that bear on a version as it is. They go on while something else keeps them from having an effect. */
export function deadlinesOf(sv: Sv): readonly Deadline[] {
  switch (sv.status) {
    case 'pending':
      return [...windowOf(sv), ...some('pending_retention', sv.pendingRetentionEndsAt)];
    case 'conflict':
      return [...windowOf(sv), { kind: 'conflict_expiry', at: sv.conflict.expiresAt }];
    case 'cancel_pending': {
      const { phase, endsAt } = sv.cancellation.window;
      return [{ kind: phase === 'initial' ? 'cancel_initial_window' : 'cancel_final_window', at: endsAt }];
    }
    case 'disconnect_pending':
      return [{ kind: 'effective_release', at: sv.disconnect.effectiveReleaseDate }];
    default:
      return [];
  }
}

function windowOf({ window }: Extract<Sv, { status: 'pending' | 'conflict' }>): readonly Deadline[] {
  if (window === null || window.phase === 'over') return [];
  return [{ kind: window.phase === 'initial' ? 'initial_window' : 'final_window', at: window.endsAt }];
}

/** The end of a broadcast's response window; only its own tick ends it (law 5). */
export interface ResponseDeadline {
  readonly kind: 'response_window';
  readonly at: Instant;
  readonly broadcast: number;
}

/** What single events tell of a version's deadlines, without its whole state; plain data. */
export interface TrackedVersion {
  readonly tn: Tn;
  readonly svId: number;
  readonly status: TrackedStatus;
  /** Also those that the status suspends. */
  readonly stored: readonly (Deadline | ResponseDeadline)[];
}

type TrackedStatus = 'pending' | 'conflict' | 'cancel_pending' | 'disconnect_pending' | 'sending';
type TrackedKind = TrackedVersion['stored'][number]['kind'];

const WINDOWS = ['initial_window', 'final_window'] as const;
const CANCEL_WINDOWS = ['cancel_initial_window', 'cancel_final_window'] as const;

const IN_FORCE: Record<TrackedStatus, readonly TrackedKind[]> = {
  pending: [...WINDOWS, 'pending_retention'],
  conflict: [...WINDOWS, 'conflict_expiry'],
  cancel_pending: CANCEL_WINDOWS,
  disconnect_pending: ['effective_release'],
  sending: ['response_window'],
};

/** The deadlines of a tracked version that bear on it now: as `deadlinesOf` its state, and the response window of a broadcast. */
export const deadlinesInForce = ({ status, stored }: TrackedVersion): TrackedVersion['stored'] =>
  stored.filter(({ kind }) => IN_FORCE[status].includes(kind));

/** The earliest of them; undefined when it has none. */
export function nextDeadline({ status, stored }: TrackedVersion): TrackedVersion['stored'][number] | undefined {
  let next: TrackedVersion['stored'][number] | undefined;
  for (const deadline of stored) {
    if (IN_FORCE[status].includes(deadline.kind) && (next === undefined || deadline.at < next.at)) next = deadline;
  }
  return next;
}

/**
 * What there is to know of a version after the next event of its own; undefined once it waits for nothing, as an active or
 * canceled one. An event that changes none of its deadlines gives back `before` itself.
 */
export function trackDeadlines(before: TrackedVersion | undefined, event: PortingEvent): TrackedVersion | undefined {
  switch (event.type) {
    case 'SvCreated':
      return created(event.data);
    case 'SvBroadcastStarted':
    case 'SvDisconnectRequested':
    case 'SvDisconnectModified':
    case 'SvActivated':
    case 'SvPartiallyFailed':
    case 'SvFailed':
    case 'SvPortedToOriginal':
    case 'SvSuperseded':
    case 'SvModified':
    case 'SvDisconnected':
    case 'SvDisconnectFailed':
    case 'SvDisconnectCanceled':
    case 'SvCanceled':
      return anew(event);
    default:
      return before === undefined ? undefined : changed(before, event);
  }
}

function created({ tn, svId, initialWindowEndsAt, pendingRetentionEndsAt }: SvCreated): TrackedVersion {
  const stored = [...some('initial_window', initialWindowEndsAt), ...some('pending_retention', pendingRetentionEndsAt)];
  return { tn, svId, status: 'pending', stored };
}

/** Activation, the end of a broadcast and the end of a version leave nothing of what was stored before. */
function anew({ type, data }: PortingEvent): TrackedVersion | undefined {
  switch (type) {
    case 'SvBroadcastStarted': {
      const { tn, svId, respondBy, broadcast } = data;
      return { tn, svId, status: 'sending', stored: [{ kind: 'response_window', at: instant(respondBy), broadcast }] };
    }
    case 'SvDisconnectRequested':
    case 'SvDisconnectModified': {
      const { tn, svId, effectiveReleaseDate } = data;
      const stored = some('effective_release', effectiveReleaseDate);
      return stored.length === 0 ? undefined : { tn, svId, status: 'disconnect_pending', stored };
    }
    default:
      return undefined;
  }
}

function changed(before: TrackedVersion, { type, data }: PortingEvent): TrackedVersion {
  switch (type) {
    case 'SvSecondCreateReceived':
      return retained(without(before, WINDOWS), data.pendingRetentionEndsAt);
    case 'SvPendingModified':
      return retained(before, data.pendingRetentionEndsAt);
    case 'SvInitialWindowExpired':
      return withDeadlines(without(before, WINDOWS), some('final_window', data.finalWindowEndsAt));
    case 'SvFinalWindowExpired':
      return without(before, WINDOWS);
    case 'SvConflictSet': {
      const version = without(before, [...CANCEL_WINDOWS, 'conflict_expiry']);
      return { ...withDeadlines(version, some('conflict_expiry', data.expiresAt)), status: 'conflict' };
    }
    case 'SvConflictResolved':
      return { ...without(before, ['conflict_expiry']), status: 'pending' };
    case 'SvCancelRequested': {
      const window = some('cancel_initial_window', data.initialWindowEndsAt);
      return { ...withDeadlines(before, window), status: 'cancel_pending' };
    }
    case 'SvCancelWindowExpired':
      return withDeadlines(without(before, CANCEL_WINDOWS), some('cancel_final_window', data.finalWindowEndsAt));
    case 'SvCancelUndone':
      return { ...without(before, CANCEL_WINDOWS), status: data.status };
    default:
      return before;
  }
}

const some = (kind: DeadlineKind, at: number | null): Deadline[] => (at === null ? [] : [{ kind, at: instant(at) }]);

const without = (version: TrackedVersion, kinds: readonly TrackedKind[]): TrackedVersion => ({
  ...version,
  stored: version.stored.filter(({ kind }) => !kinds.includes(kind)),
});

const withDeadlines = (version: TrackedVersion, more: readonly Deadline[]): TrackedVersion => ({
  ...version,
  stored: [...version.stored, ...more],
});

/** RR5-1.4: null leaves the end of the retention as it was. */
const retained = (version: TrackedVersion, endsAt: number | null): TrackedVersion =>
  endsAt === null ? version : withDeadlines(without(version, ['pending_retention']), some('pending_retention', endsAt));
