import type { NewEvent } from '@openlnp/event-store';
import type { Instant } from '@openlnp/numbering';
import type { PortingEvent, RequestError } from '@openlnp/porting';
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

/** What is decided of all the numbers of a range: refused as a whole, or what each of them gets. */
export type Decision =
  | { readonly errors: readonly RequestError[] }
  | { readonly errors: null; readonly numbers: readonly Decided[]; readonly svIds: readonly number[] };
