import { type Instant, instant } from '@openlnp/numbering';
import type { LsmsAnswer } from './generated/common';
import type { PortingEvent, SvBroadcastStarted, SvCreated, SvSecondCreateReceived } from './generated/events';
import type { NewSide, OldSide, PartialFailureSv, PendingSv, SendingSv, Sv, SvStatus, TnState } from './state';

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
    case 'SvBroadcastStarted':
      return change(state, event.data.svId, ['pending'], (sv) => sending(sv, event.data, at));
    case 'SvAnswersRecorded':
      return change(state, event.data.svId, ['sending'], (sv) => answered(sv, event.data.answers, at));
    case 'SvSuperseded':
      return change(state, event.data.svId, ['active'], (sv) => ({
        ...sv,
        status: 'old',
        supersededBy: event.data.bySvId,
        endedAt: at,
        changedAt: at,
      }));
    case 'SvActivated':
      return change(state, event.data.svId, ['sending', 'partial_failure'], (sv) => ({
        ...withoutOutcome(sv),
        status: 'active',
        firstSuccessAt: sv.firstSuccessAt ?? at,
        changedAt: at,
      }));
    case 'SvPartiallyFailed':
      return change(state, event.data.svId, ['sending'], (sv) => ({
        ...withoutOutcome(sv),
        status: 'partial_failure',
        failedSps: event.data.failedSps,
        changedAt: at,
      }));
    case 'SvFailed':
      return change(state, event.data.svId, ['sending'], (sv) => ({
        ...withoutOutcome(sv),
        status: 'failed',
        failedSps: event.data.failedSps,
        restoringBroadcast: event.data.broadcast,
        changedAt: at,
      }));
    case 'SvFailedSpsCleared':
      return change(state, event.data.svId, ['partial_failure'], (sv) => ({
        ...sv,
        failedSps: event.data.remaining,
        changedAt: at,
      }));
    case 'SvIdsReserved':
      throw new Error('SvIdsReserved belongs to the stream of the id sequence, not to a number');
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}

function created(data: SvCreated, at: Instant): PendingSv {
  const { svId, tn, newSp, oldSp, lnpType, createdBy, route } = data;
  const dueDate = instant(data.dueDate);
  return {
    status: 'pending',
    svId,
    tn,
    newSp,
    oldSp,
    lnpType,
    createdAt: at,
    changedAt: at,
    ...sideOf(createdBy, dueDate, route, at, { newSide: null, oldSide: null }),
  };
}

const withSecondSide = (sv: PendingSv, data: SvSecondCreateReceived, at: Instant): PendingSv => ({
  ...sv,
  changedAt: at,
  ...sideOf(data.by, instant(data.dueDate), data.route, at, sv),
});

type Sides = { readonly newSide: NewSide | null; readonly oldSide: OldSide | null };

function sideOf(by: SvCreated['createdBy'], dueDate: Instant, route: SvCreated['route'], at: Instant, before: Sides) {
  if (by === 'old') return { newSide: before.newSide, oldSide: { createdAt: at, dueDate } };
  if (route === null) throw new Error('a create of the new service provider has a route');
  return { newSide: { createdAt: at, dueDate, route }, oldSide: before.oldSide };
}

function sending(sv: PendingSv, data: SvBroadcastStarted, at: Instant): SendingSv {
  const { broadcast, targets, download } = data;
  if (download.route === null) throw new Error('an activation has a route');
  return {
    ...sv,
    status: 'sending',
    changedAt: at,
    route: download.route,
    activatedAt: instant(download.activatedAt),
    broadcast: { number: broadcast, targets, respondBy: instant(data.respondBy), startedAt: at },
    firstSuccessAt: null,
    answers: [],
  };
}

const answered = (sv: SendingSv, answers: readonly LsmsAnswer[], at: Instant): SendingSv => ({
  ...sv,
  changedAt: at,
  answers: withAnswers(sv.answers, answers),
  firstSuccessAt: sv.firstSuccessAt ?? (answers.some((a) => a.ok) ? at : null),
});

/** The newer answer of an LSMS takes the place of its earlier one. */
export const withAnswers = (before: readonly LsmsAnswer[], newer: readonly LsmsAnswer[]): readonly LsmsAnswer[] => [
  ...before.filter(({ spid }) => newer.every((answer) => answer.spid !== spid)),
  ...newer,
];

/** Leaves out what only a version in sending, or in partial failure, knows. */
function withoutOutcome(sv: SendingSv | PartialFailureSv) {
  if (sv.status === 'sending') {
    const { answers, ...rest } = sv;
    return rest;
  }
  const { failedSps, ...rest } = sv;
  return rest;
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
