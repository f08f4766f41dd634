import { type Instant, instant, PSEUDO_LRN, type Spid } from '@openlnp/numbering';
import type { BroadcastOperation, PortingFacts } from '../commands';
import type { DownloadContent } from '../generated/common';
import type { PortingEvent, SvBroadcastStarted } from '../generated/events';
import type { Violation } from '../refusal';
import type { Sv, TnState } from '../state';
import { identityOf } from './decision';

type TargetFacts = Pick<PortingFacts, 'lsmsTargets' | 'pseudoLrnLsmss'>;
type Started = Pick<SvBroadcastStarted, 'purpose'> & Partial<SvBroadcastStarted>;

/** Whose attempts and interval make the response window of a broadcast. */
export const OPERATIONS: Readonly<Record<SvBroadcastStarted['purpose'], BroadcastOperation>> = {
  activate: 'activation',
  // RR5-21
  port_to_original: 'disconnect',
  modify: 'modification',
  disconnect: 'disconnect',
};

/** All LSMSs that are enabled now (R5-55); with the pseudo-LRN only those that take it, so that no other can fail (N442). */
function targetsOf(sv: Sv, { action, route }: DownloadContent, facts: TargetFacts): readonly Spid[] {
  const sent = action === 'delete' && 'route' in sv ? sv.route : route;
  return sent?.lrn === PSEUDO_LRN ? facts.pseudoLrnLsmss() : facts.lsmsTargets();
}

type WindowFacts = Pick<PortingFacts, 'responseWindowMs' | 'clock'>;

/**
 * R5-60.8, R5-60.9, R5-68.6, R5-68.7: the window begins when the broadcast is decided. What it takes place at may be earlier than
 * that by more than a window, as a release date that is noticed late.
 */
const windowEnd = (sv: Sv, now: Instant, facts: WindowFacts, operation: BroadcastOperation): Instant =>
  instant(Math.max(now, facts.clock) + facts.responseWindowMs(sv.tn, now, operation));

/** One download of a version to the LSMSs that it concerns, or to those that `started` names. */
export const broadcastStarted = (
  sv: Sv,
  download: DownloadContent,
  now: Instant,
  facts: TargetFacts & WindowFacts,
  started: Started,
): PortingEvent & { readonly type: 'SvBroadcastStarted' } => ({
  type: 'SvBroadcastStarted',
  data: {
    ...identityOf(sv),
    broadcast: 'lastBroadcast' in sv ? sv.lastBroadcast + 1 : 1,
    targets: targetsOf(sv, download, facts),
    respondBy: windowEnd(sv, now, facts, OPERATIONS[started.purpose]),
    supersedes: null,
    resend: false,
    download,
    ...started,
  },
});

/** What is being sent must arrive before the next download of the number may follow. */
export function noVersionIsInProgress(state: TnState): Violation | undefined {
  if (!state.versions.some((sv) => sv.status === 'sending')) return undefined;
  return { code: 'version_in_progress', rule: null, field: 'tn', expected: 'no version in sending', actual: 'sending' };
}
