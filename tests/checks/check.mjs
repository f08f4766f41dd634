// npm run check -- NAME [--kafka] [--json]
// Progress on stderr; with --json one JSON object is the last line of stdout.
// Exit: 0 all held, 1 something fell short, 2 wrong use, 3 a prerequisite is missing (`skipped` says which).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureLibs, requireCommand } from '../../infra/kafka/libs.mjs';
import { load } from './typescript.mjs';

const CHECKS = {
  start: {
    about: 'ports numbers through a registry that is killed in the middle; with --kafka each of its services is',
    run: (options) => load('./start/start.ts').start(options),
  },
  'bad-input': {
    about: 'sends what is wrong, over HTTP and a topic, and looks for the code of each; --kafka: on a Kafka only',
    run: (options) => load('./bad-input/bad-input.ts').badInput(options),
  },
  schemas: {
    about: 'compares schemas/ with what was published (more options: node infra/schemas/check.mjs)',
    program: '../../infra/schemas/check.mjs',
  },
};

const HELP = `npm run check -- NAME [--kafka] [--json]

${Object.entries(CHECKS)
  .map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`)
  .join('\n')}

  --kafka    each service a process of its own, around a local Kafka or the one in LNP_KAFKA_BROKERS
  --json     one JSON object as the last line of stdout
`;

function stop(code, text) {
  (code === 0 ? console.log : console.error)(text);
  process.exit(code);
}

function commandLine() {
  const options = { kafka: { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (values.help) stop(0, HELP);
    const [name, ...more] = positionals;
    if (!Object.hasOwn(CHECKS, name ?? '') || more.length > 0)
      stop(2, `${name === undefined ? 'name a check' : `there is no check ${positionals.join(' ')}`}\n\n${HELP}`);
    return { name, kafka: values.kafka ?? false, json: values.json ?? false };
  } catch (error) {
    return stop(2, `${error.message}\n\n${HELP}`);
  }
}

/** Why no Kafka can be started here. */
async function kafkaMissing() {
  if (process.env.LNP_KAFKA_BROKERS) return undefined;
  try {
    await requireCommand('java', 'Kafka needs Java 17 or later (Debian: apt-get install openjdk-17-jre-headless)');
    await ensureLibs();
    return undefined;
  } catch (error) {
    if (error.code === 'prerequisite_missing' || error.code === 'fetch_failed') return error.message;
    throw error;
  }
}

function runProgram(file, json) {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return spawnSync(process.execPath, [path, ...(json ? ['--json'] : [])], { stdio: 'inherit' }).status ?? 1;
}

async function main({ name, kafka, json }) {
  const { program, run } = CHECKS[name];
  if (program !== undefined) return runProgram(program, json);
  const say = (text) => console.error(text);
  const { result, held, skipped, text } = await run({ kafka, kafkaMissing: await kafkaMissing(), say });
  (json ? console.error : console.log)(text);
  for (const what of skipped) say(`skipped: ${what}`);
  if (json) console.log(JSON.stringify({ ...result, ...(skipped.length === 0 ? {} : { skipped }) }));
  return held ? (skipped.length === 0 ? 0 : 3) : 1;
}

// The registry of a check ends with it, however it ends.
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

process.exitCode = await main(commandLine());
