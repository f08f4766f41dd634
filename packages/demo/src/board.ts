/** Where a number is on its way; `waiting`: its first request is still to come. */
export type PortStatus = 'waiting' | 'created' | 'agreed' | 'sending' | 'active' | 'partial_failure' | 'failed';

export const PORT_STATUSES: readonly PortStatus[] = [
  'waiting',
  'created',
  'agreed',
  'sending',
  'active',
  'partial_failure',
  'failed',
];

export interface LsmsLine {
  readonly spid: string;
  /** The last download that it applied. */
  readonly number: number;
  /** Through which download the registry has its acknowledgement; undefined while the registry does not say. */
  readonly acknowledged: number | undefined;
  /** Such as stopped or slow; empty when all is well. */
  readonly note: string;
}

export interface BoardEvent {
  /** Milliseconds since the start. */
  readonly atMs: number;
  /** `detail`: about one number. */
  readonly kind: 'detail' | 'info' | 'fault' | 'good' | 'bad';
  readonly text: string;
}

/** Everything that the screen shows. */
export interface BoardView {
  readonly title: string;
  readonly elapsedMs: number;
  readonly numbers: number;
  readonly ports: Readonly<Record<PortStatus, number>>;
  /** Number of the last download. */
  readonly downloads: number;
  /** Different requests sent. */
  readonly requests: number;
  /** Requests per second of the last seconds. */
  readonly rate: number;
  readonly lsms: readonly LsmsLine[];
  /** Most frequent first. */
  readonly refusals: readonly (readonly [code: string, count: number])[];
  /** Latest last. */
  readonly events: readonly BoardEvent[];
}

const KEPT_EVENTS = 200;
const RATE_OVER_MS = 3_000;

/** Gathers what happens. `now` in milliseconds, only differences count. */
export class Board {
  requests = 0;
  private readonly startedAt: number;
  private readonly ports = new Map<string, PortStatus>();
  private readonly counts = new Map<PortStatus, number>();
  private readonly refusals = new Map<string, number>();
  private readonly lsms = new Map<string, LsmsLine>();
  private sentAt: number[] = [];
  private events: BoardEvent[] = [];
  private head = 0;

  constructor(
    private readonly title: string,
    private readonly now: () => number,
    private readonly onEvent: (event: BoardEvent) => void = () => undefined,
  ) {
    this.startedAt = now();
  }

  say(text: string, kind: BoardEvent['kind'] = 'info'): void {
    const event = { atMs: this.now() - this.startedAt, kind, text };
    this.events.push(event);
    if (this.events.length > 2 * KEPT_EVENTS) this.events = this.events.slice(-KEPT_EVENTS);
    this.onEvent(event);
  }

  sent(): void {
    this.requests += 1;
    this.sentAt.push(this.now());
  }

  refused(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  statusOf(tn: string): PortStatus | undefined {
    return this.ports.get(tn);
  }

  portIs(tn: string, status: PortStatus): void {
    const before = this.ports.get(tn);
    if (before !== undefined) this.counts.set(before, (this.counts.get(before) ?? 0) - 1);
    this.ports.set(tn, status);
    this.counts.set(status, (this.counts.get(status) ?? 0) + 1);
  }

  /** Only forwards: a reply may come after the notice of what came after it. */
  portReached(tn: string, status: PortStatus): void {
    const before = this.ports.get(tn) ?? 'waiting';
    if (PORT_STATUSES.indexOf(status) > PORT_STATUSES.indexOf(before)) this.portIs(tn, status);
  }

  lsmsIs(line: LsmsLine): void {
    this.lsms.set(line.spid, line);
    this.headIs(line.number);
  }

  headIs(number: number): void {
    this.head = Math.max(this.head, number);
  }

  view(): BoardView {
    const now = this.now();
    this.sentAt = this.sentAt.filter((at) => at > now - RATE_OVER_MS);
    const over = Math.max(1_000, Math.min(RATE_OVER_MS, now - this.startedAt));
    return {
      title: this.title,
      elapsedMs: now - this.startedAt,
      numbers: this.ports.size,
      ports: Object.fromEntries(PORT_STATUSES.map((status) => [status, this.counts.get(status) ?? 0])) as Record<
        PortStatus,
        number
      >,
      downloads: this.head,
      requests: this.requests,
      rate: (this.sentAt.length * 1_000) / over,
      lsms: [...this.lsms.values()],
      refusals: [...this.refusals].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
      events: this.events.slice(-KEPT_EVENTS),
    };
  }
}
