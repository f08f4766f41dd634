import type { Spid } from '@openlnp/numbering';
import type { PortingDecision, RecordAnswers } from '../commands';
import { withAnswers } from '../evolve';
import type { FailedSp, LsmsAnswer } from '../generated/common';
import type { PortingEvent } from '../generated/events';
import { liveVersion, versionById } from '../queries';
import type { ActiveSv, OldSv, PartialFailureSv, SendingSv, Sv, TnState } from '../state';
import { done, identityOf, nothingToDo } from './decision';
import { resolved, succeeded, superseded } from './resolution';

/**
 * R5-58.1: LSMSs answered. A version that still waits for the broadcast takes answers; one that does not lets late successes
 * take LSMSs off its failed-SP list. All else is over: in particular, a failed version does not hang on its restoring broadcast.
 */
export function decideAnswers(command: RecordAnswers, state: TnState): PortingDecision {
  const sv = versionById(state, command.svId);
  if (sv?.status === 'sending' && sv.broadcast.number === command.broadcast) return record(sv, command.answers, state);
  if (sv !== undefined && hasFailedSps(sv) && broadcastOfList(sv) === command.broadcast)
    return clear(sv, command.answers);
  return nothingToDo;
}

type WithFailedSps = PartialFailureSv | ActiveSv | OldSv;

const hasFailedSps = (sv: Sv): sv is WithFailedSps =>
  (sv.status === 'partial_failure' || sv.status === 'active' || sv.status === 'old') && sv.failedSps.length > 0;

/** The download that an LSMS on the list has to apply to be like the registry. */
const broadcastOfList = (sv: WithFailedSps): number | null =>
  sv.status === 'active' ? sv.restoringBroadcast : sv.broadcast.number;

function record(sv: SendingSv, given: readonly LsmsAnswer[], state: TnState): PortingDecision {
  const answers = newAnswers(sv, given);
  if (answers.length === 0) return nothingToDo;
  const events: PortingEvent[] = [
    { type: 'SvAnswersRecorded', data: { ...identityOf(sv), broadcast: sv.broadcast.number, answers } },
  ];
  const firstSuccess = sv.purpose === 'activate' && sv.firstSuccessAt === null && answers.some((a) => a.ok);
  if (firstSuccess) events.push(...superseded(liveVersion(state), sv.svId));
  const all = withAnswers(sv.answers, answers);
  if (all.length === sv.broadcast.targets.length) events.push(resolved(sv, failuresAmong(all, sv), state));
  return done(sv.svId, ...events);
}

/**
 * What the answers of the broadcast's targets add to what is known. A success is final, a refusal only until the LSMS succeeds
 * after all: so the order of answers does not matter, and telling them again adds nothing.
 */
function newAnswers({ broadcast, answers }: SendingSv, given: readonly LsmsAnswer[]): readonly LsmsAnswer[] {
  const known = new Map(answers.map((answer) => [answer.spid, answer]));
  const added = new Map<Spid, LsmsAnswer>();
  for (const answer of given.filter(({ spid }) => broadcast.targets.includes(spid))) {
    const before = known.get(answer.spid);
    if (before !== undefined && (before.ok || !answer.ok)) continue;
    known.set(answer.spid, answer);
    added.set(answer.spid, answer);
  }
  return [...added.values()];
}

/** In the order of the targets. An LSMS without an answer is one that did not respond. */
export function failuresAmong(answers: readonly LsmsAnswer[], { broadcast }: SendingSv): readonly FailedSp[] {
  const bySpid = new Map(answers.map((answer) => [answer.spid, answer]));
  return broadcast.targets.flatMap((spid) => {
    const answer = bySpid.get(spid);
    if (answer?.ok) return [];
    return [{ spid, reason: answer === undefined ? 'no_response' : (answer.code ?? 'refused') }];
  });
}

/** Who caught up leaves the failed-SP list (RR5-22.1); with the last one a partially failed version is active. */
function clear(sv: WithFailedSps, given: readonly LsmsAnswer[]): PortingDecision {
  const caughtUp = new Set(given.filter((answer) => answer.ok).map((answer) => answer.spid));
  const remaining = sv.failedSps.filter(({ spid }) => !caughtUp.has(spid));
  const cleared = sv.failedSps.map(({ spid }) => spid).filter((spid) => caughtUp.has(spid));
  if (cleared.length === 0) return nothingToDo;
  const identity = identityOf(sv);
  const { status } = sv;
  const events: PortingEvent[] = [{ type: 'SvFailedSpsCleared', data: { ...identity, status, cleared, remaining } }];
  if (status === 'partial_failure' && remaining.length === 0) events.push(succeeded(identity));
  return done(sv.svId, ...events);
}
