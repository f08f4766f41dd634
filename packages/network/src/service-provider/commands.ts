import type { Spid } from '@openlnp/numbering';
import type { FromSender } from '../decision';
import type { NotificationPriority } from '../generated/events';

/** What a service provider is; the names are the wire's. */
export const SP_TYPES = ['wireline', 'wireless', 'non_carrier', 'class1_voip'] as const;

/** How a system of a service provider connects. */
export const CONNECTIONS = ['http', 'kafka'] as const;
export type Connection = (typeof CONNECTIONS)[number];

/** Lengths of a service provider's concurrence windows, and of the business days they count. */
export const LENGTHS = ['short', 'long'] as const;
export type Length = (typeof LENGTHS)[number];

/** How much a notification matters to a service provider (N329); `none` is not sent at all. */
export const PRIORITIES = ['high', 'medium', 'low', 'none'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Notifications that a service provider may give a priority: all but the final replies to its own requests. */
export const NOTIFICATIONS = [
  'SvObjectCreation',
  'SvAttributeValueChange',
  'SvDataChange',
  'SvStatusAttributeValueChange',
  'OldSpConcurrenceRequest',
  'OldSpFinalConcurrenceWindowExpiration',
  'NewSpCreateRequest',
  'NewSpFinalCreateWindowExpiration',
  'CancellationAcknowledgeRequest',
  'CustomerDisconnectDate',
  'NewNpaNxx',
] as const;

/** Data of later change orders that a system of a service provider may take, or do without (N432). */
export const OPTIONAL_FIELDS = [
  'svType',
  'altSpid',
  'lastAltSpid',
  'altEndUserLocationValue',
  'altEndUserLocationType',
  'altBillingId',
  'voiceUri',
  'mmsUri',
  'pocUri',
  'presenceUri',
  'smsUri',
] as const;

/** What of a service provider may be changed while it is there. */
export interface Profile {
  /** 1 to 40 characters. */
  readonly name: string;
  /** One of SP_TYPES. */
  readonly spType: string;
  /** Concurrence windows as new service provider, one of LENGTHS; null means long. */
  readonly portInTimer: string | null;
  /** The same as old service provider. */
  readonly portOutTimer: string | null;
  /** Business days and hours that the windows count, one of LENGTHS; null means short. */
  readonly businessDays: string | null;
  /** Takes part in one-day ports, with medium timers (N441). */
  readonly mediumTimers: boolean;
  /** Its systems take the point code of a wireless short message service centre. */
  readonly wsmscSupported: boolean;
  /** It may give numbers of its own the pseudo-LRN (N442). */
  readonly pseudoLrnSoa: boolean;
  /** Its LSMS takes numbers with the pseudo-LRN (N442). */
  readonly pseudoLrnLsms: boolean;
  /** One notification for a range; one for each number when false (N333). */
  readonly tnRangeNotifications: boolean;
  /** It is told when the new service provider has not created in time. */
  readonly noNewSpConcurrenceNotifications: boolean;
  /** It is told cause 2 of a conflict that an unacknowledged cancellation makes (N138). */
  readonly cancelToConflictCause: boolean;
  /** Of the notifications that are not of medium priority; none of NOTIFICATIONS twice. */
  readonly notificationPriorities: readonly NotificationPriority[];
  /** Which of OPTIONAL_FIELDS its SOA takes and sends (N432), none twice; null for all. */
  readonly soaOptionalFields: readonly string[] | null;
  /** Which of them its LSMS takes. */
  readonly lsmsOptionalFields: readonly string[] | null;
}

/** NPAC personnel add a service provider. The SPID's form is checked at the door. */
export interface ServiceProviderCreate extends FromSender, Profile {
  readonly type: 'ServiceProviderCreate';
  readonly spid: Spid;
  /** How its SOA connects, one of CONNECTIONS; null without one. */
  readonly soa: string | null;
  /** How its LSMS connects, one of CONNECTIONS; null without one. */
  readonly lsms: string | null;
  /** The primary, such as a service bureau, whose credential may act for it; null without one. */
  readonly associatedWith: Spid | null;
}

type Changes = { readonly [Field in keyof Profile]: Profile[Field] | null };

/** NPAC personnel change a profile: null leaves a field as it is. How its systems connect stays (docs/operators.md). */
export interface ServiceProviderModify extends FromSender, Changes {
  readonly type: 'ServiceProviderModify';
  readonly spid: Spid;
}

/** NPAC personnel give a service provider a bearer token; the token itself never gets here. */
export interface TokenIssue extends FromSender {
  readonly type: 'TokenIssue';
  readonly spid: Spid;
  /** 1 to 64 letters, digits, underscores, dots, colons and hyphens, unique within the service provider. */
  readonly tokenId: string;
  /** SHA-256 of the token, 64 lower-case hex digits. */
  readonly tokenHash: string;
  /** For people, up to 40 characters. */
  readonly label: string;
}

/** NPAC personnel take a bearer token back. */
export interface TokenRevoke extends FromSender {
  readonly type: 'TokenRevoke';
  readonly spid: Spid;
  readonly tokenId: string;
}

export type ServiceProviderCommand = ServiceProviderCreate | ServiceProviderModify | TokenIssue | TokenRevoke;
