import { type Instant, instant } from '@openlnp/numbering';
import type { SvCreated, SvPendingModified, SvSecondCreateReceived } from '../generated/events';
import type { ConflictSv, NewSide, OldSide, PendingSv } from '../state';
import { UNDISPUTED } from './parts';

/** The first create; when the old service provider denied, the next event says that the version is in conflict. */
export function created(data: SvCreated, at: Instant): PendingSv {
  const { svId, tn, newSp, oldSp, lnpType, portingToOriginal, timerType, businessType, initialWindowEndsAt } = data;
  return {
    status: 'pending',
    ...{ svId, tn, newSp, oldSp, lnpType, portingToOriginal, timerType, businessType },
    window: initialWindowEndsAt === null ? null : { phase: 'initial', endsAt: instant(initialWindowEndsAt) },
    conflictByOldSpAt: null,
    conflictRestrictedFrom: instantOrNull(data.conflictRestrictedFrom),
    ...UNDISPUTED,
    pendingRetentionEndsAt: instantOrNull(data.pendingRetentionEndsAt),
    createdAt: at,
    changedAt: at,
    newSide: data.createdBy === 'new' ? newSideOf(data, at) : null,
    oldSide: data.createdBy === 'old' ? oldSideOf(data, at) : null,
  };
}

/** Both sides have created: nobody is waited for. It is the new service provider's to say that the number goes back (R5-15.2). */
export function joined<Created extends PendingSv | ConflictSv>(
  sv: Created,
  data: SvSecondCreateReceived,
  at: Instant,
): Created {
  return {
    ...sv,
    ...timersOf(sv, data),
    window: null,
    changedAt: at,
    portingToOriginal: data.by === 'new' ? data.route === null : sv.portingToOriginal,
    newSide: data.by === 'new' ? newSideOf(data, at) : sv.newSide,
    oldSide: data.by === 'old' ? oldSideOf(data, at) : sv.oldSide,
    ...conflictAfter(sv, data),
  };
}

/** R5-27.1, R5-27.3: what is absent stays. */
export function modified<Created extends PendingSv | ConflictSv>(
  sv: Created,
  data: SvPendingModified,
  at: Instant,
): Created {
  return {
    ...sv,
    ...timersOf(sv, data),
    changedAt: at,
    // R5-27.4: its one conflict, if only the reason for one that there was already.
    conflictByOldSpAt: data.authorized === false && !data.npac ? at : sv.conflictByOldSpAt,
    newSide: data.by === 'new' && sv.newSide !== null ? modifiedNewSide(sv.newSide, data) : sv.newSide,
    oldSide: data.by === 'old' && sv.oldSide !== null ? modifiedOldSide(sv.oldSide, data) : sv.oldSide,
    ...conflictAfter(sv, data),
  };
}

type Denial = Pick<SvPendingModified, 'authorized' | 'causeCode'>;

/** The cause that the old service provider gives, by its create or later, is that of its conflict too: both are told it. */
const conflictAfter = (sv: PendingSv | ConflictSv, said: Denial) =>
  sv.status === 'conflict' && said.causeCode !== null && isOfTheOldSp(sv, said)
    ? { conflict: { ...sv.conflict, causeCode: said.causeCode } }
    : {};

/**
 * Whether the conflict's cause is the old service provider's to say: it decides who may end it (N375). What NPAC personnel gave is
 * theirs; in a conflict from a cancellation it is so from the denial on (R5-27.4).
 */
const isOfTheOldSp = ({ conflict: { by, causeCode }, oldSide }: ConflictSv, { authorized }: Denial): boolean =>
  by === 'old' || (by === 'system' && (authorized === false || causeCode === oldSide?.causeCode));

const modifiedNewSide = (side: NewSide, { dueDate, route, mediumTimer }: SvPendingModified): NewSide => ({
  ...side,
  dueDate: dueDate === null ? side.dueDate : instant(dueDate),
  route: route ?? side.route,
  mediumTimer: mediumTimer ?? side.mediumTimer,
});

function modifiedOldSide(side: OldSide, data: SvPendingModified): OldSide {
  const authorized = data.authorized ?? side.authorized;
  return {
    ...side,
    dueDate: data.dueDate === null ? side.dueDate : instant(data.dueDate),
    authorized,
    causeCode: authorized ? null : (data.causeCode ?? side.causeCode),
    mediumTimer: data.mediumTimer ?? side.mediumTimer,
  };
}

type NewTimers = Pick<
  SvSecondCreateReceived,
  'timerType' | 'businessType' | 'pendingRetentionEndsAt' | 'conflictRestrictedFrom'
>;

const timersOf = (sv: PendingSv | ConflictSv, data: NewTimers) => ({
  timerType: data.timerType ?? sv.timerType,
  businessType: data.businessType ?? sv.businessType,
  pendingRetentionEndsAt: instantOrNull(data.pendingRetentionEndsAt) ?? sv.pendingRetentionEndsAt,
  conflictRestrictedFrom: instantOrNull(data.conflictRestrictedFrom),
});

type Given = Pick<SvCreated, 'dueDate' | 'route' | 'mediumTimer' | 'authorized' | 'causeCode'>;

const newSideOf = ({ dueDate, route, mediumTimer }: Given, createdAt: Instant): NewSide => ({
  createdAt,
  dueDate: instant(dueDate),
  route,
  mediumTimer,
});

const oldSideOf = ({ dueDate, authorized, causeCode, mediumTimer }: Given, createdAt: Instant): OldSide => ({
  createdAt,
  dueDate: instant(dueDate),
  authorized: authorized ?? true,
  causeCode,
  mediumTimer,
});

export const instantOrNull = (at: number | null): Instant | null => (at === null ? null : instant(at));
