// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { OptionalData, PointCode } from '@openlnp/porting';

/** A service provider acknowledges that the other one canceled */
export interface AcknowledgeCancel {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
  /** new or old: for whom NPAC personnel acknowledge */
  readonly side: string | null;
}

/** The new service provider starts service: download the route to every LSMS */
export interface Activate {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
}

/** A service provider cancels a version that is not active, or a disconnect that waits for its date */
export interface Cancel {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
  /** new or old: for whom NPAC personnel cancel */
  readonly side: string | null;
}

/** The current service provider ends service, at once or at an effective release date: the number goes back to its donor */
export interface Disconnect {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
  /** milliseconds since the epoch */
  readonly customerDisconnectDate: number;
  /** when the number leaves the LSMSs, not before the customer disconnect date; left out: at once */
  readonly effectiveReleaseDate: number | null;
}

/** NPAC personnel take LSMSs off the failed-SP list of a version without waiting for them (N227) */
export interface ExcludeFailedSps {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the latest with a failed-SP list */
  readonly svId: number | null;
  /** SPIDs on the failed-SP list, at least one */
  readonly lsms: readonly string[];
}

/** A service provider moves a number of its own to another of its switches (intra-SP port) */
export interface IntraSpCreate {
  /** telephone number, 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly sp: string;
  /** milliseconds since the epoch */
  readonly dueDate: number;
  /** 10 digits */
  readonly lrn: string;
  /** CLASS: calling features */
  readonly classPointCode: PointCode | null;
  /** LIDB: line information */
  readonly lidbPointCode: PointCode | null;
  /** ISVM: inter-switch voice mail */
  readonly isvmPointCode: PointCode | null;
  /** CNAM: caller name */
  readonly cnamPointCode: PointCode | null;
  /** WSMSC: wireless short messages */
  readonly wsmscPointCode: PointCode | null;
  /** 1 to 12 digits */
  readonly endUserLocationValue: string | null;
  /** 2 digits */
  readonly endUserLocationType: string | null;
  /** 1 to 4 characters */
  readonly billingId: string | null;
  /** wireline, wireless, class2_voip, vowifi, prepaid_wireless, class1_voip or sv_type_6 */
  readonly svType: string | null;
  /** left out when none is given */
  readonly optionalData: OptionalData | null;
}

/** A service provider registers a location routing number */
export interface LrnCreate {
  readonly spid: string;
  /** 10 digits */
  readonly lrn: string;
}

/** Data of a version change: of one that is pending or in conflict, active, or waits to be disconnected. What is left out stays; what is named in `clear` is removed */
export interface Modify {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
  /** pending, conflict, active or disconnect_pending: which version of the number is meant (R5-26, R5-35); left out when there is only one */
  readonly status: string | null;
  /** of the sender's side */
  readonly dueDate: number | null;
  /** 10 digits */
  readonly lrn: string | null;
  /** CLASS: calling features */
  readonly classPointCode: PointCode | null;
  /** LIDB: line information */
  readonly lidbPointCode: PointCode | null;
  /** ISVM: inter-switch voice mail */
  readonly isvmPointCode: PointCode | null;
  /** CNAM: caller name */
  readonly cnamPointCode: PointCode | null;
  /** WSMSC: wireless short messages */
  readonly wsmscPointCode: PointCode | null;
  /** 1 to 12 digits */
  readonly endUserLocationValue: string | null;
  /** 2 digits */
  readonly endUserLocationType: string | null;
  /** 1 to 4 characters */
  readonly billingId: string | null;
  /** wireline, wireless, class2_voip, vowifi, prepaid_wireless, class1_voip or sv_type_6 */
  readonly svType: string | null;
  /** left out when none is given */
  readonly optionalData: OptionalData | null;
  /** names of optional fields to remove */
  readonly clear: readonly string[];
  /** the old service provider's authorization; false puts the version into conflict (R5-27.4) */
  readonly authorized: boolean | null;
  /** 50 to 54, when not authorized (R5-29.5) */
  readonly causeCode: number | null;
  /** medium timer indicator of the sender's side (N441) */
  readonly mediumTimer: boolean | null;
  /** of a version that waits to be disconnected (N249) */
  readonly customerDisconnectDate: number | null;
  /** of a version that waits to be disconnected; today or earlier: at once (N249) */
  readonly effectiveReleaseDate: number | null;
  /** new or old: for whom NPAC personnel change the due date or the medium timer indicator */
  readonly side: string | null;
}

