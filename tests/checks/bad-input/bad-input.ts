import { House } from '../../support/house';
import type { CheckOptions, Outcome } from '../outcome';
import { FIRST_TN, type Row, runCases, type Stage } from './case';
import { HTTP_CASES } from './http-cases';
import { HttpDoor } from './http-door';
import { port, STILL_WORKS, STOPS } from './still-works';
import { TOPIC_CASES } from './topic-cases';
import { TopicDoor } from './topic-door';
import { ACTIVE_CASES } from './version-cases';

interface Findings {
  readonly rows: readonly Row[];
  readonly deadLettered: number;
  readonly crashed: number;
}

/** Sends what is wrong and looks for the code of each; afterwards the registry must still work. */
export async function badInput({ kafka, kafkaMissing, say }: CheckOptions): Promise<Outcome> {
  const runs: Findings[] = [];
  const skipped: string[] = [];
  if (!kafka) runs.push(await onOneProcess(say));
  if (kafkaMissing === undefined) runs.push(await onKafka(say));
  else {
    runs.push({ rows: TOPIC_CASES.map(skippedRow), deadLettered: 0, crashed: 0 });
    skipped.push(`${TOPIC_CASES.length} topic cases: ${kafkaMissing}`);
  }
  const all = runs.flatMap(({ rows }) => rows);
  const rows = all.filter(({ verdict }) => verdict !== 'skipped');
  const wrong = rows.filter(({ verdict }) => verdict === 'WRONG').length;
  const [deadLettered, crashed] = [sum(runs, 'deadLettered'), sum(runs, 'crashed')];
  return {
    result: { cases: rows.length, wrong, deadLettered, crashed },
    held: wrong + crashed === 0,
    skipped,
    text: `${table(all)}\n\n${rows.length} cases, ${wrong} wrong, ${deadLettered} dead-lettered, ${crashed} crashed`,
  };
}

/** The default way to run: no topic can be reached from outside of its process. */
async function onOneProcess(say: CheckOptions['say']): Promise<Findings> {
  const house = await House.open(undefined, { sandbox: false });
  try {
    const stage = await stageOf(house);
    const rows = await runCases('http', HTTP_CASES, stage, say);
    rows.push(...(await runCases('http', STILL_WORKS, stage, say)));
    rows.push(...(await runCases('http', ACTIVE_CASES, stage, say)));
    const crashed = isAlive(house.registry.pid) ? 0 : 1;
    rows.push(...(await runCases('http', STOPS, stage, say)));
    return { rows, deadLettered: 0, crashed };
  } finally {
    await house.close();
  }
}

async function onKafka(say: CheckOptions['say']): Promise<Findings> {
  const house = await House.open(undefined, { kafka: true, sandbox: false });
  const topic = await TopicDoor.open(house.registry.brokers ?? '');
  try {
    const stage = { ...(await stageOf(house)), topic };
    const rows = await runCases('topic', TOPIC_CASES, stage, say);
    rows.push(...(await runCases('http, kafka', HTTP_CASES, stage, say)));
    rows.push(...(await runCases('http, kafka', STILL_WORKS, stage, say)));
    rows.push(...(await runCases('http, kafka', ACTIVE_CASES, stage, say)));
    const deadLettered = await topic.deadLetters();
    const deaths = [...house.registry.said().matchAll(/^(\S+) died \(.*\)/gm)];
    for (const [line] of deaths) say(line);
    rows.push(...(await runCases('http, kafka', STOPS, stage, say)));
    return { rows, deadLettered, crashed: deaths.length };
  } finally {
    await topic.close();
    await house.close();
  }
}

/** A registry with three downloads that no LSMS has acknowledged. */
async function stageOf(house: House): Promise<Stage> {
  const http = new HttpDoor(house);
  const today = `${new Date().toISOString().slice(0, 10)}T00:00:00.000Z`;
  let made = 0;
  const stage = { house, http, today, freshTn: () => String(Number(FIRST_TN) + made++) };
  for (let ported = 0; ported < 3; ported += 1) await port(stage);
  return stage;
}

const skippedRow = ({ name, expected }: { name: string; expected: string }): Row => ({
  name,
  door: 'topic',
  expected,
  got: '',
  verdict: 'skipped',
});

const sum = (runs: readonly Findings[], member: 'deadLettered' | 'crashed'): number =>
  runs.reduce((total, run) => total + run[member], 0);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What is longer stands whole on stderr. */
const MOST_GOT = 60;

function table(rows: readonly Row[]): string {
  const lines = [
    ['case', 'door', 'expected', 'got', 'ok'],
    ...rows.map(({ name, door, expected, got, verdict }) => [name, door, expected, got.slice(0, MOST_GOT), verdict]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) => line.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
