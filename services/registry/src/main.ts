// npm start: runs a registry until it is told to stop.
import { checkDataFolder, markRunning, randomIds } from '@openlnp/service';
import { version } from '../package.json';
import { type Config, HELP, readConfig } from './config';
import { operatorToken } from './operator-token';
import { runEmbedded } from './run-embedded';
import { runOnKafka } from './run-on-kafka';
import type { RunningRegistry } from './running-registry';
import { WriteStuckError } from './stuck-watch';

/** For requests and batches in hand, on a machine that is busy. */
const STOPPING_MS = 60_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(config: Config): Promise<void> {
  const started = performance.now();
  const { data, eventStore } = config;
  const folders = new Set([data, ...(eventStore.kind === 'embedded' ? [eventStore.folder] : [])]);
  for (const folder of folders) checkDataFolder(folder, version);
  const unmark = [...folders].map(markRunning);
  const { token, file } = operatorToken(config.data, () => randomIds.secret());
  let stopping = false;
  let registry: RunningRegistry | undefined;
  const stop = async (exitCode: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    say('\nstopping ...');
    // Whatever it waits for: it is as safe to be killed as to be stopped. A supervisor has such limits for each of its children.
    if (!config.kafka) setTimeout(giveUp, STOPPING_MS).unref();
    try {
      await registry?.stop();
    } catch (error) {
      // Such as a full disk, which cannot take the last positions: the next start goes on from earlier ones, as after a crash.
      process.stderr.write(`not stopped cleanly: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    for (const takeBack of unmark) takeBack();
    say('stopped; what was accepted is kept and goes on at the next start');
    process.exit(exitCode);
  };
  process.on('SIGINT', () => void stop(0));
  process.on('SIGTERM', () => void stop(0));

  registry = await (config.kafka
    ? runOnKafka(config, say)
    : runEmbedded(config, token, (error) => {
        process.stderr.write(`the registry goes down: ${error instanceof Error ? error.stack : String(error)}\n`);
        // An orderly end would wait for the same write.
        if (error instanceof WriteStuckError) process.kill(process.pid, 'SIGKILL');
        void stop(1);
      }));
  if (stopping) return registry.stop();
  welcome(config, registry, file, Math.round(performance.now() - started));
}

function giveUp(): void {
  process.stderr.write(`not stopped within ${STOPPING_MS / 1000} s: killed\n`);
  process.kill(process.pid, 'SIGKILL');
}

function welcome(config: Config, { port, parts }: RunningRegistry, tokenFile: string, ms: number): void {
  const width = Math.max(...parts.map(([what]) => what.length), 'operator token'.length);
  const row = (what: string, where: string): void => say(`  ${what.padEnd(width)}  ${where}`);
  say(`OpenLNP is running (${ms} ms)\n`);
  row('HTTP', `http://${config.host}:${port}  (/openapi.json, /healthz, /readyz, /metrics)`);
  for (const [what, where] of parts) row(what, where);
  row('operator token', tokenFile);
  if (config.sandbox) row('sandbox', `POST /sandbox/clock moves time`);
  const url = port === 8080 ? '' : `LNP_URL=http://${config.host}:${port} `;
  const folder = config.data === './data' ? '' : `LNP_DATA=${config.data} `;
  say(
    `\nNext, in another terminal:\n  ${url}${folder}npx lnp seed    a small world to try things in\nCtrl-C stops it.`,
  );
}

async function run(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  if (config === undefined) return say(HELP);
  await main(config);
}

run().catch((error: unknown) => {
  const { code, message, stack } = error as { code?: string; message?: string; stack?: string };
  const known = code !== undefined || (message ?? '').startsWith('the configuration');
  process.stderr.write(`${known ? hint(code, message ?? '') : (stack ?? String(error))}\n`);
  // A server that is away may be there at the next start, with the same settings.
  process.exit(known && code !== 'event_store_unavailable' ? 2 : 1);
});

function hint(code: string | undefined, message: string): string {
  if (code === 'EADDRINUSE')
    return `${message}\nThe port is taken: stop what listens there, or choose another with --port (0 takes any).`;
  if (code === 'broker_locked' || code === 'data_in_use')
    return `${message}\nAnother registry runs on this data folder: stop it, or choose another folder with --data.`;
  if (code === 'event_store_unavailable')
    return `${message}\nNothing is lost: what was accepted waits. Start again once it answers.`;
  if (code === 'disk_full')
    return `${message}\nMake room on that disk, then start again: nothing that was accepted is lost.`;
  return message;
}
