import type { House } from '../../support/house';
import type { HttpDoor } from './http-door';
import type { TopicDoor } from './topic-door';

/** The first number that a stage ports: its download is number 1. */
export const FIRST_TN = '3035552000';

/** What a case has at hand. */
export interface Stage {
  readonly house: House;
  readonly http: HttpDoor;
  /** A number of Anna's that no other case has. */
  readonly freshTn: () => string;
  /** Midnight UTC of this day, as ISO 8601. */
  readonly today: string;
}

export interface TopicStage extends Stage {
  readonly topic: TopicDoor;
}

/** One wrong thing and the code it must get. */
export interface Case<S extends Stage = Stage> {
  readonly name: string;
  readonly expected: string;
  /** What it got, in the words of `expected`. */
  readonly run: (stage: S) => Promise<string>;
}

export interface Row {
  readonly name: string;
  readonly door: string;
  readonly expected: string;
  readonly got: string;
  readonly verdict: 'ok' | 'WRONG' | 'skipped';
}

/** Sends what is wrong one after another; what a case throws is what it got. */
export async function runCases<S extends Stage>(
  door: string,
  cases: readonly Case<S>[],
  stage: S,
  say: (text: string) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { name, expected, run } of cases) {
    const got = await run(stage).catch((error: unknown) => `failed: ${error}`);
    const verdict = got === expected ? 'ok' : 'WRONG';
    if (verdict === 'WRONG') say(`${door}: ${name}: expected ${expected}, got ${got}`);
    rows.push({ name, door, expected, got, verdict });
  }
  return rows;
}
