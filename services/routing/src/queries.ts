import type { EventStore, RecordedEvent } from '@openlnp/event-store';
import { subjectOfEvent, toJson } from '@openlnp/messages';
import {
  formatInstant,
  formatLrn,
  formatTn,
  instant,
  NPAC,
  npaNxxOf,
  parseTn,
  type Spid,
  type Tn,
} from '@openlnp/numbering';
import type { PortingEvent, Sv } from '@openlnp/porting';
import {
  foldNumber,
  isRetained,
  isVisible,
  type LiveNetworkView,
  numberEvents,
  retainedUntil,
  type SvNumbers,
  type SvPage,
  type SvQuery,
  type TableProjection,
} from '@openlnp/service';
import { answersIn } from './answers';
import { lsmsView } from './lsms-view';
import type { RefusalIndex } from './refusal-index';
import { type TakenData, takenBy } from './route-view';
import { svView } from './sv-view';
import { criteriaOf } from './version-facts';
import type { VersionIndex } from './version-index';
import { pageOf, placeOf } from './version-search';

export interface Asking {
  readonly spid: Spid;
}

type Answer<T = object> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { code: string; field?: string; expected?: string; actual?: string } };

const notFound: Answer<never> = { ok: false, error: { code: 'not_found' } };

/** What the queries are answered from. */
export interface Sources {
  readonly store: EventStore;
  readonly table: TableProjection;
  readonly network: LiveNetworkView;
  readonly numbers: SvNumbers;
  readonly versions: VersionIndex;
  readonly refusals: RefusalIndex;
  /** Resolves when the projections have folded all that the store holds now: who asks after its own request sees it. */
  readonly caughtUp: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Answers from the projections and, for what one number has been through, from its own stream: never older than the store. */
export class Queries {
  constructor(private readonly sources: Sources) {}

  async subscriptionVersion(asking: Asking, svId: number): Promise<Answer> {
    const { numbers, caughtUp } = this.sources;
    await caughtUp();
    const tn = numbers.tnOf(svId);
    if (tn === undefined) return notFound;
    const sv = this.visible(asking, tn, await this.events(tn)).find((version) => version.svId === svId);
    return sv === undefined ? notFound : { ok: true, value: svView(sv, this.taken(asking, 'soa')) };
  }

  /** Of a query, what may be seen of it (RR5-39) and is still kept (RR5-40). Errors: invalid_tn, invalid_request. */
  async subscriptionVersions(asking: Asking, query: SvQuery): Promise<Answer<SvPage>> {
    const { store, versions: index, network, numbers, caughtUp, now } = this.sources;
    const after = query.after === undefined ? undefined : placeOf(query.after);
    if (query.after !== undefined && after === undefined) {
      return wrong('invalid_request', 'after', query.after, '`next` of the answer before');
    }
    await caughtUp();
    const criteria = criteriaOf(query, asking.spid, now(), (svId) => numbers.tnOf(svId));
    if (criteria === undefined) return wrong('invalid_tn', 'tn', query.tn ?? '');
    // N285: the general value, since a question may be about numbers of every region.
    const maximum = network.tunables.value('maximum_subscription_query', null, instant(now()));
    const [viewOf, system] = query.view === 'lsms' ? ([lsmsView, 'lsms'] as const) : ([svView, 'soa'] as const);
    const taken = this.taken(asking, system);
    const view = (sv: Sv) => viewOf(sv, taken);
    return { ok: true, value: await pageOf({ store, index, maximum, view }, criteria, query, after) };
  }

  async telephoneNumber(asking: Asking, text: string): Promise<Answer> {
    const tn = parseTn(text);
    if (tn === undefined) return wrong('invalid_tn', 'tn', text);
    const { table, network, caughtUp } = this.sources;
    await caughtUp();
    const versions = this.visible(asking, tn, await this.events(tn));
    const entry = table.table.get(tn);
    const code = network.code(npaNxxOf(tn));
    const taken = this.taken(asking, 'soa');
    return {
      ok: true,
      value: {
        tn: formatTn(tn),
        route: entry === undefined ? null : { svId: entry.svId, spid: entry.spid, lrn: formatLrn(entry.lrn) },
        codeHolder: code?.spid ?? null,
        subscriptionVersions: versions.map((sv) => svView(sv, taken)),
      },
    };
  }

  /**
   * The events of a number, of the versions that queries still find (RR5-40); to NPAC personnel those of all. And what was refused
   * about it, to who asked for it and to NPAC.
   */
  async history({ spid }: Asking, text: string): Promise<Answer> {
    const tn = parseTn(text);
    if (tn === undefined) return wrong('invalid_tn', 'tn', text);
    const { store, refusals, caughtUp } = this.sources;
    await caughtUp();
    const events = await this.events(tn);
    const versions = spid === NPAC ? foldNumber(tn, events).versions : this.visible({ spid }, tn, events);
    const visible = new Set(versions.map(({ svId }) => svId));
    const seen = events.filter(({ data }) => visible.has((data as { svId: number }).svId));
    const refused = (await refusals.read(store, tn)).filter(({ data }) => isOwn(data as Parties, spid));
    return {
      ok: true,
      value: { tn: formatTn(tn), events: seen.map(eventView), refusedRequests: refused.map(eventView) },
    };
  }

  /** What LSMSs answered about a number, oldest first, for as long as the activation log is kept (R5-58.2, R5-58.5). */
  async lsmsAnswers(text: string): Promise<Answer> {
    const tn = parseTn(text);
    if (tn === undefined) return wrong('invalid_tn', 'tn', text);
    const { network, caughtUp, now } = this.sources;
    await caughtUp();
    const kept = (await this.events(tn)).filter(
      ({ metadata }) => network.timers.activationLogKeptUntil(tn, instant(metadata.occurredAt)) > now(),
    );
    const answers = kept.flatMap((event) => answersIn(event as unknown as PortingEvent & RecordedEvent));
    return { ok: true, value: { tn: formatTn(tn), answers } };
  }

  async digest(): Promise<Answer<{ number: number; digest: string; entries: number }>> {
    await this.sources.caughtUp();
    const { table, downloadNumber } = this.sources.table;
    return { ok: true, value: { number: downloadNumber, digest: table.digest(), entries: table.size } };
  }

  private visible({ spid }: Asking, tn: Tn, events: readonly RecordedEvent[]): Sv[] {
    const now = this.sources.now();
    return foldNumber(tn, events).versions.filter((sv) => isVisible(sv, spid) && isRetained(retainedUntil(sv), now));
  }

  /** By the profile of now, as the answer is of now. */
  private taken({ spid }: Asking, system: 'soa' | 'lsms'): TakenData {
    return takenBy(this.sources.network.serviceProvider(spid), system);
  }

  private events(tn: Tn): Promise<RecordedEvent[]> {
    return numberEvents(this.sources.store, tn);
  }
}

const wrong = (code: string, field: string, actual: string, expected?: string): Answer<never> => ({
  ok: false,
  error: { code, field, actual, ...(expected === undefined ? {} : { expected }) },
});

interface Parties {
  readonly sender: Spid;
  readonly actingFor: Spid | null;
}

const isOwn = ({ sender, actingFor }: Parties, spid: Spid): boolean =>
  spid === NPAC || spid === sender || spid === actingFor;

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
