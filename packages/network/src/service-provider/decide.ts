import { NPAC } from '@openlnp/numbering';
import {
  decideBy,
  type NetworkDecision,
  type NetworkFacts,
  ownerExists,
  senderIsNpac,
  type Violation,
} from '../decision';
import {
  CONNECTIONS,
  type Connection,
  type ServiceProviderCommand,
  type ServiceProviderCreate,
  type ServiceProviderModify,
  type TokenIssue,
  type TokenRevoke,
} from './commands';
import { changedProfile, profileOf, profileRules, sameProfile } from './profile';
import type { ServiceProviderState, Token } from './state';

/** What a command means for a service provider. Never throws for what a sender may send: that is refused with a code. */
export function decideServiceProvider(
  command: ServiceProviderCommand,
  state: ServiceProviderState,
  facts: Pick<NetworkFacts, 'serviceProviderExists'>,
): NetworkDecision {
  if (command.spid !== state.spid) throw new Error(`a command for ${command.spid} met the state of ${state.spid}`);
  switch (command.type) {
    case 'ServiceProviderCreate':
      return decideCreate(command, state, facts);
    case 'ServiceProviderModify':
      return decideModify(command, state);
    case 'TokenIssue':
      return decideIssue(command, state);
    case 'TokenRevoke':
      return decideRevoke(command, state);
    default: {
      const unknown: never = command;
      throw new Error(`unknown command ${JSON.stringify(unknown)}`);
    }
  }
}

/** R4-1 */
function decideCreate(
  command: ServiceProviderCreate,
  state: ServiceProviderState,
  facts: Pick<NetworkFacts, 'serviceProviderExists'>,
): NetworkDecision {
  const { spid, soa, lsms, associatedWith } = command;
  return decideBy(
    [
      () => senderIsNpac(command, 'R4-1'),
      ...profileRules(command),
      () => connectionIsKnown('soa', soa),
      () => connectionIsKnown('lsms', lsms),
      () => spidIsNotReserved(command),
      () => spidIsNew(state),
      () => primaryExists(command, facts),
    ],
    {
      type: 'ServiceProviderCreated',
      data: {
        ...{ spid, ...profileOf(command), associatedWith },
        ...{ soa: soa as Connection | null, lsms: lsms as Connection | null },
      },
    },
  );
}

/** R4-2: what the profile says after the change must be what a new one could say; no change writes nothing. */
function decideModify(command: ServiceProviderModify, state: ServiceProviderState): NetworkDecision {
  const rules = [() => senderIsNpac(command, 'R4-2'), () => isThere(state)];
  if (state.status === 'absent') return decideBy(rules);
  const profile = changedProfile(command, state);
  const { spid, soa, lsms, associatedWith } = state;
  const modified = { ...{ spid, soa, lsms, associatedWith }, ...profileOf(profile) };
  return decideBy(
    [...rules, ...profileRules(profile)],
    ...(sameProfile(profile, state) ? [] : [{ type: 'ServiceProviderModified', data: modified } as const]),
  );
}

function decideIssue(command: TokenIssue, state: ServiceProviderState): NetworkDecision {
  const { spid, tokenId, tokenHash, label } = command;
  return decideBy(
    [
      () => senderIsNpac(command, null),
      () => tokenIdIsGood(command),
      () => tokenHashIsGood(command),
      () => labelIsGood(command),
      () => isThere(state),
      () => tokenIdIsNew(command, state),
    ],
    { type: 'TokenIssued', data: { spid, tokenId, tokenHash, label } },
  );
}

function decideRevoke(command: TokenRevoke, state: ServiceProviderState): NetworkDecision {
  const { spid, tokenId } = command;
  const token = tokenOf(state, tokenId);
  const revoked = { type: 'TokenRevoked', data: { spid, tokenId } } as const;
  return decideBy(
    [() => senderIsNpac(command, null), () => isThere(state), () => tokenIsKnown(command, token)],
    ...(token?.status === 'revoked' ? [] : [revoked]),
  );
}

const tokenOf = (state: ServiceProviderState, tokenId: string): Token | undefined =>
  state.status === 'absent' ? undefined : state.tokens.find((token) => token.tokenId === tokenId);

/** R4-8: the network addresses of SOA and LSMS, in our words */
function connectionIsKnown(field: 'soa' | 'lsms', connection: string | null): Violation | undefined {
  if (connection === null || CONNECTIONS.some((known) => known === connection)) return undefined;
  const expected = `${CONNECTIONS.join(', ')} or none`;
  return { code: 'invalid_connection', rule: 'R4-8', field, expected, actual: connection };
}

/** Whoever gets a token for NPAC is NPAC: such a customer would be the operator. 0000 means NPAC in the industry's messages. */
function spidIsNotReserved({ spid }: ServiceProviderCreate): Violation | undefined {
  if (spid !== NPAC && spid !== '0000') return undefined;
  return { code: 'reserved_spid', rule: null, field: 'spid', expected: 'a SPID of a carrier', actual: spid };
}

/** R4-7.1, R4-7.2 */
function spidIsNew(state: ServiceProviderState): Violation | undefined {
  if (state.status === 'absent') return undefined;
  return { code: 'already_exists', rule: 'R4-7.2', field: 'spid', expected: 'a new SPID', actual: state.spid };
}

/** The primary is a customer of its own; nobody is its own primary, since it is not there yet. */
function primaryExists(
  { associatedWith }: ServiceProviderCreate,
  facts: Pick<NetworkFacts, 'serviceProviderExists'>,
): Violation | undefined {
  const violation = associatedWith === null ? undefined : ownerExists({ spid: associatedWith }, facts);
  return violation && { ...violation, field: 'associatedWith' };
}

const isThere = (state: ServiceProviderState): Violation | undefined =>
  ownerExists(state, { serviceProviderExists: () => state.status === 'present' });

export const TOKEN_ID = /^[A-Za-z0-9-]{1,64}$/;

function tokenIdIsGood({ tokenId }: TokenIssue): Violation | undefined {
  if (TOKEN_ID.test(tokenId)) return undefined;
  const expected = '1 to 64 letters, digits or hyphens';
  return { code: 'invalid_token_id', rule: null, field: 'tokenId', expected, actual: tokenId };
}

function tokenHashIsGood({ tokenHash }: TokenIssue): Violation | undefined {
  if (/^[0-9a-f]{64}$/.test(tokenHash)) return undefined;
  return { code: 'invalid_token_hash', rule: null, field: 'tokenHash', expected: 'SHA-256 in lower-case hex' };
}

/** Characters of a token's label. */
export const LABEL_LENGTH = 40;

/** RR3-3 forbids the pipe */
function labelIsGood({ label }: TokenIssue): Violation | undefined {
  if (!label.includes('|') && label.length <= LABEL_LENGTH) return undefined;
  const expected = `up to ${LABEL_LENGTH} characters without a pipe`;
  return { code: 'invalid_token_label', rule: 'RR3-3', field: 'label', expected, actual: label };
}

function tokenIdIsNew({ tokenId }: TokenIssue, state: ServiceProviderState): Violation | undefined {
  if (tokenOf(state, tokenId) === undefined) return undefined;
  return { code: 'already_exists', rule: null, field: 'tokenId', expected: 'a new token id', actual: tokenId };
}

function tokenIsKnown({ tokenId }: TokenRevoke, token: Token | undefined): Violation | undefined {
  if (token !== undefined) return undefined;
  return { code: 'unknown_token', rule: null, field: 'tokenId', expected: 'a token of this SPID', actual: tokenId };
}
