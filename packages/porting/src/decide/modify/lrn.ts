import { formatLrn, PSEUDO_LRN } from '@openlnp/numbering';
import type { Modify, PortingFacts } from '../../commands';
import type { RouteData } from '../../generated/common';
import { lrnMayBeGiven } from '../../network-rules';
import type { Violation } from '../../refusal';
import type { Sv } from '../../state';

/** R5-29.3, R5-38.2; and what has the pseudo-LRN keeps it, as what has a route of its own does (N442). */
export function lrnMayBecome(
  sv: Sv,
  before: RouteData | null,
  { route: { lrn } }: Modify,
  rule: string,
  facts: PortingFacts,
): Violation | undefined {
  if (lrn === undefined) return undefined;
  return lrnMayBeGiven(sv, lrn, rule, facts) ?? pseudoLrnStays(before, lrn);
}

/** N442: for an LSMS that does not take pseudo-LRNs, the one would be a delete and the other a create. */
function pseudoLrnStays(before: RouteData | null, lrn: RouteData['lrn']): Violation | undefined {
  if (before === null || (before.lrn === PSEUDO_LRN) === (lrn === PSEUDO_LRN)) return undefined;
  const expected = before.lrn === PSEUDO_LRN ? 'the pseudo-LRN, as before' : 'an LRN, as before';
  return { code: 'pseudo_lrn_not_allowed', rule: 'N442', field: 'lrn', expected, actual: formatLrn(lrn) };
}
