import type { Lrn, Spid } from '@openlnp/numbering';
import type { FromSender } from '../decision';

/** A service provider registers a location routing number. */
export interface LrnCreate extends FromSender {
  readonly type: 'LrnCreate';
  /** Whose switch it names. */
  readonly spid: Spid;
  readonly lrn: Lrn;
}
