import type { PortingCommand, PortingDecision, PortingFacts } from '../commands';
import { evolve } from '../evolve/evolve';
import { networkRules } from '../network-rules';
import type { TnState } from '../state';
import { decideActivate } from './activate';
import { decideAnswers } from './answers';
import { decideAcknowledgeCancel, decideCancel, decideUndoCancel } from './cancel';
import { decideResolveConflict, decideSetConflict } from './conflict';
import { decideCreate } from './create';
import { decisionInstant, nothingToDo } from './decision';
import { decideDisconnect } from './disconnect';
import { dueEvents } from './due';
import { decideExcludeFailedSps } from './exclude';
import { decideIntraSpCreate } from './intra-sp';
import { decideModify } from './modify/modify';
import { decideResend } from './resend';
import { decideEndOfWindow } from './window';

/**
 * What a command means for a number. Never throws for what a carrier may send: that is refused with a code. The events, in
 * order and all or none, take place at `decisionInstant(command, state)`, but for those that say their own instant: the
 * deadlines that were due by then, which come first and which the rest is decided behind (law 6).
 *
 * A request redelivered is the caller's to recognise, by its id; a second request for the same thing is refused, as the first
 * one's author would want to know. Answers and deadlines told again change nothing.
 */
export function decide(command: PortingCommand, state: TnState, facts: PortingFacts): PortingDecision {
  if (command.tn !== state.tn) throw new Error(`a command for ${command.tn} met the state of ${state.tn}`);
  const now = decisionInstant(command, state);
  const due = dueEvents(state, now, facts);
  const settled = due.reduce((before, { at = now, ...event }) => evolve(before, event, at), state);
  const decision = decideSettled({ ...command, now }, settled, facts);
  if (decision.outcome === 'refused' || due.length === 0) return decision;
  return { ...decision, events: [...due, ...decision.events] };
}

function decideSettled(command: PortingCommand, state: TnState, facts: PortingFacts): PortingDecision {
  const errors = networkRules(command, facts);
  if (errors.length > 0) return { outcome: 'refused', errors };
  switch (command.type) {
    case 'NewSpCreate':
    case 'OldSpCreate':
      return decideCreate(command, state, facts);
    case 'IntraSpCreate':
      return decideIntraSpCreate(command, state, facts);
    case 'Modify':
      return decideModify(command, state, facts);
    case 'SetConflict':
      return decideSetConflict(command, state, facts);
    case 'ResolveConflict':
      return decideResolveConflict(command, state);
    case 'Cancel':
      return decideCancel(command, state, facts);
    case 'AcknowledgeCancel':
      return decideAcknowledgeCancel(command, state, facts);
    case 'UndoCancel':
      return decideUndoCancel(command, state);
    case 'Activate':
      return decideActivate(command, state, facts);
    case 'Disconnect':
      return decideDisconnect(command, state, facts);
    case 'Resend':
      return decideResend(command, state, facts);
    case 'ExcludeFailedSps':
      return decideExcludeFailedSps(command, state, facts);
    case 'RecordAnswers':
      return decideAnswers(command, state, facts);
    case 'EndResponseWindow':
      return decideEndOfWindow(command, state, facts);
    case 'ReachDeadline':
      // What was due has been applied.
      return nothingToDo;
    default: {
      const unknown: never = command;
      throw new Error(`unknown command ${JSON.stringify(unknown)}`);
    }
  }
}
