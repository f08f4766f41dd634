import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { CarrierConnection, Download, MessagesOptions, Reply } from '../connection';
import { CarrierError, codeOf } from '../errors';
import { type Log, noLog } from '../shared/log';
import { RecentMap } from '../shared/recent';
import { Replies, replyFrom } from '../shared/replies';
import { type CallOptions, type Environment, withRetries } from '../shared/retry';
import { linkedSignal, systemTimers, type Timers } from '../shared/timers';
import { jsonOf, networkError, objectOf, wholeNumber } from './answer';
import { type FollowOptions, followSse } from './follow-sse';
import type { SseEvent } from './sse-parser';

export interface HttpOptions {
  /** Where the registry's HTTP surface is, such as http://localhost:8080. */
  readonly url: string;
  /** The SPID's bearer token. */
  readonly token: string;
  readonly spid: string;
  readonly fetch?: typeof fetch;
  readonly log?: Log;
  /** Makes message ids; default random UUIDs. */
  readonly newId?: () => string;
  readonly timers?: Timers;
  readonly random?: () => number;
  /** Milliseconds that one try of a call may take; default 10,000. */
  readonly attemptMs?: number;
  /** Milliseconds of silence after which a feed is opened anew; default 45,000, three heartbeats. */
  readonly idleMs?: number;
}

/** The registry's answer about a request. */
export interface RequestStatus {
  readonly id: string;
  readonly status: 'pending' | 'done' | 'refused';
  readonly [field: string]: unknown;
}

export interface HttpCarrierConnection extends CarrierConnection {
  /** What became of a request of one's own, by its request id; rejects with code not_found. */
  request(requestId: string, options?: CallOptions): Promise<RequestStatus>;
  /** What the registry holds of this SPID's LSMS: through which download it acknowledged, and the last download there is. */
  lsmsPosition(options?: CallOptions): Promise<{ readonly acknowledgedThrough: number; readonly head: number }>;
  /** Digest of the registry's own table as of download `number`. */
  lsmsDigest(
    options?: CallOptions,
  ): Promise<{ readonly number: number; readonly digest: string; readonly entries: number }>;
}

