import type { Broker } from '@openlnp/broker';
import type { EventStore } from '@openlnp/event-store';
import { type AcceptedRequest, decodeWire, isMessageError, PARTITIONS, TOPICS } from '@openlnp/messages';
import { requestStream } from '@openlnp/service';
import type { RequestStatus } from './http/ports';

/** What the registry knows of a request that has its outcome. */
export interface Known {
  readonly contentHash: string;
  readonly status: RequestStatus;
}

interface Waiting {
  readonly request: AcceptedRequest;
  /** Settles when the request is durable; gives the outcome when it turned out to have one already. */
  readonly durable: Promise<Known | undefined>;
}

/** Requests that were accepted and have no outcome yet: what `pending` means, and what a repeat is compared with. */
export class PendingRequests {
  private readonly byId = new Map<string, Waiting>();

  get size(): number {
    return this.byId.size;
  }

  get(requestId: string): Waiting | undefined {
    return this.byId.get(requestId);
  }

  add(request: AcceptedRequest, durable: Promise<Known | undefined>): Waiting {
    const waiting = { request, durable };
    this.byId.set(request.requestId, waiting);
    return waiting;
  }

  remove(requestId: string): void {
    this.byId.delete(requestId);
  }

  /** After a start: what stands in the topics behind what their readers have committed, less what has its outcome. */
  static async rebuild(broker: Broker, store: EventStore): Promise<PendingRequests> {
    const pending = new PendingRequests();
    const backlogs: [string, string][] = [
      [TOPICS.portRequests, 'validation'],
      [TOPICS.portCommands, 'activation'],
      [TOPICS.portCommands, 'network-data'],
    ];
    for (const [topic, group] of backlogs) {
      for (let partition = 0; partition < PARTITIONS; partition += 1) {
        for await (const request of acceptedBehind(broker, group, topic, partition))
          pending.add(request, Promise.resolve(undefined));
      }
    }
    for (const requestId of [...pending.byId.keys()]) {
      const outcome = await store.readStream(requestStream(requestId), { limit: 1 });
      if (outcome.length > 0) pending.remove(requestId);
    }
    return pending;
  }
}

async function* acceptedBehind(
  broker: Broker,
  group: string,
  topic: string,
  partition: number,
): AsyncGenerator<AcceptedRequest> {
  const { earliest, end } = await broker.offsets(topic, partition);
  const committed = (await broker.committed(group, topic, partition)) ?? earliest;
  let next = committed > earliest ? committed : earliest;
  while (next < end) {
    const records = await broker.fetch(topic, partition, next, 500);
    if (records.length === 0) return;
    for (const record of records) {
      const request = acceptedRequestIn(record.value);
      if (request !== undefined) yield request;
    }
    next = (records.at(-1)?.offset ?? next) + 1n;
  }
}

/** Undefined for a command of the registry itself, and for what cannot be read: its consumer puts that to the dead letters. */
function acceptedRequestIn(value: Uint8Array): AcceptedRequest | undefined {
  try {
    const { type, data } = decodeWire(value);
    return type === 'AcceptedRequest' ? (data as AcceptedRequest) : undefined;
  } catch (error) {
    if (isMessageError(error)) return undefined;
    throw error;
  }
}
