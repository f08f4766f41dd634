import { formatNpaNxx, type NpaNxx } from '@openlnp/numbering';
import type { FirstUse } from '@openlnp/porting';
import type { Addressed } from './addressed';

/** RR5-3: to every service provider with a SOA or an LSMS; nothing when it is no first use, or an event of before there was a heads-up. */
export function headsUp(code: NpaNxx, firstUse: FirstUse | null | undefined, occurredAt: number): Addressed[] {
  if (firstUse == null) return [];
  const { codeHolder, codeEffectiveAt: effectiveAt, usableFrom, tell } = firstUse;
  const data = { npaNxx: formatNpaNxx(code), codeHolder, effectiveAt, usableFrom, occurredAt };
  return tell.map((recipient) => ({ recipient, type: 'NewNpaNxx', data }));
}
