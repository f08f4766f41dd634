import type { PortingCommand, PortingDecision, PortingFacts } from '../commands';
import { networkRules } from '../network-rules';
import type { TnState } from '../state';
import { decideActivate } from './activate';
import { decideAnswers } from './answers';
import { decideCreate } from './create';
import { decisionInstant } from './decision';
import { decideEndOfWindow } from './window';

/**
 * What a command means for a number. Never throws for what a carrier may send: that is refused with a code. The events, in
 * order and all or none, take place at `decisionInstant(command, state)`.
 *
 * A request redelivered is the caller's to recognise, by its id; a second request for the same thing is refused, as the first
 * one's author would want to know. Answers and windows told again change nothing.
 */
export function decide(command: PortingCommand, state: TnState, facts: PortingFacts): PortingDecision {
  if (command.tn !== state.tn) throw new Error(`a command for ${command.tn} met the state of ${state.tn}`);
  const at = { ...command, now: decisionInstant(command, state) };
  const errors = networkRules(at, facts);
  if (errors.length > 0) return { outcome: 'refused', errors };
  switch (at.type) {
    case 'NewSpCreate':
    case 'OldSpCreate':
      return decideCreate(at, state, facts);
    case 'Activate':
      return decideActivate(at, state, facts);
    case 'RecordAnswers':
      return decideAnswers(at, state);
    case 'EndResponseWindow':
      return decideEndOfWindow(at, state);
    default: {
      const unknown: never = at;
      throw new Error(`unknown command ${JSON.stringify(unknown)}`);
    }
  }
}
