import { type Instant, NPAC, type NpaNxx, npaOf, type Spid } from '@openlnp/numbering';
import { NETWORK_ERRORS, type NetworkErrorCode } from './errors';
import type { NetworkEvent } from './generated/events';

/** Who asks for a change of network data, and when. */
export interface FromSender {
  /** Law 6: the instant at which intake accepted the request. */
  readonly now: Instant;
  /** SPID the decision is made for, or NPAC. */
  readonly sender: Spid;
}

/** What one aggregate must ask of the others. */
export interface NetworkFacts {
  serviceProviderExists(spid: Spid): boolean;
  /** Whether a three-digit area code is in use in one of the registry's regions. */
  npaInRegion(npa: number): boolean;
  /** Whether the registry has a region of this name. */
  regionExists(name: string): boolean;
}

/** Why a request was refused; the same shape as the refusals of a number. */
export interface NetworkError {
  readonly code: NetworkErrorCode;
  /** Its fixed number. */
  readonly number: number;
  /** Requirement or change order behind it; null for a rule of our own. */
  readonly rule: string | null;
  /** The request's field at fault. */
  readonly field: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Always null: no number is concerned. */
  readonly tn: null;
  readonly tns: null;
}

/** Events of the aggregate's stream, or the reason why there are none. What is so already gives `done` without events. */
export type NetworkDecision =
  | { readonly outcome: 'done'; readonly events: readonly NetworkEvent[] }
  | { readonly outcome: 'refused'; readonly errors: readonly NetworkError[] };

/** What a rule found wrong; undefined from a rule means that it holds. */
export interface Violation {
  readonly code: NetworkErrorCode;
  readonly rule: string | null;
  readonly field: string | null;
  readonly expected?: string;
  readonly actual?: string;
}

export type Rule = () => Violation | undefined;

/** The events, unless a rule does not hold: a refusal names the first such rule. */
export function decideBy(rules: readonly Rule[], ...events: readonly NetworkEvent[]): NetworkDecision {
  for (const rule of rules) {
    const violation = rule();
    if (violation !== undefined) return { outcome: 'refused', errors: [errorOf(violation)] };
  }
  return { outcome: 'done', events };
}

const errorOf = ({ code, rule, field, expected, actual }: Violation): NetworkError => ({
  code,
  number: NETWORK_ERRORS[code],
  rule,
  field,
  expected: expected ?? null,
  actual: actual ?? null,
  tn: null,
  tns: null,
});

/** `rule` is the requirement that gives the right to NPAC personnel. */
export function senderIsNpac({ sender }: FromSender, rule: string | null): Violation | undefined {
  if (sender === NPAC) return undefined;
  return { code: 'npac_only', rule, field: null, expected: NPAC, actual: sender };
}

/** `rule` is the requirement that gives the right to the owner. */
export function senderIsOwner(
  { sender, spid }: FromSender & { readonly spid: Spid },
  rule: string | null,
): Violation | undefined {
  if (sender === spid || sender === NPAC) return undefined;
  return { code: 'not_the_owner', rule, field: 'spid', expected: sender, actual: spid };
}

export function ownerExists(
  { spid }: { readonly spid: Spid },
  facts: Pick<NetworkFacts, 'serviceProviderExists'>,
): Violation | undefined {
  if (facts.serviceProviderExists(spid)) return undefined;
  const expected = 'a customer of the registry';
  return { code: 'unknown_service_provider', rule: null, field: 'spid', expected, actual: spid };
}

/** N321: codes and LRNs belong to the area codes of a region. */
export function npaIsInRegion(code: NpaNxx, field: string, facts: NetworkFacts): Violation | undefined {
  const npa = npaOf(code);
  if (facts.npaInRegion(npa)) return undefined;
  return {
    code: 'npa_not_in_region',
    rule: 'N321',
    field,
    expected: 'an area code of the region',
    actual: String(npa),
  };
}
