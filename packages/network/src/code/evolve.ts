import type { NetworkEvent } from '../generated/events';
import type { CodeState } from './state';

/** Throws when the event cannot follow: then the stream was written by something else than the decider. */
export function evolveCode(state: CodeState, event: NetworkEvent): CodeState {
  switch (event.type) {
    case 'NpaNxxCreated':
      if (state.status !== 'absent') throw new Error(`NPA-NXX ${state.npaNxx} was opened twice`);
      return { status: 'open', ...event.data };
    case 'ServiceProviderCreated':
    case 'ServiceProviderModified':
    case 'TokenIssued':
    case 'TokenRevoked':
    case 'LrnCreated':
    case 'TunableChanged':
      throw new Error(`${event.type} does not belong to an NPA-NXX`);
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}
