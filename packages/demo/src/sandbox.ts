import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CarrierConnection,
  type CarrierMessage,
  connectHttp,
  connectKafka,
  type Download,
  type HttpCarrierConnection,
  type Refusal,
} from '@openlnp/carrier-client';
import { type RegistryClient, registryClient, seed, type World } from '@openlnp/cli';
import { Carrier } from './carrier';
import { RegistryProcess } from './registry-process';
import { SimulatedLsms } from './simulated-lsms';
import { KAFKA_SPIDS } from './world';

export interface SandboxOptions {
  readonly world: World;
  readonly kafka: boolean;
  /** Lines of each carrier to the registry. */
  readonly connections: number;
  readonly signal: AbortSignal;
  readonly onMessage: (spid: string, message: CarrierMessage) => void;
  readonly onApplied: (spid: string, download: Download, refusal: Refusal | undefined) => void;
  /** Says what it does meanwhile. */
  readonly say: (text: string) => void;
}

/** A number's version as the registry tells it. */
export interface SeenVersion {
  readonly svId: number;
  readonly status: string;
  readonly newSp: string;
  readonly oldSp: string;
  readonly failedSps: readonly { readonly spid: string; readonly reason: string }[];
  /** While it is being sent. */
  readonly answers: readonly { readonly spid: string; readonly ok: boolean }[];
}

/** So that a killed process's partitions go to its successor soon. */
const SESSION_TIMEOUT_MS = '6000';
/** What it holds is thrown away, so a registry that lingers is killed. Eight processes and a Kafka take longer. */
const GRACE_MS = 3_000;
const KAFKA_GRACE_MS = 60_000;
/** The demo's own rate is what limits it. */
const QUOTAS = { LNP_QUOTA_PER_SECOND: '100000', LNP_QUOTA_BURST: '100000' };

/** A registry in a temporary folder, a seeded world, and its carriers and LSMSs. */
export class Sandbox {
  readonly carriers = new Map<string, Carrier>();
  readonly lsmss = new Map<string, SimulatedLsms>();
  registry!: RegistryProcess;
  /** Rejects when a part ends that should not. */
  readonly broken: Promise<never>;
  private breakWith: (error: unknown) => void = () => undefined;
  private readonly doors = new Map<string, HttpCarrierConnection>();
  private readonly data = mkdtempSync(join(tmpdir(), 'lnp-demo-'));

  private constructor(private readonly options: SandboxOptions) {
    this.broken = new Promise((_, reject) => {
      this.breakWith = reject;
    });
    this.broken.catch(() => undefined);
  }

  static async open(options: SandboxOptions): Promise<Sandbox> {
    const sandbox = new Sandbox(options);
    try {
      await sandbox.furnish();
      return sandbox;
    } catch (error) {
      await sandbox.close();
      throw error;
    }
  }

  /** The registry as its operator calls it. */
  get operator(): RegistryClient {
    return registryClient(this.registry.url, this.registry.operatorToken);
  }

  private async furnish(): Promise<void> {
    const { kafka, world, say, signal } = this.options;
    say(kafka ? 'starting Kafka and the services (the very first start fetches Kafka)' : 'starting the registry');
    await this.startRegistry();
    say('seeding the world');
    const tokenFolder = join(this.data, 'tokens');
    for (const [transport, part] of partsOf(world, kafka)) await seed(this.operator, part, { transport, tokenFolder });
    signal.throwIfAborted();
    for (const { spid, lsms } of world.serviceProviders) await this.connect(spid, lsms);
  }

  /** Again on the same data and the same port after a kill. */
  async startRegistry(): Promise<void> {
    const { kafka, signal } = this.options;
    signal.throwIfAborted();
    const env = { LNP_KAFKA_SESSION_TIMEOUT_MS: SESSION_TIMEOUT_MS, ...QUOTAS };
    const port = this.registry?.port ?? 0;
    this.registry = await RegistryProcess.start({ data: this.data, kafka, port, env }, signal);
    void this.registry.endedByItself().then(this.breakWith);
  }

