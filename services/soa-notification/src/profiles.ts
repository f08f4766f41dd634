import type { EventStore, Position, RecordedEvent } from '@openlnp/event-store';
import type { ServiceProviderCreated } from '@openlnp/network';
import type { Spid } from '@openlnp/numbering';

/** What a profile says of the notifications that its SOA gets. */
export type NotificationProfile = Pick<
  ServiceProviderCreated,
  | 'tnRangeNotifications'
  | 'noNewSpConcurrenceNotifications'
  | 'cancelToConflictCause'
  | 'notificationPriorities'
  | 'wsmscSupported'
  | 'soaOptionalFields'
>;

const USUAL: NotificationProfile = {
  tnRangeNotifications: true,
  noNewSpConcurrenceNotifications: true,
  cancelToConflictCause: true,
  notificationPriorities: [],
  wsmscSupported: true,
  soaOptionalFields: null,
};

interface Since {
  readonly position: Position;
  readonly profile: NotificationProfile;
}

/**
 * The profiles as they were at each position of the log: a message that is made again, years later, must be the same, whatever the
 * profile says by then.
 */
export class Profiles {
  readonly #histories = new Map<Spid, readonly Since[]>();

  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** Before `at` is asked for a service provider: reads what the store has of those that are not known yet. */
  async know(spids: Iterable<Spid>): Promise<void> {
    for (const spid of spids) {
      if (this.#histories.has(spid)) continue;
      const events = await this.store.readStream(`sp-${spid}`);
      this.#histories.set(spid, events.filter(isProfile).map(since));
    }
  }

  /** Any event of the log, in its order: changes of who is known already. */
  apply(event: RecordedEvent): void {
    if (!isProfile(event)) return;
    const { spid } = event.data as ServiceProviderCreated;
    const history = this.#histories.get(spid);
    if (history === undefined || history.some(({ position }) => position >= event.position)) return;
    this.#histories.set(spid, [...history, since(event)]);
  }

  /** What counts for a message about the event at this position; NPAC, which has no profile, gets everything. */
  at(spid: Spid, position: Position): NotificationProfile {
    const history = this.#histories.get(spid) ?? [];
    return history.findLast((change) => change.position <= position)?.profile ?? USUAL;
  }
}

const isProfile = ({ type }: RecordedEvent): boolean =>
  type === 'ServiceProviderCreated' || type === 'ServiceProviderModified';

const since = ({ position, data }: RecordedEvent): Since => ({ position, profile: data as ServiceProviderCreated });
