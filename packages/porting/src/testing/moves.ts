import { type Instant, instant, NPAC, type Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import type { PortingCommand } from '../commands';
import type { LsmsAnswer } from '../generated/common';
import { isLive } from '../queries';
import type { TnState } from '../state';
import { partly, refused, taken } from './numbers';
import {
  acknowledgeCancel,
  activate,
  answers,
  cancel,
  deadline,
  disconnect,
  endOfWindow,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  intraSpCreate,
  LSMS_A,
  LSMS_B,
  modify,
  newSpCreate,
  oldSpCreate,
  resend,
  resolveConflict,
  routeBy,
  setConflict,
  THIRD,
  THIRD_LRN,
  undoCancel,
} from './world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const carrier = fc.constantFrom(GAINER, THIRD, HOLDER);
const LRNS = new Map([
  [THIRD, THIRD_LRN],
  [GAINER, GAINER_LRN],
  [HOLDER, HOLDER_LRN],
]);
const lrnOf = (spid: Spid) => LRNS.get(spid) ?? GAINER_LRN;

/** A command made when its turn comes, for the number as it is then. */
export type Step = (now: Instant, state: TnState) => PortingCommand;

export const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const midnight = (at: Instant) => at - (at % DAY);
const holderOf = (state: TnState): Spid => state.versions.find(isLive)?.newSp ?? HOLDER;
const aSender = mostly<Spid>(NPAC, GAINER, THIRD, HOLDER);

/** Mostly ports that make sense, so that histories get far; sometimes ones that do not. */
const creates: fc.Arbitrary<Step[]> = fc
  .record({
    oldSp: mostly<Spid | 'holder'>('holder', GAINER, THIRD, HOLDER),
    newSp: carrier,
    days: mostly(0, 1, -2),
    asNpac: fc.boolean(),
    order: mostly([0, 1], [1, 0], [0], [1]),
    toOriginal: mostly(false, true),
    denied: mostly(false, true),
  })
  .map(({ oldSp, newSp, days, asNpac, order, toOriginal, denied }) => {
    const common = (now: Instant, state: TnState) => ({
      now,
      newSp: toOriginal ? HOLDER : newSp,
      oldSp: oldSp === 'holder' ? holderOf(state) : oldSp,
      dueDate: instant(midnight(now) + days * DAY),
      ...(asNpac ? { sender: NPAC } : {}),
    });
    const route = toOriginal ? null : routeBy(lrnOf(newSp));
    const both: Step[] = [
      (now, state) => newSpCreate({ ...common(now, state), route, portingToOriginal: toOriginal }),
      (now, state) => oldSpCreate({ ...common(now, state), ...(denied ? { authorized: false, causeCode: 54 } : {}) }),
    ];
    return order.flatMap((side) => both[side] ?? []);
  });

const answer: fc.Arbitrary<LsmsAnswer> = fc
  .record({ spid: fc.constantFrom(LSMS_A, LSMS_B, LSMS_A, LSMS_B, HOLDER), ok: fc.boolean() })
  .map(({ spid, ok }) => ({ spid, ok, code: ok ? null : 'full' }));
/** All, none, one of two, or whatever. */
const someAnswers = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(taken, refused, partly) },
  { weight: 2, arbitrary: fc.array(answer, { maxLength: 3 }) },
);

