import type { NewEvent, StreamAppend } from '@openlnp/event-store';
import { concerning, type Log, outcomeOf } from '@openlnp/service';
import type { AppendObserver } from './observed-store';

/** Where a port went wrong for somebody: worth a line, and somebody's look. */
const FAILURES = new Set(['SvFailed', 'SvPartiallyFailed', 'SvDisconnectFailed']);

/** One line for each request that is refused (info) or done (debug), and for each number that fails at an LSMS (warn). */
export class OutcomeLog implements AppendObserver {
  constructor(private readonly log: Log) {}

  appended(appends: readonly StreamAppend[]): void {
    for (const { events } of appends) for (const event of events) this.told(event);
  }

  /** Who appends says what it does about it. */
  failed(): void {
    // Nothing became of it.
  }

  private told(event: NewEvent): void {
    const { type, data, metadata } = event;
    const outcome = outcomeOf(event);
    if (outcome !== undefined) {
      const { tn, kind, sender } = outcome.data;
      const fields = { ...concerning({ ...metadata, tn }), kind, sender };
      if (outcome.type === 'RequestDone') this.log.debug({ ...fields, svIds: outcome.data.svIds }, 'a request is done');
      else this.log.info({ ...fields, errors: outcome.data.errors }, 'a request was refused');
    } else if (FAILURES.has(type)) {
      const { tn, svId, failedSps } = data as { tn: number; svId: number; failedSps?: unknown };
      this.log.warn(
        { ...concerning({ ...metadata, tn: String(tn) }), type, svId, failedSps },
        'a number failed at an LSMS',
      );
    }
  }
}
