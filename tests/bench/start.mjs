// How long a registry takes until it is ready, and what memory it holds while nothing happens.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { start as startKafka } from '../../infra/kafka/kafka.mjs';
import { round, summary } from './support/figures.mjs';
import { newFolder, startMain } from './support/registries.mjs';

/** So long the registry is left alone before its memory is looked at. */
const IDLE_MS = 5_000;

export async function run({ kafka, runs, smoke }, say) {
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    measured.push(await once(kafka, smoke ? 500 : IDLE_MS));
    say(`  run ${index} of ${runs}: ${JSON.stringify(measured.at(-1))}`);
  }
  const names = Object.keys(measured[0].residentMiB);
  return {
    what:
      'readySeconds: from the spawn of npm start’s own process, on an empty data folder, until GET /readyz answers 200' +
      (kafka ? ', around a Kafka that runs already (kafkaSeconds: its own start)' : ''),
    readySeconds: summary(measured.map(({ readySeconds }) => readySeconds)),
    ...(kafka ? { kafkaSeconds: summary(measured.map(({ kafkaSeconds }) => kafkaSeconds)) } : {}),
    residentMiB: Object.fromEntries(names.map((name) => [name, summary(measured.map((one) => one.residentMiB[name]))])),
    idleSecondsBefore: (smoke ? 500 : IDLE_MS) / 1000,
  };
}

async function once(withKafka, idleMs) {
  const { folder, remove } = newFolder();
  const startedAt = performance.now();
  const kafka = withKafka ? await startKafka({ data: join(folder, 'kafka') }) : undefined;
  const kafkaSeconds = (performance.now() - startedAt) / 1000;
  try {
    const args = withKafka ? ['--kafka', '--data', folder] : ['--data', folder];
    const main = await startMain(args, kafka === undefined ? {} : { LNP_KAFKA_BROKERS: kafka.brokers.join(',') });
    try {
      while (!(await isReady(main.url))) await delay(5);
      const readySeconds = (performance.now() - main.startedAt) / 1000;
      await delay(idleMs);
      const pids = { ...main.pids, ...(kafka === undefined ? {} : { kafka: kafka.pid }) };
      const residentMiB = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, round(residentOf(pid))]));
      return {
        readySeconds: round(readySeconds),
        ...(withKafka ? { kafkaSeconds: round(kafkaSeconds) } : {}),
        residentMiB,
      };
    } finally {
      await main.stop();
    }
  } finally {
    await kafka?.stop();
    remove();
  }
}

const isReady = (url) =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** MiB; /proc where there is one, else ps. */
function residentOf(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
  }
}
