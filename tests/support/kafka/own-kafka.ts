import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SCRIPT = resolve(__dirname, '../../../infra/kafka/kafka.mjs');

export interface OwnKafka {
  /** host:port */
  readonly broker: string;
  stop(): void;
}

/** A Kafka beside the run's: topics belong to one event store, so a registry on another store needs others. Ends with this process. */
export function startOwnKafka(): OwnKafka {
  const data = mkdtempSync(join(tmpdir(), 'lnp-kafka-'));
  const kafka = (...args: string[]): string =>
    execFileSync(process.execPath, [SCRIPT, ...args, '--data', data], { encoding: 'utf8' });
  const { brokers } = JSON.parse(kafka('start', '--with-parent', String(process.pid))) as { brokers: string[] };
  return {
    broker: brokers[0] as string,
    stop: () => {
      kafka('stop');
      rmSync(data, { recursive: true, force: true });
    },
  };
}
