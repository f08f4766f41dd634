import type { PortingEvent } from '../generated/events';
import type { SvStatus } from '../state';

/** Who or what makes a version change its status; `at_once`: the decision that sent it, since no LSMS has to take it. */
export type Actor = 'new_sp' | 'old_sp' | 'current_sp' | 'npac' | 'timer' | 'lsms' | 'at_once' | 'housekeeping';

/** One way for a version to change its status, or to stay in it for a reason of its own. */
export interface Transition {
  readonly id: string;
  /** Empty for a version that comes into being. */
  readonly from: readonly SvStatus[];
  /** What happens, in a few words. */
  readonly trigger: string;
  readonly actors: readonly Actor[];
  readonly to: readonly (SvStatus | 'purged')[];
  /** The last event of the change; null when there is none: the log keeps everything. */
  readonly event: PortingEvent['type'] | null;
  /** Conditions and consequences. */
  readonly note: string;
}
