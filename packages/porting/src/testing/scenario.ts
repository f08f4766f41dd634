import type { Instant } from '@openlnp/numbering';
import type { DecidedEvent, PortingCommand, PortingFacts } from '../commands';
import { decide } from '../decide/decide';
import { decisionInstant } from '../decide/decision';
import type { PortingErrorCode } from '../errors';
import { evolve } from '../evolve/evolve';
import type { RequestError } from '../generated/common';
import type { PortingEvent } from '../generated/events';
import { versionById } from '../queries';
import { initial, type Sv, type TnState } from '../state';
import { DAY_BEFORE, facts as factsOfTheWorld, TN } from './world';

/** What a test expects of a decision, in the order: given commands or events, when a command, then. */
export interface Outcome {
  thenEvents(...events: DecidedEvent[]): Outcome;
  thenTypes(...types: PortingEvent['type'][]): Outcome;
  thenNothingHappens(): Outcome;
  thenRefused(code: PortingErrorCode, rule: string | null, details?: Partial<RequestError>): Outcome;
  /** The number once the decision has taken effect. */
  readonly state: TnState;
  readonly events: readonly DecidedEvent[];
  sv(svId: number): Sv;
}

export interface Scenario {
  readonly state: TnState;
  /** Asks with the world's facts, or these. */
  when(command: PortingCommand, changes?: Partial<PortingFacts>): Outcome;
  /** Goes on from what the commands did; each must be accepted. */
  and(...commands: PortingCommand[]): Scenario;
  /** Goes on from these events, which need not come from a decision. */
  andEvents(when: Instant, ...events: PortingEvent[]): Scenario;
}

/** A number with this history: commands that were accepted one after the other. */
export const given = (...commands: PortingCommand[]): Scenario =>
  scenario(initial(TN), factsOfTheWorld()).and(...commands);

/** The same in a world with other facts. */
export const givenWith = (changes: Partial<PortingFacts>, ...commands: PortingCommand[]): Scenario =>
  scenario(initial(TN), factsOfTheWorld(changes)).and(...commands);

function scenario(state: TnState, facts: PortingFacts): Scenario {
  return {
    state,
    when: (command, changes = {}) => outcomeOf(state, command, { ...facts, ...idsAfter(state), ...changes }),
    and: (...commands) =>
      scenario(
        commands.reduce(
          (before, command) => outcomeOf(before, command, { ...facts, ...idsAfter(before) }).state,
          state,
        ),
        facts,
      ),
    andEvents: (when = DAY_BEFORE, ...events) => scenario(fold(state, events, when), facts),
  };
}

/** Version ids come from the number alone, so that scenarios which branch off one another do not count together. */
const idsAfter = ({ versions }: TnState): Pick<PortingFacts, 'nextSvId'> => ({
  nextSvId: () => Math.max(0, ...versions.map(({ svId }) => svId)) + 1,
});

const fold = (state: TnState, events: readonly DecidedEvent[], occurredAt: Instant): TnState =>
  events.reduce((before, { at = occurredAt, ...event }) => evolve(before, event, at), state);

function outcomeOf(before: TnState, command: PortingCommand, facts: PortingFacts): Outcome {
  const decision = decide(command, before, facts);
  const decided = () => {
    if (decision.outcome === 'done') return decision.events;
    throw new Error(`refused: ${JSON.stringify(decision.errors)}`);
  };
  const outcome: Outcome = {
    get state() {
      return fold(before, decided(), decisionInstant(command, before));
    },
    get events() {
      return decided();
    },
    sv(svId) {
      const sv = versionById(this.state, svId);
      if (sv === undefined) throw new Error(`no version ${svId}`);
      return sv;
    },
    thenEvents(...events) {
      expect(decided()).toEqual(events);
      return outcome;
    },
    thenTypes(...types) {
      expect(decided().map((event) => event.type)).toEqual(types);
      return outcome;
    },
    thenNothingHappens() {
      expect(decided()).toEqual([]);
      return outcome;
    },
    thenRefused(code, rule, details = {}) {
      expect(decision).toMatchObject({ outcome: 'refused', errors: [{ code, rule, ...details }] });
      return outcome;
    },
  };
  return outcome;
}
