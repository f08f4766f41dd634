import type { Times } from '../output/times';

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

interface Answer {
  readonly spid: string;
  readonly ok: boolean;
  readonly code?: string | null;
}

interface Failed {
  readonly spid: string;
  readonly reason: string;
}

interface Data {
  readonly newSp: string;
  readonly oldSp: string;
  readonly lnpType: string;
  readonly createdBy: string;
  readonly by: string;
  readonly dueDate: string;
  readonly route: { readonly lrn: string | number } | null;
  readonly initialWindowEndsAt: string | null;
  readonly finalWindowEndsAt: string;
  readonly waitingFor: string;
  readonly purpose: string;
  readonly targets: readonly string[];
  readonly respondBy: string;
  readonly supersedes: number | null;
  readonly answers: readonly Answer[];
  readonly failedSps: readonly Failed[];
  readonly cleared: readonly string[];
  readonly remaining: readonly Failed[];
  readonly bySvId: number;
  readonly customerDisconnectDate: string;
  readonly donorSp: string;
  readonly copySvId: number;
  readonly download: {
    readonly action: string;
    readonly spid: string;
    readonly route: { readonly lrn: string | number } | null;
  };
}

type Teller = (data: Data, times: Times) => Told;

const list = (names: readonly string[]): string => (names.length === 0 ? 'no LSMS' : names.join(', '));
const failures = (failed: readonly Failed[]): string =>
  failed.map(({ spid, reason }) => `${spid} (${reason})`).join(', ');
const lrnOf = (route: Data['route']): string => (route === null ? '' : `, LRN ${route.lrn}`);

const TELLERS: Readonly<Record<string, Teller>> = {
  SvCreated: (data, times) => ({
    status: 'pending',
    words: `${created(data)}, due ${times.short(data.dueDate)}${firstWindow(data, times)}`,
  }),
  SvSecondCreateReceived: ({ by, newSp, oldSp, dueDate, route }, times) => ({
    words:
      by === 'old'
        ? `${oldSp} concurs: the number may go to ${newSp}, due ${times.short(dueDate)}`
        : `${newSp} asks for the number from ${oldSp}${lrnOf(route)}, due ${times.short(dueDate)}`,
  }),
  SvInitialWindowExpired: (data, times) => ({
    words: `the initial window (T1) ended without ${side(data)}; the final one (T2) ends ${times.short(data.finalWindowEndsAt)}`,
  }),
  SvFinalWindowExpired: (data) => ({ words: `the final window (T2) ended without ${side(data)}` }),
  SvBroadcastStarted: ({ purpose, newSp, targets, respondBy, supersedes, download }, times) => ({
    status: 'sending',
    words:
      purpose === 'disconnect'
        ? `removal sent to ${list(targets)}; answers until ${times.short(respondBy)}`
        : `${newSp} activates: route to ${download.spid}${lrnOf(download.route)}, sent to ${list(targets)}; answers until ${times.short(respondBy)}${supersedes === null ? '' : `; takes the place of SV ${supersedes}`}`,
  }),
  SvAnswersRecorded: ({ answers }) => ({ words: answered(answers) }),
  SvActivated: () => ({ status: 'active', words: 'every LSMS has the route' }),
  SvPartiallyFailed: ({ failedSps }) => ({ status: 'partial_failure', words: `failed at ${failures(failedSps)}` }),
  SvFailed: ({ failedSps, download, targets }) => ({
    status: 'failed',
    words: `failed at every LSMS: ${failures(failedSps)}; ${restored(download)} sent to ${list(targets)}`,
  }),
  SvFailedSpsCleared: ({ cleared, remaining }) => ({
    ...(remaining.length === 0 ? { status: 'active' } : {}),
    words: `${cleared.join(', ')} caught up; ${remaining.length === 0 ? 'no LSMS is missing now' : `still missing: ${failures(remaining)}`}`,
  }),
  SvSuperseded: ({ bySvId }) => ({ status: 'old', words: `SV ${bySvId} routes the number now` }),
  SvDisconnectRequested: ({ newSp, donorSp, customerDisconnectDate, copySvId }, times) => ({
    words: `${newSp} ends service ${times.short(customerDisconnectDate)}; the number goes back to ${donorSp}; what it was is kept as SV ${copySvId}`,
  }),
  SvDisconnected: ({ failedSps }) => ({
    status: 'old',
    words: `the number is disconnected${failedSps.length === 0 ? '' : `; not removed at ${failures(failedSps)}`}`,
  }),
  SvDisconnectFailed: ({ failedSps, download, targets }) => ({
    status: 'active',
    words: `removed at no LSMS: ${failures(failedSps)}; ${restored(download)} sent to ${list(targets)}`,
  }),
};

/** What an event says; kinds made after this program come as their data. */
export function tell(event: Pick<HistoryEvent, 'type' | 'data'>, times: Times): Told {
  const teller = Object.hasOwn(TELLERS, event.type) ? TELLERS[event.type] : undefined;
  return teller === undefined ? { words: JSON.stringify(event.data) } : teller(event.data as unknown as Data, times);
}

function created({ createdBy, lnpType, newSp, oldSp, route }: Data): string {
  if (lnpType === 'lisp') return `${newSp} moves the number within its own network${lrnOf(route)}`;
  if (createdBy === 'old') return `${oldSp} lets the number go to ${newSp}`;
  return `${newSp} asks for the number from ${oldSp}${lrnOf(route)}`;
}

const firstWindow = ({ createdBy, newSp, oldSp, initialWindowEndsAt }: Data, times: Times): string =>
  initialWindowEndsAt == null
    ? ''
    : `; ${createdBy === 'old' ? newSp : oldSp} has until ${times.short(initialWindowEndsAt)} (T1)`;

const side = ({ waitingFor, newSp, oldSp }: Data): string => (waitingFor === 'old' ? oldSp : newSp);

const restored = ({ action, spid, route }: Data['download']): string =>
  action === 'delete' ? 'its removal' : `the route before, to ${spid}${lrnOf(route)},`;

function answered(answers: readonly Answer[]): string {
  const took = answers.filter(({ ok }) => ok).map(({ spid }) => spid);
  const not = answers.filter(({ ok }) => !ok).map(({ spid, code }) => `${spid} (${code ?? 'refused'})`);
  return [
    ...(took.length === 0 ? [] : [`taken by ${took.join(', ')}`]),
    ...(not.length === 0 ? [] : [`refused by ${not.join(', ')}`]),
  ].join('; ');
}
