import { type Instant, type Lrn, NPAC, type NpaNxx, parseInstant, type Spid } from '@openlnp/numbering';
import type { NpaNxxCreate } from '../code/commands';
import type { NetworkDecision, NetworkFacts } from '../decision';
import type { NetworkErrorCode } from '../errors';
import type { NetworkEvent } from '../generated/events';
import type { LrnCreate } from '../lrn/commands';
import type { ServiceProviderCreate, TokenIssue, TokenRevoke } from '../service-provider/commands';
import type { TunableSet } from '../tunables/commands';

export const NOW = parseInstant('2026-01-05T14:30:00Z') as Instant;
export const CARRIER = 'CARR' as Spid;
export const OTHER = 'OTHR' as Spid;
export const CODE = 303555 as NpaNxx;
export const LRN = 3039870000 as Lrn;
export const HASH = 'ab'.repeat(32);

/** CARR and OTHR are customers; the regions, west and east, have the area codes 303 and 720. */
export const facts: NetworkFacts = {
  serviceProviderExists: (spid) => spid === CARRIER || spid === OTHER,
  npaInRegion: (npa) => npa === 303 || npa === 720,
  regionExists: (name) => name === 'west' || name === 'east',
};

export const serviceProviderCreate = (changes: Partial<ServiceProviderCreate> = {}): ServiceProviderCreate => ({
  type: 'ServiceProviderCreate',
  now: NOW,
  sender: NPAC,
  spid: CARRIER,
  name: 'Carrier of Colorado',
  spType: 'wireline',
  soa: 'http',
  lsms: 'kafka',
  portInTimer: null,
  portOutTimer: null,
  businessDays: null,
  mediumTimers: false,
  wsmscSupported: true,
  pseudoLrnSoa: false,
  pseudoLrnLsms: false,
  tnRangeNotifications: true,
  noNewSpConcurrenceNotifications: true,
  cancelToConflictCause: true,
  notificationPriorities: [],
  soaOptionalFields: null,
  lsmsOptionalFields: null,
  associatedWith: null,
  ...changes,
});

export const tokenIssue = (changes: Partial<TokenIssue> = {}): TokenIssue => ({
  type: 'TokenIssue',
  now: NOW,
  sender: NPAC,
  spid: CARRIER,
  tokenId: 'tok-1',
  tokenHash: HASH,
  label: 'first',
  ...changes,
});

export const tokenRevoke = (changes: Partial<TokenRevoke> = {}): TokenRevoke => ({
  type: 'TokenRevoke',
  now: NOW,
  sender: NPAC,
  spid: CARRIER,
  tokenId: 'tok-1',
  ...changes,
});

export const npaNxxCreate = (changes: Partial<NpaNxxCreate> = {}): NpaNxxCreate => ({
  type: 'NpaNxxCreate',
  now: NOW,
  sender: CARRIER,
  spid: CARRIER,
  npaNxx: CODE,
  effectiveAt: NOW,
  ...changes,
});

export const lrnCreate = (changes: Partial<LrnCreate> = {}): LrnCreate => ({
  type: 'LrnCreate',
  now: NOW,
  sender: CARRIER,
  spid: CARRIER,
  lrn: LRN,
  ...changes,
});

export const tunableSet = (changes: Partial<TunableSet> = {}): TunableSet => ({
  type: 'TunableSet',
  now: NOW,
  sender: NPAC,
  region: null,
  name: 'long_initial_concurrence_window',
  value: '12',
  effectiveFrom: NOW,
  person: null,
  ...changes,
});

/** The events of a decision that must not be a refusal. */
export function eventsOf(decision: NetworkDecision): readonly NetworkEvent[] {
  if (decision.outcome === 'done') return decision.events;
  throw new Error(`refused: ${JSON.stringify(decision.errors)}`);
}

export function expectRefused(decision: NetworkDecision, code: NetworkErrorCode, rule: string | null, field?: string) {
  const error = field === undefined ? { code, rule } : { code, rule, field };
  expect(decision).toMatchObject({ outcome: 'refused', errors: [error] });
}
