import { readFileSync } from 'node:fs';
import {
  type CarrierConnection,
  type CarrierMessage,
  connectHttp,
  connectKafka,
  createLsmsTable,
  memoryCheckpoint,
  type Refusal,
  type Reply,
  type RunningLsms,
  runLsms,
} from '@openlnp/carrier-client';
import { eventually } from './eventually';

export interface CarrierOptions {
  readonly spid: string;
  readonly url: string;
  readonly tokenFile: string;
  /** Connects over Kafka when given. */
  readonly brokers?: string;
  /** What its LSMS keeps on its own disk. */
  readonly memory: LsmsMemory;
}

/** An LSMS's table and how far it is: outlives its process and that of the registry. */
export class LsmsMemory {
  readonly table = createLsmsTable();
  readonly checkpoint = memoryCheckpoint();
}

/** A simulated carrier: its SOA with an inbox, its LSMS with a table. */
export class Carrier {
  readonly inbox: CarrierMessage[] = [];
  private lsms: RunningLsms | undefined;
  /** Asked for each download; undefined takes it. */
  refuse: (tn: string) => Refusal | undefined = () => undefined;

  private constructor(
    readonly spid: string,
    readonly token: string,
    readonly connection: CarrierConnection,
    private readonly url: () => string,
    private readonly memory: LsmsMemory,
  ) {}

  get table() {
    return this.memory.table;
  }

  static async connect({ spid, url, tokenFile, brokers, memory }: CarrierOptions): Promise<Carrier> {
    const token = readFileSync(tokenFile, 'utf8').trim();
    const connection =
      brokers === undefined ? connectHttp({ url, token, spid }) : await connectKafka({ brokers: [brokers], spid });
    const carrier = new Carrier(spid, token, connection, () => url, memory);
    void connection.messages({ onMessage: (message) => void carrier.inbox.push(message) }).catch(() => undefined);
    return carrier;
  }

  /** Sends and waits for the one final reply. */
  async ask(kind: string, fields: object, messageId?: string): Promise<Reply> {
    const sent = await this.connection.send({ kind, ...fields }, messageId === undefined ? {} : { messageId });
    return this.connection.waitForReply(sent.messageId, { timeoutMs: 60_000 });
  }

  messages(type: string, tn: string): Record<string, unknown>[] {
    return this.inbox
      .filter((message) => message.type === type && message.data.tn === tn)
      .map(({ data }) => ({ ...data }));
  }

  startLsms(): void {
    this.lsms = runLsms({
      connection: this.connection,
      ...this.memory,
      decide: ({ firstTn, action }) => (action === 'activate' ? this.refuse(firstTn) : undefined),
    });
  }

  async stopLsms(): Promise<void> {
    await this.lsms?.stop();
    this.lsms = undefined;
  }

  /** Numbers of the downloads that its LSMS took of those it had refused. */
  async takeRefused(): Promise<readonly number[]> {
    return (await this.lsms?.takeRefused())?.taken ?? [];
  }

  async lsmsReached(number: number): Promise<void> {
    await this.lsms?.reached(number);
  }

  /** GET with this carrier's token. */
  async get(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
    const response = await fetch(`${this.url()}${path}`, { headers: { authorization: `Bearer ${this.token}` } });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  /** The number's versions as this carrier sees them, once `holds` says so. */
  versions(tn: string, holds: (versions: SeenVersion[]) => boolean): Promise<SeenVersion[]> {
    return eventually(async () => {
      const { body } = await this.get(`/v1/telephone-numbers/${tn}`);
      const versions = body.subscriptionVersions as SeenVersion[];
      if (!holds(versions)) throw new Error(`${tn} as ${this.spid} sees it: ${JSON.stringify(body)}`);
      return versions;
    });
  }

  async close(): Promise<void> {
    await this.stopLsms();
    await this.connection.close();
  }
}

export interface SeenVersion {
  readonly svId: number;
  readonly status: string;
  readonly failedSps: readonly { readonly spid: string; readonly reason: string }[];
  /** While it is sending. */
  readonly answers: readonly { readonly spid: string; readonly ok: boolean }[];
  readonly newSp: string;
  readonly oldSp: string;
}
