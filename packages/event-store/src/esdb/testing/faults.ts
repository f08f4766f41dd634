/**
 * What the next appends suffer:
 * - `wrong-expected-version`, `deadline-exceeded`: not applied, answered so, the others go on;
 * - `not-leader`, `unavailable`: not applied; the whole call ends so, and with it every append that waits on it;
 * - `applied-unanswered`: takes effect and is never answered (a batch append of the client then waits for ever);
 * - `applied-timeout`: takes effect and is answered as the server's own commit timeout (deadline-exceeded to the client);
 * - `applied-dropped`: takes effect, then the connection is cut before the answer.
 */
export type AppendFault =
  | 'wrong-expected-version'
  | 'deadline-exceeded'
  | 'not-leader'
  | 'unavailable'
  | 'applied-unanswered'
  | 'applied-timeout'
  | 'applied-dropped';

/** How a read ends too early: the connection is cut, or the server ends the call as unavailable or cancelled. */
export type ReadFault = 'connection' | 'unavailable' | 'cancelled';

export interface DropReads {
  /** Events that the read still gets. */
  readonly afterEvents: number;
  /** Reads and subscriptions to meet it, the next ones first; default 1. */
  readonly times?: number;
  readonly how?: ReadFault;
  /** Default: whatever reads next. */
  readonly only?: 'read' | 'subscription';
}

export interface PlannedDrop {
  readonly afterEvents: number;
  readonly how: ReadFault;
}

export type FaultName = AppendFault | `read-${ReadFault}` | 'delayed' | 'connections-dropped';

/** Faults wait here until a call takes them. Those of a cluster are shared by its nodes. */
export class Faults {
  readonly #appends: AppendFault[] = [];
  #drops: (PlannedDrop & { readonly only?: DropReads['only'] })[] = [];
  readonly #fired = new Map<FaultName, number>();
  readonly #cutters = new Set<() => number>();
  #delayMs = 0;

  /** The next `times` appends, after those that are already planned. */
  nextAppends(fault: AppendFault, times = 1): void {
    for (let n = 0; n < times; n += 1) this.#appends.push(fault);
  }

  /** Every append is applied at once and answered, and every read begun, this many milliseconds later; 0 ends it. */
  delayAnswers(ms: number): void {
    this.#delayMs = ms;
  }

  dropReads({ afterEvents, times = 1, how = 'connection', only }: DropReads): void {
    for (let n = 0; n < times; n += 1) this.#drops.push({ afterEvents, how, ...(only && { only }) });
  }

  /** Cuts every open connection now; gives their number. The server goes on taking new ones. */
  dropConnections(): number {
    let cut = 0;
    for (const cutAll of this.#cutters) cut += cutAll();
    if (cut > 0) this.count('connections-dropped', cut);
    return cut;
  }

  /** Forgets what is planned, not what was counted. */
  clear(): void {
    this.#appends.length = 0;
    this.#drops = [];
    this.#delayMs = 0;
  }

  /** How often each fault has struck. */
  get fired(): Readonly<Partial<Record<FaultName, number>>> {
    return Object.fromEntries(this.#fired);
  }

  /** What is planned and has met no call yet. */
  get pending(): number {
    return this.#appends.length + this.#drops.length;
  }

  takeAppend(): AppendFault | undefined {
    const fault = this.#appends.shift();
    if (fault) this.count(fault);
    return fault;
  }

  takeDrop(kind: 'read' | 'subscription'): PlannedDrop | undefined {
    const index = this.#drops.findIndex((drop) => drop.only === undefined || drop.only === kind);
    return index < 0 ? undefined : this.#drops.splice(index, 1)[0];
  }

  /** Resolves after the delay in force. */
  async delayed(): Promise<void> {
    if (this.#delayMs === 0) return;
    this.count('delayed');
    await new Promise((resolve) => setTimeout(resolve, this.#delayMs));
  }

  count(name: FaultName, times = 1): void {
    this.#fired.set(name, (this.#fired.get(name) ?? 0) + times);
  }

  /** A server says how its connections are cut; the returned function takes that back. */
  onDropConnections(cutAll: () => number): () => void {
    this.#cutters.add(cutAll);
    return () => this.#cutters.delete(cutAll);
  }
}
