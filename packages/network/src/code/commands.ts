import type { Instant, NpaNxx, Spid } from '@openlnp/numbering';
import type { FromSender } from '../decision';

/** A service provider opens one of its codes for porting. */
export interface NpaNxxCreate extends FromSender {
  readonly type: 'NpaNxxCreate';
  /** The code holder. */
  readonly spid: Spid;
  readonly npaNxx: NpaNxx;
  /** From when on its numbers may be ported: past, present or future. */
  readonly effectiveAt: Instant;
}
