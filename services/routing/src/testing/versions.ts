import type { EventStore } from '@openlnp/event-store';
import { NPAC, type Spid } from '@openlnp/numbering';
import type { SvPage, SvQuery } from '@openlnp/service';
import { ANNA, append, BERTA, NOW, type TestDeps, TODAY } from '../../../../packages/service/src/testing';
import { startRouting } from '../routing';

export const DAY = 86_400_000;
export const FIRST = 3035550001;
const route = {
  lrn: 3039870000,
  classPointCode: { dpc: '123004005', ssn: 0 },
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: null,
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: 'ACME',
  svType: null,
};

interface Made {
  readonly tn: number;
  readonly svId: number;
  readonly newSp?: Spid;
  readonly oldSp?: Spid;
  readonly dueDate?: number;
  /** What its route has besides. */
  readonly more?: object;
}

const partiesOf = ({ tn, svId, newSp = BERTA, oldSp = ANNA }: Made) => ({ tn, svId, newSp, oldSp });

export const created = (made: Made) => ({
  type: 'SvCreated',
  data: {
    ...partiesOf(made),
    lnpType: 'lspp',
    createdBy: 'new',
    dueDate: made.dueDate ?? TODAY,
    route: { ...route, ...made.more },
    timerType: 'long',
    businessType: 'short',
    initialWindowEndsAt: TODAY + DAY,
    portingToOriginal: false,
    authorized: null,
    causeCode: null,
    mediumTimer: false,
    pendingRetentionEndsAt: null,
  },
});
export const denied = (made: Made) => ({
  type: 'SvConflictSet',
  data: { ...partiesOf(made), by: 'old', causeCode: 51, newSpMayResolveFrom: TODAY, expiresAt: TODAY + 30 * DAY },
});
export const cancelRequested = (made: Made) => ({
  type: 'SvCancelRequested',
  data: { ...partiesOf(made), by: 'new', npac: false, initialWindowEndsAt: TODAY + DAY },
});
export const canceled = (made: Made) => ({
  type: 'SvCanceled',
  data: { ...partiesOf(made), by: 'new', causeCode: null, from: 'pending', retainUntil: NOW + 90 * DAY },
});
export const sending = (made: Made) => ({
  type: 'SvBroadcastStarted',
  data: {
    ...partiesOf(made),
    broadcast: 1,
    purpose: 'activate',
    resend: false,
    targets: [ANNA, BERTA],
    respondBy: TODAY,
    supersedes: null,
    download: {
      ...{ action: 'activate', svId: made.svId, tn: made.tn, spid: made.newSp ?? BERTA, lnpType: 'lspp', route },
      activatedAt: NOW,
    },
  },
});
export const active = (made: Made) => ({ type: 'SvActivated', data: partiesOf(made) });
export const failedSps = [{ spid: ANNA, reason: 'no_room' }];
export const partly = (made: Made) => ({ type: 'SvPartiallyFailed', data: { ...partiesOf(made), failedSps } });
export const toDisconnect = (made: Made) => ({
  type: 'SvDisconnectRequested',
  data: {
    ...partiesOf(made),
    customerDisconnectDate: TODAY,
    effectiveReleaseDate: TODAY + 9 * DAY,
    donorSp: ANNA,
    copySvId: made.svId + 500,
    retainUntil: NOW + 540 * DAY,
  },
});

export const tnOf = (offset: number): number => FIRST + offset;

/** One number for each status that a version can wait in, or end in; the version id is 1001 and up. */
export const STAGES: readonly [status: string, steps: ((made: Made) => { type: string; data: object })[]][] = [
  ['pending', [created]],
  ['conflict', [created, denied]],
  ['cancel_pending', [created, cancelRequested]],
  ['canceled', [created, cancelRequested, canceled]],
  ['sending', [created, sending]],
  ['active', [created, sending, active]],
  ['partial_failure', [created, sending, partly]],
  ['disconnect_pending', [created, sending, active, toDisconnect]],
];

export async function stages(store: EventStore): Promise<void> {
  for (const [at, [, steps]] of STAGES.entries()) {
    const made = { tn: tnOf(at), svId: 1001 + at };
    await append(store, `tn-${made.tn}`, ...steps.map((step) => step(made)));
  }
}

/** Numbers that Berta asks Anna for, all pending. */
export async function pending(store: EventStore, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    const made = { tn: tnOf(at), svId: 1001 + at };
    await append(store, `tn-${made.tn}`, created(made));
  }
}

export async function routing(deps: TestDeps) {
  const { queries } = await deps.running(startRouting(deps));
  const ask = async (query: SvQuery, spid: Spid = NPAC) => {
    const answer = await queries.subscriptionVersions({ spid }, query);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const { next, subscriptionVersions } = answer.value as SvPage;
    return { next, versions: subscriptionVersions as { svId: number; tn: string; status: string }[] };
  };
  const idsOf = async (query: SvQuery, spid?: Spid): Promise<number[]> =>
    (await ask(query, spid)).versions.map(({ svId }) => svId);
  return { queries, ask, idsOf };
}
