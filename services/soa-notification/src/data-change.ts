import type { notifications } from '@openlnp/messages';
import { formatLrn } from '@openlnp/numbering';
import type { RouteData } from '@openlnp/porting';
import { type Version, versionOf } from './addressed';

type Change = notifications.SvDataChange;

/** What changed; all else is absent from the message. */
type Changes = Pick<Change, 'changedBy'> &
  Partial<Omit<Change, 'changedBy' | 'lrn' | keyof RouteData>> & { readonly route?: RouteData | null };

const UNCHANGED = {
  dueDate: null,
  lrn: null,
  classPointCode: null,
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: null,
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: null,
  optionalData: null,
  authorized: null,
  causeCode: null,
  mediumTimer: null,
  timerType: null,
  businessType: null,
  customerDisconnectDate: null,
  effectiveReleaseDate: null,
} as const;

export function dataChange(version: Version, occurredAt: number, { route = null, ...changes }: Changes) {
  const { lrn, ...points } = route ?? {};
  const routed = lrn === undefined ? {} : { ...points, lrn: formatLrn(lrn) };
  return {
    type: 'SvDataChange',
    data: { ...UNCHANGED, ...changes, ...routed, ...versionOf(version, occurredAt) },
  } as const;
}
