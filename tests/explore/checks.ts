import { isDeepStrictEqual } from 'node:util';
import { decodeWire, encodeWire, subjectOfEvent } from '@openlnp/messages';
import type { Instant } from '@openlnp/numbering';
import {
  type DecidedEvent,
  deadlinesInForce,
  deadlinesOf,
  evolve,
  isLive,
  isPendingLike,
  type PortingEvent,
  type Sv,
  type SvStatus,
  type TnState,
  TRANSITIONS,
  type TrackedVersion,
  type Transition,
} from '@openlnp/porting';
import type { StepTaken } from '../../packages/porting/src/testing/actors';

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

/** Not two of a kind of which there is one, and every version of before is still there (law 7). */
export function noneTwiceNoneLost(before: TnState, { versions }: TnState): Finding {
  for (const kind of ['active', 'sending']) {
    if (versions.filter(({ status }) => status === kind).length > 1) return statuses(versions);
  }
  const lost = before.versions.find(({ svId }, index) => versions[index]?.svId !== svId);
  if (lost !== undefined) return `version ${lost.svId} is no longer there: ${statuses(versions)}`;
  return new Set(versions.map(({ svId }) => svId)).size < versions.length ? statuses(versions) : undefined;
}

/** Every status change is a row of the table, by somebody whom the row names. */
export function stepIsInTheTable({ step, actors }: StepTaken): Finding {
  const { svId, from, to, transition } = step;
  const change = `version ${svId} ${from ?? 'new'} -> ${to}`;
  if (transition === null) return from === to ? undefined : `${change} is no row of the table`;
  const row = TRANSITIONS.find(({ id }) => id === transition);
  if (row === undefined) return `there is no ${transition}`;
  if (from === null ? row.from.length > 0 : !row.from.includes(from))
    return `${change} is not how ${transition} begins`;
  if (!edgesOf(row).some((edge) => edge.from === from && edge.to === to))
    return `${change} is not how ${transition} ends`;
  if (actors.some((actor) => row.actors.includes(actor))) return undefined;
  return `${change} by ${actors.join(', ') || 'a stranger'}: ${transition} is for ${row.actors.join(', ')}`;
}

/** From and to of a row, null for nothing. One that begins and ends in the same statuses leaves a version where it is. */
export function edgesOf({ from, to }: Transition): readonly { from: SvStatus | null; to: SvStatus | 'purged' }[] {
  if (from.length === 0) return to.map((after) => ({ from: null, to: after }));
  const stays = from.length === to.length && from.every((status) => to.includes(status));
  return from.flatMap((before) => (stays ? [before] : to).map((after) => ({ from: before, to: after })));
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
