import type { Times } from '../output/times';
import { causeOf, failures, lrnOf } from './phrases';
import type { Data, Teller } from './told';

const sideOf = ({ by, newSp, oldSp }: Data): string => ({ new: newSp, old: oldSp, npac: 'NPAC' })[by] ?? 'the registry';
/** Of the LSMSs that a broadcast failed at; nothing where it reached them all. */
const unless = (failed: Data['failedSps'], words: string): string =>
  failed.length === 0 ? '' : `${words} ${failures(failed)}`;

/** N375: for want of an order to port only the old service provider, or NPAC personnel, end a conflict. */
const ONLY_OLD_SP_RESOLVES: readonly (number | null)[] = [50, 51];

/** Conflicts and cancellations. */
export const DISPUTE_TELLERS: Readonly<Record<string, Teller>> = {
  SvConflictSet: (data, times) => ({
    status: 'conflict',
    words: `${sideOf(data)} puts it into conflict${causeOf(data.causeCode)}${resolvable(data, times)}; canceled if it lasts until ${times.short(data.expiresAt)}`,
  }),
  SvConflictResolved: (data) => ({ status: 'pending', words: `${sideOf(data)} ends the conflict` }),
  SvCancelRequested: (data, times) => ({
    status: 'cancel_pending',
    words: `${sideOf(data)} cancels; ${other(data)} has until ${times.short(data.initialWindowEndsAt)} to acknowledge`,
  }),
  SvCancelWindowExpired: (data, times) => ({
    words: `${data.waitingFor === 'old' ? data.oldSp : data.newSp} has not acknowledged the cancellation; the last window ends ${times.short(data.finalWindowEndsAt)}`,
  }),
  SvCancelAcknowledged: (data) => ({ words: `${sideOf(data)} acknowledges the cancellation` }),
  SvCancelUndone: (data) => ({ status: data.status, words: `${sideOf(data)} takes the cancellation back` }),
  SvCanceled: (data) => ({ status: 'canceled', words: `canceled by ${sideOf(data)}${causeOf(data.causeCode)}` }),
};

/** Modifications, and how a version ends. */
export const CHANGE_TELLERS: Readonly<Record<string, Teller>> = {
  SvPendingModified: (data, times) => ({ words: `${sideOf(data)} changes its data: ${changes(data, times)}` }),
  SvModifyRequested: ({ newSp, route, copySvId }) => ({
    words: `${newSp} changes the route${lrnOf(route)}; what it was is kept as SV ${copySvId}`,
  }),
  SvModified: ({ failedSps }) => ({
    status: 'active',
    words:
      failedSps.length === 0
        ? 'every LSMS has the new route'
        : `the new route stands${unless(failedSps, '; not taken by')}`,
  }),
  SvPortedToOriginal: ({ newSp, failedSps }) => ({
    status: 'old',
    words: `the number is back with ${newSp}${unless(failedSps, '; not removed at')}`,
  }),
  SvDisconnectRequested: (data, times) => ({
    ...(data.effectiveReleaseDate == null ? {} : { status: 'disconnect_pending' }),
    words: `${data.newSp} ends service ${times.short(data.customerDisconnectDate)}; the number goes back to ${data.donorSp}${released(data, times)}; what it was is kept as SV ${data.copySvId}`,
  }),
  SvDisconnectModified: (data, times) => ({
    words: `other dates: ${data.newSp} ends service ${times.short(data.customerDisconnectDate)}; the number goes back${released(data, times)}`,
  }),
  SvDisconnectCanceled: (data) => ({ status: 'active', words: `${sideOf(data)} calls the disconnect off` }),
  SvReleaseDateReached: ({ donorSp }) => ({ words: `the effective release date has come; ${donorSp} is told` }),
};

const other = ({ by, newSp, oldSp }: Data): string => (by === 'new' ? oldSp : newSp);

const released = ({ effectiveReleaseDate }: Data, times: Times): string =>
  effectiveReleaseDate == null ? '' : ` when it is released, ${times.short(effectiveReleaseDate)}`;

function resolvable({ causeCode, newSp, newSpMayResolveFrom }: Data, times: Times): string {
  if (ONLY_OLD_SP_RESOLVES.includes(causeCode)) return '';
  return `; ${newSp} may end it from ${times.short(newSpMayResolveFrom)}`;
}

function changes(data: Data, times: Times): string {
  const { dueDate, route, authorized, causeCode, mediumTimer, timerType, businessType } = data;
  const said = [
    ...(dueDate == null ? [] : [`due ${times.short(dueDate)}`]),
    ...(route == null ? [] : [`LRN ${route.lrn}`]),
    ...(authorized == null ? [] : [authorized ? 'authorized' : 'not authorized']),
    ...(causeCode == null ? [] : [causeOf(causeCode).slice(2)]),
    ...(mediumTimer == null ? [] : [`${mediumTimer ? 'with' : 'without'} medium timers`]),
    ...(timerType == null ? [] : [`${timerType} timers from now on`]),
    ...(businessType == null ? [] : [`${businessType} business days`]),
  ];
  return said.join(', ');
}
