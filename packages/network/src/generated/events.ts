// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { Lrn, NpaNxx, Spid } from '@openlnp/numbering';

/** A location routing number was registered */
export interface LrnCreated {
  readonly lrn: Lrn;
  readonly spid: Spid;
}

/** An NPA-NXX was opened for porting */
export interface NpaNxxCreated {
  /** 6 digits as a number */
  readonly npaNxx: NpaNxx;
  /** code holder */
  readonly spid: Spid;
  /** milliseconds since the epoch */
  readonly effectiveAt: number;
}

/** What a notification is to a service provider (N329) */
export interface NotificationPriority {
  /** record name, such as SvObjectCreation */
  readonly notification: string;
  /** high, medium, low, or none: then it is not sent */
  readonly priority: string;
}

/** A service provider joined the registry */
export interface ServiceProviderCreated {
  readonly spid: Spid;
  readonly name: string;
  /** wireline, wireless, non_carrier, class1_voip */
  readonly spType: string;
  /** http or kafka: how its SOA connects; absent without one */
  readonly soa: 'http' | 'kafka' | null;
  /** http or kafka: how its LSMS connects; absent without one */
  readonly lsms: 'http' | 'kafka' | null;
  /** short or long: its concurrence windows as new service provider; long when absent */
  readonly portInTimer: 'short' | 'long' | null;
  /** short or long: the same as old service provider */
  readonly portOutTimer: 'short' | 'long' | null;
  /** short or long business days and hours; short when absent */
  readonly businessDays: 'short' | 'long' | null;
  /** takes part in one-day ports, with medium timers (N441) */
  readonly mediumTimers: boolean;
  /** its systems take the point code of a wireless short message service centre */
  readonly wsmscSupported: boolean;
  /** SPID of the primary whose credential may act for it */
  readonly associatedWith: Spid | null;
  /** it may give numbers of its own the pseudo-LRN (N442) */
  readonly pseudoLrnSoa: boolean;
  /** its LSMS takes numbers with the pseudo-LRN (N442) */
  readonly pseudoLrnLsms: boolean;
  /** one notification for a range; one for each number when false (N333) */
  readonly tnRangeNotifications: boolean;
  /** it is told when the new service provider has not created in time */
  readonly noNewSpConcurrenceNotifications: boolean;
  /** it is told cause 2 of a conflict that an unacknowledged cancellation makes (N138) */
  readonly cancelToConflictCause: boolean;
  /** of the notifications that are not of medium priority */
  readonly notificationPriorities: readonly NotificationPriority[];
  /** names of the optional fields that its SOA takes and sends, of svType and those of the optional data; absent: all (N432) */
  readonly soaOptionalFields: readonly string[] | null;
  /** names of the optional fields that its LSMS takes; absent: all (N432) */
  readonly lsmsOptionalFields: readonly string[] | null;
}

/** A service provider's profile was changed: all of it, as it is from now on */
export interface ServiceProviderModified {
  readonly spid: Spid;
  readonly name: string;
  /** wireline, wireless, non_carrier, class1_voip */
  readonly spType: string;
  /** http or kafka: how its SOA connects; absent without one */
  readonly soa: 'http' | 'kafka' | null;
  /** http or kafka: how its LSMS connects; absent without one */
  readonly lsms: 'http' | 'kafka' | null;
  /** short or long: its concurrence windows as new service provider; long when absent */
  readonly portInTimer: 'short' | 'long' | null;
  /** short or long: the same as old service provider */
  readonly portOutTimer: 'short' | 'long' | null;
  /** short or long business days and hours; short when absent */
  readonly businessDays: 'short' | 'long' | null;
  /** takes part in one-day ports, with medium timers (N441) */
  readonly mediumTimers: boolean;
  /** its systems take the point code of a wireless short message service centre */
  readonly wsmscSupported: boolean;
  /** SPID of the primary whose credential may act for it */
  readonly associatedWith: Spid | null;
  /** it may give numbers of its own the pseudo-LRN (N442) */
  readonly pseudoLrnSoa: boolean;
  /** its LSMS takes numbers with the pseudo-LRN (N442) */
  readonly pseudoLrnLsms: boolean;
  /** one notification for a range; one for each number when false (N333) */
  readonly tnRangeNotifications: boolean;
  /** it is told when the new service provider has not created in time */
  readonly noNewSpConcurrenceNotifications: boolean;
  /** it is told cause 2 of a conflict that an unacknowledged cancellation makes (N138) */
  readonly cancelToConflictCause: boolean;
  /** of the notifications that are not of medium priority */
  readonly notificationPriorities: readonly NotificationPriority[];
  /** names of the optional fields that its SOA takes and sends, of svType and those of the optional data; absent: all (N432) */
  readonly soaOptionalFields: readonly string[] | null;
  /** names of the optional fields that its LSMS takes; absent: all (N432) */
  readonly lsmsOptionalFields: readonly string[] | null;
}

/** A bearer token of a service provider was made; only its hash is kept */
export interface TokenIssued {
  readonly spid: Spid;
  readonly tokenId: string;
  /** SHA-256 of the token, hex */
  readonly tokenHash: string;
  readonly label: string;
}

/** A bearer token stopped being valid */
export interface TokenRevoked {
  readonly spid: Spid;
  readonly tokenId: string;
}

/** A tunable parameter gets another value, or has none of its own any more; the event's actor changed it */
export interface TunableChanged {
  /** for the numbers of one region only; absent for every region */
  readonly region: string | null;
  readonly name: string;
  /** as a text in its one form: 9, 12:00, mon,tue; null when what was set is taken back */
  readonly value: string | null;
  /** what was set, for the same region or for every region, at that instant before; absent when nothing was */
  readonly previousValue: string | null;
  /** in force for what starts then or later; milliseconds since the epoch */
  readonly effectiveFrom: number;
  /** who wanted it so, in the words of the actor: nobody checks it */
  readonly person: string | null;
}

export type NetworkEvent =
  | { readonly type: 'LrnCreated'; readonly data: LrnCreated }
  | { readonly type: 'NpaNxxCreated'; readonly data: NpaNxxCreated }
  | { readonly type: 'ServiceProviderCreated'; readonly data: ServiceProviderCreated }
  | { readonly type: 'ServiceProviderModified'; readonly data: ServiceProviderModified }
  | { readonly type: 'TokenIssued'; readonly data: TokenIssued }
  | { readonly type: 'TokenRevoked'; readonly data: TokenRevoked }
  | { readonly type: 'TunableChanged'; readonly data: TunableChanged };
