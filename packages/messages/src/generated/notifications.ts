// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { FailedSp, RequestError } from '@openlnp/porting';

/** An LSMS acknowledgement did not fit and changed nothing */
export interface AcknowledgementRefused {
  readonly after: number;
  readonly through: number;
  readonly code: string;
  readonly expectedAfter: number;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
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
  /** pending, sending, active, failed, partial_failure or old; others may come */
  readonly status: string;
  readonly failedSps: readonly FailedSp[];
}

export type SoaMessage =
  | { readonly type: 'AcknowledgementRefused'; readonly data: AcknowledgementRefused }
  | { readonly type: 'CustomerDisconnectDate'; readonly data: CustomerDisconnectDate }
  | { readonly type: 'NewSpCreateRequest'; readonly data: NewSpCreateRequest }
  | { readonly type: 'NewSpFinalCreateWindowExpiration'; readonly data: NewSpFinalCreateWindowExpiration }
  | { readonly type: 'OldSpConcurrenceRequest'; readonly data: OldSpConcurrenceRequest }
  | { readonly type: 'OldSpFinalConcurrenceWindowExpiration'; readonly data: OldSpFinalConcurrenceWindowExpiration }
  | { readonly type: 'RequestDone'; readonly data: RequestDone }
  | { readonly type: 'RequestRefused'; readonly data: RequestRefused }
  | { readonly type: 'SvAttributeValueChange'; readonly data: SvAttributeValueChange }
  | { readonly type: 'SvObjectCreation'; readonly data: SvObjectCreation }
  | { readonly type: 'SvStatusAttributeValueChange'; readonly data: SvStatusAttributeValueChange };