/** The new service provider asks for a number (inter-SP port) */
export interface NewSpCreate {
  /** telephone number, 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly oldSp: string;
  readonly newSp: string;
  /** milliseconds since the epoch */
  readonly dueDate: number;
  /** 10 digits; left out for a port to original */
  readonly lrn: string | null;
  /** CLASS: calling features */
  readonly classPointCode: PointCode | null;
  /** LIDB: line information */
  readonly lidbPointCode: PointCode | null;
  /** ISVM: inter-switch voice mail */
  readonly isvmPointCode: PointCode | null;
  /** CNAM: caller name */
  readonly cnamPointCode: PointCode | null;
  /** WSMSC: wireless short messages */
  readonly wsmscPointCode: PointCode | null;
  /** 1 to 12 digits */
  readonly endUserLocationValue: string | null;
  /** 2 digits */
  readonly endUserLocationType: string | null;
  /** 1 to 4 characters */
  readonly billingId: string | null;
  /** wireline, wireless, class2_voip, vowifi, prepaid_wireless, class1_voip or sv_type_6 */
  readonly svType: string | null;
  /** left out when none is given */
  readonly optionalData: OptionalData | null;
  /** the number goes back to the holder of its code; no route then (R5-15.2) */
  readonly portingToOriginal: boolean;
  /** medium timer indicator (N441) */
  readonly mediumTimer: boolean;
}

/** A service provider opens one of its codes for porting */
export interface NpaNxxCreate {
  /** code holder */
  readonly spid: string;
  /** 6 digits */
  readonly npaNxx: string;
  /** milliseconds since the epoch */
  readonly effectiveAt: number;
}

/** The old service provider agrees that a number leaves (inter-SP port) */
export interface OldSpCreate {
  /** telephone number, 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly oldSp: string;
  readonly newSp: string;
  /** milliseconds since the epoch */
  readonly dueDate: number;
  /** false puts the version into conflict (RR5-2.1) */
  readonly authorized: boolean;
  /** 50 to 54, when not authorized (R5-18.10) */
  readonly causeCode: number | null;
  /** medium timer indicator (N441) */
  readonly mediumTimer: boolean;
}

/** NPAC personnel send a version again to LSMSs on its failed-SP list */
export interface Resend {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
  /** SPIDs on the failed-SP list, at least one (RR5-38.2) */
  readonly lsms: readonly string[];
}

/** Old or new service provider, or NPAC personnel, end a conflict (R5-50.1) */
export interface ResolveConflict {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
}

/** What a notification is to a service provider (N329) */
export interface NotificationPriority {
  /** record name, such as SvObjectCreation */
  readonly notification: string;
  /** high, medium, low, or none: then it is not sent */
  readonly priority: string;
}

