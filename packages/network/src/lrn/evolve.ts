import type { NetworkEvent } from '../generated/events';
import type { LrnState } from './state';

/** Throws when the event cannot follow: then the stream was written by something else than the decider. */
export function evolveLrn(state: LrnState, event: NetworkEvent): LrnState {
  switch (event.type) {
    case 'LrnCreated':
      if (state.status !== 'absent') throw new Error(`LRN ${state.lrn} was registered twice`);
      return { status: 'registered', ...event.data };
    case 'ServiceProviderCreated':
    case 'ServiceProviderModified':
    case 'TokenIssued':
    case 'TokenRevoked':
    case 'NpaNxxCreated':
    case 'TunableChanged':
      throw new Error(`${event.type} does not belong to an LRN`);
    default: {
      const unknown: never = event;
      throw new Error(`unknown event ${JSON.stringify(unknown)}`);
    }
  }
}
