import type { World } from '@openlnp/cli';

/** Three carriers, each with an LSMS. All numbers of the stories are of Anna's first code. */
export const SPIDS = { anna: 'A111', berta: 'B222', carla: 'C333' } as const;

export const LRNS = { anna: '3035559990', berta: '7205559990', carla: '4155559990' } as const;

/** Of Anna's, and nobody has ever ported a number of it. */
export const UNUSED_CODE = '303556';

export const WORLD: World = {
  serviceProviders: [
    { spid: SPIDS.anna, name: 'Anna Wireline', spType: 'wireline', lsms: true },
    { spid: SPIDS.berta, name: 'Berta Wireless', spType: 'wireless', lsms: true },
    { spid: SPIDS.carla, name: 'Carla Wireless', spType: 'wireless', lsms: true },
  ],
  codes: [
    { npaNxx: '303555', spid: SPIDS.anna },
    { npaNxx: UNUSED_CODE, spid: SPIDS.anna },
  ],
  lrns: [
    { lrn: LRNS.anna, spid: SPIDS.anna },
    { lrn: LRNS.berta, spid: SPIDS.berta },
    { lrn: LRNS.carla, spid: SPIDS.carla },
  ],
};

const LONG = { portInTimer: 'long', portOutTimer: 'long', businessDays: 'short', mediumTimers: true };
const SHORT = { portInTimer: 'short', portOutTimer: 'short', businessDays: 'long', mediumTimers: true };

/**
 * Anna has long timers and short business days, Monday to Friday, 7:00 to 19:00 in Chicago; the two wireless carriers have short
 * timers and long business days, Monday to Saturday, 8:00 to 20:00. A port between Anna and another one has long timers over short
 * days (R5-19.4, R5-19.6). All take part in medium timers, which a create must ask for.
 */
export const PROFILES = WORLD.serviceProviders.map(({ spid, name, spType }) => ({
  ...{ spid, name, spType, soa: 'http', lsms: 'http' },
  ...(spid === SPIDS.anna ? LONG : SHORT),
}));
