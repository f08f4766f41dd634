import {
  type CarrierConnection,
  type CarrierMessage,
  codeOf,
  createLsmsTable,
  memoryCheckpoint,
  type Reply,
  type RunningLsms,
  runLsms,
  type SvDownloadForm,
} from '@openlnp/carrier-client';
import type { Line } from './line';
import { isReply, notificationText, replyText } from './said';

/** An LSMS: a table that outlives its process, and what it took since anybody looked. */
export class Lsms {
  readonly table = createLsmsTable();
  readonly taken: SvDownloadForm[] = [];
  private readonly checkpoint = memoryCheckpoint();
  private readonly refused = new Map<string, string>();
  private running: RunningLsms | undefined;

  constructor(private readonly connection: CarrierConnection) {}

  get isUp(): boolean {
    return this.running !== undefined;
  }

  comesUp(): void {
    this.running = runLsms({
      connection: this.connection,
      table: this.table,
      checkpoint: this.checkpoint,
      decide: ({ firstTn }) => {
        const code = this.refused.get(firstTn);
        return code === undefined ? undefined : { code };
      },
      onApplied: ({ data }, refusal) => {
        if (refusal === undefined) this.taken.push(data as unknown as SvDownloadForm);
      },
    });
  }

  async goesDown(): Promise<void> {
    await this.running?.stop();
    this.running = undefined;
  }

  /** From now on it refuses the downloads of this number. */
  refuses(tn: string, code: string): void {
    this.refused.set(tn, code);
  }

  takesAgain(tn: string): void {
    this.refused.delete(tn);
  }

  /** Whether the registry knows that it has dealt with everything through this download. */
  hasAcknowledged(number: number): boolean {
    return this.running === undefined || this.running.acknowledged >= number;
  }
}

export class Refused extends Error {}

/** A carrier, or NPAC personnel: what it sends, and what it is sent. */
export class Party {
  readonly lsms: Lsms;
  private readonly connection: CarrierConnection;
  private readonly inbox: CarrierMessage[] = [];
  /** How much of the inbox the story has accounted for: of its notifications, and of its replies. */
  private read = 0;
  private replied = 0;

  constructor(
    private readonly line: Line,
    private readonly settled: () => Promise<void>,
  ) {
    this.connection = line.connection;
    this.lsms = new Lsms(this.connection);
    // It ends with the connection, and what is missing in the inbox fails the story.
    void this.connection.messages({ onMessage: (message) => void this.inbox.push(message) }).catch(() => undefined);
  }

  get spid(): string {
    return this.connection.spid;
  }

  /** What it does as the service bureau of another one, or tries to. */
  async actingFor<T>(spid: string, act: (bureau: Party) => Promise<T>): Promise<T> {
    this.line.voice.actingFor = spid;
    try {
      return await act(this);
    } finally {
      delete this.line.voice.actingFor;
    }
  }

  /** Sends a request that is done; answers when everything that follows from it has taken effect. */
  async sends(kind: string, fields: object): Promise<Reply> {
    const reply = await this.ask(kind, fields);
    if (reply.status !== 'done') throw new Refused(`${this.spid} ${kind}: ${JSON.stringify(reply.errors)}`);
    return reply;
  }

  /** Sends a request that is refused; the codes and rules of the reply, such as `not_pending R5-52`, or the code of the door. */
  async isRefused(kind: string, fields: object): Promise<string[]> {
    let reply: Reply;
    try {
      reply = await this.ask(kind, fields);
    } catch (error) {
      const code = codeOf(error);
      if (code === undefined) throw error;
      return [code];
    }
    if (reply.status !== 'refused') throw new Error(`${this.spid} ${kind} was done`);
    return reply.errors.map(({ code, rule }) => (rule == null ? code : `${code} ${rule}`));
  }

  private async ask(kind: string, fields: object): Promise<Reply> {
    const { messageId } = await this.connection.send({ kind, ...fields });
    const reply = await this.connection.waitForReply(messageId, { timeoutMs: 10_000 });
    await this.settled();
    return reply;
  }

  /** Whether it has everything before this place of its feed. */
  hasMessagesBefore(end: bigint): boolean {
    const last = this.inbox.at(-1);
    return end === 0n || (last !== undefined && BigInt(last.place) >= end - 1n);
  }

  /** The notifications since the last time, in order. */
  news(tn: string): string[] {
    const news = this.inbox.slice(this.read).filter((message) => !isReply(message));
    this.read = this.inbox.length;
    return news.map((message) => notificationText(message, tn));
  }

  /** The final replies since the last time, in order. */
  replies(): string[] {
    const replies = this.inbox.slice(this.replied).filter(isReply);
    this.replied = this.inbox.length;
    return replies.map(replyText);
  }

  async leaves(): Promise<void> {
    await this.lsms.goesDown();
    await this.connection.close();
  }
}
