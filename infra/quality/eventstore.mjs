// npm run test:eventstore [-- --json]: the store's contract suite and the acceptance stories on an EventStoreDB.
//
// On the server of LNP_EVENTSTORE_TEST_URL when it is set (an empty one: the stories begin with an empty registry), else on three
// nodes of infra/compose.yaml where a Docker engine is present, else on the stand-in, which is no proof for a real server.
// Progress on stderr, one JSON object as the last line of stdout with --json. Exit code 0 all held, 1 something failed, 2 wrong use.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { closingLine } from './counts.mjs';
import { suitesOf } from './suites.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const REPORT = join(root, 'reports/tests-eventstore.json');
const SUITES = ['packages/event-store/src/esdb/', 'tests/acceptance/registry.eventstore.acceptance.test.ts'];
const NODES = ['eventstore-1', 'eventstore-2', 'eventstore-3'];
const PORTS = [21131, 21132, 21133];
const USAGE = `usage: npm run test:eventstore [-- --json]

Runs the event store's contract suite and the acceptance stories on
  LNP_EVENTSTORE_TEST_URL   an EventStoreDB or KurrentDB that holds no registry: esdb://user:password@host:2113?tls=true
  Docker                    else, where an engine and docker compose are present: three nodes of infra/compose.yaml, in memory
  the stand-in              else: our own server, which speaks the protocol and keeps everything in memory`;

const say = (line) => void process.stderr.write(`${line}\n`);

function readOptions() {
  try {
    const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, help: { type: 'boolean' } } });
    return values;
  } catch (error) {
    say(`${error.message}\n\n${USAGE}`);
    process.exit(2);
  }
}

const docker = (...args) =>
  execFileSync('docker', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 600_000 });
const compose = (...args) =>
  docker(
    'compose',
    '-p',
    'openlnp-test',
    '-f',
    'infra/compose.yaml',
    '-f',
    'infra/eventstore/compose.test.yaml',
    ...args,
  );

/** Why Docker is not used; undefined when it can be. */
function dockerMissing() {
  try {
    docker('version', '--format', '{{.Server.Version}}');
  } catch {
    return 'no Docker engine answers';
  }
  try {
    docker('compose', 'version');
    return undefined;
  } catch {
    return 'docker compose is not installed';
  }
}

function startNodes() {
  const folder = mkdtempSync(join(tmpdir(), 'lnp-eventstore-'));
  const stop = () => {
    compose('down', '--volumes');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    say('starting three EventStoreDB nodes with TLS ...');
    compose('up', '--detach', '--wait', ...NODES);
    const ca = join(folder, 'ca.crt');
    compose('cp', 'certificates:/trust/ca.crt', ca);
    const hosts = PORTS.map((port) => `127.0.0.1:${port}`).join();
    return { url: `esdb://admin:changeit@${hosts}?tls=true&tlsCaFile=${ca}`, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Which server, for the summary: no credentials. */
const serversIn = (url) => url.replace(/^([a-z+]+:\/\/)(?:[^@/]*@)?([^/?]*).*$/, '$1$2');

function chooseServer() {
  const given = process.env.LNP_EVENTSTORE_TEST_URL;
  if (given) return { server: { kind: 'given', at: serversIn(given) }, url: given, stop: () => undefined };
  const missing = dockerMissing();
  if (missing === undefined) {
    const { url, stop } = startNodes();
    return { server: { kind: 'docker', at: serversIn(url) }, url, stop };
  }
  say(`On the stand-in, which is no proof for a real server: LNP_EVENTSTORE_TEST_URL is not set and ${missing}.`);
  return {
    server: { kind: 'stand-in', at: null, why: `LNP_EVENTSTORE_TEST_URL is not set and ${missing}` },
    stop: () => undefined,
  };
}

async function runJest(url) {
  mkdirSync(dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const jest = [
    join(root, 'node_modules/jest/bin/jest.js'),
    '--forceExit',
    '--json',
    `--outputFile=${REPORT}`,
    '--runInBand',
  ];
  const env = { ...process.env, ...(url === undefined ? {} : { LNP_EVENTSTORE_TEST_URL: url }) };
  // jest's own words are for people: they go where progress goes.
  const run = spawn(process.execPath, [...jest, ...SUITES], {
    cwd: root,
    env,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  process.on('SIGINT', () => undefined);
  return new Promise((done) => run.once('close', done));
}

const options = readOptions();
if (options.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
const chosen = chooseServer();
let code = 1;
try {
  code = await runJest(chosen.url);
} finally {
  chosen.stop();
}
let report;
try {
  report = JSON.parse(readFileSync(REPORT, 'utf8'));
} catch (error) {
  say(`The test run left no report: ${error.message}`);
}
const { suites, ...counts } = suitesOf(report, code === 0, root);
for (const { name, passed, failed, skipped } of suites) say(`  ${name}: ${closingLine({ passed, failed, skipped })}`);
const result = { check: 'eventstore', server: chosen.server, suites, ...counts };
process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${closingLine(counts)} (${chosen.server.kind})\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
