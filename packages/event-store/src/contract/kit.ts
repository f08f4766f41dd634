import { randomBytes, randomUUID } from 'node:crypto';
import type { EventStore, NewEvent, RecordedEvent, SubscribeOptions } from '../port';

/** What some engines let a test do; the suite's tests that need one are run where it is announced. */
export interface StoreHooks {
  /** A second store on the same events, as of another process. `dispose` closes it as well. */
  openAnother(): Promise<EventStore>;
  /** So many events that are not this store's: of other applications, and of the engine itself. */
  writeForeign(count: number): Promise<void>;
  /** The next append takes effect, and its answer is lost in one of the ways that the engine can; each call another one. */
  loseNextAnswer(): void;
  /** Reads and subscriptions lose their connection after so many more events, so many times. */
  dropReads(afterEvents: number, times: number): void;
}

export type HookOf = <K extends keyof StoreHooks>(hook: K) => StoreHooks[K];

export interface OpenedStore {
  readonly store: EventStore;
  readonly hooks?: Partial<StoreHooks>;
  /** Closes the store and opens the same events again. */
  reopen(): Promise<EventStore>;
  /** Closes what is open and throws the events away. */
  dispose(): Promise<void>;
}

export type OpenStore = () => Promise<OpenedStore>;

/** Streams of one test, apart from those of all others: a store may be shared with what ran before. */
export const streamName = (kind = 'stream'): string => `contract-${kind}-${randomUUID()}`;

export function newEvent(n: number, text = ''): NewEvent {
  return {
    id: randomBytes(16).toString('hex'),
    type: n % 2 === 0 ? 'even-counted' : 'odd-counted',
    data: { n, text },
    metadata: {
      occurredAt: 1_700_000_000_000 + n,
      requestId: n % 2 === 0 ? null : `request-${n}`,
      actor: '1111',
      actingFor: n % 2 === 0 ? '2222' : null,
      traceparent: null,
      viewPosition: n % 2 === 0 ? null : '18446744073709551615',
    },
  };
}

export const newEvents = (count: number, from = 0): NewEvent[] =>
  Array.from({ length: count }, (_, index) => newEvent(from + index));

export const ids = (events: readonly { readonly id: string }[]): string[] => events.map((event) => event.id);

/** Appends one event at a time behind the stream's last, and gives them back. */
export async function appendOneByOne(store: EventStore, stream: string, count: number, from = 0): Promise<NewEvent[]> {
  const events = newEvents(count, from);
  for (const [index, event] of events.entries()) {
    await store.append({ stream, expectedRevision: from + index - 1, events: [event] });
  }
  return events;
}

/** Follows a store into an array. */
export class Collector {
  readonly events: RecordedEvent[] = [];
  readonly batches: number[] = [];
  private readonly waiting: {
    readonly count: number;
    readonly resolve: () => void;
    readonly reject: (e: unknown) => void;
  }[] = [];
  private failure: { readonly error: unknown } | undefined;

  readonly options: Pick<SubscribeOptions, 'onEvents' | 'onError'> = {
    onEvents: (events) => {
      this.events.push(...events);
      this.batches.push(events.length);
      for (const { count, resolve } of this.waiting) if (this.events.length >= count) resolve();
    },
    onError: (error) => {
      this.failure = { error };
      for (const { reject } of this.waiting) reject(error);
    },
  };

  /** Resolves when there are that many, rejects when the subscription ends by an error. */
  reaches(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.failure !== undefined) reject(this.failure.error);
      else if (this.events.length >= count) resolve();
      else this.waiting.push({ count, resolve, reject });
    });
  }
}

/** A promise that is resolved from outside. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}
