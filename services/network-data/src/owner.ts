import type { IncomingRecord } from '@openlnp/broker';
import { type EventStore, NO_STREAM, type RecordedEvent, type StreamAppend } from '@openlnp/event-store';
import { type AcceptedRequest, decodeAs, decodeWire, eventId, type requests } from '@openlnp/messages';
import {
  decideCode,
  decideLrn,
  decideServiceProvider,
  decideTunable,
  evolveCode,
  evolveLrn,
  evolveServiceProvider,
  evolveTunables,
  initialCode,
  initialLrn,
  initialServiceProvider,
  initialTunables,
  type NetworkDecision,
  type NetworkEvent,
  type NetworkFacts,
  tunableStream,
} from '@openlnp/network';
import { type Instant, instant, type Lrn, type NpaNxx, parseLrn, parseNpaNxx, type Spid } from '@openlnp/numbering';
import {
  countOutcomes,
  doneAppend,
  isNetworkKind,
  kindOf,
  metadataOf,
  partyOf,
  refusedAppend,
  requestStream,
  type ServiceDeps,
} from '@openlnp/service';

/**
 * Owns service providers, codes, LRNs and tunables. They change rarely, so that each command folds its stream anew and asks the store itself
 * about the others: no cache, no view that could lag.
 */
export class NetworkOwner {
  constructor(
    private readonly deps: Pick<ServiceDeps, 'store' | 'metrics' | 'clock'>,
    private readonly regions: Pick<NetworkFacts, 'npaInRegion' | 'regionExists'>,
  ) {}

  async handle(records: readonly IncomingRecord[]): Promise<void> {
    for (const record of records) {
      if (isNetworkKind(kindOf(record)))
        await this.request(decodeAs<AcceptedRequest>('openlnp.command.', record.value).data);
    }
  }

  private async request(request: AcceptedRequest): Promise<void> {
    const { store } = this.deps;
    if (await exists(store, requestStream(request.requestId))) return;
    const { kind, acceptedAt } = request;
    const sender = partyOf(request);
    const data = decodeWire(request.request).data as Partial<requests.ServiceProviderCreate>;
    const stream = streamOf(kind, data);
    const events = await store.readStream(stream);
    if (events.some(({ metadata }) => metadata.requestId === request.requestId)) {
      // The engine wrote the aggregate's stream before a crash, and not the outcome (law 2).
      return this.write([doneAppend(request, [])]);
    }
    const facts = { ...this.regions, serviceProviderExists: await this.customersAmong(data.spid, data.associatedWith) };
    const decision = decide(kind, data, { sender, now: instant(acceptedAt) }, events, facts);
    if (decision.outcome === 'refused') return this.write([refusedAppend(request, decision.errors)]);
    const expectedRevision = events.at(-1)?.revision ?? NO_STREAM;
    const newEvents = decision.events.map(({ type, data: eventData }, index) => ({
      id: eventId(request.requestId, stream, index),
      type,
      data: eventData,
      metadata: metadataOf(request),
    }));
    const changes = newEvents.length === 0 ? [] : [{ stream, expectedRevision, events: newEvents }];
    await this.write([...changes, doneAppend(request, [])]);
  }

  /** Those of the named service providers that are customers, as their streams say. */
  private async customersAmong(
    ...spids: readonly (string | null | undefined)[]
  ): Promise<NetworkFacts['serviceProviderExists']> {
    const customers = new Set<string>();
    for (const spid of spids) if (spid != null && (await exists(this.deps.store, `sp-${spid}`))) customers.add(spid);
    return (spid) => customers.has(spid);
  }

  private async write(appends: readonly StreamAppend[]): Promise<void> {
    const { store, metrics, clock } = this.deps;
    await store.appendBatch(appends);
    countOutcomes(metrics, appends, clock.now());
  }
}

const exists = async (store: EventStore, stream: string): Promise<boolean> =>
  (await store.readStream(stream, { limit: 1 })).length > 0;

function streamOf(kind: string, data: object): string {
  if (kind === 'NpaNxxCreate') return `code-${(data as requests.NpaNxxCreate).npaNxx}`;
  if (kind === 'TunableSet') return tunableStream((data as requests.TunableSet).region);
  if (kind === 'LrnCreate') return `lrn-${(data as requests.LrnCreate).lrn}`;
  return `sp-${(data as { spid: string }).spid}`;
}

const fold = <S>(initial: S, evolve: (state: S, event: NetworkEvent) => S, events: readonly RecordedEvent[]): S =>
  events.reduce((state, { type, data }) => evolve(state, { type, data } as NetworkEvent), initial);

function decide(
  kind: string,
  data: object,
  from: { readonly sender: Spid; readonly now: Instant },
  events: readonly RecordedEvent[],
  facts: NetworkFacts,
): NetworkDecision {
  switch (kind) {
    case 'NpaNxxCreate': {
      const request = data as requests.NpaNxxCreate;
      const npaNxx = parseNpaNxx(request.npaNxx) as NpaNxx;
      const command = {
        type: kind,
        ...from,
        spid: request.spid as Spid,
        npaNxx,
        effectiveAt: instant(request.effectiveAt),
      } as const;
      return decideCode(command, fold(initialCode(npaNxx), evolveCode, events), facts);
    }
    case 'LrnCreate': {
      const request = data as requests.LrnCreate;
      const lrn = parseLrn(request.lrn) as Lrn;
      return decideLrn(
        { type: kind, ...from, spid: request.spid as Spid, lrn },
        fold(initialLrn(lrn), evolveLrn, events),
        facts,
      );
    }
    case 'ServiceProviderCreate':
    case 'ServiceProviderModify':
    case 'TokenIssue':
    case 'TokenRevoke': {
      const request = data as requests.ServiceProviderCreate & requests.TokenIssue;
      const command = { type: kind, ...from, ...request, spid: request.spid as Spid } as Parameters<
        typeof decideServiceProvider
      >[0];
      const state = fold(initialServiceProvider(command.spid), evolveServiceProvider, events);
      return decideServiceProvider(command, state, facts);
    }
    case 'TunableSet': {
      const request = data as requests.TunableSet;
      const effectiveFrom = request.effectiveFrom === null ? from.now : instant(request.effectiveFrom);
      const command = { type: kind, ...from, ...request, effectiveFrom } as const;
      return decideTunable(command, fold(initialTunables(request.region), evolveTunables, events), facts);
    }
    default:
      throw new Error(`${kind} is no request about the network`);
  }
}
