import type { requests } from '@openlnp/messages';
import { type Instant, instant, type Lrn, parseRouteLrn, parseTnRange, type Spid, type Tn } from '@openlnp/numbering';
import {
  type CarrierCommand,
  givenOptionalData,
  type Modify,
  type RouteChanges,
  type RouteData,
  type Side,
} from '@openlnp/porting';

/**
 * The decider's command for a request whose shape is right; for a range, that of its first number. The telephone number is
 * there: where the request only has a version id, it has been looked up before. Throws for a request of another owner: a bug.
 */
export function portingCommandOf(kind: string, data: object, sender: Spid, now: Instant): CarrierCommand {
  const from = { now, sender, tn: firstTnOf((data as requests.Activate).tn) };
  switch (kind) {
    case 'NewSpCreate': {
      const { oldSp, newSp, dueDate, portingToOriginal, mediumTimer, ...request } = data as requests.NewSpCreate;
      const said = { ...spidsOf(oldSp, newSp), dueDate: instant(dueDate), portingToOriginal, mediumTimer };
      return { type: kind, ...from, ...said, route: routeOf(request) };
    }
    case 'OldSpCreate': {
      const { oldSp, newSp, dueDate, authorized, causeCode, mediumTimer } = data as requests.OldSpCreate;
      const said = { ...spidsOf(oldSp, newSp), dueDate: instant(dueDate), authorized, causeCode, mediumTimer };
      return { type: kind, ...from, ...said };
    }
    case 'IntraSpCreate': {
      const { sp, dueDate, lrn, ...request } = data as requests.IntraSpCreate;
      const route = { ...extrasOf(request), lrn: lrnOf(lrn) };
      return { type: kind, ...from, sp: sp as Spid, dueDate: instant(dueDate), route };
    }
    default:
      return versionCommandOf(kind, data, from);
  }
}

type From = Pick<CarrierCommand, 'now' | 'sender' | 'tn'>;

function versionCommandOf(kind: string, data: object, from: From): CarrierCommand {
  const about = { ...from, svId: (data as requests.Activate).svId };
  switch (kind) {
    case 'Modify':
      return modifyOf(data as requests.Modify, about);
    case 'SetConflict':
      return { type: kind, ...about, causeCode: (data as requests.SetConflict).causeCode };
    case 'Cancel':
    case 'AcknowledgeCancel':
      return { type: kind, ...about, side: (data as requests.Cancel).side as Side | null };
    case 'ResolveConflict':
    case 'UndoCancel':
    case 'Activate':
      return { type: kind, ...about };
    case 'Disconnect': {
      const { customerDisconnectDate, effectiveReleaseDate } = data as requests.Disconnect;
      const dates = { customerDisconnectDate: instant(customerDisconnectDate) };
      return { type: kind, ...about, ...dates, effectiveReleaseDate: instantOf(effectiveReleaseDate) };
    }
    case 'Resend':
    case 'ExcludeFailedSps':
      return { type: kind, ...about, lsms: (data as requests.Resend).lsms as readonly Spid[] };
    default:
      throw new Error(`${kind} is no request about a number`);
  }
}

const modifyOf = (request: requests.Modify, about: From & { readonly svId: number | null }): Modify => ({
  type: 'Modify',
  ...about,
  status: request.status as Modify['status'],
  side: request.side as Side | null,
  dueDate: instantOf(request.dueDate),
  route: changesOf(request),
  authorized: request.authorized,
  causeCode: request.causeCode,
  mediumTimer: request.mediumTimer,
  customerDisconnectDate: instantOf(request.customerDisconnectDate),
  effectiveReleaseDate: instantOf(request.effectiveReleaseDate),
});

/** A request leaves out what stays, and names in `clear` what goes: `billingId`, or `optionalData.voiceUri` of the optional data. */
function changesOf(request: requests.Modify): RouteChanges {
  const { optionalData, ...extras } = extrasOf(request);
  const ofOptionalData = changesIn(optionalData ?? {}, namesIn('optionalData.', request.clear));
  const names = request.clear.filter((name) => !name.includes('.'));
  const unsaid = Object.keys(ofOptionalData).length === 0 || names.includes('optionalData');
  return {
    ...(request.lrn === null ? {} : { lrn: lrnOf(request.lrn) }),
    ...changesIn(extras, names),
    ...(unsaid ? {} : { optionalData: ofOptionalData }),
  };
}

const changesIn = (given: object, removed: readonly string[]): object =>
  Object.fromEntries([
    ...Object.entries(given).filter(([, value]) => value !== null),
    ...removed.map((name) => [name, null]),
  ]);

const namesIn = (prefix: string, names: readonly string[]): string[] =>
  names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));

type Extras = Omit<RouteData, 'lrn'>;

/** Null for a port to original, whose request has no LRN (R5-15.2). */
const routeOf = ({ lrn, ...request }: Extras & { readonly lrn: string | null }): RouteData | null =>
  lrn === null ? null : { ...extrasOf(request), lrn: lrnOf(lrn) };

function extrasOf(request: Extras): Extras {
  const { classPointCode, lidbPointCode, isvmPointCode, cnamPointCode, wsmscPointCode } = request;
  const { endUserLocationValue, endUserLocationType, billingId, svType } = request;
  const optionalData = givenOptionalData(request.optionalData);
  return {
    ...{ classPointCode, lidbPointCode, isvmPointCode, cnamPointCode, wsmscPointCode },
    ...{ endUserLocationValue, endUserLocationType, billingId, svType, optionalData },
  };
}

const spidsOf = (oldSp: string, newSp: string) => ({ oldSp: oldSp as Spid, newSp: newSp as Spid });
const lrnOf = (text: string): Lrn => parseRouteLrn(text) as Lrn;
const instantOf = (at: number | null): Instant | null => (at === null ? null : instant(at));

function firstTnOf(text: unknown): Tn {
  const range = typeof text === 'string' ? parseTnRange(text) : undefined;
  if (range === undefined) throw new Error(`not a telephone number past the door: ${String(text)}`);
  return range.first;
}
