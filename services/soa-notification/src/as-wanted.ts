import type { SoaMessage } from '@openlnp/messages';
import { formatTn, parseTnRange, type Tn } from '@openlnp/numbering';
import type { Addressed } from './addressed';
import type { NotificationProfile } from './profiles';
import { withoutUntaken } from './untaken';

/** A message as it is sent: `name` tells it from the others of its event and recipient, whatever else is sent. */
export interface Outgoing {
  readonly message: Addressed;
  readonly name: string;
  /** Null for what is no notification: the final replies, and what an LSMS is told of its acknowledgement. */
  readonly priority: string | null;
}

/** They answer something that the recipient sent, which no profile may suppress. */
const ANSWERS: ReadonlySet<string> = new Set(['RequestDone', 'RequestRefused', 'AcknowledgementRefused']);
/** R5-22 asks the new service provider to create whatever its profile says. */
const NO_NEW_SP: ReadonlySet<string> = new Set(['NewSpFinalCreateWindowExpiration']);
/** Of a conflict that comes from a cancellation which the new service provider did not acknowledge. */
const CANCEL_TO_CONFLICT = 2;

/** What of the message at a place among those of its event goes out, by the recipient's profile (N329, N333, N138, N432). */
export function asWanted(message: Addressed, place: number, profile: NotificationProfile): readonly Outgoing[] {
  const { type } = message;
  const name = `${type}/${place}`;
  if (ANSWERS.has(type)) return [{ message, name, priority: null }];
  const priority =
    profile.notificationPriorities.find(({ notification }) => notification === type)?.priority ?? 'medium';
  if (priority === 'none') return [];
  if (NO_NEW_SP.has(type) && !profile.noNewSpConcurrenceNotifications) return [];
  const said = withoutUntaken(profile.cancelToConflictCause ? message : withoutCancelCause(message), profile);
  if (profile.tnRangeNotifications) return [{ message: said, name, priority }];
  const single = eachNumber(said);
  if (single.length === 1) return [{ message: said, name, priority }];
  return single.map((one, offset) => ({ message: one, name: `${name}/${offset}`, priority }));
}

function withoutCancelCause(message: Addressed): Addressed {
  if (message.type !== 'SvStatusAttributeValueChange' || message.data.causeCode !== CANCEL_TO_CONFLICT) return message;
  return { ...message, data: { ...message.data, causeCode: null } };
}

/** One message for each number of a range; version ids count on as the numbers do. */
function eachNumber({ recipient, ...message }: Addressed): Addressed[] {
  const { type, data } = message as SoaMessage;
  const range = 'tn' in data && data.tn !== null ? parseTnRange(data.tn) : undefined;
  if (range === undefined) return [{ recipient, ...message } as Addressed];
  return Array.from({ length: range.last - range.first + 1 }, (_, offset) => {
    const { svId } = data as { readonly svId: number };
    const own = { ...data, tn: formatTn((range.first + offset) as Tn), svId: svId + offset };
    return { recipient, type, data: own } as Addressed;
  });
}
