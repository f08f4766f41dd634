import { parseTnRange, type Spid, type Tn, type TnRange } from '@openlnp/numbering';
import type { Sv } from '@openlnp/porting';
import { isRetained, isVisible, type Period, retainedUntil, type SvQuery } from '@openlnp/service';

/** What versions are sought by. Instants are milliseconds since the epoch, NaN where there is none yet. */
export interface VersionFacts {
  readonly tn: number;
  readonly svId: number;
  readonly status: string;
  readonly newSp: string;
  readonly oldSp: string;
  readonly createdAt: number;
  readonly newSpDueDate: number;
  readonly oldSpDueDate: number;
  readonly activatedAt: number;
  readonly changedAt: number;
  /** Queries find it until then; NaN for ever. */
  readonly retainUntil: number;
}

/** A question that is ready to be held against versions. */
export interface Criteria extends Omit<SvQuery, 'tn' | 'statuses' | 'limit' | 'after'> {
  readonly range: TnRange | undefined;
  readonly statuses: ReadonlySet<string> | undefined;
  readonly asking: Spid;
  /** Milliseconds since the epoch: what is retained no longer is not found. */
  readonly now: number;
}

export const factsOf = (sv: Sv): VersionFacts => ({
  tn: sv.tn,
  svId: sv.svId,
  status: sv.status,
  newSp: sv.newSp,
  oldSp: sv.oldSp,
  createdAt: sv.createdAt,
  newSpDueDate: sv.newSide?.dueDate ?? Number.NaN,
  oldSpDueDate: sv.oldSide?.dueDate ?? Number.NaN,
  activatedAt: 'activatedAt' in sv ? sv.activatedAt : Number.NaN,
  changedAt: sv.changedAt,
  retainUntil: retainedUntil(sv),
});

/** Undefined for a text that is no number and no range. */
export function criteriaOf(query: SvQuery, asking: Spid, now: number, tnOf: Criterion): Criteria | undefined {
  const { tn, statuses, limit: _limit, after: _after, ...rest } = query;
  const range = tn === undefined ? undefined : parseTnRange(tn);
  if (tn !== undefined && range === undefined) return undefined;
  return {
    ...rest,
    range: range ?? ofVersion(query.svId, tnOf),
    statuses: statuses === undefined ? undefined : new Set(statuses),
    asking,
    now,
  };
}

type Criterion = (svId: number) => Tn | undefined;

/** A version id says where to look; one that is unknown is nowhere. */
function ofVersion(svId: number | undefined, tnOf: Criterion): TnRange | undefined {
  if (svId === undefined) return undefined;
  const tn = tnOf(svId) ?? (0 as Tn);
  return { first: tn, last: tn };
}

export function matches(facts: VersionFacts, criteria: Criteria): boolean {
  const { range, svId, statuses, spid, newSp, oldSp, created, due, activated, changed, asking, now } = criteria;
  return (
    (range === undefined || (facts.tn >= range.first && facts.tn <= range.last)) &&
    (svId === undefined || facts.svId === svId) &&
    (statuses === undefined || statuses.has(facts.status)) &&
    (spid === undefined || facts.newSp === spid || facts.oldSp === spid) &&
    (newSp === undefined || facts.newSp === newSp) &&
    (oldSp === undefined || facts.oldSp === oldSp) &&
    isWithin(facts.createdAt, created) &&
    (isWithin(facts.newSpDueDate, due) || isWithin(facts.oldSpDueDate, due)) &&
    isWithin(facts.activatedAt, activated) &&
    isWithin(facts.changedAt, changed) &&
    isVisible(facts, asking) &&
    isRetained(facts.retainUntil, now)
  );
}

/** What is not there yet lies in no period. */
function isWithin(at: number, period: Period | undefined): boolean {
  if (period === undefined) return true;
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = period;
  return at >= from && at <= to;
}
