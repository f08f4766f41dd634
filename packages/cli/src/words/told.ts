import type { Times } from '../output/times';
import type { Fault } from '../shared/command-error';

/** An event of a number as the registry's history gives it. */
export interface HistoryEvent {
  readonly position: string;
  readonly type: string;
  /** ISO 8601 instants. */
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** SPID, NPAC or system. */
  readonly actor: string;
  readonly actingFor?: string | null;
  readonly requestId: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Told {
  /** Status of the version from here on; undefined where it stays what it was. */
  readonly status?: string;
  /** What happened, in words. */
  readonly words: string;
}

export interface Answer {
  readonly spid: string;
  readonly ok: boolean;
  readonly code?: string | null;
}

export interface Failed {
  readonly spid: string;
  readonly reason: string;
}

export interface Data {
  readonly newSp: string;
  readonly oldSp: string;
  readonly lnpType: string;
  readonly createdBy: string;
  readonly by: string;
  readonly dueDate: string;
  readonly route: { readonly lrn: string | number } | null;
  readonly initialWindowEndsAt: string;
  readonly finalWindowEndsAt: string;
  readonly waitingFor: string;
  readonly purpose: string;
  readonly targets: readonly string[];
  readonly respondBy: string;
  readonly supersedes: number | null;
  readonly answers: readonly Answer[];
  readonly failedSps: readonly Failed[];
  readonly cleared: readonly string[];
  readonly excluded: boolean;
  readonly remaining: readonly Failed[];
  readonly bySvId: number;
  readonly customerDisconnectDate: string;
  readonly donorSp: string;
  readonly copySvId: number;
  readonly effectiveReleaseDate: string | null;
  readonly authorized: boolean | null;
  readonly causeCode: number | null;
  readonly portingToOriginal?: boolean;
  readonly resend?: boolean;
  readonly announced?: boolean;
  readonly mediumTimer?: boolean | null;
  readonly timerType?: string | null;
  readonly businessType?: string | null;
  readonly newSpMayResolveFrom: string;
  readonly expiresAt: string;
  readonly status: string;
  readonly npac: boolean;
  readonly kind: string;
  readonly errors: readonly Fault[];
  readonly download: {
    readonly action: string;
    readonly spid: string;
    readonly route: { readonly lrn: string | number } | null;
  };
}

/** `isAsked`: a request made the event, no answer of an LSMS and no timer. */
export type Teller = (data: Data, times: Times, isAsked: boolean) => Told;
