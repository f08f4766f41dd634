import type { AppendResult, EventStore, StreamAppend } from '@openlnp/event-store';
import { tracedEvent } from '@openlnp/service';

/** Told of what a process appends, and of what it could not. */
export interface AppendObserver {
  /** Before anybody knows what becomes of it; it has its own handling of what it rejects with. */
  begun?(work: Promise<unknown>): void;
  appended?(appends: readonly StreamAppend[]): void;
  failed?(error: unknown): void;
}

/**
 * The store as the services of this process see it: every event they append is a hop of its trace, and what became of it is told
 * to the observers.
 */
export function observedStore(store: EventStore, observers: readonly AppendObserver[]): EventStore {
  const tell = async <T>(appends: readonly StreamAppend[], result: Promise<T>): Promise<T> => {
    for (const observer of observers) observer.begun?.(result);
    try {
      await result;
    } catch (error) {
      for (const observer of observers) observer.failed?.(error);
      throw error;
    }
    for (const observer of observers) observer.appended?.(appends);
    return result;
  };
  const traced = (append: StreamAppend): StreamAppend => ({ ...append, events: append.events.map(tracedEvent) });
  return {
    atomicBatches: store.atomicBatches,
    append: (append): Promise<AppendResult> => {
      const own = traced(append);
      return tell([own], store.append(own));
    },
    appendBatch: (appends): Promise<AppendResult[]> => {
      const own = appends.map(traced);
      return tell(own, store.appendBatch(own));
    },
    readStream: (stream, options) => store.readStream(stream, options),
    readAll: (after, limit) => store.readAll(after, limit),
    head: () => store.head(),
    subscribe: (options) => store.subscribe(options),
    saveCheckpoint: (name, position) => tell([], store.saveCheckpoint(name, position)),
    loadCheckpoint: (name) => store.loadCheckpoint(name),
    close: () => store.close(),
  };
}
