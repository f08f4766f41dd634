import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, Kafka, logLevel, type SASLOptions } from 'kafkajs';
import type { BrokerError } from '../errors';
import { spreadAssigner } from './assigner';
import { toBrokerError } from './kafka-errors';
import { type BrokerLog, kafkaLogTo } from './log';

export interface KafkaOptions {
  /** host:port of some of the cluster's brokers. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly log?: BrokerLog;
  /** A member that was killed is missed after this; default 30000. */
  readonly sessionTimeoutMs?: number;
  readonly sasl?: SASLOptions;
  readonly ssl?: boolean;
}

/** A broker that takes a request and does not answer is given up after this. */
const REQUEST_TIMEOUT_MS = 5000;

/** Kept short where whoever uses the client tries again by itself. */
export const FEW_RETRIES = 1;
const CONSUMER_RETRIES = 5;

/**
 * A client of its own for each consumer: kafkajs keeps the committed offsets of all consumers that one client makes in one map,
 * by group, and two members of a group would wipe each other's.
 */
export function newClient({ brokers, clientId, log, sasl, ssl }: KafkaOptions, retries = CONSUMER_RETRIES): Kafka {
  return new Kafka({
    brokers: [...brokers],
    clientId,
    logLevel: log ? logLevel.INFO : logLevel.NOTHING,
    ...(log ? { logCreator: kafkaLogTo(log) } : {}),
    ...(sasl ? { sasl } : {}),
    ...(ssl ? { ssl } : {}),
    connectionTimeout: 3000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries, restartOnFailure: () => Promise.resolve(false) },
  });
}

/**
 * The connections underneath a kafkajs client. kafkajs has no call to fetch from an offset without joining a group, but hands its
 * cluster, a typed part of its interface, to the assigners of a consumer; this one never joins.
 */
export function clusterOf(client: Kafka): Cluster {
  let cluster: Cluster | undefined;
  client.consumer({
    groupId: 'never-joined',
    allowAutoTopicCreation: false,
    partitionAssigners: [
      (config) => {
        cluster = config.cluster;
        return spreadAssigner(config);
      },
    ],
  });
  if (!cluster) throw new TypeError('kafkajs did not call the assigner');
  return cluster;
}

export interface Connection {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

const GIVE_UP_MS = 6000;

/** A connection that is made when first used and made anew after a failure. */
export class Reconnecting<C extends Connection> {
  #current: C | undefined;

  constructor(private readonly make: () => C) {}

  /** Repeats the work on what passes by itself, for some seconds; rejects with a BrokerError. */
  async use<T>(work: (connection: C) => Promise<T>): Promise<T> {
    const deadline = Date.now() + GIVE_UP_MS;
    for (let pauseMs = 50; ; pauseMs *= 2) {
      const connection = this.#current ?? this.make();
      this.#current = connection;
      try {
        await connection.connect();
        return await work(connection);
      } catch (error) {
        const mapped = toBrokerError(error);
        if (!mapped.retriable) throw mapped;
        this.#drop(connection);
        if (Date.now() > deadline) throw mapped;
        await delay(pauseMs);
      }
    }
  }

  #drop(connection: C): void {
    if (this.#current === connection) this.#current = undefined;
    void disconnectQuietly(connection);
  }

  async close(): Promise<void> {
    const connection = this.#current;
    this.#current = undefined;
    if (connection) await disconnectQuietly(connection);
  }
}

/** What is thrown away need not say goodbye. */
export async function disconnectQuietly(connection: Connection): Promise<void> {
  await connection.disconnect().catch((error: unknown): BrokerError => toBrokerError(error));
}
