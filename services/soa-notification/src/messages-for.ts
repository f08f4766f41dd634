import type { RecordedEvent } from '@openlnp/event-store';
import type { LsmsEvent, RequestEvent, SoaMessage } from '@openlnp/messages';
import { formatLrn, formatTn, type Spid } from '@openlnp/numbering';
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
    case 'SvFailedSpsCleared':
      // The last one to leave the list makes the version active, which has its own message.
      return data.remaining.length === 0
        ? []
        : toBoth(data, statusChange(data, occurredAt, 'partial_failure', data.remaining));
    case 'SvFailed':
      return toBoth(data, statusChange(data, occurredAt, 'failed', data.failedSps));
    case 'SvSuperseded':
      // Only the service provider that loses the number is concerned with the version that became old (N123).
      return [{ recipient: data.newSp, ...statusChange(data, occurredAt, 'old', []) }];
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

const toBoth = ({ newSp, oldSp }: Version, message: SoaMessage): Addressed[] =>
  [...new Set([newSp, oldSp])].map((recipient) => ({ recipient, ...message }));
