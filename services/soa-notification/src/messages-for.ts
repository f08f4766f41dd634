import type { RecordedEvent } from '@openlnp/event-store';
import type { LsmsEvent, RequestEvent } from '@openlnp/messages';
import { formatLrn, npaNxxOf } from '@openlnp/numbering';
import type { PortingEvent, SvFinalWindowExpired, SvInitialWindowExpired } from '@openlnp/porting';
import { type Addressed, andNpac, statusChange, toBoth, toNewSp, versionOf } from './addressed';
import { dataChange } from './data-change';
import { headsUp } from './heads-up';

type Told = PortingEvent | RequestEvent | LsmsEvent;
type Broadcasting = Extract<
  PortingEvent,
  {
    type:
      | 'SvActivated'
      | 'SvPartiallyFailed'
      | 'SvFailed'
      | 'SvFailedSpsCleared'
      | 'SvSuperseded'
      | 'SvPortedToOriginal'
      | 'SvModified'
      | 'SvDisconnected'
      | 'SvDisconnectFailed';
  }
>;

/** What an event has to be told to whom: the final reply to the sender, notifications to the parties. */
export function messagesFor(event: RecordedEvent): Addressed[] {
  const told = event as unknown as Told;
  const { type, data } = told;
  const { occurredAt } = event.metadata;
  switch (type) {
    case 'RequestDone': {
      const { requestId, messageId, kind, tn, svIds, sender } = data;
      return [{ recipient: sender, type, data: { requestId, messageId, kind, tn, svIds, occurredAt } }];
    }
    case 'RequestRefused': {
      const { requestId, messageId, kind, tn, errors, sender } = data;
      return [{ recipient: sender, type, data: { requestId, messageId, kind, tn, errors, occurredAt } }];
    }
    case 'SvCreated': {
      const { createdBy, dueDate, route, authorized, causeCode, portingToOriginal, timerType, businessType } = data;
      const lrn = route === null ? null : formatLrn(route.lrn);
      // R5-21.7, RR5-9; RR5-2.1: a create that denies is in conflict at once.
      const status = authorized === false ? 'conflict' : 'pending';
      const timers = { timerType, businessType, mediumTimer: data.mediumTimer };
      const said = { status, createdBy, dueDate, lrn, authorized, causeCode, portingToOriginal, ...timers };
      const creation = { type: 'SvObjectCreation', data: { ...versionOf(data, occurredAt), ...said } } as const;
      // RR5-3
      return [...toBoth(data, creation), ...headsUp(npaNxxOf(data.tn), data.firstUse, occurredAt)];
    }
    case 'SvSecondCreateReceived': {
      const { by: changedBy, dueDate, route, authorized, causeCode, timerType, businessType, mediumTimer } = data;
      const lrn = route === null ? null : formatLrn(route.lrn);
      const portingToOriginal = changedBy === 'new' ? route === null : null;
      const timers = { timerType, businessType, mediumTimer };
      const said = { changedBy, dueDate, lrn, portingToOriginal, authorized, causeCode, ...timers };
      return toBoth(data, { type: 'SvAttributeValueChange', data: { ...versionOf(data, occurredAt), ...said } });
    }
    case 'SvPendingModified': {
      // R5-31.3
      const { by: changedBy, dueDate, route, authorized, causeCode, mediumTimer, timerType, businessType } = data;
      const changes = { changedBy, dueDate, route, authorized, causeCode, mediumTimer, timerType, businessType };
      return toBoth(data, dataChange(data, occurredAt, changes));
    }
    case 'SvModifyRequested':
      return toNewSp(data, dataChange(data, occurredAt, { changedBy: 'new', route: data.route }));
    case 'SvDisconnectModified': {
      const { customerDisconnectDate, effectiveReleaseDate } = data;
      return toNewSp(
        data,
        dataChange(data, occurredAt, { changedBy: 'new', customerDisconnectDate, effectiveReleaseDate }),
      );
    }
    case 'SvInitialWindowExpired': {
      // R5-22
      if (!data.announced) return [];
      const { waitingFor, finalWindowEndsAt, authorized, causeCode } = data;
      const message = { ...saidByTheOther(data, occurredAt), finalWindowEndsAt };
      return waitingFor === 'old'
        ? [{ recipient: data.oldSp, type: 'OldSpConcurrenceRequest', data: message }]
        : [{ recipient: data.newSp, type: 'NewSpCreateRequest', data: { ...message, authorized, causeCode } }];
    }
    case 'SvFinalWindowExpired': {
      if (!data.announced) return [];
      const { waitingFor, authorized, causeCode } = data;
      const message = saidByTheOther(data, occurredAt);
      // RR5-23.3 (N013): the old service provider learns that the port goes on without it.
      return waitingFor === 'old'
        ? [{ recipient: data.oldSp, type: 'OldSpFinalConcurrenceWindowExpiration', data: message }]
        : toBoth(data, { type: 'NewSpFinalCreateWindowExpiration', data: { ...message, authorized, causeCode } });
    }
    case 'SvConflictSet':
      // RR5-2.3, RR5-2.4, RR5-10.2, RR5-10.3, R5-44.3, RR5-36
      return toBoth(data, statusChange(data, occurredAt, 'conflict', { causeCode: data.causeCode }));
    case 'SvConflictResolved':
      // RR5-12.1
      return toBoth(data, statusChange(data, occurredAt, 'pending'));
    case 'SvCancelRequested':
      // RR5-26.1
      return toBoth(data, statusChange(data, occurredAt, 'cancel_pending'));
    case 'SvCancelWindowExpired': {
      // RR5-34
      const message = { ...versionOf(data, occurredAt), finalWindowEndsAt: data.finalWindowEndsAt };
      const recipient = data.waitingFor === 'old' ? data.oldSp : data.newSp;
      return [{ recipient, type: 'CancellationAcknowledgeRequest', data: message }];
    }
    case 'SvCancelUndone':
      // N388
      return toBoth(data, statusChange(data, occurredAt, data.status, { causeCode: data.causeCode }));
    case 'SvCanceled':
      // R5-45.6, RR5-29.1, RR5-29.2
      return toBoth(data, statusChange(data, occurredAt, 'canceled', { causeCode: data.causeCode }));
    case 'SvDisconnectRequested': {
      // RR5-25.1; else RR5-25.2: before the removal goes out, which is the next event.
      const { donorSp, customerDisconnectDate, effectiveReleaseDate, failedSps } = data;
      if (effectiveReleaseDate !== null)
        return toNewSp(data, statusChange(data, occurredAt, 'disconnect_pending', { failedSps }));
      const message = { ...versionOf(data, occurredAt), customerDisconnectDate, effectiveReleaseDate };
      return [{ recipient: donorSp, type: 'CustomerDisconnectDate', data: message }];
    }
    case 'SvReleaseDateReached': {
      // RR5-25.2
      const { donorSp, customerDisconnectDate, effectiveReleaseDate } = data;
      const message = { ...versionOf(data, occurredAt), customerDisconnectDate, effectiveReleaseDate };
      return [{ recipient: donorSp, type: 'CustomerDisconnectDate', data: message }];
    }
    case 'SvDisconnectCanceled':
      // R5-71.10: LSMSs that lack its last modification still do.
      return toNewSp(data, statusChange(data, occurredAt, 'active', { failedSps: data.failedSps }));
    case 'LsmsAcknowledgementRefused': {
      const { spid, after, through, code, expectedAfter } = data;
      return [
        { recipient: spid, type: 'AcknowledgementRefused', data: { after, through, code, expectedAfter, occurredAt } },
      ];
    }
    default:
      return aboutBroadcast(told as Broadcasting, occurredAt);
  }
}

