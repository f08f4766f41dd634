import type { NetworkEvent } from '../generated/events';
import type { TunablesState } from './state';

/** Throws when the event cannot follow: then the stream was written by something else than the decider. */
export function evolveTunables(state: TunablesState, event: NetworkEvent): TunablesState {
  switch (event.type) {
    case 'TunableChanged':
      if (event.data.region !== state.region) throw new Error(`a tunable of ${event.data.region} in ${state.region}`);
      return { ...state, changes: [...state.changes, event.data] };
    case 'ServiceProviderCreated':
    case 'ServiceProviderModified':
    case 'TokenIssued':
    case 'TokenRevoked':
    case 'NpaNxxCreated':
    case 'LrnCreated':
      throw new Error(`${event.type} does not belong to tunables`);
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}