  private async connect(spid: string, hasLsms: boolean): Promise<void> {
    const { connections, onMessage, onApplied } = this.options;
    const token = readFileSync(join(this.data, 'tokens', `${spid}.token`), 'utf8').trim();
    const door = (): HttpCarrierConnection => connectHttp({ url: this.registry.url, token, spid });
    const line = async (): Promise<CarrierConnection> =>
      this.speaksKafka(spid) ? connectKafka({ brokers: [this.registry.brokers], spid }) : door();
    const first = await line();
    const others = await Promise.all(Array.from({ length: connections - 1 }, line));
    const onFailure = this.breakWith;
    const carrier = new Carrier({
      spid,
      connections: [first, ...others],
      onMessage: (message) => onMessage(spid, message),
      onFailure,
    });
    this.carriers.set(spid, carrier);
    if (!hasLsms) return;
    this.doors.set(spid, door());
    this.lsmss.set(
      spid,
      new SimulatedLsms(spid, {
        connection: first,
        onApplied: (download, refusal) => onApplied(spid, download, refusal),
        onFailure,
      }),
    );
  }

  private speaksKafka(spid: string): boolean {
    return this.options.kafka && KAFKA_SPIDS.has(spid);
  }

  carrier(spid: string): Carrier {
    return known(this.carriers, spid);
  }

  lsms(spid: string): SimulatedLsms {
    return known(this.lsmss, spid);
  }

  /** What the registry holds of an LSMS: through which download it acknowledged, and the last download there is. */
  position(spid: string): Promise<{ readonly acknowledgedThrough: number; readonly head: number }> {
    return known(this.doors, spid).lsmsPosition({ signal: this.options.signal, deadlineMs: 2_000 });
  }

  /** Digest of the registry's own table as of download `number`. */
  digest(): Promise<{ readonly number: number; readonly digest: string; readonly entries: number }> {
    return this.operator.call('GET', '/v1/lsms/digest');
  }

  async versions(tn: string): Promise<readonly SeenVersion[]> {
    const answer = await this.operator.call<{ subscriptionVersions: SeenVersion[] }>(
      'GET',
      `/v1/telephone-numbers/${tn}`,
    );
    return answer.subscriptionVersions;
  }

  /** Id of the version that the registry routes a number by. */
  async routedVersion(tn: string): Promise<number | undefined> {
    const { route } = await this.operator.call<{ route: { svId: number } | null }>(
      'GET',
      `/v1/telephone-numbers/${tn}`,
    );
    return route?.svId;
  }

  /** Midnight UTC of the registry's own day, ISO 8601: a due date that has come. */
  async today(): Promise<string> {
    const { now } = await this.operator.call<{ now: string }>('GET', '/sandbox/clock');
    return `${now.slice(0, 10)}T00:00:00.000Z`;
  }

  /** Moves the registry's clock by an ISO 8601 duration; resolves when every timer up to then has taken effect. */
  async advance(duration: string): Promise<void> {
    await this.operator.call('POST', '/sandbox/clock', { advance: duration });
  }

  /** Ends all of it and removes the folder. */
  async close(): Promise<void> {
    // A client that goes first may leave lines opened and never used, for which the registry's door waits.
    const byKafka = [...this.carriers.keys()].filter((spid) => this.speaksKafka(spid));
    await this.disconnect(byKafka);
    await this.registry?.stop(this.options.kafka ? KAFKA_GRACE_MS : GRACE_MS);
    await this.disconnect([...this.carriers.keys()].filter((spid) => !byKafka.includes(spid)));
    // A Kafka that was interrupted at its start may write for a moment more.
    rmSync(this.data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }

  private async disconnect(spids: readonly string[]): Promise<void> {
    await Promise.all(spids.map((spid) => this.lsmss.get(spid)?.stop()));
    await Promise.allSettled(
      spids.flatMap((spid) => [this.carriers.get(spid)?.close(), this.doors.get(spid)?.close()]),
    );
  }
}

function known<T>(things: ReadonlyMap<string, T>, spid: string): T {
  const found = things.get(spid);
  if (found === undefined) throw new Error(`${spid} has none in this world`);
  return found;
}

/** Who speaks what is part of a provider's profile, so each part of the world is seeded in its own way. */
function partsOf(world: World, kafka: boolean): (readonly ['http' | 'kafka', World])[] {
  if (!kafka) return [['http', world]];
  const { serviceProviders } = world;
  const onKafka = serviceProviders.filter(({ spid }) => KAFKA_SPIDS.has(spid));
  const onHttp = serviceProviders.filter(({ spid }) => !KAFKA_SPIDS.has(spid));
  return [
    ['kafka', { serviceProviders: onKafka, codes: [], lrns: [] }],
    ['http', { ...world, serviceProviders: onHttp }],
  ];
}
