import type { NetworkEvent, TokenRevoked } from '../generated/events';
import type { PresentServiceProvider, ServiceProviderState } from './state';

/** Throws when the event cannot follow: then the stream was written by something else than the decider. */
export function evolveServiceProvider(state: ServiceProviderState, event: NetworkEvent): ServiceProviderState {
  switch (event.type) {
    case 'ServiceProviderCreated':
      if (state.status !== 'absent') throw new Error(`service provider ${state.spid} was created twice`);
      return { status: 'present', ...event.data, tokens: [] };
    case 'ServiceProviderModified':
      return { ...presentIn(state), ...event.data };
    case 'TokenIssued': {
      const { tokenId, tokenHash, label } = event.data;
      const present = presentIn(state);
      return { ...present, tokens: [...present.tokens, { tokenId, tokenHash, label, status: 'valid' }] };
    }
    case 'TokenRevoked':
      return withoutToken(presentIn(state), event.data);
    case 'NpaNxxCreated':
    case 'LrnCreated':
    case 'TunableChanged':
      throw new Error(`${event.type} does not belong to a service provider`);
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}

function presentIn(state: ServiceProviderState): PresentServiceProvider {
  if (state.status === 'absent') throw new Error(`service provider ${state.spid} was never created`);
  return state;
}

const withoutToken = (present: PresentServiceProvider, { tokenId }: TokenRevoked): PresentServiceProvider => ({
  ...present,
  tokens: present.tokens.map((token) => (token.tokenId === tokenId ? { ...token, status: 'revoked' } : token)),
});