/** Connects when first used: no call is made here. Throws a TypeError when `url` is none. */
export function connectHttp(options: HttpOptions): HttpCarrierConnection {
  const { token, spid, log = noLog, timers = systemTimers, random = Math.random, newId = randomUUID } = options;
  const fetchFn = options.fetch ?? fetch;
  const base = new URL(options.url);
  const urlOf = (path: string): string => new URL(path, base).href;
  const closing = new AbortController();
  // Every call listens to it, and a carrier makes many at once.
  setMaxListeners(0, closing.signal);
  const running = new Set<Promise<unknown>>();
  const environment: Environment = { timers, random, log, attemptMs: options.attemptMs ?? 10_000 };
  const authorization = `Bearer ${token}`;

  /** Bound to the life of the connection, so that close() can wait for it. */
  async function within<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (closing.signal.aborted) throw new CarrierError('closed', 'the connection is closed');
    const scope = linkedSignal(closing.signal, signal);
    const promise = work(scope.signal).finally(scope.release);
    running.add(promise);
    try {
      return await promise;
    } finally {
      running.delete(promise);
    }
  }

  function call(path: string, init: RequestInit, callOptions: CallOptions = {}): Promise<Record<string, unknown>> {
    const headers = { accept: 'application/json', authorization, ...(init.headers as Record<string, string>) };
    return within(callOptions.signal, (signal) =>
      withRetries(
        async (attempt) => {
          const sent = fetchFn(urlOf(path), { ...init, headers, signal: attempt, redirect: 'error' });
          return jsonOf(await sent.catch(networkError));
        },
        environment,
        { ...callOptions, signal },
      ),
    );
  }

  const post = (path: string, body: object, headers: Record<string, string>, callOptions: CallOptions) => {
    const json = { 'content-type': 'application/json', ...headers };
    return call(path, { method: 'POST', headers: json, body: JSON.stringify(body) }, callOptions);
  };

  function follow(
    path: string,
    from: () => { query: Record<string, string>; lastEventId: string },
    feed: Pick<FollowOptions, 'onEvents' | 'onState'>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const request = () => {
      const { query, lastEventId } = from();
      const search = new URLSearchParams(query).toString();
      const headers = { accept: 'text/event-stream', authorization, 'cache-control': 'no-store' };
      return {
        url: urlOf(search === '' ? path : `${path}?${search}`),
        headers: lastEventId === '' ? headers : { ...headers, 'last-event-id': lastEventId },
      };
    };
    const idleMs = options.idleMs ?? 45_000;
    return within(signal, (scope) =>
      followSse({ fetch: fetchFn, request, ...feed, timers, random, idleMs, log, signal: scope }),
    );
  }

  function messages({ after, onMessage, onState, signal }: MessagesOptions): Promise<void> {
    const seen = new RecentMap<true>();
    let place = '';
    const onEvents = async (events: readonly SseEvent[]): Promise<void> => {
      for (const event of events) {
        if (signal?.aborted) return;
        const { id, priority, ...data } = objectOf(event.data);
        const messageId = typeof id === 'string' ? id : event.id;
        const about = { place: event.id, type: event.event, priority: typeof priority === 'string' ? priority : null };
        if (!seen.has(messageId)) await onMessage({ id: messageId, ...about, data });
        seen.set(messageId, true);
        place = event.id;
      }
    };
    const from = () => ({ query: place === '' && after !== undefined ? { after } : {}, lastEventId: place });
    return follow('/v1/soa/messages', from, { onEvents, onState }, signal);
  }

  async function request(requestId: string, callOptions?: CallOptions): Promise<RequestStatus> {
    const answer = await call(`/v1/requests/${encodeURIComponent(requestId)}`, {}, callOptions);
    const { id, status } = answer;
    if (typeof id !== 'string' || (status !== 'pending' && status !== 'done' && status !== 'refused')) {
      throw new CarrierError('malformed_answer', 'the answer is no request');
    }
    return { ...answer, id, status };
  }

  async function lsmsPosition(callOptions?: CallOptions): Promise<{ acknowledgedThrough: number; head: number }> {
    const answer = await call('/v1/lsms/position', {}, callOptions);
    return { acknowledgedThrough: requiredNumber(answer, 'acknowledgedThrough'), head: requiredNumber(answer, 'head') };
  }

  const replies = new Replies({
    follow: (onMessage, signal) => messages({ onMessage, signal }),
    lookUp: async (messageId, signal): Promise<Reply | string> => {
      try {
        const { status, ...found } = await request(`${spid}-${messageId}`, { signal });
        return (status === 'pending' ? undefined : replyFrom(found, status)) ?? status;
      } catch (error) {
        // What fails for good fails the feed as well; a wait ends by its own time.
        log('reply_look_up_failed', { messageId, code: codeOf(error) });
        return codeOf(error) ?? String(error);
      }
    },
    timers,
    signal: closing.signal,
  });

  return {
    spid,
    messages,
    request,
    async send(form, sendOptions = {}) {
      const messageId = sendOptions.messageId ?? newId();
      const answer = await post(
        '/v1/requests',
        form,
        {
          'idempotency-key': messageId,
          ...(sendOptions.actingFor === undefined ? {} : { 'acting-for': sendOptions.actingFor }),
        },
        sendOptions,
      );
      if (typeof answer.id !== 'string') throw new CarrierError('malformed_answer', 'the answer names no request');
      return { requestId: answer.id, messageId };
    },
    downloads({ after, onDownloads, onState, signal }) {
      let number = after;
      const onEvents = async (events: readonly SseEvent[]): Promise<void> => {
        const fresh: Download[] = [];
        for (const event of events) {
          const download = downloadOf(event);
          if (download.number <= (fresh.at(-1)?.number ?? number)) continue;
          fresh.push(download);
        }
        const last = fresh.at(-1);
        if (last === undefined || signal?.aborted) return;
        await onDownloads(fresh);
        number = last.number;
      };
      const from = () => ({ query: { after: String(number) }, lastEventId: number === after ? '' : String(number) });
      return follow('/v1/lsms/downloads', from, { onEvents, onState }, signal);
    },
    async acknowledge({ after, through, refused }, callOptions = {}) {
      const body = { after, through, refused };
      try {
        const answer = await post('/v1/lsms/acknowledgements', body, {}, callOptions);
        return requiredNumber(answer, 'acknowledgedThrough');
      } catch (error) {
        const { code, expectedAfter, status, message } = error as CarrierError;
        if (code !== 'ack_gap' || expectedAfter !== undefined) throw error;
        // The refusal did not say from where: ask.
        const { acknowledgedThrough } = await lsmsPosition(callOptions);
        throw new CarrierError(code, message, { status: status ?? 409, expectedAfter: acknowledgedThrough });
      }
    },
    lsmsPosition,
    async lsmsDigest(callOptions) {
      const answer = await call('/v1/lsms/digest', {}, callOptions);
      const { digest } = answer;
      if (typeof digest !== 'string') throw new CarrierError('malformed_answer', 'the answer has no digest');
      return { number: requiredNumber(answer, 'number'), digest, entries: requiredNumber(answer, 'entries') };
    },
    waitForReply: (messageId, waitOptions) => replies.wait(messageId, waitOptions),
    async close() {
      closing.abort();
      await Promise.allSettled(running);
    },
  };
}

function downloadOf({ id, event, data }: SseEvent): Download {
  const number = wholeNumber(id);
  if (number === undefined) throw new CarrierError('malformed_record', `a download with the id ${JSON.stringify(id)}`);
  return { number, type: event, data: objectOf(data) };
}

function requiredNumber(answer: Record<string, unknown>, field: string): number {
  const number = wholeNumber(answer[field]);
  if (number === undefined) throw new CarrierError('malformed_answer', `the answer has no ${field}`);
  return number;
}
