import { type Instant, instant, NPAC, type Spid } from '@openlnp/numbering';
import fc from 'fast-check';
import type { PortingCommand } from '../commands';
import type { LsmsAnswer } from '../generated/common';
import { isLive } from '../queries';
import type { TnState } from '../state';
import { partly, refused, taken } from './numbers';
import {
  answers,
  endOfWindow,
  GAINER,
  GAINER_LRN,
  HOLDER,
  HOLDER_LRN,
  LSMS_A,
  LSMS_B,
  THIRD,
  THIRD_LRN,
} from './world';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A command made when its turn comes, for the number as it is then. */
export type Step = (now: Instant, state: TnState) => PortingCommand;

export const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

export const step = (arbitrary: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> => arbitrary.map((one) => [one]);

export const carrier = fc.constantFrom(GAINER, THIRD, HOLDER);
export const aSender = mostly<Spid>(NPAC, GAINER, THIRD, HOLDER);
export const aSide = fc.constantFrom('new', 'old', null);
/** What an old service provider may give as its reason, and two that it may not. */
export const aCause = mostly(54, 50, 51, 52, 53, 49, 55);

const LRNS = new Map([
  [THIRD, THIRD_LRN],
  [GAINER, GAINER_LRN],
  [HOLDER, HOLDER_LRN],
]);
export const lrnOf = (spid: Spid) => LRNS.get(spid) ?? GAINER_LRN;

export const midnight = (at: Instant, days = 0): Instant => instant(at - (at % DAY) + days * DAY);
export const holderOf = (state: TnState): Spid => state.versions.find(isLive)?.newSp ?? HOLDER;

export const idOf = (state: TnState, age: number): number => state.versions.at(-1 - age)?.svId ?? 1;
export const anAge = mostly(0, 1);
/** Which version a command names: none mostly, or the newest, or one before it, or one that is not there. */
export const aVersion = mostly<(state: TnState) => number | null>(
  () => null,
  (state) => idOf(state, 0),
  (state) => idOf(state, 1),
  () => 99,
);

const answer: fc.Arbitrary<LsmsAnswer> = fc
  .record({ spid: fc.constantFrom(LSMS_A, LSMS_B, LSMS_A, LSMS_B, HOLDER), ok: fc.boolean() })
  .map(({ spid, ok }) => ({ spid, ok, code: ok ? null : 'full' }));
/** All, none, one of two, or whatever. */
export const someAnswers = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(taken, refused, partly) },
  { weight: 2, arbitrary: fc.array(answer, { maxLength: 3 }) },
);

/** The version that is being sent, or else the newest or one before it, with its latest broadcast or one `back` before. */
export const sentOf = (state: TnState, age: number, back: number) => {
  const sv = state.versions.find(({ status }) => status === 'sending') ?? state.versions.at(-1 - age);
  const last = sv !== undefined && 'broadcast' in sv ? sv.broadcast.number : 1;
  return { svId: sv?.svId ?? 1, broadcast: Math.max(1, last - back) };
};

/** What LSMSs say to what is being sent, and the end of their time. */
export const answered = (given: readonly LsmsAnswer[]): Step[] => [
  (now, state) => {
    const { svId, broadcast } = sentOf(state, 0, 0);
    return answers(svId, [...given], { now, broadcast });
  },
  (now, state) => {
    const { svId, broadcast } = sentOf(state, 0, 0);
    return endOfWindow(svId, { now: instant(now + HOUR), broadcast });
  },
];
