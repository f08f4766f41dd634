import { instant, NPAC } from '@openlnp/numbering';
import { liveVersion, type Sv } from '@openlnp/porting';
import {
  activate,
  cancel,
  disconnect,
  exclude,
  LSMS_A,
  modify,
  resend,
} from '../../../packages/porting/src/testing/world';
import { type Commands, named, type Situation } from '../situation';
import { LSMSS, today, tomorrow } from '../world';

const DAY = 86_400_000;

/** Activation, and what becomes of an active version, as carriers and NPAC personnel ask for it. */
export function fromActivation(situation: Situation): ReturnType<typeof named> {
  return named(situation, {
    ...activations(situation),
    ...modifications(situation),
    ...disconnects(situation),
    ...resends(situation),
    ...exclusions(situation),
  });
}

const activations = ({ now, newSp, oldSp, open }: Situation): Commands => ({
  ...(open === undefined ? {} : { 'new SP activates the version': activate({ now, sender: newSp, svId: open.svId }) }),
  'new SP activates': activate({ now, sender: newSp }),
  'NPAC activates': activate({ now, sender: NPAC }),
  'old SP activates': activate({ now, sender: oldSp }),
});

function modifications({ state, now, current, stranger }: Situation): Commands {
  const route = liveVersion(state)?.route ?? null;
  const changed = { billingId: route?.billingId === 'B1' ? 'B2' : 'B1' };
  const own = { now, sender: current, status: 'active' } as const;
  return {
    'current SP modifies the route': modify({ ...own, route: changed }),
    'NPAC modifies the route': modify({ ...own, sender: NPAC, route: changed }),
    'current SP modifies the route, whatever the status': modify({ now, sender: current, route: changed }),
    'current SP modifies nothing': modify({ ...own, route: { billingId: route?.billingId ?? null } }),
    'a stranger modifies the route': modify({ ...own, sender: stranger, route: changed }),
  };
}

function disconnects(situation: Situation): Commands {
  const { now, current, stranger } = situation;
  const dates = { customerDisconnectDate: today(now), effectiveReleaseDate: tomorrow(now) };
  const own = { now, sender: current };
  const waiting = { ...own, status: 'disconnect_pending' } as const;
  return {
    'current SP disconnects': disconnect({ ...own, customerDisconnectDate: dates.customerDisconnectDate }),
    'NPAC disconnects': disconnect({ ...own, sender: NPAC, customerDisconnectDate: dates.customerDisconnectDate }),
    'current SP disconnects from tomorrow on': disconnect({ ...own, ...dates }),
    'NPAC disconnects from tomorrow on': disconnect({ ...own, ...dates, sender: NPAC }),
    'a stranger disconnects': disconnect({ ...own, ...dates, sender: stranger }),
    'disconnect at once of who has service until tomorrow': disconnect({
      ...own,
      customerDisconnectDate: tomorrow(now),
    }),
    'release date moves on by a day': modify({ ...waiting, effectiveReleaseDate: instant(tomorrow(now) + DAY) }),
    'release date moves to now': modify({ ...waiting, effectiveReleaseDate: now }),
    'NPAC moves the release date to now': modify({ ...waiting, sender: NPAC, effectiveReleaseDate: now }),
    'customer disconnect date moves to tomorrow': modify({ ...waiting, customerDisconnectDate: tomorrow(now) }),
    'customer disconnect date moves behind the release date': modify({
      ...waiting,
      customerDisconnectDate: instant(tomorrow(now) + 2 * DAY),
    }),
    'current SP calls the disconnect off': cancel({ now, sender: current }),
    'NPAC calls the disconnect off': cancel({ now, sender: NPAC }),
    ...byId(situation),
  };
}

/** The same of the live version, named by its id. */
function byId({ state, now, current }: Situation): Commands {
  const svId = liveVersion(state)?.svId;
  if (svId === undefined) return {};
  const own = { now, svId, sender: current };
  return {
    'current SP disconnects the version': disconnect({ ...own, customerDisconnectDate: today(now) }),
    'current SP calls the disconnect of the version off': cancel(own),
    'current SP modifies the release date of the version': modify({ ...own, effectiveReleaseDate: tomorrow(now) }),
  };
}

function resends({ state, now, current }: Situation): Commands {
  const again = { now, sender: NPAC };
  const listed = state.versions.filter(hasList);
  const each = listed.length < 2 ? [] : listed.map(({ svId }) => svId);
  return {
    'NPAC resends to all LSMSs': resend({ ...again, lsms: LSMSS }),
    ...Object.fromEntries(LSMSS.map((spid) => [`NPAC resends to ${spid}`, resend({ ...again, lsms: [spid] })])),
    'NPAC resends to nobody': resend(again),
    'a carrier resends': resend({ ...again, sender: current, lsms: [LSMS_A] }),
    ...Object.fromEntries(
      each.flatMap((svId) =>
        [LSMSS, ...LSMSS.map((spid) => [spid])].map((lsms) => [
          `NPAC resends version ${svId} to ${lsms.join(' and ')}`,
          resend({ ...again, svId, lsms }),
        ]),
      ),
    ),
  };
}

/** Of each LSMS, or all: what lies between is several of these. */
function exclusions({ state, now, current }: Situation): Commands {
  const off = { now, sender: NPAC };
  const listed = state.versions.filter(hasList);
  const each = listed.length < 2 ? [] : listed.map(({ svId }) => svId);
  return {
    'NPAC excludes all LSMSs': exclude({ ...off, lsms: LSMSS }),
    ...Object.fromEntries(LSMSS.map((spid) => [`NPAC excludes ${spid}`, exclude({ ...off, lsms: [spid] })])),
    'NPAC excludes nobody': exclude(off),
    'a carrier excludes': exclude({ ...off, sender: current, lsms: [LSMS_A] }),
    ...Object.fromEntries(
      each.flatMap((svId) =>
        LSMSS.map((spid) => [`NPAC excludes ${spid} of version ${svId}`, exclude({ ...off, svId, lsms: [spid] })]),
      ),
    ),
  };
}

const hasList = (sv: Sv): boolean => 'failedSps' in sv && sv.failedSps.length > 0;
