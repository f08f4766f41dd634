import { type Instant, instant, NPAC } from '@openlnp/numbering';
import fc from 'fast-check';
import type { TnState } from '../state';
import {
  aCause,
  anAge,
  answered,
  aSender,
  aSide,
  aVersion,
  DAY,
  HOUR,
  idOf,
  midnight,
  mostly,
  type Step,
  sentOf,
  someAnswers,
  step,
} from './arbitraries';
import { creates, dispute, intraSp, silence, wholePort } from './moves-of-ports';
import {
  acknowledgeCancel,
  activate,
  answers,
  cancel,
  deadline,
  disconnect,
  endOfWindow,
  exclude,
  LSMS_A,
  LSMS_B,
  modify,
  resend,
  resolveConflict,
  setConflict,
  THIRD_LRN,
  undoCancel,
} from './world';

const told = step(
  fc.tuple(anAge, mostly(0, 1, 2), someAnswers).map(
    ([age, back, given]): Step =>
      (now, state) => {
        const { svId, broadcast } = sentOf(state, age, back);
        return answers(svId, [...given], { now, broadcast });
      },
  ),
);
const windows = step(
  fc.tuple(anAge, mostly(0, 1)).map(
    ([age, back]): Step =>
      (now, state) => {
        const { svId, broadcast } = sentOf(state, age, back);
        return endOfWindow(svId, { now: instant(now + HOUR), broadcast });
      },
  ),
);

/** The newest list, or what there is instead, for what names LSMSs of it. */
function listed(now: Instant, state: TnState) {
  const sv = state.versions.findLast((sv) => 'failedSps' in sv && sv.failedSps.length > 0);
  const failed = sv !== undefined && 'failedSps' in sv ? sv.failedSps : [];
  const lsms = failed.length > 0 ? failed.map(({ spid }) => spid) : [LSMS_A];
  return { now, svId: sv?.svId ?? null, lsms };
}

/** To those that failed, or to somebody who did not. */
const again: Step = (now, state) => resend(listed(now, state));

/** A change or the end of the live version, and once more for those that failed. */
const wholeChange = fc
  .tuple(fc.nat(9), fc.boolean(), someAnswers, someAnswers)
  .map(([n, ends, given, then]): Step[] => [
    (now) =>
      ends
        ? disconnect({ now, sender: NPAC, customerDisconnectDate: now })
        : modify({ now, sender: NPAC, status: 'active', route: { billingId: String(n) } }),
    ...answered(given),
    again,
    ...answered(then),
  ]);

/** What may become of a disconnect that waits for its date. */
const SECOND_THOUGHTS: readonly (readonly Step[])[] = [
  [],
  [(now) => cancel({ now, sender: NPAC })],
  [(now) => modify({ now, sender: NPAC, effectiveReleaseDate: now })],
  [(now) => modify({ now, sender: NPAC, effectiveReleaseDate: instant(now + 2 * DAY) })],
];
const laterDisconnect = fc.tuple(fc.constantFrom(...SECOND_THOUGHTS), someAnswers).map(([thoughts, given]): Step[] => [
  (now) =>
    disconnect({
      now,
      sender: NPAC,
      customerDisconnectDate: midnight(now),
      effectiveReleaseDate: instant(now + 4 * HOUR),
    }),
  ...thoughts,
  (now, state) => deadline({ now: instant(now + 5 * HOUR), svId: idOf(state, 0), kind: 'effective_release' }),
  ...answered(given),
]);

const disconnects = step(
  fc.tuple(aSender, mostly(0, 1), fc.constantFrom(null, 4, 30, -1), aVersion).map(
    ([sender, days, release, version]): Step =>
      (now, state) =>
        disconnect({
          now,
          sender,
          svId: version(state),
          customerDisconnectDate: midnight(now, days),
          effectiveReleaseDate: release === null ? null : instant(now + release * HOUR),
        }),
  ),
);

const aStatus = fc.constantFrom('pending', 'conflict', 'active', 'disconnect_pending', null);
const modifies = step(
  fc
    .record({
      sender: aSender,
      status: aStatus,
      side: aSide,
      what: fc.nat(7),
      n: fc.nat(9),
      causeCode: aCause,
      version: aVersion,
    })
    .map(
      ({ sender, status, side, what, n, causeCode, version }): Step =>
        (now, state) => {
          const changes = [
            { route: { billingId: String(n) } },
            { route: { billingId: String(n) } },
            { dueDate: instant(midnight(now) + n * HOUR) },
            { authorized: n > 4, causeCode: n > 4 ? null : causeCode },
            { effectiveReleaseDate: instant(now + n * HOUR) },
            { customerDisconnectDate: instant(midnight(now) + n * HOUR) },
            { mediumTimer: n > 4 },
            { route: { lrn: THIRD_LRN } },
          ];
          return modify({ now, sender, status, side, svId: version(state), ...changes[what] });
        },
    ),
);

const disputes = step(
  fc.tuple(aSender, fc.nat(5), aSide, aCause, aVersion).map(
    ([sender, what, side, causeCode, version]): Step =>
      (now, state) => {
        const about = { now, sender, svId: version(state) };
        switch (what) {
          case 0:
            return setConflict({ ...about, causeCode });
          case 1:
            return resolveConflict(about);
          case 2:
            return acknowledgeCancel({ ...about, side });
          case 3:
            return undoCancel(about);
          default:
            return cancel({ ...about, side });
        }
      },
  ),
);

const resends = fc
  .tuple(fc.constantFrom([LSMS_A], [LSMS_B], null, null), someAnswers, fc.boolean(), aVersion)
  .map(([lsms, given, whole, version]): Step[] => [
    lsms === null ? again : (now, state) => resend({ now, svId: version(state), lsms }),
    ...(whole ? answered(given) : []),
  ]);

const exclusions = step(
  fc.tuple(fc.constantFrom([LSMS_A], [LSMS_B], null, null), aVersion).map(
    ([lsms, version]): Step =>
      (now, state) =>
        exclude(lsms === null ? listed(now, state) : { now, svId: version(state), lsms }),
  ),
);

/** Ticks come behind what was accepted meanwhile. */
const ticks = step(
  fc.tuple(anAge, mostly(0, 1, 4, -1, 60)).map(
    ([age, hours]): Step =>
      (now, state) =>
        deadline({ now: instant(now + hours * HOUR), svId: idOf(state, age) }),
  ),
);

const activations = step(
  fc.tuple(aSender, aVersion).map(
    ([sender, version]): Step =>
      (now, state) =>
        activate({ now, sender, svId: version(state) }),
  ),
);

/** What carriers, NPAC personnel, LSMSs and timers may do next, one or several commands. */
export const moves: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 3, arbitrary: wholePort },
  { weight: 3, arbitrary: wholeChange },
  { weight: 2, arbitrary: laterDisconnect },
  { weight: 3, arbitrary: creates },
  { weight: 2, arbitrary: dispute },
  { weight: 1, arbitrary: silence },
  { weight: 1, arbitrary: intraSp },
  { weight: 3, arbitrary: disconnects },
  { weight: 3, arbitrary: modifies },
  { weight: 3, arbitrary: disputes },
  { weight: 3, arbitrary: resends },
  { weight: 1, arbitrary: exclusions },
  { weight: 1, arbitrary: ticks },
  { weight: 3, arbitrary: activations },
  { weight: 5, arbitrary: told },
  { weight: 2, arbitrary: windows },
);
