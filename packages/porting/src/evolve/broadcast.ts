import { type Instant, instant, type Spid } from '@openlnp/numbering';
import type { FailedSp, LsmsAnswer } from '../generated/common';
import type { SvBroadcastStarted, SvFailedSpsCleared } from '../generated/events';
import type {
  ActivatingSv,
  ActiveSv,
  DisconnectingSv,
  DisconnectPendingSv,
  FailedSv,
  ModifyingSv,
  OldSv,
  PartialFailureSv,
  PendingSv,
  SendingSv,
} from '../state';
import { kept, lasting } from './parts';

export type BeforeSending = PendingSv | FailedSv | PartialFailureSv | ActiveSv | DisconnectPendingSv | OldSv;
type Purpose = SvBroadcastStarted['purpose'];

const ACTIVATING: readonly Purpose[] = ['activate', 'port_to_original'];
const MAY_BE_SENT_TO: Record<BeforeSending['status'], readonly Purpose[]> = {
  pending: ACTIVATING,
  failed: ACTIVATING,
  partial_failure: ACTIVATING,
  active: ['modify', 'disconnect'],
  disconnect_pending: ['disconnect'],
  old: ['disconnect'],
};

export function sending(sv: BeforeSending, data: SvBroadcastStarted, at: Instant): SendingSv {
  const { broadcast: number, targets, purpose, resend } = data;
  if (!MAY_BE_SENT_TO[sv.status].includes(purpose)) {
    throw new Error(`version ${sv.svId} is ${sv.status} and cannot be sent to ${purpose}`);
  }
  const before = sv.status === 'pending' ? activated(sv, at) : lasting(sv);
  const sent = {
    ...before,
    status: 'sending',
    before: sv.status,
    changedAt: at,
    broadcast: { number, since: sinceOf(sv, data), targets, respondBy: instant(data.respondBy), startedAt: at },
    lastBroadcast: number,
    answers: [],
    leftOut: resend && 'failedSps' in sv ? withoutSps(sv.failedSps, targets) : [],
  } as const;
  switch (purpose) {
    case 'activate':
    case 'port_to_original':
      return { ...sent, purpose, activationBroadcastAt: at };
    case 'modify':
      return { ...sent, purpose, modifyBroadcastAt: at, modifiedAt: resend ? before.modifiedAt : null };
    case 'disconnect':
      return {
        ...sent,
        purpose,
        disconnect: disconnectOf(sv),
        disconnectBroadcastAt: sv.status === 'old' ? sv.disconnectBroadcastAt : at,
        ...endOf(sv),
      };
  }
}

/** What failed everywhere was put back: then only what is sent from now on counts. */
function sinceOf(sv: BeforeSending, { broadcast, resend }: SvBroadcastStarted): number {
  if (!resend || sv.status === 'pending' || sv.status === 'failed') return broadcast;
  if (sv.status === 'active' && sv.failedOperation === 'disconnect') return broadcast;
  return sv.broadcast.since;
}

/** RR5-22: the event's instant is that of the request. */
function activated(sv: PendingSv, at: Instant) {
  return {
    ...kept(sv),
    route: sv.newSide?.route ?? null,
    activatedAt: at,
    activationBroadcastAt: at,
    firstSuccessAt: null,
    modifyBroadcastAt: null,
    modifiedAt: null,
    disconnectBroadcastAt: null,
  };
}

function disconnectOf(sv: BeforeSending) {
  if ('disconnect' in sv && sv.disconnect !== null) return sv.disconnect;
  throw new Error(`nobody asked to disconnect version ${sv.svId}`);
}

/** What is removed once more after it had become old stays as old as it is. */
function endOf(sv: BeforeSending): Pick<DisconnectingSv, 'removedAt' | 'ended'> {
  if (sv.status !== 'old') return { removedAt: null, ended: null };
  const { removedAt, endedAt, retainUntil } = sv;
  return { removedAt, ended: { endedAt, retainUntil } };
}

const withoutSps = (failed: readonly FailedSp[], spids: readonly Spid[]): readonly FailedSp[] =>
  failed.filter(({ spid }) => !spids.includes(spid));

export function answered(sv: SendingSv, given: readonly LsmsAnswer[], at: Instant): SendingSv {
  const answers = withAnswers(sv.answers, given);
  const success = given.some(({ ok }) => ok) ? at : null;
  const both = { changedAt: at, answers };
  switch (sv.purpose) {
    case 'activate':
    case 'port_to_original':
      return { ...sv, ...both, firstSuccessAt: sv.firstSuccessAt ?? success };
    case 'modify':
      return { ...sv, ...both, modifiedAt: sv.modifiedAt ?? success };
    case 'disconnect':
      return { ...sv, ...both, removedAt: sv.removedAt ?? success };
  }
}

