/**
 * The change that is in force at an instant, of those to one tunable in one region (in the order they were decided): the one with
 * the latest beginning until then, of two that begin together the one that was decided later.
 */
export function changeInForce<C extends { readonly effectiveFrom: number }>(
  changes: readonly C[],
  at: number,
): C | undefined {
  let found: C | undefined;
  for (const change of changes) {
    if (change.effectiveFrom <= at && change.effectiveFrom >= (found?.effectiveFrom ?? change.effectiveFrom))
      found = change;
  }
  return found;
}
