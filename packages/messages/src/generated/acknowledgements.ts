// Generated from schemas/ by `npm run schemas:generate`. Do not edit.
import type { RefusedDownload } from '@openlnp/porting';

/** What an LSMS applied: everything after one number through another, but for those refused */
export interface DownloadsAcknowledged {
  /** the number this LSMS had acknowledged before */
  readonly after: number;
  readonly through: number;
  readonly refused: readonly RefusedDownload[];
}

export type Acknowledgement =
  | { readonly type: 'DownloadsAcknowledged'; readonly data: DownloadsAcknowledged };
