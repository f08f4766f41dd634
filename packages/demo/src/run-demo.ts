import { type CarrierMessage, type Download, isSvDownload, type Refusal } from '@openlnp/carrier-client';
import type { DemoOptions } from './arguments';
import { Board, type PortStatus } from './board';
import type { Display } from './display';
import { makePlan, type Port } from './plan';
import { countActive, type Proof, prove } from './proof';
import { Sandbox } from './sandbox';
import type { ScenarioName } from './scenario-names';
import { SCENARIOS } from './scenarios';
import { type Findings, isActiveEverywhere, registryComesToSay, STATUS_CHANGE, type Stage } from './stage';
import { Traffic } from './traffic';
import { sleep } from './waiting';
import { DEMO_WORLD } from './world';

export interface DemoResult extends Proof, Partial<Findings> {
  /** Different requests sent. */
  readonly requests: number;
  /** Numbers that ended active at their new service provider, failed at no LSMS. */
  readonly active: number;
  /** The other numbers. */
  readonly failed: number;
  readonly scenario?: ScenarioName;
}

export interface DemoOutcome {
  readonly result: DemoResult;
  /** Whether everything that was to be shown was shown. */
  readonly held: boolean;
}

const LOOK_EVERY_MS = 250;
const EXTRA_CONNECTIONS = 3;

/** The whole demo. Rejects when a part breaks, with RegistryProcessError when the registry does not start, or by the signal. */
export async function runDemo(options: DemoOptions, display: Display, signal: AbortSignal): Promise<DemoOutcome> {
  const board = new Board(
    titleOf(options),
    () => performance.now(),
    (event) => display.event(event),
  );
  const plan = makePlan(DEMO_WORLD, options.numbers, options.seed);
  for (const { tn } of plan.ports) board.portIs(tn, 'waiting');
  display.start(board);
  const lookers = new AbortController();
  let sandbox: Sandbox | undefined;
  try {
    const opened = await Sandbox.open({
      world: DEMO_WORLD,
      kafka: options.kafka,
      connections: options.scenario === 'duplicate-requests' ? EXTRA_CONNECTIONS : 1,
      signal,
      onMessage: (spid, message) => noteMessage(board, spid, message),
      onApplied: (spid, download, refusal) => noteDownload(board, spid, download, refusal),
      say: (text) => board.say(text),
    });
    sandbox = opened;
    for (const lsms of opened.lsmss.values()) lsms.start();
    void keepLooking(opened, board, lookers.signal);
    return await Promise.race([play(options, plan.ports, opened, board, signal), opened.broken, aborted(signal)]);
  } finally {
    lookers.abort();
    display.stop();
    await sandbox?.close();
  }
}

async function play(
  options: DemoOptions,
  ports: readonly Port[],
  sandbox: Sandbox,
  board: Board,
  signal: AbortSignal,
): Promise<DemoOutcome> {
  const { seed, rate, scenario, kafka } = options;
  const traffic = new Traffic({ world: DEMO_WORLD, seed, rate, sandbox, board, signal });
  const stage = { sandbox, traffic, board, signal, kafka, ...inThree(ports) };
  const findings = await (scenario === undefined ? undisturbed(stage, ports) : SCENARIOS[scenario](stage));
  const proof = await prove(sandbox, signal);
  const active = await countActive(sandbox, ports);
  const failed = ports.length - active;
  await look(sandbox, board);
  board.say(proof.equal ? "every LSMS has the registry's table" : 'the tables differ', proof.equal ? 'good' : 'bad');
  return {
    result: {
      requests: board.requests,
      active,
      failed,
      ...proof,
      ...(scenario !== undefined && { scenario, ...findings }),
    },
    held: proof.equal && failed === 0 && Object.values(findings).every((found) => found),
  };
}

async function undisturbed(stage: Stage, ports: readonly Port[]): Promise<Partial<Findings>> {
  await stage.traffic.port(ports);
  await registryComesToSay(stage, ports, isActiveEverywhere);
  return {};
}

/** A quarter before, half while and a quarter after the fault lasts. */
function inThree(ports: readonly Port[]): Pick<Stage, 'before' | 'during' | 'after'> {
  const quarter = Math.floor(ports.length / 4);
  return {
    before: ports.slice(0, quarter),
    during: ports.slice(quarter, ports.length - quarter),
    after: ports.slice(ports.length - quarter),
  };
}

function titleOf({ numbers, seed, rate, scenario, kafka }: DemoOptions): string {
  const where = kafka ? 'on Kafka' : 'embedded';
  return `OpenLNP demo: ${numbers} numbers, seed ${seed}, ${rate}/s, ${where}${scenario === undefined ? '' : `, ${scenario}`}`;
}

/** What the new service provider is told of its number. */
function noteMessage(board: Board, spid: string, { type, data }: CarrierMessage): void {
  const { tn, status, newSp, oldSp } = data as Readonly<Record<string, string>>;
  if (type !== STATUS_CHANGE || newSp !== spid || tn === undefined || status === 'old') return;
  board.portIs(tn, status as PortStatus);
  board.say(`${tn}  ${oldSp} to ${newSp}  ${status}`, 'detail');
}

function noteDownload(board: Board, spid: string, download: Download, refusal: Refusal | undefined): void {
  board.headIs(download.number);
  if (refusal === undefined || !isSvDownload(download)) return;
  board.refused(refusal.code);
  board.say(
    `${download.data.firstTn}  the LSMS of ${spid} refuses download ${download.number}: ${refusal.code}`,
    'detail',
  );
}

/** Looks at the LSMSs, and at what the registry knows of them, until the signal. */
async function keepLooking(sandbox: Sandbox, board: Board, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await look(sandbox, board);
    await sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
  }
}

async function look(sandbox: Sandbox, board: Board): Promise<void> {
  for (const lsms of sandbox.lsmss.values()) {
    // While the registry is down nobody knows.
    const position = await sandbox.position(lsms.spid).catch(() => undefined);
    const note = lsms.isRunning ? (lsms.delayMs > 0 ? 'slow' : '') : 'stopped';
    board.lsmsIs({ spid: lsms.spid, number: lsms.number, acknowledged: position?.acknowledgedThrough, note });
    board.headIs(position?.head ?? 0);
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
