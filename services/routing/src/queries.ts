import type { EventStore, RecordedEvent } from '@openlnp/event-store';
import { subjectOfEvent, toJson } from '@openlnp/messages';
import { formatInstant, formatLrn, formatTn, instant, npaNxxOf, parseTn, type Spid, type Tn } from '@openlnp/numbering';
import { evolve, initial, type PortingEvent, type TnState } from '@openlnp/porting';
import type { LiveNetworkView, TableProjection } from '@openlnp/service';
import { isVisible, svView } from './sv-view';

export interface Asking {
  readonly spid: Spid;
}

type Answer<T = object> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { code: string; field?: string; actual?: string } };

const notFound: Answer = { ok: false, error: { code: 'not_found' } };

/** Answers from the projections and, for what one number has been through, from its own stream: never older than the store. */
export class Queries {
  constructor(
    private readonly store: EventStore,
    private readonly projection: TableProjection,
    private readonly network: LiveNetworkView,
    /** Resolves when the projections have folded all that the store holds now: who asks after its own request sees it. */
    private readonly caughtUp: () => Promise<void>,
  ) {}

  async subscriptionVersion({ spid }: Asking, svId: number): Promise<Answer> {
    await this.caughtUp();
    const tn = this.projection.tnOf(svId);
    if (tn === undefined) return notFound;
    const sv = fold(tn, await this.events(tn)).versions.find((version) => version.svId === svId);
    return sv === undefined || !isVisible(sv, spid) ? notFound : { ok: true, value: svView(sv) };
  }

  async telephoneNumber({ spid }: Asking, text: string): Promise<Answer> {
    const tn = parseTn(text);
    if (tn === undefined) return { ok: false, error: { code: 'invalid_tn', field: 'tn', actual: text } };
    await this.caughtUp();
    const state = fold(tn, await this.events(tn));
    const entry = this.projection.table.get(tn);
    const code = this.network.code(npaNxxOf(tn));
    return {
      ok: true,
      value: {
        tn: formatTn(tn),
        route: entry === undefined ? null : { svId: entry.svId, spid: entry.spid, lrn: formatLrn(entry.lrn) },
        codeHolder: code?.spid ?? null,
        subscriptionVersions: state.versions.filter((sv) => isVisible(sv, spid)).map(svView),
      },
    };
  }

  async history({ spid }: Asking, text: string): Promise<Answer> {
    const tn = parseTn(text);
    if (tn === undefined) return { ok: false, error: { code: 'invalid_tn', field: 'tn', actual: text } };
    const events = await this.events(tn);
    const visible = new Set(
      fold(tn, events)
        .versions.filter((sv) => isVisible(sv, spid))
        .map(({ svId }) => svId),
    );
    const seen = events.filter(({ data }) => visible.has((data as { svId: number }).svId));
    return { ok: true, value: { tn: formatTn(tn), events: seen.map(eventView) } };
  }

  async digest(): Promise<Answer<{ number: number; digest: string; entries: number }>> {
    await this.caughtUp();
    const { table, downloadNumber } = this.projection;
    return { ok: true, value: { number: downloadNumber, digest: table.digest(), entries: table.size } };
  }

  private events(tn: Tn): Promise<RecordedEvent[]> {
    return this.store.readStream(`tn-${tn}`);
  }
}

const fold = (tn: Tn, events: readonly RecordedEvent[]): TnState =>
  events.reduce(
    (state, { type, data, metadata }) => evolve(state, { type, data } as PortingEvent, instant(metadata.occurredAt)),
    initial(tn),
  );

function eventView({ position, stream, revision, type, recordedAt, metadata, data }: RecordedEvent): object {
  const { occurredAt, actor, actingFor, requestId } = metadata;
  return {
    position: String(position),
    stream,
    revision,
    type,
    occurredAt: formatInstant(occurredAt),
    recordedAt: formatInstant(recordedAt),
    actor,
    actingFor,
    requestId,
    data: toJson(subjectOfEvent(type), data),
  };
}
