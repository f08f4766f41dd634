import { NPAC, type Spid } from '@openlnp/numbering';
import type { Sv } from '@openlnp/porting';

interface SvParties {
  readonly status: string;
  readonly newSp: string;
  readonly oldSp: string;
}

/** Statuses in which others than its two parties and NPAC see a version (RR5-39). */
const PUBLIC_STATUSES: ReadonlySet<string> = new Set([
  'active',
  'partial_failure',
  'disconnect_pending',
  'canceled',
  'old',
]);

/** Whether who asks may see the version (RN5-6, RR5-39). */
export function isVisible({ status, newSp, oldSp }: SvParties, spid: Spid): boolean {
  return spid === NPAC || spid === newSp || spid === oldSp || PUBLIC_STATUSES.has(status);
}

/** Whether queries still find what is kept until then (RR5-40): old and canceled versions (R5-2.1, R5-3.1, R5-3.4). */
export const isRetained = (retainUntil: number, now: number): boolean => !(retainUntil <= now);

/** Milliseconds since the epoch; NaN for ever. */
export const retainedUntil = (sv: Sv): number =>
  'retainUntil' in sv ? ((sv.retainUntil as number | null) ?? Number.NaN) : Number.NaN;
