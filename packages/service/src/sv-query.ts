import type { SvStatus } from '@openlnp/porting';

const STATUSES: Readonly<Record<SvStatus, true>> = {
  pending: true,
  conflict: true,
  cancel_pending: true,
  sending: true,
  active: true,
  partial_failure: true,
  failed: true,
  disconnect_pending: true,
  canceled: true,
  old: true,
};

/** Every status that a version can have. */
export const SV_STATUSES = Object.keys(STATUSES) as readonly SvStatus[];

/** Milliseconds since the epoch; both ends belong to it, and an end that is not given is open. */
export interface Period {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Which versions are asked for: those for which everything holds that is given. JSON as it stands. */
export interface SvQuery {
  /** A number, or a range in the form of the requests: 3035550100-0199. */
  readonly tn?: string | undefined;
  readonly svId?: number | undefined;
  /** One of these. */
  readonly statuses?: readonly string[] | undefined;
  /** The new or the old service provider. */
  readonly spid?: string | undefined;
  readonly newSp?: string | undefined;
  readonly oldSp?: string | undefined;
  readonly created?: Period | undefined;
  /** Due date of the new or of the old service provider. */
  readonly due?: Period | undefined;
  readonly activated?: Period | undefined;
  /** Latest change of any kind. */
  readonly changed?: Period | undefined;
  /** With what an LSMS sees of a version; else with what a SOA or NPAC personnel see. */
  readonly view?: 'lsms' | undefined;
  /** Versions in one answer; the tunable maximum_subscription_query is the most. */
  readonly limit?: number | undefined;
  /** `next` of the answer before. */
  readonly after?: string | undefined;
}

/** Versions by number, then by version id. */
export interface SvPage {
  readonly subscriptionVersions: readonly object[];
  /** For `after`; null when there are no more. */
  readonly next: string | null;
}