/** The newer answer of an LSMS takes the place of its earlier one. */
export const withAnswers = (before: readonly LsmsAnswer[], newer: readonly LsmsAnswer[]): readonly LsmsAnswer[] => [
  ...before.filter(({ spid }) => newer.every((answer) => answer.spid !== spid)),
  ...newer,
];

/** Before `SvFailedSpsCleared` said so, this was how LSMSs caught up with the modification before a disconnect that waits. */
export const caughtUp = (
  sv: DisconnectPendingSv,
  answers: readonly LsmsAnswer[],
  at: Instant,
): DisconnectPendingSv => ({
  ...sv,
  changedAt: at,
  modifiedAt: sv.modifiedAt ?? at,
  failedSps: withoutSps(
    sv.failedSps,
    answers.filter(({ ok }) => ok).map(({ spid }) => spid),
  ),
});

export const active = (sv: ActivatingSv | PartialFailureSv, at: Instant): ActiveSv => ({
  ...lasting(sv),
  status: 'active',
  failedSps: [],
  failedOperation: null,
  disconnect: null,
  firstSuccessAt: sv.firstSuccessAt ?? at,
  changedAt: at,
});

/** RR5-41.4: the registry's data are new whoever took them. */
export const modifiedEverywhere = (sv: ModifyingSv, failedSps: readonly FailedSp[], at: Instant): ActiveSv => ({
  ...lasting(sv),
  status: 'active',
  failedSps,
  failedOperation: failedSps.length > 0 ? 'modify' : null,
  disconnect: null,
  // Where there is no LSMS, nobody lacks it.
  modifiedAt: sv.modifiedAt ?? (failedSps.length > 0 ? null : at),
  changedAt: at,
});

/** R5-67.1: it is active again, and the disconnect may be sent again (R5-67.3). */
export const notDisconnected = (
  sv: DisconnectingSv,
  failedSps: readonly FailedSp[],
  lastBroadcast: number,
  at: Instant,
): ActiveSv => ({
  ...lasting(sv),
  status: 'active',
  failedSps,
  failedOperation: 'disconnect',
  lastBroadcast,
  disconnect: sv.disconnect,
  changedAt: at,
});

export const partiallyFailed = (sv: ActivatingSv, failedSps: readonly FailedSp[], at: Instant): PartialFailureSv => ({
  ...lasting(sv),
  status: 'partial_failure',
  failedSps,
  changedAt: at,
});

export const failed = (
  sv: ActivatingSv,
  failedSps: readonly FailedSp[],
  lastBroadcast: number,
  at: Instant,
): FailedSv => ({ ...lasting(sv), status: 'failed', failedSps, lastBroadcast, changedAt: at });

export function onItsWay(sv: SendingSv | PartialFailureSv): ActivatingSv | PartialFailureSv {
  if (sv.status === 'partial_failure') return sv;
  return beingActivated(sv);
}

export function beingActivated(sv: SendingSv): ActivatingSv {
  if (sv.purpose === 'activate' || sv.purpose === 'port_to_original') return sv;
  throw new Error(`version ${sv.svId} is being sent to ${sv.purpose}`);
}

export function beingModified(sv: SendingSv): ModifyingSv {
  if (sv.purpose === 'modify') return sv;
  throw new Error(`version ${sv.svId} is being sent to ${sv.purpose}`);
}

export function beingRemoved(sv: SendingSv): DisconnectingSv {
  if (sv.purpose === 'disconnect') return sv;
  throw new Error(`version ${sv.svId} is being sent to ${sv.purpose}`);
}

export function withFailedSps<S extends ActiveSv | PartialFailureSv | DisconnectPendingSv | OldSv>(
  sv: S,
  { remaining: failedSps, excluded }: Pick<SvFailedSpsCleared, 'remaining' | 'excluded'>,
  at: Instant,
): S {
  // R5-40.4: of a modification that all refused, the first late success completes it.
  const isModified = !excluded && (sv.status === 'active' || sv.status === 'disconnect_pending');
  return { ...sv, failedSps, changedAt: at, modifiedAt: sv.modifiedAt ?? (isModified ? at : null) };
}
