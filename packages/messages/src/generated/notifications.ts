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
  readonly svId: number;
  /** 10 digits */
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
  readonly svId: number;
  /** 10 digits */
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
  readonly svId: number;
  /** 10 digits */
  readonly tn: string;
  readonly newSp: string;
  readonly oldSp: string;
  /** milliseconds since the epoch */
  readonly occurredAt: number;
  /** pending, sending, active, failed, partial_failure or old */
  readonly status: string;
  readonly failedSps: readonly FailedSp[];
}

export type SoaMessage =
  | { readonly type: 'AcknowledgementRefused'; readonly data: AcknowledgementRefused }
  | { readonly type: 'RequestDone'; readonly data: RequestDone }
  | { readonly type: 'RequestRefused'; readonly data: RequestRefused }
  | { readonly type: 'SvAttributeValueChange'; readonly data: SvAttributeValueChange }
  | { readonly type: 'SvObjectCreation'; readonly data: SvObjectCreation }
  | { readonly type: 'SvStatusAttributeValueChange'; readonly data: SvStatusAttributeValueChange };
