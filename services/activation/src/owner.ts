import type { IncomingRecord } from '@openlnp/broker';
import { type NewEvent, NO_STREAM } from '@openlnp/event-store';
import { type AcceptedRequest, type DeadlineTick, decodeWire, type RecordAnswers } from '@openlnp/messages';
import { instant, type Tn } from '@openlnp/numbering';
import {
  decide,
  decisionInstant,
  evolve,
  initial,
  type PortingCommand,
  type PortingEvent,
  type PortingFacts,
} from '@openlnp/porting';
import {
  doneAppend,
  isNetworkKind,
  kindOf,
  metadataOf,
  portingCommandOf,
  refusedAppend,
  requestStream,
  type ServiceDeps,
} from '@openlnp/service';
import { AppendPlan, type OwnedNumber, tnStream } from './append-plan';
import type { SvIdSequence } from './sv-ids';

/** The facts of the owner's own view of the network, and the position of that view (law 10). */
export interface OwnerFacts {
  readonly facts: PortingFacts;
  readonly viewPosition: string | null;
}

/** About 1 KB an entry: well below the 1 MB of one append. */
const EVENTS_PER_APPEND = 400;
const CACHED_NUMBERS = 50_000;

/**
 * Owns the numbers of the partitions it is given: folds, decides, appends. It is their only writer, so what it has folded stays
 * valid until somebody else turns out to have written (law 3).
 */
export class NumberOwner {
  private cache = new Map<Tn, OwnedNumber>();

  constructor(
    private readonly deps: Pick<ServiceDeps, 'store' | 'metrics' | 'clock'>,
    private readonly svIds: SvIdSequence,
    private readonly facts: () => OwnerFacts,
  ) {}

  /** Forgets what was folded: after a lost race, or when partitions change hands. */
  reset(): void {
    this.cache = new Map();
  }

  /** Decides the commands in order; each accepted request gets its one outcome. */
  async handle(records: readonly IncomingRecord[]): Promise<void> {
    let plan = new AppendPlan();
    for (const record of records) {
      if (isNetworkKind(kindOf(record))) continue;
      await this.command(plan, record);
      if (plan.size >= EVENTS_PER_APPEND) {
        await this.write(plan);
        plan = new AppendPlan();
      }
    }
    await this.write(plan);
  }

  private async write(plan: AppendPlan): Promise<void> {
    for (const owned of await plan.write(this.deps.store)) this.remember(owned);
  }

  private async command(plan: AppendPlan, record: IncomingRecord): Promise<void> {
    const { type, data } = decodeWire(record.value);
    switch (type) {
      case 'AcceptedRequest':
        return this.request(plan, data as AcceptedRequest);
      case 'RecordAnswers':
        return this.answers(plan, data as RecordAnswers);
      case 'DeadlineTick':
        return this.tick(plan, data as DeadlineTick);
      default:
        throw new Error(`no owner's command: ${type}`);
    }
  }

  private async request(plan: AppendPlan, request: AcceptedRequest): Promise<void> {
    const stream = requestStream(request.requestId);
    if (plan.hasOutcome(stream) || (await this.deps.store.readStream(stream, { limit: 1 })).length > 0) return;
    await this.svIds.ensure(1);
    const { facts, viewPosition } = this.facts();
    const command = portingCommandOf(
      request.kind,
      decodeWire(request.request).data as object,
      request.sender,
      instant(request.acceptedAt),
    );
    const owned = await this.number(plan, command.tn);
    const svIdsBefore = owned.requests.get(request.requestId);
    if (svIdsBefore !== undefined) return plan.addOutcome(doneAppend(request, svIdsBefore));

    const at = decisionInstant(command, owned.state);
    const decision = decide(command, owned.state, facts);
    if (decision.outcome === 'refused') {
      plan.addOutcome(refusedAppend(request, decision.errors));
      for (const { code } of decision.errors) this.deps.metrics.refused.inc({ code });
    } else {
      plan.addEvents(owned, decision.events, at, request.requestId, metadataOf(request, viewPosition));
      plan.addOutcome(doneAppend(request, decision.svIds));
      this.deps.metrics.done.inc({ kind: request.kind });
    }
    this.deps.metrics.outcomeSeconds.observe(
      { kind: request.kind },
      Math.max(0, this.deps.clock.now() - request.acceptedAt) / 1000,
    );
  }

  private async answers(plan: AppendPlan, { commandId, at, results }: RecordAnswers): Promise<void> {
    for (const { tn, svId, broadcast, answers } of results) {
      await this.system(plan, commandId, { type: 'RecordAnswers', now: instant(at), tn, svId, broadcast, answers });
    }
  }

  private async tick(plan: AppendPlan, { commandId, tn, svId, broadcast, dueAt }: DeadlineTick): Promise<void> {
    await this.system(plan, commandId, { type: 'EndResponseWindow', now: instant(dueAt), tn, svId, broadcast });
  }

  /** A command of the registry itself: it has no outcome to record, and nothing to say when nothing changes. */
  private async system(plan: AppendPlan, commandId: string, command: PortingCommand): Promise<void> {
    const owned = await this.number(plan, command.tn);
    const at = decisionInstant(command, owned.state);
    const { facts, viewPosition } = this.facts();
    const decision = decide(command, owned.state, facts);
    if (decision.outcome === 'refused')
      throw new Error(`the registry's own ${command.type} was refused: ${JSON.stringify(decision.errors)}`);
    const metadata = {
      occurredAt: at,
      requestId: null,
      actor: 'system',
      actingFor: null,
      traceparent: null,
      viewPosition,
    };
    plan.addEvents(owned, decision.events, at, commandId, metadata);
  }

  private async number(plan: AppendPlan, tn: Tn): Promise<OwnedNumber> {
    return plan.number(tn) ?? this.cache.get(tn) ?? this.fold(tn);
  }

  private async fold(tn: Tn): Promise<OwnedNumber> {
    const events = await this.deps.store.readStream(tnStream(tn));
    const requests = new Map<string, number[]>();
    let state = initial(tn);
    for (const event of events) {
      const { requestId, occurredAt } = event.metadata;
      state = evolve(state, { type: event.type, data: event.data } as PortingEvent, instant(occurredAt));
      if (requestId !== null)
        requests.set(requestId, [...new Set([...(requests.get(requestId) ?? []), svIdOf(event)])]);
    }
    return { state, revision: events.at(-1)?.revision ?? NO_STREAM, requests };
  }

  private remember(owned: OwnedNumber): void {
    const { tn } = owned.state;
    this.cache.delete(tn);
    this.cache.set(tn, owned);
    const oldest = this.cache.size > CACHED_NUMBERS ? this.cache.keys().next() : undefined;
    if (oldest !== undefined && !oldest.done) this.cache.delete(oldest.value);
  }
}

const svIdOf = (event: Pick<NewEvent, 'data'>): number => (event.data as { svId: number }).svId;
