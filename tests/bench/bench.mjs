// npm run bench -- NAME [--kafka] [--smoke] [--json] [--help]
// Benches of the whole registry and of its parts, each beside its physical limit in the same run. Progress on stderr, one JSON
// object as the last line of stdout. Exit code 0 measured, 1 something fell short, 2 wrong use, 3 a prerequisite is missing.
import { parseArgs } from 'node:util';
import { conditions, saveReport } from './support/report.mjs';

const BENCHES = {
  lifecycle: () => import('./lifecycle.mjs'),
  ranges: () => import('./ranges.mjs'),
  append: () => import('./append.mjs'),
  start: () => import('./start.mjs'),
  decide: () => import('./decide.mjs'),
};

const USAGE = `usage: npm run bench -- NAME [options]

  lifecycle   full inter-SP lives per second with 10 LSMSs, single numbers and ranges of 20; latency from activation to the last
              acknowledgement; bytes per life; each beside a raw loop that writes the same bytes
  ranges      10,000 single activations against one range of 10,000
  append      appends per second of the event store at 1, 10, 100 and 1,000 appenders, beside raw lmdb or EventStoreDB's own client
  decide      decisions of the porting rules per second on one core, bytes per event, beside an empty fold
  start       time until /readyz says ready, and resident memory when idle

  --kafka       one process for each service around a real Kafka (lifecycle, ranges, start)
  --smoke       small and once: whether it works, not how fast
  --runs N      timed runs, whose median counts (default 5; 1 with --smoke)
  --lives N     single lives in each run of lifecycle (default 10,000; with --kafka 5,000); a tenth as many in ranges
  --rate N      lives per second of the steady part of lifecycle (default: 1,000, with --kafka 300, at most half of saturation; half of it in ranges)
  --door KIND   lifecycle: topics (default) or http: how the requests come in
  --numbers N   ranges: how many numbers (default 10,000; 200 with --smoke)
  --store NAME  append: lmdb (default), or esdb: the server of LNP_EVENTSTORE_TEST_URL, else the stand-in in a process of its own
  --seed S      default 1
  --json        one JSON object as the last line of stdout, nothing else there
  --help        this text

The disk that is measured is that of the temporary folder: TMPDIR chooses it. Long runs leave reports/bench-NAME.json.`;

class Stop extends Error {
  constructor(exitCode, message) {
    super(message);
    this.exitCode = exitCode;
  }
}

const text = { type: 'string' };
const flag = { type: 'boolean', default: false };

function readOptions() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        kafka: flag,
        smoke: flag,
        json: flag,
        help: flag,
        runs: text,
        lives: text,
        rate: text,
        door: text,
        numbers: text,
        store: text,
        seed: text,
      },
    });
  } catch (error) {
    throw new Stop(2, `${error.message}\n\n${USAGE}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return undefined;
  const [name, ...rest] = positionals;
  if (!Object.hasOwn(BENCHES, name ?? '') || rest.length > 0) throw new Stop(2, USAGE);
  const whole = (option, fallback) => {
    const given = values[option];
    if (given === undefined) return fallback;
    if (!/^\d{1,9}$/.test(given) || Number(given) === 0)
      throw new Stop(2, `--${option} ${given}: not a number above 0`);
    return Number(given);
  };
  const oneOf = (option, known) => {
    const given = values[option] ?? known[0];
    if (!known.includes(given)) throw new Stop(2, `--${option} ${given}: one of ${known.join(', ')}`);
    return given;
  };
  const { kafka, smoke, json } = values;
  return {
    name,
    kafka,
    smoke,
    json,
    seed: whole('seed', 1),
    runs: whole('runs', smoke ? 1 : 5),
    lives: whole('lives', undefined),
    rate: whole('rate', undefined),
    numbers: whole('numbers', smoke ? 200 : 10_000),
    door: oneOf('door', ['topics', 'http']),
    store: oneOf('store', ['lmdb', 'esdb']),
  };
}

const say = (line) => void process.stderr.write(`${line}\n`);

async function main() {
  const options = readOptions();
  if (options === undefined) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const { run } = await BENCHES[options.name]();
  const measured = await run(options, say);
  const result = { bench: options.name, ...measured, conditions: conditions(options) };
  if (!options.smoke) say(`report: ${saveReport(options, result)}`);
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
  return measured.held === false ? 1 : 0;
}

// Leaving by exit() ends what was started and removes what was written.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

main().then(
  (code) => process.exit(code),
  (error) => {
    const code = error.exitCode ?? (error.code === 'prerequisite_missing' ? 3 : 1);
    say(code === 1 ? (error.stack ?? String(error)) : error.message);
    if (code === 3) process.stdout.write(`${JSON.stringify({ skipped: error.message })}\n`);
    process.exit(code);
  },
);
