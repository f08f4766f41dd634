/**
 * Version ids as the registry tells them: of one number its id; of a range the first id of each run of consecutive ones, since
 * later changes may have split it. Empty when there are none.
 */
export function versionsOf(tn: unknown, svIds: unknown): string {
  if (!Array.isArray(svIds) || svIds.length === 0) return '';
  return `${String(tn).includes('-') ? 'SV from' : 'SV'} ${svIds.join(', ')}`;
}
