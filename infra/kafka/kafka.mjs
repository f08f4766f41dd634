// One real Apache Kafka node (broker and KRaft controller in one process) on this machine, without Docker.
//
//   node infra/kafka/kafka.mjs start --data DIR [--port N] [--controller-port N] [--with-parent PID]
//   node infra/kafka/kafka.mjs stop --data DIR
//   node infra/kafka/kafka.mjs status --data DIR
//
// `start` answers with one line of JSON and leaves Kafka running; with --with-parent Kafka ends within a second or two after that
// process, however it died. As a library: `const kafka = await start({ data })`, later `await kafka.stop()`; Kafka then stands in
// a process group of its own, so that Ctrl-C reaches only the caller, which stops it in its own order. A caller that is killed
// takes Kafka with it.
//
// For development, tests and one machine: one replica, no authentication, 127.0.0.1 only. Kafka acknowledges from memory of the
// operating system: what it acknowledged survives kill -9 of Kafka, not a power cut.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { ensureLibs, failure, isAlive, requireCommand, run } from './libs.mjs';

const LOG4J = fileURLToPath(new URL('./log4j2.properties', import.meta.url));
const START_TIMEOUT_MS = 60_000;
/** Kafka finishes its logs on SIGTERM; one that hangs is killed after this. */
const STOP_TIMEOUT_MS = 20_000;

/** A record may have 1 MB; its frame and headers need a little more. */
const MESSAGE_MAX_BYTES = 1_048_576 + 65_536;

