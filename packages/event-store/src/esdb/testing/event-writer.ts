import type { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadCounter } from './counters';
import type { PlannedDrop } from './faults';
import type { LogRecord } from './log';
import type { Node } from './node';
import { callError, eventResponse, unavailable } from './wire';

export type ReadCall = ServerWritableStream<unknown, ReadResp>;

/** Events after which a long read lets other calls have their turn. */
export const TURN = 256;
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Writes the answers of one Read call no faster than HTTP/2 flow control lets the client have them. */
export class EventWriter {
  #over = false;
  #blocked = false;

  constructor(
    private readonly node: Node,
    private readonly call: ReadCall,
    private readonly counter: ReadCounter,
    private readonly drop: PlannedDrop | undefined,
  ) {
    call.on('drain', () => {
      this.#blocked = false;
    });
    for (const event of ['cancelled', 'close', 'error']) call.once(event, () => this.#end());
  }

  /** The call has ended, from whichever side. */
  get over(): boolean {
    return this.#over || this.call.cancelled;
  }

  async event(record: LogRecord): Promise<void> {
    this.counter.written += 1;
    await this.#write(eventResponse(record), () => {
      this.counter.sent += 1;
    });
    await this.dropWhenDue();
  }

  async message(response: ReadResp): Promise<void> {
    await this.#write(response);
  }

  /** Strikes when the planned number of events is out; called once before the first for a plan of none. */
  async dropWhenDue(): Promise<void> {
    const drop = this.drop;
    if (!drop || this.over || this.counter.written < drop.afterEvents) return;
    while (!this.over && this.counter.sent < this.counter.written) await this.#once('sent');
    if (this.over) return;
    this.node.faults.count(`read-${drop.how}`);
    this.#end();
    if (drop.how === 'connection') this.node.cut(this.call.getPeer());
    else this.call.emit('error', drop.how === 'unavailable' ? unavailable() : callError(1, 'Cancelled by the server'));
  }

  /** Resolves when `begin`'s callback is called or the call is over. */
  async until(begin: (done: () => void) => () => void): Promise<void> {
    if (this.over) return;
    await new Promise<void>((resolve) => {
      const stop = begin(() => finish());
      const finish = (): void => {
        stop();
        this.call.off('over', finish);
        resolve();
      };
      this.call.once('over', finish);
    });
  }

  finish(): void {
    if (!this.over) this.call.end();
    this.#end();
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.counter.state = 'ended';
    this.call.emit('over');
  }

  async #write(response: ReadResp, onSent?: () => void): Promise<void> {
    if (this.over) return;
    const room = this.call.write(response, () => {
      onSent?.();
      this.call.emit('sent');
    });
    if (room) return;
    this.#blocked = true;
    this.counter.stalls += 1;
    this.counter.state = 'stalled';
    while (this.#blocked && !this.over) await this.#once('drain');
    if (!this.over) this.counter.state = 'running';
  }

  async #once(name: 'sent' | 'drain'): Promise<void> {
    await this.until((done) => {
      this.call.once(name, done);
      return () => this.call.off(name, done);
    });
  }
}