/** NPAC personnel add a service provider */
export interface ServiceProviderCreate {
  readonly spid: string;
  readonly name: string;
  /** wireline, wireless, non_carrier or class1_voip */
  readonly spType: string;
  /** http or kafka */
  readonly soa: string | null;
  /** http or kafka */
  readonly lsms: string | null;
  /** short or long: its concurrence windows as new service provider; long when absent */
  readonly portInTimer: string | null;
  /** short or long: the same as old service provider */
  readonly portOutTimer: string | null;
  /** short or long business days and hours; short when absent */
  readonly businessDays: string | null;
  /** takes part in one-day ports, with medium timers (N441) */
  readonly mediumTimers: boolean;
  /** its systems take the point code of a wireless short message service centre */
  readonly wsmscSupported: boolean;
  /** SPID of the primary whose credential may act for it */
  readonly associatedWith: string | null;
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

/** NPAC personnel change a service provider's profile; what is left out stays as it is */
export interface ServiceProviderModify {
  readonly spid: string;
  readonly name: string | null;
  /** wireline, wireless, non_carrier or class1_voip */
  readonly spType: string | null;
  /** short or long: its concurrence windows as new service provider */
  readonly portInTimer: string | null;
  /** short or long: the same as old service provider */
  readonly portOutTimer: string | null;
  /** short or long business days and hours */
  readonly businessDays: string | null;
  /** takes part in one-day ports, with medium timers (N441) */
  readonly mediumTimers: boolean | null;
  /** its systems take the point code of a wireless short message service centre */
  readonly wsmscSupported: boolean | null;
  /** it may give numbers of its own the pseudo-LRN (N442) */
  readonly pseudoLrnSoa: boolean | null;
  /** its LSMS takes numbers with the pseudo-LRN (N442) */
  readonly pseudoLrnLsms: boolean | null;
  /** one notification for a range; one for each number when false (N333) */
  readonly tnRangeNotifications: boolean | null;
  /** it is told when the new service provider has not created in time */
  readonly noNewSpConcurrenceNotifications: boolean | null;
  /** it is told cause 2 of a conflict that an unacknowledged cancellation makes (N138) */
  readonly cancelToConflictCause: boolean | null;
  /** of the notifications that are not of medium priority */
  readonly notificationPriorities: readonly NotificationPriority[] | null;
  /** names of the optional fields that its SOA takes and sends, of svType and those of the optional data (N432) */
  readonly soaOptionalFields: readonly string[] | null;
  /** names of the optional fields that its LSMS takes (N432) */
  readonly lsmsOptionalFields: readonly string[] | null;
}

/** NPAC personnel, or the old service provider, put a version into conflict */
export interface SetConflict {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
  /** 50 to 54 (R5-43.2); a request without one is refused */
  readonly causeCode: number | null;
}

/** NPAC personnel give a service provider a bearer token; only its hash travels */
export interface TokenIssue {
  readonly spid: string;
  readonly tokenId: string;
  /** SHA-256 of the token, hex */
  readonly tokenHash: string;
  readonly label: string;
}

/** NPAC personnel take a bearer token back */
export interface TokenRevoke {
  readonly spid: string;
  readonly tokenId: string;
}

/** NPAC personnel set a tunable parameter */
export interface TunableSet {
  /** for the numbers of one region only; absent for every region */
  readonly region: string | null;
  /** name in the catalogue, such as long_initial_concurrence_window */
  readonly name: string;
  /** as a text, in the tunable's unit: 9, 12:00, mon,tue; null takes back what was set: the general value again in a region, the default again for every region */
  readonly value: string | null;
  /** from when on it is in force; absent for the instant at which the request is accepted */
  readonly effectiveFrom: number | null;
  /** who wants it so, in the words of the sender: nobody checks it */
  readonly person: string | null;
}

/** The service provider that canceled takes it back (N388) */
export interface UndoCancel {
  /** telephone number, 10 digits, or a range such as 3035550100-0199; may be left out when svId is given */
  readonly tn: string | null;
  /** the version that is meant; when left out, the one in the status that the request is about */
  readonly svId: number | null;
}

export type CarrierRequest =
  | { readonly type: 'AcknowledgeCancel'; readonly data: AcknowledgeCancel }
  | { readonly type: 'Activate'; readonly data: Activate }
  | { readonly type: 'Cancel'; readonly data: Cancel }
  | { readonly type: 'Disconnect'; readonly data: Disconnect }
  | { readonly type: 'ExcludeFailedSps'; readonly data: ExcludeFailedSps }
  | { readonly type: 'IntraSpCreate'; readonly data: IntraSpCreate }
  | { readonly type: 'LrnCreate'; readonly data: LrnCreate }
  | { readonly type: 'Modify'; readonly data: Modify }
  | { readonly type: 'NewSpCreate'; readonly data: NewSpCreate }
  | { readonly type: 'NpaNxxCreate'; readonly data: NpaNxxCreate }
  | { readonly type: 'OldSpCreate'; readonly data: OldSpCreate }
  | { readonly type: 'Resend'; readonly data: Resend }
  | { readonly type: 'ResolveConflict'; readonly data: ResolveConflict }
  | { readonly type: 'ServiceProviderCreate'; readonly data: ServiceProviderCreate }
  | { readonly type: 'ServiceProviderModify'; readonly data: ServiceProviderModify }
  | { readonly type: 'SetConflict'; readonly data: SetConflict }
  | { readonly type: 'TokenIssue'; readonly data: TokenIssue }
  | { readonly type: 'TokenRevoke'; readonly data: TokenRevoke }
  | { readonly type: 'TunableSet'; readonly data: TunableSet }
  | { readonly type: 'UndoCancel'; readonly data: UndoCancel };