const properties = ({ data, port, controllerPort }) => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs=${join(data, 'logs')}
auto.create.topics.enable=false
message.max.bytes=${MESSAGE_MAX_BYTES}
replica.fetch.max.bytes=${MESSAGE_MAX_BYTES}
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
# A group that was away for a holiday still finds its place.
offsets.retention.minutes=43200
log.cleaner.dedupe.buffer.size=16777216
num.network.threads=2
num.io.threads=4
`;

function tryListen(port) {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const taken = server.address().port;
      server.close(() => done(taken));
    });
  });
}

/** The port asked for (an error when it is taken), else the one of the last run while it is free, else any free one. */
function choosePort(asked, last) {
  if (asked) {
    return tryListen(asked).catch((error) => {
      throw failure('port_in_use', `port ${asked} of 127.0.0.1 cannot be used: ${error.code}`);
    });
  }
  return tryListen(last ?? 0).catch(() => tryListen(0));
}

async function readJson(file) {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

/** True when a Kafka answers there: an ApiVersions request (key 18, version 0) is the one that every version understands. */
function answers(port) {
  const request = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0xff, 0xff]);
  return new Promise((done) => {
    const socket = createConnection({ host: '127.0.0.1', port, timeout: 2000 });
    const end = (answer) => {
      socket.destroy();
      done(answer);
    };
    socket.on('connect', () => socket.write(request));
    socket.on('data', (data) => end(data.length >= 8 && data.readInt32BE(4) === 7));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
    socket.on('close', () => end(false));
  });
}

/** The process is ours only if its command line names this data folder: process ids are used again. */
async function isOurs(pid, data) {
  if (!isAlive(pid)) return false;
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes(join(data, 'server.properties'));
}

async function runningPid(data) {
  const pid = Number(await readFile(join(data, 'kafka.pid'), 'utf8').catch(() => ''));
  return pid && (await isOurs(pid, data)) ? pid : undefined;
}

const until = async (condition, timeoutMs) => {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (await condition()) return true;
    await delay(50);
  }
  return false;
};

/** Ends the Kafka of this data folder and waits for its end. False when none ran. */
export async function stop({ data: folder }) {
  const data = resolve(folder);
  const pid = await runningPid(data);
  if (pid === undefined) return false;
  process.kill(pid, 'SIGTERM');
  if (!(await until(async () => !(await isOurs(pid, data)), STOP_TIMEOUT_MS))) process.kill(pid, 'SIGKILL');
  await rm(join(data, 'kafka.pid'), { force: true });
  return true;
}

/** `{ running, answers, brokers, pid }` of the Kafka of this data folder. */
export async function status({ data: folder }) {
  const data = resolve(folder);
  const pid = await runningPid(data);
  const ports = await readJson(join(data, 'ports.json'));
  if (pid === undefined || ports === undefined) return { running: false, answers: false };
  return { running: true, answers: await answers(ports.port), brokers: [`127.0.0.1:${ports.port}`], pid };
}

/**
 * Starts Kafka on a data folder (made when missing; what it holds is kept) and waits until it answers.
 *
 * Errors by `code`: prerequisite_missing (Java 17 or Maven), fetch_failed, port_in_use, already_running, start_failed.
 *
 * @param {{ data: string, port?: number, controllerPort?: number, withParent?: number | null }} options
 *   `withParent`: Kafka ends with this process; default the caller's, null for none.
 * @returns {Promise<{ brokers: string[], pid: number, stop: () => Promise<void> }>}
 */
export async function start({
  data: folder,
  port: askedPort,
  controllerPort: askedController,
  withParent = process.pid,
}) {
  const data = resolve(folder);
  await requireCommand('java', 'Kafka needs Java 17 or later (Debian: apt-get install openjdk-17-jre-headless)');
  const libs = await ensureLibs();
  await mkdir(data, { recursive: true });
  if ((await runningPid(data)) !== undefined) throw failure('already_running', `a Kafka already runs on ${data}`);

  const last = await readJson(join(data, 'ports.json'));
  const port = await choosePort(askedPort, last?.port);
  let controllerPort = await choosePort(askedController, last?.controllerPort);
  while (controllerPort === port) controllerPort = await tryListen(0);
  await writeFile(join(data, 'ports.json'), JSON.stringify({ port, controllerPort }));
  const config = join(data, 'server.properties');
  await writeFile(config, properties({ data, port, controllerPort }));
  await format(libs, data, config);

  const log = join(data, 'kafka.log');
  const logStart = await stat(log).then(
    (s) => s.size,
    () => 0,
  );
  const child = launch({ libs, data, config, log, withParent });
  let ended;
  child.on('exit', (status) => {
    ended = status ?? 1;
  });
  const newLog = async () => (await readFile(log, 'utf8').catch(() => '')).slice(logStart);
  const started = async () => ended !== undefined || (await newLog()).includes('Kafka Server started');
  if (!(await until(started, START_TIMEOUT_MS)) || ended !== undefined || !(await until(() => answers(port), 10_000))) {
    await stop({ data });
    const lines = (await newLog()).trim().split('\n');
    const line = lines.findLast((l) => / (ERROR|FATAL) |Exception/.test(l)) ?? lines.at(-1);
    throw failure('start_failed', `Kafka did not start: ${line} (${log})`);
  }
  const pid = await runningPid(data);
  child.unref();
  return { brokers: [`127.0.0.1:${port}`], pid, stop: async () => void (await stop({ data })) };
}

async function format(libs, data, config) {
  const done = await stat(join(data, 'logs', 'meta.properties')).then(
    () => true,
    () => false,
  );
  if (done) return;
  // 16 random bytes in URL-safe base64 are Kafka's notation of a cluster id; a leading dash would read as an option.
  const id = `K${randomBytes(16).toString('base64url').slice(1)}`;
  const java = ['-cp', `${libs}/*`, `-Dlog4j2.configurationFile=file:${LOG4J}`, 'kafka.tools.StorageTool'];
  await run('java', [...java, 'format', '-t', id, '-c', config]).catch((error) => {
    throw failure('start_failed', `Kafka's data folder could not be formatted: ${error.message}`);
  });
}

// The shell writes Kafka's process id and, with a parent to watch, ends Kafka once that is gone.
const SUPERVISE = `java "$@" & kafka=$!
echo $kafka > "$PID_FILE"
if [ -n "$PARENT" ]; then
  ( while kill -0 "$PARENT" 2>/dev/null && kill -0 $kafka 2>/dev/null; do sleep 1; done; kill $kafka 2>/dev/null ) &
fi
wait $kafka`;

function launch({ libs, data, config, log, withParent }) {
  const out = openSync(log, 'a');
  const java = ['-Xms256m', '-Xmx512m', '-cp', `${libs}/*`, `-Dlog4j2.configurationFile=file:${LOG4J}`];
  try {
    return spawn('sh', ['-c', SUPERVISE, 'kafka', ...java, 'kafka.Kafka', config], {
      detached: true,
      stdio: ['ignore', out, out],
      env: { ...process.env, PID_FILE: join(data, 'kafka.pid'), PARENT: withParent === null ? '' : String(withParent) },
    });
  } finally {
    closeSync(out);
  }
}

const USAGE = 'usage: kafka.mjs start|stop|status --data DIR [--port N] [--controller-port N] [--with-parent PID]';
const EXIT = { usage: 2, prerequisite_missing: 3 };

async function main() {
  const number = (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1) throw failure('usage', `${text} is no number. ${USAGE}`);
    return value;
  };
  const text = { type: 'string' };
  const options = { data: text, port: text, 'controller-port': text, 'with-parent': text };
  let command;
  let values;
  try {
    const parsed = parseArgs({ allowPositionals: true, options });
    command = parsed.positionals[0];
    values = parsed.values;
  } catch (error) {
    throw failure('usage', `${error.message}. ${USAGE}`);
  }
  if (!values.data || !['start', 'stop', 'status'].includes(command)) throw failure('usage', USAGE);
  const { data } = values;
  if (command === 'stop') return console.log(JSON.stringify({ stopped: await stop({ data }) }));
  if (command === 'status') return console.log(JSON.stringify(await status({ data })));
  const { brokers, pid } = await start({
    data,
    ...(values.port ? { port: number(values.port) } : {}),
    ...(values['controller-port'] ? { controllerPort: number(values['controller-port']) } : {}),
    withParent: values['with-parent'] ? number(values['with-parent']) : null,
  });
  console.log(JSON.stringify({ brokers, pid }));
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.code ? error.message : error);
    process.exitCode = EXIT[error.code] ?? 1;
  });
}
