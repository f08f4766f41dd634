import type { NewEvent } from '@openlnp/event-store';
import type { Instant } from '@openlnp/numbering';
import type { PortingEvent } from '@openlnp/porting';
import type { OwnedNumber } from './numbers';

/** Events that one decision gives one number; the instant is the decision's unless an event has one of its own. */
export interface Decided {
  readonly owned: OwnedNumber;
  readonly events: readonly (PortingEvent & { readonly at?: Instant })[];
  readonly at: Instant;
  /** Makes the events' ids. */
  readonly commandId: string;
  readonly metadata: NewEvent['metadata'];
}
