import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Broker, IncomingRecord } from '@openlnp/broker';
import {
  encodeWire,
  fromJson,
  HEADERS,
  isMessageId,
  lsmsResponsesTopic,
  PUBLISHED_SCHEMAS,
  requestIdOf,
  soaMessagesTopic,
  soaRequestsTopic,
  TOPICS,
} from '@openlnp/messages';
import { parseSpid, type Spid } from '@openlnp/numbering';
import type { CarrierConnection, CarrierMessage, Download, MessagesOptions } from '../connection';
import { CarrierError } from '../errors';
import { type Log, noLog } from '../shared/log';
import { RecentMap } from '../shared/recent';
import { Replies } from '../shared/replies';
import { type CallOptions, type Environment, withRetries } from '../shared/retry';
import { linkedSignal, systemTimers, type Timers } from '../shared/timers';
import { downloadOf, messageOf, recordNamesFrom } from './decode';
import { downloadNumberOf, downloadsStart, furtherBack, WINDOW } from './downloads-start';
import { type FollowTopicOptions, followTopic } from './follow-topic';

export interface KafkaOptions {
  /** host:port of some brokers of the cluster; not needed with `broker`. */
  readonly brokers?: readonly string[];
  readonly spid: string;
  /** Default openlnp-<SPID>. */
  readonly clientId?: string;
  readonly sasl?: {
    readonly mechanism: 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  /** A broker that is open already, and stays so at close(). */
  readonly broker?: Broker;
  /** The registry's HTTP surface, asked for the names of kinds of download made after this library. */
  readonly schemasUrl?: string;
  readonly fetch?: typeof fetch;
  readonly log?: Log;
  readonly newId?: () => string;
  readonly timers?: Timers;
  readonly random?: () => number;
  /** Milliseconds that one try of a produce may take; default 10,000. */
  readonly attemptMs?: number;
}

/** Opens a Kafka client for this SPID's topics. Rejects with malformed_spid, or as the broker does. */
export async function connectKafka(options: KafkaOptions): Promise<CarrierConnection> {
  const { log = noLog, timers = systemTimers, random = Math.random, newId = randomUUID } = options;
  const spid = parseSpid(options.spid);
  if (spid === undefined) throw new CarrierError('malformed_spid', `${options.spid} is no SPID: four of A-Z 0-9`);
  const broker = options.broker ?? (await openBroker(options, spid));
  const recordNameOf =
    options.schemasUrl === undefined ? undefined : recordNamesFrom(options.schemasUrl, options.fetch ?? fetch, 10_000);
  const environment: Environment = { timers, random, log, attemptMs: options.attemptMs ?? 10_000 };
  const messagesTopic = soaMessagesTopic(spid);
  const closing = new AbortController();
  // Every call listens to it, and a carrier makes many at once.
  setMaxListeners(0, closing.signal);
  const running = new Set<Promise<unknown>>();
  /** Where replies to what this connection sent can stand at the earliest. */
  let repliesFrom: bigint | undefined;

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

  type Feed = Pick<FollowTopicOptions, 'topic' | 'start' | 'onRecords' | 'onState'>;
  const follow = (feed: Feed, signal: AbortSignal | undefined): Promise<void> =>
    within(signal, (scope) => followTopic({ broker, ...feed, timers, random, log, signal: scope }));

  function produce(
    topic: string,
    value: Buffer,
    headers: Readonly<Record<string, string>>,
    { signal, ...options }: CallOptions,
  ): Promise<void> {
    const record = { topic, partition: 0, key: null, value, headers };
    return within(signal, (scope) =>
      withRetries((attempt) => unlessAborted(broker.produce([record]), attempt), environment, {
        ...options,
        signal: scope,
      }),
    );
  }

  const earliest = async (): Promise<bigint> => (await broker.offsets(messagesTopic, 0)).earliest;

  function readMessages(
    start: () => Promise<bigint>,
    { onMessage, onState, signal }: Omit<MessagesOptions, 'after'>,
  ): Promise<void> {
    const seen = new RecentMap<true>();
    const onRecords = async (records: readonly IncomingRecord[]): Promise<undefined> => {
      for (const record of records) {
        if (signal?.aborted) return;
        const message = messageOf(record);
        if (!seen.has(message.id)) await onMessage(message);
        seen.set(message.id, true);
      }
    };
    return follow({ topic: messagesTopic, start, onRecords, onState }, signal);
  }

  const replies = new Replies({
    follow: (onMessage, signal) => readMessages(async () => repliesFrom ?? (await earliest()), { onMessage, signal }),
    timers,
    signal: closing.signal,
  });

  return {
    spid,
    async send({ kind, ...fields }, { messageId = newId(), actingFor, ...callOptions } = {}) {
      if (!isMessageId(messageId)) throw new CarrierError('invalid_message_id', `${messageId} is no message id`);
      const value = encodeRequest(kind, fields);
      repliesFrom ??= await broker.offsets(messagesTopic, 0).then(
        ({ end }) => end,
        () => undefined, // wherever it is, produce will meet the same fault and say so
      );
      const client = actingFor === undefined ? {} : { [HEADERS.actingFor]: actingFor };
      await produce(soaRequestsTopic(spid), value, { [HEADERS.messageId]: messageId, ...client }, callOptions);
      return { requestId: requestIdOf(spid, messageId), messageId };
    },
    messages: ({ after, ...feed }) =>
      readMessages(after === undefined ? earliest : () => Promise.resolve(BigInt(after) + 1n), feed),
    downloads({ after, onDownloads, onState, signal }) {
      let number = after;
      let inOrder = false;
      let from = { offset: 0n, earliest: 0n };
      let back = WINDOW;
      const start = async (): Promise<bigint> => {
        from = await downloadsStart(broker, number);
        return from.offset;
      };
      const onRecords = async (records: readonly IncomingRecord[]): Promise<bigint | undefined> => {
        const fresh: Download[] = [];
        for (const record of records) {
          const next = downloadNumberOf(record);
          const last = fresh.at(-1)?.number ?? number;
          if (next <= last) continue;
          if (!inOrder && next > last + 1 && from.offset > from.earliest) {
            // Perhaps the search ended inside a repeated stretch, behind the number it looked for.
            back *= 16n;
            from = { ...from, offset: furtherBack(from.offset, back, from.earliest) };
            return from.offset;
          }
          inOrder = true;
          fresh.push(await downloadOf(record, recordNameOf));
        }
        const last = fresh.at(-1);
        if (last === undefined || signal?.aborted) return undefined;
        await onDownloads(fresh);
        number = last.number;
        return undefined;
      };
      return follow({ topic: TOPICS.lsmsDownloads, start, onRecords, onState }, signal);
    },
    async acknowledge({ after, through, refused }, callOptions = {}) {
      const data = {
        after,
        through,
        refused: refused.map(({ number, code, text = null }) => ({ number, code, text })),
      };
      const value = encodeWire('openlnp.acknowledgement.DownloadsAcknowledged', data);
      await produce(lsmsResponsesTopic(spid), value, { [HEADERS.messageId]: newId() }, callOptions);
      return undefined;
    },
    refusedAcknowledgements({ onRefused, ready, signal }) {
      const start = async (): Promise<bigint> => {
        const { end } = await broker.offsets(messagesTopic, 0);
        ready();
        return end;
      };
      const onMessage = ({ type, data }: CarrierMessage): void => {
        if (type !== 'AcknowledgementRefused') return;
        const { after, through, code, expectedAfter } = data;
        onRefused({
          after: Number(after),
          through: Number(through),
          code: String(code),
          expectedAfter: Number(expectedAfter),
        });
      };
      return readMessages(start, signal === undefined ? { onMessage } : { onMessage, signal });
    },
    waitForReply: (messageId, waitOptions) => replies.wait(messageId, waitOptions),
    async close() {
      closing.abort();
      await Promise.allSettled(running);
      if (options.broker === undefined) await broker.close();
    },
  };
}

/** Loaded when asked for, so that a carrier that speaks HTTP needs no Kafka client. */
async function openBroker({ brokers, sasl, clientId }: KafkaOptions, spid: Spid): Promise<Broker> {
  if (brokers === undefined || brokers.length === 0) throw new CarrierError('no_brokers', 'name at least one broker');
  const { openKafkaBroker } = await import('@openlnp/broker');
  return openKafkaBroker({ brokers, clientId: clientId ?? `openlnp-${spid}`, ...(sasl !== undefined && { sasl }) });
}

const REQUEST = 'openlnp.request.';
const KINDS: ReadonlySet<string> = new Set(
  PUBLISHED_SCHEMAS.filter(({ subject }) => subject.startsWith(REQUEST)).map(({ subject }) => subject),
);

/** The wire form; throws unknown_kind, missing_required_field or invalid_request. */
function encodeRequest(kind: string, fields: object): Buffer {
  const subject = `${REQUEST}${kind}`;
  if (!KINDS.has(subject)) throw new CarrierError('unknown_kind', `no request of kind ${kind}`);
  const record = fromJson(subject, fields);
  if (record.ok) return encodeWire(subject, record.data);
  const { errors } = record;
  const code = errors[0]?.missing ? 'missing_required_field' : 'invalid_request';
  throw new CarrierError(code, 'fields are missing, unknown or of the wrong type', { errors });
}

/** The outcome, or an error as soon as the signal is aborted: the work itself cannot be taken back. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const aborted = (): void => reject(new CarrierError('aborted', 'the call was aborted'));
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
