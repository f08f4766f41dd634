import { type Instant, instant, type Spid } from '@openlnp/numbering';
import type { PortingCommand, PortingFacts, TnState } from '@openlnp/porting';
import {
  activate,
  answers,
  cancel,
  DAY_BEFORE,
  disconnect,
  facts,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  RESTRICTION,
  refusal,
  routeBy,
  THIRD,
  THIRD_LRN,
} from '../../packages/porting/src/testing/world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The holder of the code, and two carriers that are alike. */
export const CARRIERS: readonly Spid[] = [HOLDER, GAINER, THIRD];
export const LSMSS: readonly Spid[] = [LSMS_A, LSMS_B];

const LRNS = new Map([
  [HOLDER, HOLDER_LRN],
  [GAINER, GAINER_LRN],
  [THIRD, THIRD_LRN],
]);

export function routeOf(spid: Spid): ReturnType<typeof routeBy> {
  const lrn = LRNS.get(spid);
  if (lrn === undefined) throw new Error(`${spid} has no LRN in this world`);
  return routeBy(lrn);
}

/** Both concurrence windows are over before the conflict restriction begins, and that is before the next day. */
const windowEnd: PortingFacts['windowEnd'] = (_tn, start, window) =>
  instant(start + (window === 'conflict_resolution' ? RESTRICTION : HOUR));

/** What else there is: as most tests have it, or so that other rules have their turn. */
export type World = 'usual' | 'without LSMSs' | 'short and medium timers';

const WORLDS: Readonly<Record<World, PortingFacts>> = {
  usual: facts({ windowEnd }),
  'without LSMSs': facts({ windowEnd, lsmsTargets: () => [], pseudoLrnLsmss: () => [] }),
  'short and medium timers': facts({
    windowEnd,
    timersOf: () => ({ portIn: 'short', portOut: 'short', businessDays: 'long', medium: true }),
    supports: () => true,
  }),
};

/** Version ids from the number alone, so that what branches off one state does not count together. */
export const factsFor = ({ versions }: TnState, world: World): PortingFacts => ({
  ...WORLDS[world],
  nextSvId: () => versions.reduce((last, { svId }) => Math.max(last, svId), 0) + 1,
});

export const START: Instant = DAY_BEFORE;

/** The day of an instant and the one after it begin at these, in UTC. */
export const today = (at: Instant): Instant => instant(at - (at % DAY));
export const tomorrow = (at: Instant): Instant => instant(today(at) + DAY);

const soon = { dueDate: today(START), now: START };
const active: readonly PortingCommand[] = [
  newSpCreate(soon),
  oldSpCreate(soon),
  activate(soon),
  answers(1, LSMSS.map(ok), soon),
];

export interface Root {
  readonly world: World;
  readonly commands: readonly PortingCommand[];
}

const inWorld = (world: World, ...commands: readonly PortingCommand[]): Root => ({ world, commands });
const refusedByAll = (broadcast: number) =>
  answers(
    1,
    LSMSS.map((spid) => refusal(spid, 'full')),
    { ...soon, broadcast },
  );
const canceledByOld = [newSpCreate(soon), oldSpCreate(soon), cancel({ ...soon, sender: HOLDER })];

/** Numbers to begin with, by the commands that made them so. */
export const ROOTS: Readonly<Record<string, Root>> = {
  'an empty number': inWorld('usual'),
  'an active number': inWorld('usual', ...active),
  'an active number that is to be ported on': inWorld(
    'usual',
    ...active,
    newSpCreate({ ...soon, oldSp: GAINER, newSp: THIRD, route: routeOf(THIRD) }),
    oldSpCreate({ ...soon, oldSp: GAINER, newSp: THIRD }),
  ),
  'an active number that no LSMS let go': inWorld(
    'usual',
    ...active,
    disconnect({ ...soon, customerDisconnectDate: today(START) }),
    refusedByAll(2),
  ),
  'a number with a cancellation': inWorld('usual', ...canceledByOld),
  'a number whose activation failed': inWorld('usual', ...active.slice(0, 3), refusedByAll(1)),
  'a number on its way back': inWorld(
    'usual',
    ...active,
    newSpCreate({ ...soon, oldSp: GAINER, newSp: HOLDER, route: null, portingToOriginal: true }),
    oldSpCreate({ ...soon, oldSp: GAINER, newSp: HOLDER }),
    activate({ ...soon, sender: HOLDER }),
  ),
  'an empty number without LSMSs': inWorld('without LSMSs'),
  'an active number without LSMSs': inWorld('without LSMSs', ...active.slice(0, 3)),
  'an empty number with short and medium timers': inWorld('short and medium timers'),
};
