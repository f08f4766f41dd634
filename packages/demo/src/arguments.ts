import { parseArgs } from 'node:util';
import { SCENARIO_NAMES, type ScenarioName } from './scenario-names';

export interface DemoOptions {
  readonly numbers: number;
  readonly seed: number;
  /** Numbers whose port begins, per second. */
  readonly rate: number;
  readonly scenario: ScenarioName | undefined;
  readonly kafka: boolean;
  readonly json: boolean;
}

/** The command line is wrong; the text says how to mend it. */
export class UsageError extends Error {
  readonly code = 'usage';
}

/** Fewer would not be under way when the fault comes. */
export const LEAST_WITH_FAULT = 16;
const MOST_NUMBERS = 50_000;

export const HELP = `Starts a registry of its own, ports numbers between simulated carriers, shows it live, and proves that the routing table of
every LSMS equals the registry's. Nothing stays behind.

  npm run demo -- [options]

  --numbers N       numbers to port (default 200)
  --seed S          the same seed gives the same requests (default 1)
  --rate R          numbers that begin their port, per second (default 40)
  --scenario NAME   a fault in the middle, healed before the end:
      dead-lsms           an LSMS stops beyond the response window, then returns and catches up
      slow-lsms           an LSMS takes long for each download, then recovers
      refusing-lsms       an LSMS refuses some numbers, then takes them after all
      duplicate-requests  carriers send each request several times, over several connections
      restart             kill -9 of the registry (with --kafka of each service in turn)
  --kafka           each service a process of its own around a local Kafka; half of the carriers speak Kafka
  --json            one JSON object on stdout, progress on stderr
  --help            this text

Result: {requests, active, failed, registryDigest, lsms: [{spid, number, digest}], equal}; with a scenario also {scenario, appeared,
notified, cleared}. requests: different requests sent; active, failed: numbers that ended active at every LSMS, and the others.
Exit code: 0 tables equal, all of a scenario true and no number failed; 1 something fell short; 2 wrong use; 3 Kafka cannot start.

Examples:
  npm run demo
  npm run demo -- --numbers 1000 --rate 100 --scenario dead-lsms
  npm run -s demo -- --numbers 200 --seed 1 --json --kafka
`;

/** Undefined when only help was asked for. Throws UsageError. */
export function readArguments(args: readonly string[]): DemoOptions | undefined {
  const values = parse(args);
  if (values.help === true) return undefined;
  const numbers = number('--numbers', values.numbers ?? '200', { from: 1, to: MOST_NUMBERS, whole: true });
  const scenario = scenarioNamed(values.scenario);
  if (scenario !== undefined && numbers < LEAST_WITH_FAULT) {
    throw new UsageError(`--scenario needs --numbers ${LEAST_WITH_FAULT} or more`);
  }
  return {
    numbers,
    seed: number('--seed', values.seed ?? '1', { from: 0, to: 2 ** 32 - 1, whole: true }),
    rate: number('--rate', values.rate ?? '40', { from: 0.1, to: 10_000, whole: false }),
    scenario,
    kafka: values.kafka === true,
    json: values.json === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        numbers: { type: 'string' },
        seed: { type: 'string' },
        rate: { type: 'string' },
        scenario: { type: 'string' },
        kafka: { type: 'boolean' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function number(flag: string, text: string, { from, to, whole }: { from: number; to: number; whole: boolean }): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  throw new UsageError(`${flag} ${text}: expected a ${whole ? 'whole ' : ''}number from ${from} to ${to}`);
}

function scenarioNamed(name: string | undefined): ScenarioName | undefined {
  if (name === undefined) return undefined;
  const found = SCENARIO_NAMES.find((known) => known === name);
  if (found !== undefined) return found;
  throw new UsageError(`--scenario ${name}: there are ${SCENARIO_NAMES.join(', ')}`);
}
