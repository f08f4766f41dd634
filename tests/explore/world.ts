import { type Instant, instant, type Spid } from '@openlnp/numbering';
import type { PortingCommand, PortingFacts, TnState } from '@openlnp/porting';
import {
  activate,
  answers,
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

const FACTS = facts({ windowEnd });

/** Two LSMSs; version ids from the number alone, so that what branches off one state does not count together. */
export const factsFor = ({ versions }: TnState): PortingFacts => ({
  ...FACTS,
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

/** Numbers to begin with, by the commands that made them so. */
export const ROOTS: Readonly<Record<string, readonly PortingCommand[]>> = {
  'an empty number': [],
  'an active number': active,
  'an active number that is to be ported on': [
    ...active,
    newSpCreate({ ...soon, oldSp: GAINER, newSp: THIRD, route: routeOf(THIRD) }),
    oldSpCreate({ ...soon, oldSp: GAINER, newSp: THIRD }),
  ],
  'an active number that no LSMS let go': [
    ...active,
    disconnect({ ...soon, customerDisconnectDate: today(START) }),
    answers(
      1,
      LSMSS.map((spid) => refusal(spid, 'full')),
      { ...soon, broadcast: 2 },
    ),
  ],
};
