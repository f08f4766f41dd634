import type { CarrierMessage, SvDownloadForm } from '@openlnp/carrier-client';

type Data = Readonly<Record<string, unknown>>;
interface FailedSp {
  readonly spid: string;
  readonly reason: string;
}

/** 2026-01-08, or 2026-01-08 18:00 when it is not midnight; UTC. */
export const dateText = (iso: unknown): string => {
  const [date, time = ''] = String(iso).split('T');
  return time.startsWith('00:00') ? String(date) : `${date} ${time.slice(0, 5)}`;
};

const DATES = new Set(['dueDate', 'customerDisconnectDate', 'effectiveReleaseDate']);

const valueText = (name: string, value: unknown): string => {
  if (DATES.has(name)) return dateText(value);
  return typeof value === 'object' ? JSON.stringify(value, (_key, inner) => inner ?? undefined) : String(value);
};

const cause = ({ causeCode }: Data): string => (causeCode === null ? '' : `, cause ${causeCode}`);
const denied = (data: Data): string => (data.authorized === false ? `, denied${cause(data)}` : '');

/** Everything that is said about what changed, but for the names of the version. */
function changes({ svId, tn, newSp, oldSp, occurredAt, changedBy, ...rest }: Data): string {
  return Object.entries(rest)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name} ${valueText(name, value)}`)
    .join(',');
}

function failed({ failedSps }: Data): string {
  const list = failedSps as readonly FailedSp[];
  return list.length === 0 ? '' : `, failed: ${list.map(({ spid, reason }) => `${spid} ${reason}`).join(', ')}`;
}

/** What a notification says, by its name in the interface specification (IIS) and its attributes. */
const NOTIFICATIONS: Readonly<Record<string, (data: Data) => string>> = {
  SvObjectCreation: (data) => {
    const original = data.portingToOriginal === true ? ', to original' : '';
    return `objectCreation by ${data.createdBy}, due ${dateText(data.dueDate)}${original}${denied(data)}`;
  },
  SvAttributeValueChange: (data) =>
    `attributeValueChange by ${data.changedBy}, due ${dateText(data.dueDate)}${denied(data)}`,
  SvDataChange: (data) => `attributeValueChange by ${data.changedBy}:${changes(data)}`,
  SvStatusAttributeValueChange: (data) => `status ${data.status}${cause(data)}${failed(data)}`,
  OldSpConcurrenceRequest: (data) => `OldSP-ConcurrenceRequest, until ${dateText(data.finalWindowEndsAt)}`,
  OldSpFinalConcurrenceWindowExpiration: () => 'OldSPFinalConcurrenceWindowExpiration',
  NewSpCreateRequest: (data) => `NewSP-CreateRequest, until ${dateText(data.finalWindowEndsAt)}`,
  NewSpFinalCreateWindowExpiration: () => 'NewSPFinalCreateWindowExpiration',
  CancellationAcknowledgeRequest: (data) => `CancellationAcknowledgeRequest, until ${dateText(data.finalWindowEndsAt)}`,
  NewNpaNxx: (data) => `NewNPA-NXX of ${data.codeHolder}, usable from ${dateText(data.usableFrom)}`,
  CustomerDisconnectDate: (data) => {
    const { customerDisconnectDate, effectiveReleaseDate } = data;
    const release = effectiveReleaseDate === null ? '' : `, released ${dateText(effectiveReleaseDate)}`;
    return `DonorSP-CustomerDisconnectDate ${dateText(customerDisconnectDate)}${release}`;
  },
};

/** The final replies are what whoever asked waits for. */
export const isReply = ({ type }: CarrierMessage): boolean => type === 'RequestDone' || type === 'RequestRefused';

/** One line for a final reply, such as `done: Activate` or `refused: Activate, wrong_status`. */
export function replyText({ type, data }: CarrierMessage): string {
  const errors = (data.errors ?? []) as readonly { readonly code: string }[];
  const outcome = type === 'RequestDone' ? 'done' : 'refused';
  return `${outcome}: ${[data.kind, ...errors.map(({ code }) => code)].join(', ')}`;
}

/** One line for a notification; its number in front where it is not what the story is about. */
export function notificationText({ type, data }: CarrierMessage, tn: string): string {
  const text = NOTIFICATIONS[type]?.(data) ?? type;
  const about = data.tn ?? data.npaNxx;
  return about === tn ? text : `${about}: ${text}`;
}

/** One line for a download, such as `activate 3035550101 LRN 7205559990, new`. */
export function downloadText({ action, firstTn, lastTn, lrn, downloadReason }: SvDownloadForm): string {
  const numbers = firstTn === lastTn ? firstTn : `${firstTn}-${lastTn.slice(6)}`;
  return `${action} ${numbers}${lrn === null ? '' : ` LRN ${lrn}`}, ${downloadReason}`;
}
