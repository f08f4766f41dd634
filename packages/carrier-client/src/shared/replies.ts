import type { CarrierMessage, Reply } from '../connection';
import { CarrierError, type ReplyError } from '../errors';
import { RecentMap } from './recent';
import { pause, type Timers } from './timers';

export interface ReplySources {
  /** Follows the carrier's messages until the signal; rejects when it cannot go on. */
  readonly follow: (onMessage: (message: CarrierMessage) => void, signal: AbortSignal) => Promise<void>;
  /** Looks the reply up, where the transport can: what the feed showed before it was followed. Else says why there is none. */
  readonly lookUp?: ((messageId: string, signal: AbortSignal) => Promise<Reply | string>) | undefined;
  readonly timers: Timers;
  readonly signal: AbortSignal;
}

/** Milliseconds between look-ups, doubling from the first to the last. */
const LOOK_UP_FIRST_MS = 1_000;
const LOOK_UP_MOST_MS = 10_000;

/** Waits for final replies: one feed for all waits, opened by the first one and kept. */
export class Replies {
  private readonly seen = new RecentMap<Reply>();
  private readonly waiting = new Map<string, Set<(outcome: Reply | CarrierError) => void>>();
  private following: Promise<void> | undefined;

  constructor(private readonly sources: ReplySources) {}

  async wait(messageId: string, options: { timeoutMs: number; signal?: AbortSignal | undefined }): Promise<Reply> {
    const { signal } = options;
    if (this.sources.signal.aborted) throw new CarrierError('closed', 'the connection is closed');
    if (signal?.aborted) throw new CarrierError('aborted', 'the wait was aborted');
    this.following ??= this.follow();
    const had = this.seen.get(messageId);
    if (had !== undefined) return had;

    const over = new AbortController();
    const outcome = await new Promise<Reply | CarrierError>((resolve) => {
      const { timers } = this.sources;
      let lookedUp = '';
      const cancel = timers.after(options.timeoutMs, () => {
        const timeout = `no reply to ${messageId} within ${options.timeoutMs} ms${lookedUp}`;
        settle(new CarrierError('reply_timeout', timeout));
      });
      const aborted = (): void => settle(new CarrierError('aborted', 'the wait was aborted'));
      const settle = (value: Reply | CarrierError): void => {
        cancel();
        signal?.removeEventListener('abort', aborted);
        this.removeWaiter(messageId, settle);
        over.abort();
        resolve(value);
      };
      signal?.addEventListener('abort', aborted, { once: true });
      const waiters = this.waiting.get(messageId) ?? new Set();
      this.waiting.set(messageId, waiters.add(settle));
      const none = (why: string): void => {
        lookedUp = `; asked for it: ${why}`;
      };
      if (this.sources.lookUp !== undefined) this.lookUp(messageId, over.signal, settle, none).catch(settle);
    });
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  private async follow(): Promise<void> {
    let failure = new CarrierError('closed', 'the connection is closed');
    try {
      await this.sources.follow((message) => this.take(message), this.sources.signal);
    } catch (error) {
      failure = error as CarrierError;
    }
    this.following = undefined;
    for (const waiters of [...this.waiting.values()]) for (const settle of [...waiters]) settle(failure);
  }

  private take(message: CarrierMessage): void {
    const reply = replyOf(message);
    if (reply === undefined) return;
    this.seen.set(reply.messageId, reply);
    for (const settle of [...(this.waiting.get(reply.messageId) ?? [])]) settle(reply);
  }

  private async lookUp(
    messageId: string,
    over: AbortSignal,
    settle: (reply: Reply) => void,
    none: (why: string) => void,
  ): Promise<void> {
    for (let waitMs = LOOK_UP_FIRST_MS; !over.aborted; waitMs = Math.min(waitMs * 2, LOOK_UP_MOST_MS)) {
      const reply = await this.sources.lookUp?.(messageId, over);
      if (over.aborted) return;
      if (typeof reply === 'string') none(reply);
      else if (reply !== undefined) settle(reply);
      await pause(this.sources.timers, waitMs, over);
    }
  }

  private removeWaiter(messageId: string, settle: (outcome: Reply | CarrierError) => void): void {
    const waiters = this.waiting.get(messageId);
    waiters?.delete(settle);
    if (waiters?.size === 0) this.waiting.delete(messageId);
  }
}

function replyOf({ type, data }: CarrierMessage): Reply | undefined {
  if (type !== 'RequestDone' && type !== 'RequestRefused') return undefined;
  return replyFrom(data, type === 'RequestDone' ? 'done' : 'refused');
}

/** A reply from its message or from the registry's answer about the request; undefined when it names no message. */
export function replyFrom(data: Readonly<Record<string, unknown>>, status: Reply['status']): Reply | undefined {
  const { messageId } = data;
  if (typeof messageId !== 'string') return undefined;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    requestId: text(data.requestId) ?? text(data.id) ?? '',
    messageId,
    status,
    kind: text(data.kind),
    tn: text(data.tn),
    svIds: Array.isArray(data.svIds) ? (data.svIds as number[]) : [],
    errors: Array.isArray(data.errors) ? (data.errors as ReplyError[]) : [],
  };
}
