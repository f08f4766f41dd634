import type { Times } from '../output/times';
import type { Fault } from '../shared/command-error';
import { CHANGE_TELLERS, DISPUTE_TELLERS } from './life-events';
import { causeOf, failures, lrnOf } from './phrases';
import type { Answer, Data, HistoryEvent, Teller, Told } from './told';

export type { HistoryEvent } from './told';

const list = (names: readonly string[]): string => (names.length === 0 ? 'no LSMS' : names.join(', '));

const TELLERS: Readonly<Record<string, Teller>> = {
  ...DISPUTE_TELLERS,
  ...CHANGE_TELLERS,
  SvCreated: (data, times) => ({
    status: 'pending',
    words: `${created(data)}, due ${times.short(data.dueDate)}${firstWindow(data, times)}`,
  }),
  SvSecondCreateReceived: (data, times) => ({ words: `${joined(data)}, due ${times.short(data.dueDate)}` }),
  SvInitialWindowExpired: (data, times) => ({
    words: `the initial window (T1) ended without ${side(data)}; the final one (T2) ends ${times.short(data.finalWindowEndsAt)}`,
  }),
  SvFinalWindowExpired: (data) => ({ words: `the final window (T2) ended without ${side(data)}` }),
  SvBroadcastStarted: (data, times) => ({ status: 'sending', words: sent(data, times) }),
  SvAnswersRecorded: ({ answers }) => ({ words: answered(answers) }),
  // By a request: who lacked it was excluded, or no LSMS takes downloads.
  SvActivated: (_data, _times, isAsked) => ({
    status: 'active',
    words: isAsked ? 'no LSMS is waited for' : 'every LSMS has the route',
  }),
  SvPartiallyFailed: ({ failedSps }) => ({ status: 'partial_failure', words: `failed at ${failures(failedSps)}` }),
  SvFailed: ({ failedSps, download, targets }) => ({
    status: 'failed',
    words: `failed at every LSMS: ${failures(failedSps)}; ${restored(download)} sent to ${list(targets)}`,
  }),
  SvFailedSpsCleared: ({ cleared, remaining, excluded }) => ({
    words: `${cleared.join(', ')} ${excluded ? 'excluded from the failed-SP list' : 'caught up'}; ${remaining.length === 0 ? 'no LSMS is missing now' : `still missing: ${failures(remaining)}`}`,
  }),
  SvSuperseded: ({ bySvId }) => ({ status: 'old', words: `SV ${bySvId} took its place` }),
  SvDisconnected: ({ failedSps }) => ({
    status: 'old',
    words: `the number is disconnected${failedSps.length === 0 ? '' : `; not removed at ${failures(failedSps)}`}`,
  }),
  SvDisconnectFailed: ({ failedSps, download, targets }) => ({
    status: 'active',
    words: `removed at no LSMS: ${failures(failedSps)}; ${restored(download)} sent to ${list(targets)}`,
  }),
  RequestRefused: ({ kind, errors }) => ({ words: `${kind} refused: ${errors.map(faultLine).join('; ')}` }),
};

/** What an event says; kinds made after this program come as their data. */
export function tell(
  event: Pick<HistoryEvent, 'type' | 'data'> & Partial<Pick<HistoryEvent, 'requestId'>>,
  times: Times,
): Told {
  const teller = Object.hasOwn(TELLERS, event.type) ? TELLERS[event.type] : undefined;
  return teller === undefined
    ? { words: JSON.stringify(event.data) }
    : teller(event.data as unknown as Data, times, event.requestId != null);
}

function sent(data: Data, times: Times): string {
  const { purpose, newSp, targets, respondBy, supersedes, download, resend } = data;
  const to = `${resend === true ? 'sent again' : 'sent'} to ${list(targets)}; answers until ${times.short(respondBy)}`;
  switch (purpose) {
    case 'disconnect':
      return `removal ${to}`;
    case 'port_to_original':
      return `${newSp} takes the number back: removal ${to}`;
    case 'modify':
      return `the new route${lrnOf(download.route)}: ${to}`;
    default:
      return `${resend === true ? '' : `${newSp} activates: `}route to ${download.spid}${lrnOf(download.route)}, ${to}${supersedes === null ? '' : `; takes the place of SV ${supersedes}`}`;
  }
}

function created(data: Data): string {
  const { createdBy, lnpType, newSp, oldSp, route, portingToOriginal, authorized, causeCode } = data;
  if (lnpType === 'lisp') return `${newSp} moves the number within its own network${lrnOf(route)}`;
  if (createdBy === 'new') return portingToOriginal === true ? takenBack(data) : asked(data);
  if (authorized === false) return `${oldSp} does not let the number go to ${newSp}${causeOf(causeCode)}`;
  return `${oldSp} lets the number go to ${newSp}`;
}

/** The second create of a port to original is known by its missing route. */
function joined(data: Data): string {
  const { by, newSp, oldSp, route, authorized, causeCode } = data;
  if (by === 'new') return route === null ? takenBack(data) : asked(data);
  if (authorized === false) return `${oldSp} denies that the number may go to ${newSp}${causeOf(causeCode)}`;
  return `${oldSp} concurs: the number may go to ${newSp}`;
}

const asked = ({ newSp, oldSp, route }: Data): string => `${newSp} asks for the number from ${oldSp}${lrnOf(route)}`;
const takenBack = ({ newSp, oldSp }: Data): string =>
  `${newSp}, which holds its code, asks for the number back from ${oldSp}`;

const firstWindow = ({ createdBy, newSp, oldSp, initialWindowEndsAt }: Data, times: Times): string =>
  initialWindowEndsAt == null
    ? ''
    : `; ${createdBy === 'old' ? newSp : oldSp} has until ${times.short(initialWindowEndsAt)} (T1)`;

const faultLine = ({ code, tn, field, expected, actual }: Fault): string =>
  [
    code,
    ...(tn == null ? [] : [`for ${tn}`]),
    ...(field == null ? [] : [`in ${field}`]),
    ...(expected == null ? [] : [`expected ${expected}`]),
    ...(actual == null ? [] : [`was ${actual}`]),
  ].join(', ');

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
