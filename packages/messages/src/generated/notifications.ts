// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { FailedSp, OptionalData, PointCode, RequestError } from '@openlnp/porting';

/** An LSMS acknowledgement did not fit and changed nothing */
export interface AcknowledgementRefused {
  readonly after: number;
  readonly through: number;
  readonly code: string;
  readonly expectedAfter: number;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
}

/** The other side canceled, and this one has not acknowledged in the initial cancellation window */
export interface CancellationAcknowledgeRequest {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** end of the final cancellation window; milliseconds since the epoch */
  readonly finalWindowEndsAt: number;
}

/** A number comes back to its donor */
export interface CustomerDisconnectDate {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** milliseconds since the epoch */
  readonly customerDisconnectDate: number;
  /** when the number leaves the LSMSs; absent: at once */
  readonly effectiveReleaseDate: number | null;
}

/** Heads-up: numbers of an NPA-NXX are ported for the first time (RR5-3) */
export interface NewNpaNxx {
  /** 6 digits */
  readonly npaNxx: string;
  /** SPID */
  readonly codeHolder: string;
  /** from when the code is portable; milliseconds since the epoch */
  readonly effectiveAt: number;
  /** nothing is activated in the code before; milliseconds since the epoch */
  readonly usableFrom: number;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
}

/** The initial concurrence window ended without the new service provider's create */
export interface NewSpCreateRequest {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** milliseconds since the epoch */
  readonly finalWindowEndsAt: number;
  /** due date that the old service provider has given; null in what was written before it was told */
  readonly dueDate: number | null;
  /** when the old service provider has created; null as above */
  readonly createdAt: number | null;
  /** whether the old service provider agrees */
  readonly authorized: boolean | null;
  /** why it does not agree, 50 to 54 */
  readonly causeCode: number | null;
  /** long, short or medium; others may come */
  readonly timerType: string | null;
  /** short, long or medium; others may come */
  readonly businessType: string | null;
}

/** The final concurrence window ended without the new service provider's create */
export interface NewSpFinalCreateWindowExpiration {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** due date that the old service provider has given; null in what was written before it was told */
  readonly dueDate: number | null;
  /** when the old service provider has created; null as above */
  readonly createdAt: number | null;
  /** whether the old service provider agrees */
  readonly authorized: boolean | null;
  /** why it does not agree, 50 to 54 */
  readonly causeCode: number | null;
  /** long, short or medium; others may come */
  readonly timerType: string | null;
  /** short, long or medium; others may come */
  readonly businessType: string | null;
}

/** The initial concurrence window ended without the old service provider's create */
export interface OldSpConcurrenceRequest {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** milliseconds since the epoch */
  readonly finalWindowEndsAt: number;
  /** due date that the new service provider has given; null in what was written before it was told */
  readonly dueDate: number | null;
  /** when the new service provider has created; null as above */
  readonly createdAt: number | null;
  /** long, short or medium; others may come */
  readonly timerType: string | null;
  /** short, long or medium; others may come */
  readonly businessType: string | null;
}

/** The final concurrence window ended without the old service provider's create: the new one may activate from the due date on */
export interface OldSpFinalConcurrenceWindowExpiration {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** due date that the new service provider has given; null in what was written before it was told */
  readonly dueDate: number | null;
  /** when the new service provider has created; null as above */
  readonly createdAt: number | null;
  /** long, short or medium; others may come */
  readonly timerType: string | null;
  /** short, long or medium; others may come */
  readonly businessType: string | null;
}

/** Final reply: the request took effect */
export interface RequestDone {
  readonly requestId: string;
  readonly messageId: string;
  readonly kind: string;
  readonly tn: string | null;
  readonly svIds: readonly number[];
  /** milliseconds since the epoch */
  readonly occurredAt: number;
}

/** Final reply: the request was refused */
export interface RequestRefused {
  readonly requestId: string;
  readonly messageId: string;
  readonly kind: string;
  readonly tn: string | null;
  readonly errors: readonly RequestError[];
  /** milliseconds since the epoch */
  readonly occurredAt: number;
}

