import { randomBytes } from 'node:crypto';
import type { Batch, Broker, IncomingRecord, OutgoingRecord } from '../port';

/** A broker under test, and what the contract needs done to it from outside. */
export interface Subject {
  readonly broker: Broker;
  /** Closes the broker and opens it again on the same data. */
  restart(): Promise<Broker>;
  /** Lets retention take every record that stands in the topic now. */
  expire(topic: string, partition: number): Promise<void>;
  close(): Promise<void>;
}

/** A name that no earlier run used: a broker may be shared and may keep its topics. */
export const freshName = (kind: string): string => `${kind}.${randomBytes(6).toString('hex')}`;

export const RETENTION_MS = 3_600_000;

export async function freshTopic(broker: Broker, partitions = 1): Promise<string> {
  const name = freshName('contract');
  await broker.ensureTopics([{ name, partitions, retentionMs: RETENTION_MS }]);
  return name;
}

export const record = (topic: string, partition: number, text: string): OutgoingRecord => ({
  topic,
  partition,
  key: null,
  value: Buffer.from(text),
  headers: {},
});

export const produceTexts = (
  broker: Broker,
  topic: string,
  partition: number,
  texts: readonly string[],
): Promise<void> => broker.produce(texts.map((text) => record(topic, partition, text)));

export const textOf = (r: IncomingRecord): string => Buffer.from(r.value).toString();

export const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => String(from + i));

const WAIT_MS = 40_000;

/** Looks again and again until it holds; fails with what it was waiting for. */
export async function eventually(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${WAIT_MS} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Gathers what a consumer or reader was given. */
export class Inbox {
  readonly records: IncomingRecord[] = [];
  readonly errors: unknown[] = [];

  readonly onRecords = (records: readonly IncomingRecord[]): void => {
    this.records.push(...records);
  };

  readonly onBatch = (batch: Batch): Promise<undefined> => {
    this.records.push(...batch.records);
    return Promise.resolve(undefined);
  };

  readonly onError = (error: unknown): void => {
    this.errors.push(error);
  };

  /** Texts of one partition, or of all, in the order of arrival. */
  texts(partition?: number): string[] {
    return this.records.filter((r) => partition === undefined || r.partition === partition).map(textOf);
  }

  async holds(count: number): Promise<void> {
    await eventually(`${count} records (there are ${this.records.length})`, () => {
      if (this.errors.length > 0) throw this.errors[0];
      return this.records.length >= count;
    });
  }
}

/** A promise and the function that keeps it. */
export function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
