import { type Instant, instant, NPAC, type Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import type { TnState } from '../state';
import {
  aCause,
  answered,
  carrier,
  HOUR,
  holderOf,
  lrnOf,
  midnight,
  mostly,
  type Step,
  someAnswers,
  step,
} from './arbitraries';
import {
  acknowledgeCancel,
  activate,
  cancel,
  deadline,
  GAINER,
  HOLDER,
  intraSpCreate,
  newSpCreate,
  oldSpCreate,
  READER,
  resolveConflict,
  routeBy,
  setConflict,
  THIRD,
  undoCancel,
} from './world';

/** Mostly ports that make sense, so that histories get far; sometimes ones that do not. */
export const creates: fc.Arbitrary<Step[]> = fc
  .record({
    oldSp: mostly<Spid | 'holder'>('holder', GAINER, THIRD, HOLDER),
    newSp: carrier,
    days: mostly(0, 1, -2),
    sender: mostly<Spid | 'own'>('own', NPAC, NPAC, GAINER, THIRD, READER),
    order: fc.constantFrom([0, 1], [0, 1], [1, 0], [0], [1]),
    toOriginal: mostly(false, true),
    denied: fc.constantFrom(false, false, true),
    causeCode: aCause,
    medium: fc.tuple(mostly(false, true), mostly(false, true)),
  })
  .map(({ oldSp, newSp, days, sender, order, toOriginal, denied, causeCode, medium }) => {
    const common = (now: Instant, state: TnState) => ({
      now,
      newSp: toOriginal ? HOLDER : newSp,
      oldSp: oldSp === 'holder' ? holderOf(state) : oldSp,
      dueDate: midnight(now, days),
      ...(sender === 'own' ? {} : { sender }),
    });
    const route = toOriginal ? null : routeBy(lrnOf(newSp));
    const both: Step[] = [
      (now, state) =>
        newSpCreate({ ...common(now, state), route, portingToOriginal: toOriginal, mediumTimer: medium[0] }),
      (now, state) => {
        const denial = denied ? { authorized: false, causeCode } : {};
        return oldSpCreate({ ...common(now, state), ...denial, mediumTimer: medium[1] });
      },
    ];
    return order.flatMap((side) => both[side] ?? []);
  });

/** A whole port, so that histories have numbers that were ported before; a number that was may go back where it came from. */
export const wholePort = fc.tuple(carrier, someAnswers, mostly(false, true)).map(([to, given, back]): Step[] => {
  const newSp = back ? HOLDER : to;
  const route = back ? null : routeBy(lrnOf(newSp));
  return [
    (now, state) => newSpCreate({ now, newSp, oldSp: holderOf(state), dueDate: now, route, portingToOriginal: back }),
    (now, state) => oldSpCreate({ now, newSp, oldSp: holderOf(state), dueDate: now }),
    (now) => activate({ now, sender: NPAC }),
    ...answered(given),
  ];
});

/** The version's own instants are what timers tell; so that they come to their end, whoever was waited for stays silent. */
const untilItsDeadline: Step = (now, state) => {
  const { svId = 1 } = state.versions.at(-1) ?? {};
  return deadline({ now: midnight(now, 1), svId });
};

const portTo = (now: Instant, state: TnState) => {
  const oldSp = holderOf(state);
  return { now, oldSp, newSp: oldSp === GAINER ? THIRD : GAINER, dueDate: midnight(now, 2) };
};
const newSideCreates: Step = (now, state) => {
  const port = portTo(now, state);
  return newSpCreate({ ...port, route: routeBy(lrnOf(port.newSp)) });
};
const oldSideCreates: Step = (now, state) => oldSpCreate(portTo(now, state));

const by =
  (side: 'new' | 'old'): Step =>
  (now) =>
    cancel({ now, sender: NPAC, side });
const acknowledged =
  (side: 'new' | 'old'): Step =>
  (now) =>
    acknowledgeCancel({ now, sender: NPAC, side });

/** Once its restriction is over. */
const newSideResolvesLater: Step = (now, state) =>
  resolveConflict({ now: instant(now + 5 * HOUR), sender: state.versions.at(-1)?.newSp ?? GAINER });

/** What becomes of a port to which both sides have said yes, and then one of them, or NPAC personnel, no. */
const doubts = (side: 'new' | 'old', causeCode: number): readonly (readonly Step[])[] => [
  [(now) => setConflict({ now, sender: NPAC, causeCode })],
  [(now) => setConflict({ now, sender: NPAC, causeCode }), (now) => resolveConflict({ now, sender: NPAC })],
  [(now) => setConflict({ now, sender: NPAC, causeCode }), newSideResolvesLater],
  [by(side)],
  [by(side), (now) => undoCancel({ now, sender: NPAC })],
  [by(side), acknowledged(side === 'new' ? 'old' : 'new')],
  [by('old'), untilItsDeadline, (now) => cancel({ now: midnight(now, 1), sender: NPAC, side: 'new' })],
];

/** A port about which somebody has second thoughts, and how it ends: mostly so that the number is free for the next one. */
export const dispute = fc
  .tuple(
    fc.constantFrom<'new' | 'old'>('new', 'old'),
    fc.nat(6),
    aCause,
    fc.constantFrom<readonly Step[]>([], [untilItsDeadline], [by('new'), acknowledged('old')]),
  )
  .map(([side, what, causeCode, end]): Step[] => [
    newSideCreates,
    oldSideCreates,
    ...(doubts(side, causeCode)[what] ?? []),
    ...end,
  ]);

/** One side creates, and the other one lets its time run out. */
export const silence = fc
  .constantFrom(newSideCreates, oldSideCreates)
  .map((create): Step[] => [create, untilItsDeadline, (now) => cancel({ now: midnight(now, 1), sender: NPAC })]);

/** Within one service provider, that has the number mostly. */
export const intraSp = step(
  fc.tuple(mostly<Spid | 'holder'>('holder', GAINER), mostly(0, 1), mostly<Spid | 'own'>('own', NPAC, THIRD)).map(
    ([sp, days, sender]): Step =>
      (now, state) => {
        const own = sp === 'holder' ? holderOf(state) : sp;
        const bySomebodyElse = sender === 'own' ? {} : { sender };
        return intraSpCreate({
          now,
          sp: own,
          dueDate: midnight(now, days),
          route: routeBy(lrnOf(own)),
          ...bySomebodyElse,
        });
      },
  ),
);
