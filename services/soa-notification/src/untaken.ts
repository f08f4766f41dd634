import { givenOptionalData, NO_OPTIONAL_DATA, OPTIONAL_DATA_FIELDS } from '@openlnp/porting';
import { takes } from '@openlnp/service';
import type { Addressed } from './addressed';
import type { NotificationProfile } from './profiles';

/**
 * A change of data without what the recipient's SOA does not take of the route (N432, FRS table 3-6). It comes also where it has
 * changed nothing else: the whole new route is in it, and what follows, such as the end of the broadcast, is understood.
 */
export function withoutUntaken(message: Addressed, profile: NotificationProfile): Addressed {
  if (message.type !== 'SvDataChange') return message;
  const { wsmscPointCode, svType, optionalData } = message.data;
  const taken = OPTIONAL_DATA_FIELDS.filter((field) => takes(profile.soaOptionalFields, field));
  const kept = Object.fromEntries(taken.map((field) => [field, optionalData?.[field] ?? null]));
  const data = {
    wsmscPointCode: profile.wsmscSupported ? wsmscPointCode : null,
    svType: takes(profile.soaOptionalFields, 'svType') ? svType : null,
    optionalData: givenOptionalData({ ...NO_OPTIONAL_DATA, ...kept }),
  };
  return { ...message, data: { ...message.data, ...data } };
}