/** What the side that was silent in a window is told of the other one's create. */
function saidByTheOther(data: SvInitialWindowExpired | SvFinalWindowExpired, occurredAt: number) {
  const { dueDate, createdAt, timerType, businessType } = data;
  return { ...versionOf(data, occurredAt), dueDate, createdAt, timerType, businessType };
}

/** How a broadcast ended, with the LSMSs that failed. */
function aboutBroadcast({ type, data }: Broadcasting, occurredAt: number): Addressed[] {
  switch (type) {
    case 'SvActivated':
      return toBoth(data, statusChange(data, occurredAt, 'active'));
    case 'SvPartiallyFailed': {
      // RR5-22.1, RR5-22.2, R5-60.10
      const { failedSps } = data;
      return andNpac(toBoth(data, statusChange(data, occurredAt, 'partial_failure', { failedSps })), failedSps);
    }
    case 'SvFailed': {
      // RR5-22.1, RR5-22.2, R5-61.2
      const { failedSps } = data;
      return andNpac(toBoth(data, statusChange(data, occurredAt, 'failed', { failedSps })), failedSps);
    }
    case 'SvFailedSpsCleared': {
      // RR6-62, RR6-63
      const { status, remaining: failedSps } = data;
      // What is not an activation concerns the service provider that has, or had, the number.
      if (status !== 'partial_failure') return toNewSp(data, statusChange(data, occurredAt, status, { failedSps }));
      // The last one to leave the list makes the version active, which has its own message.
      if (failedSps.length === 0) return [];
      return toBoth(data, statusChange(data, occurredAt, status, { failedSps }));
    }
    case 'SvSuperseded':
      // Only the service provider that loses the number is concerned with the version that became old (N123).
      return toNewSp(data, statusChange(data, occurredAt, 'old'));
    case 'SvPortedToOriginal': {
      const { failedSps } = data;
      return andNpac(toBoth(data, statusChange(data, occurredAt, 'old', { failedSps })), failedSps);
    }
    case 'SvModified': {
      // R5-40.3, RR5-41.9, RR5-41.11
      const { failedSps } = data;
      return andNpac(toNewSp(data, statusChange(data, occurredAt, 'active', { failedSps })), failedSps);
    }
    case 'SvDisconnected': {
      // R5-68.8
      const { failedSps } = data;
      return andNpac(toNewSp(data, statusChange(data, occurredAt, 'old', { failedSps })), failedSps);
    }
    case 'SvDisconnectFailed': {
      // R5-67.2
      const { failedSps } = data;
      return andNpac(toNewSp(data, statusChange(data, occurredAt, 'active', { failedSps })), failedSps);
    }
    default:
      return [];
  }
}
