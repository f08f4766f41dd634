import type { KnownServiceProvider } from '@openlnp/network';
import { OPTIONAL_DATA_FIELDS, type OptionalData, type RouteData } from '@openlnp/porting';
import { type Taken, takes } from '@openlnp/service';

/** What a system takes of a route besides what all of them do. */
export interface TakenData {
  /** The point code of a wireless short message service centre. */
  readonly wsmsc: boolean;
  /** The type and the optional data (N432). */
  readonly optional: Taken;
}

/** By a profile; NPAC personnel, who have none, see everything. */
export function takenBy(profile: KnownServiceProvider | undefined, system: 'soa' | 'lsms'): TakenData {
  if (profile === undefined) return { wsmsc: true, optional: null };
  const optional = system === 'soa' ? profile.soaOptionalFields : profile.lsmsOptionalFields;
  return { wsmsc: profile.wsmscSupported, optional };
}

/** Of a route that part which not every system takes: what it does not take is not there, not even as null. */
export function takenView(route: Partial<RouteData> | null, { wsmsc, optional }: TakenData): object {
  const fields = OPTIONAL_DATA_FIELDS.filter((field) => takes(optional, field));
  return {
    ...(wsmsc ? { wsmscPointCode: route?.wsmscPointCode ?? null } : {}),
    ...(takes(optional, 'svType') ? { svType: route?.svType ?? null } : {}),
    ...(fields.length === 0 ? {} : { optionalData: dataView(route?.optionalData ?? null, fields) }),
  };
}

/** Null where none of these fields is given. */
function dataView(data: OptionalData | null, fields: typeof OPTIONAL_DATA_FIELDS): object | null {
  const told = fields.map((field) => [field, data?.[field] ?? null] as const);
  return told.some(([, value]) => value !== null) ? Object.fromEntries(told) : null;
}
