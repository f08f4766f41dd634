import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startEsdbCluster } from './cluster';
import { type ControlCommand, type Controlled, carryOut } from './control';
import { type EsdbServerOptions, startEsdbServer } from './server';

/**
 * The stand-in as a process: node main.js [--port N] [--nodes N] [--username U --password P] [--tls-key F --tls-cert F]
 * [--max-append-size BYTES] [--system-event-every N].
 *
 * Prints one line of JSON, `{"url": ...}` (of a cluster also `discoverUrl`), then answers each command (control.ts) that
 * comes as a line of JSON on its standard input with a line: `{"done": ...}` or `{"error": ...}`. It ends with its input.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      nodes: { type: 'string' },
      username: { type: 'string' },
      password: { type: 'string' },
      'tls-key': { type: 'string' },
      'tls-cert': { type: 'string' },
      'max-append-size': { type: 'string' },
      'system-event-every': { type: 'string' },
    },
  });
  const { port, username, password, 'tls-key': key, 'tls-cert': certificate } = values;
  const [maxAppendSize, systemEventEvery] = [values['max-append-size'], values['system-event-every']];
  const options: EsdbServerOptions = {
    ...(port && { port: Number(port) }),
    ...(username && { credentials: { username, password: password ?? '' } }),
    ...(key &&
      certificate && { tls: { key: readFileSync(key, 'utf8'), certificate: readFileSync(certificate, 'utf8') } }),
    ...(maxAppendSize && { maxAppendSize: Number(maxAppendSize) }),
    ...(systemEventEvery && { systemEventEvery: Number(systemEventEvery) }),
  };
  const say = (line: object): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };

  let controlled: Controlled;
  if (values.nodes) {
    const cluster = await startEsdbCluster(Number(values.nodes), options);
    controlled = cluster;
    say({ url: cluster.url, discoverUrl: cluster.discoverUrl });
  } else {
    const server = await startEsdbServer(options);
    controlled = { nodes: [server], stop: () => server.stop() };
    say({ url: server.url });
  }

  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    try {
      const command = JSON.parse(line) as ControlCommand;
      say(await carryOut(controlled, command));
      if (command.do === 'stop') process.exit(0);
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) });
    }
  }
  await controlled.stop();
  process.exit(0);
}

void main();
