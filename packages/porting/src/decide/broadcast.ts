import { type Instant, instant } from '@openlnp/numbering';
import type { BroadcastOperation, PortingFacts } from '../commands';
import type { DownloadContent } from '../generated/common';
import type { PortingEvent, SvBroadcastStarted } from '../generated/events';
import type { Violation } from '../refusal';
import type { Sv, TnState } from '../state';
import { identityOf } from './decision';

type Started = Pick<SvBroadcastStarted, 'purpose'> & Partial<SvBroadcastStarted>;

const OPERATIONS: Readonly<Record<SvBroadcastStarted['purpose'], BroadcastOperation>> = {
  activate: 'activation',
  port_to_original: 'activation',
  modify: 'modification',
  disconnect: 'disconnect',
};

/** One download of a version to all LSMSs that are enabled now (R5-55), or to those that `started` names. */
export const broadcastStarted = (
  sv: Sv,
  download: DownloadContent,
  now: Instant,
  facts: Pick<PortingFacts, 'lsmsTargets' | 'responseWindowMs'>,
  started: Started,
): PortingEvent & { readonly type: 'SvBroadcastStarted' } => ({
  type: 'SvBroadcastStarted',
  data: {
    ...identityOf(sv),
    broadcast: 'lastBroadcast' in sv ? sv.lastBroadcast + 1 : 1,
    targets: facts.lsmsTargets(),
    respondBy: instant(now + facts.responseWindowMs(sv.tn, now, OPERATIONS[started.purpose])),
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
