import type { EndResponseWindow, PortingDecision, PortingFacts } from '../commands';
import { versionById } from '../queries';
import type { TnState } from '../state';
import { done, nothingToDo } from './decision';
import { resolved } from './resolution';

/**
 * R5-60.8, R5-60.9: who has not answered by the end of the response window has failed. Only this command ends a window, so
 * an answer accepted before it counts, however late. A window that has not run out stays open.
 */
export function decideEndOfWindow(command: EndResponseWindow, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = versionById(state, command.svId);
  if (sv?.status !== 'sending' || sv.broadcast.number !== command.broadcast) return nothingToDo;
  if (command.now < sv.broadcast.respondBy) return nothingToDo;
  return done(sv.svId, ...resolved(sv, state, command.now, facts));
}
