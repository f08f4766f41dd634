import { instant, type Spid } from '@openlnp/numbering';
import { given, type Scenario } from './scenario';
import {
  activate,
  answers,
  DUE_DAY,
  disconnect,
  GAINER,
  HOLDER,
  LSMS_A,
  LSMS_B,
  newSpCreate,
  ok,
  oldSpCreate,
  RETENTION,
  refusal,
  routeBy,
  THIRD,
  THIRD_LRN,
  TN,
} from './world';

/** What LSMSs may say, in the order of the targets. */
export const taken = [ok(LSMS_A), ok(LSMS_B)];
export const partly = [ok(LSMS_A), refusal(LSMS_B, 'full')];
export const refused = [refusal(LSMS_A, 'full'), refusal(LSMS_B, 'full')];
export const listOf = (...spids: (typeof LSMS_A)[]) => spids.map((spid) => ({ spid, reason: 'full' }));

/** How long what becomes old on the due day is kept. */
export const KEPT = instant(DUE_DAY + RETENTION.old);

/** Version 1 of the number, from HOLDER to GAINER, and how far it has come. */
export const sv1 = { svId: 1, tn: TN, newSp: GAINER, oldSp: HOLDER };
export const pending = given(newSpCreate(), oldSpCreate());
export const sending = pending.and(activate());
export const active = sending.and(answers(1, taken));
/** Version 2 is its copy; the removal is its second broadcast. */
export const removing = active.and(disconnect());
export const removed = removing.and(answers(1, taken, { broadcast: 2 }));

/** Both sides' creates of the number's next port, to THIRD. */
export function portOnFrom(oldSp: Spid) {
  const onwards = { newSp: THIRD, oldSp, now: DUE_DAY, dueDate: DUE_DAY };
  return [newSpCreate({ ...onwards, route: routeBy(THIRD_LRN) }), oldSpCreate(onwards)] as const;
}
export const portOn = portOnFrom(GAINER);
/** The port made and answered, as version `svId`. */
export const portedOn = (from: Scenario, svId: number, given = taken, oldSp = GAINER): Scenario =>
  from.and(...portOnFrom(oldSp), activate({ sender: THIRD }), answers(svId, given));

/** Back to HOLDER, which holds the code, as version 2. */
const back = { newSp: HOLDER, oldSp: GAINER, now: DUE_DAY, dueDate: DUE_DAY };
export const goingBack = active.and(
  newSpCreate({ ...back, sender: HOLDER, portingToOriginal: true, route: null }),
  oldSpCreate({ ...back, sender: GAINER }),
);
export const sv2back = { svId: 2, tn: TN, newSp: HOLDER, oldSp: GAINER };
