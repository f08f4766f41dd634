import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestOutcome } from '@openlnp/cli';
import { soaMessagesTopic } from '@openlnp/messages';
import { NPAC, type Spid } from '@openlnp/numbering';
import { type InProcess, OPERATOR_TOKEN, startInProcess } from '../../../services/registry/src/testing/in-process';
import { eventually } from '../../support/eventually';
import { httpLine, topicLine } from './line';
import { Party } from './party';
import { downloadText } from './said';
import { LRNS, PROFILES, SPIDS, WORLD } from './world';

/** The number that stories are about unless they say otherwise, and when they begin: a Monday, 9:00 in Chicago. */
export const TN = '3035550101';
export const MONDAY = '2026-01-05T15:00:00Z';

/** When the world of the stories came into being. */
const SEEDED = '2026-01-01T00:00:00Z';

/** By the name of a party: who is not named got nothing. */
export type Told = Readonly<Record<string, readonly string[]>>;

interface SeenVersion {
  readonly svId: number;
  readonly status: string;
  readonly newSp: string;
}

interface Profile {
  readonly spid: string;
  readonly soa: 'http' | 'kafka';
  /** SPID of its service bureau. */
  readonly associatedWith?: string;
}

/** An event of a number's history, with who sent the request behind it and, of a service bureau, for whom. */
interface SeenEvent {
  readonly type: string;
  readonly actor: string;
  readonly actingFor: string | null;
}

/** One story: a registry of its own, whose clock stands still until the story moves it, and everybody around it. */
export class Story {
  readonly anna: Party;
  readonly berta: Party;
  readonly carla: Party;
  readonly npac: Party;
  /** What notifications are about without saying so. */
  tn: string = TN;
  private readonly joined = new Map<string, Party>();
  private time: string;

  private constructor(
    private readonly registry: InProcess,
    begin: string,
  ) {
    const overHttp = (spid: string, token = registry.token(spid)) =>
      new Party(httpLine(registry, spid, token), () => this.settled());
    this.anna = overHttp(SPIDS.anna);
    this.berta = overHttp(SPIDS.berta);
    this.carla = overHttp(SPIDS.carla);
    this.npac = overHttp(NPAC, OPERATOR_TOKEN);
    this.time = begin;
  }

  /** In a folder that has the world in it. */
  static async begin(folder: string, begin: string): Promise<Story> {
    const now = Date.parse(begin);
    const registry = await startInProcess(folder, { now: () => now, sandbox: true });
    const story = new Story(registry, begin);
    for (const { lsms } of story.carriers) lsms.comesUp();
    await story.settled();
    story.forgetsWhatWasHeard();
    return story;
  }

  get carriers(): readonly Party[] {
    return [this.anna, this.berta, this.carla];
  }

  private get everybody(): ReadonlyMap<string, Party> {
    const { anna, berta, carla, npac } = this;
    return new Map([...Object.entries({ anna, berta, carla, npac }), ...this.joined]);
  }

  /** Another service provider, without an LSMS; it speaks HTTP, or Kafka where its profile has that. */
  async joins(name: string, profile: Profile): Promise<Party> {
    const { spid, soa } = profile;
    await this.npac.sends('ServiceProviderCreate', { name, spType: 'wireline', ...profile });
    const { token } = await this.registry.operator.call<{ token: string }>('POST', '/v1/tokens', { spid, label: name });
    const line = soa === 'http' ? httpLine(this.registry, spid, token) : await topicLine(this.registry, spid);
    const party = new Party(line, () => this.settled());
    this.joined.set(name, party);
    return party;
  }

  /** What came before the story: it is done, and whatever anybody heard of it is forgotten. */
  async given(steps: (story: Story) => Promise<unknown>): Promise<void> {
    await steps(this);
    this.forgetsWhatWasHeard();
  }

  private forgetsWhatWasHeard(): void {
    for (const party of this.everybody.values()) {
      party.news(this.tn);
      party.replies();
    }
    for (const { lsms } of this.carriers) lsms.taken.length = 0;
  }

  /** No LSMS answers. */
  async allLsmssGoDown(): Promise<void> {
    for (const { lsms } of this.carriers) await lsms.goesDown();
  }

  /** They read on where they were. */
  allLsmssComeUp(): void {
    for (const { lsms } of this.carriers) lsms.comesUp();
  }

  /** Moves the registry's clock; every timer up to then takes effect. */
  async at(iso: string): Promise<void> {
    this.time = new Date(iso).toISOString();
    await this.settled();
  }

  /** What each party was told since the last time, in order; who is not named was told nothing. */
  async told(expected: Told = {}): Promise<void> {
    await this.settled();
    this.each((party) => party.news(this.tn), expected);
  }

  /** The final replies that each party got since the last time, in order. */
  replied(expected: Told): void {
    this.each((party) => party.replies(), expected);
  }

  private each(got: (party: Party) => readonly string[], expected: Told): void {
    const all = [...this.everybody];
    expect(Object.fromEntries(all.map(([name, party]) => [name, got(party)]))).toEqual({
      ...Object.fromEntries(all.map(([name]) => [name, []])),
      ...expected,
    });
  }