const idOf = (state: TnState, age: number) => state.versions.at(-1 - age)?.svId ?? 1;
/** The version that is being sent, or else the newest or one before it, with its latest broadcast or one `back` before. */
const sentOf = (state: TnState, age: number, back: number) => {
  const sv = state.versions.find(({ status }) => status === 'sending') ?? state.versions.at(-1 - age);
  const last = sv !== undefined && 'broadcast' in sv ? sv.broadcast.number : 1;
  return { svId: sv?.svId ?? 1, broadcast: Math.max(1, last - back) };
};
const anAge = mostly(0, 1);
const steps = (arbitrary: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> => arbitrary.map((step) => [step]);

const told = steps(
  fc.tuple(anAge, mostly(0, 1, 2), someAnswers).map(
    ([age, back, given]): Step =>
      (now, state) => {
        const { svId, broadcast } = sentOf(state, age, back);
        return answers(svId, [...given], { now, broadcast });
      },
  ),
);
const windows = steps(
  fc.tuple(anAge, mostly(0, 1)).map(
    ([age, back]): Step =>
      (now, state) => {
        const { svId, broadcast } = sentOf(state, age, back);
        return endOfWindow(svId, { now: instant(now + HOUR), broadcast });
      },
  ),
);

/** What LSMSs say to what is being sent, and the end of their time. */
const answered = (given: readonly LsmsAnswer[]): Step[] => [
  (now, state) => {
    const { svId, broadcast } = sentOf(state, 0, 0);
    return answers(svId, [...given], { now, broadcast });
  },
  (now, state) => {
    const { svId, broadcast } = sentOf(state, 0, 0);
    return endOfWindow(svId, { now: instant(now + HOUR), broadcast });
  },
];

/** A whole port, so that histories have numbers that were ported before; a number that was may go back where it came from. */
const wholePort = fc.tuple(carrier, someAnswers, mostly(false, true)).map(([to, given, back]): Step[] => {
  const newSp = back ? HOLDER : to;
  const route = back ? null : routeBy(lrnOf(newSp));
  return [
    (now, state) => newSpCreate({ now, newSp, oldSp: holderOf(state), dueDate: now, route, portingToOriginal: back }),
    (now, state) => oldSpCreate({ now, newSp, oldSp: holderOf(state), dueDate: now }),
    (now) => activate({ now, sender: NPAC }),
    ...answered(given),
  ];
});

/** A change or the end of the live version. */
const wholeChange = fc
  .tuple(fc.nat(9), fc.boolean(), someAnswers)
  .map(([n, ends, given]): Step[] => [
    (now) =>
      ends
        ? disconnect({ now, sender: NPAC, customerDisconnectDate: now })
        : modify({ now, sender: NPAC, status: 'active', route: { billingId: String(n) } }),
    ...answered(given),
  ]);

/** Within one service provider, that has the number mostly. */
const intraSp = steps(
  fc.tuple(mostly<Spid | 'holder'>('holder', GAINER), mostly(0, 1)).map(
    ([sp, days]): Step =>
      (now, state) => {
        const own = sp === 'holder' ? holderOf(state) : sp;
        return intraSpCreate({
          now,
          sp: own,
          dueDate: instant(midnight(now) + days * DAY),
          route: routeBy(lrnOf(own)),
        });
      },
  ),
);

const disconnects = steps(
  fc.tuple(aSender, mostly(0, 1), fc.constantFrom(null, 4, 30, -1)).map(
    ([sender, days, release]): Step =>
      (now) =>
        disconnect({
          now,
          sender,
          customerDisconnectDate: instant(midnight(now) + days * DAY),
          effectiveReleaseDate: release === null ? null : instant(now + release * HOUR),
        }),
  ),
);

const aStatus = fc.constantFrom('pending', 'conflict', 'active', 'disconnect_pending', null);
const modifies = steps(
  fc
    .record({
      sender: aSender,
      status: aStatus,
      side: fc.constantFrom('new', 'old', null),
      what: fc.nat(5),
      n: fc.nat(9),
    })
    .map(
      ({ sender, status, side, what, n }): Step =>
        (now) => {
          const changes = [
            { route: { billingId: String(n) } },
            { route: { billingId: String(n) } },
            { dueDate: instant(midnight(now) + n * HOUR) },
            { authorized: n > 4, causeCode: n > 4 ? null : 50 },
            { effectiveReleaseDate: instant(now + n * HOUR) },
            { route: { lrn: THIRD_LRN } },
          ];
          return modify({ now, sender, status, side, ...changes[what] });
        },
    ),
);

const disputes = steps(
  fc.tuple(aSender, fc.nat(5), fc.constantFrom('new', 'old', null)).map(
    ([sender, what, side]): Step =>
      (now) => {
        switch (what) {
          case 0:
            return setConflict({ now, sender, causeCode: 52 });
          case 1:
            return resolveConflict({ now, sender });
          case 2:
            return acknowledgeCancel({ now, sender, side });
          case 3:
            return undoCancel({ now, sender });
          default:
            return cancel({ now, sender, side });
        }
      },
  ),
);

const resends = fc
  .tuple(fc.constantFrom([LSMS_A], [LSMS_B], [LSMS_A, LSMS_B]), someAnswers, fc.boolean())
  .map(([lsms, given, whole]): Step[] => [
    (now, state) => {
      const listed = state.versions.findLast((sv) => 'failedSps' in sv && sv.failedSps.length > 0);
      const failed = listed !== undefined && 'failedSps' in listed ? listed.failedSps.map(({ spid }) => spid) : lsms;
      return resend({ now, svId: listed?.svId ?? null, lsms: lsms.length > 1 ? failed : lsms });
    },
    ...(whole ? answered(given) : []),
  ]);

/** Ticks come behind what was accepted meanwhile. */
const ticks = steps(
  fc.tuple(anAge, mostly(0, 1, 4, -1, 60)).map(
    ([age, hours]): Step =>
      (now, state) =>
        deadline({ now: instant(now + hours * HOUR), svId: idOf(state, age) }),
  ),
);

/** What carriers, NPAC personnel, LSMSs and timers may do next, one or several commands. */
export const moves: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 3, arbitrary: wholePort },
  { weight: 2, arbitrary: wholeChange },
  { weight: 3, arbitrary: creates },
  { weight: 1, arbitrary: intraSp },
  { weight: 3, arbitrary: disconnects },
  { weight: 3, arbitrary: modifies },
  { weight: 3, arbitrary: disputes },
  { weight: 3, arbitrary: resends },
  { weight: 1, arbitrary: ticks },
  {
    weight: 3,
    arbitrary: steps(
      aSender.map(
        (sender): Step =>
          (now) =>
            activate({ now, sender }),
      ),
    ),
  },
  { weight: 5, arbitrary: told },
  { weight: 2, arbitrary: windows },
);
