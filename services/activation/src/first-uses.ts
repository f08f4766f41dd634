import type { RecordedEvent } from '@openlnp/event-store';
import { type Instant, instant, type NpaNxx, npaNxxOf, type Tn } from '@openlnp/numbering';
import type { CodeUse, PortingEvent, RangeDecided } from '@openlnp/porting';
import { spanningEvents } from '@openlnp/service';
import type { Decided } from './decided';

/**
 * When each NPA-NXX was used first (RR5-3): a projection, and what an owner adds to it of its own before the log says so. Whatever
 * comes first counts: that is the order of the log, since a code has one owner at a time.
 */
export class FirstUses {
  private readonly uses = new Map<NpaNxx, CodeUse>();

  of(code: NpaNxx): CodeUse | undefined {
    return this.uses.get(code);
  }

  /** Any event of the log. A range decision counts once it is committed, before any of its numbers has its own events. */
  apply(recorded: RecordedEvent): void {
    if (recorded.type !== 'SvCreated' && recorded.type !== 'RangeDecided') return;
    const data = recorded.data as RangeDecided | { readonly tn: Tn };
    // A range lies in one code: only the first of a code's ranges is taken apart.
    if (this.uses.has(npaNxxOf('firstTn' in data ? data.firstTn : data.tn))) return;
    for (const { event, occurredAt, range } of spanningEvents(recorded)) {
      this.note(npaNxxOf(range.first), event, instant(occurredAt));
    }
  }

  /** What one decision gives one number. */
  decided({ owned, events, at }: Pick<Decided, 'owned' | 'events' | 'at'>): void {
    for (const event of events) this.note(npaNxxOf(owned.state.tn), event, event.at ?? at);
  }

  /** What another one knows, where this one knows nothing yet. */
  add(others: FirstUses): void {
    for (const [code, use] of others.uses) this.keepFirst(code, use);
  }

  private note(code: NpaNxx, event: PortingEvent, at: Instant): void {
    if (event.type !== 'SvCreated') return;
    const { usableFrom = null } = event.data.firstUse ?? {};
    this.keepFirst(code, { at, usableFrom: usableFrom === null ? null : instant(usableFrom) });
  }

  private keepFirst(code: NpaNxx, use: CodeUse): void {
    if (!this.uses.has(code)) this.uses.set(code, use);
  }
}
