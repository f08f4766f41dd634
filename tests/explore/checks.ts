import { isDeepStrictEqual } from 'node:util';
import { decodeWire, encodeWire, subjectOfEvent } from '@openlnp/messages';
import { type Instant, NPAC } from '@openlnp/numbering';
import {
  type Actor,
  type DecidedEvent,
  deadlinesInForce,
  deadlinesOf,
  evolve,
  isLive,
  isPendingLike,
  type PortingCommand,
  type PortingEvent,
  type Step,
  type Sv,
  type SvStatus,
  type TnState,
  TRANSITIONS,
  type TrackedVersion,
  versionById,
} from '@openlnp/porting';

const HELD_BY_RN5_1: readonly SvStatus[] = [
  'pending',
  'conflict',
  'cancel_pending',
  'disconnect_pending',
  'failed',
  'partial_failure',
];

/** What is wrong, in words; undefined when it holds. */
export type Finding = string | undefined;

const statuses = (versions: readonly Sv[]): string =>
  versions.map(({ svId, status }) => `${svId} ${status}`).join(', ');

/** RN5-1, and that not two are on their way at once. */
export function oneOnItsWay({ versions }: TnState): Finding {
  const held = versions.filter(({ status }) => HELD_BY_RN5_1.includes(status));
  const onTheirWay = versions.filter(isPendingLike);
  if (held.length > 1) return statuses(held);
  return onTheirWay.length > 1 ? statuses(onTheirWay) : undefined;
}

/** RN5-2 */
export function oneLive({ versions }: TnState): Finding {
  const live = versions.filter(isLive);
  return live.length > 1 ? statuses(live) : undefined;
}

/** Every status change is a row of the table, by somebody whom the row names. */
export function stepIsInTheTable(step: Step, command: PortingCommand, before: TnState): Finding {
  const { svId, from, to, transition } = step;
  const change = `version ${svId} ${from ?? 'new'} -> ${to}`;
  if (transition === null) return from === to ? undefined : `${change} is no row of the table`;
  const row = TRANSITIONS.find(({ id }) => id === transition);
  if (row === undefined) return `there is no ${transition}`;
  if (from === null ? row.from.length > 0 : !row.from.includes(from))
    return `${change} is not how ${transition} begins`;
  // A row that begins and ends in the same statuses leaves a version where it is.
  const stays = row.from.length === row.to.length && row.from.every((status) => row.to.includes(status));
  if (stays ? to !== from : !row.to.includes(to)) return `${change} is not how ${transition} ends`;
  const actors = actorsOf(command, versionById(before, svId));
  if (actors.some((actor) => row.actors.includes(actor))) return undefined;
  return `${change} by ${actors.join(', ') || 'a stranger'}: ${transition} is for ${row.actors.join(', ')}`;
}

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

/** The events fit their schemas, and what is read back folds into the same state (law 7). */
export function replaysAlike(before: TnState, events: readonly DecidedEvent[], now: Instant, after: TnState): Finding {
  let state = before;
  for (const { at = now, ...event } of events) {
    const { data } = decodeWire(encodeWire(subjectOfEvent(event.type), event.data));
    state = evolve(state, { type: event.type, data } as PortingEvent, at);
  }
  return isDeepStrictEqual(state, after) ? undefined : `replayed: ${JSON.stringify(state)}`;
}

/** What single events tell of deadlines is what the state says. */
export function deadlinesAreTracked({ versions }: TnState, tracked: ReadonlyMap<number, TrackedVersion>): Finding {
  for (const sv of versions) {
    const version = tracked.get(sv.svId);
    const known = textOf(version === undefined ? [] : deadlinesInForce(version));
    const stored = textOf(
      sv.status === 'sending' ? [{ kind: 'response_window', at: sv.broadcast.respondBy }] : deadlinesOf(sv),
    );
    if (known !== stored) return `version ${sv.svId}: tracked ${known || 'none'}, stored ${stored || 'none'}`;
  }
  return undefined;
}

const textOf = (deadlines: readonly { readonly kind: string; readonly at: number }[]): string =>
  deadlines
    .map(({ kind, at }) => `${kind} at ${at}`)
    .sort()
    .join(', ');
