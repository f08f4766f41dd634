import { type Instant, instant } from '@openlnp/numbering';
import type { LsmsAnswer } from './generated/common';
import type {
  PortingEvent,
  SvBroadcastStarted,
  SvCreated,
  SvDisconnectRequested,
  SvSecondCreateReceived,
} from './generated/events';
import type {
  ActivatingSv,
  ActiveSv,
  DisconnectingSv,
  NewSide,
  OldSide,
  OldSv,
  PendingSv,
  RequestedDisconnect,
  SendingSv,
  Sv,
  SvStatus,
  TnState,
} from './state';

/**
 * Folds an event of the number's stream, which took place at `occurredAt`, into the number's state.
 * Throws when the event cannot follow the ones before it: then the stream was written by something else than `decide`.
 */
export function evolve(state: TnState, event: PortingEvent, occurredAt: Instant): TnState {
  const lastInstant = instant(Math.max(occurredAt, state.lastInstant));
  return { ...state, versions: evolveVersions(state, event, occurredAt), lastInstant };
}

function evolveVersions(state: TnState, event: PortingEvent, at: Instant): readonly Sv[] {
  switch (event.type) {
    case 'SvCreated':
      return [...state.versions, created(event.data, at)];
    case 'SvSecondCreateReceived':
      return change(state, event.data.svId, ['pending'], (sv) => withSecondSide(sv, event.data, at));
    case 'SvInitialWindowExpired':
      return change(state, event.data.svId, ['pending'], (sv) => ({
        ...sv,
        window: { phase: 'final', endsAt: instant(event.data.finalWindowEndsAt) },
        changedAt: at,
      }));
    case 'SvFinalWindowExpired':
      return change(state, event.data.svId, ['pending'], (sv) => ({
        ...sv,
        window: { phase: 'over', endedAt: at },
        changedAt: at,
      }));
    case 'SvBroadcastStarted':
      return event.data.purpose === 'activate'
        ? change(state, event.data.svId, ['pending'], (sv) => activating(sv, event.data, at))
        : change(state, event.data.svId, ['active'], (sv) => disconnecting(sv, event.data, at));
    case 'SvAnswersRecorded':
      return change(state, event.data.svId, ['sending'], (sv) => answered(sv, event.data.answers, at));
    case 'SvSuperseded':
      return change(state, event.data.svId, ['active'], (sv) => ({
        ...ended(sv, at),
        supersededBy: event.data.bySvId,
      }));
    case 'SvActivated':
      return change(state, event.data.svId, ['sending', 'partial_failure'], (sv) => ({
        ...lasting(sv.status === 'sending' ? onItsWay(sv) : sv),
        status: 'active',
        failedSps: [],
        restoringBroadcast: null,
        disconnect: null,
        firstSuccessAt: sv.firstSuccessAt ?? at,
        changedAt: at,
      }));
    case 'SvPartiallyFailed':
      return change(state, event.data.svId, ['sending'], (sv) => ({
        ...lasting(onItsWay(sv)),
        status: 'partial_failure',
        failedSps: event.data.failedSps,
        changedAt: at,
      }));
    case 'SvFailed':
      return change(state, event.data.svId, ['sending'], (sv) => ({
        ...lasting(onItsWay(sv)),
        status: 'failed',
        failedSps: event.data.failedSps,
        restoringBroadcast: event.data.broadcast,
        changedAt: at,
      }));
    case 'SvFailedSpsCleared':
      return change(state, event.data.svId, [event.data.status], (sv) => ({
        ...sv,
        failedSps: event.data.remaining,
        changedAt: at,
      }));
    case 'SvDisconnectRequested':
      return disconnectRequested(state, event.data, at);
    case 'SvDisconnected':
      return change(state, event.data.svId, ['sending'], (sv) => ({
        ...ended(beingRemoved(sv), at),
        failedSps: event.data.failedSps,
      }));
    case 'SvDisconnectFailed':
      return change(state, event.data.svId, ['sending'], (sv) => ({
        ...lasting(beingRemoved(sv)),
        status: 'active',
        failedSps: event.data.failedSps,
        restoringBroadcast: event.data.broadcast,
        disconnect: null,
        changedAt: at,
      }));
    case 'SvIdsReserved':
    case 'RangeDecided':
    case 'RangeCompleted':
      throw new Error(`${event.type} does not belong to the stream of a number`);
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}

function created(data: SvCreated, at: Instant): PendingSv {
  const { svId, tn, newSp, oldSp, lnpType, createdBy, route, timerType, businessType, initialWindowEndsAt } = data;
  const dueDate = instant(data.dueDate);
  return {
    status: 'pending',
    svId,
    tn,
    newSp,
    oldSp,
    lnpType,
    timerType,
    businessType,
    window: initialWindowEndsAt === null ? null : { phase: 'initial', endsAt: instant(initialWindowEndsAt) },
    createdAt: at,
    changedAt: at,
    ...sideOf(createdBy, dueDate, route, at, { newSide: null, oldSide: null }),
  };
}

const withSecondSide = (sv: PendingSv, data: SvSecondCreateReceived, at: Instant): PendingSv => ({
  ...sv,
  window: null,
  changedAt: at,
  ...sideOf(data.by, instant(data.dueDate), data.route, at, sv),
});

type Sides = { readonly newSide: NewSide | null; readonly oldSide: OldSide | null };

function sideOf(by: SvCreated['createdBy'], dueDate: Instant, route: SvCreated['route'], at: Instant, before: Sides) {
  if (by === 'old') return { newSide: before.newSide, oldSide: { createdAt: at, dueDate } };
  if (route === null) throw new Error('a create of the new service provider has a route');
  return { newSide: { createdAt: at, dueDate, route }, oldSide: before.oldSide };
}

const broadcastOf = ({ broadcast: number, targets, respondBy }: SvBroadcastStarted, startedAt: Instant) => ({
  number,
  targets,
  respondBy: instant(respondBy),
  startedAt,
});

function activating({ window, ...sv }: PendingSv, data: SvBroadcastStarted, at: Instant): ActivatingSv {
  const { route, activatedAt } = data.download;
  if (route === null) throw new Error('an activation has a route');
  return {
    ...sv,
    status: 'sending',
    purpose: 'activate',
    changedAt: at,
    route,
    activatedAt: instant(activatedAt),
    broadcast: broadcastOf(data, at),
    firstSuccessAt: null,
    answers: [],
  };
}

/** RR5-48: the version as it was stays behind as an old copy. */
function disconnectRequested(state: TnState, data: SvDisconnectRequested, at: Instant): readonly Sv[] {
  const { svId, donorSp, copySvId } = data;
  const customerDisconnectDate = instant(data.customerDisconnectDate);
  const disconnect: RequestedDisconnect = { customerDisconnectDate, donorSp, copySvId, requestedAt: at };
  const copies: OldSv[] = [];
  const versions = change(state, svId, ['active'], (sv) => {
    copies.push({ ...ended(sv, at), svId: copySvId, copyOf: svId });
    return { ...sv, disconnect, changedAt: at };
  });
  return [...versions, ...copies];
}

function disconnecting(sv: ActiveSv, data: SvBroadcastStarted, at: Instant): DisconnectingSv {
  const { disconnect } = sv;
  if (disconnect === null) throw new Error(`nobody asked to disconnect version ${sv.svId}`);
  return {
    ...lasting(sv),
    status: 'sending',
    purpose: 'disconnect',
    disconnect,
    changedAt: at,
    broadcast: broadcastOf(data, at),
    answers: [],
    removedAt: null,
  };
}

function ended(sv: ActiveSv | DisconnectingSv, at: Instant): OldSv {
  return {
    ...lasting(sv),
    status: 'old',
    supersededBy: null,
    copyOf: null,
    disconnect: sv.disconnect,
    failedSps: [],
    endedAt: at,
    changedAt: at,
  };
}

function answered(sv: SendingSv, given: readonly LsmsAnswer[], at: Instant): SendingSv {
  const answers = withAnswers(sv.answers, given);
  const firstSuccess = given.some(({ ok }) => ok) ? at : null;
  return sv.purpose === 'activate'
    ? { ...sv, changedAt: at, answers, firstSuccessAt: sv.firstSuccessAt ?? firstSuccess }
    : { ...sv, changedAt: at, answers, removedAt: sv.removedAt ?? firstSuccess };
}

/** The newer answer of an LSMS takes the place of its earlier one. */
export const withAnswers = (before: readonly LsmsAnswer[], newer: readonly LsmsAnswer[]): readonly LsmsAnswer[] => [
  ...before.filter(({ spid }) => newer.every((answer) => answer.spid !== spid)),
  ...newer,
];

function onItsWay(sv: SendingSv): ActivatingSv {
  if (sv.purpose === 'activate') return sv;
  throw new Error(`version ${sv.svId} is being disconnected`);
}

function beingRemoved(sv: SendingSv): DisconnectingSv {
  if (sv.purpose === 'disconnect') return sv;
  throw new Error(`version ${sv.svId} is being activated`);
}

/** What a version keeps from its activation on, whatever its status becomes. */
function lasting(sv: Exclude<Sv, PendingSv>) {
  const { svId, tn, newSp, oldSp, lnpType, timerType, businessType, newSide, oldSide, createdAt } = sv;
  const { route, activatedAt, broadcast, firstSuccessAt } = sv;
  return {
    ...{ svId, tn, newSp, oldSp, lnpType, timerType, businessType, newSide, oldSide, createdAt },
    ...{ route, activatedAt, broadcast, firstSuccessAt },
  };
}

function change<S extends SvStatus>(
  state: TnState,
  svId: number,
  from: readonly S[],
  next: (sv: Extract<Sv, { status: S }>) => Sv,
): readonly Sv[] {
  const index = state.versions.findIndex((sv) => sv.svId === svId);
  const sv = state.versions[index];
  if (sv === undefined || !isIn(sv, from)) {
    throw new Error(`version ${svId} of ${state.tn} is ${sv?.status ?? 'unknown'}, expected ${from.join(' or ')}`);
  }
  return state.versions.with(index, next(sv));
}

function isIn<S extends SvStatus>(sv: Sv, statuses: readonly S[]): sv is Extract<Sv, { status: S }> {
  return statuses.some((status) => status === sv.status);
}
