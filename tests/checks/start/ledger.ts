import type { Carrier, SeenVersion } from '../../support/carrier';

/** A request that the registry said it has. */
export interface Accepted {
  readonly requestId: string;
  readonly sender: string;
  readonly kind: string;
  readonly tn: string;
}

/** What became of the accepted requests and of the numbers they concern. */
export interface Findings {
  /** Request ids without an outcome or without a final reply. */
  readonly lost: readonly string[];
  /** Requests with more than one final reply, numbers with more than one version. */
  readonly doubled: readonly string[];
  /** Numbers whose one version is active at every LSMS. */
  readonly active: readonly string[];
}

export interface Evidence {
  readonly requests: readonly Accepted[];
  readonly outcome: (requestId: string) => Promise<string>;
  /** Distinct messages that each sender has. */
  readonly inbox: (sender: string) => Carrier['inbox'];
  readonly versions: (tn: string) => Promise<readonly SeenVersion[]>;
}

const FINAL = new Set(['RequestDone', 'RequestRefused']);

/** Compares what was accepted with what the registry and the carriers hold. */
export async function audit({ requests, outcome, inbox, versions }: Evidence): Promise<Findings> {
  const lost: string[] = [];
  const doubled: string[] = [];
  const active: string[] = [];
  for (const { requestId, sender } of requests) {
    const replies = inbox(sender).filter(({ type, data }) => FINAL.has(type) && data.requestId === requestId);
    const known = await outcome(requestId);
    if (replies.length === 0 || (known !== 'done' && known !== 'refused')) lost.push(requestId);
    if (replies.length > 1) doubled.push(requestId);
  }
  for (const tn of new Set(requests.map((request) => request.tn))) {
    const [first, ...others] = await versions(tn);
    if (others.length > 0) doubled.push(tn);
    else if (first?.status === 'active' && first.failedSps.length === 0) active.push(tn);
  }
  return { lost, doubled, active };
}
