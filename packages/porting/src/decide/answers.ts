import type { Spid } from '@openlnp/numbering';
import type { PortingDecision, PortingFacts, RecordAnswers } from '../commands';
import { withAnswers } from '../evolve/broadcast';
import type { LsmsAnswer } from '../generated/common';
import type { PortingEvent } from '../generated/events';
import { liveVersion, versionById } from '../queries';
import type { ActiveSv, Broadcast, DisconnectPendingSv, OldSv, PartialFailureSv, SendingSv, TnState } from '../state';
import { done, identityOf, nothingToDo } from './decision';
import { takenOffTheList } from './failed-sps';
import { resolved, superseded } from './resolution';

/**
 * R5-58.1: LSMSs answered. A version that still waits for the broadcast takes answers; one that does not lets late successes
 * take LSMSs off its failed-SP list. All else is over: in particular, a version that was put back hangs on no broadcast.
 */
export function decideAnswers(command: RecordAnswers, state: TnState, facts: PortingFacts): PortingDecision {
  const sv = versionById(state, command.svId);
  if (sv === undefined) return nothingToDo;
  switch (sv.status) {
    case 'sending':
      return record(sv, command, state, facts);
    case 'active':
      // R5-67.3: who took back the removal has not taken the removal.
      return sv.failedOperation === 'disconnect' ? nothingToDo : clear(sv, command, facts);
    case 'partial_failure':
    case 'old':
    case 'disconnect_pending':
      return clear(sv, command, facts);
    default:
      return nothingToDo;
  }
}

function record(sv: SendingSv, command: RecordAnswers, state: TnState, facts: PortingFacts): PortingDecision {
  const answers = newAnswers(sv, command);
  if (answers.length === 0) return nothingToDo;
  const { now } = command;
  const events: PortingEvent[] = [
    { type: 'SvAnswersRecorded', data: { ...identityOf(sv), broadcast: sv.broadcast.number, answers } },
  ];
  const firstSuccess = sv.purpose === 'activate' && sv.firstSuccessAt === null && answers.some((a) => a.ok);
  if (firstSuccess) events.push(...superseded(liveVersion(state), sv.svId, now, facts));
  const all = withAnswers(sv.answers, answers);
  const allHaveAnswered = sv.broadcast.targets.every((spid) => all.some((answer) => answer.spid === spid));
  if (allHaveAnswered) events.push(...resolved({ ...sv, answers: all }, state, now, facts));
  return done(sv.svId, ...events);
}

/**
 * What the answers of the broadcast's LSMSs add to what is known. A success is final, a refusal only until the LSMS succeeds
 * after all: so the order of answers does not matter, and telling them again adds nothing. While a resend is on its way, the
 * LSMSs on the list may still succeed with what it repeats.
 */
function newAnswers(sv: SendingSv, { broadcast, answers: given }: RecordAnswers): readonly LsmsAnswer[] {
  const known = new Map(sv.answers.map((answer) => [answer.spid, answer]));
  const added = new Map<Spid, LsmsAnswer>();
  for (const answer of given) {
    const { spid, ok } = answer;
    const isTarget = sv.broadcast.targets.includes(spid);
    const counts = ok
      ? isOfTheOperation(broadcast, sv.broadcast) && (isTarget || sv.leftOut.some((left) => left.spid === spid))
      : broadcast === sv.broadcast.number && isTarget;
    const before = known.get(spid);
    if (!counts || (before !== undefined && (before.ok || !ok))) continue;
    known.set(spid, answer);
    added.set(spid, answer);
  }
  return [...added.values()];
}

/** Whether an LSMS that took this one has what the version last sent. */
const isOfTheOperation = (broadcast: number, { since, number }: Broadcast): boolean =>
  broadcast >= since && broadcast <= number;

/** Who caught up leaves the failed-SP list (RR5-22.1). */
function clear(
  sv: PartialFailureSv | ActiveSv | DisconnectPendingSv | OldSv,
  command: RecordAnswers,
  facts: PortingFacts,
): PortingDecision {
  const cleared = caughtUpBy(sv, command);
  if (cleared.length === 0) return nothingToDo;
  return done(sv.svId, ...takenOffTheList(sv, { cleared, excluded: false }, command.now, facts));
}

/** In the order of the list. */
function caughtUpBy(
  sv: PartialFailureSv | ActiveSv | OldSv | DisconnectPendingSv,
  { broadcast, answers }: RecordAnswers,
): readonly Spid[] {
  if (!isOfTheOperation(broadcast, sv.broadcast)) return [];
  return sv.failedSps.map(({ spid }) => spid).filter((spid) => answers.some((a) => a.ok && a.spid === spid));
}
