import type { IncomingRecord } from '@openlnp/broker';
import type { NewEvent } from '@openlnp/event-store';
import {
  type AcceptedRequest,
  type DeadlineTick,
  decodeWire,
  partitionOf,
  type RecordAnswers,
  requestError,
} from '@openlnp/messages';
import { instant, npaNxxOf, parseTnRange, type TnRange, tnCount } from '@openlnp/numbering';
import {
  decide,
  decisionInstant,
  type PortingCommand,
  type PortingFacts,
  type RangeDecided,
  type RequestError,
} from '@openlnp/porting';
import {
  codeOf,
  countOutcomes,
  doneAppend,
  isNetworkKind,
  kindOf,
  metadataOf,
  partyOf,
  portingCommandOf,
  refusedAppend,
  requestStream,
  type ServiceDeps,
  systemMetadata,
} from '@openlnp/service';
import { AppendPlan, BYTES_PER_APPEND, type Outcome } from './append-plan';
import { commandOfTick } from './deadlines';
import type { Decided, Decision } from './decided';
import type { FirstUses } from './first-uses';
import { meantInRange } from './meant-in-range';
import { mixedStatuses } from './mixed-statuses';
import { type OwnedNumber, OwnedNumbers } from './numbers';
import { carryOut, commitOf, type OpenJobs, ownJobId } from './range-jobs';
import { rangeRefusal } from './range-refusal';
import { bytesOf, type DatedEvent, MOST_RUNS_BYTES, runsOf, tnsOf } from './range-runs';
import { firstOfEach, needsIds, type SvIdSequence, versionAt } from './sv-ids';

/** The facts of the owner's own view of the network, and the position of that view (law 10). */
export interface OwnerFacts {
  readonly facts: Omit<PortingFacts, 'nextSvId' | 'firstUseOf'>;
  readonly viewPosition: string | null;
}

export interface OwnerOptions {
  readonly svIds: SvIdSequence;
  readonly facts: () => OwnerFacts;
  readonly openJobs: OpenJobs;
  readonly firstUses: FirstUses;
  /** Resolves when the projections have folded all that the store holds. */
  readonly caughtUp: () => Promise<void>;
}

/**
 * Owns the numbers of the partitions it is given: folds, decides, appends. It is their only writer, so what it has folded stays
 * valid until somebody else turns out to have written (law 3).
 */
export class NumberOwner {
  private readonly numbers: OwnedNumbers;
  /** Partitions whose open range decisions have been carried out since they were given to this owner. */
  private settled = new Set<number>();

  constructor(
    private readonly deps: Pick<ServiceDeps, 'store' | 'metrics' | 'clock'>,
    private readonly options: OwnerOptions,
  ) {
    this.numbers = new OwnedNumbers(deps.store);
  }

  /** Forgets what was folded: after a lost race, or when partitions change hands. */
  reset(): void {
    this.numbers.reset();
    this.settled = new Set();
  }

  /** Decides a partition's commands in order; each accepted request gets its one outcome. */
  async handle(records: readonly IncomingRecord[], partition: number): Promise<void> {
    await this.settle(partition);
    let plan = new AppendPlan();
    for (const record of records) {
      if (isNetworkKind(kindOf(record))) continue;
      plan = await this.command(plan, record);
    }
    await this.write(plan);
  }

  /** A crash may have left a range half carried out: that comes before the next command (design, section 4). */
  private async settle(partition: number): Promise<void> {
    if (this.settled.has(partition)) return;
    await this.options.caughtUp();
    for (const job of this.options.openJobs.of(({ first }) => partitionOf(npaNxxOf(first)) === partition)) {
      await carryOut(this.deps.store, this.numbers, job);
      this.options.openJobs.done((job.data as RangeDecided).jobId);
    }
    this.settled.add(partition);
  }

  private async write(plan: AppendPlan): Promise<AppendPlan> {
    const { numbers, outcomes } = await plan.write(this.deps.store);
    for (const owned of numbers) this.numbers.remember(owned);
    this.options.firstUses.add(plan.firstUses);
    countOutcomes(this.deps.metrics, outcomes, this.deps.clock.now());
    return new AppendPlan();
  }

  private roomIn(plan: AppendPlan): Promise<AppendPlan> {
    return plan.bytes < BYTES_PER_APPEND ? Promise.resolve(plan) : this.write(plan);
  }

