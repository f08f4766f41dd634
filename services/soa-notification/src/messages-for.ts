import type { RecordedEvent } from '@openlnp/event-store';
import type { LsmsEvent, RequestEvent, SoaMessage } from '@openlnp/messages';
import { formatLrn, formatTn, NPAC, type Spid } from '@openlnp/numbering';
import type { FailedSp, PortingEvent } from '@openlnp/porting';

export type Addressed = SoaMessage & { readonly recipient: Spid };

type Told = PortingEvent | RequestEvent | LsmsEvent;

/** What an event has to be told to whom: the final reply to the sender, notifications to the parties (domain.md 5.11). */
export function messagesFor(event: RecordedEvent): Addressed[] {
  const { type, data } = event as unknown as Told;
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
      const { createdBy, dueDate, route } = data;
      const lrn = route === null ? null : formatLrn(route.lrn);
      return toBoth(data, {
        type: 'SvObjectCreation',
        data: { ...versionOf(data, occurredAt), createdBy, dueDate, lrn },
      });
    }
    case 'SvSecondCreateReceived': {
      const { by: changedBy, dueDate, route } = data;
      const lrn = route === null ? null : formatLrn(route.lrn);
      return toBoth(data, {
        type: 'SvAttributeValueChange',
        data: { ...versionOf(data, occurredAt), changedBy, dueDate, lrn },
      });
    }
    case 'SvActivated':
      return toBoth(data, statusChange(data, occurredAt, 'active', []));
    case 'SvPartiallyFailed':
      return toBoth(data, statusChange(data, occurredAt, 'partial_failure', data.failedSps));
    case 'SvFailedSpsCleared': {
      const { status, remaining } = data;
      // A disconnect concerns the service provider that had the number.
      if (status !== 'partial_failure') return toNewSp(data, statusChange(data, occurredAt, status, remaining));
      // The last one to leave the list makes the version active, which has its own message.
      return remaining.length === 0 ? [] : toBoth(data, statusChange(data, occurredAt, status, remaining));
    }
    case 'SvFailed':
      return toBoth(data, statusChange(data, occurredAt, 'failed', data.failedSps));
    case 'SvSuperseded':
      // Only the service provider that loses the number is concerned with the version that became old (N123).
      return toNewSp(data, statusChange(data, occurredAt, 'old', []));
    case 'SvInitialWindowExpired': {
      // R5-22
      const message = { ...versionOf(data, occurredAt), finalWindowEndsAt: data.finalWindowEndsAt };
      return data.waitingFor === 'old'
        ? [{ recipient: data.oldSp, type: 'OldSpConcurrenceRequest', data: message }]
        : [{ recipient: data.newSp, type: 'NewSpCreateRequest', data: message }];
    }
    case 'SvFinalWindowExpired': {
      const message = versionOf(data, occurredAt);
      // RR5-23.3 (N013): the old service provider learns that the port goes on without it.
      return data.waitingFor === 'old'
        ? [{ recipient: data.oldSp, type: 'OldSpFinalConcurrenceWindowExpiration', data: message }]
        : toBoth(data, { type: 'NewSpFinalCreateWindowExpiration', data: message });
    }
    case 'SvDisconnectRequested': {
      // RR5-25.2: before the removal goes out, which is the next event.
      const { donorSp, customerDisconnectDate } = data;
      const message = { ...versionOf(data, occurredAt), customerDisconnectDate };
      return [{ recipient: donorSp, type: 'CustomerDisconnectDate', data: message }];
    }
    case 'SvDisconnected':
      return toNewSp(data, statusChange(data, occurredAt, 'old', data.failedSps));
    case 'SvDisconnectFailed': {
      // R5-67.2: NPAC personnel too, who may resend it.
      const message = statusChange(data, occurredAt, 'active', data.failedSps);
      return [...toNewSp(data, message), { recipient: NPAC, ...message }];
    }
    case 'LsmsAcknowledgementRefused': {
      const { spid, after, through, code, expectedAfter } = data;
      return [
        { recipient: spid, type: 'AcknowledgementRefused', data: { after, through, code, expectedAfter, occurredAt } },
      ];
    }
    default:
      return [];
  }
}

interface Version {
  readonly svId: number;
  readonly tn: Parameters<typeof formatTn>[0];
  readonly newSp: Spid;
  readonly oldSp: Spid;
}

const versionOf = ({ svId, tn, newSp, oldSp }: Version, occurredAt: number) => ({
  svId,
  tn: formatTn(tn),
  newSp,
  oldSp,
  occurredAt,
});

const statusChange = (version: Version, occurredAt: number, status: string, failedSps: readonly FailedSp[]) =>
  ({ type: 'SvStatusAttributeValueChange', data: { ...versionOf(version, occurredAt), status, failedSps } }) as const;

const toNewSp = ({ newSp }: Version, message: SoaMessage): Addressed[] => [{ recipient: newSp, ...message }];

const toBoth = ({ newSp, oldSp }: Version, message: SoaMessage): Addressed[] =>
  [...new Set([newSp, oldSp])].map((recipient) => ({ recipient, ...message }));
