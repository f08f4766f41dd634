import type { Lrn } from '@openlnp/numbering';
import type { LrnCreated } from '../generated/events';

/** The stream `lrn-<LRN>` folded. */
export type LrnState =
  | { readonly status: 'absent'; readonly lrn: Lrn }
  | ({ readonly status: 'registered' } & LrnCreated);

export const initialLrn = (lrn: Lrn): LrnState => ({ status: 'absent', lrn });