  /** The plan to go on with: a range is written at once, behind what was planned before it. */
  private async command(before: AppendPlan, record: IncomingRecord): Promise<AppendPlan> {
    const { type, data } = decodeWire(record.value);
    const plan = await this.roomIn(before);
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

  private async request(before: AppendPlan, request: AcceptedRequest): Promise<AppendPlan> {
    const { requestId, kind } = request;
    const stream = requestStream(requestId);
    if (before.hasOutcome(stream) || (await this.deps.store.readStream(stream, { limit: 1 })).length > 0) return before;
    const data = decodeWire(request.request).data as { tn: string };
    const range = parseTnRange(data.tn) as TnRange;
    const plan = await this.behindRefusals(before, range);
    const command = portingCommandOf(kind, data, partyOf(request), instant(request.acceptedAt));
    const known = await this.knownVersions(plan, requestId, range);
    if (known !== undefined) {
      plan.addOutcome(doneAppend(request, known));
      return plan;
    }
    const ask = (): Promise<Decision> => {
      const { facts, viewPosition } = this.options.facts();
      const metadata = metadataOf(request, viewPosition);
      return meantInRange(command, range, (meant) => this.decide(plan, meant, range, facts, requestId, metadata));
    };
    let decision = await ask();
    if (decision.errors !== null) {
      // The view may lag behind a code or an LRN that validation has seen already (law 10).
      await this.options.caughtUp();
      decision = await ask();
    }
    if (decision.errors !== null) {
      plan.addRefusal(refusedAppend(request, decision.errors), range);
      return plan;
    }
    return this.apply(plan, { id: requestId, kind, range }, decision.numbers, {
      done: doneAppend(request, firstOfEach(decision.svIds)),
      tooVaried: refusedAppend(request, [requestError('range_too_varied', { field: 'tn', tns: [data.tn] })]),
    });
  }

  /** What the number's own stream says of a request without outcome: an engine without atomic batches left it so (law 2). */
  private async knownVersions(plan: AppendPlan, requestId: string, range: TnRange): Promise<number[] | undefined> {
    const numbers = await this.numbersOf(plan, range);
    // Not of each: the first ones may have had nothing to send again (RR5-38.1.2).
    if (!numbers.some(({ decisions }) => decisions.has(requestId))) return undefined;
    return firstOfEach(numbers.flatMap(({ decisions }) => decisions.get(requestId)?.svId ?? []));
  }

  /**
   * Where a batch may be written in part, a refusal must not be lost when later events of its numbers are kept: decided again,
   * behind them, it might be none.
   */
  private behindRefusals(plan: AppendPlan, range: TnRange): Promise<AppendPlan> {
    return this.deps.store.atomicBatches || !plan.refuses(range) ? Promise.resolve(plan) : this.write(plan);
  }

  private async answers(plan: AppendPlan, { commandId, at, results }: RecordAnswers): Promise<AppendPlan> {
    let current = plan;
    for (const { firstTn: first, lastTn: last, svId, broadcast, answers } of results) {
      const command = { type: 'RecordAnswers', now: instant(at), tn: first, svId, broadcast, answers } as const;
      current = await this.system(await this.roomIn(current), `${commandId}-${svId}`, command, { first, last });
    }
    return current;
  }

  private tick(plan: AppendPlan, tick: DeadlineTick): Promise<AppendPlan> {
    return this.system(plan, tick.commandId, commandOfTick(tick), { first: tick.firstTn, last: tick.lastTn });
  }

  /** A command of the registry itself: it has no outcome to record, and nothing to say when nothing changes. */
  private async system(
    before: AppendPlan,
    commandId: string,
    command: PortingCommand,
    range: TnRange,
  ): Promise<AppendPlan> {
    const plan = await this.behindRefusals(before, range);
    const { facts, viewPosition } = this.options.facts();
    const metadata = systemMetadata(command.now, viewPosition);
    const decision = await this.decide(plan, command, range, facts, commandId, metadata);
    if (decision.errors !== null)
      throw new Error(`the registry's own ${command.type} was refused: ${JSON.stringify(decision.errors)}`);
    return this.apply(plan, { id: commandId, kind: command.type, range }, decision.numbers);
  }

  /** The same command for each number of the range, on the state the plan leaves it in: all or none. */
  private async decide(
    plan: AppendPlan,
    command: PortingCommand,
    range: TnRange,
    facts: OwnerFacts['facts'],
    commandId: string,
    metadata: NewEvent['metadata'],
  ): Promise<Decision> {
    const ids = await this.options.svIds.take(needsIds(command) ? tnCount(range) : 0);
    const firstUseOf: PortingFacts['firstUseOf'] = (code) => this.options.firstUses.of(code) ?? plan.firstUses.of(code);
    const numbers: Decided[] = [];
    const errors: RequestError[] = [];
    const svIds: number[] = [];
    for (const owned of await this.numbersOf(plan, range)) {
      const { tn } = owned.state;
      const own = { ...command, tn, ...versionAt(command, tn - range.first) } as PortingCommand;
      const decision = decide(own, owned.state, { ...facts, firstUseOf, nextSvId: ids.next });
      if (decision.outcome === 'refused') errors.push(...decision.errors);
      else {
        numbers.push({ owned, events: decision.events, at: decisionInstant(own, owned.state), commandId, metadata });
        svIds.push(...decision.svIds);
      }
    }
    const refusal = errors.length > 0 ? rangeRefusal(errors) : mixedStatuses(command, numbers, svIds);
    ids.giveBack(refusal.length > 0);
    return refusal.length > 0 ? { errors: refusal } : { errors: null, numbers, svIds };
  }

  /** One number goes into the plan; a range becomes a job, so that it is told and sent as one. */
  private async apply(
    plan: AppendPlan,
    { id, kind, range }: { readonly id: string; readonly kind: string; readonly range: TnRange },
    numbers: readonly Decided[],
    outcome?: Outcome,
  ): Promise<AppendPlan> {
    const [only] = numbers;
    if (numbers.length === 1 && only !== undefined) {
      plan.addEvents(only);
      if (outcome !== undefined) plan.addOutcome(outcome.done);
      return plan;
    }
    // The numbers are treated one by one, and told and sent together as far as they are alike.
    const at = instant(Math.max(...numbers.map((number) => number.at)));
    const dated = ({ at: own = at, ...event }: Decided['events'][number]): DatedEvent => ({ event, at: own });
    const runs = runsOf(numbers.map(({ owned, events }) => ({ tn: owned.state.tn, events: events.map(dated) })));
    if (runs.length === 0) {
      if (outcome !== undefined) plan.addOutcome(outcome.done);
      return plan;
    }
    if (bytesOf(runs) > MOST_RUNS_BYTES) return this.applyInParts(plan, { id, kind, range }, numbers, outcome);
    await this.write(plan);
    const jobId = outcome === undefined ? ownJobId(id, runs) : id;
    const commit = commitOf({ jobId, kind, range, runs, at, metadata: (numbers[0] as Decided).metadata });
    const outcomes = outcome === undefined ? [] : [outcome.done];
    // What fits depends on how the store writes it.
    try {
      await this.deps.store.appendBatch([commit, ...outcomes]);
    } catch (error) {
      if (codeOf(error) !== 'append_too_large') throw error;
      return this.applyInParts(new AppendPlan(), { id, kind, range }, numbers, outcome);
    }
    countOutcomes(this.deps.metrics, outcomes, this.deps.clock.now());
    for (const number of numbers) this.options.firstUses.decided(number);
    await carryOut(this.deps.store, this.numbers, commit.events[0] as NewEvent);
    return new AppendPlan();
  }

  /** Numbers too different to be told in one event: the registry's own commands go in halves, a carrier's request is refused. */
  private async applyInParts(
    plan: AppendPlan,
    { id, kind, range }: { readonly id: string; readonly kind: string; readonly range: TnRange },
    numbers: readonly Decided[],
    outcome?: Outcome,
  ): Promise<AppendPlan> {
    if (outcome !== undefined) {
      plan.addRefusal(outcome.tooVaried, range);
      return plan;
    }
    const middle = Math.ceil(numbers.length / 2);
    const first = await this.apply(plan, { id: `${id}-a`, kind, range }, numbers.slice(0, middle));
    return this.apply(first, { id: `${id}-b`, kind, range }, numbers.slice(middle));
  }

  private numbersOf(plan: AppendPlan, range: TnRange): Promise<OwnedNumber[]> {
    return this.numbers.all([...tnsOf(range)], (tn) => plan.number(tn));
  }
}
