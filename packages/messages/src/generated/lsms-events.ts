// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { Spid } from '@openlnp/numbering';
import type { RefusedDownload } from '@openlnp/porting';

/** An LSMS took the downloads after one number, through another, but for those it refused */
export interface LsmsAcknowledged {
  readonly spid: Spid;
  readonly after: number;
  readonly through: number;
  readonly refused: readonly RefusedDownload[];
}

/** An acknowledgement did not fit and changed nothing */
export interface LsmsAcknowledgementRefused {
  readonly spid: Spid;
  readonly after: number;
  readonly through: number;
  readonly code: string;
  readonly expectedAfter: number;
}

/** An LSMS took after all what it had refused */
export interface LsmsRepaired {
  readonly spid: Spid;
  /** of the downloads, ascending; none is above what it has acknowledged */
  readonly numbers: readonly number[];
  /** where its last acknowledgement ended: a repair does not move it */
  readonly acknowledgedThrough: number;
}

export type LsmsEvent =
  | { readonly type: 'LsmsAcknowledged'; readonly data: LsmsAcknowledged }
  | { readonly type: 'LsmsAcknowledgementRefused'; readonly data: LsmsAcknowledgementRefused }
  | { readonly type: 'LsmsRepaired'; readonly data: LsmsRepaired };
