import { type Instant, NPAC } from '@openlnp/numbering';
import type { DecidedEvent, PortingCommand } from '../commands';
import { isLive, versionById } from '../queries';
import type { Sv, TnState } from '../state';
import type { Actor } from '../transitions';
import { type Step, stepsOf } from '../transitions/steps';

/** A step, and what whoever made it may be called. */
export interface StepTaken {
  readonly step: Step;
  /** Empty for a stranger. */
  readonly actors: readonly Actor[];
}

/** The steps of a decision: first those of deadlines that were due before the command, which a timer makes. */
export function stepsTaken(
  before: TnState,
  command: PortingCommand,
  events: readonly DecidedEvent[],
  now: Instant,
): { readonly after: TnState; readonly steps: readonly StepTaken[] } {
  const [dueEvents, ownEvents] = [
    events.filter(({ at }) => at !== undefined),
    events.filter(({ at }) => at === undefined),
  ];
  const due = stepsOf(before, dueEvents, now);
  const own = stepsOf(due.after, ownEvents, now);
  const steps = [
    ...withActors(due.steps, dueEvents, () => ['timer']),
    ...withActors(own.steps, ownEvents, ({ svId }) => actorsOf(command, versionById(due.after, svId))),
  ];
  return { after: own.after, steps };
}

/** What follows a broadcast to nobody, in the same decision, comes at once: whoever asked for the broadcast did not do that. */
function withActors(
  steps: readonly Step[],
  events: readonly DecidedEvent[],
  actorsFor: (step: Step) => readonly Actor[],
): readonly StepTaken[] {
  let atOnce = false;
  return steps.map((step) => {
    const actors = atOnce ? (['at_once'] as const) : actorsFor(step);
    if (step.from === 'sending') atOnce = false;
    else if (step.to === 'sending') atOnce = goesToNobody(step, events);
    return { step, actors };
  });
}

const goesToNobody = ({ svId }: Step, events: readonly DecidedEvent[]): boolean =>
  events.some(({ type, data }) => type === 'SvBroadcastStarted' && data.svId === svId && data.targets.length === 0);

/** What the one who sends a command is to a version; of one that is made, what the command says. */
export function actorsOf(command: PortingCommand, sv: Sv | undefined): readonly Actor[] {
  switch (command.type) {
    case 'RecordAnswers':
      return ['lsms'];
    case 'EndResponseWindow':
    case 'ReachDeadline':
      return ['timer'];
  }
  if (command.sender === NPAC) return ['npac'];
  const { sender } = command;
  if (command.type === 'IntraSpCreate') return sender === command.sp ? ['current_sp'] : [];
  const { newSp, oldSp } = sv ?? ('newSp' in command ? command : { newSp: undefined, oldSp: undefined });
  const roles: Actor[] = [];
  // Of a version without an old side, the new one is the current service provider's.
  if (sender === newSp)
    roles.push('new_sp', ...(sv !== undefined && (isLive(sv) || sv.lnpType === 'lisp') ? ['current_sp' as const] : []));
  if (sender === oldSp) roles.push('old_sp');
  return roles;
}
