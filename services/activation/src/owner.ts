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
  type PortingDecision,
  type PortingEvent,
  type PortingFacts,
} from '@openlnp/porting';
import {
  countOutcomes,
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

/** A plan of this size is written before the next decision is added: well below the 1 MB of one append. */
const BYTES_PER_APPEND = 500_000;
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
    /** Resolves when the view of the facts has read all that the store holds now. */
    private readonly caughtUp: () => Promise<void>,
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
      plan = await this.command(plan, record);
    }
    await this.write(plan);
  }

  private async write(plan: AppendPlan): Promise<void> {
    const { numbers, outcomes } = await plan.write(this.deps.store);
    for (const owned of numbers) this.remember(owned);
    countOutcomes(this.deps.metrics, outcomes, this.deps.clock.now());
  }

  private async roomIn(plan: AppendPlan): Promise<AppendPlan> {
    if (plan.bytes < BYTES_PER_APPEND) return plan;
    await this.write(plan);
    return new AppendPlan();
  }

  /** Gives the plan that the next command goes on with. */
  private async command(before: AppendPlan, record: IncomingRecord): Promise<AppendPlan> {
    const { type, data } = decodeWire(record.value);
    let plan = await this.roomIn(before);
    switch (type) {
      case 'AcceptedRequest':
        await this.request(plan, data as AcceptedRequest);
        return plan;
      case 'RecordAnswers': {
        const { commandId, at, results } = data as RecordAnswers;
        for (const { tn, svId, broadcast, answers } of results) {
          plan = await this.roomIn(plan);
          await this.system(plan, commandId, { type, now: instant(at), tn, svId, broadcast, answers });
        }
        return plan;
      }
      case 'DeadlineTick': {
        const { commandId, tn, svId, broadcast, dueAt } = data as DeadlineTick;
        await this.system(plan, commandId, { type: 'EndResponseWindow', now: instant(dueAt), tn, svId, broadcast });
        return plan;
      }
      default:
        throw new Error(`no owner's command: ${type}`);
    }
  }

  private async request(plan: AppendPlan, request: AcceptedRequest): Promise<void> {
    const stream = requestStream(request.requestId);
    if (plan.hasOutcome(stream) || (await this.deps.store.readStream(stream, { limit: 1 })).length > 0) return;
    const command = portingCommandOf(
      request.kind,
      decodeWire(request.request).data as object,
      request.sender,
      instant(request.acceptedAt),
    );
    const owned = await this.number(plan, command.tn);
    const svIdBefore = owned.requests.get(request.requestId);
    if (svIdBefore !== undefined) return plan.addOutcome(doneAppend(request, [svIdBefore]));

    let { decision, viewPosition } = await this.decide(command, owned);
    if (decision.outcome === 'refused') {
      // The view may lag behind a code or an LRN that validation has seen already (law 10).
      await this.caughtUp();
      ({ decision, viewPosition } = await this.decide(command, owned));
    }
    if (decision.outcome === 'refused') return plan.addOutcome(refusedAppend(request, decision.errors));
    const at = decisionInstant(command, owned.state);
    plan.addEvents(owned, decision.events, at, request.requestId, metadataOf(request, viewPosition));
    plan.addOutcome(doneAppend(request, decision.svIds));
  }

  /** A command of the registry itself: it has no outcome to record, and nothing to say when nothing changes. */
  private async system(plan: AppendPlan, commandId: string, command: PortingCommand): Promise<void> {
    const owned = await this.number(plan, command.tn);
    const { decision, viewPosition } = await this.decide(command, owned);
    if (decision.outcome === 'refused')
      throw new Error(`the registry's own ${command.type} was refused: ${JSON.stringify(decision.errors)}`);
    const at = decisionInstant(command, owned.state);
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

  private async decide(
    command: PortingCommand,
    { state }: OwnedNumber,
  ): Promise<{ decision: PortingDecision; viewPosition: string | null }> {
    // Other partitions take ids too: nothing may come between the question and the decision.
    while (!this.svIds.isFilled) await this.svIds.refill();
    const { facts, viewPosition } = this.facts();
    return { decision: decide(command, state, facts), viewPosition };
  }

  private async number(plan: AppendPlan, tn: Tn): Promise<OwnedNumber> {
    return plan.number(tn) ?? this.cache.get(tn) ?? this.fold(tn);
  }

  private async fold(tn: Tn): Promise<OwnedNumber> {
    const events = await this.deps.store.readStream(tnStream(tn));
    const requests = new Map<string, number>();
    let state = initial(tn);
    for (const event of events) {
      const { requestId, occurredAt } = event.metadata;
      state = evolve(state, { type: event.type, data: event.data } as PortingEvent, instant(occurredAt));
      // The first event of a request is of the version it concerned; later ones may be of the version that this one replaces.
      if (requestId !== null && !requests.has(requestId)) requests.set(requestId, svIdOf(event));
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
