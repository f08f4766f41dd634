import type { Instant } from '@openlnp/numbering';
import type { FromSender } from '../decision';

/** NPAC personnel give a tunable parameter another value, or take back what was set. */
export interface TunableSet extends FromSender {
  readonly type: 'TunableSet';
  /** For the numbers of one region only; null for those of every region that has no value of its own. */
  readonly region: string | null;
  /** One of TUNABLES. */
  readonly name: string;
  /**
   * As a text, such as 9 or 12:00. Null takes back what was set: in a region the general value counts again, and without one the
   * default.
   */
  readonly value: string | null;
  /** In force for what starts then or later; not before `now`. */
  readonly effectiveFrom: Instant;
  /** Who wants it so, in the sender's words, which nobody checks. */
  readonly person: string | null;
}
