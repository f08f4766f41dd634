import type { NewEvent, StreamAppend } from '@openlnp/event-store';
import type { RequestError } from '@openlnp/porting';
import { concerning, type Log, outcomeOf } from '@openlnp/service';
import type { AppendObserver } from './observed-store';

/** Where a port went wrong for somebody: worth a line, and somebody's look. */
const FAILURES = new Set(['SvFailed', 'SvPartiallyFailed', 'SvDisconnectFailed']);

/** Errors of a refusal, and stretches of numbers of an error, that a line holds; the whole of it is in the store. */
const MOST_LISTED = 20;

/** One line for each request that is refused (info) or done (debug), and for each number that fails at an LSMS (warn). */
export class OutcomeLog implements AppendObserver {
  constructor(private readonly log: Log) {}

  appended(appends: readonly StreamAppend[]): void {
    for (const { events } of appends) for (const event of events) this.told(event);
  }

  private told(event: NewEvent): void {
    const { type, data, metadata } = event;
    const outcome = outcomeOf(event);
    if (outcome !== undefined) {
      const { tn, kind, sender } = outcome.data;
      const fields = { ...concerning({ ...metadata, tn }), kind, sender };
      if (outcome.type === 'RequestDone') this.log.debug({ ...fields, svIds: outcome.data.svIds }, 'a request is done');
      else this.log.info({ ...fields, ...abridged(outcome.data.errors) }, 'a request was refused');
    } else if (FAILURES.has(type)) {
      const { tn, svId, failedSps } = data as { tn: number; svId: number; failedSps?: unknown };
      this.log.warn(
        { ...concerning({ ...metadata, tn: String(tn) }), type, svId, failedSps },
        'a number failed at an LSMS',
      );
    }
  }
}

function abridged(errors: readonly RequestError[]): { errors: readonly object[]; moreErrors?: number } {
  const shown = errors.slice(0, MOST_LISTED).map(({ tns, ...error }) => {
    // As lean as before there were several.
    if (tns == null) return error;
    const more = tns.length - MOST_LISTED;
    return { ...error, tns: tns.slice(0, MOST_LISTED), ...(more > 0 && { moreTns: more }) };
  });
  const more = errors.length - shown.length;
  return { errors: shown, ...(more > 0 && { moreErrors: more }) };
}
