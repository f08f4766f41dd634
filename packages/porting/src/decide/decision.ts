import { type Instant, instant } from '@openlnp/numbering';
import type { PortingCommand, PortingDecision } from '../commands';
import type { PortingEvent } from '../generated/events';
import { requestErrorOf, type Violation } from '../refusal';
import type { Sv, TnState } from '../state';

export const done = (svId: number, ...events: readonly PortingEvent[]): PortingDecision => ({
  outcome: 'done',
  events,
  svIds: [svId],
});

/** The command concerns nothing that is still open. */
export const nothingToDo: PortingDecision = { outcome: 'done', events: [], svIds: [] };

export const refused = (violation: Violation, command: PortingCommand): PortingDecision => ({
  outcome: 'refused',
  errors: [requestErrorOf(violation, command.tn)],
});

/**
 * The instant that a command is decided for (law 6): the command's, or the number's last if that is later, so that time never
 * runs backwards within a number. Events of the decision take place at it.
 */
export const decisionInstant = (command: PortingCommand, state: TnState): Instant =>
  instant(Math.max(command.now, state.lastInstant));

/** What every event of a version carries. */
export const identityOf = ({ svId, tn, newSp, oldSp }: Sv) => ({ svId, tn, newSp, oldSp });
