import { type RecordedEvent, START } from '@openlnp/event-store';
import { instant, type Tn } from '@openlnp/numbering';
import { evolve, initial, type PortingEvent, type SvStatus, type TnState } from '@openlnp/porting';

type Kind = PortingEvent['type'];

/** What may happen to a version of each status, or mostly may: what cannot is left out when it is tried. */
const NEXT: Readonly<Record<SvStatus, readonly Kind[]>> = {
  pending: [
    'SvSecondCreateReceived',
    'SvPendingModified',
    'SvInitialWindowExpired',
    'SvFinalWindowExpired',
    'SvConflictSet',
    'SvCancelRequested',
    'SvCanceled',
    'SvBroadcastStarted',
    'SvBroadcastStarted',
    'SvBroadcastStarted',
  ],
  conflict: ['SvConflictResolved', 'SvPendingModified', 'SvSecondCreateReceived', 'SvCancelRequested'],
  cancel_pending: ['SvCancelAcknowledged', 'SvCancelWindowExpired', 'SvCancelUndone', 'SvCanceled', 'SvConflictSet'],
  sending: [
    'SvAnswersRecorded',
    'SvActivated',
    'SvPartiallyFailed',
    'SvFailed',
    'SvModified',
    'SvPortedToOriginal',
    'SvDisconnected',
    'SvDisconnectFailed',
    'SvDisconnectFailed',
  ],
  partial_failure: ['SvActivated', 'SvFailedSpsCleared', 'SvBroadcastStarted'],
  failed: ['SvBroadcastStarted'],
  active: ['SvSuperseded', 'SvModifyRequested', 'SvDisconnectRequested', 'SvDisconnectRequested', 'SvBroadcastStarted'],
  disconnect_pending: ['SvDisconnectModified', 'SvDisconnectCanceled', 'SvReleaseDateReached', 'SvBroadcastStarted'],
  canceled: [],
  old: ['SvBroadcastStarted', 'SvFailedSpsCleared'],
};

/** Every kind of event that a number's stream may hold. */
export const KINDS: readonly Kind[] = [...new Set<Kind>(['SvCreated', ...Object.values(NEXT).flat()])];

const route = {
  lrn: 3039870000,
  classPointCode: null,
  lidbPointCode: null,
  isvmPointCode: null,
  cnamPointCode: null,
  wsmscPointCode: null,
  endUserLocationValue: null,
  endUserLocationType: null,
  billingId: null,
  svType: null,
};

/** What a test chooses of an event; everything else is the same in all of them. */
export interface Choice {
  readonly tn: Tn;
  /** Which of the number's versions, counted from its latest; a new one where there is none. */
  readonly back: number;
  /** Which of the events that may follow. */
  readonly pick: number;
  readonly side: 'new' | 'old';
  readonly purpose: 'activate' | 'modify' | 'disconnect' | 'port_to_original';
  readonly ok: boolean;
  readonly sps: readonly [newSp: string, oldSp: string];
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly date: number;
}

/** Numbers that only what can happen happens to, and the log that this leaves. */
export class Histories {
  readonly log: RecordedEvent[] = [];
  private readonly states = new Map<Tn, TnState>();
  private lastSvId = 1000;

  get numbers(): readonly TnState[] {
    return [...this.states.values()];
  }

  state(tn: Tn): TnState {
    return this.states.get(tn) ?? initial(tn);
  }

  /** False where the event cannot follow what there is. */
  add(choice: Choice): boolean {
    const { tn, at, back, pick } = choice;
    const state = this.state(tn);
    const sv = state.versions.at(-1 - back);
    const kinds = sv === undefined ? (['SvCreated'] as const) : NEXT[sv.status];
    if (kinds.length === 0) return false;
    const kind = kinds[pick % kinds.length];
    const svId = sv?.svId ?? this.lastSvId + 1;
    const event = { type: kind, data: dataOf(choice, svId, this.lastSvId + 1) } as unknown as PortingEvent;
    try {
      this.states.set(tn, evolve(state, event, instant(at)));
    } catch {
      return false;
    }
    this.lastSvId += 1;
    this.log.push({
      id: '',
      ...event,
      metadata: { occurredAt: at, requestId: null, actor: '', actingFor: null, traceparent: null, viewPosition: null },
      stream: `tn-${tn}`,
      revision: 0,
      position: START + BigInt(this.log.length + 1),
      recordedAt: at,
    });
    return true;
  }
}

/** More than any one kind of event has: each takes what it knows. */
function dataOf({ tn, side, purpose, ok, sps: [newSp, oldSp], date }: Choice, svId: number, copySvId: number): object {
  const failedSps = ok ? [] : [{ spid: 'A111', reason: 'no_room' }];
  return {
    ...{ svId, tn, newSp, oldSp, copySvId },
    ...{ lnpType: 'lspp', createdBy: side, by: side, waitingFor: side, from: 'pending', status: 'partial_failure' },
    ...{ dueDate: date, route, timerType: 'long', businessType: 'short', portingToOriginal: false },
    ...{ authorized: true, causeCode: null, mediumTimer: false, announced: true, npac: false, resend: false },
    ...{ initialWindowEndsAt: date, finalWindowEndsAt: date, pendingRetentionEndsAt: date, retainUntil: date },
    ...{ newSpMayResolveFrom: date, expiresAt: date, customerDisconnectDate: date },
    ...{
      effectiveReleaseDate: ok ? date : null,
      donorSp: oldSp,
      bySvId: svId + 1,
      broadcast: 1,
      purpose,
      targets: ['A111'],
      respondBy: date,
    },
    ...{ failedSps, remaining: failedSps, cleared: [], supersedes: null },
    answers: [{ spid: 'A111', ok, code: ok ? null : 'no_room' }],
    download: { action: 'activate', svId, tn, spid: newSp, lnpType: 'lspp', route, activatedAt: date },
  };
}
