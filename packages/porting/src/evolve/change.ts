import type { Sv, SvStatus, TnState } from '../state';

/**
 * The versions with one of them changed. Throws when it is not in one of the statuses that the event may follow: then the
 * stream was written by something else than `decide`.
 */
export function change<S extends SvStatus>(
  state: TnState,
  svId: number,
  from: readonly S[],
  next: (sv: Extract<Sv, { status: S }>) => Sv,
): readonly Sv[] {
  const index = state.versions.findIndex((sv) => sv.svId === svId);
  const sv = state.versions[index];
  if (sv === undefined || !isIn(sv, from)) {
    throw new Error(`version ${svId} of ${state.tn} is ${sv?.status ?? 'unknown'}, expected ${from.join(' or ')}`);
  }
  return state.versions.with(index, next(sv));
}

function isIn<S extends SvStatus>(sv: Sv, statuses: readonly S[]): sv is Extract<Sv, { status: S }> {
  return statuses.some((status) => status === sv.status);
}