  /** The same for two parties. */
  async bothTold(...lines: readonly string[]): Promise<void> {
    await this.told({ anna: lines, berta: lines });
  }

  /** What each LSMS that is up took since the last time, in order. */
  downloaded(...lines: readonly string[]): void {
    for (const { spid, lsms } of this.carriers) {
      if (!lsms.isUp) continue;
      expect([spid, ...lsms.taken.splice(0).map(downloadText)]).toEqual([spid, ...lines]);
    }
  }

  /** The number's versions as NPAC sees them, or as a carrier does: `active B222`. */
  async versions(tn: string, ...lines: readonly string[]): Promise<void> {
    expect((await this.seenVersions(tn)).map(({ status, newSp }) => `${status} ${newSp}`)).toEqual(lines);
  }

  async seenVersions(tn: string, as?: Party): Promise<SeenVersion[]> {
    const client = as === undefined ? this.registry.operator : this.registry.client(as.spid);
    const { subscriptionVersions } = await client.call<{ subscriptionVersions: SeenVersion[] }>(
      'GET',
      `/v1/telephone-numbers/${tn}`,
    );
    return subscriptionVersions;
  }

  /** The events of a number, oldest first. */
  async history(tn: string): Promise<SeenEvent[]> {
    return (await this.query<{ events: SeenEvent[] }>(`/v1/telephone-numbers/${tn}/history`)).events;
  }

  /** All that there is of a number: what is refused leaves it as it was. */
  async known(tn: string): Promise<unknown> {
    return { versions: await this.seenVersions(tn), history: await this.history(tn) };
  }

  /** GET as NPAC, or as a carrier. */
  query<T>(path: string, as?: Party): Promise<T> {
    const client = as === undefined ? this.registry.operator : this.registry.client(as.spid);
    return client.call<T>('GET', path);
  }

  /** Until nothing is on its way any more: no command, no timer that is due, no download, no message. */
  private async settled(): Promise<void> {
    const { operator, broker } = this.registry;
    for (let before = -1; ; ) {
      await operator.call('POST', '/sandbox/clock', { to: this.time });
      const { number } = await operator.call<{ number: number }>('GET', '/v1/lsms/digest');
      if (number === before) break;
      before = number;
      await eventually(() => {
        const behind = this.carriers.filter(({ lsms }) => !lsms.hasAcknowledged(number));
        if (behind.length > 0) throw new Error(`no acknowledgement of ${behind.map(({ spid }) => spid).join(', ')}`);
      });
    }
    for (const party of this.everybody.values()) {
      const { end } = await broker.offsets(soaMessagesTopic(party.spid as Spid), 0);
      await eventually(() => {
        if (!party.hasMessagesBefore(end)) throw new Error(`${party.spid} has not all of its messages`);
      });
    }
  }

  /** What every story ends with: nobody was told anything that it did not say, and the LSMSs have what the registry has. */
  async ends(): Promise<void> {
    await this.told();
    this.downloaded();
    const { digest } = await this.query<{ digest: string }>('/v1/lsms/digest');
    for (const { spid, lsms } of this.carriers) expect([spid, lsms.table.digest()]).toEqual([spid, digest]);
    expect(this.registry.lines.filter(({ fatal }) => fatal !== undefined)).toEqual([]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.everybody.values()].map((party) => party.leaves()));
    await this.registry.stop();
  }
}

async function firstUse(registry: InProcess): Promise<void> {
  const anna = registry.client(SPIDS.anna);
  const tn = '3035550000';
  const create = { kind: 'IntraSpCreate', tn, sp: SPIDS.anna, dueDate: MONDAY, lrn: LRNS.anna };
  expect(await requestOutcome(anna, 'first-use', create)).toMatchObject({ errors: [] });
  expect(await requestOutcome(anna, 'first-use-over', { kind: 'Cancel', tn })).toMatchObject({ errors: [] });
}

/** A folder in which a registry of the stories' world has been and gone. */
async function seededFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'lnp-stories-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const now = Date.parse(SEEDED);
  const registry = await startInProcess(folder, { now: () => now });
  for (const profile of PROFILES) {
    const request = { kind: 'ServiceProviderCreate', ...profile };
    expect(await requestOutcome(registry.operator, `profile-${profile.spid}`, request)).toMatchObject({ errors: [] });
  }
  // The rest of it: who is there already stays as it is.
  await registry.seed(WORLD);
  // The stories' code is in use, or each would begin with the heads-up of the first port in it (RR5-3).
  await firstUse(registry);
  await registry.stop();
  return folder;
}

/** Once for all the stories of a file: each has a copy. */
let seeded: string;

beforeAll(async () => {
  seeded = await seededFolder();
}, 60_000);

/** A test that tells a story; the title names the flow of the IIS and the requirements that it shows. */
export function story(title: string, tell: (story: Story) => Promise<void>, begin: string = MONDAY): void {
  it(title, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lnp-story-'));
    let told: Story | undefined;
    try {
      cpSync(seeded, folder, { recursive: true });
      told = await Story.begin(folder, begin);
      await tell(told);
      await told.ends();
    } finally {
      await told?.close();
      rmSync(folder, { recursive: true });
    }
  });
}
