import type { AllStreamResolvedEvent, Position as LogPosition, ResolvedEvent } from '@eventstore/db-client';
import { StoreCorruptError } from '../lmdb/errors';
import {
  type EventJsonCodec,
  type Position,
  type ReadStreamOptions,
  type RecordedEvent,
  START,
  type StoredJsonEvent,
} from '../port';
import type { Connection } from './connection';
import { FaultError, faultOf } from './errors';

/** Events of the whole log asked for at once, those of others included. */
const PAGE = 512;
const SMALL_PAGE = 32;

type Resolved = Pick<ResolvedEvent | AllStreamResolvedEvent, 'event'>;
type Reading = AsyncIterable<Resolved> &
  NodeJS.EventEmitter & { destroy(error?: Error): unknown; cancel(): Promise<void> };

/** A position as the server has it: what is appended by us lies where it was prepared. */
export const logPosition = (position: Position): LogPosition => ({ commit: position, prepare: position });

export function storedEvent({ event }: Resolved): StoredJsonEvent | undefined {
  if (event?.position === undefined) return undefined;
  const { id, type, streamId: stream, revision, position, data, metadata } = event;
  const found = { id: id.replaceAll('-', ''), type, stream, data, metadata };
  return { ...found, revision: Number(revision), position: position.commit };
}

export class Reads {
  constructor(
    private readonly connection: Connection,
    private readonly codec: EventJsonCodec,
    private readonly isOurs: (stream: string) => boolean,
  ) {}

  /** The event, if it is one of this store. */
  decode(stored: StoredJsonEvent): RecordedEvent | undefined {
    return this.isOurs(stored.stream) ? this.codec.decode(stored) : undefined;
  }

  async stream(stream: string, options: ReadStreamOptions): Promise<RecordedEvent[]> {
    return (await this.raw(stream, options)).map((stored) => {
      const event = this.codec.decode(stored);
      if (event !== undefined) return event;
      throw new StoreCorruptError(`revision ${stored.revision} of stream ${stream} was written by somebody else`);
    });
  }

  async raw(stream: string, options: ReadStreamOptions): Promise<StoredJsonEvent[]> {
    const { direction = 'forward', limit = Number.MAX_SAFE_INTEGER, from } = options;
    mustBeLimit(limit);
    if (from !== undefined && !(Number.isInteger(from) && from >= 0))
      throw new RangeError(`from ${from} is no revision`);
    if (limit === 0) return [];
    const maxCount = Math.min(limit, Number.MAX_SAFE_INTEGER);
    if (direction === 'forward') {
      return this.collect((client) =>
        client.readStream(stream, { maxCount, fromRevision: BigInt(from ?? 0), requiresLeader: true }),
      );
    }
    let fromRevision: bigint | 'end' = 'end';
    if (from !== undefined) {
      // Servers look for revisions behind the last one by one.
      const [last] = await this.raw(stream, { direction, limit: 1 });
      if (last === undefined) return [];
      fromRevision = BigInt(Math.min(from, last.revision));
    }
    return this.collect((client) =>
      client.readStream(stream, { maxCount, fromRevision, direction: 'backwards', requiresLeader: true }),
    );
  }

  /** Our events after a position. */
  async all(after: Position, limit: number): Promise<RecordedEvent[]> {
    mustBeLimit(limit);
    const events: RecordedEvent[] = [];
    for (let from = after; events.length < limit; ) {
      // The server gives the event at the position as well, and others' between ours.
      const maxCount = Math.min(PAGE, Math.max(SMALL_PAGE, limit - events.length + 1));
      const page = await this.page('forwards', maxCount, from === START ? 'start' : logPosition(from));
      for (const stored of page) {
        const event = stored.position > from && events.length < limit ? this.decode(stored) : undefined;
        if (event !== undefined) events.push(event);
      }
      const last = page.at(-1);
      if (page.length < maxCount || last === undefined) break;
      from = last.position;
    }
    return events;
  }

  /** Position of our last event. */
  async head(): Promise<Position> {
    let from: LogPosition | 'end' = 'end';
    for (let maxCount = SMALL_PAGE; ; maxCount = PAGE) {
      const page: StoredJsonEvent[] = await this.page('backwards', maxCount, from);
      const ours = page.find((stored) => this.decode(stored) !== undefined);
      if (ours !== undefined) return ours.position;
      const last = page.at(-1);
      if (page.length < maxCount || last === undefined) return START;
      from = logPosition(last.position);
    }
  }

  /** Also the test of whether the server can be reached and lets us read. */
  page(direction: 'forwards' | 'backwards', maxCount: number, fromPosition: LogPosition | 'start' | 'end') {
    return this.collect((client) => client.readAll({ maxCount, fromPosition, direction, requiresLeader: true }));
  }

  private collect(start: (client: Connection['client']) => Reading): Promise<StoredJsonEvent[]> {
    return this.connection.call(async (client, signal) => {
      const reading = start(client);
      // Errors may come after the loop has ended by another.
      reading.on('error', () => undefined);
      signal.addEventListener('abort', () => reading.destroy(signal.reason as Error));
      const events: StoredJsonEvent[] = [];
      try {
        for await (const resolved of reading) {
          const stored = storedEvent(resolved);
          if (stored !== undefined) events.push(stored);
        }
        // What still runs on a client that is given up ends as if there were no more, without an error.
        if (client !== this.connection.client) throw new FaultError('passing', 'the connection was given up meanwhile');
        return events;
      } catch (error) {
        void reading.cancel().catch(() => undefined);
        if (faultOf(error) === 'not_found') return [];
        throw error;
      }
    });
  }
}

function mustBeLimit(limit: number): void {
  if (!(limit >= 0)) throw new RangeError(`limit ${limit} is not a number of events`);
}
