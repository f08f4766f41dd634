import { type Instant, PSEUDO_LRN, type Spid } from '@openlnp/numbering';
import { deadlinesOf, type Sv, type TnState } from '@openlnp/porting';
import { HOLDER } from '../../packages/porting/src/testing/world';
import type { Situation } from './situation';
import { LSMSS, today } from './world';

/** A number in a world, and what the clock says. */
type Placed = Pick<Situation, 'state' | 'world' | 'now'>;

/**
 * What decisions can depend on, as text: two states that have it in common are explored as one. Version ids and versions that are
 * over and cannot be sent again are left out; instants are reduced to what lies before `now` and what after; carriers that are
 * alike and LSMSs that are alike may change places.
 */
export function canonical({ state, world, now }: Placed): string {
  const versions = kept(state);
  const names = namesOf(versions);
  const of = versions.map((sv) => versionText(sv, now, names));
  // An LSMS is what the versions say of it.
  const lsmss = LSMSS.map((spid) => versions.map((sv) => lsmsText(sv, spid)).join());
  // One of them does not take the pseudo-LRN, where that is used.
  return [world, ...of, ...(versions.some(hasPseudoLrn) ? lsmss : lsmss.sort())].join('\n');
}

/** Of those that can be sent again although they are old, the latest; and the one that a port to original made old. */
function kept({ versions }: TnState): readonly Sv[] {
  const open = versions.filter(({ status }) => status !== 'old' && status !== 'canceled');
  const resendable = versions.findLast((sv) => sv.status === 'old' && sv.failedSps.length > 0);
  const ended = versions.filter((sv) => sv.status === 'old' && open.some(({ svId }) => svId === sv.supersededBy));
  return versions.filter((sv) => open.includes(sv) || sv === resendable || ended.includes(sv));
}

function namesOf(versions: readonly Sv[]): ReadonlyMap<Spid, string> {
  const names = new Map<Spid, string>([[HOLDER, 'H']]);
  for (const { oldSp, newSp } of versions) {
    for (const spid of [oldSp, newSp]) if (!names.has(spid)) names.set(spid, `${names.size}`);
  }
  return names;
}

function versionText(sv: Sv, now: Instant, names: ReadonlyMap<Spid, string>): string {
  const due = deadlinesOf(sv).map(({ kind, at }) => `${kind}${flag(at <= now)}`);
  const parties = [names.get(sv.oldSp), names.get(sv.newSp)];
  const common = [sv.status, ...parties, sv.lnpType, flag(sv.portingToOriginal), `pseudo${flag(hasPseudoLrn(sv))}`];
  return [...common, ...due, ...detailsOf(sv, now)].join(' ');
}

function detailsOf(sv: Sv, now: Instant): readonly string[] {
  switch (sv.status) {
    case 'pending':
      return unactivated(sv, now);
    case 'conflict':
      return [...unactivated(sv, now), ...conflictOf(sv.conflict, now)];
    case 'cancel_pending': {
      const { by, requestedAt, conflict } = sv.cancellation;
      const saidAt = by === 'new' ? sv.newSpCancellationAt : sv.oldSpCancellationAt;
      const before = conflict === null ? ['pending'] : conflictOf(conflict, now);
      return [...unactivated(sv, now), by, `acknowledged${flag(saidAt !== requestedAt)}`, ...before];
    }
    case 'sending': {
      const { purpose, before, firstSuccessAt } = sv;
      const removed = sv.purpose === 'disconnect' && sv.removedAt !== null;
      return [purpose, before, `reached${flag(firstSuccessAt !== null)}`, `removed${flag(removed)}`, sent(sv)];
    }
    case 'active':
      return [sv.failedOperation ?? '-', sent(sv)];
    case 'canceled':
      return [];
    case 'disconnect_pending':
      return [`service${flag(sv.disconnect.customerDisconnectDate <= now)}`, sent(sv)];
    default:
      return [sent(sv)];
  }
}

function unactivated(sv: Extract<Sv, { window: unknown }>, now: Instant): readonly string[] {
  const { newSide, oldSide, window, timerType, conflictRestrictedFrom: restriction } = sv;
  const only = newSide === null || oldSide === null ? (newSide ?? oldSide) : null;
  const medium = [newSide, oldSide].map((side) => flag(side?.mediumTimer === true)).join('');
  return [
    `${timerType}${medium}`,
    `new${newSide === null ? '-' : flag(newSide.dueDate <= now)}`,
    `old${oldSide === null ? '-' : flag(oldSide.authorized)}`,
    // A second create must name a day that is not over.
    `over${flag(only !== null && only.dueDate < today(now))}`,
    `window:${window?.phase ?? '-'}`,
    `restricted${flag(restriction !== null && restriction <= now)}`,
    `used${flag(sv.conflictByOldSpAt !== null)}`,
  ];
}

type Conflict = Extract<Sv, { status: 'conflict' }>['conflict'];

const conflictOf = ({ by, causeCode, newSpMayResolveFrom }: Conflict, now: Instant): readonly string[] => [
  `unanswered${flag(by === 'system')}`,
  // The old service provider cannot give it another cause.
  `npac${flag(by === 'npac')}`,
  `reserved${flag(causeCode === 50 || causeCode === 51)}`,
  `resolvable${flag(newSpMayResolveFrom <= now)}`,
];

/** Whether late answers to earlier broadcasts count, and whether the last one was put back. */
const sent = ({ broadcast, lastBroadcast }: Extract<Sv, { broadcast: unknown }>): string =>
  `repeats${flag(broadcast.since < broadcast.number)} back${flag(broadcast.number < lastBroadcast)}`;

function lsmsText(sv: Sv, spid: Spid): string {
  const isIn = (list: readonly { readonly spid: Spid }[]) => list.some((one) => one.spid === spid);
  if (sv.status === 'sending') {
    const answer = sv.answers.find((one) => one.spid === spid);
    const said = answer === undefined ? 'silent' : answer.ok ? 'took' : 'refused';
    return `${sv.broadcast.targets.includes(spid) ? 'target' : '-'} ${isIn(sv.leftOut) ? 'left out' : '-'} ${said}`;
  }
  return 'failedSps' in sv && isIn(sv.failedSps) ? 'failed' : '-';
}

const hasPseudoLrn = (sv: Sv): boolean => ('route' in sv ? sv.route : sv.newSide?.route)?.lrn === PSEUDO_LRN;

const flag = (is: boolean): string => (is ? '+' : '-');
