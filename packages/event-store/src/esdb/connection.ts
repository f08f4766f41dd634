import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { EsdbAddress } from './address';
import { errorOf, FaultError, faultOf } from './errors';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1000;
/** A call that hangs is tried so often within its deadline. */
const ATTEMPTS = 3;

export const backOff = (failures: number): number => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);

type CallArguments = Parameters<StreamsClient['batchAppend']>;

/** What the client's calls are made of, version 6.2.1 exactly; protected. It finds the leader and sends the credentials. */
interface Insides {
  GRPCStreamCreator<C extends object, T>(
    of: unknown,
    name: string,
    open: (grpc: C) => T,
    cache: WeakMap<C, T>,
  ): () => Promise<T>;
  callArguments(options: { readonly requiresLeader: boolean }, call: CallArguments[1]): CallArguments;
  getChannel(): Promise<{ close(): void }>;
}

export const insides = (client: EventStoreDBClient): Insides => client as unknown as Insides;

/** One call, one go: it must let go of what it holds when the signal is aborted. */
export type Attempt<T> = (client: EventStoreDBClient, signal: AbortSignal) => Promise<T>;

/** The client, and a new one where the old one hangs. The client itself finds the leader again when a call fails. */
export class Connection {
  private current: EventStoreDBClient;

  constructor(
    readonly address: EsdbAddress,
    readonly deadlineMs: number,
  ) {
    this.current = address.newClient();
  }

  get client(): EventStoreDBClient {
    return this.current;
  }

  /** Tries until it succeeds, is refused for good, or the deadline. The attempt must be safe to repeat. */
  async call<T>(attempt: Attempt<T>): Promise<T> {
    const deadline = performance.now() + this.deadlineMs;
    for (let failures = 0; ; failures += 1) {
      const { client } = this;
      try {
        return await this.inTime(client, attempt);
      } catch (error) {
        const fault = faultOf(error);
        const again = fault === 'passing' || fault === 'unclear';
        if (!again || performance.now() + backOff(failures) >= deadline) throw errorOf(error, this.address.servers);
      }
      await pause(backOff(failures));
    }
  }

  /** What still runs on the client fails, and is tried again on the new one: a connection that hangs is not worth waiting for. */
  renew(client: EventStoreDBClient): void {
    if (client !== this.current) return;
    this.current = this.address.newClient();
    void letGo(client);
  }

  close(): Promise<void> {
    return letGo(this.current);
  }

  private async inTime<T>(client: EventStoreDBClient, attempt: Attempt<T>): Promise<T> {
    const limit = this.deadlineMs / ATTEMPTS;
    const abort = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new FaultError('passing', `no answer within ${Math.round(limit)} ms`);
        reject(error);
        abort.abort(error);
        this.renew(client);
      }, limit);
    });
    try {
      return await Promise.race([attempt(client, abort.signal), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** `dispose` ends the calls, but leaves the channel open. */
async function letGo(client: EventStoreDBClient): Promise<void> {
  await client.dispose();
  const channel = await insides(client)
    .getChannel()
    .catch(() => undefined);
  channel?.close();
}