/** Data of a subscription version changed */
export interface SvAttributeValueChange {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** new or old */
  readonly changedBy: string;
  /** milliseconds since the epoch */
  readonly dueDate: number;
  readonly lrn: string | null;
  /** what the old service provider said when it came second */
  readonly authorized: boolean | null;
  /** why it did not authorize: 50 to 54 */
  readonly causeCode: number | null;
  /** what the new service provider said; absent when the old one created */
  readonly portingToOriginal: boolean | null;
  /** the timers of the version from now on, long, short or medium; absent when they stay */
  readonly timerType: string | null;
  /** the business days of the version from now on, short, long or medium; absent when they stay */
  readonly businessType: string | null;
  /** medium timer indicator of that create (N441); null before it was told */
  readonly mediumTimer: boolean | null;
}

/** Data of a subscription version were modified; what is absent stayed */
export interface SvDataChange {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** new or old: whose data */
  readonly changedBy: string;
  /** of that side */
  readonly dueDate: number | null;
  /** 10 digits; the point codes and what follows are the whole new route then */
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
  readonly authorized: boolean | null;
  readonly causeCode: number | null;
  readonly mediumTimer: boolean | null;
  readonly timerType: string | null;
  readonly businessType: string | null;
  readonly customerDisconnectDate: number | null;
  readonly effectiveReleaseDate: number | null;
}

/** A subscription version was created */
export interface SvObjectCreation {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** new or old */
  readonly createdBy: string;
  /** milliseconds since the epoch */
  readonly dueDate: number;
  readonly lrn: string | null;
  /** what the old service provider said when it came first */
  readonly authorized: boolean | null;
  /** why it did not authorize: 50 to 54 */
  readonly causeCode: number | null;
  /** the number goes back to the holder of its code */
  readonly portingToOriginal: boolean;
  /** long, short or medium; others may come */
  readonly timerType: string | null;
  /** short, long or medium; others may come */
  readonly businessType: string | null;
  /** pending, or conflict where the old service provider denied at once; null before it was told */
  readonly status: string | null;
  /** medium timer indicator of that create (N441); null before it was told */
  readonly mediumTimer: boolean | null;
}

/** The status or the failed-SP list of a subscription version changed */
export interface SvStatusAttributeValueChange {
  /** of the first number; the next number has the next id */
  readonly svId: number;
  /** 10 digits, or a range such as 3035550100-0199 */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** pending, conflict, cancel_pending, canceled, active, failed, partial_failure, disconnect_pending or old; others may come */
  readonly status: string;
  readonly failedSps: readonly FailedSp[];
  /** why the version is in conflict or was canceled: 1 automatic cancellation, 2 automatic conflict from cancellation, 50 to 54 from the old service provider */
  readonly causeCode: number | null;
}

export type SoaMessage =
  | { readonly type: 'AcknowledgementRefused'; readonly data: AcknowledgementRefused }
  | { readonly type: 'CancellationAcknowledgeRequest'; readonly data: CancellationAcknowledgeRequest }
  | { readonly type: 'CustomerDisconnectDate'; readonly data: CustomerDisconnectDate }
  | { readonly type: 'NewNpaNxx'; readonly data: NewNpaNxx }
  | { readonly type: 'NewSpCreateRequest'; readonly data: NewSpCreateRequest }
  | { readonly type: 'NewSpFinalCreateWindowExpiration'; readonly data: NewSpFinalCreateWindowExpiration }
  | { readonly type: 'OldSpConcurrenceRequest'; readonly data: OldSpConcurrenceRequest }
  | { readonly type: 'OldSpFinalConcurrenceWindowExpiration'; readonly data: OldSpFinalConcurrenceWindowExpiration }
  | { readonly type: 'RequestDone'; readonly data: RequestDone }
  | { readonly type: 'RequestRefused'; readonly data: RequestRefused }
  | { readonly type: 'SvAttributeValueChange'; readonly data: SvAttributeValueChange }
  | { readonly type: 'SvDataChange'; readonly data: SvDataChange }
  | { readonly type: 'SvObjectCreation'; readonly data: SvObjectCreation }
  | { readonly type: 'SvStatusAttributeValueChange'; readonly data: SvStatusAttributeValueChange };
