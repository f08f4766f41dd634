import {
  type CarrierConnection,
  type CarrierMessage,
  type CarrierRequestForm,
  codeOf,
  type Reply,
} from '@openlnp/carrier-client';

export interface CarrierOptions {
  readonly spid: string;
  /** The first is used for everything; the others to send the same again. */
  readonly connections: readonly [CarrierConnection, ...CarrierConnection[]];
  readonly onMessage?: (message: CarrierMessage) => void;
  /** Its feed of messages ended by itself. */
  readonly onFailure?: (error: unknown) => void;
}

/** Longer than any restart takes. */
const REPLY_TIMEOUT_MS = 120_000;

/** The SOA of a simulated carrier: sends, and keeps every message that it gets. */
export class Carrier {
  readonly spid: string;
  /** Copies of requests that the registry took, beyond the first of each. */
  copiesTaken = 0;
  /** Sends each request so many times, spread over the connections. */
  copies = 1;
  private readonly byTn = new Map<string, CarrierMessage[]>();
  private readonly finalReplies = new Map<string, number>();

  constructor(private readonly options: CarrierOptions) {
    this.spid = options.spid;
    const [connection] = options.connections;
    connection.messages({ onMessage: (message) => this.take(message) }).catch((error: unknown) => {
      if (codeOf(error) !== 'closed') options.onFailure?.(error);
    });
  }

  /** Sends and waits for the final reply. Every copy must be taken for the same request. */
  async ask(form: CarrierRequestForm, messageId: string, signal: AbortSignal): Promise<Reply> {
    const { connections } = this.options;
    const sent = await Promise.all(
      Array.from({ length: this.copies }, (_, copy) => {
        const connection = connections[copy % connections.length] as CarrierConnection;
        return connection.send(form, { messageId, signal, deadlineMs: REPLY_TIMEOUT_MS });
      }),
    );
    this.copiesTaken += sent.length - 1;
    const ids = new Set(sent.map(({ requestId }) => requestId));
    if (ids.size !== 1) throw new Error(`${messageId} was taken for ${ids.size} requests: ${[...ids].join(', ')}`);
    return connections[0].waitForReply(messageId, { timeoutMs: REPLY_TIMEOUT_MS, signal });
  }

  /** What this carrier was told about a number: the data of messages of this type, in order. */
  messages(type: string, tn: string): Readonly<Record<string, unknown>>[] {
    return (this.byTn.get(tn) ?? []).filter((message) => message.type === type).map(({ data }) => data);
  }

  /** Final replies that came for a request. */
  repliesTo(messageId: string): number {
    return this.finalReplies.get(messageId) ?? 0;
  }

  async close(): Promise<void> {
    await Promise.all(this.options.connections.map((connection) => connection.close()));
  }

  private take(message: CarrierMessage): void {
    const { tn, messageId } = message.data;
    if (typeof tn === 'string') this.byTn.set(tn, [...(this.byTn.get(tn) ?? []), message]);
    if ((message.type === 'RequestDone' || message.type === 'RequestRefused') && typeof messageId === 'string') {
      this.finalReplies.set(messageId, this.repliesTo(messageId) + 1);
    }
    this.options.onMessage?.(message);
  }
}
